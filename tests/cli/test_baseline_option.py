"""`okrsite check --baseline`: what a company that starts knows already isn't said.

In all projects here, an objective without an owner (OKR253, a warning) and one without key results (OKR252, a warning)
are what was there before.
"""

from __future__ import annotations

import json

import pytest
from command_line import call
from hypothesis import given
from hypothesis import strategies as st

from okrsite.checks.baseline import (
    BaselineKey,
    UnreadableBaselineError,
    collect_baseline,
    compare_with_baseline,
    encode_baseline,
    keep_known,
    parse_baseline,
)
from okrsite.problems import Problem, point_at

OLD = {
    "company/team.yml": "name: Company\n",
    "company/2026-Q4.yml": """
        objectives:
          - id: ovens
            title: Bakers love our ovens
            key_results:
              - {id: used, title: Ovens in use, from: 0, to: 10}
              - {id: calls, title: Calls, from: 9, to: 3, due: 2027-05-01}
          - id: bread
            title: Bread for everybody
            owner: anna
        """,
}


@pytest.fixture
def old(project, monkeypatch):
    """A project with warnings, and its baseline, from inside its folder."""
    made = project(OLD)
    monkeypatch.chdir(made.config.parent)
    done = call("check", "--write-baseline", "known.jsonl")
    assert done.status == 0 and "known.jsonl has 3 problems." in done.err
    return made


def list_codes(done) -> list[str]:
    return [found["code"] for found in json.loads(done.out)["problems"]]


def check(*arguments: str):
    return call("check", "--strict", "--baseline", "known.jsonl", *arguments)


def test_a_baseline_is_one_line_for_each_entry_in_order(old):
    """People review and merge it: an entry says which objective and key result it is about, and no line."""
    assert (old.root / "known.jsonl").read_text() == (
        '{"path": "content/company/2026-Q4.yml", "objective": "bread", "code": "OKR252", "count": 1}\n'
        '{"path": "content/company/2026-Q4.yml", "objective": "ovens", "code": "OKR253", "count": 1}\n'
        '{"path": "content/company/2026-Q4.yml", "objective": "ovens", "key_result": "calls", "code": "OKR256", '
        '"count": 1}\n'
    )


def test_what_is_in_it_is_not_said_and_fails_nothing(old):
    assert call("check", "--strict").status == 1
    done = check()
    assert (done.status, done.out) == (0, "")
    assert "no problems. The baseline has 3 problems more." in done.err


def test_it_stays_true_when_lines_move_and_messages_change(old):
    text = (old.root / "content/company/2026-Q4.yml").read_text()
    old.write({"company/2026-Q4.yml": "# Here are our goals\n\n" + text.replace("2027-05-01", "2027-06-02")})
    assert check("--format", "json").status == 0


def test_what_is_new_is_said(old):
    old.write({"company/2027-Q1.yml": "objectives: [{id: new, title: Something new, owner: anna}]\n"})
    done = check("--format", "json")
    assert (done.status, list_codes(done)) == (1, ["OKR252"])
    assert "2027-Q1" in done.out


def test_of_a_kind_of_which_there_is_more_all_are_said(old):
    """Which of two dates outside the cycle was there before, nobody knows."""
    text = (old.root / "content/company/2026-Q4.yml").read_text()
    more = text.replace("due: 2027-05-01}", "due: 2027-05-01, phases: {2027-05-02: 4}}")
    old.write({"company/2026-Q4.yml": more})
    assert list_codes(check("--format", "json")) == ["OKR256", "OKR256"]


def test_errors_are_said_whatever_a_baseline_has(old):
    old.write({"company/2026-Q4.yml": "objectives: [{id: ovens, title: Ovens, onwer: anna}]\n"})
    known = old.root / "known.jsonl"
    known.write_text(
        '{"path": "content/company/2026-Q4.yml", "objective": "ovens", "code": "OKR201", "count": 9}\n'
        '{"path": "content/company/2026-Q4.yml", "code": "OKR201", "count": 9}\n'
    )
    done = check("--format", "json")
    assert done.status == 1 and "OKR201" in list_codes(done)
    # Nor does it come to be in one.
    assert call("check", "--write-baseline", "known.jsonl").status == 1
    assert "OKR201" not in known.read_text() and "OKR252" in known.read_text()


