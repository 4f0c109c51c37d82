"""The line of each objective through the commits, whatever it was called on the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

import msgspec

from okrsite.history.compare import DetectedChange, ObjectivePair
from okrsite.history.log import Commit
from okrsite.model.refs import ObjectiveRef


@dataclass(slots=True, eq=False)
class KeyResultIdentity:
    """One key result; its id is the last that it had."""

    id: str
    former: dict[str, None] = field(default_factory=dict)
    """All ids that it had, the first one first."""


@dataclass(slots=True, eq=False)
class ObjectiveIdentity:
    """One objective; its reference is the last that it had."""

    ref: ObjectiveRef
    results: dict[str, KeyResultIdentity] = field(default_factory=dict)
    """Those that are there, by their ids of the moment."""
    removed: dict[str, KeyResultIdentity] = field(default_factory=dict)
    """Those that were removed, by their last ids."""
    former: dict[ObjectiveRef, None] = field(default_factory=dict)
    """All references that it had, the first one first."""


class IdentifiedChange(msgspec.Struct, frozen=True):
    """One change on a line."""

    objective: ObjectiveIdentity
    result: KeyResultIdentity | None
    change: DetectedChange
    commit: Commit
    arrived: date


class IdentityTracker:
    """All lines, as far as they have been followed."""

    def __init__(self) -> None:
        self.current: dict[ObjectiveRef, ObjectiveIdentity] = {}
        """By the references of the moment."""
        self.changes: list[IdentifiedChange] = []
        """In the order in which they arrived."""
        self._earlier: dict[ObjectiveRef, ObjectiveIdentity] = {}

    def follow_renames(self, pairs: Iterable[ObjectivePair]) -> None:
        """Carry the lines over a commit: whoever has a new name takes the line along."""
        pairs = tuple(pairs)
        taken = [self.current.pop(pair.before.ref, None) if pair.before else None for pair in pairs]
        for pair, line in zip(pairs, taken, strict=True):
            if pair.after is None:
                if line is not None:
                    self._earlier[line.ref] = line
                continue
            line = line or self._earlier.pop(pair.after.ref, None) or ObjectiveIdentity(pair.after.ref)
            line.ref = pair.after.ref
            line.former[line.ref] = None
            self.current[line.ref] = line
            _follow_key_result_renames(line, pair)

    def list_lines(self) -> Iterator[ObjectiveIdentity]:
        """Yield all lines, those of objectives that are gone among them."""
        yield from self.current.values()
        yield from self._earlier.values()

    def record_changes(self, changes: Iterable[tuple[Commit, DetectedChange]], arrived: date) -> None:
        """Record what happened, after `follow_renames`."""
        for commit, change in changes:
            line = self.current.get(change.ref) or self._earlier.get(change.ref)
            if line is None:
                continue
            key_result_identity = None
            if change.result is not None:
                key_result_identity = line.results.get(change.result) or line.removed.get(change.result)
            self.changes.append(IdentifiedChange(line, key_result_identity, change, commit, arrived))


def _follow_key_result_renames(line: ObjectiveIdentity, pair: ObjectivePair) -> None:
    taken = [line.results.pop(old.id, None) if old else None for old, _ in pair.results]
    for (_, new), key_result_identity in zip(pair.results, taken, strict=True):
        if new is None:
            if key_result_identity is not None:
                line.removed[key_result_identity.id] = key_result_identity
            continue
        key_result_identity = key_result_identity or line.removed.pop(new.id, None) or KeyResultIdentity(new.id)
        key_result_identity.id = new.id
        key_result_identity.former[new.id] = None
        line.results[new.id] = key_result_identity
