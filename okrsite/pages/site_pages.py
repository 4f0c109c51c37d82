"""All pages of a site, in the order of its navigation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.html.functions import create_renderer
from okrsite.pages.kinds.changes import build_changes_page
from okrsite.pages.kinds.cycles import build_cycle_pages
from okrsite.pages.kinds.documents import build_document_pages, build_memo_pages
from okrsite.pages.kinds.gaps import build_gaps_page
from okrsite.pages.kinds.guide import build_guide_pages
from okrsite.pages.kinds.home import build_home_page
from okrsite.pages.kinds.kpis import build_kpi_page
from okrsite.pages.kinds.map import build_map_pages
from okrsite.pages.kinds.objectives import build_objective_pages
from okrsite.pages.kinds.people import build_people_pages
from okrsite.pages.kinds.teams import build_teams_page
from okrsite.pages.kinds.units import build_unit_pages
from okrsite.pages.maps.page_maps import build_page_maps
from okrsite.pages.page import Page, SideFile
from okrsite.pages.parts.directives import make_embedder
from okrsite.pages.prose.renderer import ProseRenderer
from okrsite.problems import Place, Problem, apply_severity_rules, create_problem, sort_problems
from okrsite.snapshot import Snapshot


class PageSet(msgspec.Struct, frozen=True):
    """The pages of a site, and what only showed when they were made."""

    pages: tuple[Page, ...]
    problems: tuple[Problem, ...]
    files: tuple[SideFile, ...] = ()
    attachments: frozenset[str] = frozenset()
    """The files of the content to which its texts lead, by path inside its folder."""


def build_pages(snapshot: Snapshot, cache: Path | None = None) -> PageSet:
    """Make every page of a site; `cache` is a folder for layouts of maps, with and without which all is the same."""
    prose = ProseRenderer(snapshot)
    context = ViewContext(snapshot, prose)
    renderer = create_renderer(snapshot)
    embed = make_embedder(context)
    page_maps, problems = build_page_maps(context, cache)

    def generate_pages() -> Iterator[Page]:
        yield build_home_page(context, renderer, page_maps.get(addresses.HOME), page_maps.get(addresses.MAP), embed)
        yield build_teams_page(context, renderer)
        yield from build_map_pages(context, renderer, page_maps)
        yield build_gaps_page(context, renderer)
        if snapshot.organisation.kpis:
            yield build_kpi_page(context, renderer)
        yield from build_changes_page(context, renderer)
        yield from build_people_pages(context, renderer)
        yield from build_cycle_pages(context, renderer)
        yield from build_guide_pages(snapshot, prose, renderer)
        yield from build_unit_pages(context, renderer, page_maps)
        yield from build_objective_pages(context, renderer, page_maps)
        yield from build_memo_pages(snapshot, prose, renderer)
        yield from build_document_pages(snapshot, prose, renderer, embed)

    pages: dict[str, Page] = {}
    for page in generate_pages():
        if page.uri in pages:
            problems.append(_create_address_conflict_problem(page, snapshot))
        else:
            pages[page.uri] = page
    found_problems = sort_problems(apply_severity_rules([*problems, *prose.problems], snapshot.site.settings.rules))
    files = tuple(page_maps.build_files(snapshot.site.url))
    return PageSet(tuple(pages.values()), found_problems, files, prose.attachments)


def _create_address_conflict_problem(page: Page, snapshot: Snapshot) -> Problem:
    place = page.source or Place(snapshot.site.config.name, 1)
    return create_problem(
        "OKR402",
        place,
        f"The address {page.uri.removesuffix('.md')} is already that of another page.",
        "Rename the file, or give the objective another id.",
    )
