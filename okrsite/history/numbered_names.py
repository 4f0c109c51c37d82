"""What the numbers in check-ins meant when they were typed: `KR2 45%` names the key result that stood second then.

Decides which key result that was, under its name of today. Of a check-in in an objective's list it is the one that
stood there when its value first came to the branch; of a file of its own, when that file last changed.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping

import msgspec

from okrsite.history.compare import ObjectivePair
from okrsite.history.identity import IdentityTracker, KeyResultIdentity, ObjectiveIdentity
from okrsite.history.log import FileChange, LoggedCommit
from okrsite.history.versions import PastKeyResult, describe_numbered_name
from okrsite.model.numbered_names import NumberedName
from okrsite.model.objectives import CheckIn
from okrsite.model.refs import ObjectiveRef
from okrsite.sources.tree import CHECKINS

_FOLDER = f"/{CHECKINS}/"


class NamedThen(msgspec.Struct, frozen=True):
    """A key result as a check-in meant it."""

    id: str
    """The last id that it had."""
    title: str
    """What it was called when it was named."""
    beside: tuple[str, ...]
    """All key results that stood there then, in their order, itself among them, by the last ids that they had."""


class NamesThen(msgspec.Struct, frozen=True):
    """What numbers in check-ins meant when they were typed, by objective of today."""

    listed: Mapping[ObjectiveRef, Mapping[str, NamedThen]] = msgspec.field(default_factory=dict)
    """By what is said, as `describe_numbered_name` has it."""
    filed: Mapping[ObjectiveRef, tuple[tuple[int, tuple[NamedThen, ...]], ...]] = msgspec.field(default_factory=dict)
    """The key results in their order, from a step of the branch on: for check-ins that are files."""
    files: Mapping[str, int] = msgspec.field(default_factory=dict)
    """The step in which each check-in file changed last, by path as in `Place`."""

    def find(self, ref: ObjectiveRef, checkin: CheckIn, name: NumberedName) -> NamedThen | None:
        """Return what a number in a check-in meant; None where nobody knows, as of what isn't committed yet."""
        if not checkin.filed:
            return self.listed.get(ref, {}).get(describe_numbered_name(checkin, name))
        step = self.files.get(checkin.place.path)
        known = [order for begun, order in self.filed.get(ref, ()) if step is not None and begun <= step]
        return known[-1][name.number - 1] if known and name.number <= len(known[-1]) else None


class _Order(msgspec.Struct, frozen=True):
    """The key results of an objective after a commit."""

    results: tuple[KeyResultIdentity, ...]
    titles: tuple[str, ...]

    def name_all(self) -> tuple[NamedThen, ...]:
        beside = tuple(result.id for result in self.results)
        return tuple(NamedThen(key, title, beside) for key, title in zip(beside, self.titles, strict=True))


class NumberedNames:
    """Notes, commit by commit, what numbers mean."""

    def __init__(self, logged: Iterable[LoggedCommit], prefix: str) -> None:
        """`prefix` is the path of the content folder, as places have it."""
        self._prefix = prefix
        self._has_files = has_checkin_files(logged)
        self._listed: dict[ObjectiveIdentity, dict[str, tuple[int, _Order]]] = {}
        self._orders: dict[ObjectiveIdentity, list[tuple[int, _Order]]] = {}
        self._files: dict[str, int] = {}
        self._step = 0

    def record_commit(
        self, changes: Iterable[FileChange], pairs: Iterable[ObjectivePair], lines: IdentityTracker
    ) -> None:
        """Note what numbers mean after a commit of the branch, of which `lines` know already."""
        self._step += 1
        if self._has_files:
            for change in changes:
                if change.path is not None and _FOLDER in change.path:
                    self._files[posixpath.normpath(f"{self._prefix}/{change.path}")] = self._step
        for pair in pairs:
            after = pair.after.objective if pair.after else None
            if pair.after is None or after is None or not (after.numbered or self._has_files):
                continue
            line = lines.current.get(pair.after.ref)
            if line is None:
                continue
            order = _Order(
                tuple(line.results[result.id] for result in after.results), tuple(map(_get_title, after.results))
            )
            if self._has_files:
                orders = self._orders.setdefault(line, [])
                if not orders or orders[-1][1].results != order.results:
                    orders.append((self._step, order))
            positions = {result.id: position for position, result in enumerate(after.results)}
            for said, key in after.numbered:
                if key in positions:
                    self._listed.setdefault(line, {}).setdefault(said, (positions[key], order))

    @property
    def is_empty(self) -> bool:
        """Whether no number was noted, and none can be before there are check-in files."""
        return not (self._has_files or self._listed)

    def collect(self) -> NamesThen:
        """Return what numbers meant, under the names of the moment."""
        return NamesThen(
            {
                line.ref: {said: order.name_all()[position] for said, (position, order) in known.items()}
                for line, known in self._listed.items()
            },
            {
                line.ref: tuple((step, order.name_all()) for step, order in orders)
                for line, orders in self._orders.items()
            },
            self._files,
        )


def has_checkin_files(logged: Iterable[LoggedCommit]) -> bool:
    """Whether check-ins that are files were written in any commit."""
    return any(_FOLDER in (change.path or "") for logged_commit in logged for change in logged_commit.changes)


def _get_title(result: PastKeyResult) -> str:
    title = result.fields.get("title")
    return title if isinstance(title, str) else ""
