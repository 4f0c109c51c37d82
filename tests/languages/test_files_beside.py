"""What leaves the site beside its pages speaks the language of the site: feeds, calendars, badges."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree

import icalendar
import pytest
from git_repository import Repo
from project_tree import Project
from pseudo_language import list_english_texts, speak_widely
from week_company import PAST, QUIET, TEAM

from okrsite.feeds.site_files import SiteFileMaker
from okrsite.pages.site_pages import build_pages
from okrsite.reports.digest import write_digest
from okrsite.reports.markdown import format_markdown
from okrsite.reports.week_report import report_week
from okrsite.reports.weeks import Week

OPTIONS = {"language": "de", "feeds": True, "calendars": True, "badges": True}
KPIS = "visits: {name: Визиты, owner: anna, unit: '%', rhythm: weekly, values: {2026-11-09: 7}}\n"


@pytest.fixture
def files(tmp_path, monkeypatch):
    """The files beside the pages of a company whose goals came, moved, were eased, reached and given up."""
    speak_widely(monkeypatch)
    repository = Repo(tmp_path / "repository", OPTIONS)
    first = {
        "company/team.yml": "name: Riverside\n",
        "people.yml": "anna: {name: Anna Berg}\nben: {name: Ben Ito}\n",
        "kpis.yml": KPIS,
        "teams/sales/team.yml": "name: Sales\nlead: ben\n",
        "teams/shops/team.yml": "name: Shops\n",
        "teams/sales/2026-Q4.yml": TEAM.format(target=20, done="no", status="off track"),
        "teams/sales/2026-Q3.yml": PAST,
        "teams/shops/2026-Q4.yml": QUIET,
    }
    repository.commit("2026-10-02", "Цели", first, "Анна")
    changed = TEAM.format(target=10, done="yes", status="off track").replace("owner: ben", "owner: anna")
    repository.commit("2026-11-18", "Проще", {"teams/sales/2026-Q4.yml": changed}, "Анна")
    repository.commit("2026-11-19", "Снова", {"teams/shops/2026-Q4.yml": QUIET + "    status: dropped\n"}, "Анна")
    snapshot = Project(tmp_path / "repository", repository.options).snapshot(date(2026, 11, 20))
    return build_pages(snapshot, prepare_files=SiteFileMaker).read_files()


TYPED = frozenset(
    [
        "Win",
        "the",
        "north",
        "Deals",
        "Calls",
        "Steps",
        "Permit",
        "Van",
        "deals",
        "Riverside",
        "Sales",
        "Shops",
        "Open",
        "in",
        "spring",
        "Rent",
        "anna",
        "ben",
    ]
)
"""Words that git's past and ids have in their own letters."""


def test_feeds_speak_it(files):
    texts = [
        re.sub(r"<[^>]*>", " ", element.text or "")
        for uri, content in files.items()
        if uri.endswith(".atom")
        for element in ElementTree.fromstring(content).iter()
        if element.tag.rpartition("}")[2] in ("title", "summary", "content", "subtitle")
    ]
    assert len(texts) > 20 and list_english_texts(texts, TYPED) == []


def test_calendars_speak_it(files):
    events = [
        event
        for uri, content in files.items()
        if uri.endswith(".ics")
        for event in icalendar.Calendar.from_ical(content).walk("VEVENT")
    ]
    texts = [str(event.get(name, "")) for event in events for name in ("SUMMARY", "DESCRIPTION")]
    assert len(events) > 5 and list_english_texts([re.sub(r"https?://\S+", "", text) for text in texts], TYPED) == []


def test_badges_speak_it(files):
    texts = [
        text
        for uri, content in files.items()
        if uri.endswith(".svg") and 'height="20"' in content[:300]
        for element in ElementTree.fromstring(content).iter()
        for text in (element.text or "", element.get("aria-label", ""))
    ]
    assert len(texts) > 10 and list_english_texts(texts, TYPED) == []


def test_pages_and_digest_say_in_it_which_ambition_became_which(tmp_path):
    goal = "## Расти\n\n- Owner: Anna\n- Ambition: {}\n- KR: Хлеб: 0 → 9, now 3\n"
    repository = Repo(tmp_path / "repository", {"language": "de"})
    repository.commit("2026-10-02", "Цели", {"company/2026-Q4.md": goal.format("committed")})
    repository.commit("2026-11-18", "Update", {"company/2026-Q4.md": goal.format("aspirational")})
    snapshot = Project(tmp_path / "repository", repository.options).snapshot(date(2026, 11, 20))
    made = build_pages(snapshot)
    pages = "".join(str(made.read_body(page)) for page in made.pages if not page.uri.startswith("guide/"))
    digest = format_markdown(write_digest(report_week(snapshot, Week(date(2026, 11, 16)))))
    for text in (pages, digest):
        assert "verbindlich" in text and "ambitioniert" in text
        assert not re.search(r"\b(?:committed|aspirational)\b", re.sub(r"<[^>]*>", " ", text))
