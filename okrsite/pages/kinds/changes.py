"""What changed, week by week, as git remembers it and as people report it: new, reworded, moved, linked, graded."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from itertools import islice, takewhile
from typing import ClassVar

import msgspec

from okrsite.languages.words import translate, translate_plural
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.formatting import format_long_day
from okrsite.pages.kinds.compared_days import build_compared_days_page
from okrsite.pages.linked_files import find_feed, list_files_beside
from okrsite.pages.page import Heading, NavigationEntry, Page, PlannedPage, SearchEntry, make_url
from okrsite.pages.parts.told_changes import (
    ChangeView,
    build_change_view,
    build_checkin_view,
    is_listed,
    list_changes,
    list_checkins,
)
from okrsite.pages.prepared_days import find_prepared_cycle
from okrsite.pages.render import Crumb, PageFrame, PageView, TemplateRenderer
from okrsite.pages.side_files import SideFileMaker

MOST = 400
"""Changes on the page, the newest; what is older is on the objectives' own pages and in git."""


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
    has_digest: bool
    """Whether there is a page with the digest of the week."""


def build_changes_pages(
    context: ViewContext, renderer: TemplateRenderer, files: SideFileMaker
) -> Iterator[PlannedPage]:
    """Yield the page of changes, where git remembers any, and that of compared days."""
    above: tuple[Crumb, ...] = ()
    if _has_changes(context):
        above = (Crumb(translate("Changes"), make_url(addresses.CHANGES)),)
        yield PlannedPage(
            addresses.CHANGES,
            lambda: _build_changes_page(context, renderer),
            build_files=files.list_changes_files,
            entry=NavigationEntry(translate("Changes")),
        )
    yield from build_compared_days_page(context, renderer, above)


def _build_changes_page(context: ViewContext, renderer: TemplateRenderer) -> Page:
    weeks = _group_by_week(context)
    number = sum(len(week.changes) for week in weeks)
    frame = PageFrame(
        addresses.CHANGES,
        translate("Changes"),
        context.build_crumbs(Crumb(translate("Changes"))),
        lead=translate_plural(
            "The newest {number} change of goals, targets, steps, links and values, as they were committed, and what "
            "people wrote in their check-ins.",
            "The newest {number} changes of goals, targets, steps, links and values, as they were committed, and what "
            "people wrote in their check-ins.",
            number,
        ),
        beside=list_files_beside(context.settings, addresses.CHANGES, feed=True),
    )
    return Page(
        uri=addresses.CHANGES,
        title=translate("Changes"),
        body=renderer.render(
            ChangesView(weeks, find_prepared_cycle(context.snapshot) is not None, context.settings.digest), frame
        ),
        headings=tuple(Heading(week.anchor, week.title) for week in weeks),
        search=(
            SearchEntry(
                "",
                translate("Changes"),
                translate("What changed in goals, targets and links, and what was reported."),
            ),
        ),
        nav=(),
        description=translate("What changed, week by week."),
        layout="navigation",
        feed=find_feed(context.settings, addresses.CHANGES),
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
        Week(f"week-{monday.isoformat()}", translate("Week of {day}", day=format_long_day(monday)), tuple(views))
        for monday, views in by_week.items()
    )


_Entry = tuple[date, int, Callable[[], ChangeView]]
"""A day, the place among what happened on it, and what makes the view."""


def _get_order(entry: _Entry) -> tuple[date, int]:
    return entry[:2]


def _list_changes(context: ViewContext) -> Iterator[_Entry]:
    for number, objective, told in list_changes(context):
        yield told.event.date, number, partial(build_change_view, context, objective, told)


def _list_checkins(context: ViewContext) -> Iterator[_Entry]:
    """Yield check-ins, the newest first; of one day they stand below what was changed, in the order of goals."""
    for number, (objective, checkin) in enumerate(list_checkins(context), 1):
        yield checkin.date, -number, partial(build_checkin_view, context, objective, checkin)


def _has_changes(context: ViewContext) -> bool:
    """Whether git remembers anything that is told."""
    return any(is_listed(context, event) for event in context.snapshot.past.events)
