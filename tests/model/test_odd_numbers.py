"""What was typed where a number belongs, and is none, is an error about that number: no part of a title or a note."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from project_tree import Project

from okrsite.sources.numbers import parse_quantity, parse_range
from okrsite.sources.quantities import Misread, Quantity

TEAM = "name: Bakery\n"
GOAL = """\
## Bake more

- Owner: Lotte
- Id: bake

{}

### Check-ins

- 2026-10-12, Lotte: {}
"""


def read_goal(
    project: Callable[..., Project], line: str = "- KR: Loaves 40 → 90 {#loaves}", note: str = "Fine."
) -> list[tuple[int, str, str]]:
    """Return where, how and with which correction a key result or a check-in is refused or asked about."""
    text = GOAL.format(line, note)
    made = project({"company/team.yml": TEAM, "company/2026-Q4.md": text})
    lines = text.splitlines()
    return [
        (problem.code, lines[problem.place.line - 1][problem.place.column - 1 : problem.place.end_column - 1], written)
        for problem in made.problems()
        if not problem.code.startswith("OKR25")
        for written in [problem.hint.rpartition("Write: ")[2] if "Write: " in problem.hint else ""]
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1.5.2026", "is a day"),
        ("2026-05-01", "is a day"),
        ("#REF!", "spreadsheet"),
        ("#DIV/0!", "spreadsheet"),
        ("n.a.", "is no number"),
        ("(9)", "below zero to accountants"),
        ("3 von 5", "two numbers"),
        ("0x1F", "is not a number"),
        ("1,200O", "a letter where a digit belongs"),
    ],
)
def test_what_may_be_meant_is_said_where_no_number_is_plain(typed: str, said: str) -> None:
    read = parse_quantity(typed)
    assert isinstance(read, Misread)
    assert said in read.message and read.correction is None


def test_a_number_with_two_readings_keeps_its_word_for_millions() -> None:
    read = parse_quantity("1,2 Mio.")
    assert isinstance(read, Misread) and "1.2 Mio. or 12 Mio." in read.hint


def test_a_sign_of_percent_typed_twice_goes_where_nothing_is_in_percent(project: Callable[..., Project]) -> None:
    line = "- KR: Loaves 40 loaves → 90 loaves {#loaves}"
    assert read_goal(project, line, "Fine. loaves 50%%") == [("OKR203", "50%%", "- 2026-10-12, Lotte: Fine. loaves 50")]
    share = "- KR: Loaves 40% → 90% {#loaves}"
    assert read_goal(project, share, "Fine. loaves 50%%") == [
        ("OKR203", "50%%", "- 2026-10-12, Lotte: Fine. loaves 50%")
    ]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("7 or so", "7"),
        ("[9]", "9"),
        ("9!", "9"),
        ("9¹", "9"),
        ("9 days?", "9 days"),
        ("45%;", "45%"),
        ("9,-", "9"),
        ("9.– EUR", "9 EUR"),
        ("~~9~~ 8", "8"),
        ("~~9 days~~ 8 days", "8 days"),
        ("12 days or so", "12 days"),
        ("20ish", "20"),
        ("20 approx.", "20"),
        ("about 20 loaves", "20 loaves"),
        ("9 at most", "9"),
        ("9 loaves at least", "9 loaves"),
        ("30 or fewer", "30"),
        ("8 %%", "8 %"),
        ("7O", "70"),
        ("1O5", "105"),
        ("l2.5", "12.5"),
        ("O8", "8"),
        ("3I %", "31 %"),
        ("31.", "31"),
        ("3.5.", "3.5"),
    ],
)
def test_what_stands_around_a_number_is_no_unit(typed: str, meant: str) -> None:
    read = parse_quantity(typed)
    assert isinstance(read, Misread)
    assert read.correction == meant
    assert isinstance(parse_quantity(meant), Quantity)


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("5 l", "l"),
        ("5l", "l"),
        ("30 fish", "fish"),
        ("12 in the oven", "in the oven"),
        ("40 cases", "cases"),
        ("3 in or around Ghent", "in or around Ghent"),
        ("6 Ora", "Ora"),
    ],
)
def test_words_that_only_look_like_those_are_units(typed: str, unit: str) -> None:
    read = parse_quantity(typed)
    assert isinstance(read, Quantity)
    assert read.unit == unit


@pytest.mark.parametrize(
    ("typed", "meant"), [("<= 9 or so", "<= 9"), (">= 4 %%", ">= 4 %"), ("2..1O", "2..10"), ("l2..20", "12..20")]
)
def test_a_range_is_corrected_as_a_whole(typed: str, meant: str) -> None:
    read = parse_range(typed)
    assert isinstance(read, Misread)
    assert read.correction == meant


@pytest.mark.parametrize(
    ("numbers", "refused", "written"),
    [
        ("ca. 40 → 90", "ca. 40", "40 → 90"),
        ("roughly 40 loaves → 90 loaves", "roughly 40 loaves", "40 loaves → 90 loaves"),
        ("40 loaves or so → 90", "40 loaves or so", "40 loaves → 90"),
        ("TBC → 90", "TBC", ""),
        ("– → 90", "–", ""),
        ("twelve → 90", "twelve", ""),
        ("40+ → 90", "40+", ""),
        ("l4 → 90", "l4", "14 → 90"),
        ("40* → 90", "40*", "40 → 90"),
        ("40 → n/a", "n/a", ""),
        ("40 → lots (50%)", "lots", ""),
        ("40 → 50 → 90", "40 → 50", ""),
        ("40 → 90, now 60 → 70", "60 → 70", ""),
        ("40 → 90, now 60*", "60*", "40 → 90, now 60"),
        ("40 → 9O", "9O", "40 → 90"),
    ],
)
def test_what_is_no_number_beside_an_arrow_is_refused(
    project: Callable[..., Project], numbers: str, refused: str, written: str
) -> None:
    line = f"- KR: Loaves a day: {numbers} {{#loaves}}"
    corrected = f"- KR: Loaves a day: {written} {{#loaves}}" if written else ""
    assert read_goal(project, line) == [("OKR203", refused, corrected)]


@pytest.mark.parametrize(
    "title",
    [
        "Move the launch from Q2 → Q3",
        "Trouble: high → low",
        "Loaves in 2026-Q3 → 90",
        "**Loaves 40 → 90**",
        "Orders about bread: 40 → 90",
    ],
)
def test_titles_with_arrows_and_words_are_left_alone(project: Callable[..., Project], title: str) -> None:
    assert read_goal(project, f"- KR: {title}") == []


@pytest.mark.parametrize(
    ("values", "code", "refused", "written"),
    [
        ("loaves TBA", "OKR203", "TBA", ""),
        ("loaves ? (50%)", "OKR203", "?", ""),
        ("loaves nearly there (50%)", "OKR203", "nearly there", ""),
        ("loaves l2", "OKR203", "l2", "loaves 12"),
        ("loaves 5O", "OKR203", "5O", "loaves 50"),
        ("loaves > 50", "OKR203", "> 50", ""),
        ("loaves 50* (60%)", "OKR203", "50*", "loaves 50 (60%)"),
        ("loaves 50..", "OKR203", "50.", "loaves 50."),
        ("loaves 50 (medium)", "OKR207", "medium", "loaves 50 (50%)"),
        ("loaves 50 (~60%)", "OKR207", "~60%", "loaves 50 (60%)"),
        ("loaves 50 (60 percent sure)", "OKR207", "60 percent sure", "loaves 50 (60 percent)"),
        ("loaves 50 (?)", "OKR207", "?", ""),
        ("KR1 half", "OKR203", "half", ""),
        ("loaves 5M", "OKR204", "5M", ""),
    ],
)
def test_what_is_no_value_behind_an_id_is_refused(
    project: Callable[..., Project], values: str, code: str, refused: str, written: str
) -> None:
    corrected = f"- 2026-10-12, Lotte: The oven is warm. {written}" if written else ""
    assert read_goal(project, note=f"The oven is warm. {values}") == [(code, refused, corrected)]


@pytest.mark.parametrize(
    "note",
    [
        "The oven is warm. Loaves half as good as last year's.",
        "We ask who knows more about loaves?",
        "The oven is warm. Loaves unchanged in size.",
        "Is it the oven ? loaves 50 (60%)",
        "*The oven is warm. loaves 50*",
        "The oven is warm. loaves 50!",
    ],
)
def test_sentences_and_plain_values_are_left_alone(project: Callable[..., Project], note: str) -> None:
    assert read_goal(project, note=note) == []


@pytest.mark.parametrize("share", ["?", "~40%", "50/50", "half", "-5%", "50 percent sure", "1", "7", "0,7"])
def test_what_is_no_share_of_a_link_is_refused(project: Callable[..., Project], share: str) -> None:
    above = "## Feed the town\n\n- Id: feed\n- Owner: Lotte\n"
    below = f"## Bake\n\n- Owner: Lotte\n- Contributes to: company/feed ({share}, because bread feeds.)\n"
    made = project(
        {
            "company/team.yml": TEAM,
            "company/2026-Q4.md": above,
            "teams/oven/team.yml": "name: Oven\n",
            "teams/oven/2026-Q4.md": below,
        }
    )
    assert [problem.code for problem in made.problems() if not problem.code.startswith("OKR25")] == ["OKR207"]


@pytest.mark.parametrize("title", ["Cut the steps from 5 → none, really", "Sell to one in 3 → more, faster"])
def test_words_of_a_sentence_behind_an_arrow_stay_in_the_title(project: Callable[..., Project], title: str) -> None:
    text = f"## Bake\n\n- Owner: lotte\n- KR: {title}\n"
    made = project({"company/team.yml": "name: Bakery\n", "company/2026-Q4.md": text})
    (objective,) = made.snapshot().organisation.objectives.values()
    assert [key_result.title for key_result in objective.key_results] == [title]
    assert "OKR203" not in made.codes()


@pytest.mark.parametrize(
    ("values", "outlier"),
    [
        ('{2026-03-31: "2,310,000", 2026-06-30: "2,280.000", 2026-09-30: "2,240,000"}', "2,280.000"),
        ("{2026-03-31: 12.9, 2026-06-30: 12.4, 2026-09-30: '11,200,000'}", "11,200,000"),
        ("{2026-03-31: 310k, 2026-06-30: 324, 2026-09-30: 335k, 2026-10-31: 340k}", "324"),
        ("{2026-03-31: -12.9, 2026-06-30: 12.4, 2026-09-30: 11200}", "11200"),
        ("{2026-03-31: 12.9, 2026-06-30: 11200}", None),
        ("{2026-03-31: 0, 2026-06-30: 4, 2026-09-30: 900, 2026-10-31: 14000}", None),
        ("{2026-03-31: 12, 2026-06-30: 40, 2026-09-30: 900}", None),
    ],
)
def test_a_value_of_a_kpi_of_another_size_than_all_others_is_asked_about(project, values, outlier):
    made = project({"company/team.yml": f"name: C\nkpis:\n  stock: {{name: Stock, values: {values}}}\n"})
    told = [problem.message for problem in made.problems() if problem.code == "OKR118"]
    assert [message.partition(": ")[2].partition(" is far")[0].strip("'“”") for message in told] == (
        [outlier] if outlier else []
    )
    [kpi] = made.snapshot().organisation.kpis.values()
    assert len(kpi.values) == values.count("2026-"), "it is asked about, and counts"


@pytest.mark.parametrize(
    ("line", "code", "shown"),
    [
        ("- KR: Ovens: 2 of 20 → 10 {#loaves}", "OKR203", "2 of 20"),
        ("- KR: Ovens: 2 ovens out of 20 ovens → 10 ovens {#loaves}", "OKR203", "2 ovens out of 20 ovens"),
        ("- KR: Ovens: 18-20 → 40 {#loaves}", "OKR203", "18-20"),
        ("- KR: Ovens: 18 ovens - 20 → 40 {#loaves}", "OKR203", "18 ovens - 20"),
        ("- KR: Ovens 18–20 ovens → 40 ovens {#loaves}", "OKR203", "18–20 ovens"),
        ("- KR: Loaves 40 → 90.., now 50 {#loaves}", "OKR203", "90.."),
        ("- KR: Loaves 40 → 90, now 50.. {#loaves}", "OKR203", "50.."),
        ("- KR: Loaves $0B → 90, now 50 {#loaves}", "OKR204", "$0B"),
        ("- KR: Loaves 40 → $90B, now 50 {#loaves}", "OKR204", "$90B"),
    ],
)
def test_two_numbers_and_signs_of_a_list_are_no_single_number(
    project: Callable[..., Project], line: str, code: str, shown: str
) -> None:
    assert (code, shown) in [problem[:2] for problem in read_goal(project, line)]


@pytest.mark.parametrize("line", ["- KR: Wave 2 - 18 → 40 {#loaves}", "- KR: Ages 18-25 - 40 → 90 {#loaves}"])
def test_a_number_before_a_dash_is_a_part_of_the_title(project: Callable[..., Project], line: str) -> None:
    assert read_goal(project, line) == []


@pytest.mark.parametrize("line", ["- KR: Sales 0k → $2B {#loaves}", "- KR: Sales $0k → $90k, now $40k {#loaves}"])
def test_a_large_target_and_a_zero_like_the_others_are_fine(project: Callable[..., Project], line: str) -> None:
    assert read_goal(project, line) == []


@pytest.mark.parametrize(
    ("note", "shown"),
    [("We counted. loaves ca. 50 (60%)", "ca. 50"), ("We counted. loaves approx. 50", "approx. 50")],
)
def test_a_hedge_with_a_full_stop_ends_no_sentence(project: Callable[..., Project], note: str, shown: str) -> None:
    assert [problem[1] for problem in read_goal(project, note=note)] == [shown]


def test_a_share_behind_a_slash_may_be_the_confidence(project: Callable[..., Project]) -> None:
    goal = "- KR: Fresh loaves 40% → 90% {#loaves}"
    assert [problem[1] for problem in read_goal(project, goal, "We counted. loaves 50% / 90%")] == ["50% / 90%"]


@pytest.mark.parametrize("typed", ["4 #loaves", "4 {loaves}"])
def test_an_id_behind_a_target_without_its_signs_is_no_unit(project: Callable[..., Project], typed: str) -> None:
    line = f"- KR: Loaves 9 → {typed}"
    assert read_goal(project, line) == [("OKR203", typed, "- KR: Loaves 9 → 4 {#loaves}")]


@pytest.mark.parametrize(
    ("unit", "line", "written"),
    [
        ("days", "  range: '<= 5 %%'", "range: '<= 5'"),
        ("days", "  values: {2026-10-31: 20%%}", "values: {2026-10-31: 20}"),
        ('"%"', "  values: {2026-10-31: 20%%}", "values: {2026-10-31: 20%}"),
    ],
)
def test_a_sign_of_percent_typed_twice_goes_from_a_kpi_in_another_unit(
    project: Callable[..., Project], unit: str, line: str, written: str
) -> None:
    made = project({"company/team.yml": "name: C\n", "kpis.yml": f"wait:\n  name: Wait\n  unit: {unit}\n{line}\n"})
    (found,) = [each for each in made.problems() if each.code == "OKR203"]
    assert found.hint.endswith(f"Write: {written}")
