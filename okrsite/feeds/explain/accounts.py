"""The account of one thing: each of its numbers with its sentence and its terms."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from okrsite.alignment.link_kinds import SERVING, LinkKind
from okrsite.feeds.explain.subjects import Subject
from okrsite.languages.words import mark_text, translate
from okrsite.model.cycles import Cycle, State
from okrsite.model.objectives import KeyResult, Objective
from okrsite.model.organisation import Kpi, Unit
from okrsite.number_style import format_decimals
from okrsite.problems import Place
from okrsite.progress.contribution import Verdict
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

_STATES: dict[State, str] = {
    "planned": mark_text("planned"),
    "active": mark_text("active"),
    "grading": mark_text("grading"),
    "closed": mark_text("closed"),
}
_VERDICTS: dict[Verdict, str] = {
    "covered": mark_text("covered"),
    "short": mark_text("short"),
    "promised twice": mark_text("promised twice"),
}


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
    said = translate("Typed with the key result.") if typed else translate("Said in the newest check-in that has one.")
    confidence = Explanation(
        said if stands.confidence is not None else translate("Nobody said one."),
        _list_terms(
            Term(translate("confidence"), format_percent(stands.confidence), stands.confidence_place),
            stands.confidence is not None,
        ),
    )
    word = _list_terms(
        Term(translate("reported"), translate(key_result.status or ""), key_result.find_place(KEY_RESULT.STATUS)),
        key_result.status is not None,
    )
    explained_numbers = [
        ExplainedNumber(translate("progress"), format_percent(numbers.progress), explain_progress(key_result, numbers)),
        *_list_sum(key_result, numbers),
        *_list_expected(numbers, explain_expected_progress(key_result, numbers, cycle)),
        ExplainedNumber(translate("confidence"), format_percent(stands.confidence), confidence),
        _explain_word(numbers, word),
        ExplainedNumber(translate("grade"), _format_grade(key_result.grade), _explain_grade(key_result, numbers)),
    ]
    if numbers.contribution is not None:
        why = replace(numbers.contribution.why, rule=None)
        explained_numbers.append(
            ExplainedNumber(translate("contribution"), translate(_VERDICTS[numbers.contribution.verdict]), why)
        )
    return SubjectExplanation(ref, key_result.title, key_result.place, tuple(explained_numbers))


def _list_sum(key_result: KeyResult, numbers: KeyResultMeasure) -> tuple[ExplainedNumber, ...]:
    """Return the value of a key result that is a sum of others."""
    if numbers.sum is None:
        return ()
    now = numbers.current_values.now
    value = render_quantity(now.value, key_result.unit) if now else "–"
    return (ExplainedNumber(translate("sum"), value, numbers.sum.why),)


def _explain_grade(key_result: KeyResult, numbers: KeyResultMeasure) -> Explanation:
    proposed = numbers.proposed_grade
    if key_result.grade is not None:
        return Explanation(
            translate("Given by a person."),
            (Term(translate("grade"), _format_grade(key_result.grade), key_result.find_place(KEY_RESULT.GRADE)),),
        )
    why = explain_proposed_grade(key_result, numbers.current_values, numbers.progress, proposed)
    said = translate("Nobody gave one yet.")
    if proposed is not None and why.rule == "grade":
        said += f" {translate('Its thresholds propose {grade}.', grade=_format_grade(proposed))}"
    elif proposed is not None:
        said += f" {translate('Its progress proposes {grade}.', grade=_format_grade(proposed))}"
    return Explanation(said, why.terms if why.rule == "grade" else ())


def _explain_objective(snapshot: Snapshot, objective: Objective) -> SubjectExplanation:
    numbers = snapshot.measures.objectives[objective.ref]
    why = explain_objective(objective, snapshot.organisation, snapshot.measures)
    explained_numbers = (
        ExplainedNumber(translate("progress"), format_percent(numbers.progress), why.progress),
        *_list_expected(numbers, why.expected),
        ExplainedNumber(translate("confidence"), format_percent(numbers.confidence), why.confidence),
        _explain_word(numbers, _find_reported_status(snapshot, objective)),
        ExplainedNumber(translate("grade"), _format_grade(numbers.grade), why.grade),
        *(_explain_aligned_mean(snapshot, objective, kind) for kind in SERVING),
    )
    return SubjectExplanation(objective.ref, objective.title, objective.place, explained_numbers)


def _find_reported_status(snapshot: Snapshot, objective: Objective) -> tuple[Term, ...]:
    """Return where a person's word on an objective was typed."""
    if objective.status is not None:
        return (Term(translate("reported"), translate(objective.status), objective.find_place(OBJECTIVE.STATUS)),)
    said = [checkin for checkin in objective.checkins if checkin.status and checkin.date <= snapshot.today]
    return tuple(
        Term(translate("reported on {day}", day=checkin.date), translate(checkin.status or ""), checkin.place)
        for checkin in said[-1:]
    )


