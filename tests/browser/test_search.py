"""Searching as a reader does: type, see it, click it, be there."""

from __future__ import annotations

import json
import shutil

import pytest
from axe_findings import findings
from conftest import copy_with_search_in_parts, served
from playwright.sync_api import expect

from okrsite.search.files import STUB, WHOLE

pytestmark = pytest.mark.browser

SOUGHT = {
    "an objective's title": ("Halve the wait in the slow districts", "teams/dispatch/", "slow-districts"),
    "a person": ("Mira Kaya", "people/mira/", None),
    "a key result's words": ("Every slow district has a standby slot", "teams/dispatch/", "slow-districts"),
    "a word with a letter missing": ("maketing", "teams/marketing/", None),
    "an id": ("dispatch/2026-Q4/slow-districts", "teams/dispatch/", "slow-districts"),
    "a name without its letter": ("sorensen", "people/emil/", None),
    "a team": ("Dispatch", "teams/dispatch/", None),
    "another word for a status": ("past due", "pulse/overdue/", None),
    "half a word": ("dispat", "teams/dispatch/", None),
}
"""What a reader looks for, one after the other: none of it on the page that the one before led to."""


def seek(page, words):
    """Search for words, of which the last letter is typed: the theme looks at each key that is let go."""
    page.locator(".md-search__input").click()
    page.keyboard.insert_text(words[:-1])
    page.keyboard.type(words[-1])


@pytest.fixture(scope="module")
def large_site(example, tmp_path_factory):
    """The folder of the example, with its index kept as that of a large site."""
    return copy_with_search_in_parts(example, tmp_path_factory.mktemp("large") / "site")


@pytest.fixture(scope="module", params=["whole", "in parts"])
def site(request, example):
    """The folder of the example; all that a reader does works with either kind of index."""
    return example if request.param == "whole" else request.getfixturevalue("large_site")


@pytest.fixture(scope="module")
def base(site):
    """The address of that site, which `visit` opens."""
    with served(site) as address:
        yield address


def note_search_files(page):
    """Note which files of the index a page asks for."""
    names = []

    def note(request):
        _, found, name = request.url.rpartition("/search/")
        if found:
            names.append(name)

    page.on("request", note)
    return names


def test_search_finds_it_and_a_click_lands_there(visit, base):
    page = visit("")
    for what, (words, address, anchor) in SOUGHT.items():
        wanted = f"{base}{address}" + (f"#{anchor}" if anchor else "")
        assert address not in page.url
        seek(page, words)
        # The list follows every key: wait for the one that the whole text makes.
        found = page.locator(f'a.md-search-result__link[href="{wanted}"]')
        expect(found, what).to_be_visible()
        found.click()
        page.wait_for_url(wanted)
        if anchor:
            heading = page.locator(f"[id='{anchor}'] h2").first
            expect(heading, what).to_be_in_viewport()
            assert heading.bounding_box()["y"] >= page.locator(".md-header").bounding_box()["height"], what


def test_every_result_has_a_page_to_stand_under(example):
    index = json.loads((example / WHOLE).read_text("utf-8"))
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


def test_keys_alone_lead_to_an_objective(visit, base):
    page = visit("teams/")
    page.keyboard.press("s")
    expect(page.locator(".md-search__input")).to_be_focused()
    page.locator(":focus").fill("halve slow districts")
    page.keyboard.press("End")  # the theme looks when a key is let go, and so once
    expect(page.locator("a.md-search-result__link").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("a.md-search-result__link:focus")).to_have_attribute(
        "href", f"{base}teams/dispatch/#slow-districts"
    )
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base}teams/dispatch/#slow-districts")


def test_nothing_of_the_index_is_loaded_before_somebody_searches(visit, site):
    page = visit("")
    names = note_search_files(page)
    with page.expect_request("**/search_index.json"):  # on a busy machine the script asks for it late
        page.reload()
    page.wait_for_load_state("networkidle")
    assert set(names) == {"search_index.json"}
    assert json.loads((site / STUB).read_text("utf-8"))["docs"] == []
    seek(page, "Dispatch")
    expect(page.locator("a.md-search-result__link").first).to_be_visible()
    assert set(names) > {"search_index.json"}


def test_of_an_index_in_parts_little_is_loaded(visit_site, large_site):
    page = visit_site(large_site)("")
    names = note_search_files(page)
    page.locator(".md-search__input").fill("standby slot")
    page.locator(".md-search__input").press("End")  # the theme looks when a key is let go
    expect(page.locator("a.md-search-result__link").first).to_be_visible()
    assert "shards.json" in names
    assert sum((large_site / "search" / name).stat().st_size for name in names) < 100_000


def test_axe_finds_nothing_in_the_results(visit):
    page = visit("guide/")
    seek(page, "Dispatch")
    expect(page.locator("a.md-search-result__link").first).to_be_visible()
    assert findings(page) == []


def test_a_site_that_was_opened_as_files_says_why_it_finds_nothing(browser, example):
    page = browser.new_page()
    page.goto((example / "index.html").as_uri())
    page.locator(".md-search__input").click()
    expect(page.locator(".md-search-result__meta")).to_contain_text("Search works where this site is on a web server")
    page.context.close()


def test_of_a_search_that_is_not_ours_we_say_nothing(browser, example, tmp_path):
    """Another worker may well search in files, as with the plugin for use without a server."""
    folder = tmp_path / "site"
    shutil.copytree(example, folder)
    file = folder / "map" / "index.html"
    text = file.read_text("utf-8")
    assert "/workers/okr-search.js#search." in text
    file.write_text(text.replace("/workers/okr-search.js#search.", "/workers/search."), "utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    expect(page.locator(".okr-tools").first).to_be_visible()  # the script has been there
    expect(page.locator(".md-search-result__meta")).not_to_contain_text("Search works where")
    page.context.close()
