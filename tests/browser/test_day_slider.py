"""The goals as of one of several days: a slider above the table that has all of them beside each other."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from axe_findings import findings
from kinds import NARROW
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

DAYS = "changes/days/"
HEADS = "thead th:visible"


def test_a_slider_shows_the_goals_as_of_one_day_and_the_address_keeps_it(visit):
    page = visit(DAYS)
    everything = page.locator(HEADS).all_inner_texts()
    page.get_by_role("slider", name="As of").focus()
    page.keyboard.press("Home")
    assert page.locator(HEADS).all_inner_texts() == [everything[0], everything[1], "Points since"]
    expect(page.locator(".okr-days [role=status]")).to_contain_text(f"{everything[1]}: ")
    sent = visit(f"{DAYS}?{urlsplit(page.url).query}", viewport=NARROW, color_scheme="dark")
    expect(sent.locator(HEADS)).to_have_count(3)
    assert sent.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    assert not findings(sent)
    sent.get_by_role("button", name="All days").click()
    assert sent.locator(HEADS).all_inner_texts() == everything
    assert not urlsplit(sent.url).query


def test_a_day_that_is_not_there_shows_all(visit):
    page = visit(f"{DAYS}?day=<b>")
    expect(page.locator(".okr-days [role=status]")).to_have_text("all days")


def test_without_a_script_all_days_stand_beside_each_other(visit):
    page = visit(DAYS, java_script_enabled=False)
    assert page.locator(HEADS).count() > 3
    assert page.locator(".okr-days").count() == 0
