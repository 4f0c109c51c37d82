"""Review packs: who has one, what stands in it, and in which order it is presented."""

from __future__ import annotations

import re
from datetime import date

import pytest
from planned_pages import PlannedSite
from stories import redact_snapshot

TODAY = date(2026, 11, 20)
FILES = {
    "company/team.yml": "name: Acme\nmission: Mend <everything>.\n",
    "company/2026.yml": "objectives: [{id: year, title: Win the year, key_results: [{title: K, from: 0, to: 10, now: 5}]}]\n",
    "company/2026-Q4.yml": """
objectives:
  - id: win
    title: Win <the> quarter
    owner: Anna
    why: Because.
    initiatives: [{title: Ask ten customers, owner: Ben}]
    key_results:
      - {id: visits, title: Visits, unit: visits, from: 10, to: 60, now: 20, confidence: 40%}
      - {title: Keep calm, keep: <= 5, now: 4}
      - {title: Open, milestones: [{title: Rent, done: true}, {title: Paint}]}
    checkins: [{date: 2026-11-18, by: Anna, note: We are slow.}]
""",
    "company/2026-Q3.yml": """
objectives:
  - id: past
    title: Win the past
    decision: carry on
    retrospective: We learned *much*.
    key_results: [{title: K, from: 0, to: 10, now: 7, grade: 0.7}]
""",
    "teams/sales/team.yml": "name: Sales\n",
    "teams/sales/2026-Q4.yml": """
objectives:
  - id: sell
    title: Sell
    blockers: [No stock]
    needs: A second van
    depends_on: company/2026-Q4/win
    key_results: [{title: Sold, from: 0, to: 100, now: 1}]
    checkins: [{date: 2026-11-19, by: Ben, note: Stuck.}]
""",
    "teams/idle/team.yml": "name: Idle\n",
}
COMPANY, LAST, SALES = "review-packs/2026-Q4.md", "review-packs/2026-Q3.md", "teams/sales/review-pack.md"


def list_packs(site: PlannedSite) -> set[str]:
    return {uri for uri in site.planned if "review-pack" in uri}


def read(site: PlannedSite, uri: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", str(site.make(uri).body)))


@pytest.fixture
def site(project):
    return PlannedSite(project(FILES, review_packs="all").snapshot(TODAY))


@pytest.mark.parametrize(
    ("wanted", "packs"),
    [
        ("company", {COMPANY, LAST, "review-packs/2026.md"}),
        ("all", {COMPANY, LAST, "review-packs/2026.md", SALES}),
        ("none", set()),
    ],
)
def test_the_settings_say_who_has_a_pack_and_pages_lead_to_it(project, wanted, packs):
    """A unit without goals has none. No page leads to a pack that isn't there."""
    site = PlannedSite(project(FILES, review_packs=wanted).snapshot(TODAY))
    assert list_packs(site) == packs
    leading = {
        "index.md": COMPANY,
        "company/index.md": COMPANY,
        "cycles/2026-Q3.md": LAST,
        "teams/sales/index.md": SALES,
    }
    for uri, pack in leading.items():
        presents = '?present">Present</a>' in str(site.make(uri).body)
        assert (pack.replace(".md", "/") in site.list_links(uri), presents) == (pack in packs, pack in packs)


def test_a_pack_tells_each_goal_with_its_results_and_leads_nowhere_in_vain(site):
    body, text = str(site.make(COMPANY).body), read(site, COMPANY)
    for told in (
        "Acme Q4 2026", "as of 20 November 2026", "Win &lt;the&gt; quarter", "Anna", "We are slow.", "Ask ten customers",
        "10 visits 20 visits 60 visits", "keep ≤ 5, now 4", "1 of 2", "40%", "Because.", "Teams by status",
    ):  # fmt: skip
        assert told in text
    # The goals of the year run beside it: its cover, two goals, then what is to be talked about.
    assert re.findall(r'<section class="okr-slide[^"]*" id="(\d+)"', body)[:3] == ["1", "2", "3"]
    assert site.make(COMPANY).title == "Review pack of Acme, Q4 2026"
    assert all(site.find_dead_links(uri) == [] for uri in list_packs(site))


def test_a_closed_cycle_tells_what_came_of_it(site):
    """Grades and decisions, and no day: it is the same on any."""
    text = read(site, LAST)
    assert "Grade" in text and "0.7" in text and "Decision: carry on" in text and "We learned much ." in text
    assert "as of" not in text and "Expected" not in text and "Win the year" not in text


def test_what_is_to_be_talked_about_has_its_reasons(site):
    """In the company's of all units, in a unit's of its own goals; the agenda begins with what stands worst."""
    text = read(site, COMPANY)
    assert re.search(r"Off track 1 goal Sell Sales .* behind the expected .*Asked for: A second van", text)
    assert text.index("Off track 1 goal") < text.index("Blocked 1 goal Sell Sales No stock")
    own = read(site, SALES)
    assert "Off track 1 goal Sell 54 points" in own and "Win the year" not in own
    assert "not confirmed yet" in own


def test_the_public_is_told_no_more_than_on_other_pages(project):
    files = FILES | {"teams/sales/2026-Q4.yml": "objectives: [{id: sell, title: Secret plan, audience: internal}]\n"}
    site = PlannedSite(redact_snapshot(project(files, review_packs="all").snapshot(TODAY)))
    assert list_packs(site) == {COMPANY, LAST, "review-packs/2026.md"}
    assert "Secret" not in read(site, COMPANY)
