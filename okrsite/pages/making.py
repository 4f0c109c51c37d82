"""All pages of a site, in the order of its navigation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from okrsite.pages import addresses
from okrsite.pages.changes import changes_page
from okrsite.pages.cycles import cycle_pages
from okrsite.pages.desk import Desk
from okrsite.pages.documents import document_pages, memo_pages
from okrsite.pages.embedding import embedder
from okrsite.pages.gaps_page import gaps_page
from okrsite.pages.guide import guide_pages
from okrsite.pages.home import home_page
from okrsite.pages.kpis import kpi_page
from okrsite.pages.map_page import map_pages
from okrsite.pages.maps_wanted import map_views
from okrsite.pages.objective_pages import objective_pages
from okrsite.pages.page import Page, SideFile
from okrsite.pages.people import people_pages
from okrsite.pages.prose import Prose
from okrsite.pages.render import Renderer
from okrsite.pages.teams import teams_page
from okrsite.pages.units import unit_pages
from okrsite.problems import Place, Problem, in_order, problem, ruled
from okrsite.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class MadePages:
    """The pages of a site, and what only showed when they were made."""

    pages: tuple[Page, ...]
    problems: tuple[Problem, ...]
    files: tuple[SideFile, ...] = ()
    attachments: frozenset[str] = frozenset()
    """The files of the content to which its texts lead, by path inside its folder."""


def make_pages(snapshot: Snapshot, cache: Path | None = None) -> MadePages:
    """Make every page of a site; `cache` is a folder for layouts of maps, with and without which all is the same."""
    prose = Prose(snapshot)
    desk = Desk(snapshot, prose)
    renderer = Renderer(snapshot)
    embed = embedder(desk, renderer)
    drawings, problems = map_views(desk, cache)

    def everything() -> Iterator[Page]:
        yield home_page(desk, renderer, drawings.get(addresses.HOME), drawings.get(addresses.MAP), embed)
        yield teams_page(desk, renderer)
        yield from map_pages(desk, renderer, drawings)
        yield gaps_page(desk, renderer)
        if snapshot.organisation.kpis:
            yield kpi_page(desk, renderer)
        yield from changes_page(desk, renderer)
        yield from people_pages(desk, renderer)
        yield from cycle_pages(desk, renderer)
        yield from guide_pages(snapshot, prose, renderer)
        yield from unit_pages(desk, renderer, drawings)
        yield from objective_pages(desk, renderer, drawings)
        yield from memo_pages(snapshot, prose, renderer)
        yield from document_pages(snapshot, prose, renderer, embed)

    pages: dict[str, Page] = {}
    for page in everything():
        if page.uri in pages:
            problems.append(_taken(page, snapshot))
        else:
            pages[page.uri] = page
    found = in_order(ruled([*problems, *prose.problems], snapshot.site.settings.rules))
    files = tuple(drawings.files(snapshot.site.url))
    return MadePages(tuple(pages.values()), found, files, prose.attachments)


def _taken(page: Page, snapshot: Snapshot) -> Problem:
    place = page.source or Place(snapshot.site.config.name, 1)
    return problem(
        "OKR402",
        place,
        f"The address {page.uri.removesuffix('.md')} is already that of another page.",
        "Rename the file, or give the objective another id.",
    )
