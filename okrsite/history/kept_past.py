"""The past that was read before, by this process or an earlier run, for as long as the same would be read.

Old texts are read with what things are called today; numbers and texts of today are no part of it.
"""

from __future__ import annotations

from pathlib import Path

from okrsite.history.continued_past import continue_past
from okrsite.history.diagnostics import HistoryNotice
from okrsite.history.events import Past
from okrsite.history.git import Repository, open_repository
from okrsite.history.past import ReadVersions, read_versions, replay_versions
from okrsite.history.past_cache import PastCache
from okrsite.model.organisation import Organisation
from okrsite.model.parsed_files import ParsedFiles
from okrsite.model.same_names import has_same_names
from okrsite.settings import Site


class KeptPast:
    """Remembers the past as it was read last; not for the public, whose past is made of more than names."""

    def __init__(self) -> None:
        """Begin without any."""
        self._read: tuple[Site, Repository] | None = None
        """Of what the past was read."""
        self._versions: ReadVersions | None = None
        self._past: tuple[Organisation, Past] | None = None
        """What they said, and of what organisation."""

    def read(
        self,
        site: Site,
        organisation: Organisation,
        cache: Path | None = None,
        standpoint: Repository | None = None,
        parsed: ParsedFiles | None = None,
    ) -> Past:
        """Return what `read_past` returns of the same."""
        repository = standpoint or open_repository(site.content)
        if isinstance(repository, HistoryNotice):
            return Past(notices=(repository,))
        if self._read != (site, repository):
            self._read, self._versions, self._past = (site, repository), None, None
        if self._past is None or self._past[1].has_renames or not has_same_names(self._past[0], organisation):
            past = self._find_out(site, organisation, cache, repository, parsed, is_now=standpoint is None)
            if isinstance(past, HistoryNotice):
                self._read = None
                return Past(notices=(past,))
            self._past = (organisation, past)
        return self._past[1]

    def _find_out(
        self,
        site: Site,
        organisation: Organisation,
        cache: Path | None,
        repository: Repository,
        parsed: ParsedFiles | None,
        *,
        is_now: bool,
    ) -> Past | HistoryNotice:
        is_kept = is_now and site.settings.audience != "public"
        kept = PastCache(cache if is_kept else None, site, organisation)
        known = kept.load() if self._versions is None else None
        past = continue_past(known, site, organisation, repository, cache, parsed) if known is not None else None
        is_continued = past is not None
        if past is None:
            if self._versions is None:
                versions = read_versions(site, repository, cache, parsed)
                if isinstance(versions, HistoryNotice):
                    return versions
                self._versions = versions
            past = replay_versions(self._versions, site, organisation)
        kept.store(past, is_continued=is_continued)
        return past.past
