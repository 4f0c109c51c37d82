"""The past as it is kept from one run to the next, in two files: only ever an optimisation.

One has all of it, and one what came since that was written: after a commit hardly anything is new, and a long past
needn't be written once more for that. What is kept holds for the same site and the same names; anything else in its
place, anything damaged, and what no past can say (`sound_past`), is as good as nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from okrsite.history.compare import ChangeKind
from okrsite.history.diagnostics import HistoryNotice
from okrsite.history.events import ChangeEvent, Past
from okrsite.history.log import Commit
from okrsite.history.past import PastOfCommit, pause_garbage_collection
from okrsite.history.sound_past import is_sound_past
from okrsite.history.version_cache import decode_value, encode_value
from okrsite.model.former_names import FormerNames
from okrsite.model.organisation import Organisation
from okrsite.model.refs import ObjectiveRef
from okrsite.model.same_names import digest_names
from okrsite.settings import Site
from okrsite.sources.kept_files import check_cache_folder, describe_readers
from okrsite.sources.kept_values import compute_checksum, digest_inputs, read_kept_value, write_kept_value

_NAME, _NAME_SINCE = "past.msgpack", "past-since.msgpack"
_FURTHER = ("alignment", "history", "languages", "model")
"""What else of okrsite decides what the past says."""
_MUCH, _AT_LEAST = 10, 100
"""What is new is written with the rest when it comes to this part of it, and is so many changes."""

_WRONG = (ValueError, TypeError, KeyError, IndexError, OverflowError)
"""What is raised by a value that can't be a past."""

_Event = tuple[ChangeKind, int, str | None, int, date, Any, Any]
"""A change: kind, the number of its objective, key result, the number of its commit, arrival, before and after."""


class _KeptPast(msgspec.Struct, frozen=True, array_like=True):
    """What is kept of a past, or of what came to it since."""

    about: str
    """The site and the names for which it holds; of what came since: the past to which it is added."""
    head: str
    commits: tuple[Commit, ...]
    refs: tuple[ObjectiveRef, ...]
    events: tuple[_Event, ...]
    file_days: dict[str, date]
    plain_files: dict[str, str]
    former: FormerNames = FormerNames()
    notices: tuple[HistoryNotice, ...] = ()


class PastCache:
    """Keeps the past of one site and one set of names in a folder."""

    def __init__(self, folder: Path | None, site: Site, organisation: Organisation) -> None:
        """Take the folder; None, or one that can't be used: nothing is kept."""
        self._folder = check_cache_folder(folder)
        self._mark = describe_readers(*_FURTHER) if self._folder else ""
        self._about = digest_inputs(site, digest_names(organisation)) if self._folder else ""
        self._organisation = organisation
        self._whole: tuple[str, PastOfCommit] | None = None
        """What the larger file holds, and by what the other one names it."""
        self._head = ""

    def load(self) -> PastOfCommit | None:
        """Return what is kept; None for nothing."""
        if self._folder is None:
            return None
        with pause_garbage_collection(), suppress(*_WRONG):
            data = read_kept_value(self._folder / _NAME, self._mark)
            kept = _DECODER.decode(data)
            whole = _restore(kept) if kept.about == self._about else None
            if whole is None or not is_sound_past(whole, self._organisation):
                return None
            self._whole, self._head = (compute_checksum(self._mark, data).hex(), whole), whole.head
            with suppress(*_WRONG):
                since = _DECODER.decode(read_kept_value(self._folder / _NAME_SINCE, self._mark))
                both = _append_changes(whole, since) if since.about == self._whole[0] else None
                if both is not None and is_sound_past(both, self._organisation):
                    self._head = both.head
                    return both
            return whole
        return None

    def store(self, known: PastOfCommit, *, is_continued: bool) -> None:
        """Keep a past for the next run, unless it is what is kept already.

        One that is continued is what was loaded, with something new.
        """
        if self._folder is None or known.plain_files is None or (is_continued and known.head == self._head):
            return
        with suppress(ValueError, OverflowError):  # it can't be written: half a character, a number without end
            if self._whole is not None and is_continued:
                name, whole = self._whole
                count = len(whole.past.events)
                if len(known.past.events) - count <= max(count // _MUCH, _AT_LEAST):
                    since = _describe(name, known, whole)
                    write_kept_value(self._folder / _NAME_SINCE, self._mark, _ENCODER.encode(since))
                    return
            write_kept_value(self._folder / _NAME, self._mark, _ENCODER.encode(_describe(self._about, known)))


def _describe(about: str, known: PastOfCommit, whole: PastOfCommit | None = None) -> _KeptPast:
    """Return a past as it is kept, without what a `whole` one has of it."""
    past, plain = known.past, known.plain_files or {}
    events = past.events[len(whole.past.events) :] if whole else past.events
    commits = list(dict.fromkeys(event.commit for event in events))
    refs = list(dict.fromkeys(event.ref for event in events))
    numbers = {commit: number for number, commit in enumerate(commits)}
    places = {ref: number for number, ref in enumerate(refs)}
    return _KeptPast(
        about,
        known.head,
        tuple(commits),
        tuple(refs),
        tuple(
            (
                *(event.kind, places[event.ref], event.result, numbers[event.commit], event.arrived),
                *(encode_value(event.before), encode_value(event.after)),
            )
            for event in events
        ),
        _list_new(past.file_days, whole.past.file_days if whole else {}),
        _list_new(plain, (whole.plain_files if whole else None) or {}),
        FormerNames() if whole else past.former,
        () if whole else past.notices,
    )


def _list_new(now: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in now.items() if before.get(key) != value}


def _restore(kept: _KeptPast) -> PastOfCommit:
    """Return the past that is kept.

    Raises:
        ValueError, TypeError, KeyError, IndexError: it is none.
    """
    events = tuple(_list_events(kept))
    past = Past(events, kept.notices, _group(events), kept.file_days, kept.former)
    return PastOfCommit(past, kept.head, kept.plain_files)


def _append_changes(whole: PastOfCommit, since: _KeptPast) -> PastOfCommit:
    events = (*whole.past.events, *_list_events(since))
    past = msgspec.structs.replace(
        whole.past,
        events=events,
        by_objective=_group(events),
        file_days={**whole.past.file_days, **since.file_days},
    )
    return PastOfCommit(past, since.head, {**(whole.plain_files or {}), **since.plain_files})


def _list_events(kept: _KeptPast) -> Iterator[ChangeEvent]:
    refs, commits = kept.refs, kept.commits
    for kind, ref, result, commit, arrived, before, after in kept.events:
        yield ChangeEvent(kind, refs[ref], result, commits[commit], arrived, _decode(before), _decode(after))


def _decode(value: object) -> Any:
    return value if value is None or type(value) in (str, float) else decode_value(value)  # as most are


def _group(events: Sequence[ChangeEvent]) -> dict[ObjectiveRef, tuple[ChangeEvent, ...]]:
    by_objective: dict[ObjectiveRef, list[ChangeEvent]] = {}
    for event in events:
        by_objective.setdefault(event.ref, []).append(event)
    return {ref: tuple(known) for ref, known in sorted(by_objective.items())}


_ENCODER = msgspec.msgpack.Encoder(enc_hook=str)  # references are texts
_DECODER = msgspec.msgpack.Decoder(_KeptPast, dec_hook=lambda type, plain: type(plain))
