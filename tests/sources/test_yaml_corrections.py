"""The line that a hint shows reads as it was meant: brackets, commas and signs are put right, not in quotes."""

from __future__ import annotations

import pytest
from yaml_edits import get_written, read_edited

from okrsite.number_style import set_decimal_comma
from okrsite.sources.corrected_lines import add_corrected_lines
from okrsite.sources.yaml import read_yaml

HEAD = """\
objectives:
  - id: tea
    title: More tea
    key_results:
      - {id: cups, title: Cups, from: 1, to: 9}
      - {id: pots, title: Pots, from: 2, to: 8}
    checkins:
"""
CHECKIN = "{date: 2026-10-12, by: noor, now: {cups: 4, pots: 5}, confidence: {cups: 60%, pots: 70%}, note: Hot.}"
SHORT = "{date: 2026-10-12, by: noor, note: Hot.}"


def list_lines(line: str) -> list[str]:
    """Return the corrected lines that are shown where one line follows those of the head."""
    text = f"{HEAD}{line}\n"
    problems = add_corrected_lines(read_yaml("a.yml", text)[1], text, "yml")
    return [get_written(problem) for problem in problems if get_written(problem)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (CHECKIN.replace("{", "(").replace("}", ")"), CHECKIN),
        (CHECKIN.replace("{", "").replace("}", ""), CHECKIN),
        (SHORT.strip("{}"), SHORT),
        (CHECKIN.replace("now: {", "now: "), CHECKIN),
        (CHECKIN.replace("confidence: {", "confidence: "), CHECKIN),
        (CHECKIN.replace("pots: 5}", "pots: 5"), CHECKIN),
        (CHECKIN.replace("now: {", "now {"), CHECKIN),
        (CHECKIN.replace("cups: 4,", "cups: 4,,"), CHECKIN),
        (CHECKIN.replace("cups: 4,", "cups: 4;"), CHECKIN),
        (CHECKIN.replace("cups: 60%,", "cups: 60%."), CHECKIN),
        (CHECKIN.replace("5}, conf", "5}; conf"), CHECKIN),
        (CHECKIN.replace("by: noor,", "by: noor;"), CHECKIN),
        (CHECKIN.replace("by: noor,", "by: noor."), CHECKIN),
        (CHECKIN.replace("by: noor", "by noor"), CHECKIN),
        (CHECKIN.replace("pots: 70%", "pots 70%"), CHECKIN),
        (
            SHORT.replace("note: Hot.", 'note: "Hot, status: "on track"'),
            SHORT.replace("note: Hot.", 'note: "Hot", status: "on track"'),
        ),
    ],
)
def test_brackets_and_commas_on_one_line_are_put_right(typed: str, meant: str) -> None:
    assert list_lines(f"      - {typed}") == [f"- {meant}"]


def test_a_hyphen_that_stands_twice_is_one() -> None:
    assert list_lines(f"      -- {SHORT}") == [f"- {SHORT}"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("owner: &noor", "owner: noor"),
        ("owner: @noor", 'owner: "@noor"'),
        ("owner: #noor", "owner: noor"),
        ("status: | off track", "status: off track"),
        ("horizon: ,tactical", "horizon: tactical"),
        ("id: `tea", "id: tea"),
        ("id: {#tea}", "id: tea"),
        ("title: #1 of teas", 'title: "#1 of teas"'),
        ("title: @home", 'title: "@home"'),
        ("why: - Tea is good", 'why: "- Tea is good"'),
        ("contributors: - [noor, ana]", "contributors: [noor, ana]"),
    ],
)
def test_a_sign_before_a_value_is_dropped_where_none_belongs(typed: str, meant: str) -> None:
    text = f"objectives:\n  - {typed}\n"
    problems = list(add_corrected_lines(read_yaml("a.yml", text)[1], text, "yml"))
    assert [problem.hint.rpartition("Write: ")[2] for problem in problems] == [f"- {meant}"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("&53%", "53%"),
        (">53", "53"),
        ("* 53%", "53%"),
        ("}53", "53"),
        ("@ EUR 5", "EUR 5"),
        ("- 53", "53"),
        ("&nbsp;53", "53"),
    ],
)
def test_numbers_lose_the_sign_before_them(typed: str, meant: str) -> None:
    text = f"now:\n  cups: {typed}\n"
    problems = list(add_corrected_lines(read_yaml("a.yml", text)[1], text, "yml"))
    assert [problem.hint.rpartition("Write: ")[2] for problem in problems][:1] == [f"cups: {meant}"]


