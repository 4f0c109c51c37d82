"""The markup of a map's drawing on a page: places and words become SVG elements, and every text is escaped.

What a card says and where it stands is decided in `card_views` and by the layout; nothing is decided here. Pages have
many cards, so that whatever is the same on all of them is said in the style sheet, which knows how large the cards of a
level are and tells parts by what they are. `whole_markup` has the same for who has no style sheet of ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from markupsafe import Markup

from okrsite.escaping import escape
from okrsite.maps.card_faces import CardFace
from okrsite.maps.card_views import MapCardView, UnfoldLink
from okrsite.maps.drawing_views import DrawingView, EdgePathView
from okrsite.maps.picture import HintLine, LaneBox
from okrsite.maps.shared_shapes import render_mark_reference
from okrsite.maps.svg_paths import format_length


def render_drawing(view: DrawingView) -> Markup:
    """Return a drawing as safe HTML, which is well-formed XML too; it refers to `shared_shapes`."""
    lines = [render_opening(view), *map(render_lane, view.lanes)]
    if view.edge_paths:
        lines += ['<g class="okr-edges" aria-hidden="true">', *_render_edge_paths(view.edge_paths), "</g>"]
    lines += ['<g class="okr-nodes">', *map(_render_card, view.cards), render_closing(view.hint)]
    return Markup("\n".join(lines))


def render_opening(view: DrawingView) -> str:
    """Return what stands before everything in a drawing."""
    width, height = format_length(view.width), format_length(view.height)
    cycle = f' data-cycle="{escape(view.cycle)}"' if view.cycle else ""
    return (
        f'<div class="{escape(view.classes)}"><svg class="okr-map__svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="group" aria-label="{escape(view.label)}"{cycle}>'
    )


def render_closing(hint: Sequence[HintLine]) -> str:
    """Return what stands behind the cards, the hint in the bottom lane and all ends."""
    lines = [f'<g class="okr-lane__hint">{"".join(map(_render_hint_line, hint))}</g>'] if hint else []
    return "\n".join((*lines, "</g></svg></div>"))


def render_lane(lane: LaneBox) -> str:
    """Return the panel of a lane with its heading."""
    loose = " okr-lane--unaligned" if lane.unaligned else ""
    hidden = f" +{lane.hidden}" if lane.hidden else ""
    return (
        f'<g class="okr-lane{loose}" aria-hidden="true"><rect x="{format_length(lane.x)}" y="{format_length(lane.y)}" '
        f'width="{format_length(lane.width)}" height="{format_length(lane.height)}"/>'
        f'<text x="{format_length(lane.label_x)}" y="{format_length(lane.y + 19)}">{escape(lane.label)} '
        f'<tspan class="okr-lane__n">{lane.count}{hidden}</tspan></text></g>'
    )


def render_card_opening(view: MapCardView) -> str:
    """Return what a card is, a link or a picture, without the end of its tag."""
    if not view.href:
        return '<g role="img"'
    return f'<a href="{escape(view.href)}"' + (' rel="external noopener noreferrer"' if view.outside else "")


def _render_edge_paths(edge_paths: Iterable[EdgePathView]) -> Iterator[str]:
    """Yield links in their order, each run of the same kind as a group that says what is the same in it."""
    for kind, views in groupby(edge_paths, key=lambda view: escape(view.kind)):
        yield f'<g class="okr-edge--{kind}">'
        for view in views:
            yield f'<path data-ends="{view.lower} {view.upper}" d="{escape(view.path)}"/>'
        yield "</g>"


def _render_card(view: MapCardView) -> str:
    classes, filters, inside = _render_face(view.face)
    if view.twin:
        about = f' aria-labelledby="{escape(view.twin)}"'
    else:
        identity = f' id="{escape(view.identity)}"' if view.identity else ""
        ref = f' data-ref="{escape(view.ref)}"' if view.ref else ""
        about = f'{identity}{ref}{filters} aria-label="{escape(view.name)}"'
    # Every place is a number that was printed by `format_length`: there is nothing in it to escape.
    place = f' transform="translate({view.place})"'
    opening = f'{render_card_opening(view)} class="{classes}"{about}'
    end = "</a>" if view.href else "</g>"
    if view.unfold is None:
        return f"{opening}{place}>{inside}{end}"
    return f"<g{place}>{opening}>{inside}{end}{_render_unfold_link(view.unfold)}</g>"


@lru_cache(maxsize=2048)
def _render_face(face: CardFace) -> tuple[str, str, str]:
    """Return classes of a card, attributes that filters ask for, and what is in it.

    The style sheet tells parts by these: the first text is the team's name; how many more there are has a place, which
    it alone has; the others are the lines of the title. At the foot, a word stands before a number; of the bar, the
    track comes first, what is filled has a width only, a gap a place and a width, and the tick a place only.
    """
    filters = "".join(f' data-{name}="{escape(value)}"' for name, value in face.filters)
    parts = [
        f"<title>{escape(face.title)}</title>" if face.title else "",
        f"<rect/><text>{escape(face.heading)}</text>",
        f'<text x="0">{escape(face.more)}</text>' if face.more else "",
        *(f"<text>{escape(line)}</text>" for line in face.lines),
        f"<g>{render_mark_reference(face.status_key)}"
        f"<text>{escape(face.status_word)}</text><text>{escape(face.number)}</text><rect/>",
        f'<rect x="{face.gap_x}" width="{face.gap}"/>' if face.gap_x else "",
        f'<rect width="{face.fill}"/>' if face.fill else "",
        f'<rect x="{face.tick_x}"/>' if face.tick_x else "",
        "</g>",
    ]
    size = f" {face.size}" if face.size else ""
    return escape(face.classes) + size, filters, "".join(parts)


def _render_unfold_link(link: UnfoldLink) -> str:
    """Return a link around "+12": what can be hit, and what is seen of it."""
    return (
        f'<a class="okr-unfold" href="{escape(link.href)}" aria-label="{escape(link.name)}">'
        f'<rect width="{link.width}"/><rect width="{link.width}"/></a>'
    )


def _render_hint_line(line: HintLine) -> str:
    pieces = "".join(
        f'<tspan class="okr-code">{escape(text)}</tspan>' if place % 2 else escape(text)
        for place, text in enumerate(line.text.split("`"))
        if text
    )
    return f'<text x="{format_length(line.x)}" y="{format_length(line.y)}">{pieces}</text>'
