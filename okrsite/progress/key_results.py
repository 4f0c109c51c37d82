"""One key result's progress and what was expected of it by today.

Progress is `(now - from) / (to - from)`, rising or falling, unrounded and uncut; cutting to 0.0 to 1.0 happens where
means are made. A range is kept or missed by its distance; steps count by weight; levels are worth 0.3, 0.7 and 1.0
(the scale that Google's re:Work teaches for grades).
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from okrsite.model.cycles import Cycle
from okrsite.model.objectives import LEVEL_SCORES, KeyResult
from okrsite.progress.explanation import Explanation, Term, percent
from okrsite.progress.values import Sourced, Standing
from okrsite.sources.numbers import Range, render_quantity

_NOT_SHOWN = Explanation("Where this number comes from is not shown here.")


def cut(share: float) -> float:
    """Return a share cut to 0.0 to 1.0."""
    return min(1.0, max(0.0, share))


def progress_of(result: KeyResult, standing: Standing) -> tuple[float | None, Explanation]:
    """Return a key result's progress, None without data, and how it came about."""
    if result.withheld:
        return result.withheld.progress, _NOT_SHOWN
    if result.kind == "milestones":
        return _milestones(result)
    if result.kind == "yes-no":
        done = result.done
        share = None if done is None else float(done)
        words = {True: "yes", False: "no", None: "–"}[done]
        term = Term("done", words, result.places.get("done"), number=share)
        return share, Explanation("Done counts 100%, not done 0%.", (term,), "same")
    if result.kind == "levels":
        return _levels(result, standing)
    if result.kind == "keep" and result.keep is not None:
        return _keep(result, result.keep, standing)
    if result.kind == "reach":
        return _reach(result, standing)
    return None, Explanation("Nothing says how this is measured.")


def _reach(result: KeyResult, standing: Standing) -> tuple[float | None, Explanation]:
    start, now, target = standing.start, standing.now, result.target
    terms = [_sourced("from", start, result.unit)] if start else []
    terms += [_sourced("now", now, result.unit)] if now else []
    if target:
        written = render_quantity(target.value, result.unit)
        terms.append(Term("to (typed)", written, result.places.get("to"), number=target.value))
    if start is None or now is None or target is None or target.value == start.value:
        missing = "a start" if start is None else "a value" if now is None else "a target that differs from the start"
        return None, Explanation(f"No data yet: there is no {missing.removeprefix('a ')}.", tuple(terms))
    share = (now.value - start.value) / (target.value - start.value)
    numbers = [render_quantity(value, "") for value in (now.value, start.value, target.value)]
    sentence = f"({numbers[0]} - {numbers[1]}) / ({numbers[2]} - {numbers[1]}) = {percent(share)}."
    return share, Explanation(sentence, tuple(terms), "reach")


def _sourced(label: str, value: Sourced, unit: str) -> Term:
    return Term(f"{label} ({value.origin})", render_quantity(value.value, unit), value.place, number=value.value)


def _keep(result: KeyResult, keep: Range, standing: Standing) -> tuple[float | None, Explanation]:
    place = result.places.get("keep")
    limits = (("low", keep.low), ("high", keep.high))
    terms = [
        Term(label, render_quantity(limit, result.unit), place, number=limit)
        for label, limit in limits
        if limit is not None
    ]
    if standing.now is None:
        return None, Explanation("No data yet: there is no value.", tuple(terms))
    value = standing.now.value
    terms.append(_sourced("now", standing.now, result.unit))
    share = kept(value, keep)
    if share == 1.0:
        return share, Explanation("The value lies in its range: 100%.", tuple(terms), "keep")
    return share, Explanation(
        f"The value lies outside its range: 1 - distance / width = {percent(share)}.", tuple(terms), "keep"
    )


def kept(value: float, keep: Range) -> float:
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


