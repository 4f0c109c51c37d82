"""Pages as a reader meets them: without JavaScript, from one to the next, on paper and in forced colours."""

from __future__ import annotations

import re

import pytest
from kinds import KINDS, NARROW
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LANDSCAPE = {"width": 1047, "height": 718}
"""What is left of an A4 page in CSS pixels, with margins of 10 mm."""


def test_without_javascript_goals_and_key_results_are_on_the_home_page(visit):
    page = visit("", java_script_enabled=False)
    for goal in page.locator(".okr-goal").all():
        expect(goal.locator("h3 a")).to_be_visible()
        expect(goal.locator(".okr-goal__krs li").first).to_be_visible()
    expect(page.locator(".okr-row__krs").first).to_be_visible()


@pytest.mark.parametrize("width", [320, 375, 390])
def test_the_home_page_is_short_on_a_phone_before_anything_is_unfolded(visit, width):
    page = visit("", viewport={"width": width, "height": 812})
    assert page.evaluate("() => document.documentElement.scrollHeight") <= 5_000


def test_what_hangs_below_a_goal_opens_level_by_level_on_the_home_page(visit):
    page = visit("", java_script_enabled=False)
    folds = page.locator(".okr-below")
    closed = folds.evaluate_all("folds => folds.findIndex((each) => !each.open)")
    fold = folds.nth(closed)
    below = fold.locator(".okr-row").first
    expect(below).to_be_hidden()
    summary = fold.locator("summary").first
    number = int(summary.inner_text().split()[0])
    summary.click()
    expect(below).to_be_visible()
    assert fold.locator(".okr-row").count() == number


# The words of a cell that a line's end divides.
BROKEN_WORDS = r"""cells => cells.flatMap((cell) => {
  const text = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), broken = [];
  while (text.nextNode()) for (const word of text.currentNode.data.matchAll(/\S+/g)) {
    const range = document.createRange();
    range.setStart(text.currentNode, word.index);
    range.setEnd(text.currentNode, word.index + word[0].length);
    if (range.getClientRects().length !== 1) broken.push(word[0]);
  }
  return broken;
})"""


def test_names_at_the_beginning_of_rows_are_whole_on_a_phone(visit):
    names = visit("pulse/", viewport={"width": 375, "height": 812}).locator(".okr-tablewrap tbody th[scope=row]")
    assert names.count() > 5
    assert names.evaluate_all(BROKEN_WORDS) == []


@pytest.mark.parametrize("kind", ["home", "team", "objective", "map"])
def test_without_javascript_a_map_is_a_picture_of_links_with_the_same_list_beneath(visit, base, kind):
    page = visit(KINDS[kind], java_script_enabled=False)
    expect(page.locator(".okr-map__svg").first).to_be_visible()
    cards = page.locator("a.okr-node")
    addresses = set(cards.evaluate_all("cards => cards.map(each => new URL(each.getAttribute('href'), location).href)"))
    assert addresses
    listing = page.locator(".okr-maplist-box").first
    listing.locator("summary").click()
    entry = listing.locator("a").first
    expect(entry).to_be_visible()
    assert addresses <= set(listing.locator("a").evaluate_all("links => links.map(each => each.href)"))
    assert page.locator(".okr-tools, .okr-chip input").count() == 0  # nothing that would not work
    cards.first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert re.match(re.escape(base) + r"objectives/|" + re.escape(base) + r"(teams|company).*#", page.url)


@pytest.mark.parametrize("kind", ["team", "objective"])
def test_without_javascript_key_results_are_seen_without_a_click(visit, kind):
    page = visit(KINDS[kind], java_script_enabled=False)
    expect(page.locator(".okr-krs__what > p").first).to_be_visible()
    expect(page.locator(".okr-krs .okr-bar > rect[width]:not([x])").first).to_be_visible()


def test_without_javascript_the_reasons_of_a_number_open(visit):
    page = visit(KINDS["objective"], java_script_enabled=False)
    page.locator("#numbers summary").first.click()
    expect(page.locator("#numbers .okr-why dd").first).to_be_visible()


def test_the_cycle_switch_leads_to_another_cycle_of_the_same_team(visit, base):
    page = visit("teams/dispatch/")
    page.locator(".okr-cycle summary").click()
    page.locator(".okr-cycle__now a", has_text="Q3 2026").click()
    page.wait_for_url(f"{base}teams/dispatch/2026-Q3/")
    expect(page.locator("h1")).to_contain_text("Q3 2026")
    page.get_by_role("link", name=re.compile("^Next cycle")).click()
    page.wait_for_url(re.compile(f"^{base}teams/dispatch/(2026-Q4/)?$"))
    expect(page.locator("h1")).to_contain_text("Q4 2026")


def test_the_breadcrumb_leads_up_to_the_home_page(visit, base):
    page = visit("teams/dispatch/2026-Q3/")
    crumbs = page.get_by_role("navigation", name="You are here")
    expect(crumbs.locator("[aria-current=page]")).to_have_text("Q3 2026")
    crumbs.get_by_role("link", name="Dispatch").click()
    page.wait_for_url(f"{base}teams/dispatch/")
    crumbs.get_by_role("link").first.click()
    page.wait_for_url(base)


