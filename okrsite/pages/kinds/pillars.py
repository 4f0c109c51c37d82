"""A page for each strategic pillar with its objectives, cycle by cycle, and the list of all pillars."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import ClassVar

import msgspec

from okrsite.languages.words import mark_text, translate
from okrsite.model.cycles import sort_newest_first
from okrsite.model.organisation import COMPANY, Organisation
from okrsite.model.pillars import Pillar, find_pillar_id
from okrsite.model.refs import ObjectiveRef
from okrsite.number_style import format_count
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.dividing import MOST_ROWS, WHOLE, Parts, divide_list_by_units
from okrsite.pages.formatting import capitalise_first, format_plural
from okrsite.pages.page import Page, PlannedPage, SearchEntry, make_url
from okrsite.pages.part_pages import PartPages
from okrsite.pages.parts.carried_work import group_by_cycle
from okrsite.pages.render import Crumb, PageFrame, PageView, TemplateRenderer
from okrsite.pages.row_views import CycleObjectives
from okrsite.pages.views import NameView, PartCount, StatusView

MOST_PILLARS = 200
"""Pillars in the list: who has so many names what isn't one."""
MOST_STATUSES = 12
"""Marks of running objectives beside a pillar; its own page has all of them."""
_TITLE = mark_text("Pillars")
_LEAD = mark_text("The strategic pillars, and the objectives that belong to each.")

_Entries = Mapping[str, tuple[ObjectiveRef, ...]]
"""Objectives by unit, in tree order; of each unit the newest cycles first."""


class PillarRow(msgspec.Struct, frozen=True):
    """A pillar in the list."""

    pillar: NameView
    words: str
    """`2 of 8 objectives are running`: what was given up is none of these."""
    statuses: tuple[StatusView, ...]
    """Of running objectives."""


class PillarsView(PageView, frozen=True):
    """All pillars, in the order of the company's list."""

    template: ClassVar[str] = "pillars.html"
    rows: tuple[PillarRow, ...]
    more: str
    """`12 more`, empty where all are shown."""


class PillarView(PageView, frozen=True):
    """What belongs to a pillar, or what of it one part of the company has."""

    template: ClassVar[str] = "pillar.html"
    groups: tuple[CycleObjectives, ...]
    parts: tuple[PartCount, ...]
    """The others, by the page that lists them."""


class _PillarSite(msgspec.Struct, frozen=True):
    """What the pages of pillars are made of."""

    context: ViewContext
    renderer: TemplateRenderer
    get_entries: Callable[[], Mapping[str, _Entries]]
    get_parts: Callable[[], Mapping[str, Parts]]
    get_rows: Callable[[], Mapping[str, PillarRow]]
    has_roadmap: Callable[[], bool]
    """Whether there is a roadmap, on which the goals stand below their pillars."""


def build_pillar_pages(context: ViewContext, renderer: TemplateRenderer) -> Iterator[PlannedPage]:
    """Yield the list of pillars, and the pages of each; none where neither the company nor an objective names one."""
    organisation, tracker = context.tracker.whole.organisation, context.tracker
    pillars = context.get_pillars()
    entries = _collect_entries(organisation, pillars)
    if not entries:
        return
    parts = {
        key: divide_list_by_units(organisation, {unit: len(refs) for unit, refs in by_unit.items()}, MOST_ROWS)
        for key, by_unit in entries.items()
    }
    site = _PillarSite(
        context,
        renderer,
        tracker.declare_mapping("objectives of pillars", lambda: entries),
        tracker.declare_mapping("parts of pillars", lambda: parts),
        tracker.declare_mapping(
            "rows of pillars",
            lambda: {key: _build_row(context, pillars[key], by_unit) for key, by_unit in entries.items()},
        ),
        tracker.declare_value("there being a roadmap", lambda: bool(organisation.by_unit.get(COMPANY))),
    )
    yield PlannedPage(addresses.PILLARS, partial(_build_list_page, site), "pillars")
    for key, divided in parts.items():
        for part in divided:
            build = partial(_build_pillar_page, site, key, part)
            yield PlannedPage(addresses.make_pillar_uri(key, part), build, f"pillar {key} {part}")


