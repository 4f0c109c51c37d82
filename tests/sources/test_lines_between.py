"""A line that comes between others, and one that an editor broke, cost nothing of what they part without a word."""

from __future__ import annotations

import pytest

from okrsite.problems import Problem
from okrsite.sources.corrected_lines import add_corrected_lines
from okrsite.sources.markdown.documents import read_markdown
from okrsite.sources.records import ListNode, MapNode, Node, Scalar

HEAD = "## Open two shops\n\n- Id: shops\n- Owner: Ana\n"
INITIATIVES = f"{HEAD}\nBread.\n\n- KR: Shops 1 → 3\n\n### Initiatives\n\n- [ ] Sign the lease (Bo)\n"


def read(text: str) -> tuple[MapNode, list[Problem]]:
    node, problems = read_markdown("a.md", text, "cycle_file")
    assert node is not None
    objectives = node.get("objectives")
    assert isinstance(objectives, ListNode) and isinstance(objectives.items[0], MapNode)
    return objectives.items[0], list(add_corrected_lines(problems, text, "md"))


def list_records(objective: MapNode, name: str) -> list[MapNode]:
    records: Node | None = objective.get(name)
    items = records.items if isinstance(records, ListNode) else ()
    return [item for item in items if isinstance(item, MapNode)]


def list_values(record: MapNode) -> dict[str, str]:
    return {entry.key.text: entry.value.text for entry in record if isinstance(entry.value, Scalar)}


@pytest.mark.parametrize("line", ["---", "***", "___", "- - -", "1. Ask the bank", "2) Ask the bank"])
def test_a_field_that_a_line_parts_from_its_initiative_is_asked_about(line: str) -> None:
    objective, problems = read(f"{INITIATIVES}{line}\n  - Link: https://lease.example\n  - Status: doing\n")
    titles = [list_values(initiative).get("title") for initiative in list_records(objective, "initiatives")]
    assert "https" not in str(titles)
    assert [(problem.place.line, problem.place.end_line) for problem in problems] == [(14, 15)]
    assert line in problems[0].message and "Delete line 13" in problems[0].hint


@pytest.mark.parametrize("line", ["---", "1. One"])
def test_a_value_that_a_line_parts_from_its_field_is_asked_about(line: str) -> None:
    _, problems = read(f"{HEAD}- Blockers:\n{line}\n  - The landlord is away\n")
    assert [problem.place.line for problem in problems] == [7]


def test_so_is_what_is_indented_so_far_that_it_becomes_code() -> None:
    _, problems = read(f"{HEAD}\nBread.\n\n- KR: Shops 1 → 3\n  - Rubric:\n---\n    - 0.3: One shop\n")
    assert [problem.place.line for problem in problems] == [11]


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}\nWhy we do it:\n\n  - Bread sells out\n  - Rolls too\n",
        f"{HEAD}\n---\n\n  - Bread sells out\n",
        f"{HEAD}\nBread.\n\n### Initiatives\n\n  - [ ] Sign\n  - [ ] Build\n\n### Check-ins\n",
        f"{HEAD}\nBread.\n\n1. One\n2. Two\n   - Within\n",
    ],
)
def test_lists_of_a_text_may_be_indented(text: str) -> None:
    assert not [problem for problem in read(text)[1] if "stands between" in problem.message]


@pytest.mark.parametrize("tag", ["<div>", "</div>", "<section>", '<div class="box">'])
@pytest.mark.parametrize("field", ["- Needs: A baker", "- Notes: Soon", "- Tags: bread", "- Reviewer: Bo"])
def test_html_that_takes_in_fields_is_told_once_at_its_line(tag: str, field: str) -> None:
    _, problems = read(f"{HEAD}{tag}\n{field}\n- Inform: everyone\n")
    assert [problem.place.line for problem in problems] == [5]
    assert f"“{tag}” begins HTML" in problems[0].message


def test_html_around_a_text_is_a_text() -> None:
    _, problems = read(f"{HEAD}\n<div>\nBread sells out.\n- By nine\n</div>\n\n- KR: Shops 1 → 3\n")
    assert problems == []


