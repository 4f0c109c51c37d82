"""A change that git remembers, in sentences whose subject is the objective."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from okrsite.alignment.link_kinds import LINK_KINDS
from okrsite.choices import Decision
from okrsite.history.compare import ChangeKind
from okrsite.history.events import ChangeEvent
from okrsite.history.versions import PastValue
from okrsite.languages.words import mark_text, say, translate
from okrsite.late_patterns import compile_late
from okrsite.model.objectives import KeyResult, Objective
from okrsite.model.refs import split_kept_ref
from okrsite.pages.context import ViewContext
from okrsite.pages.formatting import format_grade
from okrsite.progress.explanation import format_percent
from okrsite.progress.step_changes import list_step_changes
from okrsite.progress.target_changes import ADDED, TAKEN_OUT, format_past_value

_FIELDS: dict[ChangeKind, str] = {
    "owner": mark_text("owner"),
    "status": mark_text("status"),
    "ambition": mark_text("ambition"),
    "measure": mark_text("kind of measure"),
    "from": mark_text("start"),
    "to": mark_text("target"),
    "keep": mark_text("range"),
    "kpi": mark_text("KPI"),
    "levels": mark_text("levels"),
    "phases": mark_text("interim targets"),
    "due": mark_text("deadline"),
    "weight": mark_text("weight"),
    "confidence": mark_text("confidence"),
    "value": mark_text("value"),
}
_LINKS = {
    "contributes_to": (
        mark_text("now contributes to {goal}"),
        mark_text("contributes to {goal} with {share} instead of {before}"),
        mark_text("no longer contributes to {goal}"),
        mark_text("direct link"),
    ),
    "supports": (
        mark_text("now supports {goal}"),
        mark_text("supports {goal} with {share} instead of {before}"),
        mark_text("no longer supports {goal}"),
        mark_text("indirect link"),
    ),
    "depends_on": (
        mark_text("now depends on {goal}"),
        mark_text("depends on {goal} with {share} instead of {before}"),
        mark_text("no longer depends on {goal}"),
        mark_text("dependency"),
    ),
}
"""What an objective does along a link that is new, that has another share, and that is gone; what it is called."""
_DECISIONS: dict[Decision, str] = {
    "carry on": mark_text("it was decided to carry on"),
    "close": mark_text("it was decided to close"),
    "drop": mark_text("it was decided to drop"),
}
assert _LINKS.keys() <= {rule.field.name for rule in LINK_KINDS.values()}
_SHARE = compile_late(r"(?P<target>.*?)(?: \((?P<share>[0-9.e+-]+%)\))?\Z", re.DOTALL)


def describe_change(
    context: ViewContext, event: ChangeEvent, commit: Sequence[ChangeEvent], objective: Objective
) -> Iterator[str]:
    """Yield what a change was; nothing for one that says nothing to readers, such as another id.

    Args:
        context: What pages know.
        event: The change.
        commit: All changes of the objective that were made at once.
        objective: The objective as it is today.
    """
    key_result = objective.find_key_result(event.result) if event.result else None
    name = f"“{key_result.title}”" if key_result else f"“{event.result}”" if event.result else ""
    before, after = event.before, event.after
    match event.kind:
        case "created":
            yield translate("is new")
        case "result added":
            yield translate("key result {result} was added", result=name)
        case "result removed":
            gone = f"“{before or event.result}”"
            yield translate("key result {result} was taken out", result=gone)
        case "title":
            yield translate(
                "{thing} changed from “{before}” to “{after}”",
                thing=_name_thing(translate("wording"), name),
                before=_format(context, event.kind, before),
                after=_format(context, event.kind, after),
            )
        case "why" if before is None or after is None:
            came = before is None
            yield translate("a reason for it was written") if came else translate("a reason for it was taken out")
        case "why":
            yield translate("the reason for it was reworded")
        case "decision":
            decided = next((words for decision, words in _DECISIONS.items() if decision == after), None)
            yield translate(decided or mark_text("the decision about it was taken back"))
        case "grade" if isinstance(after, float):
            grade = format_grade(after)
            if isinstance(before, float):
                yield translate(
                    "{result} was graded {grade} instead of {before}",
                    result=name,
                    grade=grade,
                    before=format_grade(before),
                )
            else:
                yield translate("{result} was graded {grade}", result=name, grade=grade)
        case "grade":
            yield translate("{thing} was taken back", thing=_name_thing(translate("the grade"), name))
        case "contributes_to" | "supports" | "depends_on":
            yield from _describe_links(context, event, name)
        case "milestones" | "step days" | "step weights":
            yield from _describe_steps(context, event, commit, objective)
        case "value" | "confidence" if before is None:
            return  # a first value is no change
        case "confidence":
            thing = _name_thing(translate(_FIELDS["confidence"]), name)
            yield _describe_way(thing, _format_share(before), _format_share(after))
        case kind if kind in _FIELDS:
            thing = _name_thing(translate(_FIELDS[kind]), name)
            yield _describe_way(thing, *(_format(context, kind, told) for told in (before, after)))


def _name_thing(thing: str, name: str) -> str:
    """Return what changed, with the key result or the step that it is one of, where it is."""
    return translate("{thing} of {result}", thing=thing, result=name) if name else thing


def _describe_way(thing: str, before: str, after: str) -> str:
    return translate("{thing} went from {before} to {after}", thing=thing, before=before, after=after)


def _describe_links(context: ViewContext, event: ChangeEvent, name: str) -> Iterator[str]:
    added, moved, gone, noun = _LINKS[event.kind]
    old, new = _list_targets(event.before), _list_targets(event.after)
    lead, called = (f"{name} " if name else ""), f" ({translate(noun)})"
    without = translate("no share")
    for target, share in new.items():
        named = _name_target(context, target)
        if target not in old:
            part = ", " + translate("{share} of it", share=share) if share else ""
            yield lead + translate(added, goal=named) + part + called
        elif old[target] != share:
            yield lead + translate(moved, goal=named, share=share or without, before=old[target] or without) + called
    for target in old:
        if target not in new:
            yield lead + translate(gone, goal=_name_target(context, target)) + called


def _list_targets(told: PastValue) -> dict[str, str]:
    """Return the shares of links by what they lead to."""
    found = [_SHARE.match(text) for text in told] if isinstance(told, tuple) else []
    return {match["target"]: match["share"] or "" for match in found if match}


def _name_target(context: ViewContext, target: str) -> str:
    """Return what a link leads to, in words; as it was typed where that isn't there any more."""
    ref, key = split_kept_ref(target)
    objective = context.organisation.objectives.get(ref)
    if objective is None:
        return f"“{target}”"
    key_result = objective.find_key_result(key) if key else None
    unit = context.organisation.units[objective.unit].name
    title = f"“{key_result.title if key_result else objective.title}”"
    return translate("{objective} of {unit}", objective=title, unit=unit)


