"""What the pages of the pulse say of the running objectives: lists of what needs a look, and how each unit stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from okrsite.languages.words import mark_text, translate, translate_plural
from okrsite.model.objectives import Objective
from okrsite.model.refs import ObjectiveRef
from okrsite.pages.formatting import format_long_day
from okrsite.progress.explanation import format_percent
from okrsite.progress.pulse import count_reports, find_contradiction, list_confidence_falls, list_overdue_items
from okrsite.snapshot import Snapshot

HEAT: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("on", mark_text("On track"), ("on track",)),
    ("risk", mark_text("At risk"), ("at risk",)),
    ("off", mark_text("Off track"), ("off track",)),
    ("stale", mark_text("Outdated"), ("outdated",)),
    ("done", mark_text("Done"), ("done",)),
    ("none", mark_text("Other"), ("not started", "no data", "paused")),
)
"""The columns of the table of units: mark, heading, statuses."""


class PulseKind(msgspec.Struct, frozen=True):
    """One reason to look at objectives."""

    id: str
    """What the address of its list ends in."""
    mark: str
    title: str
    phrase: str
    """After a number: `4 off track`."""
    about: str
    """What is listed, and what to do, in sentences."""
    also: str
    """What else people call it, each a sentence: by that search finds the list."""


KINDS = (
    PulseKind(
        "off-track",
        "off",
        mark_text("Off track"),
        mark_text("off track"),
        mark_text("A person says so, or progress is far behind what is expected. Ask what would help."),
        mark_text("Red. Behind. In trouble."),
    ),
    PulseKind(
        "at-risk",
        "risk",
        mark_text("At risk"),
        mark_text("at risk"),
        mark_text("A person says so, or progress or confidence is below what is expected. There is still time."),
        mark_text("Amber. Yellow. In danger."),
    ),
    PulseKind(
        "outdated",
        "stale",
        mark_text("Outdated"),
        mark_text("outdated"),
        mark_text("Nobody has reported for longer than the settings allow."),
        mark_text("Stale. Silent. No check-in. Not updated."),
    ),
    PulseKind(
        "overdue",
        "stale",
        mark_text("Overdue"),
        mark_text("overdue"),
        mark_text("A key result, or a step of one, names a day that is past, and isn’t reached."),
        mark_text("Late. Past due. Missed deadline."),
    ),
    PulseKind(
        "without-owner",
        "nobody",
        mark_text("Without an owner"),
        mark_text("without an owner"),
        mark_text("Nobody is named who answers for these."),
        mark_text("No owner. Unowned. Nobody."),
    ),
    PulseKind(
        "blocked",
        "block",
        mark_text("Blocked"),
        mark_text("blocked"),
        mark_text("Somebody wrote down what is in the way."),
        mark_text("Stuck. Blockers. Needs help."),
    ),
    PulseKind(
        "confidence-fallen",
        "down",
        mark_text("Confidence fallen"),
        mark_text("with less confidence"),
        mark_text("By the newest report somebody believes in a key result less than before, by ten points or more."),
        mark_text("Less confident. Losing confidence. Confidence drop."),
    ),
    PulseKind(
        "reported-otherwise",
        "side",
        mark_text("Reported otherwise"),
        mark_text("reported otherwise"),
        mark_text("A person says one thing and the numbers say another. One of the two is worth correcting."),
        mark_text("Watermelon. Reported against computed."),
    ),
)
"""In the order in which they are shown; the words are English, see `list_kinds`."""


def list_kinds() -> tuple[PulseKind, ...]:
    """Return the kinds in the words of the site."""
    return tuple(
        PulseKind(kind.id, kind.mark, *map(translate, (kind.title, kind.phrase, kind.about, kind.also)))
        for kind in KINDS
    )


class PulseEntry(msgspec.Struct, frozen=True):
    """An objective in a list."""

    ref: ObjectiveRef
    note: str
    """What of it is meant, in words; may be empty."""


class UnitPulse(msgspec.Struct, frozen=True):
    """How the running objectives of a unit stand, or those of several."""

    counts: tuple[int, ...]
    """By the columns of `HEAT`."""
    expected: int
    """Of how many news is expected."""
    reported: int
    """Of how many of these there was any of late."""


PulseLists = Mapping[str, Mapping[str, tuple[PulseEntry, ...]]]
"""What is listed, by kind and by unit in tree order."""


def collect_pulse(snapshot: Snapshot) -> tuple[PulseLists, dict[str, UnitPulse]]:
    """Return what is to be listed of each kind by unit, and how each unit stands that has running objectives."""
    listed: dict[str, dict[str, tuple[PulseEntry, ...]]] = {kind.id: {} for kind in KINDS}
    units: dict[str, UnitPulse] = {}
    for unit, by_cycle in snapshot.organisation.by_unit.items():
        running = [
            objective
            for cycle, objectives in by_cycle.items()
            if snapshot.organisation.cycles[cycle].contains(snapshot.today)
            for objective in objectives
            if objective.ref not in snapshot.measures.dropped
        ]
        if not running:
            continue
        units[unit] = _measure_unit(snapshot, running)
        found = [(kind, PulseEntry(one.ref, note)) for one in running for kind, note in _find_kinds(snapshot, one)]
        for kind, entry in found:
            listed[kind][unit] = (*listed[kind].get(unit, ()), entry)
    return listed, units


def _measure_unit(snapshot: Snapshot, running: Iterable[Objective]) -> UnitPulse:
    pairs = [(objective, snapshot.measures.objectives[objective.ref]) for objective in running]
    shown = [numbers.status.shown for _, numbers in pairs]
    counts = tuple(sum(word in words for word in shown) for _, _, words in HEAT)
    reports = count_reports(pairs, snapshot.today, snapshot.site.settings.outdated_after_days)
    return UnitPulse(counts, reports.expected, reports.reported)


def _find_kinds(snapshot: Snapshot, objective: Objective) -> list[tuple[str, str]]:
    """Return in which lists a running objective stands, each with what of it is meant."""
    numbers, results = snapshot.measures.objectives[objective.ref], snapshot.measures.key_results
    if numbers.status.is_settled:
        return []
    found = []
    if numbers.status.shown in ("off track", "at risk", "outdated"):
        found.append((numbers.status.shown.replace(" ", "-"), numbers.status.why.translate()))
    overdue = [
        translate("“{title}” was due on {day}", title=item.title, day=format_long_day(item.due))
        for item in list_overdue_items(objective, results, snapshot.today)
    ]
    falls = [
        translate(
            "“{title}” from {before} to {after}",
            title=fall.title,
            before=format_percent(fall.before),
            after=format_percent(fall.now),
        )
        for fall in list_confidence_falls(objective, results)
    ]
    found += [("overdue", _join_notes(overdue))] if overdue else []
    found += [("without-owner", "")] if objective.owner is None else []
    found += [("blocked", _join_notes(objective.blockers))] if objective.blockers else []
    found += [("confidence-fallen", _join_notes(falls))] if falls else []
    if words := find_contradiction(numbers):
        reported, computed = map(translate, words)
        said = translate("reported as {reported}, the numbers say {computed}", reported=reported, computed=computed)
        found.append(("reported-otherwise", said))
    return found


_MOST_NAMED = 3


def _join_notes(notes: Iterable[str]) -> str:
    told = list(notes)
    more = len(told) - _MOST_NAMED
    rest = [translate_plural("and {number} more", "and {number} more", more)] if more > 0 else []
    return "; ".join([*told[:_MOST_NAMED], *rest])


def sum_pulses(pulses: Iterable[UnitPulse]) -> UnitPulse:
    """Return how several units stand together."""
    listed = list(pulses)
    return UnitPulse(
        tuple(sum(column) for column in zip(*(pulse.counts for pulse in listed), strict=True)) or (0,) * len(HEAT),
        sum(pulse.expected for pulse in listed),
        sum(pulse.reported for pulse in listed),
    )
