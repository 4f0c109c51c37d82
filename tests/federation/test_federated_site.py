"""Goals of other organisations on pages, maps and in search, and what is made anew when they change."""

from __future__ import annotations

import copy
import json
import re

import pytest
from linked_company import make_ours
from msgspec.structs import replace
from other_company import SITE, encode
from stories import build_site

from okrsite.maps import OUTSIDE_LEVEL
from okrsite.pages.maps.map_nodes import MOST_OUTSIDE

SPAIN = f"{SITE}objectives/growth/2026-Q4/spain/"
OUTBOUND = re.compile(r'<a [^>]*href="(https?://[^"]*)"([^>]*)>')


@pytest.fixture(scope="module")
def built(tmp_path_factory, acme):
    """Our site, built once with what the other company exports."""
    root = tmp_path_factory.mktemp("ours")
    made = make_ours(root, encode(acme), markdown_pages=True)
    build_site(made.config)
    return root / "site"


def read(built, path):
    return (built / path).read_text(encoding="utf-8")


def list_outbound(html):
    """Return where links lead that leave the site, with the rest of their tags."""
    return [(url, rest) for url, rest in OUTBOUND.findall(html) if url.startswith(SITE.rpartition("okrs/")[0])]


def test_an_objective_names_the_goal_whose_it_is_and_how_it_stands(built):
    page = read(built, "objectives/company/2026-Q4/goal/index.html")
    block = page[page.index(">Serves<") :]
    block = block[: block.index("</ul>")]
    assert f'href="{SITE}objectives/company/2026/new-market/"' in block
    for words in ("Win a second market", "Shops abroad", "Acme &amp; Sons", "20% of it", "40%", "We open two of them."):
        assert words in block
    assert '<time datetime="2026-11-20">' in block
    assert 'href="../../../../organisations/acme/"' in block


def test_a_goal_that_their_export_lacks_is_named_and_leads_to_their_site(built):
    page = read(built, "objectives/a/2026-Q4/x/index.html")
    assert f'href="{SITE}" rel="external noopener noreferrer">growth/gone</a>' in page
    assert "not in their export" in page


def test_every_link_to_them_says_what_it_is(built):
    """Their site learns nothing of the page from which somebody comes."""
    found = [link for path in built.rglob("*.html") for link in list_outbound(path.read_text(encoding="utf-8"))]
    assert len(found) > 8
    assert {rest.strip() for url, rest in found if "okr-node" not in rest} == {'rel="external noopener noreferrer"'}
    assert all('rel="external noopener noreferrer"' in rest for _, rest in found)


def test_maps_have_their_goals_in_a_lane_of_its_own(built):
    for path in ("map/index.html", "objectives/a/2026-Q4/x/index.html", "teams/a/index.html"):
        page = read(built, path)
        drawn = page[page.index("okr-map__svg") :]
        assert ">Other organisations <" in drawn, path
        assert "okr-node--outside" in drawn, path
        assert "↗ Acme" in drawn, path
    assert "okr-node--outside" not in read(built, "objectives/b/2026-Q4/y/index.html")


def test_files_of_maps_say_whose_goals_they_are(built):
    nodes = {node["id"]: node for node in json.loads(read(built, "map.json"))["nodes"]}
    spain = nodes["acme:growth/2026-Q4/spain"]
    assert (spain["organisation"], spain["url"], spain["level"]) == ("Acme & Sons", SPAIN, OUTSIDE_LEVEL)
    assert "organisation" not in nodes["a/2026-Q4/x"]
    assert f'URL="{SPAIN}", style=dashed' in read(built, "map.dot")
    assert f'href="{SPAIN}"' in read(built, "map.svg")


def test_the_list_of_a_map_counts_our_objectives_only(built):
    assert "The map as a list (3 objectives)" in read(built, "map/index.html")


def test_the_page_of_an_organisation_has_its_goals_and_what_serves_them(built):
    page = read(built, "organisations/acme/index.html")
    assert "Acme &amp; Sons" in page
    for words in ("Win a second market", "Open in Spain", "Growth", "Served by"):
        assert words in page
    assert 'href="../../objectives/a/2026-Q4/x/"' in page
    assert 'id="goal:growth:2026-Q4:spain"' in page


def test_search_finds_them_with_a_mark(built):
    index = json.loads(read(built, "search/whole_index.json"))
    found = {entry["location"]: entry for entry in index["docs"]}
    entry = found["organisations/acme/#goal:growth:2026-Q4:spain"]
    assert entry["title"] == "Open in Spain ↗ Acme &amp; Sons"
    assert "acme:growth/2026-Q4/spain" in entry["text"]
    assert entry["boost"] < 1


