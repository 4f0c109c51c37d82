"""The roadmap of a year: the company's goals as lanes, and what serves them where it stands in time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import ClassVar

import msgspec

from okrsite.languages.words import mark_text, translate, translate_plural
from okrsite.model.cycles import Cycle
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.cycle_switches import select_nearby_cycles
from okrsite.pages.dividing import WHOLE, Parts, divide_list_by_units
from okrsite.pages.formatting import format_plural
from okrsite.pages.page import NavigationEntry, Page, PlannedPage, SearchEntry, make_url
from okrsite.pages.page_days import STATES
from okrsite.pages.part_pages import PartPages
from okrsite.pages.parts.roadmap_lanes import (
    RoadmapEntry,
    collect_roadmap_entries,
    find_current_year,
    list_inner_cycles,
    list_roadmap_years,
)
from okrsite.pages.parts.roadmap_views import RoadmapColumn, RoadmapLane, build_roadmap_columns, build_roadmap_lanes
from okrsite.pages.render import Crumb, CycleEntry, CycleSwitch, PageFrame, PageView, TemplateRenderer
from okrsite.pages.views import PartCount

MOST_BARS = 150
"""Objectives on a roadmap: each is a bar of some 400 bytes."""
_YearState = tuple[Cycle, str]
"""A year, and its state in words."""
_TITLE = mark_text("Roadmap")
_ABOUT = mark_text("The goals of a year, and what serves them cycle by cycle.")


class RoadmapView(PageView, frozen=True):
    """The roadmap of a year, or what of it one part of the company has."""

    template: ClassVar[str] = "roadmap.html"
    columns: tuple[RoadmapColumn, ...]
    lanes: tuple[RoadmapLane, ...]
    parts: tuple[PartCount, ...]
    """The others, by the page that has them."""
    pillars_url: str
    """The list of pillars, from the site's root; empty where there are none."""


class _Year(msgspec.Struct, frozen=True):
    """What the pages of a year are made of."""

    cycle: Cycle
    get_entries: Callable[[], Mapping[str, tuple[RoadmapEntry, ...]]]
    get_parts: Callable[[], Parts]
    get_inner: Callable[[], tuple[Cycle, ...]]


def build_roadmap_pages(context: ViewContext, renderer: TemplateRenderer) -> Iterator[PlannedPage]:
    """Yield the roadmap of the current year, and the pages of all years; none where the company has no goals."""
    snapshot = context.tracker.whole
    years = list_roadmap_years(snapshot.organisation, context.settings)
    current = find_current_year(years, snapshot.current_cycle)
    if current is None:
        return
    get_years = context.tracker.declare_value(
        "years with a roadmap",
        lambda: tuple(
            (year, translate(STATES[year.compute_state(snapshot.today, context.settings.grading_days)]))
            for year in years.values()
        ),
    )
    for key, cycle in years.items():
        year = _declare_year(context, cycle)
        for part in year.get_parts():
            build = partial(_build_page, context, renderer, get_years, year, part)
            if key == current and part == WHOLE:
                entry = NavigationEntry(translate(_TITLE))
                now = partial(_build_page, context, renderer, get_years, year, part, now=True)
                yield PlannedPage(addresses.ROADMAP, now, f"roadmap now {key}", entry=entry)
            yield PlannedPage(addresses.make_roadmap_uri(key, part), build, f"roadmap {key} {part}")


def _declare_year(context: ViewContext, cycle: Cycle) -> _Year:
    tracker, snapshot = context.tracker, context.tracker.whole
    get_entries = tracker.declare_mapping(f"roadmap of {cycle.id}", lambda: collect_roadmap_entries(snapshot, cycle))
    counts = {unit: len(listed) for unit, listed in get_entries().items()}
    parts = divide_list_by_units(snapshot.organisation, counts, MOST_BARS)
    return _Year(
        cycle,
        get_entries,
        tracker.declare_mapping(f"parts of the roadmap of {cycle.id}", lambda: parts),
        tracker.declare_value(
            f"cycles in {cycle.id}",
            lambda: tuple(one for one in list_inner_cycles(snapshot.organisation, cycle) if one in context.used_cycles),
        ),
    )


def _build_page(
    context: ViewContext,
    renderer: TemplateRenderer,
    get_years: Callable[[], tuple[_YearState, ...]],
    year: _Year,
    part_id: str,
    *,
    now: bool = False,
) -> Page:
    """Return the roadmap of a year, or of a part of it; `now` says that it is the page of the current year."""
    cycle, parts, entries = year.cycle, year.get_parts(), year.get_entries()
    part, pages = parts[part_id], PartPages(parts, partial(addresses.make_roadmap_uri, cycle.id))
    listed = part.list_entries(entries)
    if part.id == WHOLE:
        title = translate("Roadmap {cycle}", cycle=cycle.name)
    else:
        title = translate("Roadmap {cycle}: {unit}", cycle=cycle.name, unit=part.name)
    uri = addresses.ROADMAP if now else addresses.make_roadmap_uri(cycle.id, part.id)
    before, after = pages.name_neighbours(part)
    whole = Crumb(translate(_TITLE), "" if now else make_url(addresses.ROADMAP))
    steps = () if now else tuple(pages.list_crumbs(part, cycle.name))
    frame = PageFrame(
        uri,
        title,
        context.build_crumbs(whole, *steps),
        cycles=_build_year_switch(get_years(), cycle),
        lead=f"{translate(_ABOUT)} {_describe_counts(listed)}",
        before=before,
        after=after,
    )
    view = RoadmapView(
        columns=build_roadmap_columns(context, cycle, year.get_inner()),
        lanes=build_roadmap_lanes(context, cycle, listed),
        parts=pages.count_lower_parts(part, entries),
        pillars_url=make_url(addresses.PILLARS) if context.get_pillars() else "",
    )
    return Page(
        uri=uri,
        title=translate(_TITLE) if now else title,
        body=renderer.render(view, frame),
        search=(SearchEntry("", title, translate(_ABOUT)),) if not now else (),
        nav=() if now else None,
        description=translate(_ABOUT),
        layout="navigation toc",
    )


def _describe_counts(entries: Iterable[RoadmapEntry]) -> str:
    """Say what stands on a page: its lanes, and whose objectives are in them."""
    listed = list(entries)
    lanes = len({entry.lane for entry in listed})
    serving = [entry.ref for entry in listed if entry.kind is not None]
    if not serving:
        return translate_plural("{number} goal.", "{number} goals.", lanes)
    return translate_plural(
        "{number} goal, {objectives} of {units} that serve it.",
        "{number} goals, {objectives} of {units} that serve them.",
        lanes,
        objectives=format_plural(len(set(serving)), "objective"),
        units=format_plural(len({ref.unit for ref in serving}), "unit"),
    )


def _build_year_switch(years: tuple[_YearState, ...], shown: Cycle) -> CycleSwitch:
    current = next(year for year in years if year[0].id == shown.id)
    return CycleSwitch(
        tuple(
            CycleEntry(year.name, make_url(addresses.make_roadmap_uri(year.id)), state, year.id == shown.id)
            for year, state in select_nearby_cycles(years, current)
        )
    )