@pytest.mark.parametrize(
    ("typed", "meant"), [("{from: ?, to: 8}", "{from: , to: 8}"), ("{title: ?, to: 8}", '{title: "?", to: 8}')]
)
def test_a_number_that_is_not_known_is_left_out(typed: str, meant: str) -> None:
    text = f"key_results:\n  - {typed}\n"
    problems = list(add_corrected_lines(read_yaml("a.yml", text)[1], text, "yml"))
    assert [problem.hint.rpartition("Write: ")[2] for problem in problems] == [f"- {meant}"]
    assert read_yaml("a.yml", text.replace(typed, meant))[1] == []


def test_a_number_that_a_comma_cut_short_is_no_number_of_its_own() -> None:
    text = "key_results:\n  - {id: cups, from: 1.000,5, to: 9}\n"
    node, problems = read_yaml("a.yml", text)
    assert node is not None
    assert len(problems) == 1
    [item] = node.entries[0].value.items
    assert item.get("from").refused


def test_values_without_braces_get_them() -> None:
    text = "values: 2026-06-30: 27, 2026-09-30: 24\n"
    problems = read_yaml("kpis.yml", text)[1]
    assert problems[0].hint == "Write: values: {2026-06-30: 27, 2026-09-30: 24}"


@pytest.mark.parametrize("line", ["why: Two things: tea, and: more tea", "title: (tea: green) and more"])
def test_a_colon_in_a_text_still_asks_for_quotes(line: str) -> None:
    text = f"objectives:\n  - id: tea\n    {line}\n"
    problems = read_yaml("a.yml", text)[1]
    assert "quotation marks" in problems[0].hint


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("from: 31,5", "{id: a, title: T, from: 31.5, to: 60}"),
        ("from: 1,5 h", "{id: a, title: T, from: 1.5 h, to: 60}"),
        ("from: > 8%", "{id: a, title: T, from: 8%, to: 60}"),
    ],
)
def test_a_number_between_braces_is_shown_as_it_can_stand_there(typed: str, hint: str) -> None:
    _, (problem,) = read_yaml("a.yml", f"key_results:\n  - {{id: a, title: T, {typed}, to: 60}}\n")
    assert problem.hint.endswith(f"Write: - {hint}")


def test_a_number_with_a_comma_is_quoted_where_commas_stand_before_decimals() -> None:
    set_decimal_comma(True)
    _, (problem,) = read_yaml("a.yml", "key_results:\n  - {id: a, title: T, from: 31,5, to: 60}\n")
    assert problem.hint.endswith('Write: - {id: a, title: T, from: "31,5", to: 60}')


@pytest.mark.parametrize("typed", ["from: 4.2,5", "from: 70.000,5 min", "now: 50.000,5%", "owner: ana, Jo"])
def test_a_line_of_which_nobody_knows_what_was_meant_is_not_shown(typed: str) -> None:
    _, (problem,) = read_yaml("a.yml", f"key_results:\n  - {{id: a, title: T, {typed}, to: 60}}\n")
    assert problem.place.line == 2
    assert "Write:" not in problem.hint


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ambition: **learning**", "ambition: learning"),
        ("audience: *internal*", "audience: internal"),
        ("owner: ***ana***", "owner: ana"),
    ],
)
def test_marks_of_markdown_are_taken_off_on_both_sides(typed: str, meant: str) -> None:
    _, (problem,) = read_yaml("a.yml", f"{typed}\n")
    assert problem.hint.endswith(f"Write: {meant}")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("{title: {Pots sold, id: pots, to: 8}", '{title: "{Pots sold", id: pots, to: 8}'),
        ("{title: Pots} sold, id: pots, to: 8}", '{title: "Pots} sold", id: pots, to: 8}'),
    ],
)
def test_a_bracket_in_a_title_costs_no_other_field(typed: str, meant: str) -> None:
    _, (problem,) = read_yaml("a.yml", f"key_results:\n  - {typed}\n")
    assert problem.hint.endswith(f"Write: - {meant}")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("a:\n  - id: x\n\tt: y\n    o: z\n", "Begin it in column 5, as line 2 does"),
        ("a:\n  - id: x\n    b:\n\t- c: z\n", "Begin it in column 7, two blanks further right than line 3: `- c: z`."),
    ],
)
def test_a_line_with_a_tab_is_shown_with_the_column_in_which_it_belongs(text: str, hint: str) -> None:
    _, (problem, *_) = read_yaml("a.yml", text)
    assert hint in problem.hint and "tab" in problem.message


