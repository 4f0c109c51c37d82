"""Gaps and overlaps as readers see them: sections of one page, and what one unit has to settle with others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial

import msgspec
from msgspec.structs import replace

from okrsite.alignment.gaps import SkippedUnit, UncountedLink, UncoveredResult, UnlinkedUnit, UnservedGoal
from okrsite.alignment.links import Link, PendingLink
from okrsite.alignment.overlaps import Overlap, OverlapEnd
from okrsite.model.refs import ObjectiveRef
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.parts.gap_ranking import RankedGap, is_planned, list_contacts, sort_gaps
from okrsite.pages.parts.gap_words import GAP_WORDS
from okrsite.pages.views import NameView
from okrsite.problems import Place

MAX_ENTRIES = 100
"""How many a section shows; a longer list is nobody's list, and `okrsite check` prints all."""


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


class GapSection(msgspec.Struct, frozen=True):
    """A list of gaps of one kind."""

    id: str
    """Its anchor."""
    mark: str
    title: str
    phrase: str
    """After a number: `4 dependencies not confirmed`."""
    about: str
    """What it means, in words for everybody."""
    advice: tuple[tuple[bool, str], ...]
    """What to type, in parts: whether it is code, and the text."""
    entries: tuple[GapEntry, ...]
    """Those of goals that run, the weightiest first."""
    planned: tuple[GapEntry, ...]
    """Those of goals whose cycle hasn't begun."""
    number: int
    """How many there are of goals that run."""
    total: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.entries) - len(self.planned)

    @property
    def later(self) -> int:
        """How many there are of goals whose cycle hasn't begun."""
        return self.total - self.number


_Gap = tuple[RankedGap, Callable[[], GapEntry]]
"""What decides on the place of a gap, and what makes its entry."""


def count_gap_sections(context: ViewContext) -> dict[str, int]:
    """Return how many entries the page of gaps has of each kind, as far as it lists them."""
    return {key: len(entries[:MAX_ENTRIES]) for key, entries in _list_gaps(context) if entries}


def build_gap_sections(
    context: ViewContext, most: int = MAX_ENTRIES, only: str | None = None
) -> tuple[GapSection, ...]:
    """Return all sections that have something in them, the weightiest first.

    Args:
        context: The lookups.
        most: How many entries a section lists.
        only: The section that is wanted, by its anchor; None for all.
    """
    return tuple(
        _build_section(context, key, gaps, most) for key, gaps in _list_gaps(context) if gaps and only in (None, key)
    )


def _list_gaps(context: ViewContext) -> Iterator[tuple[str, Sequence[_Gap]]]:
    """Yield the gaps of each kind, each as what decides on its place and what makes its entry."""
    gaps, overlaps = context.snapshot.gaps, context.snapshot.overlaps
    yield (
        "unserved",
        [
            (RankedGap((goal.ref,), goal.result, (goal.ref,)), partial(_build_unserved_entry, context, goal))
            for goal in gaps.unserved
        ],
    )
    yield "unaligned", [_make_objective_gap(context, ref) for ref in gaps.unaligned]
    yield (
        "unconfirmed",
        [
            (
                RankedGap((link.source, link.target), None, (link.target,)),
                partial(_build_dependency_entry, context, link),
            )
            for link in gaps.unconfirmed
        ],
    )
    yield (
        "sums",
        [
            (RankedGap((found.ref,), found.result, (found.ref,)), partial(_build_uncovered_entry, context, found))
            for found in gaps.uncovered
        ],
    )
    yield (
        "units",
        [(_rank_link(found.link), partial(_build_uncounted_entry, context, found)) for found in gaps.uncounted],
    )
    for kind in ("against", "same"):
        yield (
            kind,
            [
                (_rank_pair(pair), partial(_build_overlap_entry, context, pair))
                for pair in overlaps
                if pair.kind == kind
            ],
        )
    yield "skipped", [(_rank_link(skip.link), partial(_build_skipped_entry, context, skip)) for skip in gaps.skipped]
    yield (
        "apart",
        [
            (RankedGap((), leads=(unit.unit, *unit.others[:1])), partial(_build_unlinked_entry, context, unit))
            for unit in gaps.unlinked_units
        ],
    )
    yield (
        "pending",
        [(RankedGap((link.source,)), partial(_build_pending_entry, context, link)) for link in gaps.pending],
    )
    yield "on-purpose", [_make_objective_gap(context, ref, talk=False) for ref in gaps.on_purpose]


def _make_objective_gap(context: ViewContext, ref: ObjectiveRef, *, talk: bool = True) -> _Gap:
    return RankedGap((ref,), None, (ref,) if talk else ()), partial(_build_objective_entry, context, ref)


def _rank_pair(pair: Overlap) -> RankedGap:
    refs = (pair.first.ref, pair.second.ref)
    return RankedGap(refs, contacts=refs)


def _rank_link(link: Link) -> RankedGap:
    return RankedGap((link.source, link.target), None, (link.source,))


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
                entry = _build_overlap_entry(self._context, gap)
            else:
                entry = _build_dependency_entry(self._context, gap, "not confirmed yet")
            self._made[id(gap)] = entry
        return entry


