"""The whole model with its computed numbers: as one JSON object for `okrsite export`, and as the data files of a site.

Fills the records of `export_records` and `data_records`, which say which keys there are. Nothing is computed here, and
drafts are not in the snapshot any more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import msgspec

from okrsite.feeds.data_records import (
    CycleData,
    DataIndex,
    ExportedStatusRules,
    IndexedFile,
    IndexedTeam,
    KpiData,
    PeopleData,
)
from okrsite.feeds.export_answers import group_answers
from okrsite.feeds.export_detail_records import ExportedDatedRange, ExportedDatedValue
from okrsite.feeds.export_objectives import ObjectiveExporter, group_links
from okrsite.feeds.export_records import (
    Export,
    ExportedCycle,
    ExportedKpi,
    ExportedMemo,
    ExportedOrganisation,
    ExportedPerson,
    ExportedProblems,
    ExportedSession,
    ExportedTeam,
)
from okrsite.feeds.export_texts import TextWriter
from okrsite.feeds.export_values import (
    find_person_id,
    make_range_record,
    simplify_number,
    simplify_optional_number,
)
from okrsite.feeds.json_encoding import format_record_by_lines
from okrsite.late_patterns import compile_late
from okrsite.model.cycles import Cycle, Session
from okrsite.model.objectives import Objective
from okrsite.model.organisation import COMPANY, Kpi, Memo, Organisation, Person, Unit
from okrsite.options import Settings
from okrsite.pages.addresses import make_memo_url, make_unit_url
from okrsite.pages.context import ViewContext
from okrsite.pages.dividing import group_kpis
from okrsite.pages.input_tracking import InputTracker
from okrsite.pages.page import SideFile
from okrsite.pages.page_days import PageDays
from okrsite.pages.prose.renderer import ProseRenderer
from okrsite.problems import count_by_severity
from okrsite.progress.kpi_health import find_overdue_day
from okrsite.snapshot import Snapshot

DATA_URI = "data/okr.json"
WORKBOOK_URI = "data/okr.xlsx"
CSV_FOLDER = "data/csv/"
_CYCLE_URI = compile_late(r"data/units/([^/]+)/([^/]+)\.json")
_PEOPLE_URI = "data/people.json"


def build_export(snapshot: Snapshot) -> Export:
    """Return everything that is public on a day, ready to be written as JSON.

    Fractions (progress, confidence, share, grade) are 0 to 1 and unrounded; only a key result's own progress may leave
    that range. For the public, what something withheld is a part of is in whole percent. The same snapshot always gives
    the same record, in the same order.
    """
    organisation = snapshot.organisation
    texts = TextWriter(snapshot)
    exporter = ObjectiveExporter(snapshot, texts, PageDays(InputTracker(snapshot)))
    return Export(
        as_of=snapshot.today,
        commit=snapshot.commit,
        problems=_count_problems(snapshot),
        organisation=_export_organisation(snapshot, texts),
        cycles=tuple(_export_cycle(cycle, snapshot) for cycle in organisation.cycles.values()),
        teams=tuple(_export_team(unit, snapshot) for unit in organisation.units.values()),
        people=tuple(_export_person(person, snapshot) for person in organisation.people.values()),
        memos=tuple(_export_memo(memo, snapshot, texts) for memo in organisation.memos),
        objectives=tuple(map(exporter.export_objective, organisation.objectives.values())),
        kpis=tuple(_export_kpi(kpi, snapshot) for kpi in organisation.kpis.values()),
    )


def format_export(snapshot: Snapshot) -> str:
    """Return the export as JSON: what `okrsite export` prints, the same bytes as UTF-8."""
    return format_record_by_lines(build_export(snapshot))


class CycleDataMaker:
    """Makes the data files of units and cycles; what each is made of is noted as for a page."""

    def __init__(self, context: ViewContext) -> None:
        """Take the lookups of the pages beside which they lie."""
        snapshot = self._snapshot = context.snapshot
        self._days = context.days
        declare = context.tracker.declare_mapping
        self._get_links = declare("links by source", lambda: group_links(snapshot))
        self._get_answers = declare("answers by objective", lambda: group_answers(snapshot))
        self._texts = TextWriter(snapshot, ProseRenderer(snapshot, context.tracker))

    def list_files(self, unit: str, cycle: str) -> tuple[SideFile, ...]:
        """Return the file of a unit and a cycle; none where it has no objectives, or all is in one file."""
        objectives = self._snapshot.organisation.by_unit.get(unit, {}).get(cycle, ())
        if not objectives or self._snapshot.site.settings.data == "single":
            return ()
        exporter = ObjectiveExporter(self._snapshot, self._texts, self._days, self._get_links(), self._get_answers())
        record = _build_cycle_data(unit, cycle, objectives, exporter, self._snapshot.site.settings)
        return (SideFile(_make_cycle_uri(unit, cycle), format_record_by_lines(record)),)


def build_data_files(snapshot: Snapshot, made: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """Yield the address, from the site's root, and the content of each data file of a site, as its settings want them.

    These are an index with a file for each unit and cycle, or one file with the same as `okrsite export` prints. Those
    that were `made` already are left out.
    """
    if snapshot.site.settings.data == "single":
        yield DATA_URI, format_export(snapshot)
        return
    for uri, record in _build_data_records(snapshot, made):
        yield uri, format_record_by_lines(record)


def _build_data_records(snapshot: Snapshot, made: Collection[str]) -> Iterator[tuple[str, msgspec.Struct]]:
    organisation = snapshot.organisation
    texts = TextWriter(snapshot)
    exporter = ObjectiveExporter(snapshot, texts, PageDays(InputTracker(snapshot)))
    kpis = group_kpis(organisation)
    yield (
        DATA_URI,
        DataIndex(
            as_of=snapshot.today,
            commit=snapshot.commit,
            problems=_count_problems(snapshot),
            organisation=_export_organisation(snapshot, texts),
            cycles=tuple(_export_cycle(cycle, snapshot) for cycle in organisation.cycles.values()),
            teams=tuple(_index_team(unit, snapshot, has_kpis=unit.id in kpis) for unit in organisation.units.values()),
            people=_PEOPLE_URI,
            memos=tuple(_export_memo(memo, snapshot, texts) for memo in organisation.memos),
            tables=list_table_uris(snapshot),
        ),
    )
    people = tuple(_export_person(person, snapshot) for person in organisation.people.values())
    yield _PEOPLE_URI, PeopleData(people=people)
    for unit, listed in kpis.items():
        yield _make_kpis_uri(unit), KpiData(team=unit, kpis=tuple(_export_kpi(kpi, snapshot) for kpi in listed))
    for unit, by_cycle in organisation.by_unit.items():
        for cycle, objectives in by_cycle.items():
            uri = _make_cycle_uri(unit, cycle)
            if uri not in made:
                yield uri, _build_cycle_data(unit, cycle, objectives, exporter, snapshot.site.settings)


def _build_cycle_data(
    unit: str, cycle: str, objectives: Iterable[Objective], exporter: ObjectiveExporter, settings: Settings
) -> CycleData:
    rules = ExportedStatusRules(settings.at_risk_behind, settings.off_track_behind, settings.low_confidence)
    exported = tuple(map(exporter.export_objective, objectives))
    return CycleData(team=unit, cycle=cycle, status_rules=rules, objectives=exported)


def _make_cycle_uri(unit: str, cycle: str) -> str:
    return f"data/units/{unit}/{cycle}.json"


def list_table_uris(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the addresses of the tables that lie on a site, the workbook first; none where the settings want none."""
    if not snapshot.site.settings.tables:
        return ()
    # Imported where there are some: to find out which there can be, all records of the export are looked at.
    from okrsite.feeds.export_tables import TABLE_NAMES

    return (WORKBOOK_URI, *(f"{CSV_FOLDER}{name}.csv" for name in TABLE_NAMES))


