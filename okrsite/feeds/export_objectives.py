"""Objectives and key results as the export has them, every reference in full.

Which fields belong to which kind of key result is decided here; those of another kind are None.
"""

from __future__ import annotations

from collections.abc import Iterable

from okrsite.alignment.graph import Link, LinkKind
from okrsite.feeds.export_texts import TextWriter
from okrsite.feeds.plain_values import Json, day, limits, number, person, source
from okrsite.model.cycles import Cycle
from okrsite.model.objectives import LEVEL_NAMES, CheckIn, Initiative, KeyResult, Milestone, Objective
from okrsite.pages.addresses import objective_url
from okrsite.progress.contribution import Contribution
from okrsite.progress.explanation import Explanation
from okrsite.progress.goalposts import Move
from okrsite.progress.measure import KeyResultMeasure
from okrsite.progress.projection import Projection, projection
from okrsite.progress.status import Status
from okrsite.progress.values import Report
from okrsite.snapshot import Snapshot


class ObjectiveWriter:
    """Writes the objectives of one snapshot."""

    def __init__(self, snapshot: Snapshot, texts: TextWriter) -> None:
        self._snapshot = snapshot
        self._today = snapshot.today
        self._people = snapshot.organisation.people
        self._texts = texts
        self._links: dict[tuple[str, str | None, LinkKind], list[Link]] = {}
        for link in snapshot.alignment.links:
            self._links.setdefault((link.source, link.source_result, link.kind), []).append(link)

    def objective(self, each: Objective) -> Json:
        """Return one objective with everything under it."""
        return {
            "ref": each.ref,
            "id": each.id,
            "aliases": list(each.aliases),
            "team": each.unit,
            "cycle": each.cycle,
            **self._words(each),
            "checkins": [self._checkin(checkin) for checkin in each.checkins if checkin.date <= self._snapshot.today],
            "retrospective": self._texts.words(each.retrospective),
            **self._upward(each.ref, None),
            "depends_on": [link.target_ref for link in self._links.get((each.ref, None, "depends"), ())],
            "continues": next((link.target_ref for link in self._links.get((each.ref, None, "continues"), ())), None),
            **self._numbers(each),
            "goalposts": [
                _goalpost(move, public=self._snapshot.public) for move in self._snapshot.moves.get(each.ref, ())
            ],
            "url": objective_url(each),
            "source": source(each.place),
            "key_results": [self.key_result(each, result) for result in each.key_results],
            "initiatives": [self._initiative(work) for work in each.initiatives],
        }

    def _words(self, each: Objective) -> Json:
        return {
            "title": each.title,
            "why": self._texts.words(each.why),
            "notes": self._texts.words(each.notes),
            "owner": self._person(each.owner),
            "reviewer": self._person(each.reviewer),
            "contributors": self._persons(each.contributors),
            "horizon": each.horizon,
            "ambition": each.ambition,
            "tags": list(each.tags),
            # A unit that isn't there was reported already, or is a draft.
            "with": [unit for unit in each.joint if unit in self._snapshot.organisation.units],
            "consult": list(each.consult),
            "inform": list(each.inform),
            "needs": self._texts.words(each.needs),
            "blockers": list(each.blockers),
        }

    def _numbers(self, each: Objective) -> Json:
        numbers = self._snapshot.measures.objectives[each.ref]
        return {
            "progress": number(numbers.progress),
            "expected": number(numbers.expected),
            "confidence": number(numbers.confidence),
            "grade": number(numbers.grade),
            "status": _status(numbers.status),
            "aligned": {"direct": number(numbers.aligned_direct), "indirect": number(numbers.aligned_indirect)},
            "explanations": {
                "progress": _explanation(numbers.progress_why),
                "expected": _explanation(numbers.expected_why),
                "confidence": _explanation(numbers.confidence_why),
                "grade": _explanation(numbers.grade_why),
            },
        }

    def key_result(self, objective: Objective, result: KeyResult) -> Json:
        """Return one key result."""
        ref = f"{objective.ref}#{result.id}"
        numbers = self._snapshot.measures.key_results[ref]
        return {
            "ref": ref,
            "id": result.id,
            "title": result.title,
            "kind": result.kind,
            "withheld": result.withheld is not None,
            "owner": self._person(result.owner),
            **_measured_by(result, numbers),
            "rubric": [{"grade": number(grade), "text": text} for grade, text in result.rubric],
            "weight": number(result.weight),
            "progress": number(numbers.progress),
            "expected": number(numbers.expected),
            "confidence": number(numbers.standing.confidence),
            "grade": number(result.grade),
            "proposed_grade": number(numbers.proposed_grade),
            "status": _status(numbers.status),
            "due": day(result.due),
            "kpi": result.kpi if result.kpi in self._snapshot.organisation.kpis else None,
            **self._upward(objective.ref, result.id),
            "contribution": _contribution(numbers.contribution),
            "projection": _projection(projection(result, numbers.standing, self._cycle(objective), self._today)),
            "explanations": {
                "progress": _explanation(numbers.progress_why),
                "expected": _explanation(numbers.expected_why),
                "contribution": _explanation(numbers.contribution.why) if numbers.contribution else None,
            },
            "checkins": [self._report(report) for report in numbers.standing.reports],
            "source": source(result.place),
        }

    def _cycle(self, objective: Objective) -> Cycle:
        return self._snapshot.organisation.cycles[objective.cycle]

    def _upward(self, ref: str, result: str | None) -> Json:
        return {
            "contributes_to": [
                {"ref": link.target_ref, "share": number(link.share), "because": link.because}
                for link in self._links.get((ref, result, "direct"), ())
            ],
            "supports": [
                {"ref": link.target_ref, "because": link.because}
                for link in self._links.get((ref, result, "indirect"), ())
            ],
        }

    def _checkin(self, checkin: CheckIn) -> Json:
        return {
            "date": day(checkin.date),
            "by": self._person(checkin.by),
            "note": self._texts.words(checkin.note),
            "status": checkin.status,
            "origin": "file",
        }

    def _report(self, report: Report) -> Json:
        return {
            "date": day(report.date),
            "by": self._person(report.by),
            "now": report.now if report.now is None or isinstance(report.now, str) else number(report.now),
            "confidence": number(report.confidence),
            "note": self._texts.words(report.note),
            "origin": report.origin,
        }

    def _initiative(self, work: Initiative) -> Json:
        return {
            "title": work.title,
            "owner": self._person(work.owner),
            "status": work.status,
            "link": self._texts.address(work.link, work.place),
        }

    def _person(self, key: str | None) -> str | None:
        return person(self._people, key)

    def _persons(self, keys: Iterable[str]) -> list[str]:
        return [found for found in map(self._person, keys) if found]


