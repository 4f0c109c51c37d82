"""A snapshot as it stood on an earlier day, by what was reported since and by what git remembers; no file is read.

Decides what held then of each value that is typed without a day: the newest report up to that day, where a later one
says what is typed; else what stood there before the first commit after it that changed the value; else what stands
there now. Reports count from the day that people gave them. What was added later, as git knows, had no numbers. Targets
and links are those of today, for an eased target must not look like progress, and what was taken out is in no number.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import TypeVar, get_args

import msgspec
from msgspec.structs import replace

from okrsite.alignment.graph import Alignment
from okrsite.amounts import Quantity
from okrsite.choices import ReportedStatus
from okrsite.history.compare import ChangeKind
from okrsite.history.events import ChangeEvent
from okrsite.history.versions import PastValue
from okrsite.model.assembly import group_by_unit
from okrsite.model.objectives import LEVEL_SCORES, KeyResult, Objective
from okrsite.model.refs import ObjectiveRef
from okrsite.progress.current_values import Report
from okrsite.progress.from_git import collect_git_reports
from okrsite.progress.measure import measure_organisation
from okrsite.snapshot import Snapshot

_STATUSES: tuple[ReportedStatus, ...] = get_args(ReportedStatus)
T = TypeVar("T")


def look_back(snapshot: Snapshot, day: date, refs: Collection[ObjectiveRef] | None = None) -> Snapshot:
    """Return a snapshot with the values and numbers of the end of an earlier day; gaps and problems stay as they are.

    Numbers that are withheld are those of today as well: nothing else is known of them. With `refs` only those
    objectives are there, each by its own key results: what others count in it isn't known then.
    """
    if day >= snapshot.today:
        return snapshot
    objectives = {
        ref: _Restorer(snapshot, objective, day).restore_objective()
        for ref, objective in snapshot.organisation.objectives.items()
        if refs is None or ref in refs
    }
    alignment = snapshot.alignment if refs is None else Alignment(())
    organisation = replace(snapshot.organisation, objectives=objectives, by_unit=group_by_unit(objectives.values()))
    reports = collect_git_reports(snapshot.past, organisation, day)
    measures = measure_organisation(organisation, alignment, snapshot.site.settings, day, reports)
    return replace(snapshot, organisation=organisation, measures=measures, today=day)


class _Restorer(msgspec.Struct, frozen=True):
    """Takes an objective back to a day."""

    snapshot: Snapshot
    objective: Objective
    day: date

    def restore_objective(self) -> Objective:
        if self._find_first_change(None, "created"):
            return replace(self.objective, key_results=tuple(map(_remove_measure, self.objective.key_results)))
        return replace(
            self.objective,
            status=self._restore_status(),
            key_results=tuple(
                _remove_measure(key_result)
                if self._find_first_change(key_result.id, "result added")
                else self._restore_key_result(key_result)
                for key_result in self.objective.key_results
            ),
        )

    def _restore_status(self) -> ReportedStatus | None:
        """Return the typed status; where only check-ins tell when it came, the newest one's of that time."""
        typed = self.objective.status
        event = self._find_first_change(None, "status")
        if event is not None:
            return _take_status(event.before)
        said = [checkin for checkin in self.objective.checkins if checkin.status]
        later = [checkin for checkin in said if self.day < checkin.date <= self.snapshot.today]
        if typed is None or not later or later[-1].status != typed:
            return typed
        return next((checkin.status for checkin in reversed(said) if checkin.date <= self.day), None)

    def _restore_key_result(self, key_result: KeyResult) -> KeyResult:
        ref = self.objective.ref.make_key_result_ref(key_result.id)
        reports = self.snapshot.measures.key_results[ref].current_values.reports
        status = self._find_first_change(key_result.id, "status")
        restored = replace(
            key_result,
            confidence=self._restore_value(
                key_result, key_result.confidence, "confidence", reports, lambda report: report.confidence, _take_share
            ),
            status=key_result.status if status is None else _take_status(status.before),
        )
        if key_result.withheld:
            return restored
        match key_result.kind:
            case "milestones" | "yes-no":
                return self._restore_steps(restored)
            case "levels":
                level = self._restore_value(
                    key_result, key_result.level, "value", reports,
                    lambda report: report.now if isinstance(report.now, str) else None,
                    lambda told: next((level for level in LEVEL_SCORES if level == told), None),
                )  # fmt: skip
                return replace(restored, level=level)
        number = self._restore_value(
            key_result, key_result.now.value if key_result.now else None, "value", reports,
            lambda report: report.now if isinstance(report.now, float) and report.origin != "kpi" else None,
            lambda told: told.value if isinstance(told, Quantity) and told.unit in ("", key_result.unit) else None,
        )  # fmt: skip
        if number is None or key_result.now is None or number == key_result.now.value:
            return replace(restored, now=None if number is None else key_result.now)
        return replace(restored, now=Quantity(number, key_result.now.unit, ""))

    def _restore_value(
        self,
        key_result: KeyResult,
        typed: T | None,
        kind: ChangeKind,
        reports: Sequence[Report],
        get_reported: Callable[[Report], T | None],
        read_past: Callable[[PastValue], T | None],
    ) -> T | None:
        """Return a typed value as it was; one that isn't typed is found among the reports anyway."""
        if typed is None:
            return None
        told = [(report, value) for report in reports if (value := get_reported(report)) is not None]
        earlier = next((value for report, value in reversed(told) if report.date <= self.day), None)
        event = self._find_first_change(key_result.id, kind)
        # A check-in that is a file of its own leaves the typed value as it is, which so may be older.
        later = [value for report, value in told if report.date > self.day and not report.filed]
        if typed in later:
            return earlier if earlier is not None or event is None else read_past(event.before)
        # What was committed after that day and reported for a day before it held then.
        return read_past(event.before) if event is not None and earlier != typed else typed

    def _restore_steps(self, key_result: KeyResult) -> KeyResult:
        """Return a key result with what of it was done then, as far as git tells."""
        event = self._find_first_change(key_result.id, "value")
        if event is None:
            return key_result
        if key_result.kind == "yes-no":
            return replace(key_result, done=event.before if isinstance(event.before, bool) else None)
        done = event.before if isinstance(event.before, tuple) else ()
        if not {step.title for step in key_result.milestones}.issuperset(done):
            return key_result  # its steps have other names now, and which is which isn't known
        steps = tuple(replace(step, done=step.title in done) for step in key_result.milestones)
        return replace(key_result, milestones=steps)

    def _find_first_change(self, result: str | None, kind: ChangeKind) -> ChangeEvent | None:
        """Return the first change of a field after that day: what stood there before it is what held then."""
        for event in self.snapshot.past.list_events(self.objective.ref):
            if event.kind == kind and event.result == result and self.day < event.date <= self.snapshot.today:
                return event
        return None


def _remove_measure(key_result: KeyResult) -> KeyResult:
    """Return a key result as one of which nothing measurable is said."""
    return replace(key_result, kind=None, confidence=None, withheld=None)


def _take_share(told: PastValue) -> float | None:
    return told if isinstance(told, float) else None


def _take_status(told: PastValue) -> ReportedStatus | None:
    return next((status for status in _STATUSES if status == told), None)
