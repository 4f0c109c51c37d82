"""Atom feeds of what changed: of the company, of each unit and objective; the same as the pages of changes tell.

Nothing in a feed says when it was made: its date is that of its newest entry, so that the same content gives the same
bytes. An entry's id stays the same when goals or people are worded otherwise, and when the site is built elsewhere.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from functools import partial
from io import StringIO
from itertools import islice
from uuid import NAMESPACE_URL, uuid5

import msgspec

from okrsite.escaping import escape
from okrsite.feeds.unfit_characters import replace_unfit_characters
from okrsite.languages.words import get_language, translate
from okrsite.model.objectives import CheckIn, Objective
from okrsite.model.refs import ObjectiveRef
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.page import SideFile, make_url, make_whole_url
from okrsite.pages.parts.checkin_log import build_written_checkin
from okrsite.pages.parts.target_changes import find_author
from okrsite.pages.parts.told_changes import ToldChange, list_changes, list_checkins, name_place, tell_changes
from okrsite.pages.tracked_cache import TrackedCache

MOST = 50
"""Entries of a feed, the newest; readers keep what they have seen."""
MOST_OF_COMPANY = 100
_NOON = time(12, tzinfo=UTC)
"""Of a day that git or an author names: in most of the world that is the same day."""
_NEVER = date(1970, 1, 1)
"""When a feed without entries changed."""


class NewsEntry(msgspec.Struct, frozen=True):
    """Something that happened to an objective."""

    day: date
    place: int
    """Among what happened to the objective, the oldest first."""
    ref: ObjectiveRef
    id: str
    page: str
    """The address from the site's root."""
    title: str
    paragraphs: tuple[str, ...]
    """Plain text."""
    by: str = ""

    @property
    def order(self) -> tuple[date, str, int]:
        """What entries are sorted by."""
        return self.day, self.ref, self.place


class Feed(msgspec.Struct, frozen=True):
    """What a feed says of itself."""

    site: str
    """The address of the site, with a slash at its end."""
    uri: str
    """Where it lies on the site."""
    page: str
    """The address of its page, from the site's root."""
    title: str
    author: str
    """Of whatever says nobody else's name."""


