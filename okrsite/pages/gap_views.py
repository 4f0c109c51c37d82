"""Gaps and overlaps as readers see them: sections of one page, and what one unit has to settle with others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from okrsite.alignment.gaps import Apart, Skipped
from okrsite.alignment.graph import Link
from okrsite.alignment.overlaps import End, Overlap
from okrsite.pages import addresses
from okrsite.pages.desk import Desk
from okrsite.pages.views import NameView
from okrsite.problems import Place

Found = TypeVar("Found")
MAX_ENTRIES = 100
"""How many a section shows; a longer list is nobody's list, and `okrsite check` prints all."""


@dataclass(frozen=True, slots=True)
class EndView:
    """An objective, or a key result of it."""

    title: str
    result: str
    """Title of the key result, empty for the whole objective."""
    url: str
    unit: NameView
    cycle: str


@dataclass(frozen=True, slots=True)
class GapEntry:
    """One thing that is missing, or one pair."""

    ends: tuple[EndView, ...]
    joined: str = ""
    """The word between two ends: `depends on`."""
    words: str = ""
    """What else there is to know, without a full stop; as plain text."""
    place: Place | None = None
    """The line where it is mended."""
    units: tuple[NameView, ...] = ()
    """For units without a link: the one, then the others."""


@dataclass(frozen=True, slots=True)
class GapSection:
    """A list of gaps of one kind."""

    id: str
    """Its anchor."""
    mark: str
    title: str
    phrase: str
    """After a number: `4 dependencies not confirmed`."""
    advice: tuple[tuple[bool, str], ...]
    """What to do, in parts: whether it is code, and the text."""
    entries: tuple[GapEntry, ...]
    total: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.entries)


_WORDS = {
    "unserved": (
        "goal",
        "Served by nobody",
        "served by nobody",
        "No team’s objective links to these goals and key results of the company. Whoever serves one adds a line with "
        "it to `contributes_to` or `supports`; what the company does by itself may stay here.",
    ),
    "unaligned": (
        "unlinked",
        "Linked to no goal",
        "linked to no goal",
        "Add `contributes_to` or `supports` with the goal it is for, or `unaligned` with the reason why there is none.",
    ),
    "unconfirmed": (
        "side",
        "Dependencies not confirmed",
        "not confirmed",
        "One team counts on another, which has not said yes. It does with `confirms` and the objective that depends on "
        "it, with `with`, or with any link back.",
    ),
    "against": (
        "off",
        "Pulling against each other",
        "against each other",
        "Both can’t succeed as they are written. Talk; if both are right, say why with `differs_from` and `because`.",
    ),
    "same": (
        "link",
        "Doing the same",
        "doing the same",
        "Link one to the other, do it jointly with `with`, drop one, or say with `differs_from` and `because` why they "
        "are two things.",
    ),
    "skipped": (
        "up",
        "Levels skipped",
        "past a level",
        "These count straight towards a goal although the unit between has an objective for it. Often that is right; "
        "else link to the objective between.",
    ),
    "apart": (
        "unlinked",
        "Divisions without a link",
        "divisions apart",
        "No link, dependency or joint objective joins these in what is running and planned. Some have nothing to do "
        "with each other; the others should talk.",
    ),
    "pending": (
        "none",
        "Links that wait",
        "waiting",
        "These link to something that is not published yet. Nothing is to be done; the links appear by themselves.",
    ),
    "on-purpose": (
        "done",
        "On their own, on purpose",
        "on their own, on purpose",
        "These link to no goal and say why.",
    ),
}
"""By anchor: mark, title, what stands after a number, and what to do, with code in backticks."""


def gap_sections(desk: Desk) -> tuple[GapSection, ...]:
    """Return all sections that have something in them, the weightiest first."""
    gaps, overlaps = desk.snapshot.gaps, desk.snapshot.overlaps
    sections = (
        _section("unserved", gaps.unserved, lambda found: GapEntry((_end(desk, found.ref, found.result),))),
        _section("unaligned", gaps.unaligned, lambda ref: _objective(desk, ref)),
        _section("unconfirmed", gaps.unconfirmed, lambda link: _dependency(desk, link)),
        _section("against", [pair for pair in overlaps if pair.kind == "against"], lambda pair: _pair(desk, pair)),
        _section("same", [pair for pair in overlaps if pair.kind == "same"], lambda pair: _pair(desk, pair)),
        _section("skipped", gaps.skipped, lambda skip: _skipped(desk, skip)),
        _section("apart", gaps.apart, lambda found: _apart(desk, found)),
        _section("pending", gaps.pending, lambda found: GapEntry((_end(desk, found.source),), place=found.place)),
        _section("on-purpose", gaps.on_purpose, lambda ref: _objective(desk, ref)),
    )
    return tuple(section for section in sections if section.total)


