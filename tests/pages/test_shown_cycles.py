"""All of a unit's cycle stands on one page; the page of the cycle that the unit shows leads there, line by line."""

from __future__ import annotations

import re

import pytest

from okrsite.pages.site_pages import build_pages

FILES = {
    "company/team.yml": "name: Company\n",
    "teams/sales/team.yml": "name: Sales\nparent: company\n",
    "teams/sales/2026-Q3.yml": "objectives: [{id: learn, title: Learn, key_results: [{title: Calls, from: 0, to: 9}]}]\n",
    "teams/sales/2026-Q4.yml": """\
objectives:
  - id: sell
    title: Sell more
    aliases: [sell-a-lot]
    why: We can.
    key_results:
      - {title: Shops, from: 0, to: 4, now: 1}
      - {title: Towns, id: towns, from: 0, to: 2, now: 2}
""",
}


@pytest.fixture
def made(project):
    return {page.uri: page for page in build_pages(project(FILES).snapshot()).pages}


def find_anchors(body: str) -> set[str]:
    return set(re.findall(r'id="(sell[^"]*|map)"', body))


def test_each_anchor_of_a_units_cycle_is_on_its_page_before_and_while_it_is_shown(made):
    whole, lines = made["teams/sales/index.md"].body, made["teams/sales/2026-Q4.md"].body
    assert (
        find_anchors(lines)
        == find_anchors(whole)
        == {*("sell", "sell-more", "sell-more-sell", "sell-a-lot", "sell_shops", "sell_towns", "map")}
    )


def test_each_line_leads_to_the_same_on_the_units_page(made):
    body = made["teams/sales/2026-Q4.md"].body
    for anchor, words in (("sell", "Sell more"), ("sell_shops", "Shops"), ("sell_towns", "Towns")):
        assert re.search(rf'<a class="[^"]*" href="../#{anchor}">{words}</a>', body)
    assert '<a href="../">its own page</a>' in body
    assert "We can." not in body and "okr-map__svg" not in body


def test_a_cycle_that_is_not_shown_has_all_of_it_on_its_page(made):
    body = made["teams/sales/2026-Q3.md"].body
    assert 'class="okr-card" id="learn"' in body and "okr-map__svg" in body
    assert "Learn" not in made["teams/sales/index.md"].body


def test_search_and_permalinks_lead_to_where_all_of_it_stands(made):
    entries = {uri: [entry.anchor for entry in page.search] for uri, page in made.items()}
    assert entries["teams/sales/index.md"] == ["", "sell"]
    assert entries["teams/sales/2026-Q4.md"] == [""]
    assert entries["teams/sales/2026-Q3.md"] == ["", "learn"]
    assert 'href="../../../../teams/sales/#sell"' in made["objectives/sales/2026-Q4/sell.md"].body
    assert 'href="../../../../teams/sales/2026-Q3/#learn"' in made["objectives/sales/2026-Q3/learn.md"].body
