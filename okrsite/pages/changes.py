"""What changed, week by week, as git remembers it: new, reworded, moved, reported, graded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from okrsite.history.past import Event
from okrsite.model.objectives import Objective
from okrsite.pages import addresses
from okrsite.pages.desk import Desk
from okrsite.pages.page import Heading, Page, SearchEntry
from okrsite.pages.past_views import author
from okrsite.pages.render import Crumb, Frame, Renderer
from okrsite.pages.views import NameView
from okrsite.pages.words import long_day, percent, plural
from okrsite.progress.goalposts import said

MOST = 400
"""Changes on the page, the newest; what is older is on the objectives' own pages and in git."""

_FIELDS = {
    "owner": "owner",
    "status": "status",
    "ambition": "ambition",
    "contributes_to": "direct links",
    "supports": "indirect links",
    "depends_on": "dependencies",
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


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One change."""

    day: date
    objective: NameView
    unit: str
    sentence: str
    by: NameView | None
    subject: str
    """The commit's first line."""


@dataclass(frozen=True, slots=True)
class Week:
    """The changes of a week, the newest first."""

    anchor: str
    title: str
    changes: tuple[ChangeView, ...]


def changes_page(desk: Desk, renderer: Renderer) -> Iterator[Page]:
    """Yield the page of changes, where git remembers any."""
    weeks = _weeks(desk)
    if not weeks:
        return
    number = sum(len(week.changes) for week in weeks)
    frame = Frame(
        addresses.CHANGES,
        "Changes",
        desk.crumbs(Crumb("Changes")),
        lead=f"The newest {plural(number, 'change')} of goals, targets, values and links, as they were committed.",
    )
    yield Page(
        uri=addresses.CHANGES,
        title="Changes",
        body=renderer.render("changes.html", frame, weeks=weeks),
        headings=tuple(Heading(week.anchor, week.title) for week in weeks),
        search=(SearchEntry("", "Changes", "What changed in goals, targets, values and links, week by week."),),
        nav=(),
        description="What changed, week by week.",
        layout="navigation",
    )


def _weeks(desk: Desk) -> tuple[Week, ...]:
    events = [
        event
        for event in desk.snapshot.past.events
        if event.date <= desk.today and event.ref in desk.organisation.objectives and _worth(event)
    ]
    # Sorting keeps the order of arrival among the changes of a day.
    newest = sorted(events, key=lambda event: event.date)[: -MOST - 1 : -1]
    by_week: dict[date, list[ChangeView]] = {}
    for event in newest:
        by_week.setdefault(event.date - timedelta(days=event.date.weekday()), []).append(_view(desk, event))
    return tuple(
        Week(f"week-{monday.isoformat()}", f"Week of {long_day(monday)}", tuple(views))
        for monday, views in by_week.items()
    )


def _worth(event: Event) -> bool:
    """A first value is no change, and a unit or an id says nothing to readers."""
    if event.kind in ("value", "confidence"):
        return event.before is not None
    return event.kind in _FIELDS or event.kind in ("created", "result added", "result removed")


def _view(desk: Desk, event: Event) -> ChangeView:
    each = desk.organisation.objectives[event.ref]
    return ChangeView(
        day=event.date,
        objective=NameView(each.title, addresses.objective_url(each)),
        unit=f"{desk.organisation.units[each.unit].name}, {desk.organisation.cycles[each.cycle].name}",
        sentence=_sentence(desk, event, each),
        by=author(desk, event.commit.author),
        subject=event.commit.subject,
    )


def _sentence(desk: Desk, event: Event, each: Objective) -> str:
    result = each.key_result(event.result) if event.result else None
    name = f"“{result.title}”" if result else f"“{event.result}”" if event.result else ""
    if event.kind == "created":
        return "is new"
    if event.kind in ("result added", "result removed"):
        return f"key result {name} was {'added' if event.kind == 'result added' else 'taken out'}"
    before, after = said(event.before, desk.organisation), said(event.after, desk.organisation)
    if event.kind == "confidence":
        before, after = map(_share, (event.before, event.after))
    of = f" of {name}" if name else ""
    return f"{_FIELDS[event.kind]}{of} went from {before} to {after}"


def _share(told: object) -> str:
    return percent(told) if isinstance(told, float) else "nothing"
