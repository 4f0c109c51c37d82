"""The export of another organisation, read as what a stranger sends: into small records, or not at all.

Of the document only a few fields are looked at, each with its own type and limits. A document that can't be read is
refused as a whole. An objective that holds what no export of okrsite has is left out, and counted; where most of them
are, the document is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import cast

import msgspec

from okrsite.clock import FIRST_DAY, LAST_DAY
from okrsite.federation.records import (
    REMOTE_WORDS,
    Remote,
    RemoteKeyResult,
    RemoteObjective,
    RemoteState,
    RemoteWord,
    UnusableExportError,
)
from okrsite.late_patterns import compile_late
from okrsite.options import DeclaredRemote
from okrsite.sources.text import has_refused_characters

LARGEST = 20 * 1024**2
"""Bytes of an export; that of a thousand objectives has about fifteen million."""
MOST_OBJECTIVES = 10_000
_MOST_KEY_RESULTS = 100
_MOST_ALIASES = 50
_LONGEST_TITLE = 500
"""Characters."""
_LONGEST_NAME = 200
_ID = compile_late(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_PATH = compile_late(r"[A-Za-z0-9._~/-]{0,400}(?:#[A-Za-z0-9._~-]{1,200})?")
_OURS = "It should be what `okrsite export` prints, or `data/okr.json` of a site with the setting `data: single`."


class _Cycle(msgspec.Struct):
    id: str
    name: str
    state: RemoteState


class _Named(msgspec.Struct):
    id: str
    name: str


class _Organisation(msgspec.Struct):
    name: str


class _Word(msgspec.Struct):
    shown: str


class _KeyResult(msgspec.Struct):
    id: str
    title: str


class _Objective(msgspec.Struct):
    ref: str
    id: str
    team: str
    cycle: str
    title: str
    url: str
    status: _Word
    owner: str | None = None
    progress: float | None = None
    outcome: _Word | None = None
    key_results: tuple[_KeyResult, ...] = ()
    aliases: tuple[str, ...] = ()


class _Head(msgspec.Struct):
    schema_version: int


class _Document(_Head):
    as_of: date
    organisation: _Organisation
    cycles: tuple[_Cycle, ...]
    teams: tuple[_Named, ...]
    people: tuple[_Named, ...]
    objectives: tuple[msgspec.Raw, ...]


class _UnfitError(Exception):
    """A text or a number is none that an export of okrsite has."""


def read_export(data: bytes, key: str, declared: DeclaredRemote) -> Remote:
    """Return what an export says.

    Args:
        data: The bytes of the file.
        key: The id of the organisation.
        declared: What the settings say of it.

    Raises:
        UnusableExportError: it is no export that can be read, or more than anybody needs.
    """
    if len(data) > LARGEST:
        raise UnusableExportError(
            f"it is larger than {LARGEST // 1024**2} MB", "Ask them for an export with fewer cycles."
        )
    document = _decode_document(data)
    if not FIRST_DAY <= document.as_of <= LAST_DAY:
        raise UnusableExportError("it is of a day that can't be reckoned with", _OURS)
    if len(document.objectives) > MOST_OBJECTIVES:
        raise UnusableExportError(
            f"it has more than {MOST_OBJECTIVES:,} objectives", "Ask them for an export with fewer cycles."
        )
    reader = _ObjectiveReader(declared.site, document)
    objectives: dict[str, RemoteObjective] = {}
    for raw in document.objectives:
        objective = reader.read_objective(raw)
        if objective is not None:
            objectives.setdefault(objective.ref, objective)
    left_out = len(document.objectives) - len(objectives)
    if left_out > len(objectives):
        raise UnusableExportError("most of its objectives can't be read", _OURS)
    return Remote(
        id=key,
        name=declared.name or _read_name(document.organisation.name) or key,
        site=declared.site,
        as_of=document.as_of,
        objectives=objectives,
        left_out=left_out,
        sha256=compute_digest(data),
    )


def compute_digest(data: bytes) -> str:
    """Return the hash by which an export is pinned."""
    return hashlib.sha256(data).hexdigest()


def _decode_document(data: bytes) -> _Document:
    try:
        version = msgspec.json.decode(data, type=_Head).schema_version
        if version == 1:
            return msgspec.json.decode(data, type=_Document)
    except (msgspec.MsgspecError, UnicodeError, RecursionError, ValueError, OverflowError):
        # What the decoder says quotes keys of the document, and those are a stranger's.
        raise UnusableExportError("it is no export of okrsite that can be read", _OURS) from None
    if version == 2:
        raise UnusableExportError("it is the index of an export that is divided into many files", _OURS)
    raise UnusableExportError("it is of a version that this okrsite doesn't know", "Install a newer okrsite.")


class _ObjectiveReader:
    """Reads the objectives of one document."""

    def __init__(self, site: str, document: _Document) -> None:
        self._site = site
        self._cycles = {cycle.id: cycle for cycle in document.cycles}
        self._units = _index_names(document.teams)
        self._people = _index_names(document.people)

    def read_objective(self, raw: msgspec.Raw) -> RemoteObjective | None:
        """Return an objective; None for one that holds what no export of okrsite has."""
        try:
            return self._make_objective(msgspec.json.decode(raw, type=_Objective))
        except (_UnfitError, msgspec.MsgspecError, UnicodeError, RecursionError, ValueError, OverflowError):
            return None

    def _make_objective(self, typed: _Objective) -> RemoteObjective:
        cycle = self._cycles.get(typed.cycle)
        if cycle is None or len(typed.key_results) > _MOST_KEY_RESULTS or len(typed.aliases) > _MOST_ALIASES:
            raise _UnfitError
        for part in (typed.id, typed.team, typed.cycle, *typed.aliases, *(one.id for one in typed.key_results)):
            if not _ID.fullmatch(part):
                raise _UnfitError
        word = (typed.outcome or typed.status).shown
        if typed.ref != "/".join((typed.team, typed.cycle, typed.id)) or word not in REMOTE_WORDS:
            raise _UnfitError
        if typed.progress is not None and not 0 <= typed.progress <= 1:
            raise _UnfitError
        return RemoteObjective(
            ref=typed.ref,
            id=typed.id,
            unit=self._units.get(typed.team) or typed.team,
            unit_id=typed.team,
            cycle=_read_name(cycle.name) or typed.cycle,
            cycle_id=typed.cycle,
            state=cycle.state,
            title=_read_line(typed.title, _LONGEST_TITLE),
            owner=self._people.get(typed.owner or "", ""),
            progress=typed.progress,
            word=cast("RemoteWord", word),
            url=self._make_address(typed.url),
            key_results=tuple(
                RemoteKeyResult(one.id, _read_line(one.title, _LONGEST_TITLE)) for one in typed.key_results
            ),
            aliases=typed.aliases,
        )

    def _make_address(self, typed: str) -> str:
        """Return the whole address of a page, which lies on their site whatever was typed."""
        path = typed.partition("#")[0]
        if not _PATH.fullmatch(typed) or path.startswith("/") or "//" in path or ".." in path.split("/"):
            raise _UnfitError
        return f"{self._site}{typed}"


def _index_names(records: tuple[_Named, ...]) -> Mapping[str, str]:
    """Return names by id, without those that can't be shown."""
    return {record.id: name for record in records if (name := _read_name(record.name))}


def _read_name(typed: str) -> str:
    """Return a name on one line; empty for one that can't be shown."""
    try:
        return _read_line(typed, _LONGEST_NAME)
    except _UnfitError:
        return ""


def _read_line(typed: str, longest: int) -> str:
    line = " ".join(typed[: longest * 2].split())
    if not line or len(typed) > longest or has_refused_characters(line):
        raise _UnfitError
    return line
