"""Gaps and overlaps as readers see them, one by one, and what one unit has to settle with others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache

import msgspec

from okrsite.alignment.gaps import SkippedUnit, UncountedLink, UncoveredResult, UnlinkedUnit, UnservedGoal
from okrsite.alignment.links import Link, PendingLink
from okrsite.alignment.overlaps import Overlap, OverlapEnd
from okrsite.languages.words import translate, translate_in, translate_plural
from okrsite.model.refs import ObjectiveRef
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.views import NameView
from okrsite.problems import Place


class LinkEndView(msgspec.Struct, frozen=True):
    """An objective, or a key result of it."""

    title: str
    result: str
    """Title of the key result, empty for the whole objective."""
    url: str
    unit: NameView
    cycle: str


class GapEntry(msgspec.Struct, frozen=True):
    """One thing that is missing, or one pair."""

    ends: tuple[LinkEndView, ...]
    joined: str = ""
    """The word between two ends: `depends on`."""
    words: str = ""
    """What else there is to know, without a full stop; as plain text."""
    place: Place | None = None
    """The line where it is mended."""
    units: tuple[NameView, ...] = ()
    """For units without a link: the one, then the others."""
    talk: tuple[NameView, ...] = ()
    """Who is to be talked to."""


class UnsettledGaps:
    """What units have to settle with others, by unit and cycle: dependencies and overlaps, from both ends."""

    def __init__(self, context: ViewContext) -> None:
        """Find who has something to settle; what that is in words is made when somebody asks for it, once for both."""
        self._context = context
        self._gaps: dict[tuple[str, str], list[Link | Overlap]] = {}
        self._made: dict[int, GapEntry] = {}
        """By the id of what they are about, which the snapshot keeps."""
        objectives = context.organisation.objectives
        for link in context.snapshot.gaps.unconfirmed:
            for ref in (link.source, link.target):
                self._gaps.setdefault((objectives[ref].unit, objectives[ref].cycle), []).append(link)
        for pair in context.snapshot.overlaps:
            for end in (pair.first, pair.second):
                objective = objectives[end.ref]
                self._gaps.setdefault((objective.unit, objective.cycle), []).append(pair)

    def list_keys(self) -> Iterable[tuple[str, str]]:
        """Return the units and cycles that have something to settle, by their ids."""
        return self._gaps.keys()

    def build_entries(self, key: tuple[str, str]) -> tuple[GapEntry, ...]:
        """Return what a unit has to settle in a cycle."""
        return tuple(dict.fromkeys(map(self._build_entry, self._gaps[key])))

    def _build_entry(self, gap: Link | Overlap) -> GapEntry:
        entry = self._made.get(id(gap))
        if entry is None:
            if isinstance(gap, Overlap):
                entry = build_overlap_entry(self._context, gap)
            else:
                entry = build_dependency_entry(self._context, gap, translate("not confirmed yet"))
            self._made[id(gap)] = entry
        return entry


def declare_unsettled(context: ViewContext) -> Callable[[], Mapping[tuple[str, str], tuple[GapEntry, ...]]]:
    """Return a function that gives what units have to settle: a page depends on what it shows of that."""
    find_gaps = cache(lambda: UnsettledGaps(context))
    return context.tracker.declare_values(
        "unsettled", lambda: find_gaps().list_keys(), lambda key: find_gaps().build_entries(key)
    )


def build_unserved_entry(context: ViewContext, goal: UnservedGoal) -> GapEntry:
    """Return a goal that nobody serves."""
    return GapEntry((_build_end(context, goal.ref, goal.result),))


def build_pending_entry(context: ViewContext, link: PendingLink) -> GapEntry:
    """Return a link that waits for what isn't published."""
    return GapEntry((_build_end(context, link.source),), place=link.place)


def build_skipped_entry(context: ViewContext, skip: SkippedUnit) -> GapEntry:
    """Return a link past a unit."""
    ends = (
        _build_end(context, skip.link.source),
        _build_end(context, skip.link.target),
        _build_end(context, skip.through),
    )
    return GapEntry(ends, translate("serves"), place=skip.link.place)


def build_unlinked_entry(context: ViewContext, unlinked_unit: UnlinkedUnit) -> GapEntry:
    """Return a unit without a link to others."""
    units = tuple(context.name_unit(unit) for unit in (unlinked_unit.unit, *unlinked_unit.others))
    more = unlinked_unit.more
    words = translate_plural("and {number} more", "and {number} more", more) if more else ""
    return GapEntry((), words=words, units=units)


def _build_end(context: ViewContext, ref: ObjectiveRef, key: str | None = None) -> LinkEndView:
    objective = context.organisation.objectives[ref]
    key_result = objective.find_key_result(key) if key else None
    anchor = f"#{addresses.make_key_result_anchor(objective, key_result)}" if key_result else ""
    return LinkEndView(
        objective.title,
        key_result.title if key_result else "",
        addresses.make_objective_url(objective) + anchor,
        context.name_unit(objective.unit),
        context.organisation.cycles[objective.cycle].name,
    )


def build_objective_entry(context: ViewContext, ref: ObjectiveRef) -> GapEntry:
    """Return an objective that links to no goal."""
    objective = context.organisation.objectives[ref]
    lost = translate("what it links to was dropped") if context.alignment.up.get(ref) else ""
    return GapEntry((_build_end(context, ref),), words=objective.unaligned or lost, place=objective.place)


def build_dependency_entry(context: ViewContext, link: Link, words: str = "") -> GapEntry:
    """Return a dependency that isn't confirmed."""
    ends = (_build_end(context, link.source, link.source_result), _build_end(context, link.target, link.target_result))
    return GapEntry(ends, translate("depends on"), words, context.organisation.objectives[link.target].place)


def build_uncovered_entry(context: ViewContext, found: UncoveredResult) -> GapEntry:
    """Return a key result that plans another movement than what contributes to it."""
    end = OverlapEnd(found.ref, found.result)
    ends = (_build_end(context, found.ref, found.result),)
    return GapEntry(ends, words=found.sentence.translate().rstrip("."), place=_find_end_place(context, end))


def build_uncounted_entry(context: ViewContext, found: UncountedLink) -> GapEntry:
    """Return a contribution in another unit of measure."""
    link = found.link
    ends = (_build_end(context, link.source, link.source_result), _build_end(context, link.target, link.target_result))
    return GapEntry(ends, translate("contributes to"), _describe_units(*found.units), link.place)


def _describe_units(lower: str, upper: str) -> str:
    if not lower:
        return translate("measured without a unit, not in {upper}", upper=upper)
    if not upper:
        return translate("measured in {lower}, not without a unit", lower=lower)
    return translate("measured in {lower}, not in {upper}", lower=lower, upper=upper)


def build_overlap_entry(context: ViewContext, pair: Overlap) -> GapEntry:
    """Return two ends that do the same, or pull against each other."""
    ends = (
        _build_end(context, pair.first.ref, pair.first.result),
        _build_end(context, pair.second.ref, pair.second.result),
    )
    return GapEntry(
        ends,
        translate_in("between two objectives", "and"),
        pair.reason.translate(),
        _find_end_place(context, pair.second),
    )


def _find_end_place(context: ViewContext, end: OverlapEnd) -> Place:
    objective = context.organisation.objectives[end.ref]
    key_result = objective.find_key_result(end.result) if end.result else None
    return key_result.place if key_result else objective.place
