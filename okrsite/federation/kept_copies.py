"""The last good copies of other organisations' exports: `.okrsite/federation`, a folder for each.

A copy is a file that is called by its hash, so that one that was changed since isn't one any more. Kept are the newest
and the pinned one.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

import msgspec

from okrsite.federation.reader import LARGEST, compute_digest
from okrsite.sources.kept_files import check_cache_folder, read_kept_bytes, write_kept_bytes

_LIST = "copies.json"
_LARGEST_LIST = 64 * 1024


class KeptCopy(msgspec.Struct, frozen=True):
    """What is noted of a copy."""

    sha256: str
    day: date
    """When it was had last."""
    export: str
    """Where it came from, as the settings said it."""


class KeptCopies:
    """The copies of one organisation's export."""

    def __init__(self, folder: Path | None, key: str) -> None:
        """Take the folder for all organisations (None: nothing is kept), and the id of this one."""
        folder = check_cache_folder(folder)
        self._folder = check_cache_folder(folder / key) if folder is not None else None

    def find(self, export: str, pinned: str) -> tuple[bytes, KeptCopy] | None:
        """Return the copy that may be used: with a pin the one of that hash, else the newest from the same place."""
        for copy in reversed(self._read_list()):
            wanted = copy.sha256 == pinned if pinned else copy.export == export
            data = read_kept_bytes(self._get_path(copy.sha256), LARGEST) if wanted and self._folder else b""
            if data and compute_digest(data) == copy.sha256:
                return data, copy
        return None

    def keep(self, data: bytes, export: str, day: date, pinned: str) -> None:
        """Keep a copy as the newest; of the others only the pinned one stays."""
        if self._folder is None:
            return
        copy = KeptCopy(compute_digest(data), day, export)
        known = self._read_list()
        if known and known[-1] == copy:
            return
        if read_kept_bytes(self._get_path(copy.sha256), LARGEST) != data:
            write_kept_bytes(self._get_path(copy.sha256), [data])
        kept = [other for other in known if other.sha256 == pinned != copy.sha256][-1:]
        write_kept_bytes(self._folder / _LIST, [msgspec.json.encode([*kept, copy])])
        for other in known:
            if other.sha256 not in (copy.sha256, *(one.sha256 for one in kept)):
                with suppress(OSError):
                    self._get_path(other.sha256).unlink()

    def _read_list(self) -> list[KeptCopy]:
        if self._folder is None:
            return []
        try:
            copies = msgspec.json.decode(read_kept_bytes(self._folder / _LIST, _LARGEST_LIST), type=list[KeptCopy])
        except (msgspec.MsgspecError, ValueError, RecursionError):
            return []
        return [copy for copy in copies if len(copy.sha256) == 64 and copy.sha256.isalnum()]

    def _get_path(self, digest: str) -> Path:
        assert self._folder is not None
        return self._folder / f"{digest}.json"
