"""A roadmap as HTML: lists that a style sheet puts into a grid, so that narrow screens and paper have plain lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from okrsite.escaping import escape
from okrsite.languages.words import translate, translate_html
from okrsite.pages.html.marks import render_name, render_progress, render_status
from okrsite.pages.page_links import mark_link
from okrsite.pages.parts.roadmap_views import (
    RoadmapBar,
    RoadmapColumn,
    RoadmapLane,
    RoadmapRow,
    RoadmapSpan,
    find_running_span,
)


def render_roadmap(columns: Sequence[RoadmapColumn], lanes: Sequence[RoadmapLane]) -> Markup:
    """Return the cycles of a year, and below them a lane for each goal."""
    now = find_running_span(columns)
    place = f" is-marked {_name_span(now)}" if now else ""
    heads = "".join(map(_render_column, columns))
    lines = _list_lines(lanes)
    return Markup(
        f'<div class="okr-road{place}">\n'
        f'<ol class="okr-road__head" aria-label="{escape(translate("Cycles"))}">{heads}</ol>\n'
        + "\n".join(lines)
        + "\n</div>"
    )


def _list_lines(lanes: Sequence[RoadmapLane]) -> Iterator[str]:
    """Yield the lanes, those of a pillar below its name, if any goal belongs to one."""
    if not any(lane.pillar for lane in lanes):
        yield from (_render_lane(lane, 2) for lane in lanes)
        return
    for pillar, together in groupby(lanes, key=lambda lane: lane.pillar):
        name = render_name(pillar, quiet=True) if pillar else translate_html("Goals without a pillar")
        yield f'<h2 class="okr-road__pillar">{name}</h2>'
        yield from (_render_lane(lane, 3) for lane in together)


def _render_column(column: RoadmapColumn) -> str:
    current = ' aria-current="date"' if column.is_running else ""
    return (
        f'<li class="{_name_span(column.span)}"{current}>{render_name(column.cycle, quiet=True)} '
        f'<span class="okr-dim">{escape(column.state)}</span></li>'
    )


def _render_lane(lane: RoadmapLane, level: int) -> str:
    owner = f"{render_name(lane.owner, quiet=True)}, " if lane.owner else ""
    rows = "".join(_render_row(row, level + 1) for row in lane.rows)
    empty = "" if rows else f'<p class="okr-meta">{translate_html("No objective of this year serves it.")}</p>'
    return (
        '<section class="okr-road__lane"><div class="okr-road__goal okr-rule">'
        f"<div><h{level}>{render_name(lane.goal, quiet=True)}</h{level}>"
        f'<p class="okr-meta">{owner}{escape(lane.cycle)}</p></div>'
        f'{render_progress(lane.bar)}{render_status(lane.status)}</div>{empty}<ul class="okr-road__rows">{rows}</ul>'
        "</section>"
    )


def _render_row(row: RoadmapRow, level: int) -> str:
    bars = "".join(map(_render_bar, row.bars))
    return f'<li><h{level}>{render_name(row.unit, quiet=True)}</h{level}><ul class="okr-road__bars">{bars}</ul></li>'


def _render_bar(bar: RoadmapBar) -> str:
    how = f"<span>{translate_html('supports')}</span>" if bar.only_supports else ""
    dashed = " okr-road__bar--supports" if bar.only_supports else ""
    look = f"{_name_span(bar.span)}{dashed}{' is-running' if bar.is_running else ''}"
    return (
        f'<li class="okr-road__bar {look}"><a class="okr-quiet" href="{mark_link(bar.url)}">'
        f'{escape(bar.title)}</a><span class="okr-road__facts"><span class="okr-road__when">{escape(bar.cycle)}</span>'
        f"{render_status(bar.status)}<b>{escape(bar.number)}</b>{how}</span></li>"
    )


def _name_span(span: RoadmapSpan) -> str:
    """Return the classes by which the style sheet puts something into its place."""
    return f"okr-at-{span.start} okr-for-{span.length}"