def list_cycle_data(organisation: Organisation) -> Iterator[str]:
    """Yield the addresses of the data files of units and cycles, each of which has all of its objectives."""
    return (_make_cycle_uri(unit, cycle) for unit, cycles in organisation.by_unit.items() for cycle in cycles)


def find_cycle_data(uri: str) -> tuple[str, str] | None:
    """Return the unit and the cycle that the data file at an address may be of; None for another address."""
    match = _CYCLE_URI.fullmatch(uri)
    return (match[1], match[2]) if match else None


def _make_kpis_uri(unit: str) -> str:
    return f"data/kpis/{unit}.json"


def _index_team(unit: Unit, snapshot: Snapshot, *, has_kpis: bool) -> IndexedTeam:
    team = _export_team(unit, snapshot)
    by_cycle = snapshot.organisation.by_unit.get(unit.id, {})
    return IndexedTeam(
        **msgspec.structs.asdict(team),
        cycles=tuple(
            IndexedFile(cycle, len(objectives), _make_cycle_uri(unit.id, cycle))
            for cycle, objectives in by_cycle.items()
        ),
        kpis=_make_kpis_uri(unit.id) if has_kpis else None,
    )


def _count_problems(snapshot: Snapshot) -> ExportedProblems:
    counts = count_by_severity(() if snapshot.is_public else snapshot.public_problems)
    return ExportedProblems(error=counts["error"], warning=counts["warning"], info=counts["info"])


