"""The example company, built by the real host and walked from page to page."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from data_files import read_site_data
from shared_folders import SAID, share_example
from stories import read_example, read_snapshot
from walk import BuiltSite

from okrsite.pages import addresses
from okrsite.pages.formatting import format_long_day
from okrsite.pages.page import make_url

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return BuiltSite(share_example(tmp_path_factory))


@pytest.fixture(scope="module")
def snapshot():
    return read_example()


def test_the_example_has_no_errors_and_no_warnings(site):
    said = json.loads((site.root.parent / SAID).read_text("utf-8"))
    assert said
    assert [text for severity, text in said if severity in ("error", "warning")] == []


def test_every_internal_link_and_anchor_resolves(site):
    assert site.broken() == []


def test_no_id_stands_twice_on_a_page(site):
    twice = {page.path: [id_ for id_, times in Counter(page.ids).items() if times > 1] for page in site.pages.values()}
    assert {path: ids for path, ids in twice.items() if ids} == {}


def test_nothing_is_fetched_from_anywhere_else(site):
    loaded = {link for page in site.pages.values() for link in page.loaded}
    assert loaded
    assert [link for link in loaded if "//" in link] == []


def test_every_objective_is_on_its_units_page_with_its_key_results(site, snapshot):
    for each in snapshot.organisation.objectives.values():
        unit = snapshot.organisation.units[each.unit]
        page = site.page(make_url(addresses.make_unit_cycle_uri(unit, each.cycle)))
        assert each.id in page.ids
        assert each.title in page.text
        for result in each.key_results:
            assert addresses.make_key_result_anchor(each, result) in page.ids
            assert result.title in page.text


def test_the_current_cycle_is_on_the_units_own_page(site, snapshot):
    cycle = snapshot.current_cycle.id
    for unit in snapshot.organisation.units.values():
        ids = site.page(addresses.make_unit_url(unit)).ids
        for each in snapshot.organisation.list_objectives(unit.id, cycle):
            assert each.id in ids


def test_every_objective_has_a_permalink(site, snapshot):
    for each in snapshot.organisation.objectives.values():
        page = site.page(addresses.make_objective_url(each))
        assert each.title in page.text
        assert each.ref in page.text


def test_former_ids_lead_to_the_objective(site, snapshot):
    aliased = [each for each in snapshot.organisation.objectives.values() if each.aliases]
    assert aliased, "the example shows a renamed id"
    for each in aliased:
        for alias in each.aliases:
            page = site.page(make_url(addresses.make_alias_uri(each, alias.rpartition("/")[2])))
            assert each.title in page.text


def test_every_objective_is_on_a_map(site, snapshot):
    shown = set().union(*(page.on_maps for page in site.pages.values()))
    dropped = {ref for ref, numbers in snapshot.measures.objectives.items() if numbers.status.shown == "dropped"}
    assert set(snapshot.organisation.objectives) - dropped <= shown


def test_search_finds_objectives_key_results_teams_people_and_ids(site, snapshot):
    index = json.loads((site.root / "search" / "whole_index.json").read_text(encoding="utf-8"))
    texts = {entry["location"]: f"{entry['title']} {entry['text']}" for entry in index["docs"]}
    for each in snapshot.organisation.objectives.values():
        unit = snapshot.organisation.units[each.unit]
        shown = each.cycle == snapshot.find_shown_cycle(unit.id)
        uri = addresses.make_unit_uri(unit) if shown else addresses.make_unit_cycle_uri(unit, each.cycle)
        location = f"{make_url(uri)}#{each.id}"
        assert each.ref in texts[location]
        for result in each.key_results:
            assert result.id in texts[location]
    for unit in snapshot.organisation.units.values():
        assert unit.id in texts[addresses.make_unit_url(unit)]
    for person in snapshot.organisation.people.values():
        assert make_url(addresses.make_person_uri(person)) in texts


def test_search_lands_on_anchors_that_exist(site):
    index = json.loads((site.root / "search" / "whole_index.json").read_text(encoding="utf-8"))
    for entry in index["docs"]:
        address, _, anchor = entry["location"].partition("#")
        assert not anchor or anchor in site.page(address).ids, entry["location"]


def test_drafts_are_nowhere(site, snapshot):
    with_drafts = read_snapshot(ROOT / "mkdocs.yml", preview=True)
    hidden = set(with_drafts.organisation.objectives) - set(snapshot.organisation.objectives)
    assert hidden, "the example has a draft"
    titles = [with_drafts.organisation.objectives[ref].title for ref in hidden]
    for file in site.root.rglob("*"):
        if file.suffix in (".html", ".json", ".xml", ".txt", ".md", ".yml"):
            text = file.read_text(encoding="utf-8")
            assert not any(title in text for title in titles), file


def test_no_source_is_published(site):
    assert [file for file in site.root.rglob("*") if file.suffix in (".md", ".yml", ".yaml")] == []


def test_the_data_is_the_export(site, snapshot):
    data = read_site_data(site.root)
    assert {each["ref"] for each in data["objectives"]} == set(snapshot.organisation.objectives)
    for each in data["objectives"]:
        assert site.page(each["url"])
    for each in (*data["teams"], *data["memos"]):
        assert site.page(each["url"])


def test_one_link_a_page_skips_the_navigation_and_leads_to_the_beginning_of_the_content(site):
    for file in sorted(site.root.rglob("*.html")):
        html = file.read_text("utf-8")
        if "http-equiv" in html and "md-main" not in html:
            continue  # it leads on by itself
        assert re.findall(r'<a href="([^"]*)" class="md-skip">', html) == ["#__content"], file
        assert html.count('<main id="__content"') == 1, file


def test_no_two_tabs_have_the_same_title(site):
    titles = Counter(
        re.search(r"<title>(.*?)</title>", file.read_text("utf-8"))[1] for file in sorted(site.root.rglob("index.html"))
    )
    assert [title for title, times in titles.items() if times > 1] == []


def test_every_page_says_where_it_is(site):
    for page in site.pages.values():
        if page.path != "404.html":
            assert "Larkwell" in page.text


def test_the_day_and_the_commit_of_a_site_are_said_once(site, snapshot):
    """On the home page, and for the script in a file: any other page would change with every commit."""
    note = json.loads((site.root / "data" / "build.json").read_text(encoding="utf-8"))
    assert note["day"] == snapshot.today.isoformat()
    assert (note["commit"] == "") is (snapshot.commit is None)
    saying = [page.path for page in site.pages.values() if "Data as of" in page.text]
    assert saying == ["index.html"]


def test_no_page_says_that_its_sources_changed_after_the_day_of_the_site(site, snapshot):
    """The example is of a day before its first commit."""
    for ref, told in snapshot.past.by_objective.items():
        come = [event.arrived for event in told if event.arrived <= snapshot.today]
        text = site.page(addresses.make_objective_url(snapshot.organisation.objectives[ref])).text
        assert ("Last changed on" in text) is bool(come)
        assert not come or f"Last changed on {format_long_day(max(come))}" in text


def test_the_edit_link_leads_to_the_line(site, snapshot):
    each = next(iter(snapshot.organisation.list_objectives("dispatch", "2026-Q4")))
    wanted = f"https://github.com/example/okrs/edit/main/{each.place.path}#L{each.place.line}"
    assert wanted in site.page(addresses.make_objective_url(each)).links
