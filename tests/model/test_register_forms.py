"""Registers, team files and YAML check-ins in forms that people give them: one message, at the line that is at fault."""

from __future__ import annotations

import pytest

BASE = {
    "company/team.yml": "name: Bakery\n",
    "teams/ovens/team.yml": "name: Ovens\n",
    "people.yml": "lotte: {name: Lotte Berg}\nben: {name: Ben Weiss}\n",
}
GOAL = (
    "objectives:\n  - id: bread\n    title: Bake more bread\n    owner: lotte\n    key_results:\n"
    "      - {id: loaves, title: Loaves, from: 100, to: 250}\n      - {id: shops, title: Shops, from: 1, to: 5}\n"
)


def list_problems(project, files: dict[str, str]):
    """Return the warnings and errors of a company."""
    return [problem for problem in project(BASE | files).problems() if problem.severity != "info"]


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("people.yml", "people:\n  lotte: {name: Lotte Berg}\n  ben: {name: Ben}\n", 1),
        ("people.yml", "# All of us\nStaff:\n  - name: Lotte Berg\n  - name: Ben\n", 2),
        ("kpis.yml", "kpis:\n  calls: {name: Calls}\n", 1),
        ("kpis.yml", "Kennzahlen:\n  - name: Calls\n", 1),
    ],
)
def test_a_name_above_all_entries_is_told_at_its_line(project, path: str, text: str, line: int) -> None:
    """It made a person `people` of them, without a word about that."""
    (problem,) = list_problems(project, {path: text})
    assert (problem.place.path, problem.place.line, problem.code) == (f"content/{path}", line, "OKR202")
    assert problem.hint.startswith("Delete this line, and begin the entries below it in the first column")
    organisation = project().snapshot().organisation
    assert text.split(":")[0].split()[-1].lower() not in {*organisation.people, *organisation.kpis}


@pytest.mark.parametrize(
    "text", ["people: {name: Anna People}\n", "people: {name: Anna People}\nlotte: {name: Lotte Berg}\n", "people:\n"]
)
def test_somebody_may_be_called_people(project, text: str) -> None:
    assert list_problems(project, {"people.yml": text}) == []


@pytest.mark.parametrize(
    "typed", ["lotte {name: Lotte Berg}", "lotte:{name: Lotte Berg}", "lotte : {name: Lotte Berg}"]
)
@pytest.mark.parametrize("path", ["people.yml", "kpis.yml"])
def test_a_missing_colon_before_braces_is_told_with_the_line_as_it_should_be(project, path: str, typed: str) -> None:
    problems = list_problems(project, {path: f"{typed}\n"})
    if typed.startswith("lotte :"):
        assert problems == []
        return
    (problem,) = problems
    assert problem.hint == "Write: lotte: {name: Lotte Berg}"
    assert list_problems(project, {path: f"{problem.hint.removeprefix('Write: ')}\n"}) == []


@pytest.mark.parametrize("value", ["[Lotte Berg, Baker]", "[]"])
def test_who_types_a_list_is_told_the_form_of_fields(project, value: str) -> None:
    (problem,) = list_problems(project, {"people.yml": f"lotte: {value}\n"})
    assert problem.hint == "Give each a line of its own, indented, or put them in braces: {name: …, …}."


def test_values_in_the_note_of_a_check_in_of_yaml_are_asked_about(project) -> None:
    """In Markdown such a sentence holds values; here they were words."""
    log = "    checkins:\n      - {date: 2026-11-13, by: lotte, note: 'Fine. loaves 150, shops 2'}\n"
    (problem,) = list_problems(project, {"teams/ovens/2026-Q4.yml": GOAL + log})
    assert (problem.code, problem.place.line) == ("OKR118", 9)
    assert problem.hint.endswith("`now: {loaves: 150, shops: 2}`.")


def test_fields_of_a_check_in_in_german_are_answered_with_ours(project) -> None:
    log = "    checkins:\n      - datum: 2026-11-13\n        von: lotte\n        notiz: Gut.\n        stand: {loaves: 150}\n"
    problems = list_problems(project, {"teams/ovens/2026-Q4.yml": GOAL + log})
    hints = [problem.hint.partition("?")[0] for problem in problems]
    assert hints == [f"Did you mean '{name}'" for name in ("date", "by", "note", "now")]


