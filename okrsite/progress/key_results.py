"""One key result's progress and what was expected of it by today.

Progress is `(now - from) / (to - from)`, rising or falling, unrounded and uncut; cutting to 0.0 to 1.0 happens where
means are made. A range is kept or missed by its distance; steps count by weight; levels are worth 0.3, 0.7 and 1.0
(the scale that Google's re:Work teaches for grades).
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from itertools import pairwise

from okrsite.amounts import Range
from okrsite.model.cycles import Cycle
from okrsite.model.objectives import LEVEL_SCORES, KeyResult
from okrsite.number_style import format_shortest
from okrsite.problems import Place
from okrsite.progress.current_values import CurrentValues, SourcedValue
from okrsite.progress.explanation import Explanation, Term, describe_weight, format_percent
from okrsite.sources.numbers import render_quantity
from okrsite.vocabulary import KEY_RESULT

_NOT_SHOWN = Explanation("Where this number comes from is not shown here.")


def clamp_share(share: float) -> float:
    """Return a share cut to 0.0 to 1.0."""
    return min(1.0, max(0.0, share))


def compute_progress(key_result: KeyResult, standing: CurrentValues) -> tuple[float | None, Explanation]:
    """Return a key result's progress, None without data, and how it came about."""
    if key_result.withheld:
        return key_result.withheld.progress, _NOT_SHOWN
    if key_result.kind == "milestones":
        return _compute_milestone_progress(key_result)
    if key_result.kind == "yes-no":
        done = key_result.done
        share = None if done is None else float(done)
        words = {True: "yes", False: "no", None: "–"}[done]
        term = Term("done", words, key_result.find_place(KEY_RESULT.DONE), number=share)
        return share, Explanation("Done counts 100%, not done 0%.", (term,), "same")
    if key_result.kind == "levels":
        return _compute_level_progress(key_result, standing)
    if key_result.kind == "keep" and key_result.keep is not None:
        return _compute_keep_progress(key_result, key_result.keep, standing)
    if key_result.kind == "reach":
        return _compute_reach_progress(key_result, standing)
    return None, Explanation("Nothing says how this is measured.")


def _compute_reach_progress(key_result: KeyResult, standing: CurrentValues) -> tuple[float | None, Explanation]:
    start, now, target = standing.start, standing.now, key_result.target
    terms = [_build_source_term("from", start, key_result.unit)] if start else []
    terms += [_build_source_term("now", now, key_result.unit)] if now else []
    if target:
        written = render_quantity(target.value, key_result.unit)
        origin = key_result.describe_origin(KEY_RESULT.TO)
        terms.append(Term(f"to ({origin})", written, key_result.find_place(KEY_RESULT.TO), number=target.value))
    if start is None or now is None or target is None or target.value == start.value:
        missing = "a start" if start is None else "a value" if now is None else "a target that differs from the start"
        return None, Explanation(f"No data yet: there is no {missing.removeprefix('a ')}.", tuple(terms))
    share = (now.value - start.value) / (target.value - start.value)
    numbers = [render_quantity(value, "") for value in (now.value, start.value, target.value)]
    sentence = f"({numbers[0]} - {numbers[1]}) / ({numbers[2]} - {numbers[1]}) = {format_percent(share)}."
    return share, Explanation(sentence, tuple(terms), "reach")


def _build_source_term(label: str, value: SourcedValue, unit: str) -> Term:
    return Term(f"{label} ({value.origin})", render_quantity(value.value, unit), value.place, number=value.value)


def _compute_keep_progress(
    key_result: KeyResult, keep: Range, standing: CurrentValues
) -> tuple[float | None, Explanation]:
    place = key_result.find_place(KEY_RESULT.KEEP)
    limits = (("low", keep.low), ("high", keep.high))
    terms = [
        Term(label, render_quantity(limit, key_result.unit), place, number=limit)
        for label, limit in limits
        if limit is not None
    ]
    if standing.now is None:
        return None, Explanation("No data yet: there is no value.", tuple(terms))
    value = standing.now.value
    terms.append(_build_source_term("now", standing.now, key_result.unit))
    share = compute_range_progress(value, keep)
    if share == 1.0:
        return share, Explanation("The value lies in its range: 100%.", tuple(terms), "keep")
    return share, Explanation(
        f"The value lies outside its range: 1 - distance / width = {format_percent(share)}.", tuple(terms), "keep"
    )


def compute_range_progress(value: float, keep: Range) -> float:
    """Return 1.0 inside a range (ends included); outside, less by the distance in widths, never below 0.0."""
    distance = max(
        (keep.low - value) if keep.low is not None else 0.0, (value - keep.high) if keep.high is not None else 0.0
    )
    if distance <= 0:
        return 1.0
    if keep.low is not None and keep.high is not None:
        width = keep.high - keep.low
    else:
        width = abs(keep.low if keep.low is not None else keep.high or 0.0)
    return max(0.0, 1 - distance / width) if width else 0.0


