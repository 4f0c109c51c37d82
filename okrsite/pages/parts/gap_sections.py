"""The lists of the page of gaps, and what the home page says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

import msgspec
from msgspec.structs import replace

from okrsite.alignment.gaps import UncoveredResult, UnlinkedUnit, UnservedGoal
from okrsite.alignment.links import Link
from okrsite.alignment.overlaps import Overlap, OverlapKind
from okrsite.languages.words import mark_plural, translate, translate_plural
from okrsite.model.refs import ObjectiveRef
from okrsite.pages.context import ViewContext
from okrsite.pages.parts.gap_entries import (
    GapEntry,
    build_dependency_entry,
    build_objective_entry,
    build_overlap_entry,
    build_pending_entry,
    build_skipped_entry,
    build_uncounted_entry,
    build_uncovered_entry,
    build_unlinked_entry,
    build_unserved_entry,
)
from okrsite.pages.parts.gap_ranking import GapRanking, RankedGap, list_contacts
from okrsite.pages.parts.gap_words import GAP_WORDS
from okrsite.snapshot import Snapshot

Item = TypeVar("Item")

MAX_ENTRIES = 100
"""How many a section shows; a longer list is nobody's list, and `okrsite check` prints all."""
_ON_HOME = {
    "unserved": ("goal", mark_plural("goal served by nobody", "goals served by nobody")),
    "unconfirmed": ("side", mark_plural("dependency not confirmed", "dependencies not confirmed")),
    "sums": ("goal", mark_plural("sum that doesn’t add up", "sums that don’t add up")),
    "units": ("link", mark_plural("contribution in another unit", "contributions in another unit")),
    "against": ("off", mark_plural("pair pulls against each other", "pairs pull against each other")),
    "same": ("link", mark_plural("pair does the same", "pairs do the same")),
}
"""What the home page counts: mark, and the words after one and after several."""


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


class _GapKind(msgspec.Struct, Generic[Item], frozen=True):
    """One kind of gaps: which there are, and what is made of each."""

    list_items: Callable[[Snapshot], Sequence[Item]]
    describe: Callable[[Item], RankedGap]
    build_entry: Callable[[ViewContext, Item], GapEntry]


def _describe_unserved(goal: UnservedGoal) -> RankedGap:
    return RankedGap((goal.ref,), goal.result, (goal.ref,))


def _describe_unaligned(ref: ObjectiveRef) -> RankedGap:
    return RankedGap((ref,), None, (ref,))


def _describe_unconfirmed(link: Link) -> RankedGap:
    return RankedGap((link.source, link.target), None, (link.target,))


def _describe_uncovered(found: UncoveredResult) -> RankedGap:
    return RankedGap((found.ref,), found.result, (found.ref,))


def _describe_link(link: Link) -> RankedGap:
    return RankedGap((link.source, link.target), None, (link.source,))


def _describe_pair(pair: Overlap) -> RankedGap:
    refs = (pair.first.ref, pair.second.ref)
    return RankedGap(refs, contacts=refs)


def _describe_unlinked(unit: UnlinkedUnit) -> RankedGap:
    return RankedGap((), leads=(unit.unit, *unit.others[:1]))


def _create_overlap_kind(kind: OverlapKind) -> _GapKind[Overlap]:
    return _GapKind(
        lambda snapshot: [pair for pair in snapshot.overlaps if pair.kind == kind], _describe_pair, build_overlap_entry
    )


_KINDS: Mapping[str, _GapKind[Any]] = {
    "unserved": _GapKind(lambda snapshot: snapshot.gaps.unserved, _describe_unserved, build_unserved_entry),
    "unaligned": _GapKind(lambda snapshot: snapshot.gaps.unaligned, _describe_unaligned, build_objective_entry),
    "unconfirmed": _GapKind(lambda snapshot: snapshot.gaps.unconfirmed, _describe_unconfirmed, build_dependency_entry),
    "sums": _GapKind(lambda snapshot: snapshot.gaps.uncovered, _describe_uncovered, build_uncovered_entry),
    "units": _GapKind(
        lambda snapshot: snapshot.gaps.uncounted, lambda found: _describe_link(found.link), build_uncounted_entry
    ),
    "against": _create_overlap_kind("against"),
    "same": _create_overlap_kind("same"),
    "skipped": _GapKind(
        lambda snapshot: snapshot.gaps.skipped, lambda skip: _describe_link(skip.link), build_skipped_entry
    ),
    "apart": _GapKind(lambda snapshot: snapshot.gaps.unlinked_units, _describe_unlinked, build_unlinked_entry),
    "pending": _GapKind(
        lambda snapshot: snapshot.gaps.pending, lambda link: RankedGap((link.source,)), build_pending_entry
    ),
    "on-purpose": _GapKind(
        lambda snapshot: snapshot.gaps.on_purpose, lambda ref: RankedGap((ref,)), build_objective_entry
    ),
}
"""By anchor, the weightiest first."""


