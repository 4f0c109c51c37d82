"""All versions that a log speaks of, read once each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from okrsite.history.blobs import read_blobs
from okrsite.history.diagnostics import HistoryNotice, create_unreadable_versions_notice
from okrsite.history.git import Repository
from okrsite.history.incremental import IncrementalReader
from okrsite.history.log import LoggedCommit
from okrsite.history.past_paths import PastFile, classify_past_path
from okrsite.history.version_cache import VersionCache
from okrsite.history.versions import FileVersion, decode_version, parse_version, read_team_version
from okrsite.model.parsed_files import ParsedFiles
from okrsite.settings import Settings
from okrsite.sources.text import make_printable


class VersionStore:
    """Versions by blob."""

    def __init__(self, settings: Settings, folder: Path | None = None) -> None:
        """Keep versions in a folder too, where one is given."""
        self._declared = {name.casefold(): name for name in settings.cycles}
        self._decimal_comma = settings.decimal_comma
        self._public = settings.audience == "public"
        self._cache = VersionCache(folder, decimal_comma=settings.decimal_comma, public=self._public)
        self._files: dict[str, PastFile | None] = {}
        self._unread: set[str] = set()
        """Versions of team files of which there is no text: they may say that nobody is to see the unit."""

    def classify_path(self, path: str | None) -> PastFile | None:
        """Say what a path meant; None for no path, and for what holds no objectives."""
        if path is None:
            return None
        if path not in self._files:
            self._files[path] = classify_past_path(path, self._declared)
        return self._files[path]

    def load_versions(self, repository: Repository, logged: Sequence[LoggedCommit], parsed: ParsedFiles) -> None:
        """Read every version of the log that is not known yet.

        Of what is `parsed` already, as most files are on a first build, git isn't asked again.

        Raises:
            GitError: git failed.
        """
        wanted: dict[str, dict[str, PastFile]] = {}
        for logged_commit in logged:
            for change in logged_commit.changes:
                for blob, path in ((change.before, change.old_path), (change.after, change.path)):
                    file = self.classify_path(path)
                    if blob and file and (key := _make_key(blob, file)) not in self._cache:
                        wanted.setdefault(blob, {})[key] = file
        pieces = IncrementalReader(decimal_comma=self._decimal_comma, public=self._public)
        for blob in list(wanted):
            for key, file in list(wanted[blob].items()):
                parsed_file = parsed.get(blob, file.spelling, _name_record(file))
                # Without a node, a team file's text has to be looked at.
                if parsed_file and (file.cycle or parsed_file.node):
                    self._cache[key] = (
                        pieces.read_parsed_file(parsed_file)
                        if file.cycle
                        else read_team_version("", parsed_file, public=self._public)
                    )
                    del wanted[blob][key]
            if not wanted[blob]:
                del wanted[blob]
        for blob, data in read_blobs(repository, wanted):
            text = decode_version(data)
            for key, file in wanted[blob].items():
                if text is None and not file.cycle:
                    self._unread.add(key)
                elif text is None:
                    self._cache[key] = None
                elif file.cycle:
                    self._cache[key] = pieces.read(text, file.spelling)
                else:
                    parsed_file = parse_version(text, file.spelling, "team")
                    self._cache[key] = read_team_version(text, parsed_file, public=self._public)
        self._cache.save()

    def get_version(self, blob: str | None, file: PastFile | None) -> FileVersion | None:
        """Return a version; None for none, and for one that can't be read."""
        if blob is None or file is None:
            return None
        key = _make_key(blob, file)
        return FileVersion(draft=True) if key in self._unread else self._cache.get(key)

    def find_unreadable_versions(self, logged: Sequence[LoggedCommit]) -> HistoryNotice | None:
        """Say how many versions can't be read; None where all can. The log has the newest first."""
        broken: dict[str, tuple[str, str]] = {}
        for logged_commit in logged:
            for change in logged_commit.changes:
                file = self.classify_path(change.path)
                if not (file and change.after and change.path):
                    continue
                key = _make_key(change.after, file)
                if key in self._unread or self.get_version(change.after, file) is None:
                    broken.setdefault(key, (change.path, logged_commit.commit.id))
        path, commit = next(iter(broken.values()), ("", ""))
        return create_unreadable_versions_notice(len(broken), make_printable(path), commit) if broken else None


def _name_record(file: PastFile) -> str:
    return "cycle_file" if file.cycle else "team"


def _make_key(blob: str, file: PastFile) -> str:
    return f"{blob}-{'cycle' if file.cycle else 'team'}-{file.spelling}"
