"""Contributions that don't add up, and those in another unit, are told on the page of gaps, on home and by check."""

from __future__ import annotations

import re

import pytest

from okrsite.pages.site_pages import build_pages

GOAL = """
    objectives:
      - id: grow
        title: Grow
        owner: anna
        key_results: [{id: revenue, title: Revenue, from: EUR 0, to: EUR 100, now: EUR 1}]
"""


def make_team(fields: str, link: str = "company/grow#revenue") -> str:
    return f"""
        objectives:
          - id: sell
            title: Sell
            owner: ben
            key_results: [{{id: k, title: What we sell, {fields}, now: 0, contributes_to: {link}}}]
    """


def read(project, *teams: str, **options: object):
    files = {f"teams/t{number}/2026-Q4.yml": team for number, team in enumerate(teams)}
    snapshot = project({"company/team.yml": "name: Co", "company/2026-Q4.yml": GOAL, **files}, **options).snapshot()
    pages = {
        page.uri: " ".join(re.sub(r"<[^>]+>", " ", str(page.body)).split()) for page in build_pages(snapshot).pages
    }
    return snapshot, pages["gaps.md"], pages["index.md"]


@pytest.mark.parametrize(
    ("targets", "said"),
    [
        ((60,), "What contributes adds up to EUR 60 of EUR 100 planned: short by EUR 40"),
        ((60, 70), "What contributes adds up to EUR 130 for a planned EUR 100: EUR 30 are promised twice"),
        ((60, 40), None),
    ],
)
def test_a_sum_that_does_not_add_up_is_a_gap(project, targets, said):
    snapshot, gaps, home = read(project, *(make_team(f"from: EUR 0, to: EUR {target}") for target in targets))
    assert (said in gaps) if said else ("don’t add up" not in gaps)
    assert ("1 sum that doesn’t add up" in home) == bool(said)
    assert [problem.place.path for problem in snapshot.problems if problem.code == "OKR505"] == (
        ["content/company/2026-Q4.yml"] if said else []
    )


def test_a_contribution_in_another_unit_is_a_gap_at_its_line(project):
    snapshot, gaps, home = read(project, make_team("from: 0 shops, to: 9 shops"))
    assert "contributes to" in gaps and "measured in shops, not in EUR" in gaps
    assert "1 contribution in another unit" in home
    (problem,) = (problem for problem in snapshot.problems if problem.code == "OKR506")
    assert problem.place.path == "content/teams/t0/2026-Q4.yml"
    assert problem.message == ("'What we sell' is measured in shops, and 'Revenue', to which it contributes, in EUR.")


def test_with_a_share_another_unit_is_no_gap(project):
    team = make_team("from: 0 shops, to: 9 shops", "{to: company/grow#revenue, share: 100%}")
    snapshot, gaps, home = read(project, team)
    assert "another unit" not in gaps + home
    assert not {"OKR505", "OKR506"} & {problem.code for problem in snapshot.problems}


def test_what_is_withheld_is_in_no_gap(project):
    """Neither that it doesn't add up, nor in which unit it is measured."""
    team = make_team("from: EUR 0, to: EUR 60").replace("title: What", "audience: internal numbers, title: What")
    _, gaps, home = read(project, team, audience="public")
    assert "add up" not in gaps + home and "another unit" not in gaps + home