def test_a_quoted_bullet_with_the_name_of_a_text_is_asked_about() -> None:
    _, problems = read(f"{HEAD}> - Needs: A baker\n\nBread.\n")
    assert [problem.place.line for problem in problems] == [5]


STEPS = f"{HEAD}\nBread.\n\n- KR: The shop is open\n  - Id: open\n"


@pytest.mark.parametrize(
    "step",
    [
        "  - [ ] Oven in place (due 2026-12-01, weight\n3)",
        "  - [ ] Oven in place (due 2026-12-01, weight\n  3)",
        "  - [ ] Oven in place (due 2026-12-01, weight\n    3)",
        "  - [ ] Oven in place (due 2026-12-01,\nweight 3)",
        "  - [ ] Oven in place (weight 3, due\n    2026-12-01)",
    ],
)
def test_the_details_of_a_step_may_go_on_in_the_next_line(step: str) -> None:
    objective, problems = read(f"{STEPS}{step}\n  - Confidence: 80%\n")
    (key_result,) = list_records(objective, "key_results")
    (milestone,) = list_records(key_result, "milestones")
    assert list_values(milestone) == {
        "title": "Oven in place",
        "done": "false",
        "due": "2026-12-01",
        "weight": "3",
    }
    assert (list_values(key_result).get("confidence"), problems) == ("80%", [])


@pytest.mark.parametrize(
    ("step", "corrected"),
    [
        ("Oven in place (weight 3", "- [x] Oven in place (weight 3)"),
        ("Oven in place (due 2026-12-01, weight 3]", "- [x] Oven in place (due 2026-12-01, weight 3)"),
        ("Oven in place [due 2026-12-01]", "- [x] Oven in place (due 2026-12-01)"),
        ("Oven in place {weight 3}", "- [x] Oven in place (weight 3)"),
        ("Oven in place (due 2026-12-01, weight", ""),
        ("Oven in place (due 2026-12-01, wieght 3)", ""),
    ],
)
def test_details_of_a_step_that_nobody_reads_are_asked_about(step: str, corrected: str) -> None:
    _, problems = read(f"{STEPS}  - [x] {step}\n")
    assert [problem.place.line for problem in problems] == [10]
    assert problems[0].hint.rpartition("Write: ")[2] == corrected or not corrected


@pytest.mark.parametrize("title", ["Oven (the large one)", "Rent due", "Lose weight (all of us)", "Sign (due process)"])
def test_words_in_parentheses_are_words(title: str) -> None:
    _, problems = read(f"{STEPS}  - [x] {title.replace('(due', '(by due')}\n")
    assert problems == []


@pytest.mark.parametrize("column", [1, 2, 3, 4])
def test_a_column_that_lost_its_head_is_told_at_the_head(column: int) -> None:
    heads = ["Key result", "Id", "From", "To", "Now"]
    heads[column] = ""
    row = "| Shops | shops-open | 1 | 3 | 2 |"
    _, problems = read(f"{HEAD}\nBread.\n\n| {' | '.join(heads)} |\n| --- | --- | --- | --- | --- |\n{row}\n")
    assert [problem.place.line for problem in problems] == [8]
    assert "has no head" in problems[0].message


@pytest.mark.parametrize("numbers", [("1", "2"), ("1.", "2."), ("#4", "#5")])
def test_the_numbers_of_the_rows_need_no_head(numbers: tuple[str, str]) -> None:
    rows = "".join(f"| {number} | Shops {number} | 1 | 3 |\n" for number in numbers)
    _, problems = read(f"{HEAD}\nBread.\n\n|  | Key result | From | To |\n| --- | --- | --- | --- |\n{rows}")
    assert problems == []


@pytest.mark.parametrize("line", ["  -Confidence: 80%", "  -- Confidence: 80%", "  –Confidence: 80%"])
def test_a_field_below_a_key_result_is_read_behind_any_dash(line: str) -> None:
    objective, problems = read(f"{STEPS}{line}\n")
    (key_result,) = list_records(objective, "key_results")
    assert (list_values(key_result).get("confidence"), problems) == ("80%", [])


