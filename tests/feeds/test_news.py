"""Atom feeds of what changed, read by a program that others wrote: the same as the page of changes, lasting, harmless."""

from __future__ import annotations

import re
from datetime import date, timedelta
from xml.etree import ElementTree

import feedparser
import pytest
from git_repository import BEN, Repo, goal
from hypothesis import given, settings
from hypothesis import strategies as st
from project_tree import Project
from stories import build_site, read_snapshot

from okrsite.feeds import news
from okrsite.feeds.site_files import SiteFileMaker
from okrsite.feeds.unfit_characters import replace_unfit_characters
from okrsite.pages.site_pages import build_pages
from okrsite.settings import ConfigurationError, read_site

TODAY = date(2026, 11, 20)
ON = {"today": TODAY, "feeds": True}


def make_feeds(snapshot):
    made = build_pages(snapshot, prepare_files=SiteFileMaker)
    return {file.uri: file.content for file in made.files if file.uri.endswith(".atom")}


def read_feed(text):
    read = feedparser.parse(text)
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10"
    return read


@pytest.fixture(scope="module")
def repo(tmp_path_factory):
    made = Repo(tmp_path_factory.mktemp("news") / "repo", ON)
    made.commit("2026-10-02", "Goals of the quarter", goal(120))
    made.commit("2026-11-12", "Two shops <b>closed</b>", goal(120, to=150), author=BEN)
    text = "\n  checkins:\n    - {date: 2026-11-16, by: anna, note: 'Fewer **than** we <hoped>', now: {k: 142}}"
    made.commit("2026-11-16", "Friday's number", goal(142, to=150, more=text.replace("\n", "\n              ")))
    return made


@pytest.fixture(scope="module")
def feeds(repo):
    return make_feeds(read_snapshot(repo.root / "mkdocs.yml"))


def test_company_unit_and_objective_have_a_feed_each(feeds):
    assert feeds.keys() == {"changes.atom", "company/changes.atom", "objectives/company/2026-Q4/o.atom"}
    for uri, text in feeds.items():
        read = read_feed(text)
        assert [link.href for link in read.feed.links if link.rel == "self"] == [f"https://goals.example/{uri}"]
        assert [entry.updated for entry in read.entries] == [
            "2026-11-16T12:00:00+00:00",
            "2026-11-12T12:00:00+00:00",
            "2026-10-02T12:00:00+00:00",
        ]
        assert read.feed.updated == read.entries[0].updated


def test_an_entry_says_what_the_page_of_changes_says_and_who_did_it(feeds):
    checkin, moved, new = read_feed(feeds["changes.atom"]).entries
    assert (
        moved.title
        == "Customers come back: target of “Repeat customers” went from 180 to 150, which made it easier to reach"
    )
    assert "Two shops &lt;b&gt;closed&lt;/b&gt;" in moved.summary
    assert "<b>" not in moved.summary
    assert (moved.author, new.author) == (BEN, "Anna Berg")
    assert "Fewer than we &lt;hoped&gt;" in checkin.summary
    assert "Repeat customers: 142" in checkin.summary
    assert {entry.link for entry in (checkin, moved, new)} == {"https://goals.example/objectives/company/2026-Q4/o/"}
    assert "secret@example.org" not in feeds["changes.atom"]


def test_an_entry_is_the_same_in_all_feeds_and_each_is_another(feeds):
    ids = [[entry.id for entry in read_feed(text).entries] for text in feeds.values()]
    assert ids[0] == ids[1] == ids[2]
    assert len(set(ids[0])) == 3
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", id) for id in ids[0])


def test_ids_stay_when_words_change_and_when_a_commit_is_written_anew(repo, feeds, tmp_path):
    other = Repo(tmp_path / "other", ON)
    reworded = {path: text.replace("Repeat", "Loyal") for path, text in goal(120).items()}
    other.commit("2026-10-02", "The same in other words", reworded, author="Bot")
    ids = {entry.id for entry in read_feed(feeds["changes.atom"]).entries}
    (entry,) = read_feed(make_feeds(read_snapshot(other.root / "mkdocs.yml"))["changes.atom"]).entries
    assert entry.id in ids


