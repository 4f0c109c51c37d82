"""What changed in a key result: its plan, where it stands, and who sees it."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from okrsite.amounts import Quantity
from okrsite.changes import easing
from okrsite.changes.pairing import Pair
from okrsite.changes.sides import (
    FieldRule,
    Side,
    describe_audience,
    diff_fields,
    is_unread,
    make_person_rule,
    make_prose_rule,
    make_text_rule,
)
from okrsite.feeds.diff_records import ComparedChange
from okrsite.model.objectives import KeyResult, Objective
from okrsite.pages.formatting import format_grade, format_quantity, format_range
from okrsite.progress.current_values import CurrentValues
from okrsite.progress.easing import Effect

_MEASURED = ("measure", "from", "to", "commit", "stretch", "keep", "milestones", "levels", "phases", "unit")
"""Fields that say how a key result is measured."""
_NUMBERS = (*_MEASURED, "now", "confidence", "weight", "kpi", "sum_of", "due", "rubric", "grade")
"""Fields that the public isn't told where they are withheld."""
_MEASURES = {
    "reach": "a number to reach",
    "keep": "a range to keep",
    "milestones": "milestones",
    "yes-no": "yes or no",
    "levels": "levels",
    "baseline": "finding out where we are",
}


def format_percent(share: float | None) -> str | None:
    """Return a share of 0.0 to 1.0 as percent; None for none."""
    return None if share is None else format_quantity(round(share * 100, 6), "%")


def _format_weight(key_result: KeyResult) -> str:
    return format_quantity(key_result.weight, "")


def _make_quantity_rule(name: str, get: Callable[[KeyResult], Quantity | None]) -> FieldRule[KeyResult]:
    """Return the rule of a field with a number in the key result's unit."""

    def get_value(item: KeyResult) -> float | None:
        quantity = get(item)
        return None if quantity is None else quantity.value

    def describe(item: KeyResult) -> str | None:
        value = get_value(item)
        return None if value is None else format_quantity(value, item.unit)

    return FieldRule(name, lambda item, side: get_value(item), lambda item, side: describe(item))


_RULES: tuple[FieldRule[KeyResult], ...] = (
    make_person_rule("owner", lambda item: item.owner),
    FieldRule("measure", lambda item, side: item.kind, lambda item, side: _MEASURES.get(item.kind or "")),
    make_text_rule("unit", lambda item: item.unit),
    make_text_rule("sum_of", lambda item: item.sum_of),
    _make_quantity_rule("from", lambda item: item.start),
    _make_quantity_rule("to", lambda item: item.target),
    _make_quantity_rule("commit", lambda item: item.commit),
    _make_quantity_rule("stretch", lambda item: item.stretch),
    FieldRule(
        "keep",
        lambda item, side: item.keep and (item.keep.low, item.keep.high),
        lambda item, side: format_range(item.keep, item.unit) if item.keep else None,
    ),
    FieldRule(
        "milestones",
        lambda item, side: tuple((step.title, step.due, step.weight) for step in item.milestones),
        lambda item, side: ", ".join(step.title for step in item.milestones),
    ),
    FieldRule("levels", lambda item, side: tuple(sorted(item.levels.items())), lambda item, side: None),
    FieldRule(
        "kpi",
        lambda item, side: side.kpi_names.get(item.kpi, item.kpi) if item.kpi else None,
        lambda item, side: item.kpi,
    ),
    FieldRule("due", lambda item, side: item.due, lambda item, side: item.due.isoformat() if item.due else None),
    FieldRule(
        "phases",
        lambda item, side: tuple((day, value.value) for day, value in item.phases),
        lambda item, side: ", ".join(f"{day}: {format_quantity(value.value, item.unit)}" for day, value in item.phases),
    ),
    FieldRule("weight", lambda item, side: item.weight, lambda item, side: _format_weight(item)),
    FieldRule("rubric", lambda item, side: item.rubric, lambda item, side: None),
    make_text_rule("status", lambda item: item.status),
    FieldRule("grade", lambda item, side: item.grade, lambda item, side: format_grade(item.grade)),
    FieldRule(
        "audience", lambda item, side: item.audience, lambda item, side: describe_audience(item.audience)
    ),
    make_prose_rule("notes", lambda item: item.notes),
)  # fmt: skip


def diff_key_results(
    objectives: tuple[Objective, Objective], pairs: tuple[Pair[KeyResult], ...], sides: tuple[Side, Side]
) -> list[ComparedChange]:
    """Return what changed in the key results of an objective that is there before and after."""
    changes: list[ComparedChange] = []
    unread = sides[0].has_unread_values(objectives[0]), sides[1].has_unread_values(objectives[1])
    for pair in pairs:
        if pair.before and pair.after:
            told = _diff_key_result(objectives, pair.before, pair.after, sides)
            changes += [
                change
                for change in told
                if change.before == change.after or not is_unread(change.before, change.after, unread)
            ]
        elif is_unread(pair.before, pair.after, unread):
            continue
        elif key_result := pair.after or pair.before:
            there = objectives[1 if pair.after else 0]
            ref = there.ref.make_key_result_ref(key_result.id)
            changes.append(
                ComparedChange(
                    kind="added" if pair.after else "removed",
                    subject="key result",
                    before_ref=ref if pair.before else None,
                    after_ref=ref if pair.after else None,
                    title=key_result.title,
                    within=there.title,
                )
            )
    return changes


