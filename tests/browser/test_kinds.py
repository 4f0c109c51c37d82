"""The list of the kinds of pages (`kinds.py`) is complete: the code says which there are."""

from __future__ import annotations

import pytest
from kinds import ELSEWHERE, KINDS
from page_views import list_views, noting_views
from planned_pages import PlannedSite
from rare_companies import write_linked_company, write_wide_company
from shared_folders import share_repository
from stories import read_snapshot

from okrsite.pages.page import make_url
from okrsite.pipeline import take_snapshot
from okrsite.request import BuildRequest, make_source
from okrsite.settings import read_site


@pytest.fixture(scope="module")
def planned(tmp_path_factory) -> dict[str, PlannedSite]:
    """The pages of the three companies, with the past of the example, and what other organisations say."""
    folder = tmp_path_factory.mktemp("kinds")
    linked = write_linked_company(folder / "linked")
    source = make_source(BuildRequest(linked, preview=True), read_site(linked))
    return {
        "the example": PlannedSite(read_snapshot(share_repository(tmp_path_factory) / "mkdocs.yml")),
        "many teams": PlannedSite(read_snapshot(write_wide_company(folder / "many"))),
        "linked": PlannedSite(take_snapshot(source)),
    }


def test_each_kind_of_page_is_opened_in_a_browser(planned):
    """A new view needs a page in the example, or in another company, and its address in the list."""
    opened = [*(("the example", address) for address in KINDS.values() if address != "404.html"), *ELSEWHERE.values()]
    with noting_views() as noted:
        for company, address in opened:
            uris = [uri for uri in planned[company].planned if make_url(uri) == address]
            assert uris, f"{company} has no page {address}"
            planned[company].make(uris[0])
    assert [view.__name__ for view in list_views() if view not in noted.values()] == []


def test_a_page_that_another_test_has_made_before_is_noted_again(planned):
    """The guide is made once in a process of tests: tests before this one must not hide it."""
    snapshot = planned["the example"].tracker.whole
    PlannedSite(snapshot).make("guide/fields.md")
    with noting_views() as noted:
        PlannedSite(snapshot).make("guide/fields.md")
    assert [view.__name__ for view in noted.values()] == ["GuideFieldsView"]
