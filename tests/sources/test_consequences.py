"""One slip, one message: what only follows from a cause isn't told, and what is a fault of its own still is."""

from __future__ import annotations

import pytest

COMPANY = {"company/team.yml": "name: Bakery\n"}
OBJECTIVE = "## Bake more bread\n\n- Owner: lotte\n\n"
HEAD = "| Key result | Id | From | To | Now |\n| --- | --- | --- | --- | --- |\n"
ROWS = "| Loaves a day | loaves | 100 | 250 | 180 |\n| Ovens in use | ovens | 1 | 4 | 2 |\n"
LOG = (
    "\n### Check-ins\n\n- 2026-10-12, lotte: Slow. loaves 150 (50%), ovens 2 (60%)\n"
    "- 2026-11-02, lotte: Better. loaves 180 (60%), ovens 2 (60%)\n"
)


def list_problems(project, text: str, suffix: str = "md") -> list[tuple[int, str]]:
    """Return line and code of the warnings and errors of a company's file."""
    made = project(COMPANY | {f"company/2026-Q4.{suffix}": text})
    return sorted(
        (problem.place.line, problem.code)
        for problem in made.problems()
        if problem.severity != "info" and problem.place.path.endswith(f"2026-Q4.{suffix}")
    )


def get_only_problem(project, text: str, suffix: str = "md"):
    """Return the one warning or error of a company's file."""
    made = project(COMPANY | {f"company/2026-Q4.{suffix}": text})
    (problem,) = (problem for problem in made.problems() if problem.severity != "info")
    return problem


def test_a_table_as_it_should_be_has_no_problem(project) -> None:
    assert list_problems(project, OBJECTIVE + HEAD + ROWS + LOG) == []


@pytest.mark.parametrize(
    "table",
    [
        ROWS,  # without its head
        HEAD.replace("Key result", "Key rseult") + ROWS,
        HEAD.replace("Key result |", " |") + ROWS,
        (HEAD + ROWS).replace("|", "¦"),
        HEAD + HEAD.splitlines()[1] + "\n" + ROWS,
        HEAD.splitlines()[0] + "\n" + HEAD + ROWS,
        HEAD.replace("\n", "", 1) + ROWS,
        HEAD.replace("\n", " ", 1) + ROWS,
        HEAD.removesuffix("\n") + ROWS,
        HEAD + ROWS.replace("|\n| Ovens", "| | Ovens"),
        HEAD.replace("|", "||", 6) + ROWS,
        HEAD
        + ROWS.replace(
            "| Loaves a day | loaves | 100 | 250 | 180 |", "|| Loaves a day || loaves || 100 || 250 || 180 ||"
        ),
        HEAD + ROWS.replace("| Loaves a day | loaves | 100 | 250 | 180 |", "Loaves a day; loaves; 100; 250; 180"),
        HEAD + ROWS.replace("| Loaves a day | loaves | 100 | 250 | 180 |", "Loaves a day, loaves, 100, 250, 180"),
        HEAD
        + ROWS.replace("| Loaves a day | loaves | 100 | 250 | 180 |", "¦ Loaves a day ¦ loaves ¦ 100 ¦ 250 ¦ 180 ¦"),
        HEAD + ROWS.replace("| loaves | 100 |", "| 100 | loaves |"),
        HEAD + ROWS.replace("| loaves |", "| | loaves |"),
        HEAD + ROWS.replace("| Loaves", "| | Loaves"),
    ],
)
def test_a_slip_in_a_table_is_told_once(project, table: str) -> None:
    problems = list_problems(project, OBJECTIVE + table + LOG)
    assert len(problems) == 1, problems
    assert problems[0][0] <= 8


def test_a_row_with_other_signs_is_shown_as_it_should_be(project) -> None:
    rows = ROWS.replace("| Ovens in use | ovens | 1 | 4 | 2 |", "Ovens in use; ovens; 1; 4; 2")
    problem = get_only_problem(project, OBJECTIVE + HEAD + rows + LOG)
    assert problem.place.line == 8
    assert problem.hint.endswith("Write: | Ovens in use | ovens | 1 | 4 | 2 |")


