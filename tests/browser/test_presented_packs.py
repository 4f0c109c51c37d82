"""Review packs in a browser: on paper, as slides, and on a wall."""

from __future__ import annotations

import io
import re
import unicodedata
from urllib.parse import urlsplit

import pytest
from axe_findings import findings
from kinds import NARROW, WIDE
from playwright.sync_api import expect
from pypdf import PdfReader

pytestmark = pytest.mark.browser

COMPANY, TEAM, CLOSED = "review-packs/2026-Q4/", "teams/dispatch/review-pack/", "review-packs/2026-Q1/"
SHOWN = ".okr-slide.is-shown"
POINTS = {"A4": (595, 842), "Letter": (612, 792)}
MARGIN = 30
"""Points that stay white at each side."""


def print_sheets(page, paper: str) -> list[str]:
    """The words of each sheet that a browser prints, in the order of the lines."""
    reader = PdfReader(io.BytesIO(page.pdf(format=paper)))
    sheets = []
    for sheet in reader.pages:
        assert tuple(map(round, sheet.mediabox[2:])) == pytest.approx(POINTS[paper], abs=1)
        text, rightmost = read_sheet(sheet)
        # Fonts join letters to one sign.
        sheets.append(re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)))
        assert rightmost < POINTS[paper][0] - MARGIN
    return sheets


def read_sheet(sheet) -> tuple[str, float]:
    """The words of a sheet, and how far right any line of it begins, in points from its left edge."""
    places = [0.0]

    def note(text, matrix, text_matrix, font, size):
        if text.strip():
            places.append(text_matrix[4] * matrix[0] + text_matrix[5] * matrix[2] + matrix[4])

    return sheet.extract_text(visitor_text=note), max(places)


@pytest.mark.parametrize("paper", POINTS)
@pytest.mark.parametrize("address", [COMPANY, TEAM, CLOSED])
def test_a_pack_is_printed_whole(visit, address, paper):
    """Every goal and key result is there, each sheet says whose it is and which of how many, and none is empty."""
    page = visit(address)
    titles = page.locator(".okr-slide h2:not(.okr-sr), .okr-review th[scope=row] > span").all_inner_texts()
    running = page.locator(".okr-pack__running").text_content()
    sheets = print_sheets(page, paper)
    # Lines of a title that is broken stand among those of other cells; all of it is on one sheet, or its row was cut.
    words = [set(sheet.split()) for sheet in sheets]
    assert [title for title in titles if not any(set(title.split()) <= of for of in words)] == []
    for number, sheet in enumerate(sheets, 1):
        assert running in sheet
        assert f"{number} / {len(sheets)}" in sheet
        assert len(sheet) > 150


@pytest.mark.parametrize(("address", "most"), [("", 9), ("teams/dispatch/", 7)])
def test_other_pages_waste_no_sheets(visit, address, most):
    """The home page once took 15 sheets and a team with two goals 9, the first of them nearly empty."""
    sheets = print_sheets(visit(address), "A4")
    assert len(sheets) <= most
    assert len(sheets[0]) > 600


def test_keys_turn_the_slides_and_the_address_keeps_them(visit):
    page = visit(COMPANY)
    expect(page.locator(SHOWN)).to_have_count(0)
    page.get_by_role("button", name="Present").click()
    expect(page.locator(SHOWN)).to_have_attribute("id", "1")
    expect(page.locator(".md-header")).to_be_hidden()
    for key, slide in (("ArrowRight", "2"), ("PageDown", "3"), (" ", "4"), ("ArrowLeft", "3"), ("Home", "1")):
        page.keyboard.press(key)
        expect(page.locator(SHOWN)).to_have_attribute("id", slide)
        assert (urlsplit(page.url).query, urlsplit(page.url).fragment) == ("present", slide)
    title = page.locator("[id='2'] h2")
    page.get_by_role("button", name="Next").click()
    expect(title).to_be_visible()
    # Legible from some metres away: a twentieth of the screen for the goal, a fiftieth for what is told of it.
    assert title.evaluate("each => parseFloat(getComputedStyle(each).fontSize)") >= WIDE["height"] / 20
    row = page.locator("[id='2'] .okr-review tbody th").first
    assert row.evaluate("each => parseFloat(getComputedStyle(each).fontSize)") >= WIDE["height"] / 50
    page.keyboard.press("Escape")
    expect(page.locator(SHOWN)).to_have_count(0)
    expect(page.locator("[id='3']")).to_be_visible()
    expect(page.locator(".md-header")).to_be_visible()
    assert (urlsplit(page.url).query, urlsplit(page.url).fragment) == ("", "2")


