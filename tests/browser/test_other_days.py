"""A page as of an earlier day: a slider exchanges what the page says of how things stand, and puts it back."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

import pytest
from axe_findings import findings
from conftest import served
from git_repository import Repo
from kinds import NARROW
from playwright.sync_api import expect
from stories import build_site

pytestmark = pytest.mark.browser

WORK = "objectives/work/2026-Q4/visits/"
OCTOBER = "?as-of=2026-10-18"
TEXT = "document.querySelector('.okr').innerText"


def write_goal(key, title, now, said, fields=""):
    checkins = ", ".join(f"{{date: {day}, now: {{k: {value}}}}}" for day, value in said)
    return (
        f"objectives:\n  - id: {key}\n    title: {title}\n    owner: kim\n{fields}    key_results:\n"
        f"      - {{id: k, title: Visits, from: 0, to: 100, now: {now}, unit: visits}}\n    checkins: [{checkins}]\n"
    )


@pytest.fixture(scope="module")
def base(chromium, tmp_path_factory):
    """The address of a company with a unit, whose goals were reported in October and in November."""
    folder = tmp_path_factory.mktemp("days")
    repo = Repo(folder / "repo", {"today": date(2026, 11, 20)})
    said = [("2026-10-10", 7), ("2026-11-15", 60)]
    files = {
        "people.yml": "kim: {name: Kim}\n",
        "company/team.yml": "name: Company\nmission: Things that last.\n",
        "company/2026-Q4.yml": write_goal("last", "Make things last", 60, said),
        "teams/work/team.yml": "name: Workshop\n",
        "teams/work/2026-Q4.yml": write_goal("visits", "More visits", 60, said, "    contributes_to: company/last\n"),
    }
    repo.commit("2026-09-25", "Goals", files)
    build_site(repo.root / "mkdocs.yml", folder / "site")
    with served(folder / "site") as address:
        yield address


def test_a_page_is_that_of_an_earlier_day_and_comes_back_as_it_was(visit):
    asked = []
    page = visit("")
    assert not page.evaluate(
        "performance.getEntriesByType('resource').filter(({ name }) => name.includes('days')).length"
    )
    published = page.evaluate(TEXT)
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.get_by_role("link", name="Other days").press("Enter")
    slider = page.get_by_role("slider", name="As of")
    for _ in range(4):
        slider.press("ArrowLeft")
    expect(page.get_by_role("region", name="As of another day").get_by_role("status")).to_have_text("18 October 2026")
    goal = page.locator(".okr-goal")
    expect(goal).to_contain_text("7%")
    expect(goal).to_contain_text("0 → 100 visits, now 7 visits")
    expect(goal.locator(".okr-goal__head")).to_contain_text("At risk")
    expect(page.locator(".okr-teams > li", has_text="Workshop").locator("b")).to_have_text("7%")
    expect(page.locator("a.okr-node", has_text="More visits").first).to_contain_text("7%")
    expect(page.locator(".okr-time")).to_be_hidden()
    assert "60%" not in page.evaluate(TEXT)
    assert urlsplit(page.url).query == OCTOBER[1:]
    assert [path for path in asked if "days" in path] == ["/assets/okr/other-days.js", "/changes/days.json"]
    page.get_by_role("button", name="Today").click()
    page.get_by_role("region", name="As of another day").evaluate("bar => bar.remove()")
    assert page.evaluate(TEXT).split() == published.replace("Other days", "").split()
    assert not urlsplit(page.url).query


@pytest.mark.parametrize("address", ["", "teams/work/", WORK, "cycles/2026-Q4/"])
def test_no_kind_of_page_says_a_number_of_today(visit, address):
    page = visit(f"{address}{OCTOBER}", viewport=NARROW, color_scheme="dark")
    expect(page.get_by_role("slider", name="As of")).to_be_visible()
    shown = page.evaluate(TEXT)
    assert "7%" in shown
    assert "60" not in shown.replace("Q4 2026", "")
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    assert not findings(page)


def test_links_keep_the_day(visit):
    page = visit(f"teams/work/{OCTOBER}")
    expect(page.get_by_role("slider", name="As of")).to_be_visible()
    page.locator(".okr-card__head a").click()
    page.wait_for_url(lambda url: url.endswith(f"{WORK}{OCTOBER}"))
    expect(page.locator(".okr-unitbar")).to_contain_text("7%")
    expect(page.locator(".okr-feed > li", has_text="15 November")).to_be_hidden()


def test_an_unknown_day_and_one_without_a_script_harm_nothing(visit):
    page = visit(f"{WORK}?as-of=<b>")
    expect(page.get_by_role("slider", name="As of")).to_be_visible()
    page = visit(f"{WORK}{OCTOBER}", java_script_enabled=False)
    assert "60%" in page.locator(".okr").inner_text()
    page.get_by_role("link", name="Other days").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Compared days")
