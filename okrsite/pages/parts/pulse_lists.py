"""What the pages of the pulse say of the running objectives: lists of what needs a look, and how each unit stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from okrsite.model.objectives import Objective
from okrsite.model.refs import ObjectiveRef
from okrsite.pages.formatting import format_long_day
from okrsite.progress.explanation import format_percent
from okrsite.progress.pulse import count_reports, find_contradiction, list_confidence_falls, list_overdue_items
from okrsite.snapshot import Snapshot

HEAT: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("on", "On track", ("on track",)),
    ("risk", "At risk", ("at risk",)),
    ("off", "Off track", ("off track",)),
    ("stale", "Outdated", ("outdated",)),
    ("done", "Done", ("done",)),
    ("none", "Other", ("not started", "no data", "paused")),
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
        "off-track", "off", "Off track", "off track",
        "A person says so, or progress is far behind what is expected. Ask what would help.",
        "Red. Behind. In trouble.",
    ),
    PulseKind(
        "at-risk", "risk", "At risk", "at risk",
        "A person says so, or progress or confidence is below what is expected. There is still time.",
        "Amber. Yellow. In danger.",
    ),
    PulseKind(
        "outdated", "stale", "Outdated", "outdated", "Nobody has reported for longer than the settings allow.",
        "Stale. Silent. No check-in. Not updated.",
    ),
    PulseKind(
        "overdue", "stale", "Overdue", "overdue",
        "A key result, or a step of one, names a day that is past, and isn’t reached.",
        "Late. Past due. Missed deadline.",
    ),
    PulseKind(
        "without-owner", "nobody", "Without an owner", "without an owner", "Nobody is named who answers for these.",
        "No owner. Unowned. Nobody.",
    ),
    PulseKind(
        "blocked", "block", "Blocked", "blocked", "Somebody wrote down what is in the way.",
        "Stuck. Blockers. Needs help.",
    ),
    PulseKind(
        "confidence-fallen", "down", "Confidence fallen", "with less confidence",
        "By the newest report somebody believes in a key result less than before, by ten points or more.",
        "Less confident. Losing confidence. Confidence drop.",
    ),
    PulseKind(
        "reported-otherwise", "side", "Reported otherwise", "reported otherwise",
        "A person says one thing and the numbers say another. One of the two is worth correcting.",
        "Watermelon. Reported against computed.",
    ),
)  # fmt: skip
"""In the order in which they are shown."""


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
        found.append((numbers.status.shown.replace(" ", "-"), numbers.status.why))
    overdue = [
        f"“{item.title}” was due on {format_long_day(item.due)}"
        for item in list_overdue_items(objective, results, snapshot.today)
    ]
    falls = [
        f"“{fall.title}” from {format_percent(fall.before)} to {format_percent(fall.now)}"
        for fall in list_confidence_falls(objective, results)
    ]
    found += [("overdue", _join_notes(overdue))] if overdue else []
    found += [("without-owner", "")] if objective.owner is None else []
    found += [("blocked", _join_notes(objective.blockers))] if objective.blockers else []
    found += [("confidence-fallen", _join_notes(falls))] if falls else []
    if words := find_contradiction(numbers):
        found.append(("reported-otherwise", f"reported as {words[0]}, the numbers say {words[1]}"))
    return found


_MOST_NAMED = 3


def _join_notes(notes: Iterable[str]) -> str:
    told = list(notes)
    more = [f"and {len(told) - _MOST_NAMED} more"] if len(told) > _MOST_NAMED else []
    return "; ".join([*told[:_MOST_NAMED], *more])


def sum_pulses(pulses: Iterable[UnitPulse]) -> UnitPulse:
    """Return how several units stand together."""
    listed = list(pulses)
    return UnitPulse(
        tuple(sum(column) for column in zip(*(pulse.counts for pulse in listed), strict=True)) or (0,) * len(HEAT),
        sum(pulse.expected for pulse in listed),
        sum(pulse.reported for pulse in listed),
    )