def test_check_ins_that_begin_left_of_their_objective_are_told_so(project) -> None:
    text = GOAL + "checkins:\n  - {date: 2026-11-13, now: {loaves: 150}}\n"
    (problem,) = list_problems(project, {"teams/ovens/2026-Q4.yml": text})
    assert "is a field of an objective" in problem.message
    assert problem.hint == "Begin it further right, in line with the others of that."


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("# Ovens\n\n- Mitglieder: lotte, ben\n", "members"),
        ("# Ovens\n\n- Leitung: lotte\n", "lead"),
        ("# Ovens\n\nWe bake.\n\n## Members\n\n- Lotte\n- Ben\n", "members"),
        ("# Ovens\n\n## Mitglieder\n\n- Lotte\n", "members"),
    ],
)
def test_members_in_the_text_of_a_team_are_asked_about(project, text: str, field: str) -> None:
    made = project({path: text for path, text in BASE.items() if path != "teams/ovens/team.yml"})
    made.write({"teams/ovens/team.md": text})
    (problem,) = (problem for problem in made.problems() if problem.severity != "info")
    assert problem.code == "OKR118"
    assert problem.hint.endswith(f"{field}: …")


@pytest.mark.parametrize("text", ["# Ovens\n\n## Team\n\n- Lotte bakes\n", "# Ovens\n\n## Members\n\nWe are few.\n"])
def test_a_text_of_a_team_about_its_people_is_a_text(project, text: str) -> None:
    made = project({path: text for path, text in BASE.items() if path != "teams/ovens/team.yml"})
    made.write({"teams/ovens/team.md": text})
    assert [problem for problem in made.problems() if problem.severity != "info"] == []


BREAD = {
    "teams/ovens/2026-Q4.md": "## Bake more bread {#bread}\n\n- Owner: lotte\n\n- KR: Loaves {#loaves}: 100 -> 250\n",
}


@pytest.mark.parametrize(
    ("name", "text", "line", "said"),
    [
        ("18.11.2026-lotte.yml", "objective: bread\nnow: {loaves: 150}\n", 1, "Begin it with 2026-11-18."),
        (
            "2026-11-31-lotte.yml",
            "objective: bread\nnow: {loaves: 150}\n",
            1,
            "begins with 2026-11-31, which is no day",
        ),
        ("2026-11-18-lotte.yml", "objective: Bake more bread\nnow: {loaves: 150}\n", 1, "Do you mean 'bread'?"),
        ("2026-11-18-lotte.yml", "objective: bread#loaves\nnow: {loaves: 150}\n", 1, "Do you mean 'bread'?"),
        ("2026-11-18-lotte.yml", "objectives: bread\nnow: {loaves: 150}\n", 1, "Write: objective: bread"),
        ("2026-11-18-lotte.yml", "report:\n  - {objective: bread, now: {loaves: 150}}\n", 1, "Did you mean 'reports'?"),
        ("2026-11-18-lotte.yml", "reports:\n  bread: {now: {loaves: 150}}\n", 2, "Begin a line with `- ` for each."),
        ("2026-11-18-lotte.yml", "objective: bread\nloaves: 150\n", 2, "stand below `now`, as in now: {loaves: 150}."),
        ("2026-11-18-lotte.md", "objective: bread\nnow: {loaves: 150}\n", 1, "between two lines of `---` at the top"),
    ],
)
def test_a_check_in_file_in_another_form_is_told_once_with_what_is_at_fault(
    project, name: str, text: str, line: int, said: str
) -> None:
    (problem,) = list_problems(project, BREAD | {f"teams/ovens/checkins/{name}": text})
    assert (problem.place.path, problem.place.line) == (f"content/teams/ovens/checkins/{name}", line)
    assert said in f"{problem.message} {problem.hint}"


def test_a_unit_that_is_named_by_what_it_is_called_is_answered_with_its_id(project) -> None:
    """The names of the company and of its folders are hardly alike."""
    files = {
        "people.yml": "lotte: {name: Lotte Berg, team: Hot Things}\nben: {name: Ben}\n",
        "teams/ovens/team.yml": "name: Hot things\nparent: Bakery\n",
    }
    hints = {problem.place.path: problem.hint for problem in list_problems(project, files)}
    assert hints == {
        "content/people.yml": "Did you mean 'ovens'?",
        "content/teams/ovens/team.yml": "Did you mean 'company'?",
    }
