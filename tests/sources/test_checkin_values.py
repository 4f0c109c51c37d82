"""Values in the note of a check-in count where they stand by themselves, and are asked about within a sentence."""

from __future__ import annotations

import re

import pytest
from plain_trees import simplify

from okrsite.sources.markdown.documents import read_markdown
from okrsite.vocabulary import CYCLE_FILE

HEAD = """## Grow

- Id: grow

| Key result | Id | From | To |
| --- | --- | --- | --- |
| Shops in the north | shops | 1 | 9 |
| Customers who come back | again | 10% | 40% |
| Bookings | | 0 | 400 |

### Check-ins

"""


def read_checkin(note: str) -> tuple[dict[str, object], list[tuple[str, str]]]:
    """Return a check-in, and the problems with the text where they stand."""
    text = f"{HEAD}- 2026-11-20, Anna: {note}\n"
    node, problems = read_markdown("a.md", text, CYCLE_FILE.name)
    assert node is not None
    (checkin,) = simplify(node)["objectives"][0]["checkins"]
    lines = text.split("\n")
    shown = [
        (problem.code, lines[problem.place.line - 1][problem.place.column - 1 : problem.place.end_column - 1])
        for problem in problems
    ]
    return checkin, shown


@pytest.mark.parametrize(
    ("note", "now", "confidence"),
    [
        ("It rained. shops 4 (50%)", {"shops": "4"}, {"shops": "50%"}),
        ("Shops stand at 4 now.", {"shops": "4"}, {}),
        ("Shops are at 4", {"shops": "4"}, {}),
        ("Again is at 45 % (70%)", {"again": "45 %"}, {"again": "70%"}),
        ("It rained. again: 45%, shops = 4", {"again": "45%", "shops": "4"}, {}),
        ("It rained. Shops in the north 4 (50%)", {"shops": "4"}, {"shops": "50%"}),
        ("Customers who come back: 45%", {"again": "45%"}, {}),
        ("It rained. shops 4 and again 45%", {"shops": "4", "again": "45%"}, {}),
        ("It rained. shops 4, and bookings reached 260", {"shops": "4", "bookings": "260"}, {}),
        ("Bookings rose to 260 this week!", {"bookings": "260"}, {}),
        ("KR2 is at 45%", {"KR2": "45%"}, {}),  # a number stays one, as in YAML
        ("It rained.\n  - shops 4\n  - bookings 260 (50%)", {"shops": "4", "bookings": "260"}, {"bookings": "50%"}),
    ],
)
def test_values_are_read_as_people_tell_them(note, now, confidence):
    checkin, problems = read_checkin(note)
    assert problems == []
    assert checkin["now"] == now
    assert checkin.get("confidence", {}) == confidence


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ("It rained and bookings 260 (50%)", "bookings 260 (50%)"),
        ("Bookings at 260, and it will go on.", "Bookings at 260"),
        ("We saw that again is 45% today. So we go on.", "again is 45%"),
        ("Shops in the north: 4 of them, the fifth is late.", "Shops in the north: 4"),
    ],
)
def test_a_value_within_a_sentence_is_asked_about(note, shown):
    checkin, problems = read_checkin(note)
    assert "now" not in checkin
    assert problems == [("OKR118", shown)]


@pytest.mark.parametrize(
    ("note", "now"),
    [
        ("Sold 3 units.", None),
        ("We come again in 3 weeks.", None),
        ("The shops in 2 cities are late.", None),
        ("Five shops.", None),
        ("Bookings were 200 last week, we said. bookings 260", {"bookings": "260"}),
        ("Bookings up 5.", None),
    ],
)
def test_other_numbers_in_a_note_are_words(note, now):
    checkin, problems = read_checkin(note)
    assert problems == []
    assert checkin.get("now") == now


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("shops up to 4 (50%)", "shops up to 4 (50%)"),
        ("4 shops (50%)", "4 shops (50%)"),
        ("shops (50%) 4", "shops (50%) 4"),
        ("shops unchanged (50%)", "shops unchanged (50%)"),
        ("shops tbd (50% sure)", "shops tbd (50% sure)"),
        ("shops stayed where it was, at 4 of 9 (50%)", "shops stayed where it was, at 4 of 9 (50%)"),
        ("again 45% 50%)", "again 45%"),
        ("shops 4 (50%), many thanks", "shops 4 (50%)"),
    ],
)
def test_a_confidence_beside_a_name_says_that_a_value_is_meant(sentence, shown):
    checkin, problems = read_checkin(f"It rained. {sentence}")
    assert "now" not in checkin
    assert [words for code, words in problems if code == "OKR118"] == [shown]


def test_several_values_within_a_sentence_are_one_question():
    _, problems = read_checkin("shops 4 (50%), again 45% (60%). It rained.")
    assert problems == [("OKR118", "shops 4 (50%), again 45% (60%)")]


