"""Where the objectives of a file begin, as far as its lines tell, in both spellings.

A file with something wrong in it may not be read at all, or other than it was meant, so this goes by what lines look
like, and not by what was read of them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from okrsite.late_patterns import compile_late

_OBJECTIVES = compile_late(r"objectives[ \t]*:")
_DASH = compile_late(r"([ \t]*)-(?:[ \t]|\Z)")


class ObjectiveLines:
    """The lines of one file, by objective."""

    def __init__(self, lines: Sequence[str]) -> None:
        """Look for the beginnings of objectives in a file's lines."""
        self._count = len(lines)
        self._lines = lines
        self._starts: list[int] | None = None

    def find_extent(self, line: int) -> tuple[int, int]:
        """Return the first and the last line of the objective in which a line lies, both counted from 1."""
        if self._starts is None:
            self._starts = _find_starts(self._lines)
        at = bisect_right(self._starts, line)
        first = self._starts[at - 1] if at else 1
        last = self._starts[at] - 1 if at < len(self._starts) else self._count
        return first, last


def _find_starts(lines: Sequence[str]) -> list[int]:
    """Return the lines, from 1, at which objectives begin."""
    headings = [number for number, line in enumerate(lines, 1) if line.startswith("## ")]
    if headings:
        return headings
    first = next((number for number, line in enumerate(lines) if _OBJECTIVES.match(line)), None)
    if first is None:
        return []
    dashes = ((number, _DASH.match(lines[number - 1])) for number in range(first + 2, len(lines) + 1))
    typed = [(number, len(dash[1])) for number, dash in dashes if dash is not None]
    return [number for number, indentation in typed if indentation <= typed[0][1]]
