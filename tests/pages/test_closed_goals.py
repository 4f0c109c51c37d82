"""Behind its cycle every page tells of an objective what came of it, and nothing is expected of it any more."""

from __future__ import annotations

from datetime import date

import pytest

from okrsite.feeds.explain.accounts import explain_subject
from okrsite.pages.site_pages import build_pages

GRADING, CLOSED = date(2027, 1, 5), date(2027, 3, 1)
COMPANY = """\
objectives:
  - id: grow
    title: Grow
    owner: anna
    status: on track
    key_results:
      - {id: kept, title: Customers come back, kpi: back, from: 0%, to: 100%, grade: 0.5}
  - id: hire
    title: Hire
    owner: anna
    key_results: [{id: people, title: People, from: 0, to: 10, now: 1, confidence: 10%}]
"""
FILES = {
    "company/team.yml": "name: Company\n",
    "company/2026-Q4.yml": COMPANY,
    "people.yml": "anna:\n  name: Anna Berg\n",
    "kpis.yml": 'back:\n  name: Customers who come back\n  unit: "%"\n  values: {2026-11-30: 20}\n',
}
PAGES = (
    "objectives/company/2026-Q4/grow.md",
    "objectives/company/2026-Q4/hire.md",
    "company/index.md",
    "cycles/2026-Q4.md",
    "people/anna/index.md",
    "kpis.md",
    "map/2026-Q4.md",
)


def make_bodies(company, today):
    return {page.uri: str(page.body) for page in build_pages(company.snapshot(today)).pages}


@pytest.mark.parametrize("uri", PAGES)
@pytest.mark.parametrize("today", [GRADING, CLOSED])
def test_no_page_compares_with_what_was_expected(project, uri, today):
    """A fifth and a tenth were reached of two goals, one graded with 0.5: neither is off track any more."""
    body = make_bodies(project(FILES), today)[uri]
    for words in ("off track", "Off track", "behind the expected", "expected by today", "The numbers say"):
        assert words not in body
    assert "Reached in part" in body or "Missed" in body


def test_what_is_only_proposed_is_said_to_be(project):
    """Nobody graded the second goal: while the cycle is graded its outcome is a proposal, later a fact without a grade."""
    company = project(FILES)
    proposed, closed = (make_bodies(company, day)["cycles/2026-Q4.md"] for day in (GRADING, CLOSED))
    assert "Missed <i>(proposed)</i>" in proposed and "Reached in part</span>" in proposed
    assert "Missed <i>(not graded)</i>" in closed and "Reached in part</span>" in closed


def test_the_map_tells_it_in_short_and_its_legend_counts_it(project):
    """A card has room for a word or two; a question mark is a proposal."""
    body = make_bodies(project(FILES), GRADING)["map/2026-Q4.md"]
    assert ">In part<" in body and ">Missed?<" in body
    assert "<span>Missed (?: proposed)</span><b>1</b>" in body


def test_what_needs_attention_of_the_last_cycle_is_its_grades(project):
    """The quarter that has ended is the newest there is: its lists name what is not graded, and nothing as late."""
    body = make_bodies(project(FILES), GRADING)["cycles/2026-Q4.md"]
    assert 'id="ungraded"' in body and 'id="off-track"' not in body and 'id="at-risk"' not in body


def test_a_list_in_an_ordinary_page_is_chosen_by_outcome(project):
    """`status=missed` chooses what was missed; what is told as missed is not off track there either."""
    page = '# Home\n\n<!-- okr: status status=missed -->\n\n<!-- okr: status status="off track" -->\n'
    body = make_bodies(project({**FILES, "handbook/review.md": page}), CLOSED)["handbook/review.md"]
    assert body.count('class="okr-row__t"') == 1


def test_explain_tells_the_outcome_in_the_place_of_the_status(project):
    snapshot = project(FILES).snapshot(CLOSED)
    for subject in (
        objective := snapshot.organisation.objectives["company/2026-Q4/hire"],
        (objective, objective.key_results[0]),
    ):
        told = {number.name: number for number in explain_subject(snapshot, subject).numbers}
        assert told["outcome"].value == "missed"
        assert not {"status", "expected"} & told.keys()
