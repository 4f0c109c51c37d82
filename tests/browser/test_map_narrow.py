"""The map on a phone: the drawing from left to right is the one that is shown, and everything works on it."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_findings import findings
from kinds import KINDS, NARROW, WIDE
from playwright.sync_api import expect
from walking import LINKS, REACHED_BY_KEYS

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
SHOWN = ".okr-map--narrow .okr-node:not([display])"
REFS = "nodes => nodes.map(each => each.dataset.ref)"
FOCUSED = "() => document.activeElement.dataset.ref"
# Whether the whole card is in the window of its map, and that part of the map on the screen.
INSIDE = """node => {
  const card = node.getBoundingClientRect(), map = node.closest(".okr-map").getBoundingClientRect();
  return card.width > 0 && card.left >= map.left && card.right <= map.right
    && card.top >= Math.max(0, map.top) && card.bottom <= Math.min(innerHeight, map.bottom);
}"""


@pytest.mark.parametrize("kind", ["home", "map"])
def test_each_kind_of_screen_shows_its_drawing_and_no_other(visit, kind):
    for viewport, shown, hidden in ((PHONE, "narrow", "wide"), (WIDE, "wide", "narrow")):
        for script in (True, False):
            page = visit(KINDS[kind], viewport=viewport, java_script_enabled=script)
            if kind == "home" and shown == "narrow":
                expect(
                    page.locator(".okr-map--narrow")
                ).to_be_hidden()  # higher than the phone, and not what is read first
                page.get_by_text("Show the map").click()
            expect(page.locator(f".okr-map--{shown}")).to_be_visible()
            expect(page.locator(f".okr-map--{hidden}")).to_be_hidden()


def test_the_map_of_a_unit_that_no_screen_shows_whole_is_one_drawing_for_all_of_them(visit):
    for viewport in (PHONE, WIDE):
        for script in (True, False):
            page = visit(KINDS["company"], viewport=viewport, java_script_enabled=script)
            drawing = page.locator(".okr-map")
            expect(drawing).to_have_count(1)
            expect(drawing).to_be_visible()


def test_ids_are_unique_on_a_page_with_both_drawings(visit):
    page = visit("map/", viewport=PHONE)
    ids = page.locator("[id]").evaluate_all("all => all.map(each => each.id)")
    assert len(ids) == len(set(ids))


def test_cards_have_the_names_that_they_have_on_a_large_screen(visit):
    """They stand in the drawing that isn't shown."""
    told = "nodes => nodes.map(each => [each.getAttribute('href'), each.getAttribute('aria-label')])"
    page = visit("map/", viewport=PHONE)
    names = dict(page.locator(".okr-map--wide .okr-node").evaluate_all(told))
    cards = page.locator(SHOWN)
    assert cards.count() == len(names) > 5
    for card in cards.all():
        expect(card).to_have_accessible_name(names[card.get_attribute("href")])


def test_cards_are_as_large_as_the_drawing_has_room_for(visit):
    """The style sheet says how large they are, and Python where they stand."""
    over = """() => [...document.querySelectorAll(".okr-map:not(.okr-map--mini)")].filter((map) => map.clientWidth).map((map) => {
      const boxes = [...map.querySelectorAll(".okr-node > rect")].map((each) => each.getBoundingClientRect());
      const apart = (a, b) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
      return boxes.filter((box, at) => !box.width || !boxes.slice(at + 1).every((other) => apart(box, other))).length;
    })"""
    for viewport in (PHONE, WIDE):
        assert visit("map/", viewport=viewport).evaluate(over) == [0]


def test_the_map_opens_at_its_first_goal(visit):
    page = visit("map/", viewport=PHONE)
    assert page.locator(SHOWN).first.evaluate(INSIDE)
    assert page.evaluate("() => scrollY") == 0
    assert page.locator(".okr-map--narrow").evaluate("map => [map.scrollLeft, map.scrollTop]") == [0, 0]


def test_goals_and_what_serves_them_are_in_view_at_once(visit):
    page = visit("map/", viewport=PHONE)
    served = page.locator(f"{SHOWN}.okr-node--division").first
    assert served.evaluate(INSIDE)
    box = page.locator(".okr-map--narrow").evaluate("map => [map.scrollHeight - map.clientHeight, map.scrollWidth]")
    assert box[0] <= 1, "the page scrolls it up and down"
    assert box[1] > PHONE["width"], "the map itself from left to right"
    assert page.evaluate("() => document.scrollingElement.scrollWidth") == PHONE["width"]


def test_every_card_can_be_reached_by_keys(visit):
    page = visit("map/", viewport=PHONE)
    assert set(page.evaluate(REACHED_BY_KEYS)) == set(page.locator(SHOWN).evaluate_all(REFS))


def test_the_arrow_to_the_right_leads_along_a_link_and_the_one_to_the_left_back(visit):
    page = visit("map/", viewport=PHONE)
    links = page.evaluate(LINKS)
    goal = page.locator(f"{SHOWN}.okr-node--division").first
    start = goal.get_attribute("data-ref")
    goal.focus()
    page.keyboard.press("ArrowRight")
    below = page.evaluate(FOCUSED)
    assert [below, start] in links
    page.keyboard.press("ArrowLeft")
    assert [below, page.evaluate(FOCUSED)] in links
    goal.focus()
    page.keyboard.press("ArrowDown")
    beneath = page.locator(f'{SHOWN}[data-ref="{page.evaluate(FOCUSED)}"]')
    here, there = goal.bounding_box(), beneath.bounding_box()
    assert there["y"] > here["y"]
    assert abs(there["x"] - here["x"]) < here["width"] / 2


