"""The content folder as it was after each commit, and what each commit changed in it.

For each unit and cycle one file counts, as today: the first by name. A version that can't be read changes nothing:
what was readable before goes on to count. A unit's draft hides everything of the unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from okrsite.history.compare import ObjectivePair, match_objectives
from okrsite.history.located import LocatedObjective
from okrsite.history.log import FileChange
from okrsite.history.past_paths import PastFile
from okrsite.history.version_store import VersionStore
from okrsite.history.versions import FileVersion, PastObjective
from okrsite.model.organisation import COMPANY
from okrsite.model.refs import ObjectiveRef

_Slot = tuple[str, str]
_State = dict[_Slot, dict[str, FileVersion]]


class CommitReplay:
    """Takes one commit after the other."""

    def __init__(
        self, store: VersionStore, aliases: Mapping[tuple[str, str], tuple[str, ...]], *, public: bool = False
    ) -> None:
        """`aliases` are today's: earlier ids by cycle and id; `public` lets the company hide its own too."""
        self._store = store
        self._always = None if public else COMPANY
        self._aliases = aliases
        self._files: _State = {}
        """By unit and cycle (team files: an empty cycle), then path."""
        self._cycles: dict[str, set[str]] = {}
        self.moved: dict[_Slot, _Slot] = {}
        """Unit and cycle of the files that git saw move in the last commit, old to new."""
        self.read_paths: tuple[str, ...] = ()
        """The files of which the last commit brought a version that can be read."""

    def apply_commit(self, changes: Iterable[FileChange]) -> list[ObjectivePair]:
        """Take a commit of the branch; return the objectives of all files that it touched, before and after."""
        changes = tuple(changes)
        slots = self._list_touched(changes)
        before = [located_objective for slot in slots for located_objective in self._list_public_objectives(slot)]
        self.moved = moved = self._apply_changes(changes)
        after = [
            located_objective
            for slot in self._list_touched(changes)
            for located_objective in self._list_public_objectives(slot)
        ]
        return match_objectives(before, after, moved, self._aliases)

    def compare_side_commit(self, changes: Iterable[FileChange]) -> list[ObjectivePair]:
        """Compare a commit that isn't on the branch with what it was built on, by its own files alone."""
        before: list[LocatedObjective] = []
        after: list[LocatedObjective] = []
        moved = {}
        for change in changes:
            old, new = self._store.classify_path(change.old_path), self._store.classify_path(change.path)
            was = self._store.get_version(change.before, old)
            now = self._store.get_version(change.after, new)
            if (old and was is None) or (new and now is None):
                continue
            if old and was and change.old_path and old.cycle:
                before += _locate_objectives(old.unit_and_cycle, change.old_path, was)
            if new and now and change.path and new.cycle:
                after += _locate_objectives(new.unit_and_cycle, change.path, now)
            if old and new and old.unit_and_cycle != new.unit_and_cycle:
                moved[old.unit_and_cycle] = new.unit_and_cycle
        return match_objectives(before, after, moved, self._aliases)

    def list_shown_pages(self, changes: Iterable[FileChange]) -> Iterator[tuple[str, str, str]]:
        """Yield what has a page after a commit, of what it touched: file, unit, and cycle (empty: the unit's own)."""
        for change in changes:
            file = self._store.classify_path(change.path)
            if file is None or change.path is None or self.is_hidden(file.unit):
                continue
            yield change.path, file.unit, ""
            version = self._files.get(file.unit_and_cycle, {}).get(change.path)
            if file.cycle and version is not None and not version.draft:
                yield change.path, file.unit, file.cycle

    def has_files(self, unit: str) -> bool:
        """Whether a unit has a file now."""
        return any(self._files.get((unit, cycle)) for cycle in ("", *self._cycles.get(unit, ())))

    def list_objectives(self, refs: Iterable[ObjectiveRef]) -> list[LocatedObjective]:
        """Return objectives as they are now, by unit and cycle."""
        wanted = dict.fromkeys(refs)
        slots = dict.fromkeys((ref.unit, ref.cycle) for ref in wanted)
        return [
            located_objective
            for slot in slots
            for located_objective in self._list_public_objectives(slot)
            if located_objective.ref in wanted
        ]

    def list_last_read(self, refs: Iterable[ObjectiveRef]) -> Iterator[tuple[ObjectiveRef, PastObjective]]:
        """Yield objectives as they were said last, by the references of today; what was never said is left out."""
        for ref in refs:
            for located_objective in self._list_public_objectives((ref.unit, ref.cycle)):
                if located_objective.objective.id == ref.id:
                    yield ref, located_objective.objective

    def list_slot_objectives(self, unit: str, cycle: str) -> tuple[LocatedObjective, ...]:
        """Return the objectives of a unit in a cycle as they were said last; none of a draft."""
        return tuple(self._list_public_objectives((unit, cycle)))

    def is_shown_alone(self, file: PastFile, path: str, blob: str) -> bool:
        """Whether a file is what counts of its unit and cycle, as it lies there, with no other beside it."""
        version = self._store.get_version(blob, file)
        files = self._files.get(file.unit_and_cycle, {})
        is_known = version is not None and not version.draft and len(files) == 1 and files.get(path) is version
        return is_known and not self.is_hidden(file.unit)

    def is_hidden(self, unit: str) -> bool:
        """Whether a unit is a draft now."""
        files = self._files.get((unit, ""), {})
        return unit != self._always and bool(files) and files[min(files)].draft

    def _list_touched(self, changes: Iterable[FileChange]) -> list[_Slot]:
        slots: dict[_Slot, None] = {}
        for change in changes:
            for path in (change.old_path, change.path):
                file = self._store.classify_path(path)
                if file and file.cycle:
                    slots[file.unit_and_cycle] = None
                elif file:
                    slots |= dict.fromkeys((file.unit, cycle) for cycle in sorted(self._cycles.get(file.unit, ())))
        return list(slots)

    def _list_public_objectives(self, slot: _Slot) -> Iterator[LocatedObjective]:
        files = self._files.get(slot)
        if files and not self.is_hidden(slot[0]):
            path = min(files)
            yield from _locate_objectives(slot, path, files[path])

    def _apply_changes(self, changes: Iterable[FileChange]) -> dict[_Slot, _Slot]:
        """Take old files out before new ones are put in: two files may have changed places."""
        moved: dict[_Slot, _Slot] = {}
        arriving: list[tuple[PastFile, str, FileVersion]] = []
        stale: set[str | None] = set()
        for change in changes:
            old, new = self._store.classify_path(change.old_path), self._store.classify_path(change.path)
            previous = self._files.get(old.unit_and_cycle, {}).pop(change.old_path or "", None) if old else None
            version = self._store.get_version(change.after, new)
            if version is None and old and new and bool(old.cycle) == bool(new.cycle):
                version = previous
                stale.add(change.path)
            if new and change.path and version is not None:
                arriving.append((new, change.path, version))
            if old and new and old.unit_and_cycle != new.unit_and_cycle:
                moved[old.unit_and_cycle] = new.unit_and_cycle
        self.read_paths = tuple(path for _, path, _ in arriving if path not in stale)
        for file, path, version in arriving:
            self._files.setdefault(file.unit_and_cycle, {})[path] = version
            if file.cycle:
                self._cycles.setdefault(file.unit, set()).add(file.cycle)
        return moved


def _locate_objectives(slot: _Slot, path: str, version: FileVersion) -> list[LocatedObjective]:
    return [
        LocatedObjective(*slot, path, position, past_objective)
        for position, past_objective in enumerate(version.objectives)
    ]
