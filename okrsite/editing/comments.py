"""Comments of a file, which the other spelling keeps near where they stood.

Decides what of a text is a comment: `#` in YAML and in front matter, `<!-- -->` in Markdown. A comment within a text of
Markdown is a part of that text, in both spellings.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec
import yaml

from okrsite.editing.written_lines import WrittenLine
from okrsite.late_patterns import compile_late
from okrsite.sources.fenced_code import find_fenced_lines
from okrsite.sources.records import MapNode, Scalar
from okrsite.sources.yaml_events import parse_events
from okrsite.vocabulary import CYCLE_FILE

_HASH = compile_late(r"(?:(?<=^)|(?<=[ \t]))#(?P<text>[^\n]*)", re.MULTILINE)
_HTML = compile_late(r"<!--(?P<text>.*?)-->", re.DOTALL)
_FRONT = compile_late(r"---[ \t]*\n(?P<inner>.*?)^---[ \t]*$", re.DOTALL | re.MULTILINE)


_TITLE = compile_late(r"^#[ \t]+(?P<words>[^\n]*[^\n#\s])[^\n]*$", re.MULTILINE)
_DASHES_BELOW = compile_late(r"[^\n]*\n[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\||$)", re.MULTILINE)
"""What stands behind a comment in the head of a table."""
_FIRST_CELL = compile_late(r"\| (?:[^|\\]|\\.)*(?=\|)")
_SECOND = compile_late(r"^##[ \t]", re.MULTILINE)


Spot = Literal["above", "inline", "below", "heading", "field", "front"]
"""Above a line, at its end, as a part of the bullet that it begins, at the end of the objective's heading or of its
first field, or in front matter.
"""
SPOTS: tuple[Spot, ...] = ("above", "inline", "below", "heading", "field")
"""In the order in which they are tried; in front matter there is always room."""


class Comment(msgspec.Struct, frozen=True):
    """A comment, or several on lines that follow each other."""

    line: int
    """Where it begins, from 1."""
    end_line: int
    """Its last line."""
    text: str
    """Its words, without the signs around them."""
    is_beside: bool = False
    """Whether something else stands on its line before it."""


PlacedComment = tuple[Comment, Spot]


def find_yaml_comments(text: str, first_line: int = 1) -> list[Comment]:
    """Return the comments of a text that can be read as YAML; its lines end with LF."""
    spans = list(_list_text_spans(text))
    starts = [start for start, _ in spans]
    found: list[Comment] = []
    for match in _HASH.finditer(text):
        at = bisect_right(starts, match.start()) - 1
        if at >= 0 and match.start() < spans[at][1]:
            continue
        line = text.count("\n", 0, match.start()) + first_line
        before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        words = match["text"].removeprefix(" ").rstrip()
        if words:
            found.append(Comment(line, line, words, bool(before.strip())))
    return _join(found)


def _list_text_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where texts stand in which `#` begins no comment."""
    for event in parse_events(text):
        if isinstance(event, yaml.ScalarEvent) and event.start_mark is not None and event.end_mark is not None:
            start, end = event.start_mark.index, event.end_mark.index
            if event.style in ("|", ">"):
                start = max(text.find("\n", start), start)
            if start < end:
                yield start, end


def _join(comments: Iterable[Comment]) -> list[Comment]:
    """Return comments of lines that follow each other as one."""
    joined: list[Comment] = []
    for comment in comments:
        last = joined[-1] if joined else None
        if last is not None and not comment.is_beside and not last.is_beside and last.end_line + 1 == comment.line:
            joined[-1] = Comment(last.line, comment.end_line, f"{last.text}\n{comment.text}")
        else:
            joined.append(comment)
    return joined


def find_markdown_comments(text: str) -> list[tuple[Comment, str]]:
    """Return the comments of a Markdown file, its front matter included, each as it stands there; lines end with LF."""
    front = _FRONT.match(text)
    found = [(comment, "") for comment in find_yaml_comments(front["inner"], 2)] if front else []
    fenced = find_fenced_lines(text) if "```" in text or "~~~" in text else set()
    for match in _HTML.finditer(text, front.end() if front else 0):
        line = text.count("\n", 0, match.start()) + 1
        before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        words = "\n".join(part.strip() for part in match["text"].strip().split("\n")).replace("--&gt;", "-->")
        if words and not words.startswith("okr:") and line - 1 not in fenced and before.count("`") % 2 == 0:
            is_beside = bool(before.strip(" \t")) and not _DASHES_BELOW.match(text, match.end())
            found.append((Comment(line, line + match[0].count("\n"), words, is_beside), match[0]))
    return found


