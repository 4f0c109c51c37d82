"""The past that was read before, for as long as the same would be read: for a preview, in which commits are rare.

Old texts are read with what things are called today; numbers and texts of today are no part of it.
"""

from __future__ import annotations

from pathlib import Path

from okrsite.history.diagnostics import HistoryNotice
from okrsite.history.events import Past
from okrsite.history.git import Repository, open_repository
from okrsite.history.past import ReadVersions, read_versions, replay_versions
from okrsite.model.organisation import Organisation
from okrsite.model.parsed_files import ParsedFiles
from okrsite.model.same_names import has_same_names
from okrsite.settings import Site


class KeptPast:
    """Remembers the past as it was read last; not for the public, whose past is made of more than names."""

    def __init__(self) -> None:
        """Begin without any."""
        self._site: Site | None = None
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
        if self._versions is None or self._versions.repository != repository or self._site != site:
            versions = read_versions(site, repository, cache, parsed)
            if isinstance(versions, HistoryNotice):
                return Past(notices=(versions,))
            self._site, self._versions, self._past = site, versions, None
        if self._past is None or self._past[1].has_renames or not has_same_names(self._past[0], organisation):
            self._past = (organisation, replay_versions(self._versions, site, organisation))
        return self._past[1]