def _measured_by(result: KeyResult, numbers: KeyResultMeasure) -> Json:
    """Return the fields that depend on the kind of measure."""
    kind, stands = result.kind, numbers.standing
    # A key result of which nothing says yet how it is measured keeps what it has.
    reaches = kind in ("reach", None)
    now: int | float | str | None = None
    if kind == "levels":
        now = stands.level
    elif kind not in ("milestones", "yes-no"):
        now = number(stands.now.value) if stands.now else None
    return {
        "from": number(stands.start.value) if reaches and stands.start else None,
        "to": number(result.target.value) if reaches and result.target else None,
        "now": now,
        "unit": result.unit,
        "keep": limits(result.keep) if kind == "keep" else None,
        "milestones": [_milestone(step) for step in result.milestones] if kind == "milestones" else None,
        "levels": {name: result.levels.get(name) for name in LEVEL_NAMES} if kind == "levels" else None,
        "phases": [{"date": day(when), "value": number(quantity.value)} for when, quantity in result.phases]
        if reaches
        else None,
    }


def _milestone(step: Milestone) -> Json:
    return {"title": step.title, "done": step.done, "due": day(step.due), "weight": number(step.weight)}


def _explanation(why: Explanation) -> Json:
    """Return how a number came about: what a reader of the export needs to calculate it again."""
    return {
        "sentence": why.sentence,
        "rule": why.rule or None,
        "terms": [
            {
                "label": term.label,
                "text": term.value,
                "number": number(term.number),
                "weight": number(term.weight),
                "ref": term.ref or None,
                "source": source(term.place),
            }
            for term in why.terms
        ],
    }


def _status(status: Status) -> Json:
    return {
        "shown": status.shown,
        "reported": status.reported,
        "computed": status.computed,
        "why": status.why,
    }


def _contribution(found: Contribution | None) -> Json | None:
    if found is None:
        return None
    return {"planned": number(found.planned), "covered": number(found.covered), "verdict": found.verdict}


def _goalpost(move: Move, *, public: bool) -> Json:
    return {
        "date": day(move.date),
        "what": move.what,
        "result": move.result,
        "before": move.before,
        "after": move.after,
        "by": move.author,
        "reason": move.reason,
        "eased": move.eased,
        "commit": None if public else move.commit,
    }


def _projection(found: Projection | None) -> Json | None:
    if found is None:
        return None
    return {
        "date": day(found.end.date),
        "value": number(found.end.value),
        "progress": number(found.progress),
        "sentence": found.why.sentence,
    }
