"""All versions that a log speaks of, read once each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from okrsite.history.blobs import read_blobs
from okrsite.history.diagnostics import HistoryNotice, create_unreadable_versions_notice
from okrsite.history.git import Repository
from okrsite.history.incremental import IncrementalReader
from okrsite.history.log import FileChange, LoggedCommit
from okrsite.history.past_paths import PastFile, classify_past_path, find_past_page
from okrsite.history.read_ahead import VersionedFiles
from okrsite.history.version_cache import VersionCache
from okrsite.history.versions import (
    FileVersion,
    decode_version,
    parse_version,
    read_page_version,
    read_team_version,
)
from okrsite.model.parsed_files import ParsedFile, ParsedFiles
from okrsite.settings import Settings
from okrsite.sources.text import make_printable
from okrsite.vocabulary import CYCLE_FILE, MEMO, TEAM


class VersionStore:
    """Versions by blob."""

    def __init__(self, settings: Settings, folder: Path | None = None, *, adds_only: bool = False) -> None:
        """Keep versions in a folder too, where one is given; `adds_only`: what is kept there isn't asked for."""
        self._declared = {name.casefold(): name for name in settings.cycles}
        self._decimal_comma = settings.decimal_comma
        self._public = settings.audience == "public"
        self._cache = VersionCache(
            folder, decimal_comma=settings.decimal_comma, public=self._public, adds_only=adds_only
        )
        self._files: dict[str, PastFile | None] = {}
        self._pages: dict[str, PastFile | None] = {}
        self._unread: set[str] = set()
        """Versions of team files and pages of which there is no text: they may say that nobody is to see them."""

    def classify_path(self, path: str | None) -> PastFile | None:
        """Say what a path meant; None for no path, and for what holds no objectives."""
        if path is None:
            return None
        if path not in self._files:
            self._files[path] = classify_past_path(path, self._declared)
        return self._files[path]

    def find_page(self, path: str | None) -> PastFile | None:
        """Return the memo or page that a path meant; None for no path, and for any other file."""
        if path is None:
            return None
        if path not in self._pages:
            self._pages[path] = find_past_page(path, self._declared)
        return self._pages[path]

    def is_page_renamed(self, change: FileChange) -> bool:
        """Whether a change gives a memo or a page another path."""
        return (
            change.old_path != change.path
            and self.find_page(change.old_path) is not None
            and self.find_page(change.path) is not None
        )

    def load_versions(self, repository: Repository, logged: Sequence[LoggedCommit], parsed: ParsedFiles | None) -> None:
        """Read every version of the log that is not known yet.

        What is `parsed` already, as most files are on a first build, is neither asked of git nor parsed again.

        Raises:
            GitError: git failed.
        """
        reader = IncrementalReader(decimal_comma=self._decimal_comma, public=self._public)
        wanted: dict[str, dict[str, PastFile]] = {}
        for blob, file in self._list_versions(logged):
            key = _make_key(blob, file)
            if key in self._cache:
                continue
            content = blob, file.spelling, _get_record(file)
            if isinstance(parsed, VersionedFiles) and parsed.has_version(*content, public=self._public):
                self._cache[key] = parsed.get_version(*content, public=self._public)
                continue
            parsed_file = parsed.get(*content) if parsed else None
            # Without a node, a team file's text has to be looked at.
            if parsed_file and (file.cycle or parsed_file.node):
                self._cache[key] = self._read_version("", parsed_file, file, reader)
            else:
                wanted.setdefault(blob, {})[key] = file
        for blob, data in read_blobs(repository, wanted):
            text = decode_version(data)
            for key, file in wanted[blob].items():
                if text is not None:
                    self._cache[key] = self._read_version(text, None, file, reader)
                elif file.cycle:
                    self._cache[key] = None
                else:
                    self._unread.add(key)
        self._cache.save()

    def _list_versions(self, logged: Sequence[LoggedCommit]) -> Iterator[tuple[str, PastFile]]:
        """Yield the blob and the file of each version before or after a change; one may come again and again."""
        for logged_commit in logged:
            for change in logged_commit.changes:
                for blob, path in ((change.before, change.old_path), (change.after, change.path)):
                    file = self.classify_path(path)
                    if blob and file:
                        yield blob, file
                page = self.find_page(change.old_path) if self.is_page_renamed(change) else None
                if page and change.before:
                    yield change.before, page

    def _read_version(
        self, text: str, parsed_file: ParsedFile | None, file: PastFile, reader: IncrementalReader
    ) -> FileVersion | None:
        """Return what a version says, of its text or of what was made of it already; None where it can't be read."""
        if file.cycle:
            return reader.read_parsed_file(parsed_file) if parsed_file else reader.read(text, file.spelling)
        parsed_file = parsed_file or parse_version(text, file.spelling, _get_record(file))
        if file.is_page:
            return read_page_version(parsed_file, public=self._public)
        return read_team_version(text, parsed_file, public=self._public)

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


def _get_record(file: PastFile) -> str:
    return CYCLE_FILE.name if file.cycle else MEMO.name if file.is_page else TEAM.name


def _make_key(blob: str, file: PastFile) -> str:
    kind = "cycle" if file.cycle else "page" if file.is_page else "team"
    return f"{blob}-{kind}-{file.spelling}"