class _ChosenGaps(msgspec.Struct, frozen=True):
    """The gaps of one kind as far as any page lists them."""

    now: tuple[tuple[RankedGap, object], ...]
    """The weightiest of goals that run."""
    later: tuple[tuple[RankedGap, object], ...]
    """The weightiest of goals whose cycle hasn't begun."""
    number: int
    """How many there are of goals that run."""
    total: int


class GapSections:
    """The lists of gaps, of each of which several pages show more or less: each is put in order once."""

    def __init__(self, context: ViewContext, most: int) -> None:
        """Take the lookups, and how many entries of a list a page shows at most."""
        self._context = context
        self._most = most
        self._ranking = GapRanking(context)
        self._chosen: dict[str, _ChosenGaps] = {}

    def count_entries(self) -> dict[str, int]:
        """Return how many entries the page of gaps has of each kind, as far as it lists them."""
        counts = {key: len(kind.list_items(self._context.snapshot)) for key, kind in _KINDS.items()}
        return {key: min(number, MAX_ENTRIES) for key, number in counts.items() if number}

    def build_sections(self, most: int = MAX_ENTRIES) -> tuple[GapSection, ...]:
        """Return all sections that have something in them, the weightiest first, with so many entries each."""
        return tuple(self.build_section(key, most) for key in self.count_entries())

    def build_section(self, key: str, most: int) -> GapSection:
        """Return the section of a kind."""
        mark, _, phrase, about, advice = GAP_WORDS[key]
        chosen = self._choose_gaps(key)
        entries = tuple(self._build_entry(key, *gap) for gap in chosen.now[:most])
        planned = tuple(self._build_entry(key, *gap) for gap in chosen.later[: most - len(entries)])
        return GapSection(
            key,
            mark,
            name_gap_kind(key),
            translate(phrase),
            translate(about),
            _split_at_code(translate(advice) if advice else ""),
            entries,
            planned,
            chosen.number,
            chosen.total,
        )

    def _choose_gaps(self, key: str) -> _ChosenGaps:
        chosen = self._chosen.get(key)
        if chosen is None:
            kind, ranking = _KINDS[key], self._ranking
            sides: tuple[list[tuple[RankedGap, object]], ...] = ([], [])
            for item in kind.list_items(self._context.snapshot):
                gap = kind.describe(item)
                sides[ranking.is_planned(gap)].append((gap, item))
            now, later = (ranking.choose_weightiest(side, self._most) for side in sides)
            chosen = self._chosen[key] = _ChosenGaps(now, later, len(sides[0]), sum(map(len, sides)))
        return chosen

    def _build_entry(self, key: str, gap: RankedGap, item: object) -> GapEntry:
        return replace(_KINDS[key].build_entry(self._context, item), talk=list_contacts(self._context, gap))


def name_gap_kind(key: str) -> str:
    """Return the title of the section of a kind."""
    return translate(GAP_WORDS[key][1])


def _split_at_code(text: str) -> tuple[tuple[bool, str], ...]:
    """Cut a text at its backticks: every other part is code."""
    return tuple((bool(number % 2), part) for number, part in enumerate(text.split("`")) if part)


def count_gaps(context: ViewContext) -> Iterator[tuple[str, str, int, str]]:
    """Yield what the home page says of the gaps of goals that run: anchor, mark, number, and the words after it."""
    ranking = GapRanking(context)
    for anchor, (mark, words) in _ON_HOME.items():
        gaps = map(_KINDS[anchor].describe, _KINDS[anchor].list_items(context.snapshot))
        number = sum(not ranking.is_planned(gap) for gap in gaps if anchor != "unserved" or gap.key_result is None)
        if number:
            yield anchor, mark, number, translate_plural(*words, number)