def _diff_key_result(
    objectives: tuple[Objective, Objective], before: KeyResult, after: KeyResult, sides: tuple[Side, Side]
) -> list[ComparedChange]:
    refs = objectives[0].ref.make_key_result_ref(before.id), objectives[1].ref.make_key_result_ref(after.id)
    values = tuple(
        side.snapshot.measures.key_results[ref].current_values for side, ref in zip(sides, refs, strict=True)
    )

    def create_change(field: str, told: tuple[str | None, str | None], effect: Effect | None = None) -> ComparedChange:
        return ComparedChange(
            kind="moved" if before.id != after.id and field in ("title", "id") else "changed",
            subject="key result",
            before_ref=refs[0],
            after_ref=refs[1],
            title=after.title,
            within=objectives[1].title,
            field=field,
            before=told[0],
            after=told[1],
            effect=effect,
        )

    changes = []
    if before.title != after.title:
        changes.append(create_change("title", (before.title, after.title)))
    elif before.id != after.id:
        changes.append(create_change("id", (before.id, after.id)))
    fields = diff_fields(_RULES, before, after, sides)
    hidden = (before.withheld is None) != (after.withheld is None)
    named = {field.field for field in fields}
    for field in fields:
        if (hidden and field.field in _NUMBERS) or ("measure" in named and field.field in _MEASURED[1:]):
            continue
        effect = _judge(field.field, before, after, objectives, sides)
        changes.append(create_change(field.field, (field.before, field.after), effect))
    if hidden:
        if "audience" not in named:
            told = tuple("internal numbers" if item.withheld else "public" for item in (before, after))
            changes.append(create_change("audience", (told[0], told[1])))
        return changes
    if "measure" not in named and _is_other_value(before, after, values[0], values[1], sides):
        changes.append(create_change("now", (_describe_value(before, values[0]), _describe_value(after, values[1]))))
    if values[0].confidence != values[1].confidence:
        confidences = format_percent(values[0].confidence), format_percent(values[1].confidence)
        changes.append(create_change("confidence", confidences))
    return changes


def _judge(
    field: str,
    before: KeyResult,
    after: KeyResult,
    objectives: tuple[Objective, Objective],
    sides: tuple[Side, Side],
) -> Effect | None:
    old, new = objectives
    cycles = sides[0].snapshot.organisation.cycles[old.cycle], sides[1].snapshot.organisation.cycles[new.cycle]
    match field:
        case "to":
            return easing.judge_target(before, after)
        case "from":
            return easing.judge_start(before, after)
        case "keep":
            return easing.judge_range(before.keep, after.keep)
        case "due":
            return easing.judge_due(before, after, cycles)
        case "milestones":
            return easing.judge_steps(before, after, cycles)
        case "status" if before.is_dropped != after.is_dropped:
            return "eased" if after.is_dropped else "raised"
    return None


def _is_other_value(
    before: KeyResult, after: KeyResult, old: CurrentValues, new: CurrentValues, sides: tuple[Side, Side]
) -> bool:
    """Whether somebody reported another value: one that a KPI brings is told of the KPI."""
    if before.kind == "milestones":
        done = [[step.title for step in item.milestones if step.done] for item in (before, after)]
        flags = [[step.done for step in item.milestones] for item in (before, after)]
        return done[0] != done[1] and flags[0] != flags[1]
    if before.kpi != after.kpi and sides[0].kpi_names.get(before.kpi or "") != after.kpi:
        return False  # which number it is says what it is
    if before.kpi and before.now is None and after.now is None:
        kpi = sides[0].kpi_names.get(before.kpi)
        series = [
            side.snapshot.organisation.kpis.get(item.kpi or "")
            for side, item in zip(sides, (before, after), strict=True)
        ]
        if kpi == after.kpi and series[0] and series[1] and series[0].values != series[1].values:
            return False
    return _identify_value(before, old) != _identify_value(after, new)


def _identify_value(key_result: KeyResult, current: CurrentValues) -> Hashable:
    if key_result.kind == "yes-no":
        return bool(key_result.done)
    return current.level if key_result.kind == "levels" else current.now and current.now.value


def _describe_value(key_result: KeyResult, current: CurrentValues) -> str | None:
    match key_result.kind:
        case "yes-no":
            return "done" if key_result.done else "not done"
        case "levels":
            return current.level
        case "milestones":
            return f"{sum(step.done for step in key_result.milestones)} of {len(key_result.milestones)} done"
    return format_quantity(current.now.value, key_result.unit) if current.now else None
