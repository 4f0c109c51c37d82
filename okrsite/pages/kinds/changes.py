"""What changed, week by week, as git remembers it and as people report it: new, reworded, moved, linked, graded."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import islice, takewhile
from typing import ClassVar

import msgspec
from markupsafe import Markup

from okrsite.amounts import Quantity
from okrsite.history.events import ChangeEvent
from okrsite.model.objectives import CheckIn, Objective
from okrsite.model.refs import ObjectiveRef
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.formatting import format_long_day, format_plural
from okrsite.pages.kinds.compared_days import build_compared_days_page, has_compared_days
from okrsite.pages.page import Heading, NavigationEntry, Page, PlannedPage, SearchEntry
from okrsite.pages.parts.change_sentences import describe_change
from okrsite.pages.parts.checkin_log import build_written_checkin
from okrsite.pages.parts.target_changes import find_author
from okrsite.pages.render import Crumb, PageFrame, PageView, TemplateRenderer
from okrsite.pages.views import NameView

MOST = 400
"""Changes on the page, the newest; what is older is on the objectives' own pages and in git."""
_LATE = 7
"""Days after a check-in within which its value is typed into the key result: that is no news of its own."""


class ChangeView(msgspec.Struct, frozen=True):
    """What was changed at once of an objective, or a check-in."""

    day: date
    objective: NameView
    unit: str
    sentence: str
    """What was changed; of a check-in the status that it says, or nothing."""
    by: NameView | None
    subject: str
    """The commit's first line; empty for a check-in."""
    note: str | Markup = ""
    """What somebody wrote in a check-in."""
    values: tuple[str, ...] = ()
    """What a check-in says of the key results."""
    internal: str = ""
    """What of a check-in outsiders don't see, in words; empty for nothing."""


class Week(msgspec.Struct, frozen=True):
    """The changes of a week, the newest first."""

    anchor: str
    title: str
    changes: tuple[ChangeView, ...]


class ChangesView(PageView, frozen=True):
    """What changed, the newest week first."""

    template: ClassVar[str] = "changes.html"
    weeks: tuple[Week, ...]
    has_compared_days: bool


def build_changes_pages(context: ViewContext, renderer: TemplateRenderer) -> Iterator[PlannedPage]:
    """Yield the page of changes, where git remembers any."""
    if _has_changes(context):
        entry = NavigationEntry("Changes")
        yield PlannedPage(addresses.CHANGES, lambda: _build_changes_page(context, renderer), entry=entry)
        yield from build_compared_days_page(context, renderer)


