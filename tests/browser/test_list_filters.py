"""Lists of objectives are filtered in the page: with counts, in the address, and as files of what is shown."""

from __future__ import annotations

import csv
import json
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_findings import findings
from kinds import NARROW, WIDE
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LIST = "cycles/2026-Q4/"
ROWS = "[data-list] .okr-rows > li"
SHOWN = f"{ROWS}:visible"


def read_option(page, name: str, number: int) -> tuple[str, int]:
    """The value of a choice, and how many it says there are."""
    words = page.get_by_role("combobox", name=name).locator("option").nth(number).inner_text()
    value, _, count = words.rpartition(" (")
    return value, int(count.rstrip(")"))


def test_each_choice_says_how_many_there_are_and_shows_these(visit):
    page = visit(LIST)
    everything = page.locator(SHOWN).count()
    for name, where in (("Status", "[class^=okr-status--]"), ("Team", ".okr-row__team")):
        value, number = read_option(page, name, 1)
        page.get_by_role("combobox", name=name).select_option(value)
        expect(page.locator(SHOWN)).to_have_count(number)
        assert set(page.locator(f"{SHOWN} {where}").all_inner_texts()) == {value}
        expect(page.locator(".okr-tools__count")).to_have_text(f"{number} of {everything} listed")
        page.get_by_role("button", name="Show all").click()
        expect(page.locator(SHOWN)).to_have_count(everything)


def test_a_heading_above_nothing_goes(visit):
    page = visit(LIST)
    value, _ = read_option(page, "Team", 1)
    page.get_by_role("combobox", name="Team").select_option(value)
    assert page.locator("[data-list] .okr-group:visible").all_inner_texts() == [value]


def test_the_address_remembers_what_is_chosen(visit):
    page = visit(LIST)
    value, number = read_option(page, "Owner", 2)
    page.get_by_role("combobox", name="Owner").select_option(value)
    assert parse_qs(urlsplit(page.url).query) == {"owner": [value]}
    sent = visit(f"{LIST}?{urlsplit(page.url).query}")
    expect(sent.locator(SHOWN)).to_have_count(number)
    expect(sent.get_by_role("combobox", name="Owner")).to_have_value(value)
    unknown = visit(f"{LIST}?owner=nobody&team=<b>")
    assert unknown.locator(SHOWN).count() == unknown.locator(ROWS).count()


def test_what_is_shown_can_be_taken_away(visit):
    page = visit(LIST)
    value, number = read_option(page, "Status", 1)
    page.get_by_role("combobox", name="Status").select_option(value)
    titles = page.locator(f"{SHOWN} .okr-row__t").all_inner_texts()
    for kind in ("CSV", "JSON"):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=kind, exact=True).click()
        assert waiting.value.suggested_filename == f"objectives.{kind.lower()}"
        text = waiting.value.path().read_text(encoding="utf-8")
        rows = list(csv.DictReader(text.splitlines())) if kind == "CSV" else json.loads(text)
        assert [row["title"] for row in rows] == titles
        assert len(rows) == number
        assert {row["status"] for row in rows} == {value}


def test_the_cycles_of_a_tag_are_a_choice(visit):
    page = visit("tags/expansion/")
    names = page.get_by_role("combobox", name="Cycle").locator("option").all_inner_texts()
    assert len(names) > 2
    assert all(name == "all" or name.startswith(("Q", "2026")) for name in names)


def test_without_javascript_the_list_is_whole_and_no_control_is_there(visit):
    page = visit(LIST, java_script_enabled=False)
    assert page.locator(SHOWN).count() == page.locator(ROWS).count() > 20
    assert page.get_by_role("combobox").count() == 0


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_axe_finds_nothing_and_nothing_is_too_wide(visit, viewport):
    page = visit(f"{LIST}?status=On+track", viewport=viewport)
    assert findings(page) == []
    assert page.evaluate("() => document.scrollingElement.scrollWidth") == viewport["width"]
