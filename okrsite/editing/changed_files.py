"""The files that one command changes: each is read once, and all are written only when every edit is known."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath

from msgspec.structs import replace

from okrsite.editing.new_problems import list_errors
from okrsite.editing.refused_edits import EditRefusedError
from okrsite.editing.typed_files import TypedFile, format_changes, open_typed_file, write_typed_file
from okrsite.new_files import take_away, write_new_files
from okrsite.snapshot import Snapshot
from okrsite.sources.tree import FoundFile, walk_content


class ChangedFiles:
    """Files of a content folder with the texts that they are to have."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Find the files of the content that was read."""
        site = snapshot.site
        files, _, _ = walk_content(site.content, site.base, declared_cycles=tuple(site.settings.cycles))
        self._found = {file.path: file for file in files}
        self._cycle_files = {(file.unit, file.cycle): file.path for file in files if file.role == "cycle"}
        self._opened: dict[str, TypedFile] = {}
        self._texts: dict[str, str] = {}
        self._created: dict[str, str] = {}
        self._base = site.base
        self._content = Path(os.path.normpath(site.content))
        self._prefix = site.content_prefix
        units = snapshot.organisation.units.values()
        self._read = {text.path for unit in units for text in unit.texts.values()}
        """Files of objectives that could be read."""
        self._problems = snapshot.problems

    def get(self, path: str) -> TypedFile:
        """Return a file with the text that it is to have by now.

        Raises:
            EditRefusedError: there is no such file, it is no text, or its objectives can't be read.
            OSError: it can't be read.
        """
        if path not in self._opened:
            found = self._found.get(path)
            if found is None:
                raise EditRefusedError(f"{path} is no file that okrsite reads.", "Name a file of the content folder.")
            self._refuse_if_unread(found)
            self._opened[path] = open_typed_file(found)
            self._texts[path] = self._opened[path].text
        file = self._opened[path]
        return TypedFile(file.found, file.data, self._texts[path])

    def refuse_unread(self, units: Collection[str], cycle: str | None = None) -> None:
        """Refuse to go on where units' objectives, of a cycle or of any, can't be read: nobody knows what they are.

        Raises:
            EditRefusedError: they can't be, with what is wrong.
        """
        for file in self._found.values():
            if file.unit in units and cycle in (None, file.cycle):
                self._refuse_if_unread(file)

    def _refuse_if_unread(self, file: FoundFile) -> None:
        if file.role != "cycle" or file.path in self._read:
            return
        errors = tuple(one for one in list_errors(self._problems) if one.place.path == file.path)
        hint = "Mend what is wrong with it first."
        raise EditRefusedError(f"{file.path} can't be read, so nothing is changed.", hint, errors)

    def change(self, path: str, text: str) -> None:
        """Give a file that was opened another text; nothing is written yet."""
        self._texts[path] = text

    def find_cycle_file(self, unit: str, cycle: str) -> str | None:
        """Return the path of a unit's file of a cycle, None where it has none."""
        return self._cycle_files.get((unit, cycle))

    def is_taken(self, path: str) -> bool:
        """Whether there is a file of a path, or will be."""
        return path in self._created or os.path.lexists(self._base / path)

    def create(self, path: str, text: str) -> None:
        """Add a file that isn't there; nothing is written yet.

        The content may lie beside the configuration (`../docs/`), so no more than what leads there may lead upwards.

        Args:
            path: The file, relative to the configuration's folder, as problems name it.
            text: What it is to hold.

        Raises:
            EditRefusedError: it would lie elsewhere than in the content folder, whoever made its path.
        """
        inside = path.removeprefix(self._prefix)
        is_plain = not inside.startswith("/") and ".." not in PurePosixPath(inside).parts
        target = Path(os.path.normpath(self._base / path))
        if not is_plain or any(sign in path for sign in "\\\0") or self._content not in target.parents:
            raise EditRefusedError(
                f"{path} is no path of a file in the content folder.", "Look where its name comes from."
            )
        self._created[path] = text

    @property
    def texts(self) -> dict[str, str]:
        """The texts of all files that are new or changed, by path."""
        return {path: self._texts[path] for path in self.changed_paths if path in self._texts} | self._created

    @property
    def changed_paths(self) -> tuple[str, ...]:
        """The files that are new, and those whose text is another than before, in order."""
        changed = [path for path, file in self._opened.items() if self._texts[path] != file.text]
        return tuple(sorted([*changed, *self._created]))

    def list_changes(self, around: int = 2) -> Iterator[str]:
        """Yield what changes in each file, as a diff with so many unchanged lines around each change."""
        for path in self.changed_paths:
            before = self._opened[path].text if path in self._opened else None
            yield format_changes(path, before, self.texts[path], around)

    def write(self) -> None:
        """Write the files; if one can't be written, those before it are as they were.

        Raises:
            EditRefusedError: somebody has changed or made one meanwhile.
            OSError: one can't be written.
        """
        for path in self._created:
            if (self._base / path).exists():
                raise EditRefusedError(f"{path} is there already.", "Look at what it says first; nothing was written.")
        written: list[TypedFile] = []
        made = write_new_files(self._base, {path: text.encode("utf-8") for path, text in self._created.items()})
        try:
            for path in self.changed_paths:
                if path not in self._created:
                    file = self._opened[path]
                    write_typed_file(file, self._texts[path])
                    written.append(replace(file, data=file.found.absolute.read_bytes()))
        except BaseException:
            for file in written:
                write_typed_file(file, file.text)
            take_away(made)
            raise
