"""What if a key result reaches another value: tried on an objective's page, beside the published numbers and never in them."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from axe_findings import findings
from kinds import NARROW, WIDE
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

ROUNDS = "objectives/region-north/2026-Q4/aachen-rounds/"
"""Contributes to two goals, of which one leads on to that of the year."""
BUTTON = "What if…"


def open_controls(page):
    page.get_by_role("button", name=BUTTON).click()
    return page.get_by_role("region", name="What if")


def test_moving_a_key_result_tells_what_becomes_of_all_goals_above(visit):
    page = visit(ROUNDS)
    published = page.locator(".okr-krs").inner_text()
    asked = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    panel = open_controls(page)
    control = page.get_by_role("group", name="What if “Visits a day in Aachen” reaches")
    control.get_by_role("spinbutton").fill("18")
    expect(panel.get_by_role("status")).to_have_text("This objective: 36% → 66%, stays on track. The goals above it:")
    expect(panel).to_contain_text("not the published numbers")
    assert panel.get_by_role("link").all_inner_texts() == [
        "A launch kit that fits any city",
        "Open Aachen, and bring Lille to full rounds",
        "Open three cities without losing quality",
    ]
    assert "What contributes directly: 48% → 62%" in panel.inner_text()
    assert "Means of units: region-north, 2026-Q4 40% → 55%" in panel.inner_text()
    assert "/assets/okr/what-if.js" in asked  # no page loads it before
    assert {path for path in asked if path.startswith("/data/units/")} == {
        f"/data/units/{file}.json"
        for file in ("region-north/2026-Q4", "field-operations/2026-Q4", "company/2026-Q4", "company/2026")
    }
    page.get_by_role("button", name=BUTTON).click()
    expect(panel).to_have_count(0)
    assert page.locator(".okr-krs").inner_text() == published
    assert not urlsplit(page.url).query


def test_it_says_which_word_would_be_said(visit):
    page = visit("objectives/dispatch/2026-Q4/slow-districts/?what-if=wait:9&what-if=same-day:38")
    said = page.get_by_role("region", name="What if").get_by_role("status")
    expect(said).to_have_text("This objective: 44% → 22%, on track → at risk. The goals above it:")


def test_the_address_can_be_sent_and_everything_works_by_keys(visit):
    page = visit(ROUNDS)
    page.get_by_role("button", name=BUTTON).focus()
    page.keyboard.press("Enter")
    page.get_by_role("slider").first.focus()
    page.keyboard.press("End")
    said = page.get_by_role("region", name="What if").get_by_role("status")
    expect(said).to_have_text("This objective: 36% → 66%, stays on track. The goals above it:")
    assert parse_qs(urlsplit(page.url).query) == {"what-if": ["visits:18"]}
    sent = visit(f"{ROUNDS}?{urlsplit(page.url).query}&what-if=nobody:1&what-if=local:<b>")
    panel = sent.get_by_role("region", name="What if")
    expect(panel.get_by_role("status")).to_have_text("This objective: 36% → 66%, stays on track. The goals above it:")
    sent.get_by_role("button", name="Reset").click()
    expect(panel.get_by_role("link")).to_have_count(0)
    assert not urlsplit(sent.url).query


@pytest.mark.parametrize(("viewport", "scheme"), [(WIDE, "light"), (NARROW, "dark")])
def test_it_is_accessible_and_fits(visit, viewport, scheme):
    page = visit(f"{ROUNDS}?what-if=visits:18", viewport=viewport, color_scheme=scheme)
    expect(page.get_by_role("region", name="What if").get_by_role("link").first).to_be_visible()
    assert not findings(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_without_a_script_nothing_is_there(visit):
    page = visit(f"{ROUNDS}?what-if=visits:18", java_script_enabled=False)
    assert "What if" not in page.locator(".okr").inner_text()
