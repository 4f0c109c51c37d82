"""The sheets of the workbook that a board reads: a level of the organisation each, objectives with their key results.

Decides which units are a level, and what of a key result stands in a row. All fields are in the tables behind them.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from okrsite.feeds.export_objective_records import ExportedKeyResult, ExportedObjective
from okrsite.feeds.export_records import Export, ExportedTeam
from okrsite.feeds.export_tables import Cell, Column, Table
from okrsite.model.organisation import COMPANY

_COLUMNS = (
    Column("Team", "text"),
    Column("Cycle", "text"),
    Column("Objective", "text"),
    Column("Key result", "text"),
    Column("Owner", "text"),
    Column("Status", "text"),
    Column("Progress", "share"),
    Column("Expected", "share"),
    Column("Confidence", "share"),
    Column("From", "number"),
    Column("Now", "number"),
    Column("To", "number"),
    Column("Unit", "text"),
    Column("Due", "date"),
    Column("Grade", "share"),
)
_LEVELS = ("Goals of the company", "Goals of divisions", "Goals of teams", "Goals of people")
_STATES = ("active", "grading", "planned", "closed")


class _Names(msgspec.Struct, frozen=True):
    """What ids stand for."""

    teams: dict[str, str]
    people: dict[str, str]
    cycles: dict[str, str]


def build_level_tables(export: Export) -> Iterator[Table]:
    """Yield a table for each level that has objectives, the company first; those of running cycles lead in each."""
    parents = {team.parent for team in export.teams}
    levels = {team.id: _find_level(team, parents) for team in export.teams}
    states = {cycle.id: _STATES.index(cycle.state) for cycle in export.cycles}
    names = _Names(
        {team.id: team.name for team in export.teams},
        {person.id: person.name for person in export.people},
        {cycle.id: cycle.name for cycle in export.cycles},
    )
    ordered = sorted(export.objectives, key=lambda one: states[one.cycle])
    for level in _LEVELS:
        rows = [row for one in ordered if levels.get(one.team) == level for row in _list_rows(one, names)]
        if rows:
            yield Table(level, _COLUMNS, tuple(rows))


def is_objective_row(table: Table, row: tuple[Cell, ...]) -> bool:
    """Whether a row of such a table is an objective, below which its key results stand."""
    return table.columns == _COLUMNS and row[3] is None


def _find_level(team: ExportedTeam, parents: set[str | None]) -> str:
    if team.id == COMPANY:
        return _LEVELS[0]
    if team.url.startswith("people/"):
        return _LEVELS[3]
    return _LEVELS[1 if team.id in parents else 2]


def _list_rows(one: ExportedObjective, names: _Names) -> Iterator[tuple[Cell, ...]]:
    team, cycle = names.teams.get(one.team, one.team), names.cycles.get(one.cycle, one.cycle)
    first = (team, cycle, one.title)
    yield (
        *first,
        None,
        names.people.get(one.owner, one.owner) if one.owner else None,
        one.outcome.shown if one.outcome else one.status.shown,
        one.progress,
        one.expected,
        one.confidence,
        *(None, None, None, None, None),
        one.grade,
    )
    for result in one.key_results:
        yield (*first, *_list_cells(result, names))


def _list_cells(result: ExportedKeyResult, names: _Names) -> Iterator[Cell]:
    yield result.title
    yield names.people.get(result.owner, result.owner) if result.owner else None
    yield result.outcome.shown if result.outcome else result.status.shown
    yield from (result.progress, result.expected, result.confidence)
    yield result.start
    yield _describe_now(result)
    yield _describe_goal(result)
    yield result.unit or None
    yield result.due
    yield result.grade


def _describe_now(result: ExportedKeyResult) -> Cell:
    if result.milestones:
        return f"{sum(step.done for step in result.milestones)} of {len(result.milestones)} steps"
    if result.levels and isinstance(result.now, str):
        texts: dict[str, str] = msgspec.structs.asdict(result.levels)
        return texts.get(result.now, result.now)
    return result.now


def _describe_goal(result: ExportedKeyResult) -> Cell:
    """Return where a key result should be: a number, or in words a range in which it should stay, or a level."""
    if result.levels:
        return result.levels.target
    if result.keep is None:
        return result.to
    low, high = result.keep.low, result.keep.high
    if low is None:
        return f"at most {high:g}"
    return f"at least {low:g}" if high is None else f"{low:g} to {high:g}"
