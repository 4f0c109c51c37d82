"""A check-in that says `KR2 45%` goes on to mean the key result that stood second when it was typed.

Somebody deletes the first key result, moves one, types one in between, or makes one a line of text: no value lands on
another key result without a word, in either spelling and in check-ins that are files of their own.

Today is 20 November 2026.
"""

from __future__ import annotations

import pytest
from git_repository import Repo
from msgspec.structs import replace

from okrsite.pipeline import list_problems, take_snapshot
from okrsite.problems import Problem
from okrsite.request import BuildRequest, open_source
from okrsite.site.isolation import isolate_broken_files

FIRST = "- KR: Towns that know us: 40 → 90\n"
SECOND = "- KR: Share who name us first: 12% → 25%\n"
THIRD = "- KR: Newspapers that wrote about us: 0 → 30\n"
LOG = (
    "\n### Check-ins\n\n- 2026-10-16, Ana: Slow. KR1 45 (60%), KR2 13% (50%), KR3 6\n"
    "- 2026-11-13, Ana: Better. KR1 62 (60%), KR2 15% (40%), KR3 21\n"
)
HEAD = "## Known in every town {#known}\n\n- Owner: Ana\n\n"
YAML = """
    objectives:
      - id: known
        title: Known in every town
        owner: Ana
        key_results:
          - {id: towns, title: Towns that know us, from: 40, to: 90}
          - {id: share, title: Share who name us first, from: 12%, to: 25%}
        checkins:
          - {date: 2026-10-16, by: Ana, note: Slow., now: {KR1: 45, KR2: 13%}}
"""


@pytest.fixture
def repo(tmp_path) -> Repo:
    made = Repo(tmp_path / "repo", {"today": "2026-11-20"})
    made.commit("2026-10-01", "Goals", {"company/team.yml": "name: Company\n"})
    made.commit("2026-11-13", "Check-in", {"company/2026-Q4.md": HEAD + FIRST + SECOND + THIRD + LOG})
    return made


def list_said(repo: Repo) -> list[Problem]:
    """Return the warnings and errors of the company's files, as `okrsite check` says them."""
    with open_source(BuildRequest(repo.root / "mkdocs.yml", audience="internal")) as source:
        problems = list_problems(take_snapshot(source))
    return [problem for problem in problems if problem.severity != "info"]


def test_as_long_as_nobody_moves_a_key_result_nothing_is_said(repo):
    assert list_said(repo) == []


def test_key_results_that_change_places_are_told_at_the_first_check_in_with_the_whole_line(repo):
    repo.write({"company/2026-Q4.md": HEAD + SECOND + FIRST + THIRD + LOG})
    (problem,) = list_said(repo)
    assert (problem.code, problem.severity, problem.place.line) == ("OKR225", "error", 11)
    assert problem.message == (
        "'KR1' was 'Towns that know us' when this check-in was made, and is the name of another one now: "
        "'Share who name us first'. The same holds for KR2 and for line 12."
    )
    assert problem.hint.endswith(
        "Write: - 2026-10-16, Ana: Slow. towns-that-know-us 45 (60%), share-who-name-us-first 13% (50%), KR3 6"
    )


def test_what_the_hint_says_mends_it(repo):
    repo.write({"company/2026-Q4.md": HEAD + SECOND + FIRST + THIRD + LOG})
    text = HEAD + SECOND + FIRST + THIRD + LOG
    for _ in range(2):
        (problem,) = list_said(repo)
        lines = text.split("\n")
        lines[problem.place.line - 1] = problem.hint.partition("Write: ")[2]
        text = "\n".join(lines)
        repo.write({"company/2026-Q4.md": text})
    assert list_said(repo) == []


