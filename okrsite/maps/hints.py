"""The lines of a hint, as they fit into the lane at the bottom."""

from __future__ import annotations

from okrsite.maps.diagram import Diagram
from okrsite.maps.text_metrics import clean_text, measure_text, wrap_text

HINT_STEP = 20.0
"""Pixels between two lines."""
NARROW_HINT = 320.0
"""Pixels that a line may take where a phone has to show it whole."""
_SIZE = 13.0
_MOST_LINES = 12


def measure_hint(line: str) -> float:
    """Width of a line in pixels."""
    return measure_text(line, _SIZE, bold=False)


def wrap_hint(diagram: Diagram) -> tuple[str, ...]:
    """The hint of a diagram in lines; broken for a phone where links lead to the right."""
    lines = tuple(clean_text(line) for line in diagram.hint)
    if diagram.direction == "down":
        return lines
    return tuple(
        piece for line in lines for piece in _repair_code_marks(wrap_text(line, NARROW_HINT, _SIZE, _MOST_LINES)[0])
    )


def _repair_code_marks(lines: tuple[str, ...]) -> list[str]:
    """Lines of which each has its own pair of backticks, wherever code was broken."""
    mended: list[str] = []
    inside = False
    for line in lines:
        begun = f"`{line}" if inside else line
        inside = begun.count("`") % 2 == 1
        mended.append(f"{begun}`" if inside else begun)
    return mended
