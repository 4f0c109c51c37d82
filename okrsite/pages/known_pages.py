"""The pages of an earlier build, and which of them a build needn't make again.

Decides that a page is the same if it is about the same, and each input that it was made of is known to hold what it
held then. An input of which that isn't known counts as changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from okrsite.pages.changed_inputs import find_changed_inputs
from okrsite.pages.input_recorder import ALL, Input
from okrsite.pages.input_tracking import InputTracker, list_inputs
from okrsite.pages.page import Page, PlannedPage
from okrsite.pages.page_origins import Change, Origin, PageOrigins


class NumberedInputs:
    """Inputs by their places in the list of all that are known: thousands of pages read the same, and many."""

    __slots__ = ("every", "numbers")

    def __init__(self, numbers: Sequence[int], every: Sequence[Input]) -> None:
        """Take the places, each of which must be there, and the list."""
        self.numbers = numbers
        self.every = every

    def __iter__(self) -> Iterator[Input]:
        return map(self.every.__getitem__, self.numbers)


class KnownPage(msgspec.Struct, frozen=True):
    """A page of an earlier build: what it was made of, and all of it but its body."""

    page: Page
    """Its body is empty: it lies in the site of that build."""
    subject: str
    """See `PlannedPage.subject`."""
    inputs: NumberedInputs | tuple[Input, ...]
    files: tuple[str, ...] = ()
    """The URIs of files that lie beside it."""


class KnownPages(msgspec.Struct, frozen=True):
    """The pages of an earlier build by the same okrsite with the same settings."""

    outer: tuple[Input, ...] = ()
    """What was read before the first page was made: of the same, or no page is the same."""
    digests: Mapping[Input, str] = msgspec.field(default_factory=dict)
    """Of what each input held of which any page was made; none of pages that were made just now."""
    inputs: Sequence[Input] = ()
    """Those by whose places the inputs of its pages are numbered, where they are."""
    pages: Mapping[str, KnownPage] = msgspec.field(default_factory=dict)
    """By URI."""
    unfit: Mapping[str, Origin] = msgspec.field(default_factory=dict)
    """Why other pages of that build can't be taken over, by URI."""
    reason: str = "there is no last site"
    """Where there are no pages: why, as a clause."""
    search: str = ""
    """A digest of the search index whose files lie in that build's site; empty where they can't be taken over."""


_MOST_MEMBERS = 20
"""Changes that are told of one mapping as a whole."""
NO_KNOWN_PAGES = KnownPages()


class PageChoice(msgspec.Struct, frozen=True):
    """Which pages are made, and which are those of the earlier build."""

    reused: Mapping[str, KnownPage]
    """By URI, in order."""
    origins: PageOrigins
    outer: tuple[Input, ...]
    """What was read before the first page is made, this time."""


def choose_pages(
    known: KnownPages, planned: Iterable[PlannedPage], tracker: InputTracker, cache: Path | None = None
) -> PageChoice:
    """Decide of each page of a site whether it is made; see `find_changed_inputs` for the cache."""
    outer = list_inputs(tracker.recorder.outer_inputs)
    reason = known.reason if not known.pages else ""
    if not reason and known.outer != outer:
        reason = "other things are read before the first page is made"
    changes = _ChangeTable(known, find_changed_inputs(known.digests, tracker, cache), tracker)
    outer_changes = changes.list_places(outer)
    reused: dict[str, KnownPage] = {}
    origins: dict[str, Origin] = {}
    changed: dict[str, tuple[int, ...]] = {}
    for plan in planned:
        last = known.pages.get(plan.uri)
        if not plan.subject:
            origins[plan.uri] = "always"
        elif reason:
            origins[plan.uri] = "all"
        elif last is None:
            origins[plan.uri] = known.unfit.get(plan.uri, "new")
        elif last.subject != plan.subject or not _has_planned_place(last.page, plan):
            origins[plan.uri] = "other"
        elif places := outer_changes or changes.list_places(last.inputs):
            origins[plan.uri] = "changed"
            changed[plan.uri] = places
        else:
            origins[plan.uri] = "reused"
            reused[plan.uri] = last
    return PageChoice(reused, PageOrigins(reason, origins, changes.list_changes(), changed), outer)


def _has_planned_place(page: Page, plan: PlannedPage) -> bool:
    """Whether a page says of its place in the navigation what it would say if it were made: all frames show that."""
    entry = plan.entry
    return page.nav is None if entry is None else (page.title, page.nav) == (entry.title, entry.sections)