def settled_by(desk: Desk) -> Mapping[tuple[str, str], tuple[GapEntry, ...]]:
    """Return what units have to settle with others, by unit and cycle: dependencies and overlaps, from both ends."""
    found: dict[tuple[str, str], list[GapEntry]] = {}
    objectives = desk.organisation.objectives
    for link in desk.snapshot.gaps.unconfirmed:
        entry = _dependency(desk, link, "not confirmed yet")
        for ref in (link.source, link.target):
            found.setdefault((objectives[ref].unit, objectives[ref].cycle), []).append(entry)
    for pair in desk.snapshot.overlaps:
        entry = _pair(desk, pair)
        for end in (pair.first, pair.second):
            each = objectives[end.ref]
            found.setdefault((each.unit, each.cycle), []).append(entry)
    return {key: tuple(dict.fromkeys(entries)) for key, entries in found.items()}


def _section(key: str, found: Sequence[Found], view: Callable[[Found], GapEntry]) -> GapSection:
    mark, title, phrase, advice = _WORDS[key]
    return GapSection(key, mark, title, phrase, _parts(advice), tuple(map(view, found[:MAX_ENTRIES])), len(found))


def _parts(text: str) -> tuple[tuple[bool, str], ...]:
    """Cut a text at its backticks: every other part is code."""
    return tuple((bool(number % 2), part) for number, part in enumerate(text.split("`")) if part)


def _skipped(desk: Desk, skip: Skipped) -> GapEntry:
    ends = (_end(desk, skip.link.source), _end(desk, skip.link.target), _end(desk, skip.through))
    return GapEntry(ends, "serves", place=skip.link.place)


def _apart(desk: Desk, found: Apart) -> GapEntry:
    units = tuple(desk.unit(unit) for unit in (found.unit, *found.others))
    return GapEntry((), words=f"and {found.more} more" if found.more else "", units=units)


def _end(desk: Desk, ref: str, key: str | None = None) -> EndView:
    each = desk.organisation.objectives[ref]
    result = each.key_result(key) if key else None
    anchor = f"#{addresses.result_anchor(each, result)}" if result else ""
    return EndView(
        each.title,
        result.title if result else "",
        addresses.objective_url(each) + anchor,
        desk.unit(each.unit),
        desk.organisation.cycles[each.cycle].name,
    )


def _objective(desk: Desk, ref: str) -> GapEntry:
    each = desk.organisation.objectives[ref]
    lost = "what it links to was dropped" if desk.alignment.up.get(ref) else ""
    return GapEntry((_end(desk, ref),), words=each.unaligned or lost, place=each.place)


def _dependency(desk: Desk, link: Link, words: str = "") -> GapEntry:
    ends = (_end(desk, link.source, link.source_result), _end(desk, link.target, link.target_result))
    return GapEntry(ends, "depends on", words, desk.organisation.objectives[link.target].place)


def _pair(desk: Desk, pair: Overlap) -> GapEntry:
    ends = (_end(desk, pair.first.ref, pair.first.result), _end(desk, pair.second.ref, pair.second.result))
    return GapEntry(ends, "and", pair.reason, _line(desk, pair.second))


def _line(desk: Desk, end: End) -> Place:
    each = desk.organisation.objectives[end.ref]
    result = each.key_result(end.result) if end.result else None
    return result.place if result else each.place


def gap_counts(desk: Desk) -> Iterator[tuple[str, str, int, str]]:
    """Yield what the home page says of it: anchor, mark, number, and the words after the number."""
    gaps = desk.snapshot.gaps
    goals = sum(found.result is None for found in gaps.unserved)
    against = sum(pair.kind == "against" for pair in desk.snapshot.overlaps)
    for anchor, mark, number, words in (
        ("unserved", "goal", goals, ("goal served by nobody", "goals served by nobody")),
        ("unconfirmed", "side", len(gaps.unconfirmed), ("dependency not confirmed", "dependencies not confirmed")),
        ("against", "off", against, ("pair pulls against each other", "pairs pull against each other")),
        ("same", "link", len(desk.snapshot.overlaps) - against, ("pair does the same", "pairs do the same")),
    ):
        if number:
            yield anchor, mark, number, words[number != 1]
