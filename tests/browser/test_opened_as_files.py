"""An offline copy in a browser, opened as files: nothing is fetched, and all that scripts do works."""

from __future__ import annotations

import pytest
from conftest import ROOT
from playwright.sync_api import expect
from stories import build_site

pytestmark = pytest.mark.browser

SOON = 60_000
"""Milliseconds in which a file is opened."""


@pytest.fixture(scope="module")
def copy(chromium, tmp_path_factory):
    """The folder of the example's copy."""
    folder = tmp_path_factory.mktemp("offline") / "a copy #1 of 100%"
    build_site(ROOT / "mkdocs.yml", folder, offline=True)
    return folder


@pytest.fixture
def opened(page, copy):
    """Open a file of the copy; what isn't a file of it, fails or complains makes the test fail."""
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    def open_file(path):
        page.goto((copy / path).as_uri())
        return page

    yield open_file
    assert [url for url in asked if not url.startswith((copy.as_uri(), "data:"))] == []


def test_search_finds_an_objective_and_leads_to_it(opened):
    page = opened("guide/index.html")
    page.locator(".md-search__input").click()
    page.keyboard.type("Halve the wait in the slow districts")
    page.locator(".md-search-result__link[href*='slow-districts']").first.click()
    page.wait_for_url("**/*slow-districts*", timeout=SOON)
    expect(page.get_by_text("Halve the wait in the slow districts").first).to_be_visible()
    expect(page.locator(".okr-source .okr-build")).to_contain_text("Data as of")


def test_lists_are_filtered(opened):
    page = opened("cycles/2026-Q4.html")
    page.get_by_role("combobox", name="Team").select_option(index=1)
    expect(page.locator(".okr-tools__count").first).to_contain_text(" listed")
    assert "team=" in page.url


def test_a_map_can_be_filtered_and_a_card_leads_to_its_page(opened):
    page = opened("map.html")
    expect(page.locator(".okr-tools").first).to_be_visible()
    page.locator(".okr-map__svg a[href*='objectives/']").first.press("Enter")
    page.wait_for_url("**/objectives/**.html", timeout=SOON)


def test_what_if_moves_the_number_of_a_goal_and_of_those_above(opened):
    page = opened("objectives/region-north/2026-Q4/aachen-rounds.html")
    page.get_by_role("button", name="What if…").click()
    control = page.get_by_role("group", name="What if “Visits a day in Aachen” reaches")
    control.get_by_role("spinbutton").fill("18")
    panel = page.get_by_role("region", name="What if")
    expect(panel.get_by_role("status")).to_have_text("This objective: 36% → 66%, stays on track. The goals above it:")
    panel.get_by_role("link", name="Open three cities without losing quality").click()
    page.wait_for_url("**/objectives/company/2026/*.html", timeout=SOON)
