"""What of a running objective needs a look beside its status: overdue results, lost confidence, missing reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice

import msgspec

from okrsite.model.objectives import KeyResult, Objective
from okrsite.model.refs import KeyResultRef
from okrsite.progress.measures import KeyResultMeasure, ObjectiveMeasure
from okrsite.progress.status import CLOSING

FALL = 0.1
"""By how much a confidence (0.0 to 1.0) falls from one report to the next where it is told: ten points."""
_TINY = 1e-9
_Results = Mapping[KeyResultRef, KeyResultMeasure]


class OpenItem(msgspec.Struct, frozen=True):
    """A key result, or one of its steps, that names a day and isn't reached."""

    title: str
    due: date
    key_result: KeyResult


class ConfidenceFall(msgspec.Struct, frozen=True):
    """A key result that somebody holds for less likely than before."""

    title: str
    before: float
    """0.0 to 1.0, as the report before the newest says."""
    now: float


class ReportCounts(msgspec.Struct, frozen=True):
    """Of how many objectives news is expected, and of how many there was any."""

    expected: int
    reported: int


def list_open_items(objective: Objective, results: _Results) -> Iterator[OpenItem]:
    """Yield the key results and steps that name a day, past or to come, and aren't reached."""
    for key_result in objective.key_results:
        # Of one whose numbers are withheld nobody is told whether it is reached.
        if key_result.is_settled or key_result.withheld or key_result.grade is not None:
            continue
        if key_result.kind == "milestones":
            for step in key_result.milestones:
                due = step.due or key_result.due
                if due is not None and not step.done:
                    yield OpenItem(step.title, due, key_result)
        elif key_result.due is not None and not _is_reached(key_result, objective, results):
            yield OpenItem(key_result.title, key_result.due, key_result)


def list_overdue_items(objective: Objective, results: _Results, today: date) -> Iterator[OpenItem]:
    """Yield the key results and steps that name a day which is past, and aren't reached."""
    return (item for item in list_open_items(objective, results) if item.due < today)


def _is_reached(key_result: KeyResult, objective: Objective, results: _Results) -> bool:
    progress = results[objective.ref.make_key_result_ref(key_result.id)].progress
    return progress is not None and progress >= 1 - _TINY


def list_confidence_falls(objective: Objective, results: _Results) -> Iterator[ConfidenceFall]:
    """Yield the key results whose newest reported confidence is lower than the one before, by `FALL` or more."""
    for key_result in objective.key_results:
        reports = results[objective.ref.make_key_result_ref(key_result.id)].current_values.reports
        # From the end: of many reports the last two that have one are wanted.
        said = list(islice((each.confidence for each in reversed(reports) if each.confidence is not None), 2))
        if len(said) == 2 and said[1] - said[0] >= FALL - _TINY and not key_result.is_settled:
            yield ConfidenceFall(key_result.title, said[1], said[0])


def find_contradiction(numbers: ObjectiveMeasure) -> tuple[str, str] | None:
    """Return what a person says and what the numbers say of an objective, where these are two words; else None."""
    reported, computed = numbers.status.reported, numbers.status.computed
    if reported is None or computed is None or reported in CLOSING or reported == computed:
        return None
    return reported, computed


def count_reports(objectives: Iterable[tuple[Objective, ObjectiveMeasure]], today: date, days: int) -> ReportCounts:
    """Return of how many running objectives there was a report in the last `days` days; of paused ones none is due."""
    expected = [
        objective.heard or (numbers.last_report is not None and (today - numbers.last_report).days <= days)
        for objective, numbers in objectives
        if numbers.status.shown not in CLOSING
    ]
    return ReportCounts(len(expected), sum(expected))