@pytest.mark.parametrize(
    "confidence",
    [
        "(confidence 50%)",
        "(50% sure)",
        "(50% confident)",
        "(&nbsp;50%)",
        "&nbsp;(50%&nbsp;)",
        "(<b>50%</b>)",
        "(“50%”)",
        "(50%<!-- new -->)",
    ],
)
def test_the_confidence_may_say_that_it_is_one(confidence):
    checkin, problems = read_checkin(f"It rained. shops 4 {confidence}")
    assert (checkin["now"], checkin["confidence"], problems) == ({"shops": "4"}, {"shops": "50%"}, [])


def test_values_of_a_key_result_that_nobody_knows_are_asked_about():
    assert read_checkin("It rained. stores 4 (50%)")[1] == [("OKR118", "stores")]
    assert read_checkin("It rained. We opened 4 of 9 (44%)")[1] == []


def read_lines(*lines: str) -> tuple[list[dict[str, object]], list[str]]:
    """Return check-ins, and the corrections of what is asked about."""
    text = HEAD.replace("- Id: grow", "- Owner: Anna Berg\n- Contributors: Ben") + "".join(
        f"- {line}\n" for line in lines
    )
    node, problems = read_markdown("a.md", text, CYCLE_FILE.name)
    assert node is not None
    return simplify(node)["objectives"][0]["checkins"], [problem.correction or "" for problem in problems]


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-20; Cem: Rain.", "2026-11-20 - Cem: Rain.", "2026-11-20 (Cem): Rain.", "2026-11-20 – Cem: Rain.",
        "2026-11-20: Ben: Rain.", "2026-11-20: Anna Berg: Rain.", "2026-11-20 [Cem]: Rain.",
    ],
)  # fmt: skip
def test_an_author_behind_another_sign(line):
    [checkin], problems = read_lines(line)
    assert (checkin["by"], checkin["note"], problems) == (re.search("Cem|Ben|Anna Berg", line)[0], "Rain.", [])


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("2026-11-20, Ben, Rain.", "Ben:"), ("2026-11-20, Ben – rain.", "Ben:"), ("2026-11-20 (Ben) Rain.", "Ben:"),
        ("2026-11-20 Anna Berg Rain.", "Anna Berg:"), ("2026-11-20, Milo Forty boats.", "Milo:"),
    ],
)  # fmt: skip
def test_an_author_without_a_colon_is_asked_about(line, author):
    [checkin], problems = read_lines(line)
    assert ("by" in checkin, problems) == (False, [author])


def test_an_id_of_a_person_behind_a_day_with_a_colon_is_asked_about():
    [checkin], problems = read_lines("2026-11-20: chloe: Rain.")
    assert ("by" in checkin, len(problems)) == (False, 1)


@pytest.mark.parametrize(
    "note", ["Ben met the harbour master.", "Ben and Anna Berg met.", "Cem, who is new, sailed.", "Risk: no boats."]
)
def test_a_note_may_begin_with_a_name(note):
    [checkin], problems = read_lines(f"2026-11-20: {note}")
    assert (checkin["note"], problems) == (note, [])


@pytest.mark.parametrize("word", ["null", "N.N.", "n.n", "tbd"])
def test_a_word_for_nothing_in_the_place_of_a_value_is_no_value_and_not_silence(word):
    assert read_checkin(f"It rained. shops {word}")[0]["now"] == {"shops": word.removesuffix(".")}


@pytest.mark.parametrize("share", ["-5%", "+3", "−5 %"])
def test_a_change_in_the_place_of_a_confidence_is_no_confidence_and_costs_no_value(share):
    checkin, _ = read_checkin(f"It rained. shops 4 ({share})")
    assert (checkin["now"], checkin["confidence"]) == ({"shops": "4"}, {"shops": share})


@pytest.mark.parametrize("value", ["&nbsp;4", "4&nbsp;", "&nbsp;4 (50%)"])
def test_a_blank_that_came_along_from_a_page_is_a_blank(value: str) -> None:
    checkin, problems = read_checkin(f"It rained. shops {value}")
    assert (checkin["now"], problems) == ({"shops": "4"}, [])


@pytest.mark.parametrize("value", ["shops 4; 60%", "shops 4 and some", "the shops are 4, says Bo"])
def test_a_value_is_asked_about_where_the_table_has_an_empty_column_for_kpis(value: str) -> None:
    head = HEAD.replace("| From | To |", "| KPI | From | To |").replace(
        "| --- | --- | --- |", "| --- | --- | --- | --- |"
    )
    head = head.replace("| shops | 1 |", "| shops | | 1 |").replace("| again | 10% |", "| again | | 10% |")
    text = f"{head.replace('| Bookings | |', '| Bookings | | |')}- 2026-11-20, Anna: It rained. {value}\n"
    _, problems = read_markdown("a.md", text, CYCLE_FILE.name)
    assert ["'shops'" in problem.message for problem in problems] == [True]


