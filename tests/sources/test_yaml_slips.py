"""Slips in YAML: the cause is named, at its line, and the line as it should be is shown and can be read."""

from __future__ import annotations

import pytest

from okrsite.problems import Problem
from okrsite.sources.corrected_lines import add_corrected_lines
from okrsite.sources.markdown.documents import read_markdown
from okrsite.sources.yaml import read_yaml

BEFORE = (
    "objectives:\n  - id: tea\n    title: More tea\n    key_results:\n      - {id: cups, title: Cups, from: 1, to: 9}\n"
)


def read(text: str) -> list[Problem]:
    return list(add_corrected_lines(read_yaml("a.yml", text)[1], text, "yml"))


def find_line(hint: str) -> str:
    return hint.rpartition("Write: ")[2] if "Write: " in hint else ""


RESULTS = [
    ("{id: pots, title: Pots sold from: 3, to: 8}", "comma is missing before `from:`", "{id: pots, title: Pots sold, from: 3, to: 8}"),
    ("{id: pots, title: Pots, from: 3 to: 8, now: 4}", "comma is missing before `to:`", "{id: pots, title: Pots, from: 3, to: 8, now: 4}"),
    ("{id: pots, title: Pots, from: 3%, to: 8% now: 4%}", "comma is missing before `now:`", "{id: pots, title: Pots, from: 3%, to: 8%, now: 4%}"),
    ('{id: pots, title: "Pots" from: 3, to: 8}', "comma is missing before `from:`", '{id: pots, title: "Pots", from: 3, to: 8}'),
    ("{id: pots, title: Pots, phases: {2026-10-31: 4 2026-11-30: 6}, from: 3, to: 8}", "comma is missing before `2026-11-30:`", "{id: pots, title: Pots, phases: {2026-10-31: 4, 2026-11-30: 6}, from: 3, to: 8}"),
    ("{id: pots, title: Green: pots sold, from: 3, to: 8}", "colon with a space", '{id: pots, title: "Green: pots sold", from: 3, to: 8}'),
    ("{id: pots, title: Time to: first pot, from: 3, to: 8}", "colon with a space", '{id: pots, title: "Time to: first pot", from: 3, to: 8}'),
    ("{id: pots, title: Pots, black or green, from: 3, to: 8}", "comma ends a value, so `black or green`", '{id: pots, title: "Pots, black or green", from: 3, to: 8}'),
    ("{id: pots, title: Pots, from: 1,300, to: 8,500}", "comma ends a value, so `300`", '{id: pots, title: Pots, from: "1,300", to: "8,500"}'),
    ("{id: pots, title: Pots [green], from: 3, to: 8}", "bracket `[`", '{id: pots, title: "Pots [green]", from: 3, to: 8}'),
    ("{id: pots, title: [green] pots, from: 3, to: 8}", "can't begin with '['", '{id: pots, title: "[green] pots", from: 3, to: 8}'),
    ("{id: pots, title: Be the #1 pot, from: 3, to: 8}", "`#1 pot` isn't read", '{id: pots, title: "Be the #1 pot", from: 3, to: 8}'),
    ("{id: pots, title: #1 of pots, from: 3, to: 8}", "begins a comment", '{id: pots, title: "#1 of pots", from: 3, to: 8}'),
    ("{id: pots, title: Pots, owner: @noor, from: 3, to: 8}", "can't begin with '@'", '{id: pots, title: Pots, owner: "@noor", from: 3, to: 8}'),
    ("{id: pots, title: Pots, keep: > 30%, now: 31%}", "can't begin with '>'", '{id: pots, title: Pots, keep: ">= 30%", now: 31%}'),
    ("{id: pots, title: 'The guest's pot', from: 3, to: 8}", "apostrophe", '{id: pots, title: "The guest\'s pot", from: 3, to: 8}'),
    ('{id: pots, title: "Pots" and cups, from: 3, to: 8}', "behind the closing quotation mark", "{id: pots, title: '\"Pots\" and cups', from: 3, to: 8}"),
    ('{id: pots, title: "The "good" pots", from: 3, to: 8}', "within text in double quotes", "{id: pots, title: 'The \"good\" pots', from: 3, to: 8}"),
    ('{id: pots, title: "Pots sold, from: 3, to: 8}', "isn't closed", '{id: pots, title: "Pots sold", from: 3, to: 8}'),
    ("{id: pots, title: “Pots: all”, from: 3, to: 8}", "straight ones", '{id: pots, title: "Pots: all", from: 3, to: 8}'),
    ("{id: pots, title: %off, from: 3, to: 8}", "can't begin with '%'", '{id: pots, title: "%off", from: 3, to: 8}'),
    ("{id: pots, title: `Pots`, from: 3, to: 8}", "can't begin with '`'", '{id: pots, title: "`Pots`", from: 3, to: 8}'),
    ("{id: pots, title: *Pots*, from: 3, to: 8}", "can't begin with `*`|can't begin with '*'", '{id: pots, title: "*Pots*", from: 3, to: 8}'),
    ("{id: pots, title: - Pots, from: 3, to: 8}", "dash", '{id: pots, title: "- Pots", from: 3, to: 8}'),
    ("{id: pots, title: Pots, kpi: cups. from: 3, to: 8}", "comma, and here stands `.`", "{id: pots, title: Pots, kpi: cups, from: 3, to: 8}"),
    ("{id: pots, title = Pots, from: 3, to: 8}", "`=`", "{id: pots, title: Pots, from: 3, to: 8}"),
    ("{id: pots, title:Pots, from: 3, to: 8}", "space is missing behind the colon", "{id: pots, title: Pots, from: 3, to: 8}"),
    ("{id: pots, title Pots, from: 3, to: 8}", "colon is missing behind `title`", "{id: pots, title: Pots, from: 3, to: 8}"),
    ("{id: pots, title:\u00a0Pots, from: 3, to: 8}", "U+00A0", "{id: pots, title: Pots, from: 3, to: 8}"),
    ("{id: pots, title: Pots, from: 3, to: 8", "not closed on this line", "{id: pots, title: Pots, from: 3, to: 8}"),
    ("{id: pots, title: Pots, now:{a: 1}}", "space is missing behind the colon", "{id: pots, title: Pots, now: {a: 1}}"),
    ("{id: pots, title: Pots, now: {pots:1, lids: 2}}", "space is missing behind the colon", "{id: pots, title: Pots, now: {pots: 1, lids: 2}}"),
    ("{id: pots, title: Pots, now: {lids: 2, pots = 1}}", "`=`", "{id: pots, title: Pots, now: {lids: 2, pots: 1}}"),
    ("{id: pots, title: Pots, now: {pots: 1, lids: 2}", "not closed on this line", "{id: pots, title: Pots, now: {pots: 1, lids: 2}}"),
    ("id: pots, title: Pots, from: 3, to: 8}", "none was opened", "{id: pots, title: Pots, from: 3, to: 8}"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "says", "corrected"), RESULTS)
