"""Addresses of files in place of folders: every link of every page, map, search result and data file follows."""

from __future__ import annotations

import json
import re

import pytest
from stories import build_site

from okrsite.pages.page import list_spellings, make_url
from okrsite.settings import ConfigurationError, read_site

FILES = {
    "company/team.yml": "name: Company\n",
    "company/2026-Q4.md": "## All\n\n- Id: all\n- Owner: Ana\n\n- KR: Bread: 0 → 9, now 3\n  - Id: bread\n",
    "company/memo-why.md": "---\ntitle: Why\n---\n\nSee [us](../teams/oven/2026-Q4.md), [here](/map.html), [teams](/teams/).\n",
    "teams/oven/team.yml": "name: Oven\n",
    "teams/oven/2026-Q4.md": "## A goal\n\n- Id: goal\n- Owner: Ana\n- Contributes to: company/all#bread\n\n- KR: Bread: 0 → 9, now 3\n",
    "handbook/how.md": "# How we work\n\nSee [the numbers](/guide/numbers.html), [goals](../teams/oven/2026-Q4.md#goal), [home](/index.html).\n",
    "handbook/index.md": "# Handbook\n\n[How](how.md), [guide](/guide/maps).\n",
}
ADDRESS = re.compile(r'(?:href|src)="([^"#?]*)')


@pytest.fixture(params=["the setting", "the plugin for reading without a server"])
def site(project, request):
    made = project(FILES)
    text = made.config.read_text(encoding="utf-8")
    if request.param == "the setting":
        text += "use_directory_urls: false\n"
    else:
        text = text.replace("plugins:\n- search\n", "plugins:\n- search\n- offline\n")
        assert "- offline" in text
    made.config.write_text(f"{text}site_url: https://goals.example.org/\n", encoding="utf-8")
    build_site(made.config, made.root / "site")
    return made.root / "site"


def test_pages_lie_in_files_of_their_names_and_no_link_leads_to_a_folder(site):
    """That each link leads to something is what the gate has made sure of."""
    for page in ("map.html", "handbook/how.html", "handbook/index.html", "objectives/oven/2026-Q4/goal.html"):
        assert (site / page).is_file(), page
    for page in set(site.rglob("*.html")) - {site / "404.html"}:  # it has addresses from the host's root
        links = {
            link for link in ADDRESS.findall(page.read_text("utf-8")) if not link.startswith(("https:", "mailto:"))
        }
        assert not [link for link in links if link.endswith(("/", ".")) or link.rpartition("/")[2] == ".."], page
    how = (site / "handbook" / "how.html").read_text("utf-8")
    for link in ("../guide/numbers.html", "../teams/oven/index.html#goal", "../index.html"):
        assert f'href="{link}"' in how


def test_search_maps_and_data_follow(site):
    found = [file for name in ("whole_index.json", "search_index.json") if (file := site / "search" / name).is_file()]
    index = json.loads(found[0].read_text("utf-8"))
    locations = {entry["location"].partition("#")[0] for entry in index["docs"]}
    assert "map.html" in locations and not [location for location in locations if location.endswith("/")]
    svg = (site / "map.svg").read_text("utf-8")
    assert "https://goals.example.org/objectives/oven/2026-Q4/goal.html" in svg
    assert "goals.example.org/map.html" in (site / "sitemap.xml").read_text("utf-8")


def test_the_folder_of_a_page_is_no_other_page_with_a_name_that_ends_alike(project):
    made = project(FILES)
    build_site(made.config, made.root / "site")
    assert make_url("teams/reindex.md") == "teams/reindex/"
    assert [list_spellings(address) for address in ("teams/reindex/", "a/index.html", "index.html", "b.html", "")] == [
        ("teams/reindex",), ("a", "a/index.html"), ("", "index.html"), ("b", "b.html"), ("",),
    ]  # fmt: skip


def test_what_is_no_switch_is_refused(project):
    made = project(FILES)
    made.config.write_text(f"{made.config.read_text('utf-8')}use_directory_urls: maybe\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="use_directory_urls"):
        read_site(made.config)
