"""The map in the hand: mouse, keys, fingers, filters."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from kinds import KINDS, NARROW, WIDE
from playwright.sync_api import expect
from walking import LINKS, REACHED_BY_KEYS

pytestmark = pytest.mark.browser

MAP = ".okr-map:visible"
"""A map may have a second drawing, for the other kind of screens."""
SMALL = {"width": 760, "height": 640}
"""As narrow as a screen can be that shows the map from top to bottom."""
REFS = "nodes => nodes.map(each => each.dataset.ref)"
OFFERED = {
    "team": "each => each.dataset.ref.split('/')[0]",
    "level": "each => each.getAttribute('class').match(/okr-node--(\\w+)/)[1]",
    "owner": "each => each.dataset.owner",
    "tags": "each => each.dataset.tags",
    "cycle": "each => each.closest('[data-cycle]').dataset.cycle",
}
FOCUSED = "() => document.activeElement.dataset.ref"


def shown(page) -> set[str]:
    return set(page.locator(MAP + " .okr-node:not([display])").evaluate_all(REFS))


def lit(page) -> set[str]:
    return set(page.locator(MAP + " .okr-node.is-lit").evaluate_all(REFS))


def related(page, ref: str) -> set[str]:
    """A card, what it serves and what serves it, up and down along the links."""
    found = {ref}
    for near, far in ((0, 1), (1, 0)):
        reached = {ref}
        while more := {link[far] for link in page.evaluate(LINKS) if link[near] in reached} - reached:
            reached |= more
        found |= reached
    return found & shown(page)


def in_the_middle(page) -> str:
    """A card that both serves another one and is served."""
    links = page.evaluate(LINKS)
    return next(source for source, _ in links if source in {target for _, target in links})


def card(page, ref: str):
    return page.locator(f'{MAP} .okr-node[data-ref="{ref}"]')


def query(page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def width(page) -> float:
    return float(page.locator(MAP + " .okr-map__svg").get_attribute("width"))


def scrolled(page) -> tuple[float, float]:
    return tuple(page.locator(MAP).evaluate("map => [map.scrollLeft, map.scrollTop]"))


@pytest.mark.parametrize("kind", ["home", "map"])
def test_the_pointer_lights_up_what_a_card_serves_and_what_serves_it(visit, kind):
    page = visit(KINDS[kind])
    ref = in_the_middle(page)
    card(page, ref).hover()
    assert lit(page) == related(page, ref)
    assert 2 < len(lit(page)) < len(shown(page))
    dim = page.locator(MAP + " .okr-node:not(.is-lit)").first
    assert float(dim.evaluate("node => getComputedStyle(node).opacity")) < 0.5
    page.mouse.move(1, 1)
    assert lit(page) == set()


def test_a_click_opens_the_objective(visit, base):
    page = visit("map/")
    ref = in_the_middle(page)
    card(page, ref).click()
    page.wait_for_url(f"{base}objectives/{ref}/")


def test_the_map_is_one_tab_stop(visit):
    page = visit("map/")
    page.locator(".okr-tools__zoom button").last.focus()
    page.keyboard.press("Tab")
    first = page.evaluate(FOCUSED)
    assert first
    assert lit(page) == related(page, first)
    page.keyboard.press("Tab")
    assert page.evaluate("() => !document.activeElement.closest('.okr-map')")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(FOCUSED) == first


def test_arrows_walk_along_the_links_and_enter_opens(visit, base):
    page = visit("map/")
    links = page.evaluate(LINKS)
    start = in_the_middle(page)
    card(page, start).focus()
    page.keyboard.press("ArrowUp")
    above = page.evaluate(FOCUSED)
    assert [start, above] in links
    page.keyboard.press("ArrowDown")
    below = page.evaluate(FOCUSED)
    assert [below, above] in links
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base}objectives/{below}/")


def test_arrows_walk_along_a_row(visit):
    page = visit("map/")
    page.locator(MAP + " .okr-node").first.focus()
    page.keyboard.press("Home")
    first = page.evaluate(FOCUSED)
    page.keyboard.press("ArrowRight")
    beside = page.evaluate(FOCUSED)
    here, there = card(page, first).bounding_box(), card(page, beside).bounding_box()
    assert there["x"] > here["x"]
    assert abs(there["y"] - here["y"]) < here["height"] / 2
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(FOCUSED) == first


def test_home_and_end_lead_to_the_ends_and_escape_lets_go(visit):
    page = visit("map/")
    refs = page.locator(MAP + " .okr-node").evaluate_all(REFS)
    card(page, in_the_middle(page)).focus()
    page.keyboard.press("End")
    assert page.evaluate(FOCUSED) == refs[-1]
    expect(card(page, refs[-1])).to_be_in_viewport()
    page.keyboard.press("Home")
    assert page.evaluate(FOCUSED) == refs[0]
    assert lit(page)
    page.keyboard.press("Escape")
    assert lit(page) == set()


def test_every_card_has_a_name_and_can_be_reached_by_keys(visit):
    page = visit("map/")
    names = page.locator(MAP + " .okr-node").evaluate_all("nodes => nodes.map(each => each.getAttribute('aria-label'))")
    assert all(names)
    reached = page.evaluate(REACHED_BY_KEYS)
    assert set(reached) == shown(page)


def test_the_legend_filters_and_the_address_remembers_it(visit):
    page = visit("map/")
    everything = shown(page)
    page.locator(".okr-legend[aria-label=Status] label", has_text="On track").click()
    rest = shown(page)
    assert rest < everything
    assert page.locator(MAP + " .okr-node:not([display]).is-on").count() == 0
    assert "on" not in query(page)["status"][0].split(",")
    expect(page.locator(".okr-tools__count")).to_have_text(f"{len(rest)} of {len(everything)} shown")
    page.reload()
    assert shown(page) == rest
    expect(
        page.locator(".okr-legend[aria-label=Status] label", has_text="On track").locator("input")
    ).not_to_be_checked()
    page.get_by_role("button", name="Show all").click()
    assert shown(page) == everything
    assert query(page) == {}


def test_the_legend_hides_a_kind_of_link(visit):
    page = visit("map/")
    for words in ("depends on", "not confirmed yet"):
        page.locator(".okr-legend[aria-label=Links] label", has_text=words).click()
    assert set(
        page.locator(".okr-edges path:not([display])").evaluate_all(
            "edges => edges.map(each => each.parentElement.className.baseVal)"
        )
    ) == {"okr-edge--direct", "okr-edge--indirect"}
    assert query(page)["kind"] == ["direct,indirect"]


@pytest.mark.parametrize(
    ("label", "name"), [("Team", "team"), ("Owner", "owner"), ("Level", "level"), ("Tag", "tags"), ("Cycle", "cycle")]
)
def test_a_choice_filters_and_its_address_can_be_sent_to_somebody(visit, label, name):
    page = visit("map/")
    everything = shown(page)
    choice = page.get_by_role("combobox", name=label)
    value = choice.locator("option").nth(1).get_attribute("value")
    choice.select_option(value)
    assert query(page) == {name: [value]}
    kept = shown(page)
    assert set() < kept < everything
    assert all(
        value in (each.split("\n") if name == "tags" else [each])
        for each in page.locator(MAP + " .okr-node:not([display])").evaluate_all(f"nodes => nodes.map({OFFERED[name]})")
    )
    other = visit(f"map/?{urlsplit(page.url).query}")
    assert shown(other) == kept
    expect(other.get_by_role("combobox", name=label)).to_have_value(value)


def test_an_address_that_asks_for_what_there_is_not_shows_everything(visit):
    page = visit("map/?team=%3Cscript%3E&owner=nobody")
    assert len(shown(page)) == page.locator(MAP + " .okr-node").count()


def test_escape_takes_the_filter_back_after_the_light(visit):
    page = visit("map/?status=off")
    page.locator(MAP + " .okr-node:not([display])").first.focus()
    page.keyboard.press("Escape")
    assert query(page)
    page.keyboard.press("Escape")
    assert query(page) == {}


def test_filtered_cards_are_no_tab_stop_and_no_step(visit):
    page = visit("map/?status=off")
    stop = page.locator(MAP + " .okr-node[tabindex='0']")
    assert "is-off" in (stop.get_attribute("class") or "")
    stop.focus()
    for key in ("End", "ArrowUp", "ArrowDown", "ArrowLeft", "Home"):
        page.keyboard.press(key)
        assert page.evaluate(FOCUSED) in shown(page)


def test_buttons_zoom(visit):
    page = visit("map/")
    page.get_by_role("button", name="Original size").click()
    original = width(page)
    page.get_by_role("button", name="Larger").click()
    assert width(page) == pytest.approx(original * 1.25)
    page.get_by_role("button", name="Smaller").click()
    page.get_by_role("button", name="Smaller").click()
    assert width(page) == pytest.approx(original / 1.25)
    page.get_by_role("button", name="The whole map").click()
    assert page.locator(MAP).evaluate("map => map.scrollWidth - map.clientWidth") <= 0
    page.get_by_role("button", name="Original size").click()
    assert width(page) == pytest.approx(original)


INSIDE = """node => {
  const card = node.getBoundingClientRect(), map = node.closest(".okr-map").getBoundingClientRect();
  return card.left >= map.left && card.right <= map.right && card.top >= map.top && card.bottom <= map.bottom;
}"""


def test_a_map_that_is_wider_than_its_window_opens_with_all_goals_of_the_company_in_view(visit):
    page = visit("map/", viewport=WIDE)
    goals = page.locator(MAP + " .okr-node--company")
    assert goals.count() > 3
    assert goals.evaluate_all(f"goals => goals.map({INSIDE})") == [True] * goals.count()
    assert width(page) > page.locator(MAP).evaluate("map => map.clientWidth"), "the rest of it has to be scrolled"


def test_where_they_would_be_too_small_it_opens_at_its_first_goal(visit):
    page = visit("map/", viewport=SMALL)
    assert page.locator(MAP + " .okr-node").first.evaluate(INSIDE)
    assert scrolled(page)[0] > 0, "the first goal does not stand in the corner: this map has to be scrolled"
    assert page.evaluate("() => scrollY") == 0


def test_a_filtered_map_shows_the_first_card_that_is_left(visit):
    page = visit("map/", viewport=SMALL)
    last = page.locator(MAP + " .okr-node").last.get_attribute("data-ref").partition("/")[0]
    page.get_by_role("combobox", name="Team").select_option(last)
    assert page.locator(MAP + " .okr-node:not([display])").first.evaluate(INSIDE)
    other = visit(f"map/?team={last}", viewport=SMALL)
    assert other.locator(MAP + " .okr-node:not([display])").first.evaluate(INSIDE)


def test_the_map_takes_the_whole_screen_and_gives_it_back(visit):
    page = visit("map/")
    button = page.get_by_role("button", name="Full screen")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("() => document.fullscreenElement.className") == "okr-mapframe"
    assert page.locator(MAP).evaluate("map => map.clientHeight > 0.6 * innerHeight")
    assert not page.locator(".okr-maplist-box").is_visible()
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("() => document.fullscreenElement") is None


def test_where_there_is_no_full_screen_there_is_no_button(visit, browser, base):
    context = browser.new_context()
    context.add_init_script("Object.defineProperty(Document.prototype, 'fullscreenEnabled', { get: () => false });")
    page = context.new_page()
    page.goto(f"{base}map/")
    expect(page.get_by_role("button", name="Original size")).to_be_visible()
    assert page.get_by_role("button", name="Full screen").count() == 0
    context.close()


def test_the_map_can_be_taken_away(visit):
    page = visit("map/")
    for name, begins in (("SVG", "<svg "), ("DOT", "digraph okr {"), ("JSON", "{")):
        with page.expect_download() as waiting:
            page.locator("a[download]", has_text=name).click()
        assert waiting.value.suggested_filename == f"map.{name.lower()}"
        assert waiting.value.path().read_text(encoding="utf-8").startswith(begins)


def test_keys_zoom(visit):
    page = visit("map/")
    card(page, in_the_middle(page)).focus()
    page.keyboard.press("0")  # it opened smaller, so that all goals of the company were in view
    original = width(page)
    for key, factor in (("+", 1.25), ("-", 1), ("-", 0.8), ("0", 1)):
        page.keyboard.press(key)
        assert width(page) == pytest.approx(original * factor)


def test_the_wheel_zooms_with_ctrl_only_and_keeps_the_point_under_it(visit):
    page = visit("map/")
    original = width(page)
    page.locator(MAP).scroll_into_view_if_needed()
    box = page.locator(MAP).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + 90
    page.mouse.move(x, y)
    page.mouse.wheel(0, 120)
    page.wait_for_function("() => scrollY > 0 || document.querySelector('.okr-map').scrollTop > 0")
    assert width(page) == original
    # How far the picture's left edge is from the pointer, as a share of its width: the same before and after.
    share = "x => { const box = document.querySelector('.okr-map__svg').getBoundingClientRect(); return (x - box.left) / box.width; }"
    before = page.evaluate(share, x)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -120)
    page.keyboard.up("Control")
    page.wait_for_function(
        "wide => Number(document.querySelector('.okr-map__svg').getAttribute('width')) > wide", arg=original
    )
    assert page.evaluate(share, x) == pytest.approx(before, abs=0.005)


def test_dragging_moves_the_map_and_opens_nothing(visit):
    page = visit("map/", viewport=SMALL)
    address = page.url
    ref = in_the_middle(page)
    card(page, ref).scroll_into_view_if_needed()
    before = scrolled(page)
    box = card(page, ref).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + (80 if before[0] > 80 else -80), y, steps=4)
    page.mouse.up()
    assert abs(scrolled(page)[0] - before[0]) == pytest.approx(80, abs=2)
    assert page.url == address


def test_a_finger_opens_a_card(visit, base):
    page = visit("map/", viewport=NARROW, has_touch=True, is_mobile=True)
    ref = in_the_middle(page)
    card(page, ref).tap()
    page.wait_for_url(f"{base}objectives/{ref}/")


def test_a_finger_works_the_controls(visit):
    page = visit("map/", viewport=NARROW, has_touch=True, is_mobile=True)
    everything = shown(page)
    page.locator(".okr-legend[aria-label=Status] label", has_text="On track").tap()
    assert shown(page) < everything
    original = width(page)
    page.get_by_role("button", name="Larger").tap()
    assert width(page) > original
    # Fingers scroll by themselves: nothing takes the gesture away from the browser.
    assert page.locator(MAP).evaluate("map => getComputedStyle(map).touchAction") == "auto"


def test_the_small_maps_open_too(visit, base):
    for address in (KINDS["team"], KINDS["objective"]):
        page = visit(address)
        node = page.locator("a.okr-node").first
        node.focus()
        assert lit(page)
        # A context that is closed while a page goes elsewhere may never answer: the page has to have arrived.
        with page.expect_navigation(wait_until="load"):
            page.keyboard.press("Enter")
        page.wait_for_url(re.compile(re.escape(base) + "objectives/"))
