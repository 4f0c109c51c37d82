"""What only follows from a check-in or a register that can't be read is told with it, and never instead of anything."""

from __future__ import annotations

import pytest

COMPANY = {"company/team.yml": "name: Bakery\n"}
GOAL = "## Bake more bread\n\n- Owner: lotte\n\n- KR: Loaves {#loaves}: 100 -> 250, now 180\n"
LOG = "\n### Check-ins\n\n- 2026-11-12, lotte: Slow. loaves 150\n"
CONTRADICTING = (5, "OKR258")


def list_problems(made, path: str = "company/2026-Q4.md") -> list[tuple[int, str]]:
    """Return line and code of the warnings and errors of a file."""
    return [
        (problem.place.line, problem.code)
        for problem in made.problems()
        if problem.severity != "info" and problem.place.path == f"content/{path}"
    ]


@pytest.mark.parametrize(
    ("below", "slip"),
    [
        ("- 18.11.: loaves 180\n", (10, "OKR206")),  # in the list
        ("\n2026-11-18: loaves 180\n", (11, "OKR118")),  # below it, and meant as a part of it
        ("\nKR1: 180\n", (11, "OKR118")),
        ("\n### 2026-11-18\n\n- loaves 180\n", (11, "OKR118")),  # about a check-in, by what is said
    ],
)
def test_values_are_contradicted_by_no_check_in_before_one_that_is_not_read(project, below: str, slip: tuple) -> None:
    assert list_problems(project(COMPANY | {"company/2026-Q4.md": GOAL + LOG + below})) == [slip]


@pytest.mark.parametrize(
    ("below", "slip"),
    [
        ("\n### Initiatives\n\n- Buy an oven (due 2026-13-13)\n", (13, "OKR206")),
        ("\n### Notes\n\nWarm bread.\n\nOwner: ben\n", (15, "OKR118")),
    ],
)
def test_a_slip_below_the_check_ins_silences_nothing_about_values(project, below: str, slip: tuple) -> None:
    """It stands in another section, and costs no check-in."""
    assert list_problems(project(COMPANY | {"company/2026-Q4.md": GOAL + LOG + below})) == [CONTRADICTING, slip]


def test_a_slip_in_a_field_below_the_check_ins_silences_nothing_in_yaml(project) -> None:
    text = (
        "objectives:\n  - title: Bake more bread\n    owner: lotte\n    key_results:\n"
        "      - {id: loaves, title: Loaves, from: 100, to: 250, now: 180}\n    checkins:\n"
        "      - {date: 2026-11-12, now: {loaves: 150}}\n    initiatives:\n      - {title: Buy, due: 2026-13-13}\n"
    )
    told = list_problems(project(COMPANY | {"company/2026-Q4.yml": text}), "company/2026-Q4.yml")
    assert told == [CONTRADICTING, (9, "OKR206")]


def test_what_follows_from_a_question_about_a_check_in_is_told_where_that_is_answered(project) -> None:
    text = GOAL + LOG + "\nKR1: 180\n"
    made = project(COMPANY | {"company/2026-Q4.md": text}, rules={"OKR118": "off"})
    assert list_problems(made) == [CONTRADICTING]


KNOWN = "lotte: {name: Lotte Berg}\n"


@pytest.mark.parametrize("name", ["people.yml", "people.yaml"])
@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("Otto Klein: {name: Otto Klein}\n", [(3, "OKR259")]),
        ("otto: {nmae: Otto}\n", [(3, "OKR259")]),
        ("otto: {name: Otto, team: nowhere}\n", [(3, "OKR259")]),
        ("Lote Berg: {name: Lote Berg}\n", []),
        ("Lote Berg:\n  role: Baker\n", []),
        ("lo_te:\n  name: Lote Berg\n", []),
        ("lote: {nmae: Lote Berg}\n", []),
    ],
)
def test_a_name_is_asked_about_unless_an_unreadable_line_of_the_register_has_it(
    project, name: str, entry: str, told: list
) -> None:
    goal = GOAL.replace("Owner: lotte", "Owner: Lote Berg")
    made = project(COMPANY | {name: KNOWN + entry, "company/2026-Q4.md": goal})
    assert list_problems(made) == told
    assert [line for line, _ in list_problems(made, name)] == [2]


def test_a_register_of_a_team_is_none(project) -> None:
    """A file of that name elsewhere is not read, and so costs nobody's name."""
    goal = GOAL.replace("Owner: lotte", "Owner: Lote Berg")
    files = {"people.yml": KNOWN, "teams/ovens/team.yml": "name: Ovens\n", "teams/ovens/people.yml": "Lote Berg: [\n"}
    assert (3, "OKR259") in list_problems(project(COMPANY | files | {"company/2026-Q4.md": goal}))


def test_the_register_of_content_beside_the_configuration_is_one(tmp_path, project) -> None:
    made = project()
    made.config.write_text(made.config.read_text().replace("docs_dir: content", "docs_dir: ../goals"))
    made.root = tmp_path / "site"
    made.root.mkdir()
    (tmp_path / "mkdocs.yml").rename(made.config)
    files = {"people.yml": KNOWN + "Lote Berg: {name: Lote}\n"}
    files |= COMPANY | {"company/2026-Q4.md": GOAL.replace("Owner: lotte", "Owner: Lote Berg")}
    for path, text in files.items():
        (tmp_path / "goals" / path).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / "goals" / path).write_text(text)
    told = [(problem.place.path, problem.code) for problem in made.problems() if problem.severity != "info"]
    assert told == [("../goals/people.yml", "OKR209")]


@pytest.mark.parametrize("name", ["people.yml", "people.yaml"])
def test_a_register_that_is_a_list_is_shown_how_entries_begin(project, name: str) -> None:
    (problem,) = project(COMPANY | {name: "- Lotte Berg\n"}).problems()
    assert (
        problem.hint
        == "Begin each entry with its id and a colon, without a dash: `ana: {name: Ana Berg, team: sales}`."
    )


@pytest.mark.parametrize(
    ("register", "told"),
    [
        ("lote {name: Lote Berg}\nben: {name: Ben Weiss}\n", [(3, "OKR259")]),
        ("lote: &baker {name: Lote Berg}\nben: {name: Ben Weiss}\n", [(3, "OKR259")]),
        ("lote: {name: Lote Berg}\n\tben: {name: Ben Weiss}\n", []),  # of which nothing is read
    ],
)
def test_what_is_refused_in_yaml_costs_no_name_but_those_that_are_not_read(project, register: str, told: list) -> None:
    """A slip in the name of somebody who was read is no consequence of an entry that was not."""
    goal = GOAL.replace("Owner: lotte", "Owner: Ben Weis")
    made = project(COMPANY | {"people.yml": register, "company/2026-Q4.md": goal})
    assert list_problems(made) == told
    assert [code for _, code in list_problems(made, "people.yml")] == ["OKR103"]


def test_the_name_of_an_entry_without_its_colon_is_not_asked_about(project) -> None:
    goal = GOAL.replace("Owner: lotte", "Owner: Lote Berg")
    register = "lote {name: Lote Berg}\nben: {name: Ben Weiss}\n"
    assert list_problems(project(COMPANY | {"people.yml": register, "company/2026-Q4.md": goal})) == []
