"""The past that was read before, for as long as the same would be read: for a preview, in which commits are rare.

Decides what of an organisation the past is read with: how objectives, key results, people and KPIs are called, and
where drafts stand. Numbers and texts of today are no part of it.
"""

from __future__ import annotations

from pathlib import Path

from okrsite.history.events import Past
from okrsite.history.git import Repository, open_repository
from okrsite.history.past import read_past
from okrsite.model.objectives import Objective
from okrsite.model.organisation import Organisation
from okrsite.model.parsed_files import ParsedFiles
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
            if same and _has_same_names(last_organisation, organisation):
                return past
        past = read_past(site, organisation, cache, repository, parsed)
        # What git could not answer, it may answer next time.
        self._last = (repository, site, organisation, past) if past.events else None
        return past


def _has_same_names(before: Organisation, now: Organisation) -> bool:
    """Whether old texts mean the same with both organisations."""
    return (
        before.objectives.keys() == now.objectives.keys()
        and before.cycles == now.cycles
        and before.people == now.people
        and before.kpis.keys() == now.kpis.keys()
        and before.drafts == now.drafts
        and before.draft_headings == now.draft_headings
        and before.left_out == now.left_out
        and all(
            old is new or _list_names(old) == _list_names(new)
            # In the order of the new one, in which the first of two headings that are the same is found.
            for old, new in zip(before.objectives.values(), now.objectives.values(), strict=True)
        )
    )


def _list_names(objective: Objective) -> tuple[object, ...]:
    results = tuple((key_result.id, key_result.aliases) for key_result in objective.key_results)
    return objective.ref, objective.title, objective.place.path, objective.aliases, results