def test_a_step_behind_two_dashes_is_a_step() -> None:
    objective, problems = read(f"{STEPS}  - [x] Lease\n  -- [ ] Oven\n")
    (key_result,) = list_records(objective, "key_results")
    assert (len(list_records(key_result, "milestones")), problems) == (2, [])


@pytest.mark.parametrize(
    ("line", "corrected"),
    [
        ("  - Weight\t 2", "- Weight: 2"),
        ("  - Owner\tBo", "- Owner: Bo"),
        ("  - No: 3", "- Now: 3"),
        ("  - Phases is 2026-10-31: 4, 2026-11-30: 6", "- Phases: 2026-10-31: 4, 2026-11-30: 6"),
    ],
)
def test_a_field_of_a_key_result_with_another_sign_is_asked_about(line: str, corrected: str) -> None:
    (problem,) = read(f"{STEPS}{line}\n")[1]
    assert (problem.place.line, problem.hint.rpartition("Write: ")[2]) == (10, corrected)


@pytest.mark.parametrize(
    ("line", "corrected"),
    [
        ("- Tags\t bread, rolls", "- Tags: bread, rolls"),
        ("- Contributors Bo, Lia", "- Contributors: Bo, Lia"),
        ("- **Blockers**\n  - No oven", "- Blockers:"),
        ("- Inform\n  - sales", "- Inform:"),
    ],
)
def test_a_field_of_an_objective_without_its_colon_is_asked_about(line: str, corrected: str) -> None:
    (problem,) = read(f"{HEAD}{line}\n\nBread.\n")[1]
    assert (problem.place.line, problem.hint.rpartition("Write: ")[2]) == (5, corrected)


def test_a_text_indented_below_a_list_field_is_no_value_of_it_in_silence() -> None:
    (problem,) = read(f"{HEAD}- Blockers: No oven\n   - Needs: A baker\n\nBread.\n")[1]
    assert problem.place.line == 6


@pytest.mark.parametrize("line", ["- Check-ins\n\n- 2026-10-12, Bo: Signed.", "- 2026-10-12, Bo: Signed."])
def test_a_lost_heading_below_initiatives_is_asked_about_once(line: str) -> None:
    assert [problem.place.line for problem in read(f"{INITIATIVES}{line}\n")[1]] == [13]


@pytest.mark.parametrize("name", ["Bo?", "“Bo”", "bo?"])
def test_a_doubtful_name_behind_an_initiative_is_a_name(name: str) -> None:
    objective, _ = read(f"{INITIATIVES}- [ ] Build the oven ({name})\n")
    assert list_values(list_records(objective, "initiatives")[1])["title"] == "Build the oven"


@pytest.mark.parametrize(
    "end", ["[Ana]", "{Ana}", "(Ana", "Ana)", "(by Ana)", "(Ana).", "(Ana!)", "– Ana", "(Ana and Bo)", "(Ana / Jo)"]
)
def test_an_owner_in_other_signs_behind_an_initiative_is_asked_about(end: str) -> None:
    (problem,) = read(f"{INITIATIVES}- [ ] Build the oven {end}\n")[1]
    assert problem.place.line == 13 and "(Ana)" in problem.hint


@pytest.mark.parametrize(
    "title", ["Talk with Ana", "Portrait by Ana", "Ask @Ana", "Build the oven (large)", "Sign (if Ana agrees)"]
)
def test_somebody_named_in_a_title_is_a_word_of_it(title: str) -> None:
    assert read(f"{INITIATIVES}- [ ] {title}\n")[1] == []


def test_a_name_that_is_a_link_to_write_to_is_the_owner() -> None:
    objective, problems = read(f"{INITIATIVES}- [ ] Build the oven ([Ana](mailto:ana@bakery.example))\n")
    assert (list_values(list_records(objective, "initiatives")[1])["owner"], problems) == ("Ana", [])