def test_each_line_is_told_once_where_one_way_out_leads_to_another_fault() -> None:
    text = "objectives:\n  - title: A\n    retrospective: |-\n    We learned.\n      And more.\n    why: |-\n      Because.\n"
    _, problems = read_yaml("a.yml", text)
    lines = [problem.place.line for problem in problems]
    assert lines and len(lines) == len(set(lines))


QUOTED = '{id: cups, title: Cups, from: "1,000", to: "9,000", confidence: 50%}'


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (QUOTED.replace('"1,000",', '"1,000"'), QUOTED),
        (QUOTED.replace('"1,000",', '"1,000".'), QUOTED),
        (QUOTED.replace('"9,000",', '"9,000";'), QUOTED),
        ('{id: cups, keep: ">= 9%". confidence: 50%}', '{id: cups, keep: ">= 9%", confidence: 50%}'),
    ],
)
def test_a_comma_behind_a_number_in_quotes_is_put_right(typed: str, meant: str) -> None:
    assert list_lines(f"      - {typed}") == [f"- {meant}"]


KPI = """\
tea:
  name: Tea
  unit: EUR
  range: 500..900
  values: {2026-03-31: "1,000", 2026-06-30: "1,200"}
cake:
  name: "Cake"
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "written"),
    [
        ("unit: EUR", "unit: - EUR", 3, "unit: EUR"),
        ("unit: EUR", "unit: @EUR", 3, "unit: EUR"),
        ("range: 500..900", "to: @EUR 1,150", 4, "to: EUR 1,150"),
        ("unit: EUR", "unit: & EUR", 3, "unit: EUR"),
        ("range: 500..900", "range: > 500..900", 4, "range: 500..900"),
        ("range: 500..900", "range: != 500..900", 4, "range: 500..900"),
        ("range: 500..900", 'range: - ">= 500"', 4, 'range: ">= 500"'),
        ('"1,200"}', '"1,200}', 5, 'values: {2026-03-31: "1,000", 2026-06-30: "1,200"}'),
        (
            '{2026-03-31: "1,000", 2026-06-30: "1,200"}',
            '2026-03-31: "1,000", 2026-06-30: "1,200"',
            5,
            'values: {2026-03-31: "1,000", 2026-06-30: "1,200"}',
        ),
    ],
)
def test_a_value_of_a_kpi_is_put_right(old: str, new: str, line: int, written: str) -> None:
    (problem,) = read_edited(KPI, old, new)
    assert (problem.place.line, get_written(problem)) == (line, written)


@pytest.mark.parametrize(
    ("old", "new", "line", "written"),
    [
        ('"1,000"', '"<span style="x">1,000</span>"', 5, 'values: {2026-03-31: "1,000", 2026-06-30: "1,200"}'),
        ("range: 500..900", 'range: "<b class="x">500..900</b>"', 4, 'range: "500..900"'),
        ("range: 500..900", "range: > 500", 4, 'range: ">= 500"'),
    ],
)
def test_tags_around_a_value_and_a_limit_without_its_end_are_put_right(
    old: str, new: str, line: int, written: str
) -> None:
    (problem,) = read_edited(KPI, old, new)
    assert (problem.place.line, get_written(problem)) == (line, written)


@pytest.mark.parametrize("value", ['"-1.5%"', "-1.5%", "€5"])
def test_a_colon_before_a_value_by_name_is_put_right(value: str) -> None:
    typed = f"{{date: 2026-10-12, by: noor, now: {{cups {value}, pots: 5}}}}"
    assert list_lines(f"      - {typed}") == [f"- {typed.replace('cups ', 'cups: ')}"]