def _compute_milestone_progress(key_result: KeyResult) -> tuple[float | None, Explanation]:
    total = sum(step.weight for step in key_result.milestones)
    terms = tuple(
        Term(
            step.title,
            ("done" if step.done else "open") + describe_weight(step.weight),
            step.place,
            number=float(step.done),
            weight=step.weight,
        )
        for step in key_result.milestones
    )
    if not total:
        return None, Explanation("No data yet: there are no milestones that count.", terms)
    reached = sum(step.weight for step in key_result.milestones if step.done)
    said = f"{format_shortest(reached)} of {format_shortest(total)} by weight are done"
    return reached / total, Explanation(
        f"{said}: {format_percent(reached / total)}.",
        terms,
        "share",
    )


def _compute_level_progress(key_result: KeyResult, standing: CurrentValues) -> tuple[float | None, Explanation]:
    level = standing.level
    if level is None:
        return None, Explanation("No data yet: no level is named.")
    score = LEVEL_SCORES[level]
    meaning = f": {key_result.levels[level]}" if level in key_result.levels else ""
    term = Term("now", level + meaning, standing.level_place, number=score)
    return score, Explanation(f"The level '{level}' counts {format_percent(score)}.", (term,), "same")


def compute_expected_progress(
    key_result: KeyResult, standing: CurrentValues, cycle: Cycle, today: date
) -> tuple[float | None, Explanation]:
    """Return which progress was expected by today, 0.0 to 1.0 (None where nothing is measured), and why."""
    if key_result.withheld:
        return key_result.withheld.expected, _NOT_SHOWN
    if key_result.kind is None:
        return None, Explanation("Nothing says how this is measured.")
    if key_result.kind == "keep":
        return 1.0, Explanation(
            "A range is to be kept all the time: 100%.", (Term("expected", "100%", number=1.0),), "same"
        )
    if key_result.kind == "milestones":
        return _compute_expected_milestones(key_result, cycle, today)
    end = key_result.due or cycle.end
    due_place = key_result.find_place(KEY_RESULT.DUE)
    if key_result.phases and standing.start and key_result.target and standing.start.value != key_result.target.value:
        due = Term("due", str(end), due_place)
        return _interpolate_phases(key_result, standing.start.value, key_result.target.value, cycle, today, due)
    share = cycle.compute_elapsed_share(today, key_result.due)
    # After the end nothing passes any more: what is said stays the same.
    return share, _explain_elapsed_time(cycle.start, end, min(today, end), share, due_place)


@lru_cache(maxsize=1024)
def _explain_elapsed_time(start: date, end: date, day: date, share: float, due: Place | None) -> Explanation:
    """Return why so much is expected on a day: the same for nearly all key results of a cycle."""
    sentence = f"From {start} to {end}, {format_percent(share)} of the time has passed on {day}."
    terms = (Term("start", str(start)), Term("end", str(end), due), Term("day", str(day)))
    return Explanation(sentence, terms, "time")


def _compute_expected_milestones(key_result: KeyResult, cycle: Cycle, today: date) -> tuple[float | None, Explanation]:
    total = sum(step.weight for step in key_result.milestones)
    if not total:
        return None, Explanation("There are no milestones that count.")
    last = max(step.due or key_result.due or cycle.end for step in key_result.milestones)
    due = [step for step in key_result.milestones if (step.due or key_result.due or cycle.end) <= today]
    share = sum(step.weight for step in due) / total
    terms = tuple(
        Term(
            step.title,
            f"due {step.due or key_result.due or cycle.end}",
            step.place,
            number=float((step.due or key_result.due or cycle.end) <= today),
            weight=step.weight,
        )
        for step in key_result.milestones
    )
    return share, Explanation(f"By weight, {format_percent(share)} is due by {min(today, last)}.", terms, "share")


def _interpolate_phases(
    key_result: KeyResult, start: float, target: float, cycle: Cycle, today: date, due: Term
) -> tuple[float, Explanation]:
    """Follow the line from the start through the interim targets to the target."""
    end = key_result.due or cycle.end
    points = [
        (cycle.start, start),
        *((day, quantity.value) for day, quantity in key_result.phases if cycle.start < day < end),
        (end, target),
    ]
    value = points[-1][1] if today >= end else points[0][1]
    for (left, low), (right, high) in pairwise(points):
        if left <= today < right:
            value = low + (high - low) * ((today - left) / (right - left))
    share = clamp_share((value - start) / (target - start))
    terms = tuple(
        Term(str(day), render_quantity(quantity.value, key_result.unit), key_result.find_place(KEY_RESULT.PHASES))
        for day, quantity in key_result.phases
    )
    # Between two phases the line seldom meets a round number, and nobody reads twelve digits.
    shown = render_quantity(round(value, 2), key_result.unit)
    return share, Explanation(
        f"The line through the phases stands at {shown} on {min(today, end)}: {format_percent(share)}.",
        (
            Term("value", shown, number=value),
            Term("from", render_quantity(start, key_result.unit), number=start),
            Term("to", render_quantity(target, key_result.unit), number=target),
            *terms,
            due,
        ),
        "line",
    )
