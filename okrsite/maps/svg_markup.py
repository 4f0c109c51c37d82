"""The markup of a map's drawing: places and words become SVG elements, and every text is escaped.

What a card says and where it stands is decided in `card_views` and by the layout; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby

import msgspec
from markupsafe import Markup

from okrsite.escaping import escape
from okrsite.maps.card_faces import CardFace
from okrsite.maps.card_views import MapCardView, UnfoldLink
from okrsite.maps.picture import HintLine, LaneBox
from okrsite.maps.svg_paths import format_length


class EdgePathView(msgspec.Struct, frozen=True):
    """A link with its way, ready to print."""

    source: str
    """Id of the lower objective."""
    target: str
    """Id of the upper objective."""
    kind: str
    """`direct`, `indirect`, `dep` or `open`, as the legend's filter calls it."""
    path: str
    """SVG path data."""


class DrawingView(msgspec.Struct, frozen=True):
    """A whole drawing, ready to print."""

    width: float
    height: float
    label: str
    """What the picture is, for screen readers."""
    prefix: str
    """What the ids inside the picture begin with; letters, digits, `-` and `_`."""
    classes: str
    """Classes of the element around the picture."""
    cycle: str
    """The cycle of every card that doesn't name another one; empty for none."""
    lanes: tuple[LaneBox, ...]
    edge_paths: Sequence[EdgePathView]
    cards: Sequence[MapCardView]
    hint: tuple[HintLine, ...]
    named: bool = False
    """Whether each part of a card has a class.

    Pages have many cards, and the style sheet tells parts by what they are and which attributes they have.
    """


def render_drawing(view: DrawingView) -> Markup:
    """Return a drawing as safe HTML, which is well-formed XML too."""
    width, height = format_length(view.width), format_length(view.height)
    cycle = f' data-cycle="{escape(view.cycle)}"' if view.cycle else ""
    lines = [
        f'<div class="{escape(view.classes)}"><svg class="okr-map__svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="group" aria-label="{escape(view.label)}"{cycle}>'
    ]
    prefix, names = escape(view.prefix), _NAMES if view.named else _NO_NAMES
    if view.edge_paths:
        lines += ["<defs>", *_render_markers(prefix, {edge_path.kind for edge_path in view.edge_paths}), "</defs>"]
    lines += map(_render_lane, view.lanes)
    if view.edge_paths:
        lines.append('<g class="okr-edges" fill="none" aria-hidden="true">')
        lines += _render_edge_paths(prefix, view.edge_paths)
        lines.append("</g>")
    lines.append('<g class="okr-nodes">')
    for card_view in view.cards:
        lines.append(_render_card(card_view, view.named))
        if card_view.unfold:
            lines.append(_render_unfold_link(card_view.unfold, names))
    if view.hint:
        lines.append(f'<g class="okr-lane__hint">{"".join(map(_render_hint_line, view.hint))}</g>')
    lines.append("</g></svg></div>")
    return Markup("\n".join(lines))


def _render_markers(prefix: str, kinds: Iterable[str]) -> Iterator[str]:
    """Yield an arrow head for each kind of link."""
    for kind in map(escape, sorted(kinds)):
        yield (
            f'<marker id="{prefix}-arr-{kind}" class="okr-arrow okr-arrow--{kind}" viewBox="0 0 8 8" refX="7" refY="4" '
            'markerWidth="7" markerHeight="7" orient="auto-start-reverse" markerUnits="userSpaceOnUse">'
            '<path d="M.8.8 7 4 .8 7.2Z"/></marker>'
        )


def _render_lane(lane: LaneBox) -> str:
    loose = " okr-lane--unaligned" if lane.unaligned else ""
    hidden = f" +{lane.hidden}" if lane.hidden else ""
    return (
        f'<g class="okr-lane{loose}" aria-hidden="true"><rect x="{format_length(lane.x)}" y="{format_length(lane.y)}" '
        f'width="{format_length(lane.width)}" height="{format_length(lane.height)}"/>'
        f'<text x="{format_length(lane.label_x)}" y="{format_length(lane.y + 19)}">{escape(lane.label)} '
        f'<tspan class="okr-lane__n">{lane.count}{hidden}</tspan></text></g>'
    )


def _render_edge_paths(prefix: str, edge_paths: Iterable[EdgePathView]) -> Iterator[str]:
    """Yield links in their order, each run of the same kind as a group that says what is the same in it."""
    for kind, views in groupby(edge_paths, key=lambda view: escape(view.kind)):
        yield f'<g class="okr-edge--{kind}" data-kind="{kind}" marker-start="url(#{prefix}-arr-{kind})">'
        yield from map(_render_edge_path, views)
        yield "</g>"