@pytest.mark.parametrize(
    "key_results",
    [
        pytest.param(SECOND + THIRD, id="the first one is deleted"),
        pytest.param(FIRST + THIRD, id="one in the middle is deleted"),
        pytest.param("- KR: Visits a day: 10 → 20\n" + FIRST + SECOND + THIRD, id="another one is typed above"),
        pytest.param(FIRST + THIRD + "\nShare who name us first: 12% → 25%\n", id="one became a sentence"),
        pytest.param(FIRST + THIRD.replace("0 → 30", "0 → 40") + SECOND, id="one is moved and has another target"),
    ],
)
@pytest.mark.parametrize("is_committed", [False, True])
def test_no_value_lands_on_another_key_result_without_a_word(repo, key_results, is_committed):
    repo.write({"company/2026-Q4.md": HEAD + key_results + LOG})
    if is_committed:  # whoever looks next week is told as well
        repo.commit("2026-11-16", "Tidy up")
        repo.commit("2026-11-17", "Nothing")
    said = list_said(repo)
    assert [problem.code for problem in said] == ["OKR225"]
    assert "when this check-in was made" in said[0].message


@pytest.mark.parametrize(
    "line",
    ["Share who name us first: 12% → 25%", "> - KR: Share who name us first: 12% → 25%", "### KR2: Share: 12% → 25%"],
)
def test_a_key_result_that_is_no_bullet_any_more_is_an_error_where_numbers_go_on(repo, line):
    """Else it is a warning, and the site would be published with the values of the third as those of the second."""
    repo.write(
        {"company/2026-Q4.md": HEAD + FIRST + f"- {line}\n".replace("- >", ">").replace("- #", "#") + THIRD + LOG}
    )
    said = list_said(repo)
    assert [(problem.severity, problem.place.line) for problem in said] == [("error", 6)]
    assert "name key results by their numbers" in said[0].message


def test_a_key_result_with_a_new_title_keeps_its_number(repo):
    repo.write({"company/2026-Q4.md": HEAD + FIRST.replace("Towns", "Cities") + SECOND + THIRD + LOG})
    assert list_said(repo) == []


def test_of_another_title_with_another_target_it_is_asked_which_one_is_meant(repo):
    text = HEAD + "- KR: Towns with a shop: 3 → 9\n" + SECOND + THIRD + LOG
    repo.write({"company/2026-Q4.md": text})
    (problem,) = list_said(repo)
    assert (problem.code, problem.severity) == ("OKR268", "warning")
    assert "`- Aliases: towns-that-know-us`" in problem.hint
    repo.write({"company/2026-Q4.md": text.replace("3 → 9\n", "3 → 9\n  - Aliases: towns-that-know-us\n")})
    assert list_said(repo) == []


def test_a_number_that_is_typed_anew_means_what_stands_there_now(repo):
    text = HEAD + SECOND + FIRST + THIRD + LOG
    mended = text.replace("KR1 45 (60%), KR2 13% (50%)", "KR2 45 (60%), KR1 13% (50%)")
    repo.write({"company/2026-Q4.md": mended.replace("KR1 62 (60%), KR2 15% (40%)", "KR2 62 (60%), KR1 15% (40%)")})
    assert list_said(repo) == []


def test_both_spellings_know_it(repo):
    repo.commit("2026-11-14", "Sales", {"teams/sales/team.yml": "name: Sales\n", "teams/sales/2026-Q4.yml": YAML})
    first, second = (line for line in YAML.splitlines(keepends=True) if "{id: " in line)
    repo.write({"teams/sales/2026-Q4.yml": YAML.replace(first + second, second + first)})
    (problem,) = list_said(repo)
    assert problem.code == "OKR225"
    assert "now: {towns: 45, share: 13%}" in problem.hint


def test_a_check_in_that_is_a_file_knows_it(repo):
    filed = "by: Ana\nobjective: known\nnote: Fine.\nnow: {KR1: 64, KR2: 16%}\n"
    repo.commit("2026-11-18", "Report", {"company/checkins/2026-11-18-ana.yml": filed})
    assert list_said(repo) == []
    text = (
        (HEAD + SECOND + FIRST + THIRD + LOG)
        .replace("KR1", "towns-that-know-us")
        .replace("KR2", "share-who-name-us-first")
    )
    repo.write({"company/2026-Q4.md": text})
    (problem,) = list_said(repo)
    assert (problem.code, problem.place.path) == ("OKR225", "content/company/checkins/2026-11-18-ana.yml")


