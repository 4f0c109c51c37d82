"""Bullets that are nearly key results, and would be text with all that stands below them, are asked about there."""

from __future__ import annotations

import pytest

from okrsite.sources.corrected_lines import add_corrected_lines
from okrsite.sources.markdown.documents import read_markdown
from okrsite.vocabulary import CYCLE_FILE

TEXT = """\
## Bake more

- Owner: Lotte

{}
  - Id: loaves
  - [x] Flour bought
  - [ ] Oven mended
"""


def list_problems(line: str) -> list[tuple[int, str]]:
    """Return line and corrected line of what is asked about where a line stands in the place of a key result."""
    text = TEXT.format(line)
    _, problems = read_markdown("a.md", text, CYCLE_FILE.name)
    return [
        (problem.place.line, problem.hint.rpartition("Write: ")[2])
        for problem in add_corrected_lines(problems, text, "md")
    ]


@pytest.mark.parametrize(
    "line",
    [
        "- RK: The bakery is open",
        "- KR= The bakery is open",
        "- KR; The bakery is open",
        "- KP1: The bakery is open",
        "- KRThe bakery is open",
        "- The bakery is open",
        "- **KE:** The bakery is open",
    ],
)
def test_one_question_shows_the_line_as_it_should_be(line: str) -> None:
    assert list_problems(line) == [(5, "- KR: The bakery is open")]


@pytest.mark.parametrize(
    "line", ["- KR: The bakery is open", "- KR The bakery is open", "- [ ] KR: The bakery is open"]
)
def test_key_results_are_not_asked_about(line: str) -> None:
    assert list_problems(line) == []


def test_bullets_with_words_below_are_texts() -> None:
    text = "## Bake more\n\n- Owner: Lotte\n\nWhy we do it:\n\n- Bread is food.\n  - Everybody eats.\n- KRaft is no result.\n"
    assert read_markdown("a.md", text, CYCLE_FILE.name)[1] == []
