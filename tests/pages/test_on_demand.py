"""Pages that are made one by one, when somebody asks for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from project_tree import Project

from okrsite.pages.on_demand import PagesOnDemand
from okrsite.pages.site_pages import build_pages

FILES = {
    "index.md": "# Welcome\n",
    "people.yml": "anna: {name: Anna}\nben: {name: Ben}\n",
    "handbook/how.md": "# How we work\n",
    "teams/sales/more.md": "# More of sales\n",
    "company/team.yml": "name: Company\nkpis: {nps: {name: Promoters, values: {2026-11-01: 5}}}\n",
    "company/memo-2026.md": "# The year\n",
    "company/2026-Q4.yml": "objectives: [{id: win, title: Win, owner: anna, key_results: [{title: A, to: 3, now: 1}]}]\n",
    "teams/sales/team.yml": "name: Sales\n",
    "teams/sales/2026-Q4.yml": "objectives: [{id: sell, title: Sell, owner: ben, contributes_to: [company/win]}]\n",
}


@pytest.fixture
def pages(tmp_path: Path) -> PagesOnDemand:
    return PagesOnDemand(Project(tmp_path).write(FILES).snapshot())


def test_each_page_and_what_lies_beside_it_is_that_of_a_build(pages):
    built = build_pages(pages.snapshot)
    files = {}
    for page in reversed(built.pages):  # in another order than a build's
        asked = pages.make_page(page.uri)
        assert asked.page == page
        files |= {file.uri: file.content for file in asked.files}
    assert tuple(page.uri for page in built.pages) == pages.list_uris()
    assert files == built.read_files() and len(files) > 5


def test_title_and_place_in_the_navigation_are_known_before_a_page_is_made(pages):
    made = [pages.make_page(uri).page for uri in pages.list_uris()]
    expected = [(page.uri, page.title, page.nav) for page in made if page.nav is not None]
    assert [(page.uri, page.title, page.nav) for page in pages.list_navigation()] == expected
    assert {"index.md", "kpis.md", "handbook/how.md", "guide/index.md"} <= {uri for uri, _, _ in expected}