@pytest.mark.parametrize(
    "details",
    [
        "(due 2026-12-01)(weight 3)",
        "(weight 3) (due 2026-12-01)",
        "(due 2026-12-01, weight 3).",
        "(due 2026-12-01; weight 3):",
    ],
)
def test_details_of_a_step_in_two_parentheses_and_before_a_full_stop_are_read(details: str) -> None:
    objective, problems = read(f"{STEPS}  - [ ] Oven in place {details}\n")
    (milestone,) = list_records(list_records(objective, "key_results")[0], "milestones")
    values = list_values(milestone)
    assert (values["title"], values["due"], values["weight"], problems) == ("Oven in place", "2026-12-01", "3", [])


@pytest.mark.parametrize(
    ("details", "corrected"),
    [
        ("(by 2026-12-01)", "(due 2026-12-01)"),
        ("(2026-12-01, weight 3)", "(due 2026-12-01, weight 3)"),
        ("((due 2026-12-01))", "(due 2026-12-01)"),
        ("– due 2026-12-01", "(due 2026-12-01)"),
        ("weight 3", "(weight 3)"),
        ("（due 2026-12-01）", "(due 2026-12-01)"),
        ("(due 2026-12-01) soon", ""),
    ],
)
def test_details_of_a_step_in_other_words_or_signs_are_asked_about(details: str, corrected: str) -> None:
    (problem,) = read(f"{STEPS}  - [ ] Oven in place {details}\n")[1]
    assert problem.place.line == 10
    assert problem.hint.rpartition("Write: ")[2].endswith(corrected)


@pytest.mark.parametrize(
    "title", ["Opening on 2026-12-01", "Ready by May", "Oven (by two people)", "Cut weight by 3 kg", "Law (2026)"]
)
def test_days_and_numbers_in_a_title_are_words(title: str) -> None:
    assert read(f"{STEPS}  - [ ] {title}\n")[1] == []


@pytest.mark.parametrize(
    ("line", "corrected"),
    [("  - **Rubric** 0.3: One; 1.0: Three", "- Rubric: 0.3: One; 1.0: Three"), ("  - __Owner__ Bo", "- Owner: Bo")],
)
def test_a_bold_name_of_a_field_below_a_key_result_is_asked_about(line: str, corrected: str) -> None:
    (problem,) = read(f"{STEPS}{line}\n")[1]
    assert (problem.place.line, problem.hint.rpartition("Write: ")[2]) == (10, corrected)


def test_an_author_before_a_number_without_a_colon_is_asked_about() -> None:
    (problem,) = read(f"{HEAD}\nBread.\n\n- KR: Shops 1 → 3\n\n### Check-ins\n\n- 2026-10-12, Ana 34 loaves.\n")[1]
    assert problem.place.line == 12 and "may be the author" in problem.message


def test_a_value_in_a_quotation_right_below_its_field_is_asked_about() -> None:
    _, problems = read(f"{HEAD}- Blockers:\n>   - The landlord is away\n")
    assert [(problem.place.line, "quotation" in problem.message) for problem in problems] == [(6, True)]


@pytest.mark.parametrize(
    "line", ["  - Rubric 0.3: One; 1.0: Three", "  - Rubric 0.3: One", f"  - Rubric 0.3: {'One shop ' * 30}and a half"]
)
def test_a_rubric_without_a_colon_is_asked_about(line: str) -> None:
    (problem,) = read(f"{STEPS}{line}\n")[1]
    assert (problem.place.line, problem.hint.rpartition("Write: ")[2]) == (
        10,
        line.strip().replace("Rubric", "Rubric:"),
    )


@pytest.mark.parametrize(
    ("title", "corrected"),
    [
        ("Build an oven: Ana", "- [ ] Build an oven (Ana)"),
        ("Build a large oven @ana", "- [ ] Build a large oven (ana)"),
        ("Build an oven (in progress)", "- [ ] Build an oven (doing)"),
    ],
)
def test_an_owner_or_a_status_in_another_form_is_asked_about(title: str, corrected: str) -> None:
    (problem,) = read(f"{INITIATIVES}- [ ] {title}\n")[1]
    assert (problem.place.line, problem.hint.rpartition("Write: ")[2]) == (13, corrected)


