"""What changed this week, on a phone: the titles of goals are as long as people make them."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import served, visiting
from git_repository import Repo, objective
from kinds import NARROW
from stories import build_site

pytestmark = pytest.mark.browser
_IS_COLON_BEHIND_TITLE = """() => {
  const title = document.querySelector(".okr-news a"), colon = document.createRange();
  colon.setStart(title.nextSibling, 0);
  colon.setEnd(title.nextSibling, 1);
  const lines = title.getClientRects();
  return lines.length > 1 && colon.getBoundingClientRect().top < lines[lines.length - 1].bottom;
}"""
"""Whether the text behind a title of several lines goes on in the last of them."""


def test_a_long_title_of_what_changed_breaks_its_line(tabs, tmp_path):
    repo = Repo(tmp_path / "repo", {"today": date(2026, 11, 20)})
    title = "Open Aachen and bring Lille to full rounds before the year is over"
    files = {"company/team.yml": "name: Company\n"}
    for day, to in (("2026-10-02", "180"), ("2026-11-18", "150")):
        repo.commit(day, "Goals", files | {"company/2026-Q4.yml": objective(title=title, to=to)})
    build_site(repo.root / "mkdocs.yml", tmp_path / "site")
    with served(tmp_path / "site") as base, visiting(tabs, base) as open_page:
        page = open_page("", viewport=NARROW)
        assert page.locator(".okr-news li").count() == 1
        assert page.evaluate("document.scrollingElement.scrollWidth") <= NARROW["width"]
        assert page.evaluate(_IS_COLON_BEHIND_TITLE)
