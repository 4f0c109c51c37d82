"""How a key result's progress, and what was expected of it, came about: made where somebody asks, a page or a command.

Most builds ask of few: of an objective that nobody touched the page is there already.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Literal

from okrsite.amounts import Range
from okrsite.languages.words import WordsKey, get_words_key, mark_text, translate, translate_in
from okrsite.model.cycles import Cycle
from okrsite.model.objectives import LEVEL_SCORES, KeyResult
from okrsite.number_style import format_shortest
from okrsite.problems import Place
from okrsite.progress.current_values import CurrentValues, SourcedValue
from okrsite.progress.explanation import Explanation, Term, describe_weight, format_percent
from okrsite.progress.key_results import find_due_day, find_last_day, find_value_on_line
from okrsite.progress.measures import KeyResultMeasure
from okrsite.progress.thresholds import name_level
from okrsite.sources.numbers import render_quantity
from okrsite.vocabulary import KEY_RESULT

_NOT_SHOWN = mark_text("Where this number comes from is not shown here.")
_SOURCED = {"from": mark_text("from ({origin})"), "now": mark_text("now ({origin})"), "to": mark_text("to ({origin})")}
"""Labels with how the value came to be this one: `typed`, `check-in of 2026-11-13`."""


def explain_progress(key_result: KeyResult, numbers: KeyResultMeasure) -> Explanation:
    """Return how a key result's progress came about, or why there is none."""
    standing = numbers.current_values
    if key_result.withheld:
        return Explanation(translate(_NOT_SHOWN))
    if key_result.kind == "milestones":
        return _explain_milestones(key_result, numbers.progress)
    if key_result.kind == "yes-no":
        answer = "–" if key_result.done is None else translate("yes") if key_result.done else translate("no")
        place = key_result.find_place(KEY_RESULT.DONE)
        term = Term("done", answer, place, number=numbers.progress, words=translate("done"))
        return Explanation(translate("Done counts 100%, not done 0%."), (term,), "same")
    if key_result.kind == "levels":
        return _explain_level(key_result, standing)
    if key_result.kind == "keep" and key_result.keep is not None:
        return _explain_range(key_result, key_result.keep, standing, numbers.progress)
    if key_result.kind == "reach":
        return _explain_way_to_target(key_result, standing, numbers.progress)
    if key_result.is_baseline:
        return _explain_baseline(key_result, standing)
    return Explanation(translate("Nothing says how this is measured."))


def _explain_baseline(key_result: KeyResult, standing: CurrentValues) -> Explanation:
    if standing.now is None:
        return Explanation(translate("It finds out where we are, and has no progress: no value is found yet."))
    found = _build_source_term("now", standing.now, key_result.unit)
    return Explanation(translate("It finds out where we are, and has no progress: the value is found."), (found,))


def _explain_way_to_target(key_result: KeyResult, standing: CurrentValues, share: float | None) -> Explanation:
    start, now, target = standing.start, standing.now, key_result.target
    terms = [_build_source_term("from", start, key_result.unit)] if start else []
    terms += [_build_source_term("now", now, key_result.unit)] if now else []
    if target:
        written = render_quantity(target.value, key_result.unit)
        origin = key_result.describe_origin(KEY_RESULT.TO)
        words = translate(_SOURCED["to"], origin=translate(origin))
        place = key_result.find_place(KEY_RESULT.TO)
        terms.append(Term(f"to ({origin})", written, place, number=target.value, words=words))
    if start is None:
        return Explanation(translate("No data yet: there is no start."), tuple(terms))
    if now is None:
        return Explanation(translate("No data yet: there is no value."), tuple(terms))
    if target is None or share is None:
        return Explanation(translate("No data yet: there is no target that differs from the start."), tuple(terms))
    numbers = [render_quantity(value, "") for value in (now.value, start.value, target.value)]
    sentence = f"({numbers[0]} - {numbers[1]}) / ({numbers[2]} - {numbers[1]}) = {format_percent(share)}."
    return Explanation(sentence, tuple(terms), "reach")


def _build_source_term(label: Literal["from", "now"], value: SourcedValue, unit: str) -> Term:
    shown = render_quantity(value.value, unit)
    words = translate(_SOURCED[label], origin=translate(value.origin))
    return Term(f"{label} ({value.origin})", shown, value.place, number=value.value, words=words)


def _explain_range(key_result: KeyResult, keep: Range, standing: CurrentValues, share: float | None) -> Explanation:
    place = key_result.find_place(KEY_RESULT.KEEP)
    limits = (("low", keep.low, translate("low")), ("high", keep.high, translate("high")))
    terms = [
        Term(label, render_quantity(limit, key_result.unit), place, number=limit, words=words)
        for label, limit, words in limits
        if limit is not None
    ]
    if standing.now is None:
        return Explanation(translate("No data yet: there is no value."), tuple(terms))
    terms.append(_build_source_term("now", standing.now, key_result.unit))
    if share == 1.0:
        return Explanation(translate("The value lies in its range: 100%."), tuple(terms), "keep")
    sentence = translate(
        "The value lies outside its range: 1 - distance / width = {percent}.", percent=format_percent(share)
    )
    return Explanation(sentence, tuple(terms), "keep")