def test_what_is_mended_is_counted_and_taken_out_when_it_is_written_again(old):
    text = (old.root / "content/company/2026-Q4.yml").read_text()
    old.write({
        "company/2026-Q4.yml": text.replace("title: Bakers love our ovens", "title: Bakers love our ovens\n    owner: anna"),
        "company/2027-Q1.yml": "objectives: [{id: new, title: Something new, owner: anna}]\n",
    })  # fmt: skip
    assert "1 of the baseline is mended: write it again, with both options." in check().err
    # What is new doesn't slip in with it.
    done = check("--write-baseline", "known.jsonl", "--format", "json")
    assert (done.status, list_codes(done)) == (1, ["OKR252"])
    kept = (old.root / "known.jsonl").read_text()
    assert "OKR253" not in kept and "2027-Q1" not in kept and kept.count("\n") == 2
    assert "mended" not in check().err


def test_under_a_path_nothing_elsewhere_is_taken_for_mended(old):
    done = check("content/company/team.yml")
    assert done.status == 0 and "baseline" not in done.err


def test_a_baseline_of_a_part_is_refused(old):
    before = (old.root / "known.jsonl").read_bytes()
    done = call("check", "content/company", "--write-baseline", "known.jsonl")
    assert done.status == 2 and "leave the PATHs out" in done.err
    assert (old.root / "known.jsonl").read_bytes() == before


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "There is no baseline known.jsonl. Write it once with --write-baseline known.jsonl."),
        (b"<<<<<<< HEAD\n", "Line 1 of known.jsonl is no entry of a baseline. Take it out, or delete the file"),
        (b'{"path": "a", "code": "OKR253", "count": 1}\n[]', "Line 2 of known.jsonl is no entry"),
        (b'{"path": "a", "code": "OKR253", "count": 0}', "Line 1 of known.jsonl is no entry"),
        (b'{"path": "a", "code": "OKR253", "count": 1, "reason": "x"}', "Line 1 of known.jsonl is no entry"),
        (b"\xff\xfe\x00", "Line 1 of known.jsonl is no entry"),
        (b"[" * 200_000, "Line 1 of known.jsonl is no entry"),
    ],
)
def test_a_file_that_is_no_baseline_is_refused_in_a_sentence(old, data, said):
    path = old.root / "known.jsonl"
    path.unlink()
    if data is not None:
        path.write_bytes(data)
    done = check()
    assert done.status == 2 and said in " ".join(done.err.split())


def test_nothing_but_a_baseline_is_written_over(old):
    before = old.config.read_bytes()
    done = call("check", "--write-baseline", old.config)
    assert done.status == 2 and "is no baseline, as its line 1 shows: it isn't replaced." in " ".join(done.err.split())
    assert old.config.read_bytes() == before
    assert "is no file with a baseline" in call("check", "--write-baseline", "content").err


def test_after_a_merge_the_larger_number_of_two_lines_counts():
    line = '{{"path": "a", "code": "OKR253", "count": {}}}'
    merged = "\r\n".join(["\ufeff" + line.format(1), line.format(3), "", line.format(2)])
    assert parse_baseline(merged.encode()) == {BaselineKey("a", "", "", "OKR253"): 3}


_KEYS = st.builds(BaselineKey, st.text(), st.text(), st.text(), st.text())
_BASELINES = st.dictionaries(_KEYS, st.integers(1, 9), max_size=5)


@given(_BASELINES)
def test_what_is_written_is_read_as_it_was(baseline):
    """Whatever files and ids are called: names come from others' repositories."""
    assert parse_baseline(encode_baseline(baseline)) == baseline


@given(st.binary())
def test_any_bytes_are_read_or_refused(data):
    try:
        read = parse_baseline(data)
    except UnreadableBaselineError as error:
        assert 1 <= error.line <= data.count(b"\n") + 1
    else:
        assert all(count >= 1 for count in read.values())


def test_a_baseline_of_now_leaves_nothing_to_say(project):
    """Whatever stands in a project, what was just written has all of it but the errors."""
    snapshot = project(OLD).snapshot()
    broken = Problem("OKR201", "error", point_at("content/company/2026-Q4.yml", 3), "Broken.")
    baseline = collect_baseline(snapshot.organisation, [*snapshot.problems, broken])
    compared = compare_with_baseline(snapshot.organisation, [*snapshot.problems, broken], baseline)
    assert (compared.said, compared.known, compared.mended) == ((broken,), len(snapshot.problems), 0)
    assert keep_known(baseline, baseline) == baseline
