"""Objectives and key results as the export has them, every reference in full.

Which fields belong to which kind of key result is decided here; those of another kind are None.
"""

from __future__ import annotations

from collections.abc import Iterable

from okrsite.alignment.links import Link, LinkKind
from okrsite.feeds.export_texts import TextWriter
from okrsite.feeds.plain_values import Json, to_day, to_limits, to_number, to_person_id, to_source
from okrsite.model.cycles import Cycle
from okrsite.model.objectives import LEVEL_NAMES, CheckIn, Initiative, KeyResult, Milestone, Objective
from okrsite.model.refs import ObjectiveRef
from okrsite.pages.addresses import make_objective_url
from okrsite.progress.contribution import Contribution
from okrsite.progress.current_values import Report
from okrsite.progress.explanation import Explanation
from okrsite.progress.measure import KeyResultMeasure
from okrsite.progress.projection import Projection, compute_projection
from okrsite.progress.status import Status
from okrsite.progress.target_changes import TargetChange
from okrsite.snapshot import Snapshot


class ObjectiveExporter:
    """Writes the objectives of one snapshot."""

    def __init__(self, snapshot: Snapshot, texts: TextWriter) -> None:
        self._snapshot = snapshot
        self._today = snapshot.today
        self._people = snapshot.organisation.people
        self._texts = texts
        self._links: dict[tuple[str, str | None, LinkKind], list[Link]] = {}
        for link in snapshot.alignment.links:
            self._links.setdefault((link.source, link.source_result, link.kind), []).append(link)

    def export_objective(self, objective: Objective) -> Json:
        """Return one objective with everything under it."""
        return {
            "ref": objective.ref,
            "id": objective.id,
            "aliases": list(objective.aliases),
            "team": objective.unit,
            "cycle": objective.cycle,
            **self._export_words(objective),
            "checkins": [
                self._export_checkin(checkin) for checkin in objective.checkins if checkin.date <= self._snapshot.today
            ],
            "retrospective": self._texts.words(objective.retrospective),
            **self._export_upward_links(objective.ref, None),
            "depends_on": [link.target_ref for link in self._links.get((objective.ref, None, "depends"), ())],
            "continues": next(
                (link.target_ref for link in self._links.get((objective.ref, None, "continues"), ())), None
            ),
            **self._export_numbers(objective),
            "goalposts": [
                _export_target_change(move, public=self._snapshot.is_public)
                for move in self._snapshot.target_changes.get(objective.ref, ())
            ],
            "url": make_objective_url(objective),
            "source": to_source(objective.place),
            "key_results": [self.export_key_result(objective, key_result) for key_result in objective.key_results],
            "initiatives": [self._export_initiative(work) for work in objective.initiatives],
        }

    def _export_words(self, objective: Objective) -> Json:
        return {
            "title": objective.title,
            "why": self._texts.words(objective.why),
            "notes": self._texts.words(objective.notes),
            "owner": self._find_person_id(objective.owner),
            "reviewer": self._find_person_id(objective.reviewer),
            "contributors": self._list_person_ids(objective.contributors),
            "horizon": objective.horizon,
            "ambition": objective.ambition,
            "tags": list(objective.tags),
            # A unit that isn't there was reported already, or is a draft.
            "with": [unit for unit in objective.joint if unit in self._snapshot.organisation.units],
            "consult": list(objective.consult),
            "inform": list(objective.inform),
            "needs": self._texts.words(objective.needs),
            "blockers": list(objective.blockers),
        }

    def _export_numbers(self, objective: Objective) -> Json:
        numbers = self._snapshot.measures.objectives[objective.ref]
        return {
            "progress": to_number(numbers.progress),
            "expected": to_number(numbers.expected),
            "confidence": to_number(numbers.confidence),
            "grade": to_number(numbers.grade),
            "status": _export_status(numbers.status),
            "aligned": {"direct": to_number(numbers.aligned_direct), "indirect": to_number(numbers.aligned_indirect)},
            "explanations": {
                "progress": _export_explanation(numbers.progress_why),
                "expected": _export_explanation(numbers.expected_why),
                "confidence": _export_explanation(numbers.confidence_why),
                "grade": _export_explanation(numbers.grade_why),
            },
        }

    def export_key_result(self, objective: Objective, key_result: KeyResult) -> Json:
        """Return one key result."""
        ref = objective.ref.key_result(key_result.id)
        numbers = self._snapshot.measures.key_results[ref]
        return {
            "ref": ref,
            "id": key_result.id,
            "title": key_result.title,
            "kind": key_result.kind,
            "withheld": key_result.withheld is not None,
            "owner": self._find_person_id(key_result.owner),
            **_export_measure(key_result, numbers),
            "rubric": [{"grade": to_number(grade), "text": text} for grade, text in key_result.rubric],
            "weight": to_number(key_result.weight),
            "progress": to_number(numbers.progress),
            "expected": to_number(numbers.expected),
            "confidence": to_number(numbers.current_values.confidence),
            "grade": to_number(key_result.grade),
            "proposed_grade": to_number(numbers.proposed_grade),
            "status": _export_status(numbers.status),
            "due": to_day(key_result.due),
            "kpi": key_result.kpi if key_result.kpi in self._snapshot.organisation.kpis else None,
            **self._export_upward_links(objective.ref, key_result.id),
            "contribution": _export_contribution(numbers.contribution),
            "projection": _export_projection(
                compute_projection(key_result, numbers.current_values, self._get_cycle(objective), self._today)
            ),
            "explanations": {
                "progress": _export_explanation(numbers.progress_why),
                "expected": _export_explanation(numbers.expected_why),
                "contribution": _export_explanation(numbers.contribution.why) if numbers.contribution else None,
            },
            "checkins": [self._export_report(report) for report in numbers.current_values.reports],
            "source": to_source(key_result.place),
        }

    def _get_cycle(self, objective: Objective) -> Cycle:
        return self._snapshot.organisation.cycles[objective.cycle]

    def _export_upward_links(self, ref: ObjectiveRef, result: str | None) -> Json:
        return {
            "contributes_to": [
                {"ref": link.target_ref, "share": to_number(link.share), "because": link.because}
                for link in self._links.get((ref, result, "direct"), ())
            ],
            "supports": [
                {"ref": link.target_ref, "because": link.because}
                for link in self._links.get((ref, result, "indirect"), ())
            ],
        }

    def _export_checkin(self, checkin: CheckIn) -> Json:
        return {
            "date": to_day(checkin.date),
            "by": self._find_person_id(checkin.by),
            "note": self._texts.words(checkin.note),
            "status": checkin.status,
            "origin": "file",
        }

    def _export_report(self, report: Report) -> Json:
        return {
            "date": to_day(report.date),
            "by": self._find_person_id(report.by),
            "now": report.now if report.now is None or isinstance(report.now, str) else to_number(report.now),
            "confidence": to_number(report.confidence),
            "note": self._texts.line(report.subject) or self._texts.words(report.note),
            "origin": report.origin,
        }

    def _export_initiative(self, work: Initiative) -> Json:
        return {
            "title": work.title,
            "owner": self._find_person_id(work.owner),
            "status": work.status,
            "link": self._texts.address(work.link, work.place),
        }

    def _find_person_id(self, key: str | None) -> str | None:
        return to_person_id(self._people, key)

    def _list_person_ids(self, keys: Iterable[str]) -> list[str]:
        return [found for found in map(self._find_person_id, keys) if found]


