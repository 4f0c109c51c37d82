"""The line of each objective through the commits, whatever it was called on the way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from okrsite.history.compare import Found, Pair
from okrsite.history.log import Commit


@dataclass(slots=True, eq=False)
class ResultLine:
    """One key result; its id is the last that it had."""

    id: str


@dataclass(slots=True, eq=False)
class Line:
    """One objective; its reference is the last that it had."""

    ref: str
    results: dict[str, ResultLine] = field(default_factory=dict)
    """Those that are there, by their ids of the moment."""
    earlier: dict[str, ResultLine] = field(default_factory=dict)
    """Those that were removed, by their last ids."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One change on a line."""

    line: Line
    result: ResultLine | None
    change: Found
    commit: Commit
    arrived: date


class Lines:
    """All lines, as far as they have been followed."""

    def __init__(self) -> None:
        self.there: dict[str, Line] = {}
        """By the references of the moment."""
        self.entries: list[Entry] = []
        """In the order in which they arrived."""
        self._earlier: dict[str, Line] = {}

    def follow(self, pairs: Iterable[Pair]) -> None:
        """Carry the lines over a commit: whoever has a new name takes the line along."""
        pairs = tuple(pairs)
        taken = [self.there.pop(pair.before.ref, None) if pair.before else None for pair in pairs]
        for pair, line in zip(pairs, taken, strict=True):
            if pair.after is None:
                if line is not None:
                    self._earlier[line.ref] = line
                continue
            line = line or self._earlier.pop(pair.after.ref, None) or Line(pair.after.ref)
            line.ref = pair.after.ref
            self.there[line.ref] = line
            _follow_results(line, pair)

    def note(self, changes: Iterable[tuple[Commit, Found]], arrived: date) -> None:
        """Note what happened, after `follow`."""
        for commit, change in changes:
            line = self.there.get(change.ref) or self._earlier.get(change.ref)
            if line is None:
                continue
            result = None
            if change.result is not None:
                result = line.results.get(change.result) or line.earlier.get(change.result)
            self.entries.append(Entry(line, result, change, commit, arrived))


def _follow_results(line: Line, pair: Pair) -> None:
    taken = [line.results.pop(old.id, None) if old else None for old, _ in pair.results]
    for (_, new), result in zip(pair.results, taken, strict=True):
        if new is None:
            if result is not None:
                line.earlier[result.id] = result
            continue
        result = result or line.earlier.pop(new.id, None) or ResultLine(new.id)
        result.id = new.id
        line.results[new.id] = result
