"""The page of gaps: whom to talk to, what comes first, and what belongs to cycles that haven't begun."""

from __future__ import annotations

import re
from datetime import date

import pytest
from planned_pages import PlannedSite

from okrsite.pages.parts.gap_words import GAP_WORDS

TODAY = date(2026, 10, 9)
RESULT = "key_results: [{id: k, title: K, from: 0, to: 10, now: 5}]"
FILES = {
    "company/team.yml": "name: Company\nlead: zoe\n",
    "people.yml": "anna: Anna Berg\nben: Ben <Bold>\nzoe: Zoe\nlea: Lea Lead\n",
    "company/2026-Q4.yml": f"objectives: [{{id: win, title: Win, owner: zoe, {RESULT}}}]\n",
    "company/2027-Q1.yml": f"objectives: [{{id: next, title: Next year, owner: zoe, {RESULT}}}]\n",
    "teams/sales/team.yml": "name: Sales\nlead: lea\n",
    "teams/sales/2026-Q4.yml": f"""
objectives:
  - {{id: calm, title: Calm, owner: anna, status: on track, {RESULT}}}
  - {{id: troubled, title: Troubled, status: off track, {RESULT}}}
  - {{id: sell, title: Sell, owner: anna, contributes_to: [company/win], depends_on: [labs/try], {RESULT}}}
""",
    "teams/labs/team.yml": "name: Labs\n",
    "teams/labs/2026-Q4.yml": f"objectives: [{{id: try, title: Try, owner: ben, supports: [company/win], {RESULT}}}]\n",
    "teams/labs/2027-Q1.yml": f"objectives: [{{id: later, title: Later, owner: ben, {RESULT}}}]\n",
}


@pytest.fixture
def site(project):
    return PlannedSite(project(FILES).snapshot(TODAY))


def read_section(site: PlannedSite, kind: str) -> str:
    """A section of the page, without its links' addresses."""
    body = re.sub(r'href="[^"]*"', "", str(site.make("gaps.md").body))
    return body[body.index(f'id="{kind}"') :].partition("</section>")[0]


def test_what_is_in_trouble_comes_first_and_planned_cycles_last(site):
    section = read_section(site, "unaligned")
    assert [section.index(f">{title}</a>") for title in ("Troubled", "Calm", "Later")] == sorted(
        section.index(f">{title}</a>") for title in ("Troubled", "Calm", "Later")
    )
    assert section.index("In cycles that haven’t begun") > section.index(">Calm</a>")
    assert section.index("In cycles that haven’t begun") < section.index(">Later</a>")


@pytest.mark.parametrize(
    ("kind", "person"),
    [
        pytest.param("unconfirmed", "Ben &lt;Bold&gt;", id="who is asked to confirm"),
        pytest.param("unserved", "Zoe", id="whose goal it is"),
        pytest.param("unaligned", "Lea Lead", id="the lead where nobody owns it"),
    ],
)
def test_each_gap_names_the_person_to_talk_to(site, kind, person):
    assert re.search(rf"Talk to <a *>{person}</a>", read_section(site, kind))


def test_home_counts_the_gaps_of_today_only(site):
    """Both lists that it counts: a goal of next quarter that nobody serves yet is no matter of today."""
    assert "served by nobody" not in str(site.make("index.md").body)
    assert "<b>1</b> dependency not confirmed" in str(site.make("index.md").body)
    assert re.search(r"served by nobody, \d planned", str(site.make("gaps.md").body))


def test_what_to_type_stands_in_a_fold_and_nowhere_else(site):
    """Leaders read what a gap means without the names of fields."""
    body = str(site.make("gaps.md").body)
    assert all("`" not in about for _, _, _, about, _ in GAP_WORDS.values())
    outside = re.sub(r"<details.*?</details>", "", body, flags=re.DOTALL)
    assert "<code>contributes_to</code>" in body and "contributes_to" not in outside
    assert site.find_dead_links("gaps.md") == []
