"""A card is made once and stands on several pages: what authors link to leads to the same place from each of them."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from urllib.parse import urljoin

import html5lib
import pytest
from project_tree import Project

from okrsite.pages.page import make_url
from okrsite.pages.site_pages import build_pages

FILES = {
    "company/team.yml": "name: Company\n",
    "glossary.md": "# Words\n\n## Trials\n\nWhat they are.\n",
    "company/plan.pdf": "%PDF-1.4",
    "company/2026-Q4.yml": """
        objectives:
          - title: Grow
            id: grow
            why: 'As [we call it](../glossary.md#trials "a <b>"), href="<x>", and [home](../index.md).'
            notes: "[Here](2026-Q4.yml#grow) and [on the web](https://example.org/?a=1&b=<2>)"
            retrospective: "[The plan](plan.pdf)"
            initiatives: [{title: Words, link: ../glossary.md}, {title: Web, link: "https://example.org/x"}]
            checkins: [{date: 2026-11-16, note: "Read [this](../glossary.md)"}]
            key_results:
              - {title: Trials, id: trials, from: 1, to: 9, notes: "See [words](../glossary.md)"}
        """,
}
PAGES = ("company/index.md", "objectives/company/2026-Q4/grow.md")


@pytest.fixture(scope="module")
def bodies(tmp_path_factory) -> dict[str, str]:
    snapshot = Project(tmp_path_factory.mktemp("links"), {}).write(FILES).snapshot(date(2026, 11, 20))
    return {page.uri: str(page.body) for page in build_pages(snapshot).pages}


def find_destinations(body: str, uri: str) -> dict[str, set[str]]:
    """Return where the links of a page lead from the site's root, by their words."""
    found: dict[str, set[str]] = {}
    for link in html5lib.parseFragment(body, namespaceHTMLElements=False).iter("a"):
        address = urljoin(f"https://site/{make_url(uri)}", link.get("href"))
        found.setdefault("".join(link.itertext()), set()).add(address.removeprefix("https://site/"))
    return found


@pytest.mark.parametrize("uri", PAGES)
def test_links_of_texts_lead_to_the_same_place_from_every_page(bodies, uri):
    links = find_destinations(bodies[uri], uri)
    assert links["we call it"] == {"glossary/#trials"}
    assert links["home"] == {""}
    assert links["this"] == links["words"] == links["Words"] == {"glossary/"}
    assert links["Web"] == {"https://example.org/x"}
    assert links["The plan"] == {"company/plan.pdf"}


def test_what_only_looks_like_a_marked_link_stays_as_it_was_typed(bodies):
    for uri in PAGES:
        assert 'href="<x>", and' in unescape(re.sub(r"<[^>]+>", "", bodies[uri]))
        assert 'title="a &lt;b&gt;"' in bodies[uri]


def test_no_page_has_a_mark_left(bodies):
    assert [
        uri for uri, body in bodies.items() if re.search(r'(href|src)="(<|&lt;)', re.sub(r">[^<]*<", "><", body))
    ] == []
