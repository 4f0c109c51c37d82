"""The past of every goal, from git: what changed, when, by whom, and in whose words.

One pass over the log, one over the versions. Everything is named as it is today, however often it was moved or renamed.
Only what was public then and isn't a draft today appears.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from okrsite.history import notices
from okrsite.history.compare import Found, Kind, differences
from okrsite.history.credit import credited
from okrsite.history.git import GitError, Repository, open_repository
from okrsite.history.lines import Entry, Lines
from okrsite.history.log import Arrival, Commit, Logged, arrivals, read_log
from okrsite.history.meaning import Meaning
from okrsite.history.notices import Notice
from okrsite.history.publicity import for_the_public
from okrsite.history.replay import Replay
from okrsite.history.shelf import Shelf
from okrsite.history.versions import Told
from okrsite.model.organisation import Organisation
from okrsite.settings import Site


@dataclass(frozen=True, slots=True)
class Event:
    """One change of one objective or key result."""

    kind: Kind
    ref: str
    """The objective as it is called today; one that is gone as it was called last."""
    result: str | None
    """The key result's id of today; None where the objective itself changed."""
    commit: Commit
    """Who made the change, on which day, with which subject."""
    arrived: date
    """The day on which it reached the branch: that of the merge that brought it, else the commit's own."""
    before: Told
    """None: nothing was said before. People by id, links by full reference, milestones done by title."""
    after: Told

    @property
    def date(self) -> date:
        """The day on which the change was made."""
        return self.commit.day


@dataclass(frozen=True, slots=True)
class Past:
    """Everything that git remembers."""

    events: tuple[Event, ...] = ()
    """In the order in which they reached the branch: for one field, each `before` is what the last `after` was."""
    notices: tuple[Notice, ...] = ()
    by_objective: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)
    """The same events by the objective's reference, those of its key results among them."""

    def of(self, ref: str, result: str | None = None) -> tuple[Event, ...]:
        """Return the events of an objective; with `result` only those of that key result."""
        events = self.by_objective.get(ref, ())
        return events if result is None else tuple(event for event in events if event.result == result)


def read_past(
    site: Site, organisation: Organisation, cache: Path | None = None, standpoint: Repository | None = None
) -> Past:
    """Return what git remembers of the content folder; never raises for anything that is the matter with git.

    Args:
        site: Where the content is, and the settings by which old versions are read: today's.
        organisation: Today's; it says what things are called, who is who, and what is a draft. For the public, the
            part that is shown.
        cache: A folder for versions that were read (`.okrsite/cache`); with and without it the past is the same.
        standpoint: The repository as seen from an earlier commit; None for what is checked out.
    """
    repository = standpoint or open_repository(site.content)
    if isinstance(repository, Notice):
        return Past(notices=(repository,))
    with _collector_at_rest():
        shelf = Shelf(site.settings, cache)
        try:
            logged = read_log(repository, ZoneInfo(site.settings.timezone))
            shelf.fill(repository, logged)
        except GitError as error:
            return Past(notices=(notices.not_read(str(error)),))
        if not any(each.changes for each in logged):
            return Past(notices=(notices.NOT_TRACKED,))
        return _followed(repository, site, organisation, logged, shelf)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Keep Python from looking for garbage in circles: here everything that is made is kept, and nothing is one.

    It would look through all that was made, again and again, and take longer than the work itself.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _followed(
    repository: Repository, site: Site, organisation: Organisation, logged: list[Logged], shelf: Shelf
) -> Past:
    prefix = os.path.relpath(site.content, site.base).replace(os.sep, "/")
    public = site.settings.audience == "public"
    meaning = Meaning(organisation, prefix, public=public)
    replay = Replay(shelf, _aliases(organisation), public=public)
    lines = Lines()
    for arrival in arrivals(logged, repository.head):
        if not arrival.step.changes:
            continue
        pairs = replay.step(arrival.step.changes)
        lines.follow(pairs)
        # Where a shallow clone begins, everything seems to be new.
        if arrival.step.parents or not repository.shallow:
            found = [change for pair in pairs for change in differences(pair, meaning)]
            lines.note(
                credited(arrival.step.commit, found, _brought(arrival, replay, meaning)), arrival.step.commit.day
            )
    said = (notices.SHALLOW if repository.shallow else None, shelf.passed_over(logged))
    past = _past(lines, organisation, replay, tuple(notice for notice in said if notice))
    return for_the_public(past, organisation) if public else past


def _brought(arrival: Arrival, replay: Replay, meaning: Meaning) -> list[tuple[Commit, list[Found]]]:
    return [
        (each.commit, [change for pair in replay.aside(each.changes) for change in differences(pair, meaning)])
        for each in arrival.merged
        # A merge inside a merged branch made nothing itself, or settled something: then the outer merge is credited.
        if len(each.parents) < 2
    ]


def _aliases(organisation: Organisation) -> dict[tuple[str, str], tuple[str, ...]]:
    return {(each.cycle, each.id): each.aliases for each in organisation.objectives.values() if each.aliases}


def _past(lines: Lines, organisation: Organisation, replay: Replay, said: tuple[Notice, ...]) -> Past:
    today = _names(organisation)
    events: list[Event] = []
    by_objective: dict[str, list[Event]] = {}
    for entry in lines.entries:
        ref = entry.line.ref if entry.line.ref in organisation.objectives else today.get(entry.line.ref, entry.line.ref)
        unit, cycle = ref.split("/")[:2]
        gone = replay.hidden(unit) or organisation.left_out.objective(unit, cycle)
        if ref in organisation.drafts or (ref not in organisation.objectives and gone):
            continue
        event = Event(
            entry.change.kind, ref, _result(entry, ref, organisation), entry.commit, entry.arrived,
            entry.change.before, entry.change.after,
        )  # fmt: skip
        events.append(event)
        by_objective.setdefault(ref, []).append(event)
    return Past(tuple(events), said, {ref: tuple(found) for ref, found in sorted(by_objective.items())})


def _names(organisation: Organisation) -> dict[str, str]:
    """Return today's references by those that aliases declare: a name that changed in two commits is one line too."""
    return {
        f"{each.unit}/{each.cycle}/{alias}": each.ref
        for each in organisation.objectives.values()
        for alias in each.aliases
    }


def _result(entry: Entry, ref: str, organisation: Organisation) -> str | None:
    if entry.result is None:
        return None
    objective = organisation.objectives.get(ref)
    known = objective.key_result(entry.result.id) if objective else None
    return known.id if known else entry.result.id