def _explain_aligned_mean(snapshot: Snapshot, objective: Objective, kind: LinkKind) -> ExplainedNumber:
    explained_mean = compute_aligned_mean(objective, snapshot.organisation, snapshot.alignment, snapshot.measures, kind)
    name = translate("aligned, direct") if kind == "direct" else translate("aligned, indirect")
    return ExplainedNumber(name, format_percent(explained_mean.value), explained_mean.why)


def _explain_unit(snapshot: Snapshot, unit: Unit) -> SubjectExplanation:
    number = _explain_mean(compute_unit_mean(snapshot.organisation, snapshot.measures, unit.id))
    return SubjectExplanation(unit.id, unit.name, unit.place, (number,))


def _explain_cycle(snapshot: Snapshot, cycle: Cycle) -> SubjectExplanation:
    objectives = [objective for objective in snapshot.organisation.objectives.values() if objective.cycle == cycle.id]
    said = translate("From {start} to {end}, today is {day}.", start=cycle.start, end=cycle.end, day=snapshot.today)
    state = cycle.compute_state(snapshot.today, snapshot.site.settings.grading_days)
    number = _explain_mean(compute_progress_mean(objectives, snapshot.measures, cycle.id))
    return SubjectExplanation(
        cycle.id,
        cycle.name,
        None,
        (ExplainedNumber(translate("state"), translate(_STATES[state]), Explanation(said)), number),
    )


def _explain_mean(explained_mean: ExplainedMean) -> ExplainedNumber:
    return ExplainedNumber(translate("progress"), format_percent(explained_mean.value), explained_mean.why)


def _explain_kpi(snapshot: Snapshot, kpi: Kpi) -> SubjectExplanation:
    past = [(when, value) for when, value in kpi.values if when <= snapshot.today]
    terms = tuple(Term(str(when), render_quantity(value, kpi.unit), kpi.value_places.get(when)) for when, value in past)
    limits = find_range(kpi, past[-1][0] if past else snapshot.today)
    healthy = f" {translate('Healthy is {range}.', range=limits.text)}" if limits else ""
    overdue = find_overdue_day(kpi, past[-1][0] if past else None)
    if overdue is not None and kpi.rhythm is not None:
        rhythm = translate(kpi.rhythm)
        if overdue <= snapshot.today:
            said = translate("It gets a value {rhythm}, and is overdue since {day}.", rhythm=rhythm, day=overdue)
        else:
            said = translate("It gets a value {rhythm}, and is overdue from {day} on.", rhythm=rhythm, day=overdue)
        healthy += f" {said}"
    if not past:
        none = Explanation(translate("No value yet.") + healthy)
        return SubjectExplanation(kpi.id, kpi.name, kpi.place, (ExplainedNumber(translate("value"), "–", none),))
    when, value = past[-1]
    why = Explanation(translate("Its newest value, of {day}.", day=when) + healthy, terms)
    number = ExplainedNumber(translate("value"), render_quantity(value, kpi.unit), why)
    return SubjectExplanation(kpi.id, kpi.name, kpi.place, (number,))


def _list_expected(numbers: KeyResultMeasure | ObjectiveMeasure, why: Explanation) -> tuple[ExplainedNumber, ...]:
    """Return what is expected today: of something whose cycle has ended, nothing any more."""
    return () if numbers.outcome else (ExplainedNumber(translate("expected"), format_percent(numbers.expected), why),)


def _explain_word(numbers: KeyResultMeasure | ObjectiveMeasure, word: tuple[Term, ...]) -> ExplainedNumber:
    """Return how something stands, or, once its cycle has ended, what came of it."""
    if numbers.outcome is None:
        return ExplainedNumber(
            translate("status"), translate(numbers.status.shown), _explain_status(numbers.status, word)
        )
    outcome = numbers.outcome
    shown = translate(outcome.shown)
    if outcome.is_proposed:
        shown = translate("{outcome} (proposed)", outcome=shown)
    return ExplainedNumber(
        translate("outcome"), shown, Explanation(f"{outcome.why[:1].upper()}{outcome.why[1:]}.", word)
    )


def _explain_status(status: Status, word: tuple[Term, ...]) -> Explanation:
    computed = Term(translate("computed"), translate(status.computed) if status.computed else "–")
    why = status.why.translate()
    return Explanation(f"{why[:1].upper()}{why[1:]}.", (*word, computed))


def _format_grade(share: float | None) -> str:
    return "–" if share is None else format_decimals(share)


def _list_terms(term: Term, there: bool) -> tuple[Term, ...]:
    return (term,) if there else ()