def test_numbers_that_key_results_call_themselves_count_wherever_they_stand(repo):
    text = HEAD + FIRST.replace("KR:", "KR3:") + SECOND.replace("KR:", "KR1:") + THIRD.replace("KR:", "KR2:")
    repo.commit(
        "2026-11-18",
        "Another goal",
        {
            "company/2026-Q3.md": text
            + LOG.replace("-10-", "-07-")
            .replace("-11-", "-08-")
            .replace("KR1 45", "KR3 45")
            .replace("KR1 62", "KR3 62")
            .replace("KR3 6\n", "KR2 6\n")
            .replace("KR3 21", "KR2 21")
            .replace("KR2 13%", "KR1 13%")
            .replace("KR2 15%", "KR1 15%")
        },
    )
    with open_source(BuildRequest(repo.root / "mkdocs.yml", audience="internal")) as source:
        organisation = take_snapshot(source).organisation
    (objective,) = (one for one in organisation.objectives.values() if one.cycle == "2026-Q3")
    first, _ = objective.checkins
    assert {key: value.text for key, value in first.now.items()} == {
        "towns-that-know-us": "45",
        "share-who-name-us-first": "13%",
        "newspapers-that-wrote-about-us": "6",
    }


def test_a_number_that_no_key_result_calls_itself_is_refused(project):
    key_results = FIRST.replace("KR:", "KR1:") + SECOND.replace("KR:", "KR3:") + THIRD.replace("KR:", "KR4:")
    files = {"company/team.yml": "name: Company\n", "company/2026-Q4.md": HEAD + key_results + LOG}
    (problem,) = [problem for problem in project(files).problems() if problem.severity == "error"]
    assert problem.message == "This objective has no key result 'KR2'."
    assert "They call themselves KR1, KR3, KR4" in problem.hint


def test_where_errors_are_isolated_no_moved_value_is_published(repo):
    """Which of the values are right can't be told, so the objective is left out, and the rest of the site is built."""
    repo.write({"company/2026-Q4.md": HEAD + SECOND + FIRST + THIRD + LOG})
    request = BuildRequest(repo.root / "mkdocs.yml", isolate=True)
    with open_source(request) as source:
        content = isolate_broken_files(lambda without: take_snapshot(replace(source, without=without)))
    assert not content.is_blocked
    assert content.snapshot.organisation.objectives == {}


def test_numbers_in_lines_and_files_are_told_by_line_and_by_file(repo):
    """A line of another file isn't one of this file."""
    for day in ("17", "18"):
        filed = "by: Ana\nobjective: known\nnote: Fine.\nnow: {KR1: 64, KR2: 16%}\n"
        repo.commit(f"2026-11-{day}", "Report", {f"company/checkins/2026-11-{day}-ana.yml": filed})
    repo.write({"company/2026-Q4.md": HEAD + SECOND + FIRST + THIRD + LOG})
    (problem,) = list_said(repo)
    assert problem.message.endswith(
        "The same holds for KR2 and for line 12 and for content/company/checkins/2026-11-17-ana.yml:4 and "
        "content/company/checkins/2026-11-18-ana.yml:4."
    )


def test_of_many_numbers_on_a_line_it_is_told_how_many_there_are(repo):
    results = [f"- KR: Town {name} knows us: 40 → 90\n" for name in "ABCDEFG"]
    log = "\n### Check-ins\n\n- 2026-11-16, Ana: Slow. " + ", ".join(f"KR{at} 45" for at in range(1, 8)) + "\n"
    repo.commit("2026-11-17", "More", {"company/2026-Q4.md": HEAD + "".join(results) + log})
    repo.write({"company/2026-Q4.md": HEAD + "".join(reversed(results)) + log})
    (problem,) = list_said(repo)
    assert problem.message.endswith("The same holds for KR2, KR3, KR5 and 2 more.")
    assert "`town-c-knows-us` for KR3 and 3 more" in problem.hint
