"""People's pages: what they carry and how it stands, what is due, and all of it for who has goals of their own, too."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest

from okrsite.pages.site_pages import build_pages

TODAY = date(2026, 11, 20)
SALES = """
objectives:
  - id: grow
    title: Grow
    owner: anna
    checkins: [{date: 2026-11-18, by: anna, note: A, now: {deals: 6}}]
    key_results:
      - {id: deals, title: Deals, from: 0, to: 10, due: 2026-11-10}
      - {id: calls, title: Calls, from: 0, to: 10, now: 10, due: 2026-11-01}
      - {id: soon, title: Soon, from: 0, to: 10, now: 1, due: 2026-12-04, owner: ben}
      - {id: later, title: Later, from: 0, to: 10, now: 1, due: 2026-12-05}
      - id: steps
        title: Steps
        milestones: [{title: First, done: false, due: 2026-11-02}, {title: Second, done: true, due: 2026-10-02}]
  - id: silent
    title: Silent
    owner: anna
    reviewer: ben
    checkins: [{date: 2026-10-02, by: anna, note: A, now: {k: 2}}]
    key_results: [{id: k, title: K, from: 0, to: 10}]
  - id: given-up
    title: Given up
    owner: anna
    status: dropped
    key_results: [{id: k, title: K, from: 0, to: 10, now: 0, due: 2026-10-10}]
"""
OWN = """
objectives:
  - id: habit
    title: A habit
    owner: ben
    checkins: [{date: 2026-11-18, by: ben, note: A, now: {k: 5}}]
    key_results: [{id: k, title: K, from: 0, to: 10}]
"""
FILES = {
    "company/team.yml": "name: Company\n",
    "people.yml": "anna: {name: Anna, team: sales}\nben: {name: Ben, team: sales}\nzoe: Łucja\n",
    "teams/sales/team.yml": "name: Sales\n",
    "teams/sales/2026-Q4.yml": SALES,
    "teams/sales/2026-Q1.yml": SALES,
    "people/ben/2026-Q4.yml": OWN,
}


@pytest.fixture
def pages(project) -> dict[str, str]:
    return {page.uri: str(page.body) for page in build_pages(project(FILES, today=TODAY).snapshot()).pages}


def list_due(html: str) -> list[str]:
    section = html.partition('id="due"')[2].partition("</section>")[0]
    return [
        " ".join(unescape(re.sub(r"<[^>]+>", " ", line)).split())
        for line in re.findall(r"<li>(.*?)</li>", section, re.DOTALL)
    ]


def test_what_is_late_comes_first_then_what_is_due_within_two_weeks(pages):
    due = list_due(pages["people/anna/index.md"])
    assert due[:2] == ["First Grow was due on 2 November 2026", "Deals Grow was due on 10 November 2026"]
    assert len(due) == 3
    assert due[2].startswith("Silent check-in: ")


def test_who_answers_for_a_key_result_is_told_and_not_the_owner_of_the_objective(pages):
    assert list_due(pages["people/ben/index.md"]) == ["Soon Grow due on 4 December 2026"]


def test_somebody_with_goals_of_their_own_keeps_what_they_carry_elsewhere(pages):
    html = pages["people/ben/index.md"]
    assert "A habit" in html
    assert re.search(r"<h2>Reviews</h2>.*?Silent", html, re.DOTALL)
    assert re.search(r"<h2>Answers for key results of others</h2>.*?Soon: Grow", html, re.DOTALL)
    assert "<h2>Owns</h2>" not in html, "the own objective stands above already"


def test_the_list_tells_how_it_stands_and_what_is_late(pages):
    rows = re.findall(r"<li><span>(.*?)</li>", pages["people/index.md"], re.DOTALL)
    texts = [" ".join(unescape(re.sub(r"<[^>]+>", " ", row)).split()) for row in rows]
    assert any(text.startswith("Anna Sales carries 2 objectives") and text.endswith("3 late") for text in texts)
    assert any(text.startswith("Ben") and "late" not in text for text in texts)


def test_names_are_sorted_with_their_letters_folded(project):
    people = "a: Åsa\nb: Ben\nl: Łucja\nm: Max\no: Özgür\nz: Zoe\n"
    snapshot = project({"company/team.yml": "name: Company\n", "people.yml": people}).snapshot()
    assert [person.name for person in snapshot.organisation.people.values()] == [
        "Åsa",
        "Ben",
        "Łucja",
        "Max",
        "Özgür",
        "Zoe",
    ]
