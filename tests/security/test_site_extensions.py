"""Ordinary pages with every extension that may be on: whatever is typed into what one of them makes stays words."""

from __future__ import annotations

import re
from pathlib import Path

import html5lib
import pytest
import site_extensions
from corpus import VECTORS
from markupsafe import Markup
from site_extensions import EXTENSIONS, HOLDERS
from stories import build_site

from okrsite.gate.page import PageInspector
from okrsite.gate.theme import ThemeInlineCode
from okrsite.markdown_extensions import choose_extensions
from okrsite.pages.markdown.rendering import OrdinaryPages
from okrsite.pages.prose.links import LinkDestination
from okrsite.settings import read_site

ELEMENTS = frozenset(
    [
        "DOCUMENT_FRAGMENT",
        "p",
        "br",
        "hr",
        "em",
        "strong",
        "s",
        "b",
        "i",
        "u",
        "small",
        "code",
        "pre",
        "kbd",
        "samp",
        "var",
        "q",
        "cite",
        "blockquote",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "a",
        "img",
        "figure",
        "figcaption",
        "abbr",
        "sub",
        "sup",
        "mark",
        "ins",
        "del",
        "div",
        "span",
        "details",
        "summary",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "caption",
        "colgroup",
        "col",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "th",
        "td",
        "input",
        "label",
        "svg",
        "path",
        "center",
    ]
)
ATTRIBUTES = frozenset(
    [
        "id",
        "class",
        "title",
        "href",
        "rel",
        "src",
        "alt",
        "loading",
        "align",
        "width",
        "height",
        "start",
        "type",
        "colspan",
        "rowspan",
        "open",
        "data-tabs",
        "data-linenos",
        "name",
        "checked",
        "disabled",
        "for",
        "viewBox",
        "d",
        "fill-rule",
        "clip-rule",
    ]
)
ALL = (*VECTORS, *site_extensions.VECTORS)


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> OrdinaryPages:
    config = tmp_path_factory.mktemp("extensions") / "mkdocs.yml"
    brought = "extra_javascript: [js/mermaid.min.js, js/katex.min.js]\n"
    config.write_text(f"site_name: Case\nplugins: [search, okrsite]\n{brought}{EXTENSIONS}", encoding="utf-8")
    return OrdinaryPages(read_site(config))


@pytest.fixture(scope="module")
def inspector() -> PageInspector:
    return PageInspector(ThemeInlineCode())


def land(typed: str) -> LinkDestination:
    """Whatever begins as an address on the web leads there, all else to a page or a picture of this site."""
    if re.match(r"https?://[a-z.]+/", typed):
        return LinkDestination(typed, outside=True)
    return LinkDestination("x.png", image=True) if typed.endswith(".png") else LinkDestination()


def examine(pages: OrdinaryPages, inspector: PageInspector, text: str) -> str:
    rendered = pages.render(text, land, lambda comment: Markup("<p>piece</p>"))
    assert rendered is not None, "Python-Markdown fails"
    page = f'<!doctype html><meta charset="utf-8"><article class="md-content__inner">{rendered.body}</article>'
    facts, findings = inspector.inspect_page("a/index.html", page)
    assert findings == []
    assert not [each for each in facts.ids if re.match(r"_(?!_tabbed_\d|_codelineno-|_span-)|md-|m-|okr-|map-", each)]
    for element in html5lib.parseFragment(str(rendered.body), namespaceHTMLElements=False).iter():
        name = str(element.tag).removeprefix("{http://www.w3.org/2000/svg}")
        assert name in ELEMENTS, element.tag
        assert ATTRIBUTES.issuperset(element.attrib), element.attrib
        address = element.get("href") or element.get("src") or ""
        assert address.startswith(("#", "https://", "http://", "x.png")) or address == "", address
        assert not re.search(r"(?:^| )(?:okr-(?!end|center|diagram$)|md-(?!button|tag))", element.get("class") or ""), (
            element.attrib
        )
    return str(rendered.body)


@pytest.mark.parametrize("holder", HOLDERS)
def test_each_holder_keeps_vectors_as_words(pages, inspector, holder):
    """A share of them for each, in turn: each vector is in a sixth of the holders or more, each of extensions in half."""
    number = list(HOLDERS).index(holder)
    for vector in (*VECTORS[number % 6 :: 6], *site_extensions.VECTORS[number % 2 :: 2]):
        examine(pages, inspector, HOLDERS[holder].format(vector))


def test_a_page_with_all_of_them_keeps_them_as_words(pages, inspector):
    for vector in ALL[::5]:
        examine(pages, inspector, "\n\n".join(holder.format(vector) for holder in HOLDERS.values()))


