"""Whatever stands in a file: no exception, places inside the file, and no word is lost without a question."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from okrsite.problems import Place, Problem
from okrsite.sources.markdown.documents import read_markdown
from okrsite.sources.records import ListNode, MapNode, Node, Scalar
from okrsite.sources.text import MAX_BYTES

CONTENT = Path(__file__).parents[2] / "content"
EXAMPLES = sorted(path for path in CONTENT.rglob("*.md") if re.match(r"2[0-9]{3}", path.name))

# Each generated value gets a word of its own in place of W, so that it can be found again.
FRAGMENTS = (
    "## W\n", "## O1: W {#a}\n", "# W\n", "### Initiatives\n", "### Check-ins\n", "### Retrospective\n", "### W\n",
    "#### W\n", "### Key results\n", "\nW\n=\n", "\nW\n-\n", "\n", "\n\n", "- Owner: W\n", "- Id: W\n", "- **Tags**: W, W\n",
    "- Ownr: W\n", "- Supports: W/W (40 %, because W)\n", "- Contributes to:\n  - W/W\n    - Because: W\n", "  - W\n",
    "    - W: W\n", "  W\n", "- W\n", "W\n", "- KR: W 1 → 2, now 1.5 (50%)\n", "- KR2: W from 1 to 2\n", "1. KR W\n",
    "- [x] KR W\n", "  - [ ] W (due 2026-12-01, weight 2)\n", "  - [x] W\n", "  - Levels: commit W; target W\n",
    "  - Phases: 2026-10-31: 130\n", "  - Now: W\n", "  - Milestones:\n    - W\n", "  - Notes: W\n\n    W\n",
    "- [ ] W (Anna)\n", "- 2026-10-12, Anna: W. repeat 3 (5%)\n", "- 2026-10-12: W\n", "| KR | From | To |\n|---|---|---|\n",
    "| W | 1 | W |\n", "| W {#b} | W |\n", "| W |\n", "| Title | Owner |\n| --- | --- |\n", "|---|\n", "> W\n", "> - KR: W\n",
    "```\nW\n", "```\n", "    W\n", "<div>W\n", "</div>\n", "[W](x) [b][c]\n", "[c]: https://W\n", "---\n", "***\n", "\t- W\n",
    "- Key results: W\n", "- Initiatives:\n  - W\n", "- Blockers:\n  1. W\n\n     W\n", "*W*: W\n", "- KR:\n", "-\n", "- - W\n",
    "- # W\n", "- > W\n", "- ```\n  W\n  ```\n", "W: W\n", "`W\n", "\\| W\n", "- KR: `W` **W** 5 → [W](x)\n", "\r\n", "\r",
)  # fmt: skip
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def places_and_texts(node: Node) -> tuple[list[Place], list[str]]:
    if isinstance(node, Scalar):
        return [node.place], [node.text]
    places, texts = [node.place], []
    children = (
        node.items
        if isinstance(node, ListNode)
        else [part for map_entry in node for part in (map_entry.key, map_entry.value)]
    )
    for child in children:
        more_places, more_texts = places_and_texts(child)
        places += more_places
        texts += more_texts
    return places, texts


def read_safely(text: str, record: str = "cycle_file") -> tuple[MapNode | None, list[Problem]]:
    node, problems = read_markdown("a.md", text, record)
    lines = re.split(r"\r\n|\r|\n", text)
    places = [problem.place for problem in problems] + (places_and_texts(node)[0] if node else [])
    for place in places:
        assert place.path == "a.md"
        assert 1 <= place.line <= place.end_line <= len(lines), place
        assert 1 <= place.column <= len(lines[place.line - 1]) + 2, place
        assert 1 <= place.end_column <= len(lines[place.end_line - 1]) + 2, place
        assert (place.line, place.column) <= (place.end_line, place.end_column), place
    return node, problems


@QUICK
@given(st.text(max_size=300), st.sampled_from(["cycle_file", "team", "memo"]))
def test_any_text_is_read_without_a_fault(text: str, record: str) -> None:
    read_safely(text, record)


@QUICK
@given(st.text(alphabet="#-*_[](){}|:→>< `~\\\n\t1x,.;%&!=/\"'\u00a0€", max_size=400))
def test_signs_of_markdown_in_any_order_are_read_without_a_fault(text: str) -> None:
    read_safely(text)
    read_safely("## O\n\n- Id: o\n" + text)


@settings(QUICK, max_examples=300)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=9), st.booleans())
def test_no_word_is_lost_without_a_question(parts: list[str], objective: bool) -> None:
    text = ("## Start\n\n" if objective else "") + "".join(parts)
    count = 0

    def word(_: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f"w{count}w"

    text = re.sub("W", word, text)
    node, problems = read_safely(text)
    if any(problem.code in ("OKR102", "OKR103", "OKR104", "OKR201", "OKR202") for problem in problems):
        return  # an error at a label, a column's head or in front matter speaks for all that stands below it
    kept = "\n".join(places_and_texts(node)[1]) if node else ""
    lines = re.split(r"\r\n|\r|\n", text)
    asked = {number for problem in problems for number in range(problem.place.line, problem.place.end_line + 1)}
    for number, line in enumerate(lines, start=1):
        for typed in re.findall(r"w\d+w", line):
            assert typed in kept or number in asked or is_title(lines, number), (typed, text, kept)


def is_title(lines: list[str], number: int) -> bool:
    """A level-1 heading may be the file's own title, which nothing shows."""
    below = lines[number] if number < len(lines) else ""
    return lines[number - 1].startswith("# ") or re.fullmatch(r" {0,3}=+\s*", below) is not None


