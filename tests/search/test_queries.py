"""What readers of the example type, and the page that they mean: among the first three of a small site and of a large one."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from node_scripts import run_node_script
from stories import read_example

from okrsite.pages.site_pages import build_pages
from okrsite.search.files import FOLDER, STUB, build_search_files
from okrsite.site.mkdocs.search_index import fill_search_index

QUERIES: dict[str, dict[str, str]] = json.loads(Path(__file__).with_name("queries.json").read_text("utf-8"))
WANTED = {typed: location for queries in QUERIES.values() for typed, location in queries.items()}
FIRST = 3
MOST_MISSED = 2


@pytest.fixture(scope="module")
def documents() -> list[dict[str, object]]:
    """The entries of the example's own pages."""
    index = SimpleNamespace(entries=[])
    fill_search_index(
        SimpleNamespace(plugins={"search": SimpleNamespace(search_index=index)}), build_pages(read_example()).pages
    )
    return index.entries


def ask_script(index: dict[str, Any]) -> dict[str, list[str]]:
    """Return for each query the addresses of what stands first on each page that is found."""
    answers = run_node_script("search-queries.js", {**index, "queries": list(WANTED)})
    return dict(zip(WANTED, answers, strict=True))


def describe_missed(found: dict[str, list[str]]) -> list[str]:
    return [
        f"{typed}: {found[typed][:FIRST]} in place of {location or 'home'}"
        for typed, location in WANTED.items()
        if location not in found[typed][:FIRST]
    ]


def test_there_are_forty_queries_of_readers():
    assert len(WANTED) >= 40


def test_a_small_site_finds_what_is_meant(documents):
    missed = describe_missed(ask_script({"documents": documents}))
    assert len(missed) <= MOST_MISSED, "\n".join(missed)


def test_a_large_site_finds_what_is_meant(documents):
    files = dict(build_search_files({"lang": ["en"]}, documents, most_pages=0))
    named = {path.removeprefix(FOLDER): json.loads(data) for path, data in files.items() if path != STUB}
    missed = describe_missed(ask_script({"files": named}))
    assert len(missed) <= MOST_MISSED, "\n".join(missed)


def test_what_is_typed_as_it_is_called_comes_first(documents):
    """Names of people, teams, KPIs and roles, and words for a status: nothing stands before them."""
    found = ask_script({"documents": documents})
    exact = ("a name, of a team or a person", "a role", "a status")
    typed = [query for kind in exact for query in QUERIES[kind] if query != "Larkwell"]  # the company and its site
    assert {query: found[query][0] for query in typed} == {query: WANTED[query] for query in typed}
