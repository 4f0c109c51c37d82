"""Where a line of YAML is at fault and the parser stops further below, or not at all, that line is named."""

from __future__ import annotations

import pytest
from effort import times_as_much
from yaml_edits import get_written, read_edited

from okrsite.sources.corrected_lines import add_corrected_lines
from okrsite.sources.yaml import read_yaml

GOAL = """\
summary: A good year for bread
objectives:
  - title: Bake more
    id: bake
    key_results:
      - id: loaves
        title: Loaves
        from: 40
      - id: rolls
        title: Rolls
        now: 3
    checkins:
      - date: 2026-10-12
        by: lotte
        now:
          loaves: 50
          rolls: 10
    why: |
      Everybody eats bread.
    tags: [bread]
"""


def list_problems(old: str, new: str) -> list[tuple[str, int, str]]:
    """Return code, line and corrected line of what is wrong with the goal when one text stands in place of another."""
    return [(problem.code, problem.place.line, get_written(problem)) for problem in read_edited(GOAL, old, new)]


@pytest.mark.parametrize(
    ("old", "new", "line", "written"),
    [
        ("      - id: loaves", "        id: loaves", 6, ""),
        ("          loaves: 50", "          loaves; 50", 16, "loaves: 50"),
        ("          loaves: 50", "          loaves = 50", 16, "loaves: 50"),
        ("          loaves: 50", "          loaves：50", 16, "loaves: 50"),
        ("          loaves: 50", "          loaves 50", 16, "loaves: 50"),
        ("      - date: 2026", "      - date; 2026", 13, "- date: 2026-10-12"),
        ("      - date: 2026", "      - date - 2026", 13, "- date: 2026-10-12"),
        ("    why: |", "why: |", 18, ""),
        ("    checkins:", "checkins:", 12, ""),
    ],
)
def test_the_line_above_that_is_the_cause_is_told(old: str, new: str, line: int, written: str) -> None:
    problems = list_problems(old, new)
    assert [problem[0] for problem in problems] == ["OKR102"]
    assert problems == [("OKR102", line, written)]


def test_two_lines_that_became_one_are_told_there() -> None:
    _, problems = read_yaml(
        "team.yml", "name: Oven\nkpis:loaves:\n    name: Loaves\n  rolls:\n    name: Rolls\nlead: lotte\n"
    )
    assert [(problem.code, problem.place.line) for problem in problems] == [("OKR102", 2)]
    assert "Begin `loaves:` on the line below" in problems[0].hint


def test_a_field_that_is_too_far_right_is_not_blamed_on_the_one_above() -> None:
    assert [problem[1] for problem in list_problems("        by: lotte", "          by: lotte")] == [14]


@pytest.mark.parametrize(
    ("old", "new", "code", "written"),
    [
        ("summary: A good", "summary: # Good", "OKR125", "summary: Good year for bread"),
        ("by: lotte", "by:   #   lotte", "OKR125", "by: lotte"),
        ("title: Bake more", "title: ?Bake more", "OKR118", "- title: Bake more"),
        ("title: Bake more", "title: :Bake more", "OKR118", "- title: Bake more"),
        ("tags: [bread]", "tags: bread]", "OKR118", "tags: bread"),
        ("title: Rolls", 'title: Rolls at 8:00"', "OKR118", "title: Rolls at 8:00"),
        ("title: Rolls", "title: Rolls of the day”", "OKR118", "title: Rolls of the day"),
        (
            "title: Rolls\n        now: 3",
            'title: "Rolls\n        now: \'3\'\n        unit: "x"',
            "OKR102",
            'title: "Rolls"',
        ),
    ],
)
def test_what_yaml_takes_in_or_leaves_out_is_asked_about(old: str, new: str, code: str, written: str) -> None:
    text = GOAL.replace(old, new, 1)
    _, raw = read_yaml("a.yml", text)
    problems = list(add_corrected_lines(raw, text, "yml"))
    assert [problem.code for problem in problems] == [code]
    line = GOAL.splitlines().index(next(line for line in GOAL.splitlines() if old.split("\n")[0] in line)) + 1
    assert problems[0].place.line == line
    assert problems[0].hint.endswith(f"Write: {written}")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("summary: A good year for bread", "summary:  # fill in before the review"),
        ("by: lotte", "by: # TBD"),
        ("title: Rolls", 'title: Rolls for screens of 27"'),
        ("title: Rolls", 'title: Sell "rolls"'),
        ("title: Rolls", "title: Sell “rolls”"),
        ("title: Rolls", "title: Rolls (all of them)"),
        ("title: Rolls", "title: Rolls [see annex]"),
        ("title: Bake more", 'title: "Bake more\n      and better"'),
        ("key_results:", "key_results:  # two of them"),
        ("from: 40", "from: 40 # counted by hand"),
    ],
)
def test_what_is_meant_as_it_stands_is_left_alone(old: str, new: str) -> None:
    assert list_problems(old, new) == []


