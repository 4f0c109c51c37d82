"""Before a cycle begins, its goals can still be written otherwise: whoever reads them is asked whether they are complete."""

from __future__ import annotations

from datetime import date

import pytest

from okrsite.pages.site_pages import build_pages

QUESTION = "if all key results are reached, is the objective reached as well?"
BEFORE, WITHIN = date(2026, 9, 20), date(2026, 10, 1)


def list_asking(made, today):
    made_pages = build_pages(made.snapshot(today))
    return [page.uri for page in made_pages.pages if QUESTION in str(made_pages.read_body(page))]


def test_a_page_and_a_review_pack_ask_it_until_the_cycle_begins(one_key_result):
    made = one_key_result("from: 0\nto: 10", review_packs="all")
    assert list_asking(made, BEFORE) == ["review-packs/2026-Q4.md", "objectives/company/2026-Q4/o.md"]
    assert list_asking(made, WITHIN) == []


def test_where_there_are_no_key_results_something_else_is_said(project):
    made = project(
        {"company/team.yml": "name: Company\n", "company/2026-Q4.yml": "objectives: [{id: o, title: Goal}]\n"}
    )
    assert list_asking(made, BEFORE) == []


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "ist dann auch das Ziel erreicht?"), ("fr", "l’objectif l’est-il aussi"), ("es", "¿se alcanza también")],
)
def test_it_is_asked_in_the_language_of_the_site(one_key_result, language, words):
    made = build_pages(one_key_result("from: 0\nto: 10", language=language).snapshot(BEFORE))
    assert any(words in str(made.read_body(page)) for page in made.pages if page.uri.startswith("objectives/"))