def _explain_milestones(key_result: KeyResult, share: float | None) -> Explanation:
    terms = tuple(
        Term(
            step.title,
            (translate("done") if step.done else translate("open")) + describe_weight(step.weight),
            step.place,
            number=float(step.done),
            weight=step.weight,
        )
        for step in key_result.milestones
    )
    if share is None:
        return Explanation(translate("No data yet: there are no milestones that count."), terms)
    total = sum(step.weight for step in key_result.milestones)
    reached = sum(step.weight for step in key_result.milestones if step.done)
    said = translate(
        "{reached} of {total} by weight are done: {percent}.",
        reached=format_shortest(reached),
        total=format_shortest(total),
        percent=format_percent(share),
    )
    return Explanation(said, terms, "share")


def _explain_level(key_result: KeyResult, standing: CurrentValues) -> Explanation:
    level = standing.level
    if level is None:
        return Explanation(translate("No data yet: no level is named."))
    score = LEVEL_SCORES[level]
    meaning = f": {key_result.levels[level]}" if level in key_result.levels else ""
    term = Term("now", name_level(level) + meaning, standing.level_place, number=score, words=translate("now"))
    said = translate("The level '{level}' counts {percent}.", level=name_level(level), percent=format_percent(score))
    return Explanation(said, (term,), "same")


def explain_expected_progress(key_result: KeyResult, numbers: KeyResultMeasure, cycle: Cycle) -> Explanation:
    """Return why so much is expected of a key result on the day of its numbers, or why nothing is."""
    if key_result.withheld:
        return Explanation(translate(_NOT_SHOWN))
    if key_result.kind is None:
        return Explanation(translate("Nothing says how this is measured."))
    if key_result.is_baseline:
        return Explanation(translate("It finds out where we are, so no progress is expected."))
    if key_result.kind == "keep":
        term = Term("expected", format_percent(1.0), number=1.0, words=translate("expected"))
        return Explanation(translate("A range is to be kept all the time: 100%."), (term,), "same")
    if key_result.kind == "milestones":
        return _explain_due_milestones(key_result, numbers, cycle)
    if key_result.kind == "yes-no":
        return _explain_due_day(key_result, numbers, cycle)
    start, target, share = numbers.current_values.start, key_result.target, numbers.expected or 0.0
    if key_result.phases and start and target and start.value != target.value:
        return _explain_phases(key_result, start.value, target.value, cycle, numbers.day, share)
    end = key_result.due or cycle.end
    place = key_result.find_place(KEY_RESULT.DUE)
    return _explain_elapsed_time(cycle.start, end, numbers.day, share, place, get_words_key())


@lru_cache(maxsize=1024)
def _explain_elapsed_time(
    start: date, end: date, day: date, share: float, due: Place | None, words: WordsKey
) -> Explanation:
    """Return why so much is expected on a day: the same for nearly all key results of a cycle, in the same words."""
    del words  # it keeps apart what is remembered
    percent = format_percent(share)
    sentence = translate(
        "From {start} to {end}, {percent} of the time has passed on {day}.",
        start=start,
        end=end,
        percent=percent,
        day=day,
    )
    terms = (
        Term("start", str(start), words=translate("start")),
        Term("end", str(end), due, words=translate("end")),
        Term("day", str(day), words=translate("day")),
    )
    return Explanation(sentence, terms, "time")


def _explain_due_milestones(key_result: KeyResult, numbers: KeyResultMeasure, cycle: Cycle) -> Explanation:
    if numbers.expected is None:
        return Explanation(translate("There are no milestones that count."))
    dues = [(step, find_due_day(step.due, key_result, cycle)) for step in key_result.milestones]
    terms = tuple(
        Term(
            step.title,
            translate("due {day}", day=due),
            step.place,
            number=float(due <= numbers.day),
            weight=step.weight,
        )
        for step, due in dues
    )
    percent = format_percent(numbers.expected)
    sentence = translate("By weight, {percent} is due by {day}.", percent=percent, day=numbers.day)
    return Explanation(sentence, terms, "share")


def _explain_due_day(key_result: KeyResult, numbers: KeyResultMeasure, cycle: Cycle) -> Explanation:
    due, place = find_due_day(None, key_result, cycle), key_result.find_place(KEY_RESULT.DUE)
    is_due = due <= numbers.day
    if is_due:
        sentence = translate("It was due on {day}: 100%.", day=due)
    else:
        sentence = translate("It is done or not, and due on {day}: 0% before.", day=due)
    term = Term("due", str(due), place, number=float(is_due), words=translate("due"))
    return Explanation(sentence, (term,), "same")


def _explain_phases(
    key_result: KeyResult, start: float, target: float, cycle: Cycle, day: date, share: float
) -> Explanation:
    """Say where the line from the start through the interim targets to the target stands."""
    unit, place = key_result.unit, key_result.find_place(KEY_RESULT.PHASES)
    value = find_value_on_line(key_result, start, target, cycle, day)
    # Between two phases the line seldom meets a round number, and nobody reads twelve digits.
    shown = render_quantity(round(value, 2), unit)
    last_day, due = find_last_day(key_result, cycle), key_result.find_place(KEY_RESULT.DUE)
    return Explanation(
        translate(
            "The line through the phases stands at {value} on {day}: {percent}.",
            value=shown,
            day=day,
            percent=format_percent(share),
        ),
        (
            Term("value", shown, number=value, words=translate("value")),
            Term("from", render_quantity(start, unit), number=start, words=translate_in("a start", "from")),
            Term("to", render_quantity(target, unit), number=target, words=translate_in("a target", "to")),
            *(Term(str(phase), render_quantity(quantity.value, unit), place) for phase, quantity in key_result.phases),
            Term("due", str(last_day), due, words=translate("due")),
        ),
        "line",
    )