def test_the_work_grows_with_the_file() -> None:
    def read(size: int) -> None:
        lines = "".join(f"  key{number}: [a, b]\n" for number in range(size))
        _, problems = read_yaml("a.yml", f"a:\n{lines}b; 3\n  c: 4\n")
        assert problems

    assert times_as_much(read, 200, 16) < 4 * 16


@pytest.mark.parametrize(
    "text", ["{title: a, id: . owner: anna", "{id: . owner: anna, title: b: c}", "{title: x, now: .  owner: anna}"]
)
def test_a_full_stop_alone_in_braces_is_refused_with_its_line(text: str) -> None:
    _, problems = read_yaml("a.yml", f"objectives:\n  - {text}\n")
    assert {problem.place.line for problem in problems} == {2}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Bake more", 'title: "Bake more.\n      to: be done\n      by: Anna"'),
        ("title: Rolls", "title: Rolls of 6'2\""),
    ],
)
def test_sentences_and_feet_in_quotes_are_left_alone(old: str, new: str) -> None:
    assert list_problems(old, new) == []


@pytest.mark.parametrize(("typed", "meant"), [("Ship}", "Ship"), ("see appendix 3]", "see appendix 3")])
def test_a_bracket_that_nothing_opened_is_shown_deleted(typed: str, meant: str) -> None:
    """In a title brackets around all of it would make a list of it."""
    text = GOAL.replace("title: Rolls", f"title: {typed}")
    _, problems = read_yaml("a.yml", text)
    (told,) = add_corrected_lines(problems, text, "yml")
    assert told.hint.endswith(f"Write: title: {meant}")


KPIS = """\
kpis:
  stock:
    name: Stock
    values:
      2026-03-31: 48
      2026-06-30: 44
  fill-rate:
    name: Fill rate
    values:
      2026-03-31: 92
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("  stock:", "  stock", 2, "A colon is missing behind `stock`."),
        ("  stock:", "  stock ->", 2, "here stands `->`"),
        ("  fill-rate:", "  fill-rate：", 7, "here stands `：`"),
        ("    values:\n      2026-03-31: 48", "    values;\n      2026-03-31: 48", 4, "here stands `;`"),
        ("2026-03-31: 48", "2026-03-31:48", 5, "A space is missing behind the colon."),
        ("2026-03-31: 48", "2026-03-31; 48", 5, "here stands `;`"),
        ("  stock:", "   stock:", 2, "begins in column 4, and line 7, which belongs beside it, in column 3"),
        ("  stock:", " stock:", 2, "begins in column 2, and line 7, which belongs beside it, in column 3"),
        ("  stock:", "stock:", 2, "begins in column 1, and line 7, which belongs beside it, in column 3"),
    ],
)
def test_a_name_or_day_that_lost_its_colon_or_column_is_the_line_that_is_told(old, new, line, said):
    assert old in KPIS
    _, problems = read_yaml("team.yml", KPIS.replace(old, new, 1))
    [problem] = [problem for problem in problems if problem.severity == "error"]
    assert problem.place.line == line
    assert said in problem.message


@pytest.mark.parametrize("sign", ["&all", "!all"])
def test_no_line_is_shown_for_a_sign_before_what_stands_on_the_lines_below(sign):
    """`kpis: all` would be a line that reads, and swallow what stands below."""
    _, problems = read_yaml("team.yml", KPIS.replace("kpis:", f"kpis: {sign}", 1))
    [problem] = [problem for problem in problems if problem.severity == "error"]
    assert problem.place.line == 1 and problem.hint == f"Delete it; put text that begins with `{sign[0]}` in quotes."


LARDER = """\
tea:
  name: Tea
  unit: EUR
  owner: noor
  values:
    2026-06-30: 12
