"""The account of one thing: each of its numbers with its sentence and its terms."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from okrsite.alignment.link_kinds import SERVING, LinkKind
from okrsite.feeds.explain.subjects import Subject
from okrsite.model.cycles import Cycle
from okrsite.model.objectives import KeyResult, Objective
from okrsite.model.organisation import Kpi, Unit
from okrsite.number_style import format_decimals
from okrsite.problems import Place
from okrsite.progress.explanation import Explanation, Term, format_percent
from okrsite.progress.key_result_explanations import explain_expected_progress, explain_progress
from okrsite.progress.kpi_health import find_overdue_day, find_range
from okrsite.progress.mean_terms import explain_objective
from okrsite.progress.means import ExplainedMean, compute_aligned_mean, compute_progress_mean, compute_unit_mean
from okrsite.progress.measures import KeyResultMeasure, ObjectiveMeasure
from okrsite.progress.status import Status
from okrsite.progress.thresholds import explain_proposed_grade
from okrsite.snapshot import Snapshot
from okrsite.sources.numbers import render_quantity
from okrsite.vocabulary import KEY_RESULT, OBJECTIVE


class ExplainedNumber(msgspec.Struct, frozen=True):
    """One number, or status, with where it comes from."""

    name: str
    value: str
    why: Explanation


class SubjectExplanation(msgspec.Struct, frozen=True):
    """Everything that can be said about one thing's numbers."""

    ref: str
    title: str
    place: Place | None
    numbers: tuple[ExplainedNumber, ...]


def explain_subject(snapshot: Snapshot, subject: Subject) -> SubjectExplanation:
    """Return the account of an objective, key result, unit, cycle or KPI."""
    if isinstance(subject, Objective):
        return _explain_objective(snapshot, subject)
    if isinstance(subject, Unit):
        return _explain_unit(snapshot, subject)
    if isinstance(subject, Cycle):
        return _explain_cycle(snapshot, subject)
    if isinstance(subject, Kpi):
        return _explain_kpi(snapshot, subject)
    return _explain_key_result(snapshot, *subject)


def _explain_key_result(snapshot: Snapshot, objective: Objective, key_result: KeyResult) -> SubjectExplanation:
    ref = objective.ref.make_key_result_ref(key_result.id)
    numbers = snapshot.measures.key_results[ref]
    stands, cycle = numbers.current_values, snapshot.organisation.cycles[objective.cycle]
    typed = key_result.confidence is not None
    said = "Typed with the key result." if typed else "Said in the newest check-in that has one."
    confidence = Explanation(
        said if stands.confidence is not None else "Nobody said one.",
        _list_terms(
            Term("confidence", format_percent(stands.confidence), stands.confidence_place),
            stands.confidence is not None,
        ),
    )
    word = _list_terms(
        Term("reported", key_result.status or "", key_result.find_place(KEY_RESULT.STATUS)),
        key_result.status is not None,
    )
    explained_numbers = [
        ExplainedNumber("progress", format_percent(numbers.progress), explain_progress(key_result, numbers)),
        *_list_sum(key_result, numbers),
        *_list_expected(numbers, explain_expected_progress(key_result, numbers, cycle)),
        ExplainedNumber("confidence", format_percent(stands.confidence), confidence),
        _explain_word(numbers, word),
        ExplainedNumber("grade", _format_grade(key_result.grade), _explain_grade(key_result, numbers)),
    ]
    if numbers.contribution is not None:
        why = replace(numbers.contribution.why, rule=None)
        explained_numbers.append(ExplainedNumber("contribution", numbers.contribution.verdict, why))
    return SubjectExplanation(ref, key_result.title, key_result.place, tuple(explained_numbers))


def _list_sum(key_result: KeyResult, numbers: KeyResultMeasure) -> tuple[ExplainedNumber, ...]:
    """Return the value of a key result that is a sum of others."""
    if numbers.sum is None:
        return ()
    now = numbers.current_values.now
    return (ExplainedNumber("sum", render_quantity(now.value, key_result.unit) if now else "–", numbers.sum.why),)


def _explain_grade(key_result: KeyResult, numbers: KeyResultMeasure) -> Explanation:
    proposed = numbers.proposed_grade
    if key_result.grade is not None:
        return Explanation(
            "Given by a person.",
            (Term("grade", _format_grade(key_result.grade), key_result.find_place(KEY_RESULT.GRADE)),),
        )
    why = explain_proposed_grade(key_result, numbers.current_values, numbers.progress, proposed)
    by = "Its thresholds propose" if why.rule == "grade" else "Its progress proposes"
    proposal = f" {by} {_format_grade(proposed)}." if proposed is not None else ""
    return Explanation(f"Nobody gave one yet.{proposal}", why.terms if why.rule == "grade" else ())