def declare_unsettled(context: ViewContext) -> Callable[[], Mapping[tuple[str, str], tuple[GapEntry, ...]]]:
    """Return a function that gives what units have to settle: a page depends on what it shows of that."""
    find_gaps = cache(lambda: UnsettledGaps(context))
    return context.tracker.declare_values(
        "unsettled", lambda: find_gaps().list_keys(), lambda key: find_gaps().build_entries(key)
    )


def _build_section(context: ViewContext, key: str, gaps: Sequence[_Gap], most: int) -> GapSection:
    mark, title, phrase, about, advice = GAP_WORDS[key]
    sides: tuple[list[_Gap], list[_Gap]] = ([], [])
    for gap in gaps:
        sides[is_planned(context, gap[0])].append(gap)
    now, later = (sort_gaps(context, side) for side in sides)
    entries = tuple(_build_ranked_entry(context, gap) for gap in now[:most])
    planned = tuple(_build_ranked_entry(context, gap) for gap in later[: most - len(entries)])
    return GapSection(key, mark, title, phrase, about, _split_at_code(advice), entries, planned, len(now), len(gaps))


def _build_ranked_entry(context: ViewContext, gap: _Gap) -> GapEntry:
    return replace(gap[1](), talk=list_contacts(context, gap[0]))


def _build_unserved_entry(context: ViewContext, goal: UnservedGoal) -> GapEntry:
    return GapEntry((_build_end(context, goal.ref, goal.result),))


def _build_pending_entry(context: ViewContext, link: PendingLink) -> GapEntry:
    return GapEntry((_build_end(context, link.source),), place=link.place)


def _split_at_code(text: str) -> tuple[tuple[bool, str], ...]:
    """Cut a text at its backticks: every other part is code."""
    return tuple((bool(number % 2), part) for number, part in enumerate(text.split("`")) if part)


def _build_skipped_entry(context: ViewContext, skip: SkippedUnit) -> GapEntry:
    ends = (
        _build_end(context, skip.link.source),
        _build_end(context, skip.link.target),
        _build_end(context, skip.through),
    )
    return GapEntry(ends, "serves", place=skip.link.place)


def _build_unlinked_entry(context: ViewContext, unlinked_unit: UnlinkedUnit) -> GapEntry:
    units = tuple(context.name_unit(unit) for unit in (unlinked_unit.unit, *unlinked_unit.others))
    return GapEntry((), words=f"and {unlinked_unit.more} more" if unlinked_unit.more else "", units=units)


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


def _build_objective_entry(context: ViewContext, ref: ObjectiveRef) -> GapEntry:
    objective = context.organisation.objectives[ref]
    lost = "what it links to was dropped" if context.alignment.up.get(ref) else ""
    return GapEntry((_build_end(context, ref),), words=objective.unaligned or lost, place=objective.place)


def _build_dependency_entry(context: ViewContext, link: Link, words: str = "") -> GapEntry:
    ends = (_build_end(context, link.source, link.source_result), _build_end(context, link.target, link.target_result))
    return GapEntry(ends, "depends on", words, context.organisation.objectives[link.target].place)


def _build_uncovered_entry(context: ViewContext, found: UncoveredResult) -> GapEntry:
    end = OverlapEnd(found.ref, found.result)
    ends = (_build_end(context, found.ref, found.result),)
    return GapEntry(ends, words=found.sentence.rstrip("."), place=_find_end_place(context, end))


def _build_uncounted_entry(context: ViewContext, found: UncountedLink) -> GapEntry:
    link = found.link
    ends = (_build_end(context, link.source, link.source_result), _build_end(context, link.target, link.target_result))
    units = [f"in {unit}" if unit else "without a unit" for unit in found.units]
    return GapEntry(ends, "contributes to", f"measured {units[0]}, not {units[1]}", link.place)


def _build_overlap_entry(context: ViewContext, pair: Overlap) -> GapEntry:
    ends = (
        _build_end(context, pair.first.ref, pair.first.result),
        _build_end(context, pair.second.ref, pair.second.result),
    )
    return GapEntry(ends, "and", pair.reason, _find_end_place(context, pair.second))


def _find_end_place(context: ViewContext, end: OverlapEnd) -> Place:
    objective = context.organisation.objectives[end.ref]
    key_result = objective.find_key_result(end.result) if end.result else None
    return key_result.place if key_result else objective.place


def count_gaps(context: ViewContext) -> Iterator[tuple[str, str, int, str]]:
    """Yield what the home page says of the gaps of goals that run: anchor, mark, number, and the words after it."""
    counts = {
        key: sum(not is_planned(context, gap) for gap, _ in gaps if key != "unserved" or gap.key_result is None)
        for key, gaps in _list_gaps(context)
        if key in _ON_HOME
    }
    for anchor, (mark, one, several) in _ON_HOME.items():
        if number := counts[anchor]:
            yield anchor, mark, number, one if number == 1 else several


_ON_HOME = {
    "unserved": ("goal", "goal served by nobody", "goals served by nobody"),
    "unconfirmed": ("side", "dependency not confirmed", "dependencies not confirmed"),
    "sums": ("goal", "sum that doesn’t add up", "sums that don’t add up"),
    "units": ("link", "contribution in another unit", "contributions in another unit"),
    "against": ("off", "pair pulls against each other", "pairs pull against each other"),
    "same": ("link", "pair does the same", "pairs do the same"),
}
"""What the home page counts: mark, and the words after one and after several."""
