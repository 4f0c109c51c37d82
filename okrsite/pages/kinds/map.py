"""The map pages: the whole organisation, now and in each cycle, and what its lines and marks mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from typing import ClassVar

import msgspec
from msgspec.structs import replace

from okrsite.languages.words import mark_text, translate, translate_plural
from okrsite.maps import LEGEND
from okrsite.model.cycles import Cycle
from okrsite.model.organisation import COMPANY
from okrsite.number_style import format_count
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.cycle_switches import build_used_cycle_switch
from okrsite.pages.dividing import MOST_ROWS
from okrsite.pages.formatting import capitalise_first
from okrsite.pages.maps.gathering import list_cycle_nodes
from okrsite.pages.maps.page_maps import PageMap
from okrsite.pages.page import NavigationEntry, Page, PlannedPage, SearchEntry, make_url
from okrsite.pages.render import Crumb, PageFrame, PageView, TemplateRenderer
from okrsite.pages.views import NameView
from okrsite.pages.wording import find_status_key
from okrsite.progress.outcomes import OUTCOMES
from okrsite.progress.status import STATUSES

ABOUT = mark_text("How the goals hang together.")


class StatusCount(msgspec.Struct, frozen=True):
    """How many objectives on a map have the statuses of one mark: an entry of the legend, which filters by it."""

    key: str
    """The mark."""
    words: str
    """The statuses, `On track` or `Not started, no data`."""
    number: int


class MapView(PageView, frozen=True):
    """The map of everything that runs now or in a cycle."""

    template: ClassVar[str] = "map.html"
    page_map: PageMap | None
    """None where there are no objectives."""
    lines: tuple[tuple[str, str], ...]
    """Key and meaning of each kind of line, for the legend."""
    statuses: tuple[StatusCount, ...]
    unit_maps: tuple[NameView, ...]
    """The maps of single units; only where the map leaves objectives out."""


def build_map_pages(
    context: ViewContext, renderer: TemplateRenderer, page_maps: Mapping[str, PageMap]
) -> Iterator[PlannedPage]:
    """Yield the map of what runs now, and one for each cycle that has objectives."""
    wanted = [(addresses.MAP, context.snapshot.current_cycle)]
    wanted += [(addresses.make_map_uri(cycle.id), cycle) for cycle in context.used_cycles]
    for uri, cycle in wanted:
        build = partial(_build_map_page, context, renderer, uri, cycle, page_maps)
        yield PlannedPage(uri, build, entry=NavigationEntry(translate("Map")) if uri == addresses.MAP else None)


def _build_map_page(
    context: ViewContext, renderer: TemplateRenderer, uri: str, cycle: Cycle | None, page_maps: Mapping[str, PageMap]
) -> Page:
    page_map = page_maps.get(uri)
    now = uri == addresses.MAP
    name = cycle.name if cycle else ""
    crumbs = (
        context.build_crumbs(Crumb(translate("Map")))
        if now
        else context.build_crumbs(Crumb(translate("Map"), make_url(addresses.MAP)), Crumb(name))
    )
    switch = build_used_cycle_switch(context, cycle, addresses.make_map_uri)
    title = translate("Alignment map") if now else translate("Alignment map, {cycle}", cycle=name)
    frame = PageFrame(uri, title, crumbs, cycles=switch, lead=_write_lead(cycle, page_map))
    view = MapView(
        # The legend above the map says what its lines mean.
        page_map=replace(page_map, lines=()) if page_map else None,
        lines=tuple((key, translate(meaning)) for key, meaning in LEGEND),
        statuses=_count_statuses(context, cycle),
        unit_maps=_list_unit_maps(context, None if now else cycle, page_maps) if page_map and page_map.left_out else (),
    )
    return Page(
        uri=uri,
        title=translate("Map") if now else translate("Map, {cycle}", cycle=name),
        body=renderer.render(view, frame),
        search=(SearchEntry("", title, translate(ABOUT)),),
        nav=() if now else None,
        description=translate(ABOUT) if now else translate("How the goals of {cycle} hang together.", cycle=name),
        layout="navigation toc",
    )


def _write_lead(cycle: Cycle | None, page_map: PageMap | None) -> str:
    if cycle is None or page_map is None:
        return translate("There are no objectives yet.")
    first = translate_plural(
        "{number} objective that run in {cycle}. Every card is a link; lines lead from a goal to what serves it.",
        "{number} objectives that run in {cycle}. Every card is a link; lines lead from a goal to what serves it.",
        page_map.objectives + page_map.left_out,
        cycle=cycle.name,
    )
    if not page_map.left_out:
        return first
    folded = translate(
        "{number} of them are folded away: a number such as +12, on a card or beside the name of a lane, counts them.",
        number=format_count(page_map.left_out),
    )
    return f"{first} {folded}"


def _list_unit_maps(
    context: ViewContext, cycle: Cycle | None, page_maps: Mapping[str, PageMap]
) -> tuple[NameView, ...]:
    """Return the maps of all units below the company: of what runs now, or of one cycle.

    Of very many units these are those right below it, whose pages lead to the others.
    """
    name_views = []
    units = context.organisation.units
    listed = units.values() if len(units) <= MOST_ROWS else context.organisation.list_children(COMPANY)
    for unit in listed:
        uri = addresses.make_unit_uri(unit) if cycle is None else context.find_unit_page(unit, cycle.id)
        if unit.id != COMPANY and uri in page_maps:
            name_views.append(NameView(unit.name, f"{make_url(uri)}#map"))
    return tuple(name_views)


def _count_statuses(context: ViewContext, cycle: Cycle | None) -> tuple[StatusCount, ...]:
    """Count the statuses and outcomes that occur on the map of a cycle."""
    counted: Counter[str] = Counter()
    proposed: set[str] = set()
    for ref in list_cycle_nodes(context.snapshot, cycle.id) if cycle else ():
        numbers = context.measures.objectives[ref]
        counted[numbers.word] += 1
        if numbers.outcome and numbers.outcome.is_proposed:
            proposed.add(numbers.word)
    entries: dict[str, tuple[str, int]] = {}
    for word in (word for word in dict.fromkeys((*STATUSES, *OUTCOMES)) if word in counted):
        words, number = entries.get(find_status_key(word), ("", 0))
        named = translate("{status} (?: proposed)", status=translate(word)) if word in proposed else translate(word)
        key = find_status_key(word)
        entries[key] = (f"{words}, {named}" if words else capitalise_first(named), number + counted[word])
    return tuple(StatusCount(key, words, number) for key, (words, number) in entries.items())
