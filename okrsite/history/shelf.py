"""All versions that a log speaks of, read once each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from okrsite.history.blobs import read_blobs
from okrsite.history.cache import VersionCache
from okrsite.history.git import Repository
from okrsite.history.log import Logged
from okrsite.history.notices import Notice, passed_over
from okrsite.history.pieces import PieceReader
from okrsite.history.places import PastFile, past_file
from okrsite.history.versions import Version, read_team, text_of
from okrsite.settings import Settings
from okrsite.sources.text import printable


class Shelf:
    """Versions by blob."""

    def __init__(self, settings: Settings, folder: Path | None = None) -> None:
        """Keep versions in a folder too, where one is given."""
        self._declared = {name.casefold(): name for name in settings.cycles}
        self._decimal_comma = settings.decimal_comma
        self._public = settings.audience == "public"
        self._versions = VersionCache(folder, decimal_comma=settings.decimal_comma, public=self._public)
        self._files: dict[str, PastFile | None] = {}
        self._unread: set[str] = set()
        """Versions of team files of which there is no text: they may say that nobody is to see the unit."""

    def file(self, path: str | None) -> PastFile | None:
        """Say what a path meant; None for no path, and for what holds no objectives."""
        if path is None:
            return None
        if path not in self._files:
            self._files[path] = past_file(path, self._declared)
        return self._files[path]

    def fill(self, repository: Repository, logged: Sequence[Logged]) -> None:
        """Read every version of the log that is not known yet.

        Raises:
            GitError: git failed.
        """
        wanted: dict[str, dict[str, PastFile]] = {}
        for each in logged:
            for change in each.changes:
                for blob, path in ((change.before, change.old_path), (change.after, change.path)):
                    file = self.file(path)
                    if blob and file and (key := _key(blob, file)) not in self._versions:
                        wanted.setdefault(blob, {})[key] = file
        pieces = PieceReader(decimal_comma=self._decimal_comma, public=self._public)
        for blob, data in read_blobs(repository, wanted):
            text = text_of(data)
            for key, file in wanted[blob].items():
                if text is None and not file.cycle:
                    self._unread.add(key)
                elif text is None:
                    self._versions[key] = None
                elif file.cycle:
                    self._versions[key] = pieces.read(text, file.spelling)
                else:
                    self._versions[key] = read_team(text, file.spelling, public=self._public)
        self._versions.save()

    def version(self, blob: str | None, file: PastFile | None) -> Version | None:
        """Return a version; None for none, and for one that can't be read."""
        if blob is None or file is None:
            return None
        key = _key(blob, file)
        return Version(draft=True) if key in self._unread else self._versions.get(key)

    def passed_over(self, logged: Sequence[Logged]) -> Notice | None:
        """Say how many versions can't be read; None where all can. The log has the newest first."""
        broken: dict[str, tuple[str, str]] = {}
        for each in logged:
            for change in each.changes:
                file = self.file(change.path)
                if not (file and change.after and change.path):
                    continue
                key = _key(change.after, file)
                if key in self._unread or self.version(change.after, file) is None:
                    broken.setdefault(key, (change.path, each.commit.id))
        path, commit = next(iter(broken.values()), ("", ""))
        return passed_over(len(broken), printable(path), commit) if broken else None


def _key(blob: str, file: PastFile) -> str:
    return f"{blob}-{'cycle' if file.cycle else 'team'}-{file.spelling}"
