"""Remarks that tell of two units, where one of them is a draft: what is public names no draft, not even in a preview."""

from __future__ import annotations

import pytest

FILES = {
    "people.yml": """
        anna: {name: Anna, team: sales}
        ben: {name: Ben, team: secret}
    """,
    "teams/sales/team.yml": "name: Sales",
    "teams/secret/team.yml": """
        name: Department of Surprises
        visibility: draft
    """,
    "company/2026-Q4.yml": """
        objectives:
          - {id: love, title: Bakers love our ovens, owner: anna}
          - {id: hush, title: Cakes come from us, owner: anna, visibility: draft}
    """,
    "teams/sales/2026-Q4.yml": """
        objectives:
          - id: cakes
            title: Cakes come from us
            owner: anna
            supports: company/hush
            key_results:
              - {title: Cakes, from: 0, to: 10, owner: ben}
          - id: ovens
            title: Bakers love our ovens
            owner: anna
            visibility: draft
            supports: company/love
            key_results:
              - {title: Ovens, from: 0, to: 10, owner: ben}
    """,
}
RULES = {"OKR607": "info", "OKR610": "info"}


@pytest.mark.parametrize("preview", [False, True])
def test_a_remark_about_a_draft_stands_in_drafts_only(project, preview):
    """The copy of a draft's title and the unit that is a draft are told to the author of a draft alone."""
    snapshot = project(FILES, rules=RULES).snapshot(preview=preview)
    said = [(problem.place.line, problem.code) for problem in snapshot.problems if problem.code in RULES]
    assert said == [(9, "OKR607"), (14, "OKR610")]
    assert preview or not [problem for problem in snapshot.public_problems if problem.code in RULES]
