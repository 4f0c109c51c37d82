"""Ordinary pages are those that MkDocs alone makes of the same files, but for what the guide says of them."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import html5lib
import pytest
from documentation import BODIES, EXTENSIONS, FILES, PIXEL
from mkdocs.commands.build import build
from mkdocs.config.base import load_config
from stories import build_site

HEAD = "site_name: Case\ntheme: {name: material, font: false}\nextra_javascript: [js/mermaid.min.js, js/katex.min.js]\n"
OKRSITE = "plugins: [search, {okrsite: {today: 2026-11-20}}]\n"
UNSEEN = {"rel", "loading", "tabindex", "name"}
"""What no reader sees; a name of a line of code is its id as well."""
FLAGS = {"open", "checked", "disabled"}
ALIGNED = {"okr-end": "right", "okr-center": "center"}


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """The same folder, built by MkDocs alone and with okrsite beside it."""
    root = tmp_path_factory.mktemp("documentation")
    files = {**FILES, "index.md": "# Home\n\nWords.\n", "js/mermaid.min.js": "", "js/katex.min.js": ""}
    for path, text in files.items():
        (root / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "docs" / path).write_text(text, encoding="utf-8")
    (root / "docs/reference/dot.png").write_bytes(PIXEL)
    (root / "alone.yml").write_text(f"{HEAD}plugins: [search]\n{EXTENSIONS}", encoding="utf-8")
    build(load_config(config_file=str(root / "alone.yml"), site_dir=str(root / "alone")))
    (root / "docs/company").mkdir()
    (root / "docs/company/team.yml").write_text("name: Company\n", encoding="utf-8")
    (root / "mkdocs.yml").write_text(f"{HEAD}{OKRSITE}{EXTENSIONS}", encoding="utf-8")
    build_site(root / "mkdocs.yml", root / "beside", strict=True)
    return root


def read_article(sites, site: str, page: str) -> list[str]:
    html = (sites / site / "reference" / page / "index.html").read_text("utf-8")
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    if site == "beside":
        (article,) = (each for each in tree.iter("div") if "okr-prose" in each.get("class", ""))
    else:
        (article,) = tree.iter("article")
    return [line for child in list_children(article) for line in describe(child)]


def list_children(element: Element):
    """Yield what stands in an element, without boxes that mean nothing and the title, which okrsite has elsewhere."""
    for child in element:
        if child.get("class") == "okr-diagram":
            yield from child
        elif child.tag == "li" and any(link.get("href", "").startswith("#the-") for link in child.findall("a")):
            yield from child.findall("ul/li")  # the title, which stands above the page and not in it
        elif isinstance(child.tag, str) and child.tag != "h1" and "md-source-file" not in child.get("class", ""):
            yield child


def describe(element: Element, depth: int = 0):
    """Yield an element and what is in it, a line each: no more than its readers see of it."""
    attributes = dict(element.attrib)
    style = attributes.pop("style", "")
    classes = attributes.pop("class", "").split()
    aligned = [ALIGNED[name] for name in classes if name in ALIGNED] + re.findall(r"text-align: (right|center)", style)
    classes = sorted(name for name in classes if name not in ALIGNED)
    for name in [name for name in attributes if name in UNSEEN or name.endswith("xmlns")]:
        del attributes[name]
    attributes |= dict.fromkeys(FLAGS & attributes.keys(), "")
    said = [f"{name}={value!r}" for name, value in sorted(attributes.items())] + aligned
    text = " ".join((element.text or "").split())
    name = str(element.tag).rpartition("}")[2]
    if name == "a" and "href" not in attributes:
        name = "span"
    yield f"{'  ' * depth}{name} .{'.'.join(classes)} {' '.join(said)} {text}".rstrip()
    for child in list_children(element):
        yield from describe(child, depth + 1)
        if tail := " ".join((child.tail or "").split()):
            yield f"{'  ' * (depth + 1)}+ {tail}"


def test_an_emoji_is_its_sign_because_its_picture_lies_on_another_host(sites):
    page = "\n".join(read_article(sites, "beside", "emoji"))
    assert "😄" in page and "img" not in page and "svg" in page
    assert "cdn.jsdelivr.net" in (sites / "alone/reference/emoji/index.html").read_text("utf-8")


@pytest.mark.parametrize("page", sorted({*BODIES} - {"emoji"}))
def test_a_page_is_the_same_with_okrsite_beside_it(sites, page):
    alone, beside = read_article(sites, "alone", page), read_article(sites, "beside", page)
    assert len(alone) > 0
    assert beside == alone