@pytest.mark.parametrize("behind", ["", "      - {id: lids, title: Lids, from: 1, to: 9}\n", "    notes: Some.\n"])
def test_a_slip_between_braces_is_named_and_the_whole_line_shown(
    typed: str, says: str, corrected: str, behind: str
) -> None:
    [problem] = read(f"{BEFORE}      - {typed}\n{behind}")
    assert problem.severity == "error"
    assert problem.place.line == 6
    assert any(words in problem.message for words in says.split("|"))
    assert find_line(problem.hint) == f"- {corrected}"
    assert not read(f"{BEFORE}      - {corrected}\n{behind}")


FIELDS = [
    ("title: Tea: the plan", "colon with a space", 'title: "Tea: the plan"'),
    ("title: Tea : the plan", "colon with a space", 'title: "Tea : the plan"'),
    ("title: Tea: the plan # so far", "colon with a space", 'title: "Tea: the plan" # so far'),
    ("owner: @noor", "can't begin with '@'", 'owner: "@noor"'),
    ("tags: [@noor, tea]", "can't begin with '@'", 'tags: ["@noor", tea]'),
    ("keep: >= 95%", "can't begin with '>'", 'keep: ">= 95%"'),
    ("keep: >2", "begins a text of several lines", 'keep: ">2"'),
    ("title: 'Noor's tea'", "apostrophe", 'title: "Noor\'s tea"'),
    ('title: "Tea" for all', "behind the closing", "title: '\"Tea\" for all'"),
    ('title: Tea" is: "good', "colon with a space", "title: 'Tea\" is: \"good'"),
    ('title: "Tea', "isn't closed", 'title: "Tea"'),
    ("title: “Tea: green”", "straight ones", 'title: "Tea: green"'),
    ("title: “Tea”", "straight ones", "title: Tea"),
    ("title: #3 in town", "begins a comment", 'title: "#3 in town"'),
    ("title: The #3 in town", "`#3 in town` isn't read", 'title: "The #3 in town"'),
    ("title:Tea", "space is missing behind the colon", "title: Tea"),
    ("title:\u00a0Tea", "U+00A0", "title: Tea"),
    ("title:\u2009Tea", "U+2009", "title: Tea"),
    ("\u00a0\u00a0title: Tea", "U+00A0", "title: Tea"),
    ("title\u00a0: Tea", "U+00A0", "title: Tea"),
    ("title = Tea", "`=`", "title: Tea"),
    ("title => Tea", "`=>`", "title: Tea"),
    ("title Tea", "colon is missing behind `title`", "title: Tea"),
    ("title: !Tea", "YAML tag", 'title: "!Tea"'),
    ("title: &Tea time", "would name this value", 'title: "&Tea time"'),
    ("title: *Tea", "can't begin with `*`", 'title: "*Tea"'),
    ("title: | Tea", "can't begin with '|'", 'title: "| Tea"'),
    ("title: [Tea] time", "can't begin with '['", 'title: "[Tea] time"'),
    ("title: - Tea", "dash", 'title: "- Tea"'),
    ("title: ? Tea", "can't begin with '?'", 'title: "? Tea"'),
    ('title: "C:\\Tea"', "backslash", "title: 'C:\\Tea'"),
]