def test_a_later_build_of_the_same_content_writes_the_same_bytes(repo, feeds):
    later = make_feeds(read_snapshot(repo.root / "mkdocs.yml", TODAY + timedelta(days=400)))
    assert later == feeds


def test_a_feed_holds_the_newest_only(repo, feeds, monkeypatch):
    monkeypatch.setattr(news, "MOST", 2)
    monkeypatch.setattr(news, "MOST_OF_COMPANY", 1)
    short = make_feeds(read_snapshot(repo.root / "mkdocs.yml"))
    assert [len(read_feed(short[uri]).entries) for uri in sorted(short)] == [1, 2, 2]
    assert read_feed(short["company/changes.atom"]).entries[1].updated.startswith("2026-11-12")


def test_what_is_still_to_come_is_no_news(repo):
    before = make_feeds(read_snapshot(repo.root / "mkdocs.yml", date(2026, 11, 13)))
    assert [entry.updated[:10] for entry in read_feed(before["changes.atom"]).entries] == ["2026-11-12", "2026-10-02"]


def test_a_unit_without_changes_has_an_empty_feed_that_can_be_subscribed_to(project):
    made = project({"company/team.yml": "name: Company\n", "teams/a/team.yml": "name: A & B\n"}, feeds=True)
    read = read_feed(make_feeds(made.snapshot())["teams/a/changes.atom"])
    assert (read.feed.title, read.entries, read.feed.updated) == ("A & B – changes", [], "1970-01-01T12:00:00+00:00")


@settings(max_examples=60)
@given(text=st.text(min_size=1, max_size=60))
def test_whatever_is_typed_is_read_back_as_text(text):
    """Content that the reader refuses never gets this far; what a writer is handed is XML all the same."""
    cleaned = replace_unfit_characters(text)
    written = news.write_feed(
        news.Feed("https://a.example/", "x.atom", "", text, text),
        [news.NewsEntry(TODAY, 0, "a/b/c", "urn:x", "https://a.example/c", text, (text,), text)],
    )
    assert len(read_feed(written).entries) == 1
    # To feedparser a title that looks like markup is markup; XML says that it is a text.
    (title,) = (found.text for found in ElementTree.fromstring(written).iterfind("{*}entry/{*}title"))
    assert (title or "").split() == cleaned.split()


def test_pages_lead_to_their_feeds(repo, tmp_path):
    build_site(repo.root / "mkdocs.yml", tmp_path / "site")
    for path, feed in {
        "changes/index.html": "../changes.atom",
        "company/index.html": "changes.atom",
        "objectives/company/2026-Q4/o/index.html": "../o.atom",
    }.items():
        page = (tmp_path / "site" / path).read_text(encoding="utf-8")
        assert f'<link rel="alternate feed" type="application/atom+xml" href="{feed}">' in page
        assert f'<a href="{feed}">Feed</a>' in page
    assert "atom" not in (tmp_path / "site/pulse/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("address", ["", "site_url:\n"])
def test_feeds_without_the_address_of_the_site_are_refused(tmp_path, address):
    config = tmp_path / "mkdocs.yml"
    config.write_text(f"site_name: Goals\n{address}plugins:\n  - search\n  - okrsite:\n      feeds: true\n")
    (tmp_path / "docs").mkdir()
    with pytest.raises(ConfigurationError) as refused:
        read_site(config)
    line = config.read_text().splitlines().index("      feeds: true") + 1
    assert f"mkdocs.yml:{line}: The setting 'feeds' needs" in str(refused.value)
    assert "site_url: https://" in refused.value.hint


def test_without_the_setting_there_are_no_feeds(project: Project):
    assert make_feeds(project(goal(120)).snapshot()) == {}