cake:
  name: Cake
  values: {2026-06-30: 12}
pie:
  name: Pie
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("tea:", " tea:", 1, "The first line begins in column 2"),
        ("tea:", "   tea:", 1, "The first line begins in column 4"),
        ("12\ncake:", "12 cake:", 6, "in column 1: `cake:`"),
        ("12}\npie:", "12} pie:", 9, "in column 1: `pie:`"),
        ("12}\npie:", "12}pie:", 9, "in column 1: `pie:`"),
        ("EUR\n  owner:", "EUR owner:", 3, "in column 3: `owner: noor`"),
        ("tea:", "Vertraulich\ntea:", 1, "keeps nothing back"),
        ("  unit: EUR", "published: no\n  unit: EUR", 3, "`published: no` is no field here, and keeps nothing back"),
        ("    2026-06-30: 12\n", "tlp: RED\n    2026-06-30: 12\n", 6, "`tlp: RED` is no field here"),
    ],
)
def test_a_line_among_kpis_that_is_at_fault_is_named(old: str, new: str, line: int, says: str) -> None:
    (problem,) = read_edited(LARDER, old, new)
    assert problem.place.line == line
    assert says in f"{problem.message} {problem.hint}"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("from: 40\n", "from: 40 loavesto: 90 loaves\n", "in column 9: `to: 90 loaves`"),
        ("from: 40\n      - {id: rolls}", "from: 40 - {id: rolls}", "in column 7: `- {id: rolls}`"),
    ],
)
def test_a_second_line_within_a_key_result_is_named(old: str, new: str, says: str) -> None:
    text = GOAL.replace("from: 40\n", "from: 40\n      - {id: rolls}\n").replace(
        "      - id: rolls\n        title: Rolls\n        now: 3\n", ""
    )
    (problem, *_) = read_edited(text, old, new)
    assert problem.place.line == 8 and says in problem.hint


@pytest.mark.parametrize("start", ["    ", "    -- "])
def test_the_first_item_of_a_list_without_its_hyphen_is_asked_about(start: str) -> None:
    text = f"session:\n  inputs:\n{start}Grades of the quarter\n    - A letter\n    - Ten talks\n"
    (problem,) = read_yaml("a.yml", text)[1]
    assert (problem.place.line, get_written(problem)) == (3, "- Grades of the quarter")


def test_so_is_one_in_another_column() -> None:
    (problem,) = read_yaml("a.yml", "session:\n  inputs:\n      Grades\n    - A letter\n")[1]
    assert (problem.place.line, "in column 5" in problem.hint) == (3, True)


@pytest.mark.parametrize("text", ['why: From #"here" to there', "why: From #(here) to there", "why: :41 of 100 fail"])
def test_signs_that_hide_or_begin_a_text_are_asked_about(text: str) -> None:
    assert [problem.place.line for problem in read_yaml("a.yml", f"{text}\n")[1]] == [1]


LISTS = """\
session:
  inputs:
    - Grades of the quarter
    - A letter
intro: |
  Words.
objectives:
  - title: Bake
    blockers:
      - No oven
      - No flour
    needs: An oven
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("A letter\nintro: |", "A letterintro: |", 4, "in column 1: `intro: |`"),
        ("A letter\nintro: |", "A letter intro: |", 4, "in column 1: `intro: |`"),
        ("      - No oven", "  - No oven", 10, "in column 7: `- No oven`"),
        ("      - No oven\n      - No flour", "  - No oven", 10, "in column 7: `- No oven`"),
    ],
)
def test_an_item_that_stands_elsewhere_or_takes_in_a_field_is_named(old: str, new: str, line: int, says: str) -> None:
    (problem,) = read_edited(LISTS, old, new)
    assert problem.place.line == line and says in problem.hint