@pytest.mark.parametrize(("typed", "says", "corrected"), FIELDS)
@pytest.mark.parametrize("behind", ["", "    why: Some.\n", "    key_results: []\n    why: x\n"])
def test_a_slip_in_a_field_is_named_and_the_whole_line_shown(
    typed: str, says: str, corrected: str, behind: str
) -> None:
    text = f"objectives:\n  - id: tea\n    {typed}\n{behind}"
    [problem] = read(text)
    assert problem.place.line == 3
    assert says in problem.message
    assert find_line(problem.hint) == corrected
    assert not read(f"objectives:\n  - id: tea\n    {corrected}\n{behind}")


@pytest.mark.parametrize("sign", ["–", "—", "•", "·", "*", "‣", "−", "1."])
@pytest.mark.parametrize("behind", ["", "\n    title: Tea\n    owner: noor"])
def test_an_item_that_begins_with_another_sign_is_named(sign: str, behind: str) -> None:
    [problem] = read(f"objectives:\n  {sign} id: tea{behind}\n")
    assert problem.place.line == 2
    assert f"`{sign}`" in problem.message
    assert find_line(problem.hint) == "- id: tea"


@pytest.mark.parametrize("sign", ["– ", "• ", "-", "1) ", "-\u00a0"])
def test_items_of_texts_with_another_sign_are_no_text(sign: str) -> None:
    [problem] = read(f"members:\n  {sign}noor\n  {sign}ines\n")
    assert problem.place.line == 2
    assert find_line(problem.hint) == "- noor"


def test_a_second_item_with_a_long_dash_is_named_at_its_line() -> None:
    [problem] = read("objectives:\n  - id: tea\n    title: Tea\n  – id: pots\n    title: Pots\n")
    assert (problem.place.line, find_line(problem.hint)) == (4, "- id: pots")


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a:\n  - id: x\n    t: y\n   o: z\n", 4, "in column 5, as line 3 does"),
        ("a:\n  - id: x\n    t: y\n      o: z\n", 4, "in column 5, as line 3 does"),
        ("a:\n  - id: x\n  o: z\n", 3, "in column 5, as line 2 does"),
        ("a:\n  - id: x\n   - id: z\n", 3, "in column 3, as line 2 does"),
        ("a:\n  - id: x\n - id: z\n", 3, "in column 3, as line 2 does"),
    ],
)
def test_wrong_indentation_names_the_line_to_go_by(text: str, line: int, says: str) -> None:
    [problem] = read(text)
    assert problem.place.line == line
    assert says in problem.hint