def _explain_objective(snapshot: Snapshot, objective: Objective) -> SubjectExplanation:
    numbers = snapshot.measures.objectives[objective.ref]
    why = explain_objective(objective, snapshot.organisation, snapshot.measures)
    explained_numbers = (
        ExplainedNumber("progress", format_percent(numbers.progress), why.progress),
        *_list_expected(numbers, why.expected),
        ExplainedNumber("confidence", format_percent(numbers.confidence), why.confidence),
        _explain_word(numbers, _find_reported_status(snapshot, objective)),
        ExplainedNumber("grade", _format_grade(numbers.grade), why.grade),
        *(_explain_aligned_mean(snapshot, objective, kind) for kind in SERVING),
    )
    return SubjectExplanation(objective.ref, objective.title, objective.place, explained_numbers)


def _find_reported_status(snapshot: Snapshot, objective: Objective) -> tuple[Term, ...]:
    """Return where a person's word on an objective was typed."""
    if objective.status is not None:
        return (Term("reported", objective.status, objective.find_place(OBJECTIVE.STATUS)),)
    said = [checkin for checkin in objective.checkins if checkin.status and checkin.date <= snapshot.today]
    return tuple(Term(f"reported on {checkin.date}", checkin.status or "", checkin.place) for checkin in said[-1:])


def _explain_aligned_mean(snapshot: Snapshot, objective: Objective, kind: LinkKind) -> ExplainedNumber:
    explained_mean = compute_aligned_mean(objective, snapshot.organisation, snapshot.alignment, snapshot.measures, kind)
    return ExplainedNumber(f"aligned, {kind}", format_percent(explained_mean.value), explained_mean.why)


def _explain_unit(snapshot: Snapshot, unit: Unit) -> SubjectExplanation:
    number = _explain_mean(compute_unit_mean(snapshot.organisation, snapshot.measures, unit.id))
    return SubjectExplanation(unit.id, unit.name, unit.place, (number,))


def _explain_cycle(snapshot: Snapshot, cycle: Cycle) -> SubjectExplanation:
    objectives = [objective for objective in snapshot.organisation.objectives.values() if objective.cycle == cycle.id]
    days = Explanation(f"From {cycle.start} to {cycle.end}, today is {snapshot.today}.")
    state = cycle.compute_state(snapshot.today, snapshot.site.settings.grading_days)
    number = _explain_mean(compute_progress_mean(objectives, snapshot.measures, cycle.id))
    return SubjectExplanation(cycle.id, cycle.name, None, (ExplainedNumber("state", state, days), number))


def _explain_mean(explained_mean: ExplainedMean) -> ExplainedNumber:
    return ExplainedNumber("progress", format_percent(explained_mean.value), explained_mean.why)


def _explain_kpi(snapshot: Snapshot, kpi: Kpi) -> SubjectExplanation:
    past = [(when, value) for when, value in kpi.values if when <= snapshot.today]
    terms = tuple(Term(str(when), render_quantity(value, kpi.unit), kpi.value_places.get(when)) for when, value in past)
    limits = find_range(kpi, past[-1][0] if past else snapshot.today)
    healthy = f" Healthy is {limits.text}." if limits else ""
    overdue = find_overdue_day(kpi, past[-1][0] if past else None)
    if overdue is not None and kpi.rhythm is not None:
        verb = "is overdue since" if overdue <= snapshot.today else "is overdue from"
        healthy += f" It gets a value {kpi.rhythm}, and {verb} {overdue}" + (
            "." if overdue <= snapshot.today else " on."
        )
    if not past:
        return SubjectExplanation(
            kpi.id, kpi.name, kpi.place, (ExplainedNumber("value", "–", Explanation(f"No value yet.{healthy}")),)
        )
    when, value = past[-1]
    why = Explanation(f"Its newest value, of {when}.{healthy}", terms)
    return SubjectExplanation(
        kpi.id, kpi.name, kpi.place, (ExplainedNumber("value", render_quantity(value, kpi.unit), why),)
    )


def _list_expected(numbers: KeyResultMeasure | ObjectiveMeasure, why: Explanation) -> tuple[ExplainedNumber, ...]:
    """Return what is expected today: of something whose cycle has ended, nothing any more."""
    return () if numbers.outcome else (ExplainedNumber("expected", format_percent(numbers.expected), why),)


def _explain_word(numbers: KeyResultMeasure | ObjectiveMeasure, word: tuple[Term, ...]) -> ExplainedNumber:
    """Return how something stands, or, once its cycle has ended, what came of it."""
    if numbers.outcome is None:
        return ExplainedNumber("status", numbers.status.shown, _explain_status(numbers.status, word))
    outcome = numbers.outcome
    shown = f"{outcome.shown} (proposed)" if outcome.is_proposed else outcome.shown
    return ExplainedNumber("outcome", shown, Explanation(f"{outcome.why[:1].upper()}{outcome.why[1:]}.", word))


def _explain_status(status: Status, word: tuple[Term, ...]) -> Explanation:
    computed = Term("computed", status.computed or "–")
    why = status.why.translate()
    return Explanation(f"{why[:1].upper()}{why[1:]}.", (*word, computed))


def _format_grade(share: float | None) -> str:
    return "–" if share is None else format_decimals(share)


def _list_terms(term: Term, there: bool) -> tuple[Term, ...]:
    return (term,) if there else ()
