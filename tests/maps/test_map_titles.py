"""Where titles break."""

from __future__ import annotations

import pytest

from okrsite.maps.text_metrics import clean_text, measure_text, shorten_to_width, wrap_text

WIDTH, SIZE = 134.0, 12.5


def test_breaks_at_blanks_into_at_most_three_lines() -> None:
    lines, cut = wrap_text("Every van leaves the yard ready for the job of the day", WIDTH, SIZE)
    assert " ".join(lines) == "Every van leaves the yard ready for the job of the day"
    assert len(lines) <= 3 and not cut


def test_a_long_title_ends_in_an_ellipsis_after_a_whole_word() -> None:
    title = "word " * 60
    lines, cut = wrap_text(title, WIDTH, SIZE)
    assert cut and len(lines) == 3 and lines[-1].endswith("word…")


def test_only_a_word_wider_than_a_line_is_cut_inside() -> None:
    lines, cut = wrap_text("Eine Kundenzufriedenheitsverbesserungsmaßnahme planen", WIDTH, SIZE)
    assert cut and lines[0] == "Eine" and lines[1].endswith("…") and lines[2] == "planen"


@pytest.mark.parametrize(
    "title",
    [
        "",
        " ",
        "a",
        "W" * 300,
        "i" * 300,
        "数" * 300,
        "👩‍👩‍👧 family " * 30,
        "é" * 100,
        "שלום עולם " * 20,
        "a-b/c-d " * 40,
        "(" * 99,
    ],
)
def test_every_line_fits(title: str) -> None:
    lines, _ = wrap_text(title, WIDTH, SIZE)
    assert 1 <= len(lines) <= 3
    assert all(measure_text(line, SIZE) <= WIDTH for line in lines)


def test_chinese_breaks_anywhere_without_losing_characters() -> None:
    title = "让每位客户一次就修好设备并且满意"
    lines, cut = wrap_text(title, WIDTH, SIZE)
    assert "".join(lines) == title and not cut


def test_joined_emoji_stay_whole() -> None:
    lines, _ = wrap_text("👩‍👩‍👧" * 12, WIDTH, SIZE)
    assert not any(line.startswith("\u200d") for line in lines)
    assert not any(line.rstrip("…").endswith("\u200d") for line in lines)


def test_clean_takes_out_what_xml_forbids() -> None:
    assert clean_text("a\x00b\x1b[31m\ud800\uffffc\n d") == "ab[31mc d"


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("Field Operations · Mira Kaya", 400.0, "Field Operations · Mira Kaya"),
        ("Field Operations · Mira Kaya", 110.0, "Field Operations…"),
        ("Field Operations · Mira Kaya", 60.0, "Field…"),
        ("Kundenzufriedenheit · Mira", 60.0, "Kunden…"),
    ],
)
def test_a_heading_keeps_whole_words(text: str, width: float, expected: str) -> None:
    assert shorten_to_width(text, width, 11.0, bold=False) == expected
