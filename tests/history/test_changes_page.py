"""The page of changes: what git remembers, week by week, in sentences."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from git_repository import BEN, Repo, goal
from stories import read_snapshot

from okrsite.pages.site_pages import build_pages


@pytest.fixture
def repo(tmp_path):
    made = Repo(tmp_path / "repo", {"today": date(2026, 11, 20)})
    made.commit("2026-10-02", "Goals of the quarter", goal(120))
    return made


def page(repo):
    pages = {page.uri: page for page in build_pages(read_snapshot(repo.root / "mkdocs.yml")).pages}
    return pages.get("changes.md")


def words(found):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", str(found.body))).split())


def test_changes_are_told_by_week_the_newest_first(repo):
    repo.commit("2026-11-12", "Two shops <b>closed</b>", goal(120, to=150), author=BEN)
    repo.commit("2026-11-16", "Friday's number", goal(142, to=150, confidence="20%"))
    found = page(repo)
    assert [each.title for each in found.headings] == [
        "Week of 16 November 2026",
        "Week of 9 November 2026",
        "Week of 28 September 2026",
    ]
    text = words(found)
    for sentence in (
        "Customers come back : confidence of “Repeat customers” went from 50% to 20%;",
        "value of “Repeat customers” went from 120 to 142.",
        "target of “Repeat customers” went from 180 to 150, which made it easier to reach.",
        "is new.",
        "Two shops <b>closed</b>",
        BEN,
    ):
        assert sentence in text
    assert "&lt;b&gt;closed" in str(found.body)
    assert "secret@example.org" not in str(found.body)


def test_what_comes_after_today_is_not_told_yet(repo):
    repo.commit("2026-12-01", "Later", goal(150))
    assert "Later" not in words(page(repo))


def test_without_a_past_there_is_no_such_page(project):
    made = project({"company/team.yml": "name: Company\n"})
    assert "changes.md" not in {page.uri for page in build_pages(made.snapshot()).pages}