def _export_organisation(snapshot: Snapshot, texts: TextWriter) -> ExportedOrganisation:
    company = snapshot.organisation.units[COMPANY]
    return ExportedOrganisation(
        name=snapshot.organisation.name,
        mission=texts.write_prose(company.mission),
        vision=texts.write_prose(company.vision),
        pillars=company.pillars,
    )


def _export_cycle(cycle: Cycle, snapshot: Snapshot) -> ExportedCycle:
    return ExportedCycle(
        id=cycle.id,
        name=cycle.name,
        start=cycle.start,
        end=cycle.end,
        state=cycle.compute_state(snapshot.today, snapshot.site.settings.grading_days),
        parent=cycle.parent,
        progress=simplify_optional_number(snapshot.measures.cycles.get(cycle.id)),
        session=_export_session(cycle.session, snapshot) if cycle.session else None,
    )


def _export_session(session: Session, snapshot: Snapshot) -> ExportedSession:
    return ExportedSession(
        date=session.date,
        facilitator=find_person_id(snapshot.organisation.people, session.facilitator),
        inputs=session.inputs,
        decisions=session.decisions,
    )


def _export_team(unit: Unit, snapshot: Snapshot) -> ExportedTeam:
    return ExportedTeam(
        id=unit.id,
        name=unit.name,
        parent=unit.parent,
        lead=find_person_id(snapshot.organisation.people, unit.lead),
        progress=simplify_optional_number(snapshot.measures.units.get(unit.id)),
        url=make_unit_url(unit),
        tags=unit.tags,
    )


def _export_person(person: Person, snapshot: Snapshot) -> ExportedPerson:
    # A person's team may be a draft, of which nothing is published, not even its id.
    team = person.team if person.team in snapshot.organisation.units else None
    return ExportedPerson(id=person.id, name=person.name, role=person.role, team=team)


def _export_memo(memo: Memo, snapshot: Snapshot, texts: TextWriter) -> ExportedMemo:
    organisation = snapshot.organisation
    return ExportedMemo(
        team=memo.unit,
        title=memo.title,
        author=find_person_id(organisation.people, memo.author),
        date=memo.date,
        text=texts.write_prose(memo.body),
        url=make_memo_url(memo, organisation.units[memo.unit]),
    )


def _export_kpi(kpi: Kpi, snapshot: Snapshot) -> ExportedKpi:
    return ExportedKpi(
        id=kpi.id,
        name=kpi.name,
        team=kpi.unit_id,
        unit=kpi.unit,
        owner=find_person_id(snapshot.organisation.people, kpi.owner),
        range=make_range_record(kpi.range),
        ranges=tuple(
            ExportedDatedRange(day, limits) for day, typed in kpi.ranges if (limits := make_range_record(typed))
        ),
        rhythm=kpi.rhythm,
        overdue_on=find_overdue_day(kpi, kpi.values[-1][0] if kpi.values else None),
        values=tuple(ExportedDatedValue(day, simplify_number(value)) for day, value in kpi.values),
    )