def _render_edge_path(view: EdgePathView) -> str:
    return (
        f'<path class="okr-edge" data-from="{escape(view.source)}" data-to="{escape(view.target)}" '
        f'd="{escape(view.path)}"/>'
    )


_PARTS = (
    *("okr-node__box", "okr-node__team", "okr-node__team okr-node__more", "okr-node__title", "okr-node__mark"),
    *("okr-node__word", "okr-node__pct", "okr-bar__track", "okr-bar__gap", "okr-bar__fill", "okr-bar__tick"),
    *("okr-unfold__hit", "okr-unfold__box"),
)
_NAMES = {part.rpartition("okr-")[2]: f' class="{part}"' for part in _PARTS}
_NO_NAMES = dict.fromkeys(_NAMES, "")


def _render_card(view: MapCardView, named: bool) -> str:
    attributes, inside = _render_face(view.face, named)
    return (
        f'<{_open_card(view)} {attributes} aria-label="{escape(view.name)}" transform="translate({view.place})">'
        f"{inside}{'</a>' if view.href else '</g>'}"
    )


@lru_cache(maxsize=2048)
def _render_face(face: CardFace, named: bool) -> tuple[str, str]:
    """Return attributes of a card and what is in it. What is at the same place on all cards is said in the style sheet.

    `named` is whether parts have classes. Without any, these tell which part it is: text of its own has the team first,
    then what has a place from the left (how many more there are), then what has one from above (the title); at the
    foot, a word without and a number with a place; of the bar, track and then fill begin at the left, a gap has a place
    and a width, and the tick no width.
    """
    names = _NAMES if named else _NO_NAMES
    # Every place is a number that was printed by `format_length`: there is nothing in it to escape.
    filters = "".join(f' data-{name}="{escape(value)}"' for name, value in face.filters)
    parts = [
        f"<title>{escape(face.title)}</title>" if face.title else "",
        f'<rect{names["node__box"]} width="{face.width}" height="{face.height}"/>'
        f"<text{names['node__team']}>{escape(face.heading)}</text>",
        f'<text{names["node__more"]} x="{face.text_width}">{escape(face.more)}</text>' if face.more else "",
        f'<text{names["node__title"]} y="{face.title_y}">{"".join(_render_title_lines(face))}</text>'
        f'<g transform="translate(0 {face.foot})"><path{names["node__mark"]} d="{face.mark}"/>'
        f"<text{names['node__word']}>{escape(face.status_word)}</text>"
        f'<text{names["node__pct"]} x="{face.text_width}">{escape(face.number)}</text>'
        f'<rect{names["bar__track"]} width="{face.text_width}"/>',
        f'<rect{names["bar__gap"]} x="{face.gap_x}" width="{face.gap}"/>' if face.gap_x else "",
        f'<rect{names["bar__fill"]} width="{face.fill}"/>' if face.fill else "",
        f'<rect{names["bar__tick"]} x="{face.tick_x}"/>' if face.tick_x else "",
        "</g>",
    ]
    return f'class="{escape(face.classes)}"{filters}', "".join(parts)


def _open_card(view: MapCardView) -> str:
    if not view.href:
        return 'g role="img"'
    return f'a href="{escape(view.href)}"' + (' rel="external noopener noreferrer"' if view.outside else "")


def _render_title_lines(face: CardFace) -> Iterator[str]:
    first, *others = face.lines
    yield escape(first)
    for line in others:
        yield f'<tspan x="0" dy="{face.line_step}">{escape(line)}</tspan>'


def _render_unfold_link(link: UnfoldLink, names: Mapping[str, str]) -> str:
    return (
        f'<a class="okr-unfold" href="{escape(link.href)}" aria-label="{escape(link.name)}">'
        f'<rect{names["unfold__hit"]} x="{link.x}" y="{link.y}" width="{link.width}" height="24"/>'
        f'<rect{names["unfold__box"]} x="{link.x}" y="{link.box_y}" width="{link.width}" height="18" rx="9"/></a>'
    )


def _render_hint_line(line: HintLine) -> str:
    pieces = "".join(
        f'<tspan class="okr-code">{escape(text)}</tspan>' if place % 2 else escape(text)
        for place, text in enumerate(line.text.split("`"))
        if text
    )
    return f'<text x="{format_length(line.x)}" y="{format_length(line.y)}">{pieces}</text>'