def test_exchanged_cells_are_shown_in_their_places(project) -> None:
    rows = ROWS.replace("| ovens | 1 |", "| 1 | ovens |")
    problem = get_only_problem(project, OBJECTIVE + HEAD + rows + LOG)
    assert (problem.code, problem.place.line) == ("OKR120", 8)
    assert "“Id” and “From”" in problem.message
    assert problem.hint.endswith("Write: | Ovens in use | ovens | 1 | 4 | 2 |")


def test_a_row_with_doubled_pipes_is_read(project) -> None:
    rows = "|| Loaves a day || loaves || 100 || 250 || 180 ||\n"
    made = project(COMPANY | {"company/2026-Q4.md": OBJECTIVE + HEAD + rows})
    (key_result,) = made.snapshot().organisation.objectives["company/2026-Q4/bake-more-bread"].key_results
    assert (key_result.id, key_result.target.value) == ("loaves", 250)


def test_an_empty_cell_between_two_pipes_is_one(project) -> None:
    head = HEAD.replace("| Now |", "| Keep | Now |").replace("| --- |\n", "| --- | --- |\n")
    rows = "| Loaves a day | loaves | 100 | 250 || 180 |\n"
    assert list_problems(project, OBJECTIVE + head + rows) == []


@pytest.mark.parametrize("row", ["|  | 48% | 55% | 51% |  |", "| 48% |  | 55% | 51% |  |", "| 48% | 55% |  | 51% |  |"])
def test_an_empty_cell_too_many_beside_an_empty_column_at_the_end_is_told(project, row: str) -> None:
    """The last column is empty, so each value behind the new cell stands in the column of the next one."""
    head = HEAD.replace("| Now |", "| Now | Grade |").replace("| --- |\n", "| --- | --- |\n")
    problem = get_only_problem(project, OBJECTIVE + head + f"| Loaves sold | loaves {row}\n")
    assert (problem.code, problem.place.line) == ("OKR120", 7)


def test_a_pipe_too_many_at_the_end_of_a_full_row_is_read(project) -> None:
    assert list_problems(project, OBJECTIVE + HEAD + "| Loaves a day | loaves | 100 | 250 | 180 |  |\n") == []


def test_two_slips_in_a_table_are_both_told(project) -> None:
    rows = ROWS.replace("| loaves | 100 |", "| 100 | loaves |").replace("| 4 | 2 |", "| four | 2 |")
    assert [line for line, _ in list_problems(project, OBJECTIVE + HEAD + rows + LOG)] == [7, 8]


def test_a_check_in_that_names_nothing_is_told_beside_another_fault(project) -> None:
    """An unknown name isn't excused by a line that has nothing to do with it."""
    text = OBJECTIVE.replace("- Owner: lotte", "- Owner: lotte\n- Ambition bold") + HEAD + ROWS
    log = "\n### Check-ins\n\n- 2026-10-12, lotte: Slow. cakes 150 (50%), ovens 2 (60%)\n"
    assert (13, "OKR219") in list_problems(project, text + log)


def test_a_name_that_is_unknown_again_and_again_is_told_once(project) -> None:
    log = LOG.replace("loaves", "cakes")
    made = project(COMPANY | {"company/2026-Q4.md": OBJECTIVE + HEAD + ROWS + log})
    (problem,) = (problem for problem in made.problems() if problem.code == "OKR219")
    assert problem.place.line == 12
    assert problem.hint.endswith("The same holds for line 13.")


BULLETS = """\
## Bake more bread

- Owner: lotte

Bread is food.

- KR: The bakery is open
{}
- KR: Loaves a day: 100 → 250, now 180
  - Id: loaves
"""


@pytest.mark.parametrize(
    "below",
    [
        "- Id: open\n  - [x] Rent\n  - [ ] Oven",
        "- [x] Rent\n  - [ ] Oven\n  - [ ] Flour",
        "- KPI: shops\n  - Due: 2026-12-01\n  - From: 0\n  - To: 2",
    ],
)
def test_fields_too_far_left_are_told_once(project, below: str) -> None:
    problems = list_problems(project, BULLETS.format(below))
    assert [line for line, _ in problems] == [8]


