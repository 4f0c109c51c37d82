"""What git's past says of objectives, taken over for those that are the same as before: for a preview."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from okrsite.history.events import Past
from okrsite.model.organisation import Organisation
from okrsite.model.refs import KeyResultRef, ObjectiveRef
from okrsite.progress.current_values import Report
from okrsite.progress.from_git import collect_git_reports
from okrsite.progress.target_changes import TargetChange, collect_target_changes


class KeptReports:
    """Remembers what the past said of each objective when it was asked last."""

    def __init__(self) -> None:
        """Begin without anything."""
        self._past: Past | None = None
        self._organisation: Organisation | None = None
        self._day: date | None = None
        self._reports: dict[KeyResultRef, tuple[Report, ...]] = {}
        self._changes: dict[ObjectiveRef, tuple[TargetChange, ...]] = {}

    def update(self, past: Past, organisation: Organisation, today: date) -> None:
        """Ask the past about whatever is another objective than before."""
        last = self._organisation
        same = self._past is past and self._day == today and last is not None
        if last is None or not same or (last.people, last.cycles) != (organisation.people, organisation.cycles):
            self._reports = collect_git_reports(past, organisation, today)
            self._changes = collect_target_changes(past, organisation, today)
        else:
            # Whether a target was eased depends on where the KPI began that measures it.
            measured = organisation.objectives.values() if last.kpis != organisation.kpis else ()
            by_kpi = {one.ref for one in measured if any(key_result.kpi for key_result in one.key_results)}
            changed = [
                ref
                for ref in {**last.objectives, **organisation.objectives}
                if last.objectives.get(ref) is not organisation.objectives.get(ref) or ref in by_kpi
            ]
            self._ask_again(past, last, organisation, today, changed)
        self._past, self._organisation, self._day = past, organisation, today

    def _ask_again(
        self, past: Past, last: Organisation, organisation: Organisation, today: date, changed: list[ObjectiveRef]
    ) -> None:
        part = replace(past, by_objective={ref: past.by_objective[ref] for ref in changed if ref in past.by_objective})
        gone = {
            ref.make_key_result_ref(key_result.id)
            for ref in changed
            if ref in last.objectives
            for key_result in last.objectives[ref].key_results
        }
        kept = {ref: reports for ref, reports in self._reports.items() if ref not in gone}
        self._reports = kept | collect_git_reports(part, organisation, today)
        moved = collect_target_changes(part, organisation, today)
        others = self._changes.keys() - set(changed)
        merged = {ref: changes for ref, changes in self._changes.items() if ref in others} | moved
        # In the order of the past, in which they are told.
        self._changes = {ref: merged[ref] for ref in past.by_objective if ref in merged}

    @property
    def reports(self) -> Mapping[KeyResultRef, tuple[Report, ...]]:
        """What `collect_git_reports` returns of the same."""
        return self._reports

    @property
    def target_changes(self) -> Mapping[ObjectiveRef, tuple[TargetChange, ...]]:
        """What `collect_target_changes` returns of the same."""
        return self._changes
