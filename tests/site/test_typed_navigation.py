"""A navigation of one's own: our pages are added, titles are kept, and what somebody left out on purpose stays out."""

from __future__ import annotations

import re

import pytest
from stories import build_site

from okrsite.pages.page import Page
from okrsite.site.mkdocs.navigation import complete_navigation

FILES = {
    "company/team.yml": "name: Company\n",
    "teams/oven/team.yml": "name: Oven\n",
    "teams/oven/2026-Q4.md": "## A goal\n\n- Owner: Ana\n\n- KR: Bread: 0 → 9, now 3\n",
    "handbook/how.md": "# How we work\n\nTogether.\n",
    "handbook/old.md": "# How we worked\n\nAlone.\n",
}


def list_menu(project, nav, **options):
    made = project(FILES, **options)
    text = made.config.read_text(encoding="utf-8").replace("font: false", "font: false\n  features: [navigation.tabs]")
    made.config.write_text(f"{text}nav:\n{nav}", encoding="utf-8")
    build_site(made.config, made.root / "site")
    page = (made.root / "site" / "handbook" / "how" / "index.html").read_text(encoding="utf-8")
    links = re.findall(
        r'<a href="([^"]+)" class="md-nav__link[^"]*".*?<span class="md-ellipsis">(.*?)</span>', page, re.S
    )
    return {href: " ".join(re.sub("<[^>]+>", "", title).split()) for href, title in links}


def test_what_it_does_not_name_is_added_and_its_titles_are_kept(project):
    menu = list_menu(project, "- Ways & means: handbook/how.md\n- The whole: map.md\n- Teams & all: teams/index.md\n")
    assert menu["../../map/"] == "The whole"
    assert menu["../../teams/"] == "Teams &amp; all"
    assert {"../../people/", "../../cycles/", "../../guide/", "../.."} <= menu.keys()
    assert "../old/" not in menu


def test_it_stays_as_typed_where_the_settings_say_so(project):
    menu = list_menu(project, "- handbook/how.md\n- map.md\n", navigation="typed")
    assert menu.keys() <= {"./", "../../map/", "#"}


PAGES = [
    Page("index.md", "Home", "", nav=()),
    Page("teams/index.md", "Teams", "", nav=()),
    Page("guide/index.md", "Guide", "", nav=("Guide",)),
    Page("handbook/a.md", "A", "", nav=("Guide", "Handbook")),
    Page("teams/x.md", "X", ""),
]


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        (["index.md", {"T": "teams/index.md"}, {"G": "guide/index.md"}], ["index.md", {"T": "teams/index.md"}, {"G": "guide/index.md"}]),
        (["handbook/a.md"], ["index.md", "handbook/a.md", "teams/index.md", {"Guide": ["guide/index.md"]}]),
        ([{"Guide": ["handbook/a.md"]}, "https://example.org"],
         ["index.md", {"Guide": ["handbook/a.md", "guide/index.md"]}, "https://example.org", "teams/index.md"]),
        ([{"Guide": "handbook/a.md"}], ["index.md", {"Guide": "handbook/a.md"}, "teams/index.md", {"Guide": ["guide/index.md"]}]),
    ],
)  # fmt: skip
def test_sections_of_one_title_are_one(typed, completed):
    before = repr(typed)
    assert complete_navigation(typed, PAGES, {"handbook/a.md"}) == completed
    assert repr(typed) == before