def _export_measure(key_result: KeyResult, numbers: KeyResultMeasure) -> Json:
    """Return the fields that depend on the kind of measure."""
    kind, stands = key_result.kind, numbers.current_values
    # A key result of which nothing says yet how it is measured keeps what it has.
    reaches = kind in ("reach", None)
    now: int | float | str | None = None
    if kind == "levels":
        now = stands.level
    elif kind not in ("milestones", "yes-no"):
        now = to_number(stands.now.value) if stands.now else None
    return {
        "from": to_number(stands.start.value) if reaches and stands.start else None,
        "to": to_number(key_result.target.value) if reaches and key_result.target else None,
        "now": now,
        "unit": key_result.unit,
        "keep": to_limits(key_result.keep) if kind == "keep" else None,
        "milestones": [_export_milestone(step) for step in key_result.milestones] if kind == "milestones" else None,
        "levels": {name: key_result.levels.get(name) for name in LEVEL_NAMES} if kind == "levels" else None,
        "phases": [{"date": to_day(when), "value": to_number(quantity.value)} for when, quantity in key_result.phases]
        if reaches
        else None,
    }


def _export_milestone(step: Milestone) -> Json:
    return {"title": step.title, "done": step.done, "due": to_day(step.due), "weight": to_number(step.weight)}


def _export_explanation(why: Explanation) -> Json:
    """Return how a number came about: what a reader of the export needs to calculate it again."""
    return {
        "sentence": why.sentence,
        "rule": why.rule,
        "terms": [
            {
                "label": term.label,
                "text": term.value,
                "number": to_number(term.number),
                "weight": to_number(term.weight),
                "ref": term.ref,
                "source": to_source(term.place),
            }
            for term in why.terms
        ],
    }


def _export_status(status: Status) -> Json:
    return {
        "shown": status.shown,
        "reported": status.reported,
        "computed": status.computed,
        "why": status.why,
    }


def _export_contribution(contribution: Contribution | None) -> Json | None:
    if contribution is None:
        return None
    return {
        "planned": to_number(contribution.planned),
        "covered": to_number(contribution.covered),
        "verdict": contribution.verdict,
    }


def _export_target_change(move: TargetChange, *, public: bool) -> Json:
    return {
        "date": to_day(move.date),
        "what": move.what,
        "result": move.result,
        "before": move.before,
        "after": move.after,
        "by": move.author,
        "reason": move.reason,
        "eased": move.eased,
        "commit": None if public else move.commit,
    }


def _export_projection(projection: Projection | None) -> Json | None:
    if projection is None:
        return None
    return {
        "date": to_day(projection.end.date),
        "value": to_number(projection.end.value),
        "progress": to_number(projection.progress),
        "sentence": projection.why.sentence,
    }