@pytest.mark.parametrize("joined", ["  - Owner: mo - KR: Ovens: 1 → 4", "  - Grade: 0.6- KR: Ovens: 1 → 4"])
def test_two_lines_in_one_are_told_once(project, joined: str) -> None:
    text = BULLETS.format("  - Id: open\n  - Done: no\n" + joined + "\n  - Id: ovens\n  - Owner: mo\n  - Grade: 0.4")
    problem = get_only_problem(project, text)
    assert (problem.code, problem.place.line) == ("OKR120", 10)
    assert problem.hint == "Begin it on a line of its own: `- KR: Ovens: 1 → 4`."


YAML = """\
objectives:
  - id: bread
    title: Bake more bread
    owner: lotte
    key_results:
      - {id: loaves, title: Loaves a day, from: 100, to: 250}
      - id: ovens
        title: Ovens in use
        from: 1 oven
        to: 4 ovens
        now: 2 ovens
    checkins:
      - date: 2026-10-12
        by: lotte
        now: {loaves: 150, ovens: 2}
      - date: 2026-11-02
        by: lotte
        now: {loaves: 180, ovens: 2}
"""


def test_the_yaml_as_it_should_be_has_no_problem(project) -> None:
    assert list_problems(project, YAML, "yml") == []


@pytest.mark.parametrize(
    ("typed", "slip", "line"),
    [
        ("    key_results:\n", "    key_results:\n    key_results:\n", 6),
        ("    key_results:\n", "    key_rsults:\n", 5),
        ("{id: loaves", "{id:loaves", 6),
        ("      - date: 2026-11-02\n", "        date: 2026-11-02\n", 16),
        ("      - id: ovens\n        title: Ovens", "        id: ovens\n      - title: Ovens", 7),
        ("from: 1 oven\n", "from: 1 week\n", 9),
        ("to: 4 ovens\n", "to: 4 weeks\n", 10),
        ("now: 2 ovens\n", "now: 2 weeks\n", 11),
        ("title: Bake more bread\n    owner", "title: Bake more bread owner", 3),
        ("owner: lotte\n    key_results", "owner: lotte key_results", 4),
        ("from: 1 oven\n        to", "from: 1 oven to", 9),
        ("250}\n      - id: ovens", "250} - id: ovens", 6),
        ("ovens: 2}\n      - date", "ovens: 2}- date", 15),
        ("now: 2 ovens\n    checkins:", "now: 2 ovenscheckins:", 11),
    ],
)
def test_a_slip_in_yaml_is_told_once(project, typed: str, slip: str, line: int) -> None:
    assert typed in YAML
    problems = list_problems(project, YAML.replace(typed, slip, 1), "yml")
    assert [place for place, _ in problems] == [line], problems


def test_a_second_line_within_one_is_told_with_its_column(project) -> None:
    problem = get_only_problem(project, YAML.replace("from: 1 oven\n        to", "from: 1 oven to"), "yml")
    assert problem.hint == "Begin it on a line of its own, in column 9: `to: 4 ovens`."


def test_a_text_with_a_colon_in_it_still_needs_quotes(project) -> None:
    problem = get_only_problem(project, YAML.replace("title: Bake more bread", "title: Bread: bake more"), "yml")
    assert problem.hint.endswith('Write: title: "Bread: bake more"')


def test_each_field_that_stands_twice_alone_is_told(project) -> None:
    text = YAML.replace("        by: lotte\n", "        by: lotte\n        by: mo\n")
    assert [line for line, code in list_problems(project, text, "yml") if code == "OKR104"] == [15, 19]


def test_code_that_never_ends_is_told_alone(project) -> None:
    text = f"{OBJECTIVE}~~~\n{HEAD}{ROWS}\n## Sell more\n\n- Owner: lotte\n- Audience: internal\n- Draft: yes\n"
    assert list_problems(project, text) == [(5, "OKR120")]


