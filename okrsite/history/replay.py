"""The content folder as it was after each commit, and what each commit changed in it.

For each unit and cycle one file counts, as today: the first by name. A version that can't be read changes nothing:
what was readable before goes on to count. A unit's draft hides everything of the unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from okrsite.history.compare import Located, Pair, pair_up
from okrsite.history.log import Change
from okrsite.history.places import PastFile
from okrsite.history.shelf import Shelf
from okrsite.history.versions import Version
from okrsite.model.organisation import COMPANY

_Slot = tuple[str, str]
_State = dict[_Slot, dict[str, Version]]


class Replay:
    """Takes one commit after the other."""

    def __init__(
        self, shelf: Shelf, aliases: Mapping[tuple[str, str], tuple[str, ...]], *, public: bool = False
    ) -> None:
        """`aliases` are today's: earlier ids by cycle and id; `public` lets the company hide its own too."""
        self._shelf = shelf
        self._always = None if public else COMPANY
        self._aliases = aliases
        self._files: _State = {}
        """By unit and cycle (team files: an empty cycle), then path."""
        self._cycles: dict[str, set[str]] = {}

    def step(self, changes: Iterable[Change]) -> list[Pair]:
        """Take a commit of the branch; return the objectives of all files that it touched, before and after."""
        changes = tuple(changes)
        slots = self._touched(changes)
        before = [each for slot in slots for each in self._public(slot)]
        moved = self._apply(changes)
        after = [each for slot in self._touched(changes) for each in self._public(slot)]
        return pair_up(before, after, moved, self._aliases)

    def aside(self, changes: Iterable[Change]) -> list[Pair]:
        """Compare a commit that isn't on the branch with what it was built on, by its own files alone."""
        before: list[Located] = []
        after: list[Located] = []
        moved = {}
        for change in changes:
            old, new = self._shelf.file(change.old_path), self._shelf.file(change.path)
            was = self._shelf.version(change.before, old)
            now = self._shelf.version(change.after, new)
            if (old and was is None) or (new and now is None):
                continue
            if old and was and change.old_path and old.cycle:
                before += _located(old.slot, change.old_path, was)
            if new and now and change.path and new.cycle:
                after += _located(new.slot, change.path, now)
            if old and new and old.slot != new.slot:
                moved[old.slot] = new.slot
        return pair_up(before, after, moved, self._aliases)

    def hidden(self, unit: str) -> bool:
        """Whether a unit is a draft now."""
        files = self._files.get((unit, ""), {})
        return unit != self._always and bool(files) and files[min(files)].draft

    def _touched(self, changes: Iterable[Change]) -> list[_Slot]:
        slots: dict[_Slot, None] = {}
        for change in changes:
            for path in (change.old_path, change.path):
                file = self._shelf.file(path)
                if file and file.cycle:
                    slots[file.slot] = None
                elif file:
                    slots |= dict.fromkeys((file.unit, cycle) for cycle in sorted(self._cycles.get(file.unit, ())))
        return list(slots)

    def _public(self, slot: _Slot) -> Iterator[Located]:
        files = self._files.get(slot)
        if files and not self.hidden(slot[0]):
            path = min(files)
            yield from _located(slot, path, files[path])

    def _apply(self, changes: Iterable[Change]) -> dict[_Slot, _Slot]:
        """Take old files out before new ones are put in: two files may have changed places."""
        moved: dict[_Slot, _Slot] = {}
        arriving: list[tuple[PastFile, str, Version]] = []
        for change in changes:
            old, new = self._shelf.file(change.old_path), self._shelf.file(change.path)
            previous = self._files.get(old.slot, {}).pop(change.old_path or "", None) if old else None
            version = self._shelf.version(change.after, new)
            if version is None and old and new and bool(old.cycle) == bool(new.cycle):
                version = previous
            if new and change.path and version is not None:
                arriving.append((new, change.path, version))
            if old and new and old.slot != new.slot:
                moved[old.slot] = new.slot
        for file, path, version in arriving:
            self._files.setdefault(file.slot, {})[path] = version
            if file.cycle:
                self._cycles.setdefault(file.unit, set()).add(file.cycle)
        return moved


def _located(slot: _Slot, path: str, version: Version) -> list[Located]:
    return [Located(*slot, path, position, each) for position, each in enumerate(version.objectives)]
