"""The whole model with its computed numbers as one JSON object: `okrsite export`, and `data/okr.json` on the site.

Decides which keys there are and in which order; `export_schema.py` says what each means, and a test holds the two
together. Nothing is computed here, and drafts are not in the snapshot any more.
"""

from __future__ import annotations

from okrsite.feeds.export_objectives import ObjectiveExporter
from okrsite.feeds.export_texts import TextWriter
from okrsite.feeds.plain_values import Json, encode_json_by_lines, to_day, to_limits, to_number, to_person_id
from okrsite.model.cycles import Cycle
from okrsite.model.organisation import COMPANY, Kpi, Memo, Person, Unit
from okrsite.pages.addresses import make_memo_url, make_unit_url
from okrsite.problems import count_by_severity
from okrsite.snapshot import Snapshot

SCHEMA_VERSION = 1


def build_export(snapshot: Snapshot) -> Json:
    """Return everything that is public on a day, ready to be written as JSON.

    Fractions (progress, confidence, share, grade) are 0 to 1 and unrounded; only a key result's own progress may leave
    that range. For the public, what something withheld is a part of is in whole percent. The same snapshot always gives
    the same object, in the same order.
    """
    organisation = snapshot.organisation
    company = organisation.units[COMPANY]
    texts = TextWriter(snapshot)
    writer = ObjectiveExporter(snapshot, texts)
    return {
        "schema_version": SCHEMA_VERSION,
        "as_of": snapshot.today.isoformat(),
        "commit": snapshot.commit,
        "problems": dict(count_by_severity(() if snapshot.is_public else snapshot.public_problems)),
        "organisation": {
            "name": organisation.name,
            "mission": texts.words(company.mission),
            "vision": texts.words(company.vision),
        },
        "cycles": [_export_cycle(cycle, snapshot) for cycle in organisation.cycles.values()],
        "teams": [_export_team(unit, snapshot) for unit in organisation.units.values()],
        "people": [_export_person(person, snapshot) for person in organisation.people.values()],
        "memos": [_export_memo(memo, snapshot) for memo in organisation.memos],
        "objectives": [writer.export_objective(objective) for objective in organisation.objectives.values()],
        "kpis": [_export_kpi(kpi, snapshot) for kpi in organisation.kpis.values()],
    }


def format_export(snapshot: Snapshot) -> str:
    """Return the export as JSON: what `okrsite export` prints and the site publishes, the same bytes as UTF-8."""
    return encode_json_by_lines(build_export(snapshot)).decode("utf-8")


def _export_cycle(cycle: Cycle, snapshot: Snapshot) -> Json:
    session = cycle.session
    return {
        "id": cycle.id,
        "name": cycle.name,
        "start": to_day(cycle.start),
        "end": to_day(cycle.end),
        "state": cycle.compute_state(snapshot.today, snapshot.site.settings.grading_days),
        "parent": cycle.parent,
        "progress": to_number(snapshot.measures.cycles.get(cycle.id)),
        "session": session
        and {
            "date": to_day(session.date),
            "facilitator": to_person_id(snapshot.organisation.people, session.facilitator),
            "inputs": list(session.inputs),
            "decisions": list(session.decisions),
        },
    }


def _export_team(unit: Unit, snapshot: Snapshot) -> Json:
    return {
        "id": unit.id,
        "name": unit.name,
        "parent": unit.parent,
        "lead": to_person_id(snapshot.organisation.people, unit.lead),
        "progress": to_number(snapshot.measures.units.get(unit.id)),
        "url": make_unit_url(unit),
    }


def _export_person(person: Person, snapshot: Snapshot) -> Json:
    # A person's team may be a draft, of which nothing is published, not even its id.
    return {
        "id": person.id,
        "name": person.name,
        "team": person.team if person.team in snapshot.organisation.units else None,
    }


def _export_memo(memo: Memo, snapshot: Snapshot) -> Json:
    organisation = snapshot.organisation
    return {
        "team": memo.unit,
        "title": memo.title,
        "author": to_person_id(organisation.people, memo.author),
        "date": to_day(memo.date),
        "url": make_memo_url(memo, organisation.units[memo.unit]),
    }


def _export_kpi(kpi: Kpi, snapshot: Snapshot) -> Json:
    return {
        "id": kpi.id,
        "name": kpi.name,
        "team": kpi.unit_id,
        "unit": kpi.unit,
        "owner": to_person_id(snapshot.organisation.people, kpi.owner),
        "range": to_limits(kpi.range),
        "values": [{"date": to_day(when), "value": to_number(value)} for when, value in kpi.values],
    }
