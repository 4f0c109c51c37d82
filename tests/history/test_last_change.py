"""The foot of a page says when what it was made of last changed, as git remembers it on the day of the site."""

from __future__ import annotations

from datetime import date

import pytest
from git_repository import Repo, goal
from stories import read_snapshot

from okrsite.pages.site_pages import build_pages


@pytest.fixture
def repo(tmp_path):
    """A goal of the company that changed twice, and a file of a team and a page that changed once."""
    made = Repo(tmp_path / "repo")
    made.commit("2026-10-02", "Goals", {**goal(120), "handbook.md": "# Handbook\n"})
    made.commit("2026-10-16", "First number", goal(130))
    made.commit("2026-11-16", "Second number", {**goal(142), "handbook.md": "# Handbook\n\nAll of it.\n"})
    return made


def read_foots(repo: Repo, day: date) -> dict[str, str]:
    """Return what each page says of its last change."""
    feet = {}
    for page in build_pages(read_snapshot(repo.root / "mkdocs.yml", day)).pages:
        _, _, rest = str(page.body).partition('Last changed on <time datetime="')
        feet[page.uri] = rest.partition('"')[0]
    return feet


def test_a_page_says_when_what_it_was_made_of_changed(repo):
    feet = read_foots(repo, date(2026, 11, 20))
    objective = next(uri for uri in feet if uri.startswith("objectives/"))
    assert feet[objective] == "2026-11-16"
    assert feet["company/2026-Q4.md"] == "2026-11-16"
    assert feet["handbook.md"] == "2026-11-16"
    assert feet["people/index.md"] == ""


def test_a_site_of_an_earlier_day_says_nothing_of_later_changes(repo):
    feet = read_foots(repo, date(2026, 11, 1))
    objective = next(uri for uri in feet if uri.startswith("objectives/"))
    assert feet[objective] == "2026-10-16"
    assert feet["company/2026-Q4.md"] == ""  # of a file only the last change is known
    assert feet["handbook.md"] == ""