def find_own_title(text: str, node: MapNode) -> Comment | None:
    """Return the title that a file of objectives gives itself, `# Goals of the quarter`, which no field holds."""
    front = _FRONT.match(text)
    title = _TITLE.search(text, front.end() if front else 0)
    if title is None or _SECOND.search(text, 0, title.start()):
        return None
    line = text.count("\n", 0, title.start()) + 1
    intro = node.get(CYCLE_FILE.INTRO.name)
    is_told = isinstance(intro, Scalar) and title[0].strip() in intro.text
    return None if is_told or line - 1 in find_fenced_lines(text) else Comment(line, line, title["words"].strip())


def list_lost_comments(comments: Sequence[tuple[Comment, str]], written: str) -> list[Comment]:
    """Return the comments of a Markdown file that no text of it holds any more, as it was written in YAML."""
    texts = re.sub(r"\n[ \t]+", "\n", written)
    kept = Counter(re.sub(r"\n[ \t]+", "\n", match[0]) for match in _HTML.finditer(texts))
    lost: list[Comment] = []
    for comment, raw in comments:
        key = re.sub(r"\n[ \t]+", "\n", raw)
        if raw and kept[key] > 0:
            kept[key] -= 1
        else:
            lost.append(comment)
    return lost


def place_comments(lines: Sequence[WrittenLine], placed: Iterable[PlacedComment]) -> list[WrittenLine]:
    """Return lines with comments at the spots that are chosen for them, each near what it stood above or beside."""
    end = WrittenLine("", is_yaml=all(line.is_yaml for line in lines))
    changed = [*lines, end]
    above: dict[int, list[WrittenLine]] = {}
    below: dict[int, list[WrittenLine]] = {}
    for comment, spot in placed:
        at = find_line_of(lines, comment)
        if spot in ("heading", "field"):
            at = _find_heading(lines, at)
            if spot == "field":
                at = next((number for number in range(at, len(lines)) if lines[number].text.startswith("- ")), at)
        elif spot == "front":
            at = next((number for number, line in enumerate(lines) if line.is_yaml), at)
        elif spot != "inline":
            while at < len(lines) and lines[at].is_inner:
                at -= 1
        line = changed[at]
        margin = line.text[: len(line.text) - len(line.text.lstrip(" "))]
        if spot == "below":
            below.setdefault(at, []).extend(_spell_comment(comment, f"{margin}  ", is_yaml=False))
        elif spot in ("inline", "heading", "field"):
            changed[at] = _add_to_line(line, comment)
        else:
            above.setdefault(at, []).extend(_spell_comment(comment, margin, is_yaml=line.is_yaml))
    result: list[WrittenLine] = []
    for at, line in enumerate(changed):
        spelled = above.get(at, [])
        # In Markdown an empty line parts comments from a text, a table or a heading below them.
        needs_room = spelled and not line.is_yaml and not line.text.lstrip().startswith("- ")
        result += [*spelled, *([WrittenLine("")] if needs_room else []), line, *below.get(at, ())]
    return result[:-1]


def find_line_of(lines: Sequence[WrittenLine], comment: Comment) -> int:
    """Return the number of the line above which a comment belongs; behind the last one for the end."""
    origins = [(line.origin, at) for at, line in enumerate(lines) if line.origin]
    if comment.is_beside:
        before = [(origin, -at) for origin, at in origins if origin <= comment.line]
        return -max(before)[1] if before else 0
    behind = [pair for pair in origins if pair[0] > comment.end_line]
    return min(behind)[1] if behind else len(lines)


def _find_heading(lines: Sequence[WrittenLine], at: int) -> int:
    """Return the number of the heading of the objective in which a line stands; of the first one for lines above."""
    headings = [number for number, line in enumerate(lines) if line.origin and line.text.startswith("## ")]
    return next((number for number in reversed(headings) if number <= at), headings[0] if headings else len(lines))


def _add_to_line(line: WrittenLine, comment: Comment) -> WrittenLine:
    """Return a line of Markdown with a comment at its end; in a table, at the end of its first cell."""
    (spelled,) = _spell_comment(
        msgspec.structs.replace(comment, text=" ".join(comment.text.split())), "", is_yaml=False
    )
    cell = _FIRST_CELL.match(line.text)
    text = f"{cell[0].rstrip()} {spelled.text} {line.text[cell.end() :]}" if cell else f"{line.text} {spelled.text}"
    return msgspec.structs.replace(line, text=text)


def _spell_comment(comment: Comment, margin: str, *, is_yaml: bool) -> list[WrittenLine]:
    texts = comment.text.split("\n")
    if is_yaml:
        return [WrittenLine(f"{margin}# {text}".rstrip(), is_yaml=True) for text in texts]
    words = [text.replace("-->", "--&gt;") for text in texts]
    words[0] = f"<!-- {'# ' if words[0].startswith('okr:') else ''}{words[0]}"
    words[-1] = f"{words[-1]} -->"
    return [WrittenLine(f"{margin}{text}") for text in words]
