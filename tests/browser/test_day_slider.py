"""The goals as of one of several days: a slider above the table that has all of them beside each other."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

import pytest
from axe_findings import findings
from conftest import served
from git_repository import Repo, objective
from kinds import NARROW
from playwright.sync_api import expect
from stories import build_site

pytestmark = pytest.mark.browser

DAYS = "changes/days/"
HEADS = "thead th:visible"
ALL = ["Objective", "1 October 2026", "31 October 2026", "Today", "Points"]


@pytest.fixture(scope="module")
def base(chromium, tmp_path_factory):
    """The address of a company of which git remembers something: only such a one has the page."""
    folder = tmp_path_factory.mktemp("days")
    repo = Repo(folder / "repo", {"today": date(2026, 11, 20)})
    for day, to in (("2026-10-02", "180"), ("2026-11-18", "150")):
        repo.commit(day, "Goals", {"company/team.yml": "name: Company\n", "company/2026-Q4.yml": objective(to=to)})
    build_site(repo.root / "mkdocs.yml", folder / "site")
    with served(folder / "site") as address:
        yield address


def test_a_slider_shows_the_goals_as_of_one_day_and_the_address_keeps_it(visit):
    page = visit(DAYS)
    assert page.locator(HEADS).all_inner_texts() == ALL
    page.get_by_role("slider", name="As of").focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    assert page.locator(HEADS).all_inner_texts() == ["Objective", "31 October 2026", "Points since"]
    expect(page.locator(".okr-days [role=status]")).to_contain_text("31 October 2026: 1 ")
    sent = visit(f"{DAYS}?{urlsplit(page.url).query}", viewport=NARROW, color_scheme="dark")
    expect(sent.locator(HEADS)).to_have_count(3)
    assert sent.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    assert not findings(sent)
    sent.get_by_role("button", name="All days").click()
    assert sent.locator(HEADS).all_inner_texts() == ALL
    assert not urlsplit(sent.url).query


def test_a_day_that_is_not_there_shows_all(visit):
    page = visit(f"{DAYS}?day=<b>")
    expect(page.get_by_role("button", name="All days")).to_be_disabled()
    expect(page.locator(".okr-days [role=status]")).to_have_text("")
    assert page.locator(HEADS).all_inner_texts() == ALL


def test_without_a_script_all_days_stand_beside_each_other(visit):
    page = visit(DAYS, java_script_enabled=False)
    assert page.locator(HEADS).all_inner_texts() == ALL
    assert page.locator(".okr-days").count() == 0
