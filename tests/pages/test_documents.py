"""Ordinary pages and memos, as pages of the site."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from okrsite.pages.context import ViewContext
from okrsite.pages.html.functions import create_renderer
from okrsite.pages.kinds.documents import build_document_pages, build_memo_pages
from okrsite.pages.page import SearchEntry
from okrsite.pages.prose.renderer import ProseRenderer

FILES = {
    "company/team.yml": "name: Company\n",
    "people.yml": "ines: {name: Ines Carvalho}\n",
    "handbook/how-we-work.md": """
        ---
        title: How we work
        ---

        Three goals. See [the memo](../company/memo-2026.md).

        <!-- okr: map company -->

        ## House rules

        One *name*.

        <!-- okr: status team=nobody -->
        """,
    "handbook/index.md": "# The handbook\n\nAll of it.\n",
    "glossary.md": "# Words\n\nWhat they mean.\n",
    "teams/sales/team.yml": "name: Sales\n",
    "teams/sales/notes.md": "# Notes\n\nOur own.\n",
    "company/memo-2026.md": """
        ---
        title: Doing it once
        author: ines
        date: 2026-01-12
        ---

        # Doing it once

        A story.

        ## Later

        More of it.
        """,
}


@pytest.fixture
def made(project):
    """Make the pages of both kinds by URI, and the problems."""

    def make(files=FILES, embed=None):
        snapshot = project(files).snapshot()
        prose = ProseRenderer(snapshot)
        renderer = create_renderer(ViewContext(snapshot, prose))
        planned = (
            *build_document_pages(snapshot, prose, renderer, embed),
            *build_memo_pages(snapshot, prose, renderer),
        )
        pages = [plan.build() for plan in planned]
        return {page.uri: page for page in pages}, prose.problems

    return make


def test_documents_are_pages_where_they_lie(made):
    pages, _ = made()
    assert [(page.uri, page.title, page.nav) for page in pages.values()] == [
        ("glossary.md", "Words", ("Guide",)),
        ("handbook/index.md", "The handbook", ("Guide", "Handbook")),
        ("handbook/how-we-work.md", "How we work", ("Guide", "Handbook")),
        ("teams/sales/notes.md", "Notes", None),
        ("company/memo-2026.md", "Doing it once", None),
    ]


def test_a_document_says_where_it_was_typed_and_what_is_in_it(made):
    page = made()[0]["handbook/how-we-work.md"]
    assert page.source is not None and page.source.path == "content/handbook/how-we-work.md"
    assert [heading.id for heading in page.headings] == ["house-rules"]
    assert page.search == (
        SearchEntry("", "How we work", "Three goals. See the memo."),
        SearchEntry("house-rules", "House rules", "One name."),
    )
    assert page.description == "Three goals. See the memo."
    assert '<a href="../../company/memo-2026/">the memo</a>' in page.body
    assert page.body.count("<h1") == 1


def test_comment_lines_place_pieces_of_the_model(made):
    asked = []

    def embed(kind, argument, page_uri):
        asked.append((kind, argument, page_uri))
        return Markup('<svg class="okr-map"></svg>') if kind == "map" else None

    pages, problems = made(embed=embed)
    uri = "handbook/how-we-work.md"
    assert asked == [("map", "company", uri)], "nothing is made for a team that there isn't"
    assert '<svg class="okr-map"></svg>' in pages[uri].body
    assert "team=nobody" not in pages[uri].body
    (found,) = problems
    assert (found.code, found.place.path, found.place.line) == ("OKR308", "content/handbook/how-we-work.md", 13)


def test_only_a_line_of_its_own_is_a_comment_line(made):
    asked = []
    text = """
        # Examples

        Write `<!-- okr: map company -->` or <!-- okr: map company --> so.

            <!-- okr: map company -->

        ```
        <!-- okr: map company -->
        ```

        > <!-- okr: map company -->

        <!-- an ordinary comment -->
        """
    pages, problems = made({"company/team.yml": "name: C\n", "x.md": text}, lambda *args: asked.append(args))
    assert asked == [] and problems == []
    assert pages["x.md"].body.count("&lt;!-- okr: map company --&gt;") == 3
    assert "an ordinary comment" not in pages["x.md"].body


def test_a_memo_says_who_tells_it_and_when(made):
    page = made()[0]["company/memo-2026.md"]
    assert "by Ines Carvalho" in page.body
    assert '<time datetime="2026-01-12">12 January 2026</time>' in page.body
    assert page.search == (
        SearchEntry("", "Doing it once", "Ines Carvalho 12 January 2026 A story."),
        SearchEntry("later", "Later", "More of it."),
    )


def test_a_memo_is_no_cycle(made):
    """`memo-2026.md` and `2026.md` of one unit have pages of their own."""
    files = {**FILES, "company/2026.md": "## A goal\n\n- Owner: ines\n"}
    assert "company/memo-2026.md" in made(files)[0]


def test_names_are_printed_as_text(made):
    files = {"company/team.yml": "name: C\n", "a/x.md": '---\ntitle: "<b>&quot; {{ 7*7 }}"\n---\nBody.\n'}
    page = made(files)[0]["a/x.md"]
    assert page.title == "<b>&quot; {{ 7*7 }}"
    assert "<b>" not in page.body and "{{ 7*7 }}" in page.body


def test_missions_and_what_a_kpi_is_about_are_prose(project):
    from okrsite.pages.site_pages import build_pages

    files = {
        "company/team.yml": "name: C\nmission: We *mend*. [Why](why.md)\nvision: '**Everywhere** & always.'\n",
        "company/why.md": "# Why\n\nSo.\n",
        "company/2026-Q4.yml": "objectives: [{id: g, title: G, owner: anna, key_results: [{title: K, done: no}]}]\n",
        "kpis.yml": "r: {name: Rating, owner: anna, about: 'One to *five*, [how](https://example.org/how).', values: {2026-10-01: 3}}\n",
        "teams/a/team.yml": "name: A\nmission: Ours is [lost](gone.md).\n",
    }
    made = build_pages(project(files).snapshot())
    pages = {page.uri: page for page in made.pages}
    assert '<h1>We <em>mend</em>. <a href="company/why/">Why</a></h1>' in pages["index.md"].body
    assert "<strong>Everywhere</strong> &amp; always." in pages["index.md"].body
    assert pages["index.md"].description == "We mend. Why"
    assert '<em>five</em>, <a href="https://example.org/how"' in pages["kpis.md"].body
    assert [(problem.code, problem.place.path) for problem in made.problems] == [("OKR307", "content/teams/a/team.yml")]
    assert "Ours is lost." in pages["teams/index.md"].body
