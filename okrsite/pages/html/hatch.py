"""The hatch of bars: an SVG pattern that stands once on each page with a bar that has a gap.

A style sheet can't draw it, for no gradient fills a part of an SVG picture.
"""

from __future__ import annotations

_PATTERN = (
    '<svg class="okr-hatch"><pattern id="okr-hatch" width="4" height="4" '
    'patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect/><path d="M.8 0v4"/></pattern></svg>'
)
_BEGINNING = '<div class="okr">\n'
"""How the template of all pages begins."""
_GAP = '%" width="'
"""A place and a width in percent: only the gap of a bar has both."""
_DRAWING = "okr-map__svg"
"""The script may put the map of another page in the place of a map."""


def add_hatch(body: str) -> str:
    """Return a page's body with the hatch before everything else, where something on it is hatched."""
    if _GAP not in body and _DRAWING not in body:
        return body
    return body.replace(_BEGINNING, f"{_BEGINNING}{_PATTERN}", 1)
