"""The whole model with its computed numbers as one JSON object: `okrsite export`, and `data/okr.json` on the site.

Fills the records of `export_records`, which say which keys there are. Nothing is computed here, and drafts are not in
the snapshot any more.
"""

from __future__ import annotations

from okrsite.feeds.export_detail_records import ExportedDatedValue
from okrsite.feeds.export_objectives import ObjectiveExporter
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
from okrsite.feeds.json_encoding import encode_record_by_lines
from okrsite.model.cycles import Cycle, Session
from okrsite.model.organisation import COMPANY, Kpi, Memo, Person, Unit
from okrsite.pages.addresses import make_memo_url, make_unit_url
from okrsite.problems import count_by_severity
from okrsite.snapshot import Snapshot


def build_export(snapshot: Snapshot) -> Export:
    """Return everything that is public on a day, ready to be written as JSON.

    Fractions (progress, confidence, share, grade) are 0 to 1 and unrounded; only a key result's own progress may leave
    that range. For the public, what something withheld is a part of is in whole percent. The same snapshot always gives
    the same record, in the same order.
    """
    organisation = snapshot.organisation
    texts = TextWriter(snapshot)
    exporter = ObjectiveExporter(snapshot, texts)
    return Export(
        as_of=snapshot.today,
        commit=snapshot.commit,
        problems=_count_problems(snapshot),
        organisation=_export_organisation(snapshot, texts),
        cycles=tuple(_export_cycle(cycle, snapshot) for cycle in organisation.cycles.values()),
        teams=tuple(_export_team(unit, snapshot) for unit in organisation.units.values()),
        people=tuple(_export_person(person, snapshot) for person in organisation.people.values()),
        memos=tuple(_export_memo(memo, snapshot) for memo in organisation.memos),
        objectives=tuple(map(exporter.export_objective, organisation.objectives.values())),
        kpis=tuple(_export_kpi(kpi, snapshot) for kpi in organisation.kpis.values()),
    )


def format_export(snapshot: Snapshot) -> str:
    """Return the export as JSON: what `okrsite export` prints and the site publishes, the same bytes as UTF-8."""
    return encode_record_by_lines(build_export(snapshot)).decode("utf-8")


def _count_problems(snapshot: Snapshot) -> ExportedProblems:
    counts = count_by_severity(() if snapshot.is_public else snapshot.public_problems)
    return ExportedProblems(error=counts["error"], warning=counts["warning"], info=counts["info"])


def _export_organisation(snapshot: Snapshot, texts: TextWriter) -> ExportedOrganisation:
    company = snapshot.organisation.units[COMPANY]
    return ExportedOrganisation(
        name=snapshot.organisation.name,
        mission=texts.write_prose(company.mission),
        vision=texts.write_prose(company.vision),
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
    )


def _export_person(person: Person, snapshot: Snapshot) -> ExportedPerson:
    # A person's team may be a draft, of which nothing is published, not even its id.
    team = person.team if person.team in snapshot.organisation.units else None
    return ExportedPerson(id=person.id, name=person.name, team=team)


def _export_memo(memo: Memo, snapshot: Snapshot) -> ExportedMemo:
    organisation = snapshot.organisation
    return ExportedMemo(
        team=memo.unit,
        title=memo.title,
        author=find_person_id(organisation.people, memo.author),
        date=memo.date,
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
        values=tuple(ExportedDatedValue(day, simplify_number(value)) for day, value in kpi.values),
    )