@pytest.mark.parametrize(("note", "asked"), [("Plans at 8,400, shops 4 (50%)", 1), ("Plans at 8,400.", 0)])
def test_words_about_a_kpi_are_no_value_of_the_key_result_that_takes_it(note, asked):
    plans = "- KR: Care plans\n  - Id: plans\n  - KPI: plans\n  - To: 9000\n\n### Check-ins"
    text = f"{HEAD.replace('### Check-ins', plans)}- 2026-11-20, Anna: {note}\n"
    node, problems = read_markdown("a.md", text, CYCLE_FILE.name)
    assert node is not None
    (checkin,) = simplify(node)["objectives"][0]["checkins"]
    assert checkin["note"] == note and "now" not in checkin
    assert [problem.place.line for problem in problems] == [text.count("\n")] * asked


def test_a_confidence_without_parentheses_is_no_part_of_the_number():
    checkin, problems = read_checkin("It rained. bookings 310 100%, shops 4 (50%)")
    assert "now" not in checkin
    assert [code for code, _ in problems] == ["OKR118"]


@pytest.mark.parametrize("picture", ["🔴", "🟢", "⚠️"])
def test_a_picture_behind_an_author_is_asked_about_and_the_author_read(picture):
    [checkin], problems = read_lines(f"2026-11-20, Ben {picture}: Rain.")
    assert (checkin["by"], checkin["note"], len(problems)) == ("Ben", "Rain.", 1)


@pytest.mark.parametrize("value", ["#REF!", "#N/A", "#DIV/0!", "=SUM(B2:B9)"])
@pytest.mark.parametrize("share", ["", " (80%)"])
def test_what_a_spreadsheet_shows_in_the_place_of_a_value_is_one_that_is_refused(value: str, share: str) -> None:
    checkin, _ = read_checkin(f"It rained. shops {value}{share}")
    assert checkin["now"]["shops"].rstrip("!") == value.rstrip("!")


def list_said(note: str, author: str = "Anna") -> list[tuple[str, str]]:
    """Return message and hint of each problem with a check-in's text."""
    _, problems = read_markdown("a.md", f"{HEAD}- 2026-11-20, {author}: {note}\n", CYCLE_FILE.name)
    return [(problem.message, problem.hint) for problem in problems]


@pytest.mark.parametrize(
    ("sentence", "cause", "hint"),
    [
        ("shops 4 (50%), again 45% (70%) cc Bo", "“cc Bo” stands in the same sentence", "“shops 4 (50%), again 45% (70%)”"),
        ("shops 4 (+1) (50%), again 45% (70%)", "“(+1) (50%)” stands in the same sentence", "says nothing else"),
        ("shops 4 (50%), book–ings 260 (70%)", "“book–ings 260 (70%)” stands", "are: shops, again"),
        ("shops 4 (50%) again 45% (70%)", "no comma stands between them", "Put commas between"),
        ("shops 4 (50%), again 45% (70%). On we go.", "stand before the last sentence", "move “shops 4 (50%), again 45% (70%)”"),
        ("shops 4 (50%). again 45% (70%)", "stands before the last sentence", "move “shops 4 (50%)” there"),
        ("Yet shops 4 (50%), again 45% (70%)", "stand within a sentence", "put a full stop before them"),
    ],
)  # fmt: skip
def test_what_keeps_values_from_being_values_is_named(sentence: str, cause: str, hint: str) -> None:
    ((message, advice),) = list_said(f"It rained. {sentence}")
    assert cause in message
    assert hint in advice


def test_a_status_among_the_sentences_of_a_note_is_asked_about_once_none_is_given() -> None:
    ((message, hint),) = list_said("It rained. Status: at risk. shops 4 (50%)")
    assert ("“Status: at risk”" in message, "Anna (at risk)" in hint) == (True, True)
    assert list_said("It rained. Status: at risk. shops 4 (50%)", "Anna (at risk)") == []
    assert len(list_said("It rained. Status: on track. shops 4 (50%)", "Anna (at risk)")) == 1
    assert list_said("The status: nothing new. shops 4 (50%)") == []


def test_an_author_in_small_letters_is_asked_about_where_the_file_names_her() -> None:
    text = HEAD.replace("- Id: grow", "- Id: grow\n- Owner: Anna")
    _, problems = read_markdown("a.md", f"{text}- 2026-11-20, anna berg: It rained.\n", CYCLE_FILE.name)
    assert [problem.correction for problem in problems] == ["Anna Berg"]
    _, problems = read_markdown("a.md", f"{text}- 2026-11-20, still open: the lease.\n", CYCLE_FILE.name)
    assert problems == []
