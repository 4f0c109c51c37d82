"""What drawings of a page refer to: the marks of statuses and the heads of arrows, which a page has once."""

from __future__ import annotations

from okrsite.maps.diagram import StatusKey
from okrsite.maps.lines import LINES
from okrsite.maps.marks import MARKS

# No id that is made of a heading has a dot in it. The style sheet knows the names of the arrow heads.
_PREFIX = "okr."


def render_shared_shapes(page: str) -> str:
    """Return those of the shapes that drawings of a page refer to, as SVG; empty for none."""
    marks = [
        f'<path id="{_PREFIX}{key}" d="{path}"/>' for key, path in MARKS.items() if render_mark_reference(key) in page
    ]
    heads = [
        f'<marker id="{_PREFIX}{line.key}" class="okr-arrow--{line.key}" orient="auto" markerUnits="userSpaceOnUse">'
        '<path d="M5.425 2.8 0 0 5.425-2.8Z"/></marker>'
        for line in LINES
        if f'<g class="okr-edge--{line.key}">' in page
    ]
    return f"<defs>{''.join((*marks, *heads))}</defs>" if marks or heads else ""


def render_mark_reference(status_key: StatusKey) -> str:
    """Return what draws the mark of a status on a page that has the shapes."""
    return f'<use href="#{_PREFIX}{status_key}"/>'