class _ChangeTable:
    """The inputs that have changed, each with its place in the list of all of them."""

    def __init__(self, known: KnownPages, changed: frozenset[Input], tracker: InputTracker) -> None:
        self._known = known
        self._changed = changed
        self._numbers = {number for number, read in enumerate(known.inputs) if read in changed}
        """The places of those in the list by which the inputs of known pages are numbered."""
        self._tracker = tracker
        self._places: dict[Input, int] = {}
        self._members = self._collect_members()

    def list_places(self, inputs: NumberedInputs | tuple[Input, ...]) -> tuple[int, ...]:
        """Return the places of those inputs that have changed, or of what in them has; none where none has."""
        changed = (self._members.get(read, (read,)) for read in self._select_changed(inputs))
        places = (self._places.setdefault(member, len(self._places)) for members in changed for member in members)
        return tuple(dict.fromkeys(places))

    def _select_changed(self, inputs: NumberedInputs | tuple[Input, ...]) -> Iterable[Input]:
        if not isinstance(inputs, NumberedInputs) or inputs.every is not self._known.inputs:
            return [read for read in inputs if read in self._changed or read not in self._known.digests]
        if self._numbers.isdisjoint(inputs.numbers):
            return ()
        return [inputs.every[number] for number in inputs.numbers if number in self._numbers]

    def _collect_members(self) -> dict[Input, list[Input]]:
        """Return some of the inputs that have changed and are part of another one, by the latter.

        A mapping as a whole has all its keys, and the objectives of a unit are in the mapping of all of them.
        """
        members: dict[Input, list[Input]] = {}
        for name, key in filter(self._changed.__contains__, self._known.digests):
            if key != ALL:
                wholes = [(name, ALL)]
                if name == "snapshot.organisation.objectives":
                    wholes.append(("snapshot.organisation.by_unit", key.partition("/")[0]))
                for whole in wholes:
                    known = members.setdefault(whole, [])
                    if len(known) < _MOST_MEMBERS:
                        known.append((name, key))
        return members

    def list_changes(self) -> tuple[Change, ...]:
        """Return all changes, in the order of their places."""
        return tuple(self._describe_change(read) for read in self._places)

    def _describe_change(self, read: Input) -> Change:
        # Without a digest, an input isn't there.
        if not self._tracker.compute_digest(read):
            return Change(*read, "gone")
        return Change(*read, "changed" if self._known.digests.get(read) else "new")


class InputDigests:
    """Digests of what each input holds of which pages were made; those of pages that were not made are among them.

    Of the latter's inputs `choose_pages` has computed them. Nobody needs them before the site is published.
    """

    def __init__(self, made: Sequence[KnownPage], outer: Iterable[Input], tracker: InputTracker) -> None:
        """Take the pages that were made, and what was read before the first of them."""
        self._made = made
        self._outer = outer
        self._tracker: InputTracker | None = tracker
        self._digests = tracker.digests

    @property
    def made_count(self) -> int:
        """How many pages were made whose inputs may not have a digest yet."""
        return len(self._made)

    def collect(self) -> Mapping[Input, str]:
        """Return all of them."""
        if self._tracker is not None:
            for read in {read for page in self._made for read in page.inputs}.union(self._outer):
                self._tracker.compute_digest(read)
            self._forget_values()
        return self._digests

    def list_digests(self, inputs: Iterable[Input]) -> tuple[str, ...]:
        """Return those of some inputs, in their order; whatever isn't known yet is computed, and nothing else."""
        known, tracker = self._digests, self._tracker
        if tracker is None:
            return tuple([known.get(read, "") for read in inputs])
        return tuple([known.get(read) or tracker.compute_digest(read) for read in inputs])

    def compute_missing(self) -> Mapping[Input, str]:
        """Return those that aren't known yet: for a worker, whose process ends with what it knows."""
        known = frozenset(self._digests)
        return {read: digest for read, digest in self.collect().items() if read not in known}

    def take_missing(self, digests: Mapping[Input, str]) -> None:
        """Take what `compute_missing` has returned in a worker."""
        if self._tracker is not None:
            self._tracker.take_digests(digests)
            self._forget_values()

    def _forget_values(self) -> None:
        """Let go of what pages were made of: when there is a digest of it, nobody asks for it any more."""
        if self._tracker is not None:
            self._tracker.forget_values()
            self._tracker = None