@QUICK
@given(st.sampled_from(EXAMPLES), st.data())
def test_damaged_examples_are_read_without_a_fault(path: Path, data: st.DataObject) -> None:
    text = path.read_text(encoding="utf-8")
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 40)))
        text = (
            text[:start]
            + data.draw(st.sampled_from(("", "\n", "|", "- ", "[", "`", "<!--", "  ", "#", "é")))
            + text[end:]
        )
    read_safely(text)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_place_in_the_examples_shows_what_was_read(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    node, problems = read_safely(text)
    assert not problems
    assert node is not None
    lines = text.split("\n")
    for scalar in single_line_values(node):
        place = scalar.place
        shown = lines[place.line - 1][place.column - 1 : place.end_column - 1]
        assert scalar.text in (shown, "true", "false", "todo", "done", shown.replace("\\|", "|")) or "](" in shown


def single_line_values(node: Node) -> list[Scalar]:
    if isinstance(node, Scalar):
        # A plain text in front matter is folded; prose has several lines.
        return [node] if node.place.line == node.place.end_line and not node.text.startswith("-") else []
    children = node.items if isinstance(node, ListNode) else [map_entry.value for map_entry in node]
    return [scalar for child in children for scalar in single_line_values(child)]


OBJECTIVE = "## O\n\n- Id: o\n\n"


@pytest.mark.parametrize(
    "sign", ["[", "]", "|", "-", "- ", "> ", "*", "`", "<", "(", "\\", "![", "[a](", "#", "<br", "→ 1 "]
)
@pytest.mark.parametrize(
    "before", ["", OBJECTIVE, OBJECTIVE + "- KR: ", OBJECTIVE + "- Supports: ", "| KR |\n|---|\n| "]
)
def test_the_largest_file_of_one_sign_is_read(sign: str, before: str) -> None:
    # Anything quadratic would take minutes here.
    read_safely((before + sign * MAX_BYTES)[:MAX_BYTES])


@pytest.mark.parametrize("line", ["- KR: a 1 → 2\n", "- [ ] a (b)\n", "| a | b |\n", "## a\n", "\n", "- a: b\n  - c\n"])
def test_very_many_lines_are_read(line: str) -> None:
    node, problems = read_safely(OBJECTIVE + line * 5000)
    assert node is not None
    assert len(problems) <= 100


def test_very_deep_nesting_is_read() -> None:
    node, _ = read_safely(OBJECTIVE + "".join("  " * depth + "- KR: a\n" for depth in range(400)))
    assert node is not None