@pytest.mark.parametrize("blank", ["\u00a0", "\u2003", "\u202f"])
def test_unusual_blanks_in_place_of_plain_ones_are_named(blank: str) -> None:
    [problem] = read(f"objectives:\n  - id: tea\n{blank * 4}title: Tea\n    owner: noor\n")
    assert (problem.place.line, find_line(problem.hint)) == (3, "title: Tea")
    assert f"U+{ord(blank):04X}" in problem.message


def test_a_quotation_mark_that_swallows_lines_is_named_where_it_opens() -> None:
    [problem] = read('title: "Tea for all\nowner: "noor"\nwhy: x\n')
    assert (problem.place.line, problem.place.column, find_line(problem.hint)) == (1, 8, 'title: "Tea for all"')


def test_a_quotation_mark_within_braces_is_closed_before_the_next_field() -> None:
    [problem] = read('work:\n  - {title: "Contract, all three, owner: noor, status: done}\n  - {title: "Move"}\n')
    assert problem.place.line == 2
    assert find_line(problem.hint) == '- {title: "Contract, all three", owner: noor, status: done}'


def test_unusual_blanks_are_named_where_they_stand_and_not_where_reading_ends() -> None:
    [problem] = read("tea:\n  owner: noor\n\u00a0\u00a0about: >-\n    Tea is good\n    for all.\n  unit: cups\n")
    assert (problem.place.line, find_line(problem.hint)) == (3, "about: >-")


def test_a_text_that_goes_on_too_far_left_is_told() -> None:
    [problem] = read("tea:\n  about: >-\n      Tea is good\n    for all.\n  unit: cups\n")
    assert problem.place.line == 4
    assert "line 3" in problem.message


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [("title: Tea: all", 'title: "Tea: all"'), ("title:Tea", "title: Tea"), ("author: @noor", 'author: "@noor"')],
)
def test_slips_in_front_matter_are_told_at_their_lines(typed: str, corrected: str) -> None:
    text = f"---\nsummary: x\n{typed}\n---\n\nWords.\n"
    problems = list(add_corrected_lines(read_markdown("a.md", text, "memo")[1], text, "md"))
    assert [(problem.place.line, find_line(problem.hint)) for problem in problems] == [(3, corrected)]


def test_fields_within_a_block_of_text_are_told() -> None:
    [problem] = read("why: |\n  It is good.\n  owner: noor\n  tags: [tea]\nid: tea\n")
    assert (problem.code, problem.place.line) == ("OKR118", 3)
    assert "`owner:`" in problem.message and "line 1" in problem.message


def test_slips_on_several_lines_are_told_in_one_run() -> None:
    text = "title: Tea: all\nowner: @noor\nwhy: it's fine\nnotes: 'it's fine'\n"
    assert [problem.place.line for problem in read(text)] == [1, 2, 4]


@pytest.mark.parametrize(
    "text",
    [
        "now: 142 # was 130\n",
        "a: 1 #\n",
        "# title: Tea: x\na: 1\n",
        "key_results: # the numbers\n  - {id: a, title: B}\n",
        "title: C# in a day\n",
        "title: What's new?\n",
        "title: He said “tea” twice\n",
        "now: -5\n",
        "now:\n  -5\n",
        "title: 10:30 tea\n",
        "link: https://example.org/#a\n",
        "why: |\n  Note: all of it.\n  Owner: us.\n",
        "why: >\n  It says owner: noor somewhere\n  and goes on.\n",
        "tags: [a, b,\n  c]\n",
        "k: {a: 1,\n  b: 2, # and\n  c: 3}\n",
        "title: yes\nnotes: no\nwhy: off\n",
        "title: Tea – the plan\n",
        "title: Größe\n",
        "k: {a: , b: }\n",
        "to: company/tea#cups\n",
    ],
)
def test_what_is_right_stays_silent(text: str) -> None:
    assert not read(text)