def test_filters_work_on_the_drawing_that_is_shown(visit):
    page = visit("map/", viewport=PHONE)
    everything = page.locator(SHOWN).count()
    page.locator(".okr-legend[aria-label=Status] label", has_text="On track").click()
    left = page.locator(SHOWN)
    assert 0 < left.count() < everything
    assert page.locator(f"{SHOWN}.is-on").count() == 0
    expect(page.locator(".okr-tools__count")).to_have_text(f"{left.count()} of {everything} shown")
    assert left.first.evaluate(INSIDE)


def test_what_a_filter_leaves_is_brought_into_view(visit):
    page = visit("map/", viewport=PHONE)
    last = page.locator(f"{SHOWN}.okr-node--team").last.get_attribute("data-ref").partition("/")[0]
    choices = page.get_by_role("combobox", name="Team")
    expect(choices).to_be_hidden()  # they would push the map out of sight
    page.get_by_role("button", name="Filter", exact=True).click()
    choices.select_option(last)
    assert page.locator(SHOWN).first.evaluate(INSIDE)
    sent = visit(f"map/?{urlsplit(page.url).query}", viewport=PHONE)
    assert parse_qs(urlsplit(sent.url).query) == {"team": [last]}
    assert sent.locator(SHOWN).first.evaluate(INSIDE)


def test_buttons_zoom_the_drawing_that_is_shown(visit):
    page = visit("map/", viewport=PHONE)
    drawing = page.locator(".okr-map--narrow .okr-map__svg")
    before = float(drawing.get_attribute("width"))
    page.get_by_role("button", name="Larger").click()
    assert float(drawing.get_attribute("width")) == pytest.approx(before * 1.25)


def test_a_screen_that_is_turned_shows_the_other_drawing_at_its_first_goal(visit):
    page = visit("map/?status=risk,off", viewport=PHONE)
    left = page.locator(SHOWN).evaluate_all(REFS)
    page.set_viewport_size({"width": 844, "height": 390})
    wide = page.locator(".okr-map--wide .okr-node:not([display])")
    expect(wide.first).to_be_visible()
    assert set(wide.evaluate_all(REFS)) == set(left)
    across = "node => [node, node.closest('.okr-map')].map(each => each.getBoundingClientRect()).map(box => [box.left, box.right])"
    (left_edge, right_edge), (start, end) = wide.first.evaluate(across)
    assert start <= left_edge and right_edge <= end


def test_a_finger_opens_a_card(visit):
    page = visit("map/", viewport=NARROW, has_touch=True, is_mobile=True)
    card = page.locator(SHOWN).first
    ref = card.get_attribute("data-ref")
    card.tap()
    page.wait_for_url(re.compile(f"/objectives/{re.escape(ref)}/$"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit, scheme):
    page = visit("map/", viewport=PHONE, color_scheme=scheme)
    page.locator(SHOWN).first.focus()
    assert findings(page) == []


def test_paper_shows_the_map_from_top_to_bottom(visit):
    page = visit("map/", viewport=PHONE)
    page.emulate_media(media="print")
    assert page.locator(".okr-map--wide").is_visible()
    assert page.locator(".okr-map--narrow").is_hidden()


def test_a_map_that_is_fetched_brings_the_marks_and_arrow_heads_that_the_page_lacks(visit):
    page = visit("", viewport=PHONE)
    page.get_by_text("Show the map").click()
    page.evaluate("() => document.querySelector('.okr-hatch > defs').remove()")
    page.locator(".okr-map--narrow .okr-unfold").last.click()
    expect(page.locator(".okr-unfolded")).to_be_visible()
    wanted, lacking = page.evaluate("""() => {
      const marks = [...document.querySelectorAll(".okr-map use")].map((each) => each.getAttribute("href"));
      const heads = [...document.querySelectorAll(".okr-edges > g")].map((each) => getComputedStyle(each).markerStart);
      const ids = [...marks, ...heads].map((each) => each.replace(/^.*#|["')]+$/gu, ""));
      return [ids.length, ids.filter((id) => !document.getElementById(id))];
    }""")
    assert wanted > 3 and lacking == []


def test_a_card_unfolds_in_place_and_the_way_back_leads_to_it(visit):
    page = visit("", viewport=PHONE)
    page.get_by_text("Show the map").click()
    before = set(page.locator(SHOWN).evaluate_all(REFS))
    link = page.locator(".okr-map--narrow .okr-unfold").last
    ref = link.evaluate("each => each.previousElementSibling.dataset.ref")
    link.click()
    expect(page.locator(".okr-unfolded")).to_be_visible()
    card = page.locator(f'.okr-map:visible .okr-node[data-ref="{ref}"]')
    expect(card).to_have_count(1)
    assert card.evaluate("node => node === document.activeElement")
    assert card.evaluate(INSIDE)
    page.get_by_role("button", name="Back").click()
    assert set(page.locator(SHOWN).evaluate_all(REFS)) == before
    assert page.locator(f'{SHOWN}[data-ref="{ref}"]').evaluate(INSIDE)


def test_the_map_takes_the_whole_screen(visit):
    page = visit("map/", viewport=PHONE)
    page.get_by_role("button", name="Full screen").click()
    expect(page.get_by_role("button", name="Full screen")).to_have_attribute("aria-pressed", "true")
    box = page.locator(".okr-map--narrow").evaluate("map => [map.clientHeight, map.scrollHeight]")
    assert 0.5 * PHONE["height"] < box[0] < box[1], "now it is the map that scrolls"
    assert page.locator(".okr-map--wide").is_hidden()
