"""Bytes to text, and the characters that are refused in it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okrsite.sources.text import (
    LineIndex,
    decode_file,
    find_refused_characters,
    has_refused_characters,
    make_printable,
    remove_refused_characters,
)

SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"


def test_plain_text_comes_back_with_its_line_ends() -> None:
    assert decode_file("a.md", "é\r\nb\rc\n".encode()) == ("é\r\nb\rc\n", [])


def test_a_byte_order_mark_is_dropped() -> None:
    assert decode_file("a.md", b"\xef\xbb\xbftitle") == ("title", [])


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (b"", "OKR105", "empty"),
        (b"\xef\xbb\xbf", "OKR105", "empty"),
        (b"x" * (256 * 1024 + 1), "OKR107", "256 KB"),
        ("title: x".encode("utf-16"), "OKR101", "UTF-16"),
        ("title: x".encode("utf-16-le"), "OKR101", "UTF-16"),
        ("title: x".encode("utf-16-be"), "OKR101", "UTF-16"),
        ("title: x".encode("utf-32"), "OKR101", "UTF-32"),
        (b"a: 1\nb: \0\nand more text behind it", "OKR101", "binary"),
        (b"\x89PNG\r\n\x1a\n", "OKR101", "PNG"),
        (b"PK\x03\x04...", "OKR101", "Word, Excel"),
        (b"a: 1\nb: caf\xe9\n", "OKR101", "'é'"),
        (b"\xed\xa0\x80", "OKR101", "0xED"),
    ],
)
def test_what_is_no_text_is_a_problem(data: bytes, code: str, says: str) -> None:
    text, problems = decode_file("a.md", data)
    assert text is None
    assert [problem.code for problem in problems] == [code]
    assert says in problems[0].message
    assert problems[0].hint


def test_the_largest_file_is_read() -> None:
    assert decode_file("a.md", b"x" * (256 * 1024))[1] == []


def test_a_wrong_byte_has_its_place_behind_a_byte_order_mark_too() -> None:
    for start in (b"", b"\xef\xbb\xbf"):
        place = decode_file("a.md", start + "ü: 1\r\nb: caf".encode() + b"\xe9 x")[1][0].place
        assert (place.line, place.column, place.end_line, place.end_column) == (2, 7, 2, 8)


@pytest.mark.parametrize(
    "text",
    [
        "tabs\tand\r\nline ends\n",
        "שלום \u200fabc\u200e",
        "خانه\u200cها",
        "1\u00a0200 1\u202f200",
        "👩\u200d💻 ❤\ufe0f 葛\U000e0100",
        f"Made in {SCOTLAND}",
    ],
)
def test_what_scripts_and_emoji_need_is_fine(text: str) -> None:
    assert find_refused_characters("a.md", text) == []
    assert remove_refused_characters(text) == text
    assert not has_refused_characters(text)


@pytest.mark.parametrize(
    ("sign", "name"),
    [
        ("\u202e", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("\u2066", "U+2066 LEFT-TO-RIGHT ISOLATE"),
        ("\u061c", "U+061C ARABIC LETTER MARK"),
        ("\u200b", "U+200B ZERO WIDTH SPACE"),
        ("\u2060", "U+2060 WORD JOINER"),
        ("\u2063", "U+2063 INVISIBLE SEPARATOR"),
        ("\u00ad", "U+00AD SOFT HYPHEN"),
        ("\ufeff", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
        ("\u2028", "U+2028 LINE SEPARATOR"),
        ("\x00", "U+0000 CONTROL CHARACTER"),
        ("\x1b", "U+001B CONTROL CHARACTER"),
        ("\x7f", "U+007F CONTROL CHARACTER"),
        ("\x85", "U+0085 CONTROL CHARACTER"),
        ("\u3164", "U+3164 HANGUL FILLER"),
        ("\U000e0061", "U+E0061 TAG LATIN SMALL LETTER A"),
        ("\U000e0001", "U+E0001 LANGUAGE TAG"),
        ("\ud800", "U+D800"),
    ],
)
def test_invisible_characters_are_named_with_their_place(sign: str, name: str) -> None:
    (problem,) = find_refused_characters("a.md", f"one\rtwo\r\n😀x{sign}y")
    assert has_refused_characters(f"one {SCOTLAND} 😀x{sign}y") and has_refused_characters(f"x{sign}y")
    assert problem.code == "OKR115"
    assert name in problem.message
    assert (problem.place.line, problem.place.column) == (3, 3)
    assert remove_refused_characters(f"x{sign}y") == "xy"


@pytest.mark.parametrize("tags", ["\U000e0067", "\U0001f3f4\U000e0067\U000e0062", "\U0001f3f4\U000e007f"])
def test_tags_outside_of_a_whole_flag_are_refused(tags: str) -> None:
    assert find_refused_characters("a.md", tags) and has_refused_characters(tags)


def test_a_flood_is_summed_up() -> None:
    problems = find_refused_characters("a.md", "\u200b" * 1000)
    assert len(problems) == 51
    assert "950 more" in problems[-1].message


def test_places_count_characters_and_all_three_line_ends() -> None:
    lines = LineIndex("a.md", "😀b\r\nc\rd\ne", first_line=5)
    assert [lines.find_position(at) for at in (0, 1, 4, 6, 8, 9)] == [(5, 1), (5, 2), (6, 1), (7, 1), (8, 1), (8, 2)]


def test_a_file_name_is_shown_on_one_line() -> None:
    assert make_printable("a\nb\u202ec\udcff é") == "a�b�c� é"


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_one_problem(data: bytes) -> None:
    text, problems = decode_file("a.md", data)
    assert (text is None) == (len(problems) == 1)


@settings(deadline=None)
@given(st.text(alphabet=st.characters(), max_size=60))
def test_what_is_left_is_not_refused(text: str) -> None:
    assert find_refused_characters("a.md", remove_refused_characters(text)) == []
