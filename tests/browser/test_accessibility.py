"""axe, with the rules of WCAG 2.2 AA, on every kind of page: light and dark, narrow and wide.

Each kind is opened once, and all that is asked of it is asked there. Its script comes late, as on a slow network, so
that what it moves is seen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from axe_findings import colour_findings, findings
from conftest import Tabs, listening, served
from kinds import ELSEWHERE, KINDS, NARROW, WIDE
from late_script import open_with_late_script
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

SIZES = {"narrow": NARROW, "wide": WIDE}
SCHEMES = {"light": "default", "dark": "slate"}


@dataclass(frozen=True)
class Opened:
    """A page of a kind, as a phone loaded it."""

    page: Page
    address: str
    """Where it is."""
    moved: list[str]
    """What of it moved when the script came."""


@pytest.fixture(scope="module")
def bases(base: str, many_teams: Path, linked: Path) -> Iterator[dict[str, str]]:
    """The addresses of all sites, by the company."""
    with served(many_teams) as wide, served(linked) as other:
        yield {"the example": base, "many teams": wide, "linked": other}


@pytest.fixture(scope="module", params=[*KINDS, *ELSEWHERE])
def loaded(request, tabs: Tabs, bases: dict[str, str]) -> Iterator[Opened]:
    """A page of each kind, as a phone loads it."""
    site, address = ELSEWHERE.get(request.param) or ("the example", KINDS[request.param])
    with listening(tabs, bases[site]) as lend:
        page = lend(address, viewport=NARROW)
        yield Opened(page, bases[site] + address, open_with_late_script(page, bases[site] + address))


@pytest.fixture(scope="module")
def opened(loaded: Opened) -> Page:
    return loaded.page


@pytest.fixture(scope="module")
def seen_colours() -> dict[str, set[int]]:
    """The colours that were looked at on other kinds of pages or at another size, by scheme."""
    return defaultdict(set)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing(opened, seen_colours, scheme, size):
    opened.set_viewport_size(SIZES[size])
    body = opened.locator("body")
    if body.get_attribute("data-md-color-scheme") != SCHEMES[scheme]:
        opened.locator(f"[name=__palette][data-md-color-scheme={SCHEMES[scheme]}]").evaluate("each => each.click()")
    expect(body).to_have_attribute("data-md-color-scheme", SCHEMES[scheme])
    # Nothing but colours differs between the schemes.
    look = findings if scheme == "light" else colour_findings
    assert look(opened, seen_colours[scheme]) == []


def test_nothing_moves_when_the_script_comes(loaded):
    """Whoever reads already, or is about to press something, keeps it where it was: on a phone and on a wide screen."""
    assert loaded.moved == []
    loaded.page.set_viewport_size(WIDE)
    assert open_with_late_script(loaded.page, loaded.address) == []


def test_what_moves_would_be_seen(page, base):
    page.set_viewport_size(NARROW)
    pushing = "document.querySelector('h1').before(document.createElement('button')); void"
    page.route("**/assets/okr/okr.js", lambda route: route.fulfill(body=pushing + " 0", content_type="text/javascript"))
    assert open_with_late_script(page, f"{base}tags/", waits_for_note=False) != []


def test_no_page_scrolls_sideways_on_a_narrow_screen(opened):
    opened.set_viewport_size(NARROW)
    assert opened.evaluate("document.scrollingElement.scrollWidth") <= NARROW["width"]


def test_every_kind_of_page_is_quiet_asks_nobody_else_and_has_its_headings_in_order(opened):
    expect(opened.locator(".okr h1").first).to_be_visible()  # the fixture listens
    assert opened.locator("[style]:is(.okr, .okr *)").count() == 0
    headings = opened.locator(".md-content").locator("h1, h2, h3, h4, h5, h6")
    levels = headings.evaluate_all("headings => headings.map(each => Number(each.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_something_is_open(visit, scheme):
    page = visit("map/?status=off", color_scheme=scheme)
    page.locator(".okr-maplist-box > summary").click()
    page.locator("a.okr-node:not([display])").first.focus()
    assert findings(page) == []
    page = visit(KINDS["team"], color_scheme=scheme)
    page.locator(".okr-cycle summary").click()
    page.locator(".okr-maplist-box > summary").first.click()
    assert findings(page) == []


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_in_the_search(visit, size):
    page = visit("guide/", viewport=SIZES[size])  # a small page: what is new on it are the results
    if size == "narrow":
        page.locator("label.md-header__button[for=__search]").click()
    page.locator(".md-search__input").click()
    page.keyboard.type("districts")
    page.locator(".md-search-result__item").first.wait_for()
    assert findings(page) == []


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("document.querySelector('.okr').append(document.createElement('button'))", "button-name"),
        ("document.querySelector('.okr li a, .okr p').style.color = '#aab'", "color-contrast"),
    ],
    ids=["a name", "a colour"],
)
def test_axe_would_find_a_fault(visit, change, rule):
    page = visit("guide/")
    seen: set[int] = set()
    assert findings(page, seen) == []
    page.evaluate(change)
    assert [each.split(":")[0] for each in findings(page, seen)] == [rule]


def test_a_map_scrolls_in_its_own_box_on_a_narrow_screen(visit):
    page = visit("map/", viewport=NARROW)
    assert page.evaluate("(box => box.scrollWidth > box.clientWidth)(document.querySelector('.okr-map--narrow'))")