@pytest.mark.parametrize("field", ["blockers", "tags", "contributors", "inform"])
@pytest.mark.parametrize("sign", ["1.", "2)", "a)", "(1)", "+"])
def test_a_number_in_place_of_the_only_hyphen_is_asked_about_and_taken_for_one(field: str, sign: str) -> None:
    text = f"{BEFORE}    {field}:\n      {sign} The kettle leaks\n"
    node, _ = read_yaml("a.yml", text)
    (problem,) = read(text)
    assert (problem.place.line, find_line(problem.hint)) == (7, "- The kettle leaks")
    assert "The kettle leaks" in repr(node) and f"{sign} The" not in repr(node)


@pytest.mark.parametrize(
    "text", ["    why:\n      1. Tea is warm\n", "    blockers:\n      - 1. The kettle\n", "    tags: [1. tea]\n"]
)
def test_numbers_at_the_start_of_other_texts_are_a_part_of_them(text: str) -> None:
    assert read(f"{BEFORE}{text}") == []


@pytest.mark.parametrize("header", ["|", ">", "|-", ">-"])
@pytest.mark.parametrize("text", ["The kettle leaks", "Two things: a kettle and a pot"])
def test_a_field_further_right_than_its_text_is_told_at_its_own_line(header: str, text: str) -> None:
    lines = f"{BEFORE}        phases:\n          2026-10-31: 3\n".replace(
        "- {id: cups, title: Cups, from: 1, to: 9}", "- id: cups\n        title: Cups\n        from: 1\n        to: 9"
    )
    (problem,) = read(f"{lines}        notes: {header}\n      {text}\n      and so on.\n    owner: noor\n")
    assert problem.place.line == 11
    assert "further right than the text in line 12" in problem.message and "column 5" in problem.hint


@pytest.mark.parametrize(
    "text",
    [
        "A kettle holds two litres, and ours holds one",
        "The kettle leaks.",
        "Who drinks tea comes back the next day.",
        "No kettle of ours holds more than a litre.",
    ],
)
def test_a_sentence_behind_a_number_sign_in_an_empty_field_is_asked_about(text: str) -> None:
    (problem,) = read(f"{BEFORE}    why: # {text}\n    owner: noor\n")
    assert (problem.code, problem.place.line) == ("OKR125", 6)


@pytest.mark.parametrize(
    "text",
    ["what it is good for", "The reason", "Who drinks it?", "a person", "One of committed, learning", "TBD by Noor."],
)
def test_what_tells_people_what_to_type_is_a_comment(text: str) -> None:
    assert read(f"{BEFORE}    why: # {text}\n    owner: noor\n") == []


@pytest.mark.parametrize(
    ("step", "fields"),
    [
        ("Kettle bought (due 2026-12-01, weight 2)", "{title: Kettle bought, due: 2026-12-01, weight: 2}"),
        ('"Kettle bought (weight: 2)"', "{title: Kettle bought, weight: 2}"),
        ('"[x] Kettle bought"', "{title: Kettle bought, done: true}"),
        ('{title: "Kettle bought (due 2026-12-01)", done: false}', "{title: Kettle bought, due: 2026-12-01}"),
    ],
)
def test_a_step_as_in_markdown_is_asked_about(step: str, fields: str) -> None:
    (problem,) = read(f"{BEFORE}      - title: Kitchen\n        milestones:\n          - {step}\n")
    assert (problem.code, problem.place.line) == ("OKR118", 8)
    assert problem.hint.endswith(fields)


@pytest.mark.parametrize("step", ["Kettle bought (large)", "Kettle (due to Noor)", "Kettle (weight of a pot)"])
def test_words_in_parentheses_behind_a_step_are_words(step: str) -> None:
    assert read(f"{BEFORE}      - title: Kitchen\n        milestones:\n          - {step}\n") == []


