"""Front matter that is misplaced or never ends is an error that says where."""

from __future__ import annotations

import pytest

from okrsite.sources.markdown.documents import read_markdown
from okrsite.vocabulary import CYCLE_FILE, MEMO, TEAM


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


@pytest.mark.parametrize(
    ("text", "record", "says"),
    [
        ("---\n# Ferry crew\nlead: anna\n---\n\nWords.\n", TEAM.name, "Write: name: Ferry crew"),
        ("---\n# Why we sail\nauthor: anna\n---\n\nWords.\n", MEMO.name, "Write: title: Why we sail"),
        ("---\nsummary: A.\n## Sail\n---\n\n- Owner: anna\n- Id: a\n", CYCLE_FILE.name, "below the second line"),
    ],
)
def test_a_heading_in_front_matter_that_gives_nothing_is_asked_about(text: str, record: str, says: str) -> None:
    """There it is a comment, which nobody sees."""
    line = next(number for number, typed in enumerate(text.splitlines(), 1) if typed.startswith("#"))
    _, problems = read_markdown("a.md", text, record)
    [problem] = [problem for problem in problems if "is a comment" in problem.message]
    assert (problem.code, problem.place.line) == ("OKR118", line)
    assert says in problem.hint


@pytest.mark.parametrize(
    ("text", "record"),
    [
        ("---\n# Ferry crew\nname: Ferry\n---\n\nWords.\n", TEAM.name),
        ("---\n# Ferry crew\nlead: anna\n---\n\n# Ferry\n", TEAM.name),
        ("---\n# ask Jo first\nlead: anna\n---\n", TEAM.name),
        ("---\n# lead: ben\nlead: anna\n---\n", TEAM.name),
        ("---\n# These are ours.\nlead: anna\n---\n", TEAM.name),
        ("---\n# Ferry in winter\nsummary: A.\n---\n\n## Sail\n\n- Owner: anna\n", CYCLE_FILE.name),
    ],
)
def test_comments_in_front_matter_are_comments(text: str, record: str) -> None:
    _, problems = read_markdown("a.md", text, record)
    assert [problem for problem in problems if "is a comment" in problem.message] == []
