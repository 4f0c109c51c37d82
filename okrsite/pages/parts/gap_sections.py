"""The lists of the page of gaps, and what the home page says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import msgspec
from msgspec.structs import replace

from okrsite.alignment.links import Link
from okrsite.alignment.overlaps import Overlap
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
from okrsite.pages.parts.gap_ranking import RankedGap, is_planned, list_contacts, sort_gaps
from okrsite.pages.parts.gap_words import GAP_WORDS

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
            (RankedGap((goal.ref,), goal.result, (goal.ref,)), partial(build_unserved_entry, context, goal))
            for goal in gaps.unserved
        ],
    )
    yield "unaligned", [_make_objective_gap(context, ref) for ref in gaps.unaligned]
    yield (
        "unconfirmed",
        [
            (
                RankedGap((link.source, link.target), None, (link.target,)),
                partial(build_dependency_entry, context, link),
            )
            for link in gaps.unconfirmed
        ],
    )
    yield (
        "sums",
        [
            (RankedGap((found.ref,), found.result, (found.ref,)), partial(build_uncovered_entry, context, found))
            for found in gaps.uncovered
        ],
    )
    yield (
        "units",
        [(_rank_link(found.link), partial(build_uncounted_entry, context, found)) for found in gaps.uncounted],
    )
    for kind in ("against", "same"):
        yield (
            kind,
            [(_rank_pair(pair), partial(build_overlap_entry, context, pair)) for pair in overlaps if pair.kind == kind],
        )
    yield "skipped", [(_rank_link(skip.link), partial(build_skipped_entry, context, skip)) for skip in gaps.skipped]
    yield (
        "apart",
        [
            (RankedGap((), leads=(unit.unit, *unit.others[:1])), partial(build_unlinked_entry, context, unit))
            for unit in gaps.unlinked_units
        ],
    )
    yield (
        "pending",
        [(RankedGap((link.source,)), partial(build_pending_entry, context, link)) for link in gaps.pending],
    )
    yield "on-purpose", [_make_objective_gap(context, ref, talk=False) for ref in gaps.on_purpose]


def _make_objective_gap(context: ViewContext, ref: ObjectiveRef, *, talk: bool = True) -> _Gap:
    return RankedGap((ref,), None, (ref,) if talk else ()), partial(build_objective_entry, context, ref)


def _rank_pair(pair: Overlap) -> RankedGap:
    refs = (pair.first.ref, pair.second.ref)
    return RankedGap(refs, contacts=refs)


def _rank_link(link: Link) -> RankedGap:
    return RankedGap((link.source, link.target), None, (link.source,))


def _build_section(context: ViewContext, key: str, gaps: Sequence[_Gap], most: int) -> GapSection:
    mark, *marked = GAP_WORDS[key]
    title, phrase, about, advice = (translate(words) if words else "" for words in marked)
    sides: tuple[list[_Gap], list[_Gap]] = ([], [])
    for gap in gaps:
        sides[is_planned(context, gap[0])].append(gap)
    now, later = (sort_gaps(context, side) for side in sides)
    entries = tuple(_build_ranked_entry(context, gap) for gap in now[:most])
    planned = tuple(_build_ranked_entry(context, gap) for gap in later[: most - len(entries)])
    return GapSection(key, mark, title, phrase, about, _split_at_code(advice), entries, planned, len(now), len(gaps))


def _build_ranked_entry(context: ViewContext, gap: _Gap) -> GapEntry:
    return replace(gap[1](), talk=list_contacts(context, gap[0]))


def _split_at_code(text: str) -> tuple[tuple[bool, str], ...]:
    """Cut a text at its backticks: every other part is code."""
    return tuple((bool(number % 2), part) for number, part in enumerate(text.split("`")) if part)


def count_gaps(context: ViewContext) -> Iterator[tuple[str, str, int, str]]:
    """Yield what the home page says of the gaps of goals that run: anchor, mark, number, and the words after it."""
    counts = {
        key: sum(not is_planned(context, gap) for gap, _ in gaps if key != "unserved" or gap.key_result is None)
        for key, gaps in _list_gaps(context)
        if key in _ON_HOME
    }
    for anchor, (mark, words) in _ON_HOME.items():
        if number := counts[anchor]:
            yield anchor, mark, number, translate_plural(*words, number)
