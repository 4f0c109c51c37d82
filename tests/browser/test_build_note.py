"""What the script says of the build: the day and the commit at the foot, and how long ago days were."""

from __future__ import annotations

import json
import re
from datetime import date

import msgspec
import pytest
from kinds import KINDS
from msgspec.structs import replace
from playwright.sync_api import expect

from okrsite.pages.build_note import BUILD_URI, create_build_note
from okrsite.pages.site_pages import build_pages

pytestmark = pytest.mark.browser

COMMIT = "0123456789abcdef0123456789abcdef01234567"
FORGE = "https://git.example.org/okrs"


@pytest.fixture(scope="module")
def build(example):
    """What the example says of its build."""
    return json.loads((example / BUILD_URI).read_text("utf-8"))


@pytest.mark.parametrize("kind", ["team", "objective", "guide prose", "handbook"])
def test_the_foot_of_each_page_says_it_as_the_home_page_does(visit, kind):
    home, page = visit(""), visit(KINDS[kind])
    expect(page.locator(".okr-build")).to_have_count(1)
    expect(home.locator(".okr-build")).to_have_count(1)  # where it stands already, nothing is added
    said = home.locator(".okr-build").evaluate("note => note.outerHTML")
    assert page.locator(".okr-build").evaluate("note => note.outerHTML") == said


@pytest.mark.parametrize(
    ("commit", "edit_url"),
    [("", ""), (COMMIT, ""), (COMMIT, FORGE)],
    ids=["no repository", "no forge", "a commit on a forge"],
)
def test_template_and_script_make_the_same_sentence(visit, project, commit, edit_url):
    made = project({"company/team.yml": "name: Company\n"}, edit_url=edit_url)
    snapshot = replace(made.snapshot(date(2026, 11, 20)), commit=commit)
    home = next(page for page in build_pages(snapshot).pages if page.uri == "index.md")
    [sentence] = re.findall(r'<span class="okr-build">.*?</span>', home.body, re.DOTALL)
    assert sentence.count("<a ") == bool(edit_url)
    page = visit("teams/")
    page.route(f"**/{BUILD_URI}", lambda route: route.fulfill(body=msgspec.json.encode(create_build_note(snapshot))))
    page.reload()
    assert page.locator(".okr-build").evaluate("note => note.outerHTML") == sentence


def test_days_are_told_as_ages_and_printed_as_days(visit, build):
    page = visit(KINDS["team"])
    without = visit(KINDS["team"], java_script_enabled=False)
    days = without.locator("time.okr-age").all_text_contents()
    ages = page.locator("time.okr-age")
    expect(page.locator(".okr-build")).to_have_count(1)
    told = ages.all_text_contents()
    assert len(told) == len(days) > 1
    today = date.fromisoformat(build["day"])
    for age, day, words in zip(ages.all(), days, told, strict=True):
        passed = (today - date.fromisoformat(age.get_attribute("datetime"))).days
        expected = {0: "today", 1: "yesterday"}.get(passed, f"{passed} days ago" if passed <= 60 else day)
        assert words == expected
        assert age.get_attribute("title") == (day if words != day else None)
    assert any("days ago" in words for words in told)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert ages.all_text_contents() == days
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert ages.all_text_contents() == told


def test_where_nothing_tells_it_days_stay_days(visit):
    page = visit(KINDS["team"], java_script_enabled=False)
    expect(page.locator(".okr-build")).to_have_count(0)
    assert not [words for words in page.locator("time.okr-age").all_text_contents() if "ago" in words]
