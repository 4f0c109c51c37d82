"""What a link in an author's text can lead to: the pages of the site, by their files and by their addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import unquote

import msgspec

from okrsite.model.organisation import COMPANY, Organisation
from okrsite.model.pillars import list_pillars
from okrsite.pages import addresses
from okrsite.pages.page import list_spellings, make_url
from okrsite.pages.prose.moved_files import list_file_addresses
from okrsite.snapshot import Snapshot

GUIDE_PAGES = ("index", "first-objective", "numbers", "maps", "fields", "settings", "problems", "publish")
"""The guide's pages, in the order in which they are read."""

_KPI_FILES = ("kpis.yml", "kpis.yaml")


class LinkTarget(msgspec.Struct, frozen=True):
    """A page of the site, as files lead to it."""

    address: str
    """From the site's root."""
    path: str = ""
    """The file it is made of, relative to the configuration file; empty for pages without one."""


class LinkTargets(msgspec.Struct, frozen=True):
    """Everything that a link can lead to."""

    pages: Mapping[str, LinkTarget]
    """By path inside the content folder, and by address."""
    documents: frozenset[str]
    """Ordinary pages, by path inside the content folder."""
    plans: Mapping[str, tuple[str, str]]
    """Unit and cycle of each file of objectives, by path relative to the configuration file."""
    moved: Mapping[str, LinkTarget]
    """Pages of units by the former paths of their files, inside the content folder and without an ending."""
    hidden: frozenset[str]
    """Files that are left out or are drafts as a whole, by path relative to the configuration file."""


def collect_link_targets(snapshot: Snapshot) -> LinkTargets:
    """Return all pages of a site to which links can lead, and what is known of their files."""
    organisation = snapshot.organisation
    return LinkTargets(
        _collect_pages(snapshot),
        frozenset(document.inside for document in organisation.documents),
        {text.path: (unit.id, cycle) for unit in organisation.units.values() for cycle, text in unit.texts.items()},
        _collect_moved_pages(snapshot),
        organisation.left_out.paths.union(
            span.path for span in organisation.draft_spans if span.line == 1 and span.end_line >= 10**9
        ),
    )


def _collect_pages(snapshot: Snapshot) -> dict[str, LinkTarget]:
    organisation, prefix = snapshot.organisation, snapshot.site.content_prefix
    targets = {uri: LinkTarget(make_url(uri)) for uri in _list_pages_without_files(organisation)}
    for person in organisation.people.values():
        if snapshot.site.settings.people_pages:
            targets[f"people/{person.id}"] = LinkTarget(make_url(addresses.make_person_uri(person)))
    for unit in organisation.units.values():
        here = LinkTarget(addresses.make_unit_url(unit), unit.place.path)
        targets[addresses.make_unit_folder(unit)] = here
        targets[unit.place.path.removeprefix(prefix)] = here
        shown = snapshot.find_shown_cycle(unit.id)
        for cycle, text in unit.texts.items():
            page = LinkTarget(make_url(addresses.make_unit_cycle_uri(unit, cycle)), text.path)
            targets[f"{addresses.make_unit_folder(unit)}/{cycle}"] = page
            # All of the cycle that a unit's own page shows stands there.
            file_target = LinkTarget(here.address, text.path) if cycle == shown else page
            targets[text.path.removeprefix(prefix)] = file_target
    for memo in organisation.memos:
        address = addresses.make_memo_url(memo, organisation.units[memo.unit])
        targets[memo.place.path.removeprefix(prefix)] = LinkTarget(address, memo.place.path)
    for document in organisation.documents:
        targets[document.inside] = LinkTarget(
            make_url(addresses.find_document_uri(document, snapshot.site)), document.place.path
        )
    company = LinkTarget(addresses.make_unit_url(organisation.units[COMPANY]))
    targets |= dict.fromkeys(_KPI_FILES, company)
    # Browsers ask for folders, so an address works as well as the file behind it.
    folders = {unquote(way): target for target in targets.values() for way in list_spellings(target.address)}
    former = {
        unquote(way): targets[document.inside]
        for document in organisation.documents
        if document.is_folder_page
        for way in list_spellings(make_url(addresses.make_document_uri(document.inside)))
    }
    return former | folders | targets | {"": LinkTarget(""), ".": LinkTarget("")}


def _collect_moved_pages(snapshot: Snapshot) -> dict[str, LinkTarget]:
    """Return the pages of units by all paths that their files have, or had before, without an ending."""
    targets = {}
    for address, (key, cycle) in list_file_addresses(snapshot.organisation).items():
        unit = snapshot.organisation.units[key]
        text = unit.texts.get(cycle)
        shown = not text or cycle == snapshot.find_shown_cycle(key)
        uri = addresses.make_unit_uri(unit) if shown else addresses.make_unit_cycle_uri(unit, cycle)
        targets[address] = LinkTarget(make_url(uri), text.path if text else unit.place.path)
    return targets


def _list_pages_without_files(organisation: Organisation) -> Iterator[str]:
    """Yield the addresses of pages that are made of many files, and that the site has."""
    yield from (addresses.HOME, addresses.TEAMS, addresses.MAP, addresses.GAPS, addresses.PULSE, addresses.PEOPLE)
    yield addresses.CYCLES
    yield from (f"guide/{name}.md" for name in GUIDE_PAGES)
    if organisation.kpis:
        yield addresses.KPIS
    if any(objective.initiatives for objective in organisation.objectives.values()):
        yield addresses.INITIATIVES
    if any(organisation.by_unit.get(COMPANY, {}).values()):
        yield addresses.ROADMAP
    if pillars := list_pillars(organisation):
        yield addresses.PILLARS
        yield from map(addresses.make_pillar_uri, pillars)
