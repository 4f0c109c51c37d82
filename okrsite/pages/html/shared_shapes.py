"""Shapes that stand once on each page that needs them: the hatch of bars with a gap, and what maps refer to.

The hatch is an SVG pattern: a style sheet can't draw it, for no gradient fills a part of an SVG picture.
"""

from __future__ import annotations

from okrsite.maps import render_shared_shapes

_PATTERN = (
    '<svg class="okr-hatch"><pattern id="okr-hatch" width="4" height="4" '
    'patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect/><path d="M.8 0v4"/></pattern>'
)
_BEGINNING = '<div class="okr">\n'
"""How the template of all pages begins."""
_GAP = '%" width="'
"""A place and a width in percent: only the gap of a bar has both."""
_DRAWING = "okr-map__svg"
"""The script may put the map of another page in the place of a map."""


def add_shared_shapes(body: str) -> str:
    """Return a page's body with the shapes before everything else, where something on it needs them."""
    is_drawn = _DRAWING in body
    if _GAP not in body and not is_drawn:
        return body
    shapes = render_shared_shapes(body) if is_drawn else ""
    return body.replace(_BEGINNING, f"{_BEGINNING}{_PATTERN}{shapes}</svg>", 1)