def test_what_is_wrong_above_code_that_never_ends_is_told(project) -> None:
    text = f"## Sell more\n\n- Owner: lotte\n- Weihgt: 2\n\n{HEAD}{ROWS}\n{OBJECTIVE}~~~\n{HEAD}{ROWS}{LOG}"
    assert list_problems(project, text) == [(4, "OKR118"), (15, "OKR120")]


@pytest.mark.parametrize("field", ["Keep <= 12", "Levels\t commit one; target two; stretch three", "To 12"])
def test_a_key_result_of_which_a_measure_is_text_is_told_once(project, field: str) -> None:
    text = f"{OBJECTIVE}- KR: Fewer complaints\n  - Id: few\n  - {field}\n- KR: Ovens: 1 → 4\n"
    assert list_problems(project, text) == [(7, "OKR118")]


def test_a_key_result_without_a_measure_is_told_beside_another_with_a_slip(project) -> None:
    text = f"{OBJECTIVE}- KR: Fewer complaints\n- KR: Ovens: 1 → 4\n  - Onwer: lotte\n"
    assert list_problems(project, text) == [(5, "OKR251"), (7, "OKR118")]


def test_an_objective_that_begins_further_right_is_told_once(project) -> None:
    """It counts as a check-in of the objective above, whose fields it then says again."""
    second = (
        YAML.removeprefix("objectives:\n").replace("  - id: bread", "      - id: rolls").replace("more bread", "rolls")
    )
    problem = get_only_problem(project, YAML + second, "yml")
    assert (problem.place.line, problem.code) == (19, "OKR104")
    assert "further right than the fields below it" in problem.message
    assert problem.hint == "Begin it in column 3: `- id: rolls`."


def test_what_stands_below_a_field_of_another_record_is_told_with_it(project) -> None:
    initiatives = "        initiatives:\n      - {title: Buy flour, owner: lotte, status: todo}\n    checkins:\n"
    told = list_problems(project, YAML.replace("    checkins:\n", initiatives), "yml")
    assert told == [(12, "OKR201")]


@pytest.mark.parametrize("lost", ["> - KR: Loaves a day: 100 → 250", "<p>- KR: Loaves a day: 100 → 250</p>"])
def test_key_results_that_are_named_by_their_numbers_are_told_with_the_lost_one(project, lost: str) -> None:
    """Without the first one, KR2 would be another one than it was."""
    text = f"{OBJECTIVE}Bread.\n\n{lost}\n\n- KR: The bakery is open\n  - [ ] Rent\n"
    text += "\n### Check-ins\n\n- 2026-10-12, lotte: Slow. KR1 150 (50%), KR2 1 (60%)\n"
    assert [line for line, _ in list_problems(project, text)] == [7]


def test_a_title_that_was_broken_is_told_without_the_owner_that_became_text(project) -> None:
    told = list_problems(project, "## Bake more\nbread\n- Owner: lotte\n- Id: bread\n\n- KR: Loaves: 1 → 4\n")
    assert (1, "OKR253") not in told


def test_a_mark_among_the_grades_of_a_rubric_is_told_as_one(project) -> None:
    rubric = (
        "        now: 2 ovens\n        rubric:\n          0.3: Two\n          TLP: RED\n          Visbility: draft\n"
    )
    told = list_problems(project, YAML.replace("        now: 2 ovens\n", rubric), "yml")
    assert told == [(14, "OKR310"), (15, "OKR310")]


def test_a_lost_dash_below_a_record_in_braces_is_told_at_its_line(project) -> None:
    text = YAML.replace(
        "      - date: 2026-11-02\n        by: lotte\n        now: {loaves: 180, ovens: 2}\n",
        "      - {date: 2026-11-02, by: lotte, note: Fine.}\n",
    )
    second = YAML.removeprefix("objectives:\n").replace("  - id: bread", "    id: rolls").replace("more bread", "rolls")
    lines = [line for line, _ in list_problems(project, text + second, "yml")]
    assert min(lines) == text.count("\n") + 1


