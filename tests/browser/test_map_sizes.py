"""The map of imagined companies of three sizes, as whole sites: what is drawn is bounded, all of it is in reach.

One test a size: a site of 3,000 objectives is built once, and then used by mouse, by keys, by finger, and without a
script.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_findings import findings
from companies import SIZES, Size, write
from kinds import NARROW
from playwright.sync_api import expect
from stories import build_site
from walking import REACHED_BY_KEYS

from okrsite.maps import MAX_NODES

pytestmark = pytest.mark.browser

MAP = ".okr-map:visible"
REFS = "nodes => nodes.map(each => each.dataset.ref)"
INSIDE = """node => {
  const card = node.getBoundingClientRect(), map = node.closest(".okr-map").getBoundingClientRect();
  return card.left >= map.left && card.right <= map.right && card.top >= map.top && card.bottom <= map.bottom;
}"""
BELOW = """() => {
  const served = new Map();
  for (const edge of document.querySelectorAll(":is(.okr-edge--direct, .okr-edge--indirect) > path")) {
    const cards = edge.ownerSVGElement.querySelectorAll(".okr-node");
    const [from, to] = edge.dataset.ends.split(" ").map((place) => cards[place].dataset.ref);
    served.set(to, [...(served.get(to) || []), from]);
  }
  return Object.fromEntries(served);
}"""


@pytest.fixture(scope="module", params=SIZES)
def sized(request, chromium, tmp_path_factory) -> tuple[Size, Path]:
    """The size of a company, and the folder of its site, which is built once for all that is asked of it."""
    size = SIZES[request.param]
    assert abs(size.objectives - request.param) <= 0.02 * request.param
    folder = tmp_path_factory.mktemp("sized")
    build_site(write(folder, size), folder / "site")
    return size, folder / "site"


of_300 = pytest.mark.parametrize("sized", [300], indirect=True)
"""The smallest of them with cards that unfold."""


def test_a_company_of_any_size_can_be_walked(visit_site, sized):
    size, site = sized
    visit = visit_site(site)

    page = visit("map/")
    drawn = page.locator(MAP + " .okr-node").count()
    collapsed = size.objectives > MAX_NODES
    assert 10 < drawn <= MAX_NODES if collapsed else drawn == size.objectives
    assert f"{size.objectives:,} objectives" in page.locator(".okr-head__lead").inner_text()
    assert page.locator(MAP + " .okr-node").first.evaluate(INSIDE)
    _by_keys(page, drawn)
    _filtered(page, drawn)
    page.evaluate("() => scrollTo(0, 0)")  # what lies half below the head of a page that is scrolled is no finding
    assert findings(page) == []
    _by_finger(visit, site)
    if collapsed:
        assert page.locator(MAP + " .okr-lane--unaligned").count() == 1
        _unfolded(visit)
        _unfolded_without_a_script(visit)
    else:
        assert page.locator(MAP + " .okr-unfold").count() == 0


def _by_keys(page, drawn: int) -> None:
    names = page.locator(MAP + " .okr-node").evaluate_all("nodes => nodes.map(each => each.getAttribute('aria-label'))")
    assert all(names)
    assert len(page.evaluate(REACHED_BY_KEYS)) == drawn
    stops = page.locator(MAP + " [tabindex='0']")
    assert 1 <= stops.count() <= 2, "a card, and the link to what is not shown below it"


def _filtered(page, drawn: int) -> None:
    page.get_by_role("combobox", name="Owner").select_option(index=1)
    shown = page.locator(MAP + " .okr-node:not([display])")
    assert 0 < shown.count() < drawn
    assert "owner" in parse_qs(urlsplit(page.url).query)
    assert shown.first.evaluate(INSIDE)
    page.get_by_role("button", name="Show all").click()
    assert shown.count() == drawn


def _by_finger(visit, site) -> None:
    page = visit("map/", viewport=NARROW, has_touch=True, is_mobile=True)
    card = page.locator(MAP + " .okr-node").first
    ref = card.get_attribute("data-ref")
    card.tap()
    page.wait_for_url(f"**/objectives/{ref}/")
    assert (site / "objectives" / ref / "index.html").is_file()


def _unfolded(visit) -> None:
    """By mouse, then by keys from there; back by the browser, and by the button."""
    page = visit("map/")
    whole = set(page.locator(MAP + " .okr-node").evaluate_all(REFS))
    link = page.locator(MAP + " .okr-unfold").last
    ref = link.evaluate("each => each.previousElementSibling.dataset.ref")
    promised = int(page.locator(f'{MAP} .okr-node[data-ref="{ref}"] > text[x]').text_content().lstrip("+"))
    assert promised > 0 and not page.evaluate(BELOW).get(ref)
    link.click()
    said = page.locator(".okr-unfolded [role=status]")
    expect(said).to_contain_text("Alignment map of")
    unfolded = set(page.locator(MAP + " .okr-node").evaluate_all(REFS))
    assert parse_qs(urlsplit(page.url).query) == {"below": [ref]}
    assert ref in unfolded and len(unfolded) <= MAX_NODES
    served = page.evaluate(BELOW)
    below, waiting = set(), [ref]
    while waiting:
        new = set(served.get(waiting.pop(), ())) - below
        below |= new
        waiting += new
    assert len(below) == promised
    assert page.evaluate("() => document.activeElement.dataset.ref") == ref
    assert findings(page) == []
    assert set(page.evaluate(REACHED_BY_KEYS)) == unfolded
    listed = page.locator(".okr-maplist a:not([href^='#'])").evaluate_all("links => links.map(each => each.href)")
    assert {f"/objectives/{each}/" for each in unfolded} == {urlsplit(address).path for address in listed}

    sent = visit(f"map/?{urlsplit(page.url).query}")
    expect(sent.locator(".okr-unfolded [role=status]")).to_contain_text("Alignment map of")
    assert set(sent.locator(MAP + " .okr-node").evaluate_all(REFS)) == unfolded

    page.go_back()
    expect(page.locator(".okr-unfolded")).to_be_hidden()
    assert set(page.locator(MAP + " .okr-node").evaluate_all(REFS)) == whole
    page.go_forward()
    expect(page.locator(".okr-unfolded")).to_be_visible()
    page.get_by_role("button", name="The whole map").first.click()
    assert set(page.locator(MAP + " .okr-node").evaluate_all(REFS)) == whole
    assert parse_qs(urlsplit(page.url).query) == {}

    # From the card that was unfolded, by keys: Tab leads from it to its number.
    page.locator(f'{MAP} .okr-node[data-ref="{ref}"]').focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".okr-unfolded")).to_be_visible()
    page.locator(f'{MAP} .okr-node[data-ref="{next(iter(below))}"]').click()
    page.wait_for_url("**/objectives/**")


def _unfolded_without_a_script(visit) -> None:
    page = visit("map/", java_script_enabled=False)
    href = page.locator(MAP + " .okr-unfold").first.get_attribute("href")
    page.locator(MAP + " .okr-unfold").first.click()
    page.wait_for_url("**" + href.removeprefix(".."))
    assert page.locator("#map .okr-map__svg:visible").count() == 1


def test_an_address_that_unfolds_nothing_shows_the_whole_map(visit):
    whole = visit("map/").locator(MAP + " .okr-node").count()
    for asked in ("../../evil", "//evil.test/x/y", "a/b/c/d", "%3Cscript%3E"):
        page = visit(f"map/?below={asked}")
        assert page.locator(MAP + " .okr-node").count() == whole
        assert page.locator(".okr-unfolded").is_hidden()


@of_300
def test_what_can_not_be_unfolded_is_opened_as_a_page(visit_site, sized):
    page = visit_site(sized[1])("map/")
    # A host that asks who is there before it shows anything answers with another page.
    page.route(
        "**/objectives/**",
        lambda route: (
            route.fulfill(body="<h1>Sign in</h1>", content_type="text/html")
            if route.request.resource_type == "fetch"
            else route.continue_()
        ),
    )
    link = page.locator(MAP + " .okr-unfold").first
    ref = link.evaluate("each => each.previousElementSibling.dataset.ref")
    with page.expect_navigation():
        link.click()
    assert urlsplit(page.url).path == f"/objectives/{ref}/" and urlsplit(page.url).fragment == "map"


@of_300
def test_an_answer_that_comes_too_late_takes_the_reader_nowhere(visit_site, sized):
    page = visit_site(sized[1])("map/")
    links = page.locator(f"{MAP} .okr-unfold")
    slow, quick = (links.nth(at).evaluate("each => each.previousElementSibling.dataset.ref") for at in (0, 1))
    held = []
    page.route(
        f"**/objectives/{slow}/",
        lambda route: held.append(route) if route.request.resource_type == "fetch" else route.continue_(),
    )
    links.nth(0).click()
    links.nth(1).click()
    expect(page.locator(".okr-unfolded [role=status]")).to_contain_text("Alignment map of")
    assert parse_qs(urlsplit(page.url).query) == {"below": [quick]}
    page.get_by_role("button", name="The whole map").first.click()
    with page.expect_event("requestfinished", lambda request: f"/{slow}/" in request.url):
        held[0].fulfill(body="<h1>Sign in</h1>", content_type="text/html")
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    assert page.locator("[aria-busy]").count() == 0
    assert urlsplit(page.url).path == "/map/" and urlsplit(page.url).query == ""
