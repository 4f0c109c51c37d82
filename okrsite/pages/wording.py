"""What is said about statuses, bars, key results and audiences, in words and as the views that hold them.

Takes what the model and its measures are made of; how a single number or day is written is left to `formatting`.
"""

from __future__ import annotations

from collections.abc import Mapping, Set

from okrsite.languages.words import mark_text, translate
from okrsite.maps import StatusKey
from okrsite.model.audience import ALL, NOTES, NUMBERS
from okrsite.model.objectives import LEVEL_NAMES, KeyResult, Objective
from okrsite.model.refs import KeyResultRef
from okrsite.number_style import format_shortest, round_percent
from okrsite.pages.formatting import (
    capitalise_first,
    format_long_day,
    format_quantity,
    format_range,
    format_without_unit,
)
from okrsite.pages.status_views import ExplainedStatusView, StatusView
from okrsite.pages.views import BarView, StepView
from okrsite.progress.current_values import CurrentValues
from okrsite.progress.explanation import format_percent
from okrsite.progress.measures import KeyResultMeasure, ObjectiveMeasure
from okrsite.progress.outcomes import Outcome
from okrsite.progress.status import WITHOUT_EXPECTATION, Status, describe_distance
from okrsite.progress.thresholds import list_thresholds

STATUS_KEYS: dict[str, StatusKey] = {
    mark_text("on track"): "on",
    mark_text("at risk"): "risk",
    mark_text("off track"): "off",
    mark_text("outdated"): "stale",
    mark_text("not started"): "none",
    mark_text("no data"): "none",
    mark_text("paused"): "paused",
    mark_text("done"): "done",
    mark_text("dropped"): "none",
    mark_text("reached"): "done",
    mark_text("reached in part"): "part",
    mark_text("missed"): "missed",
    mark_text("no result"): "none",
}
"""Mark and colour by status and by outcome; the word itself is always printed beside the mark."""

KIND_WORDS = {
    "reach": mark_text("from a start to a target"),
    "keep": mark_text("kept in a range"),
    "milestones": mark_text("milestones"),
    "yes-no": mark_text("done or not"),
    "levels": mark_text("levels"),
    "baseline": mark_text("to find out"),
    None: mark_text("not measurable yet"),
}

_ANSWERS = {True: mark_text("done"), False: mark_text("not done yet"), None: mark_text("nothing said yet")}


def name_status(status: str) -> str:
    """Return a status or an outcome as readers see it: `At risk`."""
    return capitalise_first(translate(status))


def find_status_key(status: str) -> StatusKey:
    """Return which mark and colour a status or an outcome has."""
    return STATUS_KEYS[status]


def describe_pace(progress: float | None, expected: float | None) -> str:
    """Say in a clause how far progress is from where it was expected; empty without either."""
    return "" if progress is None or expected is None else describe_distance(progress, expected).translate()


_PARTS = ((mark_text("numbers internal"), NUMBERS), (mark_text("notes internal"), NOTES))


def describe_internal(marks: Set[str]) -> str:
    """Say in a word or two what of an item outsiders don't see; nothing where they see all of it."""
    if ALL in marks:
        return translate("internal")
    return translate(" and ").join(translate(words) for words, mark in _PARTS if mark in marks)


def build_short_status_view(numbers: KeyResultMeasure | ObjectiveMeasure) -> StatusView:
    """Return how an objective or a key result stands, or what came of it, without the reason."""
    whole = build_measured_status_view(numbers)
    return StatusView(whole.word, whole.key, whole.note, whole.is_outcome)


def build_measured_status_view(numbers: KeyResultMeasure | ObjectiveMeasure) -> ExplainedStatusView:
    """Return how an objective or a key result stands, or, once its cycle has ended, what came of it."""
    return _build_outcome_view(numbers.outcome) if numbers.outcome else _build_status_view(numbers.status)


def shorten_outcome(outcome: Outcome) -> str:
    """Return an outcome in as many letters as a card of a map has room for; one that is only proposed as a question."""
    word = translate("In part") if outcome.shown == "reached in part" else name_status(outcome.shown)
    return f"{word}?" if outcome.is_proposed else word


def explain_word(numbers: KeyResultMeasure | ObjectiveMeasure) -> str:
    """Say in a sentence how something stands, or what came of it, and why."""
    if numbers.outcome:
        return _build_outcome_view(numbers.outcome).said
    return f"{name_status(numbers.status.shown)}: {numbers.status.why.translate()}."


def _build_status_view(status: Status) -> ExplainedStatusView:
    differs = status.computed if status.computed and status.computed != status.shown else ""
    word = name_status(status.shown)
    why = status.why.translate()
    said = f"{word}: {why}."
    # The reason for a person's word names what the numbers say by itself.
    if differs and translate(differs) not in why:
        said += translate(" The numbers alone say {status}.", status=translate(differs))
    return ExplainedStatusView(word, find_status_key(status.shown), why=why, computed=differs, said=said)


def _build_outcome_view(outcome: Outcome) -> ExplainedStatusView:
    note = translate("proposed") if outcome.is_proposed else translate("not graded") if outcome.is_ungraded else ""
    word = name_status(outcome.shown)
    said = f"{word}{f' ({note})' if outcome.is_proposed else ''}: {outcome.why}."
    key = find_status_key(outcome.shown)
    return ExplainedStatusView(word, key, note, is_outcome=True, why=outcome.why, said=said)