ITEMS = "objectives:\n  - id: tea\n    title: More tea\n    blockers:\n      - {}\n      - The kettle is broken, and nobody knows who mends it\n"


@pytest.mark.parametrize(
    "items",
    [
        "No water\n        - No cups",
        "No water\n        -- No cups",
        "No water\n        • No cups",
        "No water in the house\n        Nobody buys cups",
    ],
)
def test_an_item_that_the_one_above_it_takes_in(items: str) -> None:
    (problem,) = read(ITEMS.format(items))
    assert (problem.code, problem.place.line) == ("OKR118", 6)
    assert find_line(problem.hint) == "" and "      - No" in problem.hint


@pytest.mark.parametrize(
    "items",
    [
        "There is no water in the house, and the\n        Kettle club doesn't meet before December",
        "There is no water in the house, which is what\n        we have said since May",
        "No water, no tea,\n        Juno says",
        '"No water\n        - No cups"',
    ],
)
def test_an_item_that_an_editor_has_wrapped_is_one(items: str) -> None:
    assert read(ITEMS.format(items)) == []


@pytest.mark.parametrize("line", ["id: # what-is-tea", "summary: # The tea, the cups and the pots. All else can wait."])
def test_a_value_behind_a_number_sign_is_asked_about(line: str) -> None:
    (problem,) = read(f"{line}\n{BEFORE}")
    assert (problem.code, problem.place.line) == ("OKR125", 1)


def test_the_only_item_of_a_list_with_two_hyphens_is_read() -> None:
    text = "objectives:\n  - id: tea\n    title: More tea\n    blockers:\n      -- No water\n"
    (problem,) = read(text)
    assert (problem.code, problem.place.line, find_line(problem.hint)) == ("OKR118", 5, "- No water")


@pytest.mark.parametrize(
    ("line", "says", "written"),
    [
        ("ana： {name: Ana, team: tea}", "stands `：`", "ana: {name: Ana, team: tea}"),
        ("ana; {name: Ana, team: tea}", "stands `;`", "ana: {name: Ana, team: tea}"),
        ("ana -> {name: Ana, team: tea}", "stands `->`", "ana: {name: Ana, team: tea}"),
        ("ana: name: Ana, team: tea}", "none was opened", "ana: {name: Ana, team: tea}"),
        ("ana:\n  team: teaname: Ana", "second line begins", ""),
        ("ana:\n  values: 34.1ben:", "colon", ""),
    ],
)
def test_fields_of_a_name_are_told_with_the_sign_that_is_wrong(line: str, says: str, written: str) -> None:
    (problem,) = read(f"{line}\nben: {{name: Ben}}\n")
    assert says in problem.message
    assert find_line(problem.hint) == written or not written


def test_a_plus_before_braces_is_an_item() -> None:
    text = "objectives:\n  - id: tea\n    title: T\n    supports:\n      + {to: a/b, because: c}\n"
    (problem,) = read(text)
    assert find_line(problem.hint) == "- {to: a/b, because: c}"


def test_two_items_that_became_one_line() -> None:
    (problem,) = read(ITEMS.format("No water in the house- Nobody buys cups"))
    assert (problem.code, problem.place.line) == ("OKR118", 5)


@pytest.mark.parametrize("item", ["Tea- and coffee-makers", "Nobody buys cups - They are dear", "The self-made pots"])
def test_a_hyphen_within_an_item_is_one(item: str) -> None:
    assert read(ITEMS.format(item)) == []


@pytest.mark.parametrize("sign", ["|", ">-"])
def test_a_field_as_in_markdown_at_the_head_of_a_text_is_asked_about(sign: str) -> None:
    text = f"objectives:\n  - id: tea\n    why: {sign}\n      Owner: Ana\n      People like it.\n"
    [problem] = read(text)
    assert (problem.code, problem.place.line) == ("OKR118", 4) and "`owner: Ana`" in problem.hint


def test_a_sentence_with_a_colon_at_the_head_of_a_text_is_none() -> None:
    assert read("objectives:\n  - id: tea\n    owner: ana\n    why: |\n      Owner: Ana\n      Note: good.\n") == []
