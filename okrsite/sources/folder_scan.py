"""What lies in the content folder: regular files and folders; whatever else there is is reported and passed over.

It follows no link, opens nothing, and says which names mean one file on another system. What the files are for is
decided in `tree`.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import msgspec

from okrsite.sources import file_names
from okrsite.sources.text import make_printable

MAX_ENTRIES = 200_000
"""Files and folders; 5,000 teams with forty files each. What comes after that is not read."""
_LITTER = frozenset({"thumbs.db", "desktop.ini"})


class ContentEntry(msgspec.Struct, frozen=True):
    """A regular file or a folder, by its parts below the content folder."""

    parts: tuple[str, ...]
    folder: bool


class FolderScan:
    """Goes through the content folder once."""

    def __init__(
        self,
        content: Path,
        find_cycle_name: Callable[[str], str | None],
        report: Callable[[str, tuple[str, ...], str, str], None],
    ) -> None:
        """Take the folder.

        Args:
            content: The content folder.
            find_cycle_name: Says of which cycle a file's name without its ending is; None for none.
            report: Notes a problem: code, parts of the path, sentence, hint.
        """
        self._content = content
        self._find_cycle_name = find_cycle_name
        self._report = report

    def list_entries(self) -> Iterator[ContentEntry]:
        """Yield folders and regular files; nothing where there is no folder of its own to read."""
        try:
            mode = self._content.lstat().st_mode
        except OSError:
            mode = 0
        if stat.S_ISLNK(mode):
            hint = "Put the folder itself there."
            self._report("OKR108", (), "The content folder is a symbolic link, and links are not followed.", hint)
        elif not stat.S_ISDIR(mode):
            self._report("OKR901", (), "There is no content folder here.", "`okrsite init` makes one.")
        else:
            yield from self._scan_folders()

    def _scan_folders(self) -> Iterator[ContentEntry]:
        """Yield folders and regular files, with a stack of our own: no depth can overflow it."""
        waiting: list[tuple[str, ...]] = [()]
        count = 0
        while waiting:
            folder = waiting.pop()
            try:
                with os.scandir(self._content.joinpath(*folder)) as entries:
                    # Sorted, so that problems that depend on neighbours don't depend on the disk.
                    names = sorted(entries, key=lambda entry: entry.name)
            except OSError:
                self._report("OKR101", folder, "This folder can't be opened.", "Check who may read it.")
                continue
            count += len(names)
            if count > MAX_ENTRIES:
                hint = "Move what is no part of the site out of the content folder."
                self._report("OKR107", (), f"There are more than {MAX_ENTRIES:,} files and folders here.", hint)
                return
            self._report_twins(folder, [entry.name for entry in names])
            for entry in names:
                parts = (*folder, entry.name)
                kind = self._find_kind(entry, parts)
                if kind:
                    yield ContentEntry(parts, kind == "folder")
                if kind == "folder":
                    waiting.append(parts)

    def _find_kind(self, entry: os.DirEntry[str], parts: tuple[str, ...]) -> Literal["file", "folder", ""]:
        """Say what an entry is without following it; empty, and reported, if it is nothing we read."""
        name = entry.name
        if name.startswith(".") or name.endswith("~") or name.casefold() in _LITTER:
            return ""
        if file_names.is_device(name):
            return ""  # reported beside its neighbours
        if wrong := file_names.explain_refused_name("/".join(parts)):
            self._report("OKR116", parts, wrong, "Rename it; letters, digits and hyphens are safe everywhere.")
            return ""
        try:
            status = entry.stat(follow_symlinks=False)
        except OSError:
            self._report("OKR101", parts, "This file can't be opened.", "Check who may read it.")
            return ""
        # Windows' junctions are links to folders, though `stat` calls them folders.
        junction = getattr(status, "st_reparse_tag", 0) == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1)
        if stat.S_ISLNK(status.st_mode) or junction:
            hint = "Put a copy of what it points to in its place, or delete it."
            self._report("OKR108", parts, "This is a symbolic link, and links are not followed.", hint)
            return ""
        folder = stat.S_ISDIR(status.st_mode)
        if folder and not file_names.split_name(name)[1]:
            return "folder"
        if stat.S_ISREG(status.st_mode):
            return "file"
        what = "a folder with the name of a file that is read" if folder else "a device, a pipe or a socket and no file"
        self._report("OKR108", parts, f"This is {what}.", "Delete it, or put the file that is meant in its place.")
        return ""

    def _report_twins(self, folder: tuple[str, ...], names: list[str]) -> None:
        """Report names that are one and the same on Windows and macOS, and those that Windows keeps for devices."""
        known: dict[str, str] = {}
        for name in names:
            key = unicodedata.normalize("NFC", name).casefold()
            # Two files for one cycle and two spellings of an id have problems of their own.
            elsewhere = folder in (("teams",), ("people",)) or self._find_cycle_name(file_names.split_name(name)[0])
            if key in known and not elsewhere:
                sentence = (
                    f"'{make_printable(name)}' and '{make_printable(known[key])}' are the same on Windows and macOS."
                )
                self._report("OKR116", (*folder, name), sentence, "Rename one of the two.")
            known.setdefault(key, name)
            if file_names.is_device(name):
                sentence = f"Windows keeps '{make_printable(name)}' for a device, so nobody could check it out there."
                self._report("OKR116", (*folder, name), sentence, "Choose another name.")
