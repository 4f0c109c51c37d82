"""The past that was read before, for as long as the same would be read: for a preview, in which commits are rare.

Old texts are read with what things are called today; numbers and texts of today are no part of it.
"""

from __future__ import annotations

from pathlib import Path

from okrsite.history.events import Past
from okrsite.history.git import Repository, open_repository
from okrsite.history.past import read_past
from okrsite.model.organisation import Organisation
from okrsite.model.parsed_files import ParsedFiles
from okrsite.model.same_names import has_same_names
from okrsite.settings import Site


class KeptPast:
    """Remembers the past as it was read last; not for the public, whose past is made of more than names."""

    def __init__(self) -> None:
        """Begin without any."""
        self._last: tuple[Repository, Site, Organisation, Past] | None = None

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
        if not isinstance(repository, Repository):
            return Past(notices=(repository,))
        if self._last is not None:
            last_repository, last_site, last_organisation, past = self._last
            same = (last_repository, last_site) == (repository, site)
            if same and not past.has_renames and has_same_names(last_organisation, organisation):
                return past
        past = read_past(site, organisation, cache, repository, parsed)
        # What git could not answer, it may answer next time.
        self._last = (repository, site, organisation, past) if past.events else None
        return past