def test_every_extension_is_attacked(pages):
    """That each holder makes something of its extension shows in what stays of a harmless word."""
    assert pages.chosen.refused == ()
    made = {
        holder: pages.render(text.format("word"), land, lambda _: Markup()).body for holder, text in HOLDERS.items()
    }
    for holder, expected in {
        "abbr": "<abbr title", "admonition": "admonition note", "details": "<details", "tabbed": "tabbed-set",
        "footnotes": "footnote-ref", "def_list": "<dd>", "toc": 'class="toc"', "highlight": "highlighttable",
        "codehilite": "codehilite", "mermaid": 'class="mermaid"', "a fence as it is": 'class="plain"', "math": "arithmatex",
        "keys": "<kbd", "mark": "<mark>", "critic": "<ins", "emoji": "twemoji", "tasklist": "task-list-control",
        "md_in_html": 'class="grid cards"', "blocks": "admonition", "blocks.caption": "<figcaption>", "tables": "okr-end",
        "magiclink": 'href="https://', "progressbar": "progress", "quotes": "admonition", "inlinehilite": "highlight",
    }.items():  # fmt: skip
        assert expected in made[holder], (holder, made[holder])


def test_what_would_read_files_or_run_something_stays_off(tmp_path):
    config = tmp_path / "mkdocs.yml"
    typed = """
markdown_extensions:
  pymdownx.snippets: {base_path: [.]}
  pymdownx.b64: {}
  attr_list:
  strange.thing: {a: 1}
  pymdownx.emoji: {emoji_generator: !!python/name:os.system }
  toc: {slugify: !!python/object/apply:os.system [id], permalink: true}
  pymdownx.superfences:
    custom_fences:
      - {name: exec, class: exec, format: !!python/name:subprocess.run }
      - name: shown
        class: shown
        format: !!python/name:pymdownx.superfences.fence_code_format
        validator: !!python/name:os.system
      - {name: plain, class: plain, format: !!python/name:pymdownx.superfences.fence_div_format }
"""
    config.write_text(f"site_name: Case\nplugins: [search, okrsite]\n{typed}", encoding="utf-8")
    site = read_site(config)
    chosen = choose_extensions(site.markdown, site.base)
    assert [refused.name for refused in chosen.refused] == [
        "pymdownx.snippets", "pymdownx.b64", "strange.thing", "pymdownx.emoji: emoji_generator", "toc: slugify",
        "pymdownx.superfences: custom_fences: exec", "pymdownx.superfences: custom_fences: shown",
    ]  # fmt: skip
    assert chosen.options["toc"] == {"permalink": True}
    assert [fence["name"] for fence in chosen.options["pymdownx.superfences"]["custom_fences"]] == ["plain"]
    (tmp_path / "secret.txt").write_text("a secret\n", encoding="utf-8")
    pages = OrdinaryPages(site)
    rendered = pages.render('--8<-- "secret.txt"\n\n![x](secret.txt)\n', land, lambda _: Markup())
    assert "a secret" not in rendered.body


@pytest.mark.parametrize(
    "typed",
    [
        "pymdownx.slugs.slugify {kwds: {1: lower}}",
        "pymdownx.slugs.slugify {kwds: {case: [lower]}}",
        "pymdownx.slugs.slugify {kwds: lower}",
        "pymdownx.arithmatex.arithmatex_fenced_format {kwds: {mode: there is none}}",
    ],
)
def test_a_function_that_cannot_be_made_is_refused_by_its_option(tmp_path, typed):
    """And not page by page, or by an error of Python."""
    config = tmp_path / "mkdocs.yml"
    config.write_text(
        f"plugins: [okrsite]\nmarkdown_extensions:\n  toc: {{slugify: !!python/object/apply:{typed}}}\n",
        encoding="utf-8",
    )
    chosen = choose_extensions(read_site(config).markdown, tmp_path)
    assert [refused.name for refused in chosen.refused] == ["toc: slugify"]


def test_a_site_of_hostile_pages_passes_the_gate(project):
    """Built by okrsite, whose gate refuses a site with anything that no page may hold; dead links stay words."""
    files: dict[str, str | bytes] = {"company/team.yml": "name: Company\n"}
    for number, vector in enumerate(ALL[::4]):
        files[f"handbook/page-{number}.md"] = "# Page\n\n" + "\n\n".join(
            holder.format(vector) for holder in list(HOLDERS.values())[number % 3 :: 3]
        )
    made = project({path: text for path, text in files.items() if not set("\x02\x03") & set(str(text))})
    made.config.write_text(made.config.read_text(encoding="utf-8") + EXTENSIONS, encoding="utf-8")
    build_site(made.config, made.root / "site")
    assert len(list(Path(made.root / "site" / "handbook").iterdir())) > 15