def _collect_entries(organisation: Organisation, pillars: Iterable[str]) -> dict[str, _Entries]:
    order = [cycle.id for cycle in sort_newest_first(organisation.cycles.values())]
    entries: dict[str, dict[str, list[ObjectiveRef]]] = {key: {} for key in pillars}
    for unit in organisation.units:
        own = organisation.by_unit.get(unit, {})
        for objective in (one for cycle in order for one in own.get(cycle, ())):
            if key := find_pillar_id(objective):
                entries[key].setdefault(unit, []).append(objective.ref)
    return {key: {unit: tuple(refs) for unit, refs in by_unit.items()} for key, by_unit in entries.items()}


def _build_row(context: ViewContext, pillar: Pillar, entries: _Entries) -> PillarRow:
    refs = [ref for listed in entries.values() for ref in listed]
    dropped = context.measures.dropped
    running = [ref for ref in refs if context.days.is_running(ref.cycle) and ref not in dropped]
    objectives = format_plural(len(refs), "objective")
    number = format_count(len(running))
    if not refs:
        words = translate("no objective yet")
    elif 1 in (len(running), len(refs)):
        words = translate("{number} of {objectives} is running", number=number, objectives=objectives)
    else:
        words = translate("{number} of {objectives} are running", number=number, objectives=objectives)
    return PillarRow(
        NameView(pillar.name, make_url(addresses.make_pillar_uri(pillar.id))),
        words,
        tuple(map(context.build_status, running[:MOST_STATUSES])),
    )


def _build_list_page(site: _PillarSite) -> Page:
    rows = tuple(site.get_rows().values())
    title, lead = translate(_TITLE), translate(_LEAD)
    frame = PageFrame(addresses.PILLARS, title, site.context.build_crumbs(*_list_crumbs(site), Crumb(title)), lead=lead)
    more = translate("{number} more", number=format_count(len(rows) - MOST_PILLARS)) if len(rows) > MOST_PILLARS else ""
    return Page(
        uri=frame.uri,
        title=title,
        body=site.renderer.render(PillarsView(rows[:MOST_PILLARS], more), frame),
        search=(SearchEntry("", title, lead),),
        description=lead,
        layout="navigation toc",
    )


def _build_pillar_page(site: _PillarSite, key: str, part_id: str) -> Page:
    context, pillar = site.context, site.context.get_pillars()[key]
    entries, parts = site.get_entries()[key], site.get_parts()[key]
    part, pages = parts[part_id], PartPages(parts, partial(addresses.make_pillar_uri, key))
    refs = part.list_entries(entries)
    before, after = pages.name_neighbours(part)
    title = pillar.name if part.id == WHOLE else f"{pillar.name}: {part.name}"
    about = translate("What belongs to the pillar {pillar}.", pillar=pillar.name)
    steps = (
        *_list_crumbs(site),
        Crumb(translate(_TITLE), make_url(addresses.PILLARS)),
        *pages.list_crumbs(part, pillar.name),
    )
    frame = PageFrame(
        addresses.make_pillar_uri(key, part.id),
        title,
        context.build_crumbs(*steps),
        lead=translate("A strategic pillar. {count}.", count=capitalise_first(site.get_rows()[key].words)),
        before=before,
        after=after,
    )
    view = PillarView(
        groups=group_by_cycle(context, (context.organisation.objectives[ref] for ref in refs)),
        parts=pages.count_lower_parts(part, entries),
    )
    return Page(
        uri=frame.uri,
        title=title,
        body=site.renderer.render(view, frame),
        search=(SearchEntry("", title, about),),
        description=about,
        layout="navigation toc",
    )


def _list_crumbs(site: _PillarSite) -> tuple[Crumb, ...]:
    return (Crumb(translate("Roadmap"), make_url(addresses.ROADMAP)),) if site.has_roadmap() else ()
