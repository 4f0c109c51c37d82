"""Where the comments of a file can stand in its other spelling, so that this says what it would say without them.

In YAML a comment may stand above any line. In Markdown it would often become a part of a text, where some would show
it, and isn't a comment any more about what it stood above: each is tried at several spots of its objective.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

from okrsite.editing.comments import (
    SPOTS,
    Comment,
    PlacedComment,
    find_line_of,
    find_markdown_comments,
    find_yaml_comments,
    place_comments,
)
from okrsite.editing.written_lines import WrittenLine, join_lines
from okrsite.sources.tree import FileSpelling

_MOST_CHARACTERS = 4_000_000
"""Characters that are read to find the spots of one file's comments; what has none by then has no place."""

TextReader = Callable[[str], object]
"""Returns what a text says; None for one that can't be read."""


def choose_spots(
    lines: Sequence[WrittenLine], comments: Sequence[Comment], spelling: FileSpelling, read: TextReader
) -> list[PlacedComment]:
    """Return the comments that can stand between lines, each with its spot.

    Args:
        lines: The file in its other spelling, without comments.
        comments: Those that it should have.
        spelling: The other spelling.
        read: Reads a text in that spelling.
    """
    trials = _SpotTrials(spelling, read)
    at_once: list[PlacedComment] = [(comment, SPOTS[0]) for comment in comments]
    if not comments or trials.fits(lines, at_once, read(join_lines(lines))):
        return at_once
    starts = [0, *(at for at, line in enumerate(lines) if at and line.origin and line.text.startswith("## "))]
    parts: dict[int, list[Comment]] = {}
    for comment in comments:
        parts.setdefault(bisect_right(starts, find_line_of(lines, comment)) - 1, []).append(comment)
    has_front = any(line.is_yaml for line in lines)
    placed: list[PlacedComment] = []
    for part, several in sorted(parts.items()):
        # With the objective above: what stands above a heading may become a part of its last text.
        end = starts[part + 1] if part + 1 < len(starts) else len(lines)
        window = lines[starts[max(part - 1, 0)] : end]
        chosen = trials.choose(window, several)
        placed += chosen
        left = [comment for comment in several if comment not in [known for known, _ in chosen]]
        placed += [(comment, "front") for comment in left if has_front]
    return placed


class _SpotTrials:
    """Tries spots, as long as that isn't too much to read."""

    def __init__(self, spelling: FileSpelling, read: TextReader) -> None:
        self._spelling = spelling
        self._read = read
        self._left = _MOST_CHARACTERS

    def choose(self, lines: Sequence[WrittenLine], comments: Sequence[Comment]) -> list[PlacedComment]:
        """Return those comments that can stand between some lines."""
        said = self._read(join_lines(lines))
        placed: list[PlacedComment] = []
        for comment in comments:
            spots = (spot for spot in SPOTS if self.fits(lines, [*placed, (comment, spot)], said))
            if (spot := next(spots, None)) is not None:
                placed.append((comment, spot))
        return placed

    def fits(self, lines: Sequence[WrittenLine], placed: Sequence[PlacedComment], said: object) -> bool:
        """Return whether lines with comments say what they should, and the comments are all found in them."""
        text = join_lines(place_comments(lines, placed))
        self._left -= len(text)
        if self._left < 0 or self._read(text) != said:
            return False
        words = self._join_comments(text)
        return all(" ".join(comment.text.split()) in words for comment, _ in placed)

    def _join_comments(self, text: str) -> str:
        """Return the words of all comments of a text."""
        if self._spelling == "yml":
            found = find_yaml_comments(text)
        else:
            found = [comment for comment, _ in find_markdown_comments(text)]
        return " ".join(word for comment in found for word in comment.text.split())