LOST = "- Loaves a day {#loaves}: 100 -> 250\n- KR: Ovens in use {#ovens}: 1 -> 4\n"


def test_what_costs_a_key_result_is_an_error_where_check_ins_name_it(project) -> None:
    """Else the check would pass, and the site would have the objective without the key result and its values."""
    problem = get_only_problem(
        project, f"{OBJECTIVE}{LOST}\n### Check-ins\n\n- 2026-10-12, lotte: loaves 150, ovens 2\n"
    )
    assert (problem.place.line, problem.code, problem.severity) == (5, "OKR120", "error")
    assert problem.message.endswith("is read as plain text. Line 10 names it.")


def test_what_costs_a_key_result_that_nothing_names_is_asked_about(project) -> None:
    problem = get_only_problem(project, f"{OBJECTIVE}{LOST}")
    assert (problem.place.line, problem.code, problem.severity) == (5, "OKR118", "warning")


def test_what_gives_a_key_result_the_fields_of_two_is_an_error(project) -> None:
    text = "- KR: Loaves a day\n  - From: 100\n  - To: 250\n  KR: Ovens in use\n  - From: 1\n  - To: 4\n"
    problem = get_only_problem(project, f"{OBJECTIVE}{text}")
    assert (problem.place.line, problem.code, problem.severity) == (8, "OKR120", "error")


OWNER_IN_TEXT = "## Bake more bread\n\n{fields}Warm bread.\n\nOwner: lotte\n\n- KR: Loaves a day: 100 -> 250\n"


@pytest.mark.parametrize(
    ("rules", "fields", "told"),
    [
        ({}, "", [(5, "OKR118", "warning")]),
        ({"OKR118": "off"}, "", [(1, "OKR253", "warning")]),
        ({"OKR118": "off", "OKR253": "error"}, "", [(1, "OKR253", "error")]),
        ({"OKR118": "info"}, "", [(1, "OKR253", "warning"), (5, "OKR118", "info")]),
        ({"OKR253": "error"}, "", [(1, "OKR253", "error"), (5, "OKR118", "warning")]),
        ({"OKR118": "off", "OKR253": "off"}, "", []),
        ({}, "- Ignore: OKR118, because it is meant as text\n\n", [(1, "OKR253", "warning")]),
        ({}, "- Ignore: OKR118, OKR253, because it is meant as text\n\n", []),
        ({}, "- Ignore: OKR253, because all of us answer\n\n", [(7, "OKR118", "warning")]),
        ({"OKR253": "error"}, "- Ignore: OKR118, because it is text\n\n", [(1, "OKR253", "error")]),
    ],
)
def test_what_follows_from_a_cause_is_told_where_that_is_not(
    project, rules: dict[str, str], fields: str, told: list[tuple[int, str, str]]
) -> None:
    """A setting or an `ignore` that silences the cause says nothing of what is missing without it."""
    made = project(COMPANY | {"company/2026-Q4.md": OWNER_IN_TEXT.format(fields=fields)}, rules=rules)
    problems = [problem for problem in made.problems() if problem.code in ("OKR118", "OKR253", "OKR264")]
    assert [(problem.place.line, problem.code, problem.severity) for problem in problems] == told


def test_an_owner_in_the_title_is_told_without_the_one_that_is_missing(project) -> None:
    made = project(
        COMPANY
        | {
            "people.yml": "lotte: {name: Lotte Berg}\n",
            "company/2026-Q4.md": "## Bake (Lotte)\n\n- KR: Loaves: 1 → 4\n",
        }
    )
    assert [problem.code for problem in made.problems() if problem.severity == "warning"] == ["OKR118"]


def test_labels_in_other_words_are_told_without_what_they_would_make_of_the_heading(project) -> None:
    told = list_problems(
        project, "## Mehr Brot\n\n- Verantwortlich: lotte\n\n### Schlüsselergebnisse\n\n- Brote: 100 → 250\n"
    )
    assert told == [(3, "OKR118"), (7, "OKR118")]
