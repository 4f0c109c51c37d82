"""A change that git remembers, in sentences whose subject is the objective."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from okrsite.alignment.link_kinds import LINK_KINDS
from okrsite.history.compare import ChangeKind
from okrsite.history.events import ChangeEvent
from okrsite.history.versions import PastValue
from okrsite.model.objectives import Objective
from okrsite.model.refs import split_kept_ref
from okrsite.pages.context import ViewContext
from okrsite.pages.formatting import format_grade
from okrsite.progress.explanation import format_percent
from okrsite.progress.step_changes import list_step_changes
from okrsite.progress.target_changes import ADDED, TAKEN_OUT, format_past_value

_FIELDS: dict[ChangeKind, str] = {
    "owner": "owner",
    "status": "status",
    "ambition": "ambition",
    "measure": "kind of measure",
    "from": "start",
    "to": "target",
    "keep": "range",
    "kpi": "KPI",
    "levels": "levels",
    "phases": "interim targets",
    "due": "deadline",
    "weight": "weight",
    "confidence": "confidence",
    "value": "value",
}
_LINKS = {
    "contributes_to": ("contributes to", "direct link"),
    "supports": ("supports", "indirect link"),
    "depends_on": ("depends on", "dependency"),
}
"""What an objective does along a link, and what such a link is called."""
assert _LINKS.keys() <= {rule.field.name for rule in LINK_KINDS.values()}
_SHARE = re.compile(r"(?P<target>.*?)(?: \((?P<share>[0-9.e+-]+%)\))?\Z", re.DOTALL)


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
    of = f" of {name}" if name else ""
    before, after = event.before, event.after
    match event.kind:
        case "created":
            yield "is new"
        case "result added":
            yield f"key result {name} was added"
        case "result removed":
            yield f"key result “{before or event.result}” was taken out"
        case "title":
            yield f"wording{of} changed from “{_format(context, before)}” to “{_format(context, after)}”"
        case "why" if before is None or after is None:
            yield f"a reason for it was {'written' if before is None else 'taken out'}"
        case "why":
            yield "the reason for it was reworded"
        case "decision":
            yield f"it was decided to {after}" if isinstance(after, str) else "the decision about it was taken back"
        case "grade" if isinstance(after, float):
            yield f"{name} was graded {format_grade(after)}" + (
                f" instead of {format_grade(before)}" if isinstance(before, float) else ""
            )
        case "grade":
            yield f"the grade{of} was taken back"
        case "contributes_to" | "supports" | "depends_on":
            yield from _describe_links(context, event, name)
        case "milestones" | "step days" | "step weights":
            yield from _describe_steps(context, event, commit, objective, of)
        case "value" | "confidence" if before is None:
            return  # a first value is no change
        case "confidence":
            yield f"confidence{of} went from {_format_share(before)} to {_format_share(after)}"
        case kind if kind in _FIELDS:
            yield f"{_FIELDS[kind]}{of} went from {_format(context, before)} to {_format(context, after)}"


def _describe_links(context: ViewContext, event: ChangeEvent, name: str) -> Iterator[str]:
    verb, noun = _LINKS[event.kind]
    old, new = _list_targets(event.before), _list_targets(event.after)
    lead = f"{name} " if name else ""
    for target, share in new.items():
        named = _name_target(context, target)
        if target not in old:
            part = f", {share} of it" if share else ""
            yield f"{lead}now {verb} {named}{part} ({noun})"
        elif old[target] != share:
            yield f"{lead}{verb} {named} with {share or 'no share'} instead of {old[target] or 'no share'} ({noun})"
    for target in old:
        if target not in new:
            yield f"{lead}no longer {verb} {_name_target(context, target)} ({noun})"


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
    return f"“{key_result.title if key_result else objective.title}” of {unit}"


def _describe_steps(
    context: ViewContext, event: ChangeEvent, commit: Sequence[ChangeEvent], objective: Objective, of: str
) -> Iterator[str]:
    key_result = objective.find_key_result(event.result) if event.result else None
    if key_result is None:
        return
    end = context.organisation.cycles[objective.cycle].end
    for step in list_step_changes(event, commit, key_result, None, end):
        if event.kind == "milestones":
            came = step.after in (ADDED, TAKEN_OUT)
            yield (
                f"the step “{step.title}”{of} was {step.after}"
                if came
                else f"the step “{step.before}”{of} was reworded to “{step.after}”"
            )
        else:
            what = "deadline" if event.kind == "step days" else "weight"
            yield f"{what} of the step “{step.title}”{of} went from {step.before} to {step.after}"


def _format(context: ViewContext, told: PastValue) -> str:
    return format_past_value(told, context.organisation)


def _format_share(told: object) -> str:
    return format_percent(told) if isinstance(told, float) else "nothing"