def build_measured_bar_view(numbers: KeyResultMeasure | ObjectiveMeasure) -> BarView:
    """Return the bar of an objective or a key result, with what is expected of it today."""
    return build_bar_view(numbers.progress, find_expected_progress(numbers))


def find_expected_progress(numbers: KeyResultMeasure | ObjectiveMeasure) -> float | None:
    """Return what is expected today: nothing of what is closed or over, and nothing yet of what hasn't begun."""
    is_settled = numbers.outcome is not None or numbers.status.shown in WITHOUT_EXPECTATION
    return None if is_settled else numbers.expected


def build_bar_view(progress: float | None, expected: float | None = None) -> BarView:
    """Return a bar; `expected` is None where nothing is."""
    known = _clamp_or_none(progress)
    due = _clamp_or_none(expected)
    words = translate("No data yet")
    if progress is not None:
        words = translate("{percent} of the way", percent=format_percent(progress))
    if due is not None:
        words += translate(", {percent} expected by today", percent=format_percent(due))
    return BarView(
        text=format_percent(progress),
        label=words,
        # As wide as the number beside them says: a width to a tenth would make pages anew that say the same.
        fill=_format_width(known or 0.0),
        gap=_format_width(due, known or 0.0) if known is not None and due is not None and due - known >= 0.005 else "",
        tick="" if not due or due < 0.005 else _format_width(due),
        pace=describe_pace(known, due),
    )


def _format_width(end: float, begin: float = 0.0) -> str:
    """Return the width from one share of a bar to another, each in whole percent."""
    return str(round_percent(end) - round_percent(begin))


def _clamp_or_none(share: float | None) -> float | None:
    return None if share is None else min(1.0, max(0.0, share))


def summarise_key_results(
    objective: Objective, results: Mapping[KeyResultRef, KeyResultMeasure]
) -> tuple[tuple[str, str], ...]:
    """Return title and half a line of each key result of an objective."""
    refs = (objective.ref.make_key_result_ref(key_result.id) for key_result in objective.key_results)
    return tuple(
        (key_result.title, summarise_key_result(key_result, results[ref].current_values))
        for key_result, ref in zip(objective.key_results, refs, strict=True)
    )


def summarise_key_result(key_result: KeyResult, standing: CurrentValues) -> str:
    """Say what a key result is about in half a line: `71 → 82%, now 78.2%`."""
    now = format_quantity(standing.now.value, key_result.unit) if standing.now else ""
    match key_result.kind:
        case "reach":
            target = format_quantity(key_result.target.value if key_result.target else None, key_result.unit)
            if standing.start is None:
                return (
                    translate("to {target}, now {value}", target=target, value=now)
                    if now
                    else translate("to {target}, no value yet", target=target)
                )
            start = format_without_unit(standing.start.value, key_result.unit)
            if now:
                return translate("{start} → {target}, now {value}", start=start, target=target, value=now)
            return translate("{start} → {target}, no value yet", start=start, target=target)
        case "keep":
            kept = format_range(key_result.keep, key_result.unit)
            if now:
                return translate("keep {range}, now {value}", range=kept, value=now)
            return translate("keep {range}, no value yet", range=kept)
        case "milestones":
            done = sum(step.done for step in key_result.milestones)
            return translate("{number} of {total}", number=done, total=len(key_result.milestones))
        case "yes-no":
            return translate(_ANSWERS[key_result.done])
        case "baseline":
            return translate("found: {value}", value=now) if now else translate("to find out where we are")
        case "levels":
            return _format_level(standing.level)
    if key_result.withheld:
        return "" if ALL in key_result.audience else translate("its numbers are not shown here")
    return translate("nothing says yet how this is measured")


def _format_level(level: str | None) -> str:
    if level is None:
        return translate("no level named yet")
    if level == "none":
        return translate("no level reached yet")
    return translate("level “{level}” reached", level=translate(level))


def build_steps(key_result: KeyResult, standing: CurrentValues) -> tuple[StepView, ...]:
    """Return what stands between the start and the end of a key result: milestones, levels, phases, thresholds."""
    if key_result.kind == "milestones":
        return tuple(
            StepView(
                step.title,
                ", ".join(
                    filter(
                        None,
                        (
                            translate("due {day}", day=format_long_day(step.due)) if step.due else "",
                            translate("weight {weight}", weight=format_shortest(step.weight))
                            if step.weight != 1
                            else "",
                        ),
                    )
                ),
                step.done,
            )
            for step in key_result.milestones
        )
    if key_result.kind == "levels":
        reached = LEVEL_NAMES.index(standing.level) if standing.level in LEVEL_NAMES else -1
        return tuple(
            StepView(key_result.levels.get(name, ""), translate(name), place <= reached)
            for place, name in enumerate(LEVEL_NAMES)
            if name in key_result.levels
        )
    phases = (
        StepView(format_quantity(amount.value, key_result.unit), translate("by {day}", day=format_long_day(day)))
        for day, amount in key_result.phases
    )
    thresholds = (
        StepView(format_quantity(one.value, key_result.unit), translate(one.name), bool(one.reached))
        for one in list_thresholds(key_result, standing)
    )
    return (*phases, *thresholds)