class NewsMaker:
    """Makes the feeds; what each is made of is noted as for a page."""

    def __init__(self, context: ViewContext) -> None:
        """Take the lookups of the pages beside which they lie."""
        self._context = context
        self._site = context.snapshot.site
        self._base = f"{self._site.url.rstrip('/')}/"
        self._entries: TrackedCache[ObjectiveRef, tuple[NewsEntry, ...]] = TrackedCache(context.tracker.recorder)
        """Of the objectives of the unit whose pages are being made."""
        self._unit = ""

    def write_objective_feed(self, ref: ObjectiveRef) -> SideFile:
        """Return the feed of an objective."""
        objective = self._context.organisation.objectives[ref]
        title = f"{objective.title} – {name_place(self._context, objective)}"
        entries = _choose_newest(self._list_entries(objective), MOST)
        return self._write(addresses.make_objective_uri(objective), title, entries)

    def write_unit_feed(self, key: str) -> SideFile:
        """Return the feed of a unit: what changed in its own objectives, whatever their cycle."""
        organisation = self._context.organisation
        by_cycle = organisation.by_unit.get(key, {})
        entries = [
            entry for objectives in by_cycle.values() for each in objectives for entry in self._list_entries(each)
        ]
        unit = organisation.units[key]
        return self._write(
            addresses.make_unit_uri(unit), translate("{name} – changes", name=unit.name), _choose_newest(entries, MOST)
        )

    def write_company_feed(self) -> SideFile:
        """Return the feed of everything that changes."""
        organisation = self._context.organisation
        newest = {
            objective.ref: objective
            for objective in (
                *(objective for _, objective, _ in islice(list_changes(self._context), MOST_OF_COMPANY)),
                *(objective for objective, _ in list_checkins(self._context)[:MOST_OF_COMPANY]),
            )
        }
        entries = [entry for objective in newest.values() for entry in self._list_entries(objective)]
        title = translate("{name} – changes", name=organisation.name)
        return self._write(addresses.CHANGES, title, _choose_newest(entries, MOST_OF_COMPANY))

    def _list_entries(self, objective: Objective) -> tuple[NewsEntry, ...]:
        if objective.unit != self._unit:  # the pages of a unit and its objectives are made one after another
            self._unit = objective.unit
            self._entries.forget_all()
        return self._entries.get(objective.ref, lambda: tuple(self._make_entries(objective)))

    def _make_entries(self, objective: Objective) -> Iterator[NewsEntry]:
        told: list[tuple[date, str, partial[NewsEntry]]] = []
        for change in tell_changes(self._context, objective):
            name = ", ".join(change.kinds)
            told.append((change.event.date, name, partial(self._make_change_entry, objective, change)))
        for checkin in objective.checkins:
            if self._context.days.has_come(checkin.date):
                name = f"check-in {checkin.by or ''}"
                told.append((checkin.date, name, partial(self._make_checkin_entry, objective, checkin)))
        told.sort(key=lambda one: one[0])
        seen: Counter[tuple[date, str]] = Counter()
        for place, (day, name, make) in enumerate(told):
            seen[day, name] += 1
            id = f"{objective.ref} {day.isoformat()} {name} {seen[day, name]}"
            yield make(place=place, id=uuid5(NAMESPACE_URL, f"{self._base}#{id}").urn)

    def _make_change_entry(self, objective: Objective, change: ToldChange, place: int, id: str) -> NewsEntry:
        author = find_author(self._context, change.event.commit.author)
        told = change.sentences[0]
        if len(change.sentences) > 1:
            told = translate("{change} (and {number} more)", change=told, number=len(change.sentences) - 1)
        return NewsEntry(
            day=change.event.date,
            place=place,
            ref=objective.ref,
            id=id,
            page=addresses.make_objective_url(objective),
            title=f"{objective.title}: {told}",
            paragraphs=(
                *(f"{sentence[:1].upper()}{sentence[1:]}." for sentence in change.sentences),
                *((change.event.commit.subject,) if change.event.commit.subject else ()),
                name_place(self._context, objective),
            ),
            by=author.name if author else "",
        )

    def _make_checkin_entry(self, objective: Objective, checkin: CheckIn, place: int, id: str) -> NewsEntry:
        told = build_written_checkin(self._context, objective, checkin)
        note = self._context.extract_words(checkin.note)
        return NewsEntry(
            day=checkin.date,
            place=place,
            ref=objective.ref,
            id=id,
            page=addresses.make_objective_url(objective),
            title=translate("{objective}: check-in, {status}", objective=objective.title, status=translate(told.status))
            if told.status
            else translate("{objective}: check-in", objective=objective.title),
            paragraphs=tuple(filter(None, (note, *told.values, told.internal, name_place(self._context, objective)))),
            by=told.by.name if told.by else "",
        )

    def _write(self, page_uri: str, title: str, entries: Iterable[NewsEntry]) -> SideFile:
        uri = addresses.make_feed_uri(page_uri)
        feed = Feed(self._base, uri, make_url(page_uri), title, self._context.organisation.name)
        return SideFile(uri, write_feed(feed, entries))


def write_feed(about: Feed, entries: Iterable[NewsEntry]) -> str:
    """Return a feed as Atom."""
    # Here and not above: most sites have no feeds, and `check` needs none.
    from feedgenerator import Atom1Feed

    class DatedFeed(Atom1Feed):  # type: ignore[misc]  # feedgenerator has no types
        """A feed whose date is that of what it tells, and never that of the build."""

        def latest_post_date(self) -> datetime:
            return max((item["updateddate"] for item in self.items), default=_make_instant(_NEVER))

    feed = DatedFeed(
        title=replace_unfit_characters(about.title),
        link=make_whole_url(about.site, about.page),
        description="",
        language=get_language(),
        author_name=replace_unfit_characters(about.author),
        feed_url=make_whole_url(about.site, about.uri),
        feed_guid=uuid5(NAMESPACE_URL, f"{about.site}{about.uri}").urn,
    )
    for entry in entries:
        feed.add_item(
            title=replace_unfit_characters(entry.title),
            link=make_whole_url(about.site, entry.page),
            # Readers take it for HTML.
            description="".join(f"<p>{escape(replace_unfit_characters(text))}</p>" for text in entry.paragraphs),
            author_name=replace_unfit_characters(entry.by) or None,
            unique_id=entry.id,
            updateddate=_make_instant(entry.day),
        )
    written = StringIO()
    feed.write(written, "utf-8")
    return f"{written.getvalue()}\n"


def _choose_newest(entries: Iterable[NewsEntry], most: int) -> list[NewsEntry]:
    return heapq.nlargest(most, entries, key=lambda entry: entry.order)


def _make_instant(day: date) -> datetime:
    return datetime.combine(day, _NOON)
