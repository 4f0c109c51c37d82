"""What names something, or leads somewhere, is refused where it doesn't; and what refuses it quotes it safely."""

from __future__ import annotations

import json

import html5lib
import pytest
from corpus import VECTORS
from markupsafe import Markup

from okrsite.pages.page import Page
from okrsite.site.mkdocs.panel import with_panel

LINKS = (
    "javascript:window.pwned=1", "JAVASCRIPT:window.pwned=1", " javascript:window.pwned=1", "java\tscript:window.pwned=1",
    "vbscript:x", "data:text/html,<script>window.pwned=1</script>", "//evil.example/", "\\\\evil.example\\x", "/\\evil.example",
    "file:///etc/passwd", "ftp://evil.example/", "blob:x", "https:evil.example", "view-source:x", "intent:x",
)  # fmt: skip
NAMING = {
    "contributes_to": "[{}]", "supports": "[{{to: {}}}]", "depends_on": "[{}]", "confirms": "[{}]", "continues": "{}",
    "with": "[{}]", "id": "{}", "aliases": "[{}]", "status": "{}", "horizon": "{}", "visibility": "{}",
}  # fmt: skip


def objective(field: str, text: str) -> dict[str, str]:
    return {
        "company/team.yml": "name: Company\n",
        "company/2026-Q4.yml": f"objectives:\n  - title: O\n    owner: a\n    {field}: {text}\n    key_results: [{{title: K, done: no}}]\n",
    }


def outside(text: str) -> bool:
    """Whether what names an id could be none with such a text."""
    return not text.isalnum()


@pytest.mark.parametrize("field", NAMING)
def test_what_names_nothing_is_refused_and_quoted_safely(project, field):
    made = project()
    for text in filter(outside, VECTORS):
        made.write(objective(field, NAMING[field].format(json.dumps(text, ensure_ascii=False))))
        snapshot = made.snapshot(preview=True)
        found = [each for each in snapshot.problems if each.severity == "error"]
        assert found, text
        page = with_panel(Page("index.md", "x", Markup("")), snapshot)
        tags = {each.tag for each in html5lib.parseFragment(str(page.body), namespaceHTMLElements=False).iter()}
        assert tags <= {"DOCUMENT_FRAGMENT", "aside", "p", "b", "ul", "li", "code", "i"}, text


@pytest.mark.parametrize("link", LINKS)
def test_a_link_that_leads_to_a_script_or_another_host_is_refused(project, link):
    typed = json.dumps(link)
    made = project(
        {
            **objective("initiatives", f"[{{title: T, link: {typed}}}]"),
            "people.yml": f"anna: {{name: Anna, link: {typed}, photo: {typed}}}\n",
            "teams/a/team.yml": f"name: A\nlinks: [{{title: L, url: {typed}}}]\n",
        }
    )
    refused = [found.place.path for found in made.problems() if found.severity == "error"]
    assert sorted(set(refused)) == ["content/company/2026-Q4.yml", "content/people.yml", "content/teams/a/team.yml"]
