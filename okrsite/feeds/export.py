"""The whole model with its computed numbers as one JSON object: `okrsite export`, and `data/okr.json` on the site.

Decides which keys there are and in which order; `export_schema.py` says what each means, and a test holds the two
together. Nothing is computed here, and drafts are not in the snapshot any more.
"""

from __future__ import annotations

from okrsite.feeds.export_objectives import ObjectiveWriter
from okrsite.feeds.export_texts import TextWriter
from okrsite.feeds.plain_values import Json, day, encoded_by_lines, limits, number, person
from okrsite.model.cycles import Cycle
from okrsite.model.organisation import COMPANY, Kpi, Memo, Person, Unit
from okrsite.pages.addresses import memo_url, unit_url
from okrsite.problems import count
from okrsite.snapshot import Snapshot

SCHEMA_VERSION = 1


def export(snapshot: Snapshot) -> Json:
    """Return everything that is public on a day, ready to be written as JSON.

    Fractions (progress, confidence, share, grade) are 0 to 1 and unrounded; only a key result's own progress may leave
    that range. For the public, what something withheld is a part of is in whole percent. The same snapshot always gives
    the same object, in the same order.
    """
    organisation = snapshot.organisation
    company = organisation.units[COMPANY]
    texts = TextWriter(snapshot)
    writer = ObjectiveWriter(snapshot, texts)
    return {
        "schema_version": SCHEMA_VERSION,
        "as_of": snapshot.today.isoformat(),
        "commit": snapshot.commit,
        "problems": dict(count(() if snapshot.public else snapshot.public_problems)),
        "organisation": {
            "name": organisation.name,
            "mission": texts.words(company.mission),
            "vision": texts.words(company.vision),
        },
        "cycles": [_cycle(cycle, snapshot) for cycle in organisation.cycles.values()],
        "teams": [_team(unit, snapshot) for unit in organisation.units.values()],
        "people": [_person(each, snapshot) for each in organisation.people.values()],
        "memos": [_memo(memo, snapshot) for memo in organisation.memos],
        "objectives": [writer.objective(each) for each in organisation.objectives.values()],
        "kpis": [_kpi(kpi, snapshot) for kpi in organisation.kpis.values()],
    }


def export_text(snapshot: Snapshot) -> str:
    """Return the export as JSON: what `okrsite export` prints and the site publishes, the same bytes as UTF-8."""
    return encoded_by_lines(export(snapshot)).decode("utf-8")


def _cycle(cycle: Cycle, snapshot: Snapshot) -> Json:
    session = cycle.session
    return {
        "id": cycle.id,
        "name": cycle.name,
        "start": day(cycle.start),
        "end": day(cycle.end),
        "state": cycle.state(snapshot.today, snapshot.site.settings.grading_days),
        "parent": cycle.parent,
        "progress": number(snapshot.measures.cycles.get(cycle.id)),
        "session": session
        and {
            "date": day(session.date),
            "facilitator": person(snapshot.organisation.people, session.facilitator),
            "inputs": list(session.inputs),
            "decisions": list(session.decisions),
        },
    }


def _team(unit: Unit, snapshot: Snapshot) -> Json:
    return {
        "id": unit.id,
        "name": unit.name,
        "parent": unit.parent,
        "lead": person(snapshot.organisation.people, unit.lead),
        "progress": number(snapshot.measures.units.get(unit.id)),
        "url": unit_url(unit),
    }


def _person(each: Person, snapshot: Snapshot) -> Json:
    # A person's team may be a draft, of which nothing is published, not even its id.
    return {"id": each.id, "name": each.name, "team": each.team if each.team in snapshot.organisation.units else None}


def _memo(memo: Memo, snapshot: Snapshot) -> Json:
    organisation = snapshot.organisation
    return {
        "team": memo.unit,
        "title": memo.title,
        "author": person(organisation.people, memo.author),
        "date": day(memo.date),
        "url": memo_url(memo, organisation.units[memo.unit]),
    }


def _kpi(kpi: Kpi, snapshot: Snapshot) -> Json:
    return {
        "id": kpi.id,
        "name": kpi.name,
        "team": kpi.unit_id,
        "unit": kpi.unit,
        "owner": person(snapshot.organisation.people, kpi.owner),
        "range": limits(kpi.range),
        "values": [{"date": day(when), "value": number(value)} for when, value in kpi.values],
    }