def _milestones(result: KeyResult) -> tuple[float | None, Explanation]:
    total = sum(step.weight for step in result.milestones)
    terms = tuple(
        Term(
            step.title,
            ("done" if step.done else "open") + (f", weight {step.weight:g}" if step.weight != 1 else ""),
            step.place,
            number=float(step.done),
            weight=step.weight,
        )
        for step in result.milestones
    )
    if not total:
        return None, Explanation("No data yet: there are no milestones that count.", terms)
    reached = sum(step.weight for step in result.milestones if step.done)
    return reached / total, Explanation(
        f"{reached:g} of {total:g} by weight are done: {percent(reached / total)}.", terms, "share"
    )


def _levels(result: KeyResult, standing: Standing) -> tuple[float | None, Explanation]:
    level = standing.level
    if level is None:
        return None, Explanation("No data yet: no level is named.")
    score = LEVEL_SCORES[level]
    meaning = f": {result.levels[level]}" if level in result.levels else ""
    term = Term("now", level + meaning, standing.level_place, number=score)
    return score, Explanation(f"The level '{level}' counts {percent(score)}.", (term,), "same")


def expected_of(result: KeyResult, standing: Standing, cycle: Cycle, today: date) -> tuple[float | None, Explanation]:
    """Return which progress was expected by today, 0.0 to 1.0 (None where nothing is measured), and why."""
    if result.withheld:
        return result.withheld.expected, _NOT_SHOWN
    if result.kind is None:
        return None, Explanation("Nothing says how this is measured.")
    if result.kind == "keep":
        return 1.0, Explanation(
            "A range is to be kept all the time: 100%.", (Term("expected", "100%", number=1.0),), "same"
        )
    if result.kind == "milestones":
        return _due_milestones(result, cycle, today)
    end = result.due or cycle.end
    due = Term("due", str(end), result.places.get("due"))
    if result.phases and standing.start and result.target and standing.start.value != result.target.value:
        return _along_phases(result, standing.start.value, result.target.value, cycle, today, due)
    share = cycle.elapsed(today, result.due)
    sentence = f"From {cycle.start} to {end}, {percent(share)} of the time has passed on {today}."
    terms = (Term("start", str(cycle.start)), Term("end", str(end), due.place), Term("today", str(today)))
    return share, Explanation(sentence, terms, "time")


def _due_milestones(result: KeyResult, cycle: Cycle, today: date) -> tuple[float | None, Explanation]:
    total = sum(step.weight for step in result.milestones)
    if not total:
        return None, Explanation("There are no milestones that count.")
    due = [step for step in result.milestones if (step.due or result.due or cycle.end) <= today]
    share = sum(step.weight for step in due) / total
    terms = tuple(
        Term(
            step.title,
            f"due {step.due or result.due or cycle.end}",
            step.place,
            number=float((step.due or result.due or cycle.end) <= today),
            weight=step.weight,
        )
        for step in result.milestones
    )
    return share, Explanation(f"By weight, {percent(share)} is due by {today}.", terms, "share")


def _along_phases(
    result: KeyResult, start: float, target: float, cycle: Cycle, today: date, due: Term
) -> tuple[float, Explanation]:
    """Follow the line from the start through the interim targets to the target."""
    end = result.due or cycle.end
    points = [
        (cycle.start, start),
        *((day, quantity.value) for day, quantity in result.phases if cycle.start < day < end),
        (end, target),
    ]
    value = points[-1][1] if today >= end else points[0][1]
    for (left, low), (right, high) in pairwise(points):
        if left <= today < right:
            value = low + (high - low) * ((today - left) / (right - left))
    share = cut((value - start) / (target - start))
    terms = tuple(
        Term(str(day), render_quantity(quantity.value, result.unit), result.places.get("phases"))
        for day, quantity in result.phases
    )
    # Between two phases the line seldom meets a round number, and nobody reads twelve digits.
    shown = render_quantity(round(value, 2), result.unit)
    return share, Explanation(
        f"The line through the phases stands at {shown} on {today}: {percent(share)}.",
        (
            Term("value", shown, number=value),
            Term("from", render_quantity(start, result.unit), number=start),
            Term("to", render_quantity(target, result.unit), number=target),
            *terms,
            due,
        ),
        "line",
    )
