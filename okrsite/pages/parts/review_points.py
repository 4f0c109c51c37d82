"""What a review has to talk about, by reason: the goals in trouble, each with the words in which it is said why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec

from okrsite.languages.words import translate, translate_plural
from okrsite.model.objectives import Objective
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.formatting import format_plural
from okrsite.pages.parts.attention import Concern, collect_concerns
from okrsite.pages.parts.target_changes import build_target_changes
from okrsite.pages.views import NameView
from okrsite.pages.wording import build_measured_status_view

_WHILE_RUNNING = frozenset({"blocked", "no-goal", "no-owner"})
"""Reasons that nothing can be done about once a cycle has ended."""
MOST_GOALS = 8
"""Goals of one reason that are named; no meeting gets further."""


class ReviewGoal(msgspec.Struct, frozen=True):
    """A goal to be talked about."""

    goal: NameView
    whose: str
    """Its unit, where the review is of several, and its owner."""
    words: str
    """Why, and what is asked for; empty where the heading says it."""


class ReviewPoint(msgspec.Struct, frozen=True):
    """One reason to talk about goals."""

    mark: str
    title: str
    number: int
    """How many goals there are."""
    goals: tuple[ReviewGoal, ...]
    """The first of them."""
    more: NameView | None
    """Where the others are, with how many; None where all are named."""


def collect_review_points(
    context: ViewContext,
    objectives: Iterable[Objective],
    make_list_url: Callable[[str], str],
    unit: str | None = None,
) -> tuple[ReviewPoint, ...]:
    """Return what is to be talked about, the most urgent first.

    Args:
        context: The lookups.
        objectives: The goals that are reviewed.
        make_list_url: Gives the address of the page that lists all goals of a reason, from the site's root.
        unit: The id of the unit whose goals all of them are; None for those of several.
    """
    points = []
    for concern in collect_concerns(context, objectives):
        goals = _select_goals(context, concern)
        if goals:
            points.append(_build_point(context, concern, goals, make_list_url(concern.id), unit))
    return tuple(points)


def _select_goals(context: ViewContext, concern: Concern) -> list[Objective]:
    goals = [context.organisation.objectives[ref] for ref in concern.refs]
    if concern.id not in _WHILE_RUNNING:
        return goals
    return [objective for objective in goals if not context.days.has_ended(objective.cycle)]


def _build_point(
    context: ViewContext, concern: Concern, goals: Sequence[Objective], list_url: str, unit: str | None
) -> ReviewPoint:
    hidden = max(len(goals) - MOST_GOALS, 0)
    return ReviewPoint(
        concern.mark,
        concern.title,
        len(goals),
        tuple(_build_goal(context, objective, concern.id, unit) for objective in goals[:MOST_GOALS]),
        NameView(format_plural(hidden, "more goal"), list_url) if hidden else None,
    )


def _build_goal(context: ViewContext, objective: Objective, reason: str, unit: str | None) -> ReviewGoal:
    owner = context.find_person(objective.owner)
    team = "" if objective.unit == unit else context.organisation.units[objective.unit].name
    whose = ", ".join(filter(None, (team, owner.name if owner else "")))
    return ReviewGoal(
        NameView(objective.title, addresses.make_objective_url(objective)),
        whose,
        _say_reason(context, objective, reason),
    )


def _say_reason(context: ViewContext, objective: Objective, reason: str) -> str:
    if reason == "blocked":
        return "; ".join(objective.blockers)
    if reason == "moved":
        return build_target_changes(context, objective)[0].sentence
    if reason == "ungraded":
        lacking = sum(key_result.lacks_grade for key_result in objective.key_results)
        if not lacking:
            return ""
        return translate_plural("{number} key result without a grade", "{number} key results without a grade", lacking)
    if reason not in ("off-track", "at-risk", "outdated"):
        return ""
    needs = context.extract_words(objective.needs)
    why = build_measured_status_view(context.measures.objectives[objective.ref]).why
    return translate("{reason}. Asked for: {needs}", reason=why, needs=needs) if needs else why
