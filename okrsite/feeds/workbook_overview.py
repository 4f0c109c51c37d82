"""The first sheet of the workbook: how each objective stands, in words and names, for whoever reads nothing else.

Decides what a board wants to see of an objective, and in which order: what is running first.
"""

from __future__ import annotations

from okrsite.feeds.export_objective_records import ExportedObjective
from okrsite.feeds.export_records import Export
from okrsite.feeds.export_tables import Cell, Column, Table

OVERVIEW = "overview"
_COLUMNS = (
    Column("Team", "text"),
    Column("Cycle", "text"),
    Column("Title", "text"),
    Column("Owner", "text"),
    Column("Status", "text"),
    Column("Progress", "share"),
    Column("Expected", "share"),
    Column("Confidence", "share"),
    Column("Grade", "share"),
    Column("Key results", "number"),
    Column("Reason", "text"),
)
_ORDER = ("active", "grading", "planned", "closed")


def build_overview(export: Export) -> Table:
    """Return a row for each objective, those of running cycles first."""
    cycles = {cycle.id: cycle for cycle in export.cycles}
    ordered = sorted(export.objectives, key=lambda one: _ORDER.index(cycles[one.cycle].state))
    teams = {team.id: team.name for team in export.teams}
    people = {person.id: person.name for person in export.people}
    names = {cycle.id: cycle.name for cycle in export.cycles}
    return Table(OVERVIEW, _COLUMNS, tuple(_make_row(one, teams, people, names) for one in ordered))


def _make_row(
    one: ExportedObjective, teams: dict[str, str], people: dict[str, str], cycles: dict[str, str]
) -> tuple[Cell, ...]:
    owner = people.get(one.owner, one.owner) if one.owner else None
    return (
        teams.get(one.team, one.team),
        cycles.get(one.cycle, one.cycle),
        one.title,
        owner,
        one.outcome.shown if one.outcome else one.status.shown,
        one.progress,
        one.expected,
        one.confidence,
        one.grade,
        len(one.key_results),
        one.outcome.why if one.outcome else one.status.why,
    )
