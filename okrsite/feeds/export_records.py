"""What the export consists of: each record and each field of it with its type and what it means.

This is the one list of keys, in their order. The writers fill these records, and the schema is made of them, so that
the two can't differ. The details of objectives stand in `export_objective_records` and `export_detail_records`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

from okrsite.choices import Rhythm
from okrsite.feeds.export_detail_records import ExportedDatedRange, ExportedDatedValue, ExportedRange
from okrsite.feeds.export_objective_records import ExportedObjective
from okrsite.feeds.record_types import Count, Fraction, PageUrl, PersonId, describe
from okrsite.model.cycles import State


class ExportedProblems(msgspec.Struct, frozen=True):
    """Counts by severity."""

    error: Annotated[Count, describe("Errors: something is left out or wrong.")]
    warning: Annotated[Count, describe("Warnings.")]
    info: Annotated[Count, describe("Remarks.")]


class ExportedOrganisation(msgspec.Struct, frozen=True):
    """The organisation as a whole."""

    name: Annotated[str, describe("Its name.")]
    mission: Annotated[str, describe("What it is there for, as Markdown; empty where nothing is said.")]
    vision: Annotated[str, describe("Where it wants to be in some years, as Markdown; empty where nothing is said.")]
    pillars: Annotated[tuple[str, ...], describe("Its strategic pillars, in their order.")]


class ExportedSession(msgspec.Struct, frozen=True):
    """A strategy session."""

    date: Annotated[date | None, describe("The day; null where nothing is said.")]
    facilitator: PersonId
    inputs: Annotated[tuple[str, ...], describe("What was on the table.")]
    decisions: Annotated[tuple[str, ...], describe("What was decided.")]


class ExportedCycle(msgspec.Struct, frozen=True):
    """A stretch of days for which objectives are set."""

    id: Annotated[str, describe("Its id, such as 2026-Q4.")]
    name: Annotated[str, describe("As people say it: Q4 2026.")]
    start: Annotated[date, describe("The first day.")]
    end: Annotated[date, describe("The last day, inclusive.")]
    state: Annotated[State, describe("Its state on the day of the export.")]
    parent: Annotated[str | None, describe("The smallest larger cycle that holds all its days; null at the top.")]
    progress: Annotated[Fraction | None, describe("The mean of its objectives with data, dropped ones left out.")]
    session: Annotated[
        ExportedSession | None, describe("The strategy session that opened it; null if none is recorded.")
    ]


class ExportedTeam(msgspec.Struct, frozen=True, kw_only=True):
    """A unit: the company, a division, a team, or a person with objectives."""

    id: Annotated[str, describe("Its id; the company's is `company`.")]
    name: Annotated[str, describe("What it is called.")]
    parent: Annotated[str | None, describe("The unit above it; null for the company only.")]
    lead: PersonId
    progress: Annotated[
        Fraction | None, describe("The mean of its objectives in its active cycles, else in its newest.")
    ]
    url: PageUrl
    tags: Annotated[tuple[str, ...], describe("Words to find it by.")] = ()


class ExportedPerson(msgspec.Struct, frozen=True):
    """Somebody who is named in the objectives."""

    id: Annotated[str, describe("Their id: of people.yml, or made from the name.")]
    name: Annotated[str, describe("Their name.")]
    role: Annotated[str, describe("What they do; empty where nothing is said.")]
    team: Annotated[str | None, describe("The unit they belong to; null where nothing is said.")]


class ExportedMemo(msgspec.Struct, frozen=True):
    """The story of a year."""

    team: Annotated[str, describe("The unit that wrote it.")]
    title: Annotated[str, describe("Its title.")]
    author: PersonId
    date: Annotated[date | None, describe("When; null where nothing is said.")]
    text: Annotated[str, describe("The memo itself, as Markdown.")]
    url: PageUrl


class ExportedKpi(msgspec.Struct, frozen=True):
    """A number of the running business."""

    id: Annotated[str, describe("Its id; a team's is `team/kpi`, the company's `kpi`.")]
    name: Annotated[str, describe("What it is called.")]
    team: Annotated[str, describe("The unit that keeps it.")]
    unit: Annotated[str, describe("The unit of measure; empty where it has none.")]
    owner: PersonId
    range: Annotated[ExportedRange | None, describe("The range in which it is healthy; null where nothing is said.")]
    ranges: Annotated[
        tuple[ExportedDatedRange, ...],
        describe("Further ranges, each from its day on in the place of the one before; oldest first."),
    ]
    rhythm: Annotated[Rhythm | None, describe("How often it gets a value; null where nothing is said.")]
    overdue_on: Annotated[
        date | None,
        describe(
            "From which day on it is overdue, if it gets no new value; null without a rhythm and without a value."
        ),
    ]
    values: Annotated[tuple[ExportedDatedValue, ...], describe("Its values, oldest first.")]


AsOf = Annotated[date, describe("The day for which the numbers hold.")]
Commit = Annotated[
    str | None, describe("The short hash of the commit that was read; null outside a repository and for the public.")
]
Problems = Annotated[ExportedProblems, describe("How many problems the public content has, by severity.")]
TheOrganisation = Annotated[ExportedOrganisation, describe("The organisation as a whole.")]
Cycles = Annotated[tuple[ExportedCycle, ...], describe("The cycles, by start, the longer first.")]
UNITS = "All units in tree order: the company, teams, and people with objectives."


class Export(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is public in an organisation's OKRs on one day, with the computed numbers.

    Texts in Markdown that hold a comment or a link within the repository are their words alone; for the public all are.
    """

    schema_version: Annotated[
        Literal[1], describe("The version of this format; changes that break readers raise it.")
    ] = 1
    as_of: AsOf
    commit: Commit
    problems: Problems
    organisation: TheOrganisation
    cycles: Cycles
    teams: Annotated[
        tuple[ExportedTeam, ...],
        describe(UNITS),
    ]
    people: Annotated[tuple[ExportedPerson, ...], describe("Everybody who is named somewhere, by name.")]
    memos: Annotated[tuple[ExportedMemo, ...], describe("Executive memos.")]
    objectives: Annotated[
        tuple[ExportedObjective, ...],
        describe("All objectives: by unit in tree order, cycle, place in the file."),
    ]
    kpis: Annotated[tuple[ExportedKpi, ...], describe("The numbers of the running business, by id.")]
