"""axe, with the rules of WCAG 2.2 AA, on every kind of page: light and dark, narrow and wide."""

from __future__ import annotations

import pytest
from axe_findings import findings
from kinds import KINDS, NARROW, WIDE

pytestmark = pytest.mark.browser

SIZES = {"narrow": NARROW, "wide": WIDE}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(visit, kind, scheme, size):
    page = visit(KINDS[kind], color_scheme=scheme, viewport=SIZES[size])
    expected = {"light": "default", "dark": "slate"}[scheme]
    assert page.locator("body").get_attribute("data-md-color-scheme") == expected
    assert findings(page) == []


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
    page = visit("", viewport=SIZES[size])
    if size == "narrow":
        page.locator("label.md-header__button[for=__search]").click()
    page.locator(".md-search__input").click()
    page.keyboard.type("districts")
    page.locator(".md-search-result__item").first.wait_for()
    assert findings(page) == []


def test_axe_would_find_a_fault(visit):
    page = visit("guide/")
    page.evaluate("document.querySelector('.okr').append(document.createElement('button'))")
    assert [each.split(":")[0] for each in findings(page)] == ["button-name"]


@pytest.mark.parametrize("address", KINDS.values(), ids=KINDS)
def test_no_page_scrolls_sideways_on_a_narrow_screen(visit, address):
    page = visit(address, viewport=NARROW)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= NARROW["width"]


def test_a_map_scrolls_in_its_own_box_on_a_narrow_screen(visit):
    page = visit("map/", viewport=NARROW)
    assert page.evaluate("(box => box.scrollWidth > box.clientWidth)(document.querySelector('.okr-map--narrow'))")