def test_dark_and_light_are_switched_and_remembered(visit, base):
    page = visit("", color_scheme="light")
    body = page.locator("body")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.locator("label[for^=__palette]:visible").click()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    assert page.evaluate(paper) != light
    page.goto(f"{base}teams/")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")


def test_an_address_without_a_page_says_so_and_leads_on(visit, base):
    page = visit("teams/nobody/here/", missing=True)
    expect(page.get_by_role("heading", level=1)).to_have_text("This page isn't here.")
    page.locator(".okr").get_by_role("link", name="All teams").click()
    page.wait_for_url(f"{base}teams/")


@pytest.mark.parametrize("address", ["guide/fields/", "guide/settings/"])
def test_names_in_the_guide_are_not_broken_inside_a_word(visit, address):
    for options in ({}, {"viewport": NARROW}):
        names = visit(address, **options).locator(".okr-table--guide th[scope=row] > code")
        assert names.count() > 5
        broken = names.evaluate_all(
            "codes => codes.filter(each => each.getClientRects().length > 1).map(each => each.textContent)"
        )
        assert broken == []


# What a reader of paper or of forced colours would miss: each has to differ from what it lies on.
SEEN = """() => {
  const canvas = getComputedStyle(document.body).backgroundColor;
  const same = (paint) => paint === "none" || paint === "rgba(0, 0, 0, 0)" || paint === canvas;
  const lost = [];
  const look = (selector, paints, part) => {
    const all = [...document.querySelectorAll(selector)];
    if (!all.length) lost.push(selector + " is not there");
    for (const each of all) {
      const style = getComputedStyle(each, part), box = each.getBoundingClientRect();
      const gone = style.display === "none" || style.visibility !== "visible" || !(box.width || box.height);
      if (gone || paints.every((paint) => same(style[paint]))) { lost.push(selector); break; }
    }
  };
  look(".okr-krs .okr-bar > rect[width]:not([x])", ["fill"]);
  look(".okr-krs .okr-bar > rect:not([x], [width])", ["fill", "stroke"]);
  look(".okr-krs .okr-bar > rect[x]:not([width])", ["fill"]);
  look(".okr-krs .okr-sign", ["backgroundColor"], "::before");
  look(".okr-card .okr-status--pill", ["backgroundColor"], "::before");
  look(".okr-card .okr-status--pill", ["color"]);
  look(".okr-node > rect", ["stroke"]);
  look(".okr-node > g > use", ["stroke"]);
  look(".okr-node text", ["fill"]);
  look(".okr-edges path", ["stroke"]);
  look(".okr-links [class^='okr-edgekey--']", ["backgroundColor"]);
  look(".okr-steps .is-reached", ["backgroundColor"], "::before");
  return lost;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_vanishes_in_forced_colours(visit, scheme):
    page = visit(KINDS["team"], forced_colors="active", color_scheme=scheme)
    assert page.evaluate(SEEN) == []
    fill, track, paper = page.evaluate(
        """[["fill", ".okr-bar > rect[width]:not([x])"], ["fill", ".okr-bar > rect:not([x], [width])"], ["backgroundColor", "body"]]
           .map(([what, where]) => getComputedStyle(document.querySelector(where))[what])"""
    )
    assert fill != track
    assert fill != paper


def test_nothing_vanishes_in_print(visit):
    page = visit(KINDS["team"])
    page.emulate_media(media="print")
    assert page.evaluate(SEEN) == []
    assert page.locator(".md-header, .md-tabs, .okr-cycle, .okr-tools").locator("visible=true").count() == 0
    # What is folded on the screen can't be unfolded on paper.
    expect(page.locator(".okr-maplist-box a").first).to_be_visible()


def test_the_map_is_printed_whole_on_one_landscape_page(visit):
    page = visit("map/", viewport=LANDSCAPE)
    page.emulate_media(media="print")
    drawn = page.locator(".okr-map--wide .okr-map__svg").bounding_box()
    assert 0.75 * LANDSCAPE["width"] < drawn["width"] <= LANDSCAPE["width"]
    assert 0 < drawn["height"] <= LANDSCAPE["height"]
    sizes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
    assert all(float(width) > float(height) for width, height in sizes)
    assert len(sizes) > 1, "the list"
    page.evaluate(
        "() => document.querySelectorAll('.okr-map--wide ~ *, .okr-maps ~ *, .okr-mapframe ~ *, .okr-source').forEach(each => each.remove())"
    )
    left = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/MediaBox", left)) == 1, "title and map"


@pytest.mark.parametrize("kind", ["home", "team", "cycle", "roadmap"])
def test_a_sheet_of_paper_has_no_controls_is_full_and_cuts_nothing(visit, kind):
    """A4 upright: what only works on a screen is left out, nothing is wider than the sheet, and folds break over sheets."""
    page = visit(KINDS[kind], viewport={"width": 700, "height": 1000})
    page.emulate_media(media="print")
    controls = ".md-header, .md-tabs, .okr-topline, .okr-tools, .okr-source ul, a.okr-where"
    assert page.locator(controls).locator("visible=true").count() == 0
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 700
    unbroken = "[...document.querySelectorAll('.okr details, .okr-card, .okr-rows > li')]"
    assert page.evaluate(f"{unbroken}.filter(each => getComputedStyle(each).breakInside === 'avoid').length") == 0
