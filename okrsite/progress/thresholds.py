"""A number with three thresholds: what is promised, what is aimed for, and what would be outstanding.

Decides which of them are reached, and which grade a value proposes by them. Progress is measured to the target.
"""

from __future__ import annotations

from itertools import pairwise

import msgspec

from okrsite.languages.words import mark_text, translate, translate_in
from okrsite.model.objectives import LEVEL_SCORES, KeyResult, Level
from okrsite.number_style import format_shortest
from okrsite.problems import Place
from okrsite.progress.current_values import CurrentValues
from okrsite.progress.explanation import Explanation, Term
from okrsite.progress.key_results import clamp_share
from okrsite.sources.numbers import render_quantity
from okrsite.vocabulary import KEY_RESULT

_LEVELS: dict[Level, str] = {
    "none": mark_text("none"),
    "commit": mark_text("commit"),
    "target": mark_text("target"),
    "stretch": mark_text("stretch"),
}


def name_level(level: Level) -> str:
    """Return a level or a threshold as readers see it."""
    return translate(_LEVELS[level])


class Threshold(msgspec.Struct, frozen=True):
    """One of the three."""

    name: Level
    value: float
    score: float
    """Which grade it is worth: without a stretch the target is worth all."""
    reached: bool | None
    """None: there is no value yet."""
    place: Place | None


def list_thresholds(key_result: KeyResult, standing: CurrentValues) -> tuple[Threshold, ...]:
    """Return commit, target and stretch, as far as they are typed; none where there is the target alone."""
    target = key_result.target
    if key_result.kind != "reach" or target is None or not (key_result.commit or key_result.stretch):
        return ()
    typed = {"commit": key_result.commit, "target": target, "stretch": key_result.stretch}
    values = {name: quantity.value for name, quantity in typed.items() if quantity is not None}
    sign = find_direction(key_result, standing)
    places = {
        "commit": key_result.find_place(KEY_RESULT.COMMIT),
        "target": key_result.find_place(KEY_RESULT.TO),
        "stretch": key_result.find_place(KEY_RESULT.STRETCH),
    }
    scores: dict[Level, float] = {**LEVEL_SCORES, "target": LEVEL_SCORES["target"] if key_result.stretch else 1.0}
    now = standing.now
    return tuple(
        Threshold(
            name,
            values[name],
            scores[name],
            None if now is None else sign * (now.value - values[name]) >= 0,
            places[name],
        )
        for name in scores
        if name in values
    )


def find_direction(key_result: KeyResult, standing: CurrentValues) -> int:
    """Return 1 where more is better, and -1 where less is: as the target lies to the start, or to commit or stretch."""
    target = key_result.target.value if key_result.target else 0.0
    if standing.start is not None and standing.start.value != target:
        return 1 if target > standing.start.value else -1
    below = key_result.commit.value if key_result.commit else target
    above = key_result.stretch.value if key_result.stretch else target
    return -1 if above < below else 1


def propose_grade(key_result: KeyResult, standing: CurrentValues, progress: float | None) -> float | None:
    """Return which grade the numbers propose, 0.0 to 1.0: by the thresholds if there are some, else the progress."""
    if progress is None:
        return None
    scale = _find_scale(key_result, standing)
    if standing.now is None or not scale:
        return clamp_share(progress)
    at = find_direction(key_result, standing) * standing.now.value
    if at >= scale[-1][0]:
        return scale[-1][1]
    for (left, low), (right, high) in pairwise(scale):
        if left <= at < right:
            return clamp_share(low + (high - low) * ((at - left) / (right - left)))
    return 0.0


def _find_scale(key_result: KeyResult, standing: CurrentValues) -> list[tuple[float, float]]:
    """Return the values of start and thresholds in the direction of the target, each with its grade.

    Empty without thresholds, and where one doesn't lead to the next.
    """
    thresholds = list_thresholds(key_result, standing)
    if not thresholds or standing.start is None:
        return []
    sign = find_direction(key_result, standing)
    scale = [(sign * standing.start.value, 0.0), *((sign * one.value, one.score) for one in thresholds)]
    return scale if all(left < right for (left, _), (right, _) in pairwise(scale)) else []


def explain_proposed_grade(
    key_result: KeyResult, standing: CurrentValues, progress: float | None, proposed: float | None
) -> Explanation:
    """Return how the proposal for a grade came about."""
    if proposed is None or progress is None:
        return Explanation(translate("Nothing proposes a grade."))
    start, now = standing.start, standing.now
    if start is None or now is None or not _find_scale(key_result, standing):
        shown = format_shortest(round(progress, 2))
        term = Term("progress", shown, number=clamp_share(progress), words=translate("progress"))
        return Explanation(translate("Its progress, cut to 0 to 1."), (term,), "same")
    unit, thresholds = key_result.unit, list_thresholds(key_result, standing)
    worth = ", ".join(
        translate("{threshold} counts {score}", threshold=name_level(one.name), score=format_shortest(one.score))
        for one in thresholds
    )
    terms = (
        Term(
            "from",
            render_quantity(start.value, unit),
            start.place,
            number=start.value,
            words=translate_in("a start", "from"),
        ),
        *(
            Term(
                one.name,
                render_quantity(one.value, unit),
                one.place,
                number=one.value,
                words=name_level(one.name),
            )
            for one in thresholds
        ),
        Term("now", render_quantity(now.value, unit), now.place, number=now.value, words=translate("now")),
    )
    said = translate("By its thresholds: {thresholds}, and between them as far as the value is.", thresholds=worth)
    return Explanation(said, terms, "grade")