def _describe_steps(
    context: ViewContext, event: ChangeEvent, commit: Sequence[ChangeEvent], objective: Objective
) -> Iterator[str]:
    key_result = objective.find_key_result(event.result) if event.result else None
    if key_result is None:
        return
    end = context.organisation.cycles[objective.cycle].end
    for step in list_step_changes(event, commit, key_result, None, end):
        name = name_step(step.title, key_result)
        if event.kind != "milestones":
            thing = translate("deadline") if event.kind == "step days" else translate("weight")
            yield _describe_way(_name_thing(thing, name), say(step.before), say(step.after))
        elif step.after == ADDED:
            yield translate("{step} was added", step=name)
        elif step.after == TAKEN_OUT:
            yield translate("{step} was taken out", step=name)
        else:
            name = name_step(say(step.before), key_result)
            yield translate("{step} was reworded to “{title}”", step=name, title=say(step.after))


def name_step(title: str, key_result: KeyResult) -> str:
    """Return a step with its key result, to stand in a sentence."""
    return translate("the step “{step}” of “{result}”", step=title, result=key_result.title)


def _format(context: ViewContext, kind: ChangeKind, told: PastValue) -> str:
    return format_past_value(kind, told, context.organisation)


def _format_share(told: object) -> str:
    return format_percent(told) if isinstance(told, float) else translate("nothing")
