"""What a report changes in the files: of a KPI, of steps that are ticked off, of an objective as a check-in."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from okrsite.editing.changed_files import ChangedFiles
from okrsite.editing.checkin_files import plan_checkin_file
from okrsite.editing.checkins import plan_checkin
from okrsite.editing.kpi_values import KpiReport, plan_kpi_value
from okrsite.editing.new_checkins import ObjectiveCheckIn
from okrsite.editing.refused_edits import EditRefusedError
from okrsite.editing.tables import name_place
from okrsite.editing.ticks import drop_ticks, find_ticks, plan_ticks
from okrsite.problems import Problem
from okrsite.snapshot import Snapshot


class PlannedReport(msgspec.Struct, frozen=True):
    """A report for which files have other texts now, though nothing is written yet."""

    summary: str
    """What is reported, in one line."""
    is_kpi: bool = False
    warnings: tuple[Problem, ...] = ()


def plan_report(snapshot: Snapshot, files: ChangedFiles, one: ObjectiveCheckIn | KpiReport) -> PlannedReport:
    """Change the texts of files for one report.

    Raises:
        EditRefusedError: it can't be said.
    """
    settings = snapshot.site.settings
    if isinstance(one, KpiReport):
        path = one.kpi.place.path
        files.change(path, plan_kpi_value(files.get(path), one, decimal_comma=settings.decimal_comma))
        return PlannedReport(f"{path}: {one.kpi.name}, {one.date}: {one.now}", is_kpi=True)
    try:
        warnings = _plan_objective_report(snapshot, files, one)
    except EditRefusedError as error:
        if not one.places:
            raise
        with name_place(_find_place(snapshot, files, one)):
            raise error
    return PlannedReport(_describe(one), warnings=warnings)


def _plan_objective_report(snapshot: Snapshot, files: ChangedFiles, one: ObjectiveCheckIn) -> tuple[Problem, ...]:
    """Change the texts of files for a report of an objective; return what is doubtful about it."""
    settings = snapshot.site.settings
    path = one.objective.place.path
    ticks = find_ticks(one.objective, one.report)
    if not ticks.is_empty:
        text = plan_ticks(files.get(path), one.objective, ticks, snapshot.organisation, settings)
        files.change(path, text)
    rest = drop_ticks(one.objective, one.report, ticks, is_file=settings.checkins == "file")
    return _add_checkin(snapshot, files, ObjectiveCheckIn(one.objective, rest)) if rest is not None else ()


def _find_place(snapshot: Snapshot, files: ChangedFiles, one: ObjectiveCheckIn) -> str:
    """Return the line of a table that is refused: the first that is by itself, else the first of all."""
    for key, values in one.report.values.items():
        alone = ObjectiveCheckIn(one.objective, replace(one.report, values={key: values}))
        try:
            _plan_objective_report(snapshot, files, alone)
        except EditRefusedError:
            return one.places[key]
    return next(iter(one.places.values()))


def _add_checkin(snapshot: Snapshot, files: ChangedFiles, one: ObjectiveCheckIn) -> tuple[Problem, ...]:
    """Add a check-in to its objective's file, or as a file of its own; return what is doubtful about it."""
    if snapshot.site.settings.checkins == "file":
        plan_checkin_file(files, one.objective, one.report)
        return ()
    path = one.objective.place.path
    planned = plan_checkin(files.get(path), one.objective, one.report, snapshot.organisation, snapshot.site.settings)
    files.change(path, planned.text)
    return tuple(planned.warnings)


def _describe(one: ObjectiveCheckIn) -> str:
    """Return in one line what is reported."""
    values = [
        " ".join(
            (
                key,
                *([told.now] if told.now else ()),
                *([f"({told.confidence})"] if told.confidence else ()),
                *told.steps,
            )
        )
        for key, told in one.report.values.items()
    ]
    said = ", ".join([*values, *([one.report.status] if one.report.status else [])])
    author = f", {one.report.by}" if one.report.by else ""
    return f"{one.objective.place.path}: {one.objective.id}, {one.report.date}{author}{f': {said}' if said else ''}"
