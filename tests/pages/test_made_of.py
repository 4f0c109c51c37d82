"""Pages say what an objective's number is made of, and call no number a part of another one where it isn't."""

from __future__ import annotations

import re

import pytest

from okrsite.pages.site_pages import build_pages

FILES = {
    "company/2026-Q4.yml": """
        objectives:
          - id: goal
            title: The goal
            owner: anna
            {line}
            key_results:
              - {{id: k, title: K, from: 0, to: 100, now: 10}}
              - {{id: found, title: What nobody counts, find_out: true, now: 3}}
    """,
    "teams/a/2026-Q4.yml": """
        objectives:
          - id: one
            title: What one team does
            owner: ben
            weight: 2
            contributes_to: company/goal
            key_results: [{id: k, title: K, from: 0, to: 100, now: 40}]
    """,
}
PAGE = "objectives/company/2026-Q4/goal.md"


@pytest.mark.parametrize(
    ("line", "made_of", "effect"),
    [
        ("status:", None, "its number is made of its own key results"),
        ("progress_from: aligned", "made of 1 objective that contributes", "their numbers are part of this one"),
        (
            "progress_from: both",
            "made of 1 key result and 1 objective that contributes",
            "their numbers are part of this one",
        ),
    ],
)
def test_the_page_of_an_objective_says_it(project, line, made_of, effect):
    files = {**FILES, "company/2026-Q4.yml": FILES["company/2026-Q4.yml"].format(line=line)}
    (html,) = (str(page.body) for page in build_pages(project(files).snapshot()).pages if page.uri == PAGE)
    words = " ".join(re.sub(r"<[^>]+>", "", html).split())
    assert (made_of in words) if made_of else ("made of 1" not in words)
    assert f"1 contributes: {effect}" in words
    assert "weight 2" in words or not made_of
