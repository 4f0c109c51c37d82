"""What moved in a week: progress, values, confidence and status; and what was reached or given up."""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.feeds.export_values import simplify_optional_number
from okrsite.feeds.report_records import Outcome, WeeklyConclusion, WeeklyMove, WeeklyResultMove
from okrsite.model.objectives import KeyResult, Objective
from okrsite.progress.measures import KeyResultMeasure
from okrsite.reports.scope import ReportScope

_TINY = 1e-9
"""A difference of shares below it comes from the way in which floats are added."""


def collect_moves(scope: ReportScope) -> Iterator[WeeklyMove]:
    """Yield the running objectives of which a number, or the status, is another than when the week began."""
    for objective in scope.running:
        before, now = scope.measure_before(objective), scope.measure(objective)
        results = tuple(_collect_result_moves(scope, objective))
        moved = before is not None and (
            _differs(before.progress, now.progress)
            or _differs(before.confidence, now.confidence)
            or before.word != now.word
        )
        if results or moved:
            yield WeeklyMove(
                objective=scope.name_objective(objective),
                progress_before=simplify_optional_number(before.progress) if before else None,
                progress=simplify_optional_number(now.progress),
                confidence_before=simplify_optional_number(before.confidence) if before else None,
                confidence=simplify_optional_number(now.confidence),
                status_before=before.status.shown if before else None,
                status=now.status.shown,
                outcome=now.outcome.shown if now.outcome else None,
                key_results=results,
            )


def _collect_result_moves(scope: ReportScope, objective: Objective) -> Iterator[WeeklyResultMove]:
    for key_result, before, now in _list_measures(scope, objective):
        values = _get_value(key_result, before), _get_value(key_result, now)
        confidence = before.current_values.confidence, now.current_values.confidence
        if (
            values[0] != values[1]
            or confidence[0] != confidence[1]
            or _differs(before.progress, now.progress)
            or before.word != now.word
        ):
            yield WeeklyResultMove(
                ref=objective.ref.make_key_result_ref(key_result.id),
                title=key_result.title,
                unit=key_result.unit,
                value_before=values[0],
                value=values[1],
                progress_before=simplify_optional_number(before.progress),
                progress=simplify_optional_number(now.progress),
                confidence_before=simplify_optional_number(confidence[0]),
                confidence=simplify_optional_number(confidence[1]),
                status_before=before.status.shown,
                status=now.status.shown,
                outcome=now.outcome.shown if now.outcome else None,
            )


def _list_measures(
    scope: ReportScope, objective: Objective
) -> Iterator[tuple[KeyResult, KeyResultMeasure, KeyResultMeasure]]:
    """Yield the key results whose numbers are told, each with those of before and of now."""
    for key_result in objective.key_results:
        if not key_result.withheld:
            ref = objective.ref.make_key_result_ref(key_result.id)
            yield key_result, scope.before.measures.key_results[ref], scope.now.measures.key_results[ref]


def _get_value(key_result: KeyResult, measure: KeyResultMeasure) -> float | str | None:
    """Return the number or the level of a key result; None for kinds that have neither."""
    standing = measure.current_values
    if key_result.kind == "levels":
        return standing.level
    return simplify_optional_number(standing.now.value) if standing.now else None


def _differs(before: float | None, now: float | None) -> bool:
    if before is None or now is None:
        return before is not now
    return abs(now - before) > _TINY


def collect_conclusions(scope: ReportScope) -> Iterator[WeeklyConclusion]:
    """Yield what was reached or given up: objectives by a person's word, key results by their numbers as well."""
    for objective in scope.running:
        name = scope.name_objective(objective)
        before, now = scope.before.measures.objectives[objective.ref].status, scope.measure(objective).status
        if now.is_settled and not before.is_settled:
            outcome: Outcome = "given up" if objective.ref in scope.now.measures.dropped else "reached"
            yield WeeklyConclusion(objective=name, key_result=None, key_result_title=None, outcome=outcome)
            continue  # what comes of its key results is part of that
        for key_result, earlier, later in _list_measures(scope, objective):
            if found := _find_outcome(key_result, earlier, later):
                ref = objective.ref.make_key_result_ref(key_result.id)
                yield WeeklyConclusion(objective=name, key_result=ref, key_result_title=key_result.title, outcome=found)


def _find_outcome(key_result: KeyResult, before: KeyResultMeasure, now: KeyResultMeasure) -> Outcome | None:
    if now.status.is_settled:
        if before.status.is_settled:
            return None
        return "given up" if key_result.is_dropped else "reached"
    # A range is kept on every day, and so is never reached.
    if key_result.kind in (None, "keep") or now.progress is None or now.progress < 1 - _TINY:
        return None
    return "reached" if before.progress is None or before.progress < 1 - _TINY else None
