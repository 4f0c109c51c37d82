"""The work under the goals that are open: who does what, how far it is, and which objective it should move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import ClassVar, get_args

import msgspec

from okrsite.choices import InitiativeStatus
from okrsite.languages.words import mark_plural, mark_text, translate, translate_plural
from okrsite.model.objectives import Objective
from okrsite.model.refs import ObjectiveRef
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.dividing import WHOLE, Parts, divide_list_by_units, list_lower_entries
from okrsite.pages.page import NavigationEntry, Page, PlannedPage, SearchEntry
from okrsite.pages.part_pages import PartPages
from okrsite.pages.parts.initiative_views import build_initiative_views
from okrsite.pages.render import PageFrame, PageView, TemplateRenderer
from okrsite.pages.views import InitiativeView, NameView, PartCount, StatusView

MOST_INITIATIVES = 200
"""Initiatives on a page: each is a line of some 200 bytes, with that of its objective between them."""
_TITLE = mark_text("Initiatives")
_ABOUT = mark_text("The work that should move the goals. It never counts as progress.")
_WORDS: dict[InitiativeStatus, tuple[str, str]] = {
    "doing": mark_plural("{number} under way", "{number} under way"),
    "todo": mark_plural("{number} to do", "{number} to do"),
    "done": mark_plural("{number} done", "{number} done"),
    "dropped": mark_plural("{number} dropped", "{number} dropped"),
}


class ObjectiveWork(msgspec.Struct, frozen=True):
    """The initiatives of an objective."""

    objective: NameView
    cycle: str
    status: StatusView
    works: tuple[InitiativeView, ...]


class UnitWork(msgspec.Struct, frozen=True):
    """The initiatives of a unit."""

    unit: NameView
    objectives: tuple[ObjectiveWork, ...]


class InitiativesView(PageView, frozen=True):
    """All initiatives of open objectives by unit, or those of a part of the company."""

    template: ClassVar[str] = "initiatives.html"
    units: tuple[UnitWork, ...]
    parts: tuple[PartCount, ...]
    """The others, by the page that lists them."""


class _Entry(msgspec.Struct, frozen=True):
    """An initiative: the place of one in its objective."""

    ref: ObjectiveRef
    place: int
    status: InitiativeStatus


_Entries = Mapping[str, tuple[_Entry, ...]]
"""By unit, in tree order."""


def build_initiative_pages(context: ViewContext, renderer: TemplateRenderer) -> Iterator[PlannedPage]:
    """Yield the page of all initiatives and those of its parts; none where nobody names any."""
    organisation = context.tracker.whole.organisation
    if not any(objective.initiatives for objective in organisation.objectives.values()):
        return
    entries = _collect_entries(context, organisation.objectives.values())
    parts = divide_list_by_units(
        organisation, {unit: len(listed) for unit, listed in entries.items()}, MOST_INITIATIVES
    )
    get_entries = context.tracker.declare_mapping("initiatives", lambda: entries)
    get_parts = context.tracker.declare_mapping("parts of initiatives", lambda: parts)
    for part in parts:
        build = partial(_build_page, context, renderer, part, get_parts, get_entries)
        entry = NavigationEntry(translate(_TITLE)) if part == WHOLE else None
        yield PlannedPage(addresses.make_initiatives_uri(part), build, f"initiatives {part}", entry=entry)


def _collect_entries(context: ViewContext, objectives: Iterable[Objective]) -> dict[str, tuple[_Entry, ...]]:
    """Return what is being done or planned: of objectives whose cycle hasn't ended, and that nobody gave up."""
    by_unit: dict[str, list[_Entry]] = {}
    for objective in objectives:
        if not objective.initiatives or context.days.has_ended(objective.cycle):
            continue
        if objective.ref not in context.measures.dropped:
            by_unit.setdefault(objective.unit, []).extend(
                _Entry(objective.ref, place, work.status) for place, work in enumerate(objective.initiatives)
            )
    return {unit: tuple(listed) for unit, listed in by_unit.items()}


def _build_page(
    context: ViewContext,
    renderer: TemplateRenderer,
    part_id: str,
    get_parts: Callable[[], Parts],
    get_entries: Callable[[], _Entries],
) -> Page:
    parts, entries = get_parts(), get_entries()
    part, pages = parts[part_id], PartPages(parts, addresses.make_initiatives_uri)
    title = translate(_TITLE) if part.id == WHOLE else translate("Initiatives of {unit}", unit=part.name)
    about = translate(_ABOUT)
    before, after = pages.name_neighbours(part)
    frame = PageFrame(
        addresses.make_initiatives_uri(part.id),
        title,
        context.build_crumbs(*pages.list_crumbs(part, translate(_TITLE))),
        lead=f"{about} {_describe_counts(list_lower_entries(parts, part, entries))}",
        before=before,
        after=after,
    )
    view = InitiativesView(
        units=tuple(
            UnitWork(context.name_unit(unit), _build_works(context, part.select_entries(entries[unit]), frame.uri))
            for unit in part.units
            if unit in entries
        ),
        parts=pages.count_lower_parts(part, entries),
    )
    return Page(
        uri=frame.uri,
        title=title,
        body=renderer.render(view, frame),
        search=(SearchEntry("", title, about),),
        nav=() if part.id == WHOLE else None,
        description=about,
        layout="navigation toc",
    )


def _describe_counts(entries: Iterable[_Entry]) -> str:
    """Say how many there are of each status; nothing of none."""
    counted = Counter(entry.status for entry in entries)
    said = [translate_plural(*_WORDS[key], counted[key]) for key in get_args(InitiativeStatus) if counted[key]]
    return f"{', '.join(said)}." if said else translate("None is open just now.")


def _build_works(context: ViewContext, entries: Iterable[_Entry], uri: str) -> tuple[ObjectiveWork, ...]:
    places: dict[ObjectiveRef, list[int]] = {}
    for entry in entries:
        places.setdefault(entry.ref, []).append(entry.place)
    works = []
    for ref, listed in places.items():
        objective = context.organisation.objectives[ref]
        views = build_initiative_views(context, objective, uri)
        works.append(
            ObjectiveWork(
                NameView(objective.title, addresses.make_objective_url(objective)),
                context.organisation.cycles[objective.cycle].name,
                context.build_status(ref),
                tuple(views[place] for place in listed),
            )
        )
    return tuple(works)
