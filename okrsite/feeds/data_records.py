"""What the data files of a site consist of: an index, and a file for each unit and cycle.

They hold the records of the export. So whoever needs one team reads little, and an edit changes few files.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from okrsite.feeds.export_objective_records import ExportedObjective
from okrsite.feeds.export_records import (
    UNITS,
    AsOf,
    Commit,
    Cycles,
    ExportedKpi,
    ExportedMemo,
    ExportedPerson,
    ExportedTeam,
    Problems,
    TheOrganisation,
)
from okrsite.feeds.record_types import Count, describe

FileUrl = Annotated[str, describe("The address of the file, from the site's root.")]
Version = Annotated[
    Literal[2],
    describe(
        "The version of this format; changes that break readers raise it. 1 is one document with everything, as "
        "`okrsite export` prints it."
    ),
]


class IndexedFile(msgspec.Struct, frozen=True):
    """Where the objectives of a unit in a cycle are."""

    cycle: Annotated[str, describe("The id of the cycle.")]
    objectives: Annotated[Count, describe("How many there are.")]
    file: FileUrl


class IndexedTeam(ExportedTeam, frozen=True, kw_only=True):
    """A unit: the company, a division, a team, or a person with objectives; and where its objectives are."""

    cycles: Annotated[tuple[IndexedFile, ...], describe("The cycles in which it has objectives, in order.")]
    kpis: Annotated[str | None, describe("The address of the file with its KPIs, from the site's root; null for none.")]


class DataIndex(msgspec.Struct, frozen=True, kw_only=True):
    """What there is to know of an organisation's OKRs on one day, and in which files the rest is."""

    schema_version: Version = 2
    as_of: AsOf
    commit: Commit
    problems: Problems
    organisation: TheOrganisation
    cycles: Cycles
    teams: Annotated[
        tuple[IndexedTeam, ...],
        describe(UNITS),
    ]
    people: FileUrl
    memos: Annotated[tuple[ExportedMemo, ...], describe("Executive memos.")]
    tables: Annotated[
        tuple[FileUrl, ...], describe("The same as tables, a workbook first; none where the settings want none.")
    ]


class ExportedStatusRules(msgspec.Struct, frozen=True):
    """From when on the numbers say that something is at risk or off track, as the settings want it."""

    at_risk_behind: Annotated[float, describe("At risk from so many points behind what is expected.")]
    off_track_behind: Annotated[float, describe("Off track from so many points behind what is expected.")]
    low_confidence: Annotated[float, describe("At risk below this confidence, in percent.")]


class CycleData(msgspec.Struct, frozen=True, kw_only=True):
    """The objectives of one unit in one cycle, with the computed numbers."""

    schema_version: Version = 2
    team: Annotated[str, describe("The id of the unit.")]
    cycle: Annotated[str, describe("The id of the cycle.")]
    status_rules: Annotated[ExportedStatusRules, describe("From when on the numbers say which word.")]
    objectives: Annotated[tuple[ExportedObjective, ...], describe("Its objectives, as they stand in the file.")]


class KpiData(msgspec.Struct, frozen=True, kw_only=True):
    """The KPIs of one unit."""

    schema_version: Version = 2
    team: Annotated[str, describe("The id of the unit.")]
    kpis: Annotated[tuple[ExportedKpi, ...], describe("The numbers of its running business, by id.")]


class PeopleData(msgspec.Struct, frozen=True, kw_only=True):
    """The people of an organisation."""

    schema_version: Version = 2
    people: Annotated[tuple[ExportedPerson, ...], describe("Everybody who is named somewhere, by name.")]