def test_nothing_is_loaded_from_them(built):
    loads = re.compile(r"<(?:script|link|img|iframe|source|video|audio|object|embed)\b[^>]*acme\.example")
    assert [path for path in built.rglob("*.html") if loads.search(path.read_text(encoding="utf-8"))] == []


def test_the_page_as_markdown_names_them(built):
    text = read(built, "objectives/company/2026-Q4/goal/index.html.md")
    assert f"[Win a second market]({SITE}objectives/company/2026/new-market/)" in text
    assert "Acme & Sons" in text


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>&lt;b&gt; {{ 7*7 }} [x](javascript:alert(3)) `a` \"'"


def spoil_all(value):
    """Return a document with hostile words in every text that is no id, day, address or word of a list."""
    kept = {"ref", "id", "team", "cycle", "parent", "url", "shown", "state", "start", "end", "as_of", "kind", "owner"}
    if isinstance(value, dict):
        return {
            key: inner if key in kept and not isinstance(inner, dict) else spoil_all(inner)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [spoil_all(inner) for inner in value]
    return HOSTILE if isinstance(value, str) else value


def test_hostile_words_stay_words_on_every_page(tmp_path, acme):
    """The gate inspects each page of the build: it would stop at markup that nobody of ours has typed."""
    document = spoil_all(copy.deepcopy(acme))
    made = make_ours(tmp_path, encode(document))
    config = made.config
    config.write_text(config.read_text(encoding="utf-8").replace("name: Acme & Sons", "name: ''"), encoding="utf-8")
    report = build_site(config)
    assert report.errors == 0
    page = read(tmp_path / "site", "organisations/acme/index.html")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    for path in (tmp_path / "site").rglob("*"):
        if path.suffix in (".html", ".svg", ".xml"):
            text = path.read_text(encoding="utf-8")
            assert "<script>alert" not in text, path
            assert "<img src=x" not in text, path
            assert ">49<" not in text, path


def test_only_pages_that_show_something_of_them_are_made_anew(tmp_path, acme):
    made = make_ours(tmp_path, encode(acme))
    build_site(made.config)
    assert build_site(made.config).unchanged
    document = copy.deepcopy(acme)
    spain = next(one for one in document["objectives"] if one["id"] == "spain")
    spain["title"] = "Open in Portugal"
    (tmp_path / "acme.json").write_bytes(encode(document))
    report = build_site(made.config)
    assert not report.unchanged
    assert "Open in Portugal" in read(tmp_path / "site", "objectives/a/2026-Q4/x/index.html")
    # What isn't reused although nothing has changed are kinds of pages of which there is one alone.
    changed = {uri for uri, origin in report.origins.pages.items() if origin == "changed"}
    # The unit's page of this cycle lists its goals in a line each, which names no goal of others.
    assert changed == {"objectives/a/2026-Q4/x.md", "teams/a/index.md"}
    assert [(change.name, change.key) for change in report.origins.changes] == [
        ("snapshot.alignment.outside", "a/2026-Q4/x")
    ]


def test_an_export_that_is_gone_leaves_the_site_as_it_was_and_says_so(tmp_path, acme):
    made = make_ours(tmp_path, encode(acme))
    build_site(made.config)
    (tmp_path / "acme.json").unlink()
    said = []
    build_site(made.config, log=lambda severity, text: said.append((severity, text)))
    assert any(severity == "warning" and "OKR315" in text for severity, text in said)
    page = read(tmp_path / "site", "organisations/acme/index.html")
    assert "Shown is the copy of" in page
    assert "Open in Spain" in page
    assert "Open in Spain" in read(tmp_path / "site", "objectives/a/2026-Q4/x/index.html")


def test_a_map_shows_the_first_of_very_many_goals(tmp_path, acme):
    from okrsite.maps import Diagram, DiagramNode
    from okrsite.pages.maps.map_nodes import add_outside_goals
    from okrsite.pipeline import take_snapshot
    from okrsite.request import BuildRequest, open_source

    made = make_ours(tmp_path, encode(acme))
    with open_source(BuildRequest(made.config)) as source:
        snapshot = take_snapshot(source)
    (link, *_) = snapshot.alignment.outside["a/2026-Q4/x"]
    many = tuple(replace(link, ref=f"growth/2026-Q4/n{number}") for number in range(MOST_OUTSIDE + 5))
    snapshot = replace(snapshot, alignment=replace(snapshot.alignment, outside={"a/2026-Q4/x": many}))
    node = DiagramNode("a/2026-Q4/x", "X", "A", "", 2, "none", "No data", None, None, "")
    drawn = add_outside_goals(snapshot, Diagram("map", "Map", (), (node,), ()), snapshot.alignment.outside)
    assert (len(drawn.nodes), len(drawn.edges), drawn.objectives) == (MOST_OUTSIDE + 1, MOST_OUTSIDE, 1)
