"""Cycles of one length side by side: what each unit reached in each, so that any can be held against any other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import ClassVar

import msgspec

from okrsite.languages.words import mark_text, translate, translate_plural
from okrsite.model.cycles import Cycle
from okrsite.model.objectives import Objective
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.dividing import MOST_ROWS, WHOLE, Parts, divide_list_by_units, list_units_of_part
from okrsite.pages.formatting import capitalise_first, format_grade
from okrsite.pages.page import Page, PlannedPage, SearchEntry, make_url
from okrsite.pages.part_pages import PartPages
from okrsite.pages.render import Crumb, PageFrame, PageView, TemplateRenderer
from okrsite.pages.views import NameView, PartCount
from okrsite.progress.explanation import format_percent
from okrsite.progress.grading import compute_grade_statistics
from okrsite.progress.rollup import average_progress
from okrsite.snapshot import Snapshot

MOST_COLUMNS = 12
"""Cycles in a table: three years of quarters. Those before them keep their own pages."""
_NAMES = {
    "months": mark_text("months"),
    "quarters": mark_text("quarters"),
    "trimesters": mark_text("trimesters"),
    "halves": mark_text("halves"),
    "years": mark_text("years"),
}
_LENGTHS = (
    ("months", 28, 31),
    ("quarters", 89, 93),
    ("trimesters", 119, 124),
    ("halves", 180, 185),
    ("years", 364, 371),
)
"""Lengths that have a name, in days."""
_ALL = ""
"""The key of all units together."""


class ComparedCell(msgspec.Struct, frozen=True):
    """What a unit reached in a cycle."""

    text: str
    """The mean grade, else the progress in percent; empty where it had no objectives."""
    number: int
    """How many objectives it had."""
    is_graded: bool


class ComparedUnitRow(msgspec.Struct, frozen=True):
    """A unit, cycle by cycle."""

    unit: NameView
    cells: tuple[ComparedCell, ...]


class ComparedCyclesView(PageView, frozen=True):
    """Cycles of one length, the newest first, by unit."""

    template: ClassVar[str] = "compared_cycles.html"
    cycles: tuple[NameView, ...]
    rows: tuple[ComparedUnitRow, ...]
    total: ComparedUnitRow | None
    """All units together; None on the page of a part, and for a single unit."""
    parts: tuple[PartCount, ...]
    """The other units, by the page that lists them."""


def group_cycles_by_length(cycles: Sequence[Cycle]) -> dict[str, tuple[Cycle, ...]]:
    """Return cycles of the same length together, where there are several; the newest first, as they are given."""
    groups: dict[str, list[Cycle]] = {}
    for cycle in cycles:
        groups.setdefault(name_length(cycle), []).append(cycle)
    return {name: tuple(group[:MOST_COLUMNS]) for name, group in groups.items() if len(group) > 1}


def name_length(cycle: Cycle) -> str:
    """Return what cycles as long as one are called: `quarters`, else their days."""
    named = (name for name, least, most in _LENGTHS if least <= cycle.days <= most)
    return next(named, f"{cycle.days}-days")


def name_cycles(length: str) -> str:
    """Return what cycles of a length are called, in the language of the site."""
    days = re.fullmatch(r"(\d+)-days", length)
    return translate_plural("{number} day", "{number} days", int(days[1])) if days else translate(_NAMES[length])


def build_compared_cycles_pages(context: ViewContext, renderer: TemplateRenderer) -> Iterator[PlannedPage]:
    """Yield a page for each length of which there are several cycles, and the pages of its parts."""
    for name, cycles in group_cycles_by_length(context.used_cycles).items():
        yield from _plan_pages(context, renderer, name, cycles)


def _plan_pages(
    context: ViewContext, renderer: TemplateRenderer, name: str, cycles: Sequence[Cycle]
) -> Iterator[PlannedPage]:
    snapshot = context.tracker.whole
    cells = _collect_cells(snapshot, cycles)
    parts = divide_list_by_units(snapshot.organisation, dict.fromkeys(cells.keys() - {_ALL}, 1), MOST_ROWS)
    get_cells = context.tracker.declare_mapping(f"{name} of units", lambda: cells)
    get_parts = context.tracker.declare_mapping(f"parts of {name} side by side", lambda: parts)
    get_cycles = context.tracker.declare_value(f"{name} side by side", lambda: cycles)
    for part in parts:
        build = partial(_build_page, context, renderer, name, part, get_cycles, get_parts, get_cells)
        yield PlannedPage(addresses.make_compared_cycles_uri(name, part), build, f"{name} side by side {part}")


def _collect_cells(snapshot: Snapshot, cycles: Sequence[Cycle]) -> dict[str, tuple[ComparedCell, ...]]:
    """Return a row for each unit that had objectives in any of some cycles, and one for all together."""
    organisation = snapshot.organisation
    rows: dict[str, tuple[ComparedCell, ...]] = {}
    together: list[list[Objective]] = [[] for _ in cycles]
    for unit in organisation.units:
        own = organisation.by_unit.get(unit, {})
        listed = [own.get(cycle.id, ()) for cycle in cycles]
        if any(listed):
            rows[unit] = tuple(_build_cell(snapshot, objectives) for objectives in listed)
        for column, objectives in zip(together, listed, strict=True):
            column += objectives
    rows[_ALL] = tuple(_build_cell(snapshot, objectives) for objectives in together)
    return rows


def _build_cell(snapshot: Snapshot, objectives: Sequence[Objective]) -> ComparedCell:
    grades = compute_grade_statistics(objectives, snapshot.measures)
    if not grades.objectives:
        return ComparedCell("", 0, is_graded=False)
    if grades.mean is not None:
        return ComparedCell(format_grade(grades.mean), grades.objectives, is_graded=True)
    progress = average_progress(objectives, snapshot.measures.objectives, snapshot.measures.dropped)
    return ComparedCell(format_percent(progress), grades.objectives, is_graded=False)


def _build_page(
    context: ViewContext,
    renderer: TemplateRenderer,
    name: str,
    part_id: str,
    get_cycles: Callable[[], Sequence[Cycle]],
    get_parts: Callable[[], Parts],
    get_cells: Callable[[], Mapping[str, tuple[ComparedCell, ...]]],
) -> Page:
    parts, cells = get_parts(), get_cells()
    part, pages = parts[part_id], PartPages(parts, partial(addresses.make_compared_cycles_uri, name))
    before, after = pages.name_neighbours(part)
    whole = capitalise_first(translate("{cycles} side by side", cycles=name_cycles(name)))
    title = whole if part.id == WHOLE else f"{whole}: {part.name}"
    about = translate("What each unit reached in each cycle: the mean grade where there are grades, else progress.")
    frame = PageFrame(
        addresses.make_compared_cycles_uri(name, part.id),
        title,
        context.build_crumbs(Crumb(translate("Cycles"), make_url(addresses.CYCLES)), *pages.list_crumbs(part, whole)),
        lead=about,
        before=before,
        after=after,
    )
    view = ComparedCyclesView(
        cycles=tuple(NameView(cycle.name, make_url(addresses.make_cycle_uri(cycle.id))) for cycle in get_cycles()),
        rows=tuple(ComparedUnitRow(context.name_unit(unit), cells[unit]) for unit in part.units),
        total=ComparedUnitRow(NameView(translate("All")), cells[_ALL])
        if part.id == WHOLE and (len(part.units) > 1 or part.parts)
        else None,
        parts=tuple(
            PartCount(pages.name_part(parts[key]), len(list_units_of_part(parts, parts[key]))) for key in part.parts
        ),
    )
    return Page(
        uri=frame.uri,
        title=title,
        body=renderer.render(view, frame),
        search=(SearchEntry("", title, about),),
        description=about,
        layout="navigation toc",
    )
