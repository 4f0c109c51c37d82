"""Every JSON Schema that okrsite can print, by kind."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from okrsite.feeds.content_schema import (
    build_checkin_schema,
    build_cycle_schema,
    build_front_matter_schema,
    build_kpis_schema,
    build_people_schema,
    build_team_schema,
)
from okrsite.feeds.data_records import CycleData, DataIndex, KpiData, PeopleData
from okrsite.feeds.diff_records import ContentDifference
from okrsite.feeds.export_records import Export
from okrsite.feeds.file_accounts import FileReport
from okrsite.feeds.json_encoding import Json
from okrsite.feeds.problem_records import ProblemReport
from okrsite.feeds.record_schema import build_document_schema_of_record
from okrsite.feeds.report_records import WeeklyReport
from okrsite.feeds.settings_schema import build_settings_schema

_SCHEMAS: dict[str, Callable[[], Json]] = {
    "cycle": build_cycle_schema,
    "team": build_team_schema,
    "checkin": build_checkin_schema,
    "people": build_people_schema,
    "kpis": build_kpis_schema,
    "front-matter-cycle": partial(build_front_matter_schema, "cycle"),
    "front-matter-team": partial(build_front_matter_schema, "team"),
    "front-matter-checkin": partial(build_front_matter_schema, "checkin"),
    "front-matter-memo": partial(build_front_matter_schema, "memo"),
    "settings": build_settings_schema,
    "export": lambda: build_document_schema_of_record("okrsite export", Export),
    "data": lambda: build_document_schema_of_record("okrsite: data/okr.json", DataIndex),
    "data-cycle": lambda: build_document_schema_of_record("okrsite: data/units/UNIT/CYCLE.json", CycleData),
    "data-kpis": lambda: build_document_schema_of_record("okrsite: data/kpis/UNIT.json", KpiData),
    "data-people": lambda: build_document_schema_of_record("okrsite: data/people.json", PeopleData),
    "problems": lambda: build_document_schema_of_record("okrsite check", ProblemReport),
    "read": lambda: build_document_schema_of_record("okrsite read", FileReport),
    "report": lambda: build_document_schema_of_record("okrsite report", WeeklyReport),
    "diff": lambda: build_document_schema_of_record("okrsite diff", ContentDifference),
}


def build_schema(kind: str) -> Json:
    """Return the JSON Schema (draft 2020-12) of a kind of file, one of `schema_kinds.KINDS`.

    Raises:
        KeyError: there is no such kind.
    """
    return _SCHEMAS[kind]()
