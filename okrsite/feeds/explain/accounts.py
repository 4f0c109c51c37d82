"""The account of one thing: each of its numbers with its sentence and its terms."""

from __future__ import annotations

from dataclasses import dataclass

from okrsite.feeds.explain.subjects import Subject
from okrsite.model.cycles import Cycle
from okrsite.model.objectives import KeyResult, Objective
from okrsite.model.organisation import Kpi, Unit
from okrsite.problems import Place
from okrsite.progress.explanation import Explanation, Term, percent
from okrsite.progress.means import Mean, aligned_mean, progress_mean, unit_mean
from okrsite.progress.status import Status
from okrsite.snapshot import Snapshot
from okrsite.sources.numbers import render_quantity


@dataclass(frozen=True, slots=True)
class Number:
    """One number, or status, with where it comes from."""

    name: str
    value: str
    why: Explanation


@dataclass(frozen=True, slots=True)
class Account:
    """Everything that can be said about one thing's numbers."""

    ref: str
    title: str
    place: Place | None
    numbers: tuple[Number, ...]


def account(snapshot: Snapshot, subject: Subject) -> Account:
    """Return the account of an objective, key result, unit, cycle or KPI."""
    if isinstance(subject, Objective):
        return _of_objective(snapshot, subject)
    if isinstance(subject, Unit):
        return _of_unit(snapshot, subject)
    if isinstance(subject, Cycle):
        return _of_cycle(snapshot, subject)
    if isinstance(subject, Kpi):
        return _of_kpi(snapshot, subject)
    return _of_key_result(snapshot, *subject)


def _of_key_result(snapshot: Snapshot, objective: Objective, result: KeyResult) -> Account:
    ref = f"{objective.ref}#{result.id}"
    numbers = snapshot.measures.key_results[ref]
    stands = numbers.standing
    typed = result.confidence is not None
    said = "Typed with the key result." if typed else "Said in the newest check-in that has one."
    confidence = Explanation(
        said if stands.confidence is not None else "Nobody said one.",
        _terms(Term("confidence", percent(stands.confidence), stands.confidence_place), stands.confidence is not None),
    )
    word = _terms(Term("reported", result.status or "", result.places.get("status")), result.status is not None)
    found = [
        Number("progress", percent(numbers.progress), numbers.progress_why),
        Number("expected", percent(numbers.expected), numbers.expected_why),
        Number("confidence", percent(stands.confidence), confidence),
        Number("status", numbers.status.shown, _status(numbers.status, word)),
        Number("grade", _grade(result.grade), _graded(result, numbers.proposed_grade)),
    ]
    if numbers.contribution is not None:
        why = Explanation(numbers.contribution.sentence, numbers.contribution.terms)
        found.append(Number("contribution", numbers.contribution.verdict, why))
    return Account(ref, result.title, result.place, tuple(found))


def _graded(result: KeyResult, proposed: float | None) -> Explanation:
    if result.grade is not None:
        return Explanation("Given by a person.", (Term("grade", _grade(result.grade), result.places.get("grade")),))
    proposal = f" Its progress proposes {_grade(proposed)}." if proposed is not None else ""
    return Explanation(f"Nobody gave one yet.{proposal}")


def _of_objective(snapshot: Snapshot, objective: Objective) -> Account:
    numbers = snapshot.measures.objectives[objective.ref]
    found = (
        Number("progress", percent(numbers.progress), numbers.progress_why),
        Number("expected", percent(numbers.expected), numbers.expected_why),
        Number("confidence", percent(numbers.confidence), numbers.confidence_why),
        Number("status", numbers.status.shown, _status(numbers.status, _word(snapshot, objective))),
        Number("grade", _grade(numbers.grade), numbers.grade_why),
        _aligned(snapshot, objective, "direct"),
        _aligned(snapshot, objective, "indirect"),
    )
    return Account(objective.ref, objective.title, objective.place, found)


def _word(snapshot: Snapshot, objective: Objective) -> tuple[Term, ...]:
    """Return where a person's word on an objective was typed."""
    if objective.status is not None:
        return (Term("reported", objective.status, objective.places.get("status")),)
    said = [each for each in objective.checkins if each.status and each.date <= snapshot.today]
    return tuple(Term(f"reported on {each.date}", each.status or "", each.place) for each in said[-1:])


def _aligned(snapshot: Snapshot, objective: Objective, kind: str) -> Number:
    found = aligned_mean(objective, snapshot.organisation, snapshot.alignment, snapshot.measures, kind)
    return Number(f"aligned, {kind}", percent(found.value), found.why)


def _of_unit(snapshot: Snapshot, unit: Unit) -> Account:
    number = _mean(unit_mean(snapshot.organisation, snapshot.measures, unit.id))
    return Account(unit.id, unit.name, unit.place, (number,))


def _of_cycle(snapshot: Snapshot, cycle: Cycle) -> Account:
    objectives = [each for each in snapshot.organisation.objectives.values() if each.cycle == cycle.id]
    days = Explanation(f"From {cycle.start} to {cycle.end}, today is {snapshot.today}.")
    state = cycle.state(snapshot.today, snapshot.site.settings.grading_days)
    number = _mean(progress_mean(objectives, snapshot.measures, cycle.id))
    return Account(cycle.id, cycle.name, None, (Number("state", state, days), number))


def _mean(found: Mean) -> Number:
    return Number("progress", percent(found.value), found.why)


def _of_kpi(snapshot: Snapshot, kpi: Kpi) -> Account:
    past = [(when, value) for when, value in kpi.values if when <= snapshot.today]
    terms = tuple(Term(str(when), render_quantity(value, kpi.unit), kpi.value_places.get(when)) for when, value in past)
    healthy = f" Healthy is {kpi.range.text}." if kpi.range else ""
    if not past:
        return Account(kpi.id, kpi.name, kpi.place, (Number("value", "–", Explanation(f"No value yet.{healthy}")),))
    when, value = past[-1]
    why = Explanation(f"Its newest value, of {when}.{healthy}", terms)
    return Account(kpi.id, kpi.name, kpi.place, (Number("value", render_quantity(value, kpi.unit), why),))


def _status(status: Status, word: tuple[Term, ...]) -> Explanation:
    computed = Term("computed", status.computed or "–")
    return Explanation(f"{status.why[:1].upper()}{status.why[1:]}.", (*word, computed))


def _grade(share: float | None) -> str:
    return "–" if share is None else f"{share:.2f}"


def _terms(term: Term, there: bool) -> tuple[Term, ...]:
    return (term,) if there else ()
