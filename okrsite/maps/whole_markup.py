"""The markup of a drawing in which everything is said, for who has no style sheet of ours.

Each part has a class of its own, each measure stands at the part, and marks and arrow heads are in the drawing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby

from markupsafe import Markup

from okrsite.escaping import escape
from okrsite.maps.card_faces import CardFace
from okrsite.maps.card_views import MapCardView, UnfoldLink
from okrsite.maps.drawing_views import DrawingView, EdgePathView
from okrsite.maps.marks import MARKS
from okrsite.maps.svg_markup import render_card_opening, render_closing, render_lane, render_opening


def render_whole_drawing(view: DrawingView) -> Markup:
    """Return a drawing as safe HTML, which is well-formed XML too."""
    lines = [render_opening(view)]
    prefix = f"{escape(view.prefix)}-arr-"
    if view.edge_paths:
        kinds = map(escape, sorted({edge_path.kind for edge_path in view.edge_paths}))
        lines += ["<defs>", *(_render_arrow_head(f"{prefix}{kind}", kind) for kind in kinds), "</defs>"]
    lines += map(render_lane, view.lanes)
    if view.edge_paths:
        lines += ['<g class="okr-edges" fill="none" aria-hidden="true">', *_render_edge_paths(prefix, view.edge_paths)]
        lines.append("</g>")
    lines.append('<g class="okr-nodes">')
    for card_view in view.cards:
        lines.append(_render_card(card_view))
        if card_view.unfold:
            lines.append(_render_unfold_link(card_view.unfold))
    lines.append(render_closing(view.hint))
    return Markup("\n".join(lines))


def _render_arrow_head(identity: str, kind: str) -> str:
    return (
        f'<marker id="{identity}" class="okr-arrow okr-arrow--{kind}" viewBox="0 0 8 8" refX="7" refY="4" '
        'markerWidth="7" markerHeight="7" orient="auto-start-reverse" markerUnits="userSpaceOnUse">'
        '<path d="M.8.8 7 4 .8 7.2Z"/></marker>'
    )


def _render_edge_paths(prefix: str, edge_paths: Iterable[EdgePathView]) -> Iterator[str]:
    """Yield links in their order, each run of the same kind as a group that says what is the same in it."""
    for kind, views in groupby(edge_paths, key=lambda view: escape(view.kind)):
        yield f'<g class="okr-edge--{kind}" marker-start="url(#{prefix}{kind})">'
        for view in views:
            yield f'<path class="okr-edge" d="{escape(view.path)}"/>'
        yield "</g>"


def _render_card(view: MapCardView) -> str:
    attributes, inside = _render_face(view.face)
    return (
        f'{render_card_opening(view)} {attributes} aria-label="{escape(view.name)}" '
        f'transform="translate({view.place})">{inside}{"</a>" if view.href else "</g>"}'
    )


@lru_cache(maxsize=2048)
def _render_face(face: CardFace) -> tuple[str, str]:
    """Return attributes of a card and what is in it."""
    # Every place is a number that was printed by `format_length`: there is nothing in it to escape.
    first, *others = map(escape, face.lines)
    lines = "".join((first, *(f'<tspan x="0" dy="{face.line_step}">{line}</tspan>' for line in others)))
    parts = [
        f"<title>{escape(face.title)}</title>" if face.title else "",
        f'<rect class="okr-node__box" width="{face.width}" height="{face.height}"/>'
        f'<text class="okr-node__team">{escape(face.heading)}</text>',
        f'<text class="okr-node__team okr-node__more" x="{face.text_width}">{escape(face.more)}</text>'
        if face.more
        else "",
        f'<text class="okr-node__title" y="{face.title_y}">{lines}</text>'
        f'<g transform="translate(0 {face.foot})"><path class="okr-node__mark" d="{MARKS[face.status_key]}"/>'
        f'<text class="okr-node__word">{escape(face.status_word)}</text>'
        f'<text class="okr-node__pct" x="{face.text_width}">{escape(face.number)}</text>'
        f'<rect class="okr-bar__track" width="{face.text_width}"/>',
        f'<rect class="okr-bar__gap" x="{face.gap_x}" width="{face.gap}"/>' if face.gap_x else "",
        f'<rect class="okr-bar__fill" width="{face.fill}"/>' if face.fill else "",
        f'<rect class="okr-bar__tick" x="{face.tick_x}"/>' if face.tick_x else "",
        "</g>",
    ]
    return f'class="{escape(face.classes)}"', "".join(parts)


def _render_unfold_link(link: UnfoldLink) -> str:
    return (
        f'<a class="okr-unfold" href="{escape(link.href)}" aria-label="{escape(link.name)}">'
        f'<rect class="okr-unfold__hit" x="{link.x}" y="{link.y}" width="{link.width}" height="24"/>'
        f'<rect class="okr-unfold__box" x="{link.x}" y="{link.box_y}" width="{link.width}" height="18" rx="9"/></a>'
    )
