"""What changed, week by week, as git remembers it: new, reworded, moved, reported, graded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import ClassVar

import msgspec

from okrsite.alignment.link_kinds import LINK_KINDS
from okrsite.history.events import ChangeEvent
from okrsite.model.objectives import Objective
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.formatting import format_long_day, format_plural
from okrsite.pages.page import Heading, NavigationEntry, Page, PlannedPage, SearchEntry
from okrsite.pages.parts.target_changes import find_author
from okrsite.pages.render import Crumb, PageFrame, PageView, TemplateRenderer
from okrsite.pages.views import NameView
from okrsite.progress.explanation import format_percent
from okrsite.progress.target_changes import format_past_value

MOST = 400
"""Changes on the page, the newest; what is older is on the objectives' own pages and in git."""

_FIELDS = {
    "owner": "owner",
    "status": "status",
    "ambition": "ambition",
    **{rule.field.name: rule.noun for rule in LINK_KINDS.values()},
    "measure": "kind of measure",
    "from": "start",
    "to": "target",
    "keep": "range",
    "kpi": "KPI",
    "milestones": "milestones",
    "levels": "levels",
    "phases": "interim targets",
    "due": "deadline",
    "weight": "weight",
    "grade": "grade",
    "confidence": "confidence",
    "value": "value",
    "title": "wording",
}


class ChangeView(msgspec.Struct, frozen=True):
    """One change."""

    day: date
    objective: NameView
    unit: str
    sentence: str
    by: NameView | None
    subject: str
    """The commit's first line."""


class Week(msgspec.Struct, frozen=True):
    """The changes of a week, the newest first."""

    anchor: str
    title: str
    changes: tuple[ChangeView, ...]


class ChangesView(PageView, frozen=True):
    """What changed, the newest week first."""

    template: ClassVar[str] = "changes.html"
    weeks: tuple[Week, ...]


def build_changes_pages(context: ViewContext, renderer: TemplateRenderer) -> Iterator[PlannedPage]:
    """Yield the page of changes, where git remembers any."""
    if any(_is_listed(context, event) for event in context.snapshot.past.events):
        entry = NavigationEntry("Changes")
        yield PlannedPage(addresses.CHANGES, lambda: _build_changes_page(context, renderer), entry=entry)


def _build_changes_page(context: ViewContext, renderer: TemplateRenderer) -> Page:
    weeks = _group_by_week(context)
    number = sum(len(week.changes) for week in weeks)
    frame = PageFrame(
        addresses.CHANGES,
        "Changes",
        context.build_crumbs(Crumb("Changes")),
        lead=(
            f"The newest {format_plural(number, 'change')} of goals, targets, values and links, as they were committed."
        ),
    )
    return Page(
        uri=addresses.CHANGES,
        title="Changes",
        body=renderer.render(ChangesView(weeks), frame),
        headings=tuple(Heading(week.anchor, week.title) for week in weeks),
        search=(SearchEntry("", "Changes", "What changed in goals, targets, values and links, week by week."),),
        nav=(),
        description="What changed, week by week.",
        layout="navigation",
    )


class RecentChanges(msgspec.Struct, frozen=True):
    """What changed in the days before today."""

    views: tuple[ChangeView, ...]
    """The newest of them, newest first."""
    number: int
    """How many there are in all."""


def collect_recent_changes(context: ViewContext, days: int, most: int) -> RecentChanges:
    """Return the changes of the last `days` days, at most so many of them."""
    since = context.snapshot.today - timedelta(days=days)
    recent = [event for event in _list_newest_events(context) if event.date > since]
    return RecentChanges(tuple(_build_change_view(context, event) for event in recent[:most]), len(recent))


def _list_newest_events(context: ViewContext) -> list[ChangeEvent]:
    events = [event for event in context.snapshot.past.events if _is_listed(context, event)]
    # Sorting keeps the order of arrival among the changes of a day.
    return sorted(events, key=lambda event: event.date)[: -MOST - 1 : -1]


def _group_by_week(context: ViewContext) -> tuple[Week, ...]:
    by_week: dict[date, list[ChangeView]] = {}
    for event in _list_newest_events(context):
        by_week.setdefault(event.date - timedelta(days=event.date.weekday()), []).append(
            _build_change_view(context, event)
        )
    return tuple(
        Week(f"week-{monday.isoformat()}", f"Week of {format_long_day(monday)}", tuple(views))
        for monday, views in by_week.items()
    )


def _is_listed(context: ViewContext, event: ChangeEvent) -> bool:
    return (
        event.date <= context.snapshot.today
        and event.ref in context.organisation.objectives
        and _is_worth_showing(event)
    )


def _is_worth_showing(event: ChangeEvent) -> bool:
    """A first value is no change, and a unit or an id says nothing to readers."""
    if event.kind in ("value", "confidence"):
        return event.before is not None
    return event.kind in _FIELDS or event.kind in ("created", "result added", "result removed")


def _build_change_view(context: ViewContext, event: ChangeEvent) -> ChangeView:
    objective = context.organisation.objectives[event.ref]
    return ChangeView(
        day=event.date,
        objective=NameView(objective.title, addresses.make_objective_url(objective)),
        unit=f"{context.organisation.units[objective.unit].name}, {context.organisation.cycles[objective.cycle].name}",
        sentence=_describe_change(context, event, objective),
        by=find_author(context, event.commit.author),
        subject=event.commit.subject,
    )


def _describe_change(context: ViewContext, event: ChangeEvent, objective: Objective) -> str:
    key_result = objective.find_key_result(event.result) if event.result else None
    name = f"“{key_result.title}”" if key_result else f"“{event.result}”" if event.result else ""
    if event.kind == "created":
        return "is new"
    if event.kind in ("result added", "result removed"):
        return f"key result {name} was {'added' if event.kind == 'result added' else 'taken out'}"
    before, after = (
        format_past_value(event.before, context.organisation),
        format_past_value(event.after, context.organisation),
    )
    if event.kind == "confidence":
        before, after = map(_format_share, (event.before, event.after))
    of = f" of {name}" if name else ""
    return f"{_FIELDS[event.kind]}{of} went from {before} to {after}"


def _format_share(told: object) -> str:
    return format_percent(told) if isinstance(told, float) else "nothing"
