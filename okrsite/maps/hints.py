"""The lines of a hint, as they fit into the lane at the bottom."""

from __future__ import annotations

from okrsite.maps.diagram import Diagram
from okrsite.maps.text import clean, text_width, wrap

HINT_STEP = 20.0
"""Pixels between two lines."""
NARROW_HINT = 320.0
"""Pixels that a line may take where a phone has to show it whole."""
_SIZE = 13.0
_MOST_LINES = 12


def hint_width(line: str) -> float:
    """Width of a line in pixels."""
    return text_width(line, _SIZE, bold=False)


def hint_lines(diagram: Diagram) -> tuple[str, ...]:
    """The hint of a diagram in lines; broken for a phone where links lead to the right."""
    lines = tuple(clean(line) for line in diagram.hint)
    if diagram.direction == "down":
        return lines
    return tuple(piece for line in lines for piece in _whole_code(wrap(line, NARROW_HINT, _SIZE, _MOST_LINES)[0]))


def _whole_code(lines: tuple[str, ...]) -> list[str]:
    """Lines of which each has its own pair of backticks, wherever code was broken."""
    mended: list[str] = []
    inside = False
    for line in lines:
        begun = f"`{line}" if inside else line
        inside = begun.count("`") % 2 == 1
        mended.append(f"{begun}`" if inside else begun)
    return mended
