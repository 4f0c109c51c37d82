"""Former addresses of memos and ordinary pages, as git remembers them: what their files were called before.

A path belongs to whatever lies there today; what two files had, one after the other, leads nowhere. Only what was
published at the time of a rename counts, as for all former names.
"""

from __future__ import annotations

import hashlib
import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator

from okrsite.history.log import FileChange
from okrsite.history.replay import CommitReplay
from okrsite.history.version_store import VersionStore
from okrsite.model.lengths import MAX_FORMER_IDS, MAX_IDS
from okrsite.model.organisation import Organisation
from okrsite.settings import Site


class FormerDocuments:
    """The paths that memos and pages had, followed through the commits; all of them inside the content folder."""

    def __init__(self, store: VersionStore, prefix: str) -> None:
        """Begin before the first commit; `prefix` is the path of the content folder as problems name it."""
        self._store = store
        self._prefix = prefix
        self._former: dict[str, dict[str, None]] = {}
        """The published paths that each file had before, the first one first, by its path now."""
        self._blobs: dict[str, str] = {}
        """What each file is now."""
        self._gone: dict[str, dict[str, None]] = {}
        """The paths that files had which are gone, by their last ones."""

    def record_commit(self, replay: CommitReplay, changes: Iterable[FileChange]) -> None:
        """Follow the files of a commit that is not applied to `replay` yet."""
        touched = [
            change for change in changes if self._store.find_page(change.old_path) or self._store.find_page(change.path)
        ]
        # Out with all old paths before new ones are put in: two files may have changed places.
        taken = [self._former.pop(change.old_path or "", None) for change in touched]
        for change in touched:
            self._blobs.pop(change.old_path or "", None)
        for change, known in zip(touched, taken, strict=True):
            if change.path is None or not self._store.find_page(change.path):
                self._gone[change.old_path or ""] = known or {}
                continue
            former = self._gone.pop(change.path, {}) if known is None else known
            if change.old_path and self._store.is_page_renamed(change) and self._was_shown(replay, change):
                former[change.old_path] = None
            self._former[change.path] = former
            self._blobs[change.path] = change.after or ""

    def _was_shown(self, replay: CommitReplay, change: FileChange) -> bool:
        """Whether a file was published before a change."""
        page = self._store.find_page(change.old_path)
        version = self._store.get_version(change.before, page)
        return version is not None and not version.draft and not (page and page.unit and replay.is_hidden(page.unit))

    def follow_uncommitted_renames(self, site: Site, organisation: Organisation) -> bool:
        """Follow files that lie elsewhere with the same bytes, which isn't committed yet; return whether any do."""
        there = set(_list_places(organisation))
        new = there - {self._make_place(path) for path in self._former}
        vanished: dict[str, list[str]] = {}
        for path, blob in self._blobs.items() if new else ():
            place = self._make_place(path)
            if place not in there and not (site.base / place).exists():
                vanished.setdefault(blob, []).append(path)
        moves = []
        for place in sorted(new) if vanished else ():
            old = vanished.get(_hash_file(site, place, len(next(iter(vanished)))), [])
            if len(old) == 1:
                moves.append((old[0], posixpath.relpath(place, self._prefix)))
        for old_path, path in moves:
            self._former[path] = {**self._former.pop(old_path, {}), old_path: None}
        return bool(moves)

    def has_all(self, organisation: Organisation) -> bool:
        """Whether all memos and pages of today were committed under their names of today."""
        return {self._make_place(path) for path in self._former}.issuperset(_list_places(organisation))

    def collect(self, organisation: Organisation) -> dict[str, str]:
        """Return former paths, with those of today as `Place` has them; of too many those of the newest renames."""
        there = set(_list_places(organisation))
        claims = Counter(self._gone.keys())
        claims.update(path for known in (self._former, self._gone) for former in known.values() for path in former)
        most = MAX_FORMER_IDS + len(there)
        found: dict[str, str] = {}
        for path, former in sorted(self._former.items()):
            place = self._make_place(path)
            if former and place in there:
                own = [old for old in former if claims[old] == 1 and old not in self._former]
                room = min(MAX_IDS, most - len(found))
                found |= dict.fromkeys(own[max(len(own) - room, 0) :], place)
        return dict(sorted(found.items()))

    def _make_place(self, path: str) -> str:
        return posixpath.normpath(f"{self._prefix}/{path}")


def _list_places(organisation: Organisation) -> Iterator[str]:
    """Yield where memos and pages lie today."""
    yield from (document.place.path for document in organisation.documents)
    yield from (memo.place.path for memo in organisation.memos)


def _hash_file(site: Site, place: str, length: int) -> str:
    """Return what git calls a file's content, in as many digits as given; empty where it can't be read."""
    try:
        data = (site.base / place).read_bytes()
    except OSError:
        return ""
    make = hashlib.sha256 if length > 40 else hashlib.sha1
    return make(b"blob %d\0%b" % (len(data), data), usedforsecurity=False).hexdigest()
