"""What becomes of an objective behind its cycle is told wherever its retrospective is, to the public too."""

from __future__ import annotations

from datetime import date

import pytest

from okrsite.pages.site_pages import build_pages

GOAL = """\
objectives:
  - id: grow
    title: Grow
    owner: anna
    audience: internal notes
    decision: carry on
    retrospective: Kept back.
    key_results: [{id: k, title: K, from: 0, to: 9, now: 4}]
"""


@pytest.fixture
def company(project):
    return project({"company/team.yml": "name: Company\n", "company/2026-Q4.yml": GOAL})


@pytest.mark.parametrize("uri", ["company/index.md", "objectives/company/2026-Q4/grow.md"])
@pytest.mark.parametrize("audience", ["internal", "public"])
def test_both_pages_tell_the_decision(company, uri, audience):
    company.options["audience"] = audience
    snapshot = company.snapshot(date(2026, 11, 20))
    body = next(str(page.body) for page in build_pages(snapshot).pages if page.uri == uri)
    assert "Decision: <b>carry on</b>" in body
    assert ("Kept back." in body) == (audience == "internal")


def test_a_decision_changes_no_number(company):
    before = company.key_result("company/2026-Q4/grow#k")
    company.write({"company/2026-Q4.yml": GOAL.replace("carry on", "drop")})
    assert company.key_result("company/2026-Q4/grow#k") == before