def _build_changes_page(context: ViewContext, renderer: TemplateRenderer) -> Page:
    weeks = _group_by_week(context)
    number = sum(len(week.changes) for week in weeks)
    frame = PageFrame(
        addresses.CHANGES,
        "Changes",
        context.build_crumbs(Crumb("Changes")),
        lead=(
            f"The newest {format_plural(number, 'change')} of goals, targets, steps, links and values, as they were "
            "committed, and what people wrote in their check-ins."
        ),
    )
    return Page(
        uri=addresses.CHANGES,
        title="Changes",
        body=renderer.render(ChangesView(weeks, has_compared_days(context)), frame),
        headings=tuple(Heading(week.anchor, week.title) for week in weeks),
        search=(SearchEntry("", "Changes", "What changed in goals, targets and links, and what was reported."),),
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
    """Return the changes of the last `days` days and, if there is room for them, check-ins; at most so many."""
    since = context.snapshot.today - timedelta(days=days)
    if not _has_changes(context):
        return RecentChanges((), 0)
    changes, checkins = (
        list(takewhile(lambda entry: entry[0] > since, entries))
        for entries in (_list_changes(context), _list_checkins(context))
    )
    shown = sorted([*changes, *checkins][:most], key=_get_order, reverse=True)
    return RecentChanges(tuple(build() for _, _, build in shown), len(changes) + len(checkins))


def _group_by_week(context: ViewContext) -> tuple[Week, ...]:
    entries = heapq.merge(_list_changes(context), _list_checkins(context), key=_get_order, reverse=True)
    by_week: dict[date, list[ChangeView]] = {}
    for day, _, build in islice(entries, MOST):
        by_week.setdefault(day - timedelta(days=day.weekday()), []).append(build())
    return tuple(
        Week(f"week-{monday.isoformat()}", f"Week of {format_long_day(monday)}", tuple(views))
        for monday, views in by_week.items()
    )


_Entry = tuple[date, int, Callable[[], ChangeView]]
"""A day, the place among what happened on it, and what makes the view."""


def _get_order(entry: _Entry) -> tuple[date, int]:
    return entry[:2]


def _list_changes(context: ViewContext) -> Iterator[_Entry]:
    """Yield what was changed, the newest first; of a long past nobody asks for more than the beginning."""
    at_once: dict[tuple[str, ObjectiveRef], list[ChangeEvent]] = {}
    for event in context.snapshot.past.events:
        at_once.setdefault((event.commit.id, event.ref), []).append(event)
    groups = sorted(at_once.values(), key=lambda group: group[0].date)
    for number, everything in reversed(list(enumerate(groups))):
        group = [event for event in everything if _is_listed(context, event)]
        if not group:
            continue
        objective = context.organisation.objectives[group[0].ref]
        if sentences := [told for event in group for told in _describe_change(context, event, group, objective)]:
            yield group[0].date, number, partial(_build_change_view, context, group[0], objective, sentences)


def _describe_change(
    context: ViewContext, event: ChangeEvent, group: Sequence[ChangeEvent], objective: Objective
) -> Iterator[str]:
    effects = {
        "easier" if move.eased else "harder"
        for move in context.snapshot.target_changes.get(objective.ref, ())
        if (move.commit, move.kind, move.result) == (event.commit.id, event.kind, event.result)
        and (move.eased or move.raised)
    }
    effect = f", which made it {effects.pop()} to reach" if len(effects) == 1 else ""
    for sentence in describe_change(context, event, group, objective):
        yield f"{sentence}{effect}"


def _list_checkins(context: ViewContext) -> Iterator[_Entry]:
    """Yield what people wrote, the newest first; of one day it stands below what was changed, in the order of goals."""
    written = [
        (checkin, objective)
        for objective in context.organisation.objectives.values()
        for checkin in objective.checkins
        if checkin.date <= context.snapshot.today
    ]
    written.sort(key=lambda pair: pair[0].date, reverse=True)
    for number, (checkin, objective) in enumerate(written, 1):
        yield checkin.date, -number, partial(_build_checkin_view, context, objective, checkin)


def _has_changes(context: ViewContext) -> bool:
    return any(_is_listed(context, event) for event in context.snapshot.past.events)


def _is_listed(context: ViewContext, event: ChangeEvent) -> bool:
    objective = context.organisation.objectives.get(event.ref)
    if event.date > context.snapshot.today or objective is None:
        return False
    return event.kind not in ("value", "confidence") or not _is_reported(event, objective)


def _is_reported(event: ChangeEvent, objective: Objective) -> bool:
    """Whether a value was typed because of a check-in, which says it too."""
    for checkin in objective.checkins:
        if event.result is not None and 0 <= (event.date - checkin.date).days <= _LATE:
            told = checkin.now.get(event.result) if event.kind == "value" else checkin.confidence.get(event.result)
            if told is not None and _get_number(told) == _get_number(event.after):
                return True
    return False


def _get_number(told: object) -> object:
    return told.value if isinstance(told, Quantity) else told


def _build_change_view(
    context: ViewContext, event: ChangeEvent, objective: Objective, sentences: Sequence[str]
) -> ChangeView:
    return ChangeView(
        day=event.date,
        objective=NameView(objective.title, addresses.make_objective_url(objective)),
        unit=_name_place(context, objective),
        sentence=f"{'; '.join(sentences)}.",
        by=find_author(context, event.commit.author),
        subject=event.commit.subject,
    )


def _build_checkin_view(context: ViewContext, objective: Objective, checkin: CheckIn) -> ChangeView:
    told = build_written_checkin(context, objective, checkin)
    return ChangeView(
        day=told.day,
        objective=NameView(objective.title, addresses.make_objective_url(objective)),
        unit=_name_place(context, objective),
        sentence=f"{told.status}." if told.status else "" if told.note else "a check-in.",
        by=told.by,
        subject="",
        note=told.note,
        values=told.values,
        internal=told.internal,
    )


def _name_place(context: ViewContext, objective: Objective) -> str:
    return f"{context.organisation.units[objective.unit].name}, {context.organisation.cycles[objective.cycle].name}"