def test_an_owner_and_a_day_in_the_same_parentheses_are_read() -> None:
    objective, problems = read(f"{INITIATIVES}- [ ] Build an oven (Ana, due 2026-12-01)\n")
    values = list_values(list_records(objective, "initiatives")[-1])
    assert (values["title"], values["owner"], values["due"], problems) == ("Build an oven", "Ana", "2026-12-01", [])


@pytest.mark.parametrize(
    "day", ["12/05/2026", "05.12.2026", "2026/12/05", " 2026-12-05", "“2026-12-05”", "\u00a02026-12-05"]
)
def test_whatever_is_typed_as_a_day_is_looked_at_as_one(day: str) -> None:
    """Whoever reads days takes it, or says at its line what is wrong with it."""
    objective, problems = read(f"{INITIATIVES}- [ ] Build an oven (Ana, due {day})\n")
    values = list_values(list_records(objective, "initiatives")[-1])
    assert (values["title"], values["owner"], values["due"].strip(), problems) == (
        "Build an oven",
        "Ana",
        day.strip(),
        [],
    )


@pytest.mark.parametrize(
    "said",
    [
        "(by 2026-12-05)",
        "(due soon)",
        "(due Friday)",
        "(due December)",
        "(Ben, 5 ene)",
        "(due end of month)",
        "(Yara, due KW 42)",
        "(Yara; deadline: week 49)",
        "(due Q4)",
        "(due before the gala)",
        "(Ana, 5 Dec)",
        "[due 2026-12-05]",
        "due 2026-12-05",
        "(Ana, due Nov 13, 2026)",
        "(bis 5.12.2026)",
    ],
)
def test_a_day_in_another_form_is_asked_about(said: str) -> None:
    (problem,) = read(f"{INITIATIVES}- [ ] Build an oven {said}\n")[1]
    assert (problem.place.line, problem.code) == (13, "OKR118")


@pytest.mark.parametrize(
    "title",
    [
        "Build an oven (2nd try)",
        "Move 30 stores (phase 2)",
        "Plan for 2027",
        "Due diligence (3 sites)",
        "Pilot (in 5 markets)",
        "Ask people (12 decision makers)",
        "Hire (8 junior devs)",
        "Update the till (version 7.1.3)",
        "Meet (Marketing 2)",
        "Review (due diligence 2)",
    ],
)
def test_a_number_in_a_title_is_no_day(title: str) -> None:
    assert read(f"{INITIATIVES}- [ ] {title}\n")[1] == []


def test_so_is_an_owner_with_a_day_that_is_not_called_due() -> None:
    (problem,) = read(f"{INITIATIVES}- [ ] Build an oven (Ana, 2026-12-01)\n")[1]
    assert problem.place.line == 13 and "looks like the owner" in problem.message


def test_a_value_in_parentheses_behind_a_target_is_the_present_one() -> None:
    objective, problems = read(f"{HEAD}\nBread.\n\n- KR: Shops 1 → 3 (now 2)\n")
    (shops,) = list_records(objective, "key_results")
    assert (list_values(shops)["to"], list_values(shops)["now"], problems) == ("3", "2", [])


def test_the_word_metric_is_no_part_of_a_corrected_key_result() -> None:
    (problem, *_) = read(f"{HEAD}\nBread.\n\n- Metric: Shops 1 → 3\n")[1]
    assert problem.hint.rpartition("Write: ")[2] == "- KR: Shops 1 → 3"


def test_other_words_for_the_columns_of_initiatives_are_told_with_those_that_are_meant() -> None:
    table = "| Title | Who | State |\n| --- | --- | --- |\n| Oven | Ana | doing |\n"
    problems = read(f"{HEAD}\nBread.\n\n- KR: Shops 1 → 3\n\n### Initiatives\n\n{table}")[1]
    line = "Write: | Title | Owner | Status |"
    assert [problem.hint for problem in problems] == [f"Did you mean “{each}”? {line}" for each in ("Owner", "Status")]
