"""Searching as a reader does: type, see it, click it, be there."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

SOUGHT = {
    "an objective's title": ("Halve the wait in the slow districts", "teams/dispatch/2026-Q4/", "slow-districts"),
    "a key result's words": ("Every slow district has a standby slot", "teams/dispatch/2026-Q4/", "slow-districts"),
    "an id": ("dispatch/2026-Q4/slow-districts", "teams/dispatch/2026-Q4/", "slow-districts"),
    "a person": ("Mira Kaya", "people/mira/", None),
    "a team": ("Dispatch", "teams/dispatch/", None),
    "half a word": ("dispat", "teams/dispatch/", None),
}


def seek(page, words):
    page.locator(".md-search__input").click()
    page.keyboard.type(words)


@pytest.mark.parametrize("what", SOUGHT)
def test_search_finds_it_and_a_click_lands_there(visit, base, what):
    words, address, anchor = SOUGHT[what]
    wanted = f"{base}{address}" + (f"#{anchor}" if anchor else "")
    page = visit("")
    seek(page, words)
    # The list follows every key: wait for the one that the whole text makes.
    found = page.locator(f'a.md-search-result__link[href="{wanted}"]')
    expect(found).to_be_visible()
    found.click()
    page.wait_for_url(wanted)
    if anchor:
        heading = page.locator(f"[id='{anchor}'] h2").first
        expect(heading).to_be_in_viewport()
        assert heading.bounding_box()["y"] >= page.locator(".md-header").bounding_box()["height"]


def test_every_result_has_a_page_to_stand_under(visit, base):
    index = visit("").request.get(f"{base}search/search_index.json").json()
    found = {entry["location"] for entry in index["docs"]}
    assert {location.partition("#")[0] for location in found} <= found


def test_a_team_comes_before_what_stands_on_its_pages(visit, base):
    page = visit("")
    seek(page, "Dispatch")
    expect(page.locator("a.md-search-result__link").first).to_have_attribute("href", f"{base}teams/dispatch/")


def test_what_nobody_wrote_is_not_found(visit):
    page = visit("")
    seek(page, "xylophone")
    expect(page.locator(".md-search-result__meta")).to_have_text("No matching documents")


def test_the_search_opens_by_key_and_closes_again(visit):
    page = visit("teams/")
    page.keyboard.press("/")
    expect(page.locator(".md-search__input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".md-search__input")).not_to_be_focused()
