"""`okrsite rollover`: the next cycle's files, from the command line."""

from __future__ import annotations

import pytest
from command_line import answer, call

from okrsite import new_files

GOAL = "objectives:\n  - id: goal\n    title: Goal\n    owner: anna\n    key_results:\n      - {id: k, title: K, from: 0, to: 9, now: 4}\n"


@pytest.fixture
def company(project):
    return project(
        {
            "company/team.yml": "name: Company\n",
            "company/2026-Q4.yml": GOAL,
            "teams/bakery/team.yml": "name: Bakery\n",
            "teams/bakery/2026-Q4.yml": GOAL.replace("goal", "bread"),
        }
    )


def list_new(company) -> list[str]:
    return sorted(path.relative_to(company.root / "content").as_posix() for path in company.root.rglob("2027-Q1.*"))


def test_all_units_go_on_and_a_second_run_changes_nothing(company):
    done = call("rollover", "2026-Q4", "2027-Q1", "-f", company.config)
    assert (done.status, list_new(company)) == (0, ["company/2027-Q1.yml", "teams/bakery/2027-Q1.yml"])
    assert "2 objectives carried on" in done.err
    assert "Without a grade in 2026-Q4: 2 key results, such as company/2026-Q4/goal#k: 0.4 proposed." in done.err
    text = (company.root / "content/company/2027-Q1.yml").read_text(encoding="utf-8")
    assert text == (
        "objectives:\n  - id: goal\n    title: Goal\n    owner: anna\n    continues: 2026-Q4/goal\n"
        "    key_results:\n      - {id: k, title: K, from: 4, to: 9}\n"
    )
    assert "Nothing is carried on" in call("rollover", "2026-Q4", "2027-Q1", "-f", company.config).err
    assert (company.root / "content/company/2027-Q1.yml").read_text(encoding="utf-8") == text


def test_one_unit_goes_on_and_one_objective_stays_behind(company):
    call("rollover", "2026-Q4", "2027-Q1", "--team", "bakery", "-f", company.config)
    assert list_new(company) == ["teams/bakery/2027-Q1.yml"]
    call("rollover", "2026-Q4", "2027-Q1", "--skip", "company/goal", "-f", company.config)
    assert list_new(company) == ["teams/bakery/2027-Q1.yml"]


def test_a_dry_run_shows_the_files_and_writes_none(company):
    done = call("rollover", "2026-Q4", "2027-Q1", "--dry-run", "-f", company.config)
    assert "+++ b/content/teams/bakery/2027-Q1.yml" in done.out
    assert list_new(company) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["2026-Q5", "2027-Q1"], "'2026-Q5' is no cycle"),
        (["2027-Q1", "2026-Q4"], "doesn't come after"),
        (["2026-Q4", "2027-Q1", "--team", "nobody"], "no unit 'nobody'"),
        (["2026-Q4", "2027-Q1", "--skip", "bakery/cake"], "Open there: company/goal, bakery/bread."),
        (
            ["2026-Q4", "2027-Q1", "--team", "bakery", "--skip", "company/goal"],
            "no open objective of 2026-Q4 of bakery.",
        ),
    ],
)
def test_bad_input_is_answered_in_a_sentence(company, arguments, said):
    done = call("rollover", *arguments, "-f", company.config)
    assert (done.status, said in done.err) == (2, True), done.err
    assert list_new(company) == []


def test_a_file_that_cannot_be_read_is_left_alone(company):
    company.write({"teams/bakery/2027-Q1.yml": "objectives: [\n"})
    done = call("rollover", "2026-Q4", "2027-Q1", "-f", company.config)
    assert done.status == 1
    assert "can't be read" in done.err
    assert list_new(company) == ["teams/bakery/2027-Q1.yml"]


def test_nobody_is_left_behind_because_a_file_of_the_old_cycle_cannot_be_read(company):
    company.write({"teams/bakery/2026-Q4.yml": "objectives: [\n"})
    done = call("rollover", "2026-Q4", "2027-Q1", "-f", company.config)
    assert (done.status, "content/teams/bakery/2026-Q4.yml:" in done.err) == (1, True), done.err
    assert list_new(company) == []
    assert call("rollover", "2026-Q4", "2027-Q1", "--team", "company", "-f", company.config).status == 0
    assert list_new(company) == ["company/2027-Q1.yml"]


@pytest.mark.parametrize("room", [0, 1])
def test_a_disk_that_is_full_after_some_files_holds_none_of_them(company, monkeypatch, room):
    write, written = new_files.write_whole_file, []

    def write_while_there_is_room(path, parts):
        if len(written) == room:
            raise OSError(28, "No space left on device", str(path))
        written.append(path)
        write(path, parts)

    monkeypatch.setattr(new_files, "write_whole_file", write_while_there_is_room)
    done = call("rollover", "2026-Q4", "2027-Q1", "-f", company.config)
    assert (done.status, "No space left" in done.err) == (1, True), done.err
    assert list_new(company) == []


def read(company, path: str) -> str:
    return (company.root / "content" / path).read_text(encoding="utf-8")


def roll_over(company, monkeypatch, *answers: str):
    """Roll everything over on a terminal on which somebody types."""
    lines = "".join(f"{line}\n" for line in answers)
    return answer(monkeypatch, lines, "rollover", "2026-Q4", "2027-Q1", "-f", company.config)


def test_on_a_terminal_the_old_cycle_is_closed_on_the_way(company, monkeypatch):
    done = roll_over(company, monkeypatch, "", "", "Enough.", "0.5", "drop", "")
    assert done.status == 0, done.err
    assert "K: 0 → 9, now 4, progress 44%" in done.err
    assert read(company, "company/2026-Q4.yml") == (
        GOAL.replace("now: 4}", "now: 4, grade: 0.4}") + "    decision: carry on\n    retrospective: Enough.\n"
    )
    assert read(company, "teams/bakery/2026-Q4.yml").endswith("now: 4, grade: 0.5}\n    decision: drop\n")
    assert list_new(company) == ["company/2027-Q1.yml"]
    assert "decision" not in read(company, "company/2027-Q1.yml")
    again = roll_over(company, monkeypatch)
    assert "Nothing is carried on" in again.err
    assert list_new(company) == ["company/2027-Q1.yml"]


def test_what_is_left_open_on_a_terminal_is_not_carried_on(company, monkeypatch):
    done = roll_over(company, monkeypatch, "-", "-", "", "q")
    assert (done.status, list_new(company)) == (0, [])
    assert read(company, "company/2026-Q4.yml") == GOAL


def test_a_table_says_what_ends_and_proposals_are_taken(company, tmp_path):
    table = tmp_path / "grades.csv"
    table.write_text("ref,grade,decision,sentence\nbakery/bread,,close,\n", encoding="utf-8")
    done = call("rollover", "2026-Q4", "2027-Q1", "--grades", table, "--accept-proposals", "-f", company.config)
    assert (done.status, list_new(company)) == (0, ["company/2027-Q1.yml"]), done.err
    assert "2 grades and 1 decision given in 2026-Q4" in done.err
    assert "grade: 0.4" in read(company, "teams/bakery/2026-Q4.yml")


def test_what_was_decided_before_is_followed(company):
    company.write({"teams/bakery/2026-Q4.yml": GOAL.replace("goal", "bread") + "    decision: drop\n"})
    call("rollover", "2026-Q4", "2027-Q1", "-f", company.config)
    assert list_new(company) == ["company/2027-Q1.yml"]
