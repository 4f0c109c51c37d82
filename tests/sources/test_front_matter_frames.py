"""Front matter that is misplaced or never ends is an error that says where."""

from __future__ import annotations

import pytest

from okrsite.sources.markdown import read_markdown
from okrsite.vocabulary import CYCLE_FILE, TEAM


@pytest.mark.parametrize("above", ["Our goals\n\n", "# Goals\n\n", "Some words.\nMore of them.\n\n"])
@pytest.mark.parametrize("record", [CYCLE_FILE.name, TEAM.name])
def test_a_text_above_front_matter_is_told(above: str, record: str) -> None:
    field = "summary: Bread" if record == CYCLE_FILE.name else "lead: anna"
    text = f"{above}---\n{field}\naudience: internal\n---\n\nWords.\n"
    _, problems = read_markdown("a.md", text, record)
    [problem] = [problem for problem in problems if problem.code == "OKR120"]
    assert problem.place.line == above.count("\n") + 1
    assert "above the front matter" in problem.message


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\nlead: anna\nmembers:\n  - ben\n\nWords.\n", 5),
        ("---\nlead: anna\nWords.\n", 3),
        ("---\nlead: anna\n", 3),
    ],
)
def test_front_matter_that_never_ends_says_where_it_may_have_been_meant_to(text: str, line: int) -> None:
    _, problems = read_markdown("a.md", text, TEAM.name)
    assert [problem.code for problem in problems] == ["OKR120"]
    assert f"above line {line}." in problems[0].message


def test_lines_that_part_texts_are_no_front_matter() -> None:
    _, problems = read_markdown("a.md", "Words.\n\n---\n\nMore words.\n\n---\n", TEAM.name)
    assert problems == []