def test_a_presentation_opens_at_its_slide_and_asks_for_nothing_before(visit):
    asked = []
    page = visit(TEAM)
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.reload()
    assert not any(path.endswith("present.js") for path in asked)
    sent = visit(f"{TEAM}?present#3")
    expect(sent.locator(SHOWN)).to_have_attribute("id", "3")
    assert sent.evaluate("document.activeElement.id") == "3"  # which a screen reader says


def test_without_a_script_all_of_it_is_one_long_page(visit):
    page = visit(f"{TEAM}?present#3", java_script_enabled=False)
    slides = page.locator(".okr-slide")
    assert slides.count() > 4
    assert all(slide.is_visible() for slide in slides.all())
    expect(page.locator(".okr-present, .okr-pack__tools")).to_have_count(0)


def test_a_wall_turns_by_itself_and_can_be_paused(visit):
    """After the last slide comes the first. It rests while somebody points, and for a button that has the focus."""
    page = visit("about.html", missing=True)
    page.emulate_media(reduced_motion="no-preference")
    page.clock.install()
    page.goto(page.url.replace("about.html", f"{TEAM}?wall=30#2"))
    number = page.locator(".okr-slide").count()
    expect(page.locator(SHOWN)).to_have_attribute("id", "2")
    page.clock.run_for(31_000)
    expect(page.locator(SHOWN)).to_have_attribute("id", "3")
    page.mouse.move(200, 200)
    page.clock.run_for(9_000)
    page.mouse.move(210, 210)
    page.clock.run_for(26_000)  # ten seconds of it are rest
    expect(page.locator(SHOWN)).to_have_attribute("id", "3")
    page.clock.run_for(31_000)
    expect(page.locator(SHOWN)).to_have_attribute("id", "4")
    page.keyboard.press("p")
    expect(page.get_by_role("button", name="Turn by itself")).to_be_visible()
    page.clock.run_for(90_000)
    expect(page.locator(SHOWN)).to_have_attribute("id", "4")
    page.keyboard.press("End")
    page.keyboard.press("p")
    page.clock.run_for(31_000)
    expect(page.locator(SHOWN)).to_have_attribute("id", "1")
    assert number > 4


def test_whoever_wants_less_motion_begins_a_wall_at_rest(visit):
    page = visit(f"{TEAM}?wall")  # tabs of the tests want less
    expect(page.get_by_role("button", name="Turn by itself")).to_be_visible()


def test_a_wall_loads_a_page_that_has_changed(visit):
    """It asks its own site only; while that is the same, or gone, nothing happens."""
    page = visit("about.html", missing=True)
    page.clock.install()
    address = page.url.replace("about.html", f"{TEAM}?wall=3600#2")
    page.goto(address)
    expect(page.locator(SHOWN)).to_have_attribute("id", "2")
    page.evaluate("globalThis.before = true")
    with page.expect_response(lambda answer: "?wall" in answer.url):
        page.clock.run_for(61_000)
    with page.expect_response(lambda answer: "?wall" in answer.url):
        page.clock.run_for(61_000)
    assert page.evaluate("globalThis.before") is True
    page.route(
        "**/*wall*", lambda route: route.fulfill(body=route.fetch().text() + "<!-- new -->", content_type="text/html")
    )
    with page.expect_navigation():
        page.clock.run_for(61_000)
    expect(page.locator(SHOWN)).to_have_attribute("id", "2")
    assert page.evaluate("globalThis.before") is None


@pytest.mark.parametrize(("viewport", "scheme"), [(WIDE, "light"), (NARROW, "dark")])
def test_a_presentation_is_accessible_and_fits(visit, viewport, scheme):
    page = visit(f"{COMPANY}?present#2", viewport=viewport, color_scheme=scheme)
    expect(page.locator(SHOWN)).to_have_attribute("id", "2")
    assert findings(page) == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= viewport["width"]
    assert page.locator(".okr-pack").evaluate("pack => pack.scrollWidth - pack.clientWidth") <= 0
