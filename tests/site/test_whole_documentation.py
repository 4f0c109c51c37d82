"""A documentation site with all that people have at once, as MkDocs builds it alone and with okrsite beside it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from documentation import BODIES, EXTENSIONS, PIXEL, describe_article
from mkdocs.commands.build import build
from mkdocs.config.base import load_config
from stories import build_site

BASE = f"""
site_name: !ENV [DOCS_NAME, Nobody]
site_url: https://docs.example.org/riverside/
repo_url: https://github.com/riverside/everything
edit_uri: edit/main/services/bikes/docs/
copyright: Nobody
theme:
  name: material
  font: false
  language: de
  logo: img/logo.svg
  favicon: img/icon.png
  custom_dir: overrides
  palette: {{scheme: slate, primary: teal}}
  features: [navigation.tabs, navigation.footer, navigation.indexes, content.action.edit, content.code.copy]
extra:
  social: [{{icon: fontawesome/brands/github, link: https://github.com/riverside}}]
  release: Release 7
extra_css: [css/own.css]
extra_javascript: [js/own.js, js/module.mjs, js/mermaid.min.js, js/katex.min.js]
hooks: [hook.py]
{EXTENSIONS}
"""
NAVIGATION = """
nav:
- Start: index.md
- Handbook:
  - handbook/index.md
  - So arbeiten wir: handbook/how.md
  - handbook/kinds.md
- 中文: zh/增长.md
- Elsewhere: https://example.org/
- tags.md
"""
PLUGINS = "plugins:\n- search\n- tags\n- redirects: {redirect_maps: {old/place.md: handbook/how.md}}\n"
KINDS = ("admonition", "tabs", "footnotes", "code", "grids", "tables", "math", "mermaid", "icons")
FILES = {
    "hook.py": "def on_config(config):\n    config.copyright = 'By a hook'\n",
    "docs/index.md": "# Home\n\nWords.\n",
    "docs/handbook/index.md": "---\ntags: [oven]\ndescription: About <it>\nhide: [toc]\n---\n\n# Handbook\n\n"
    "[How](how.md#rye), ![A dot](../img/icon.png), [form](../files/form.pdf), [rows](../files/a.csv)\n",
    "docs/handbook/how.md": "---\ntitle: How we bake\ntags: [oven, bread]\nhide:\n  - navigation\n---\n\n"
    "No title here.\n\n## Rye\n\nWords.\n\n## Über Öfen\n\nMehr.\n",
    "docs/handbook/kinds.md": "# Kinds\n\n" + "\n\n".join(BODIES[kind].replace("toc.md", "how.md") for kind in KINDS),
    "docs/zh/增长.md": "---\nsearch:\n  exclude: true\n---\n\n# 增长\n\n我们要在南方增长。\n",
    "docs/tags.md": "# Words\n\n<!-- material/tags -->\n",
    "docs/css/own.css": "@font-face { font-family: A; src: url(../fonts/a.woff2); }\n",
    "docs/js/own.js": "var a = 1;\n",
    "docs/js/module.mjs": "export {};\n",
    "docs/js/mermaid.min.js": "",
    "docs/js/katex.min.js": "",
    "docs/fonts/a.woff2": "wOF2",
    "docs/img/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>\n',
    "docs/files/form.pdf": "%PDF-1.4 x\n",
    "docs/files/a.csv": "a,b\n1,2\n",
}
RUN = {
    "docs/handbook/how.md": FILES["docs/handbook/how.md"] + "\n{{ 3 * 3 }} loaves, says {{ extra.release }}.\n",
    "docs/blog/index.md": "# Blog\n",
    "docs/blog/posts/a.md": "---\ndate: 2026-01-02\n---\n\n# Hello\n\nA.\n\n<!-- more -->\n\nB.\n",
}
OURS = {
    "docs/company/team.yml": "name: Company\n",
    "docs/company/2026-Q4.md": "## Wachstum im Süden\n\n- Owner: Ana\n\n- KR: Bread: 0 → 9, now 3\n\n"
    "## 增长\n\n- Owner: Ana\n\n- KR: Bread: 0 → 9, now 3\n",
}  # fmt: skip


class Built:
    """The same folder of a larger repository, built twice."""

    def __init__(self, root: Path, settings: str, more_plugins: str, more: str, files: dict[str, str]):
        self.root, self.folder = root, root / "services" / "bikes"
        self._write({"../../base/base.yml": BASE + more, **FILES, **files})
        (self.folder / "docs/img/icon.png").write_bytes(PIXEL)
        for arguments in (
            ["init", "-q"],
            ["add", "-A"],
            ["-c", "user.email=a", "-c", "user.name=a", "commit", "-qm", "x"],
        ):
            subprocess.run(["git", *arguments], cwd=root, check=True)
        head = f"INHERIT: ../../base/base.yml\n{NAVIGATION}{PLUGINS}{more_plugins}"
        announce = "{{% extends '{0}' %}}{{% block announce %}}Hear {{{{ config.extra.release }}}}.{{% endblock %}}"
        self._write({"alone.yml": head, "overrides/main.html": announce.format("base.html")})
        build(load_config(config_file=str(self.folder / "alone.yml"), site_dir=str(root / "alone")))
        ours = {**OURS, "mkdocs.yml": f"{head}- okrsite: {{today: 2026-11-20, {settings}}}\n"}
        self._write({**ours, "overrides/main.html": announce.format("okr/main.html")})
        build_site(self.folder / "mkdocs.yml", root / "beside", strict=True)

    def _write(self, files: dict[str, str]) -> None:
        for path, text in files.items():
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / path).write_text(text, encoding="utf-8")

    def list_files(self, site: str) -> set[str]:
        return {
            path.relative_to(self.root / site).as_posix() for path in (self.root / site).rglob("*") if path.is_file()
        }

    def list_pages(self) -> list[str]:
        """Return the pages that MkDocs makes alone of files; the home page and that of tags hold more beside okrsite."""
        pages = sorted(path for path in self.list_files("alone") if path.endswith(".html"))
        return [path for path in pages if not path.startswith(("404", "old/")) and path not in self.larger]

    def find(self, page: str) -> str:
        """Return where a page lies: at the address of a folder or of a file."""
        flat = f"{page}.html"
        return flat if (self.root / "beside" / flat).is_file() else f"{page.removesuffix('/index')}/index.html"

    larger = ("index.html", "tags/index.html", "tags.html")

    def read(self, site: str, page: str) -> Element:
        return html5lib.parse((self.root / site / page).read_text("utf-8"), namespaceHTMLElements=False)


@pytest.fixture(scope="module", params=["okrsite", "mkdocs"])
def built(request, tmp_path_factory):
    """By okrsite at addresses of folders; and by MkDocs, its macros and its blog, at addresses of files, to be read offline."""
    root = tmp_path_factory.mktemp("documentation")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOCS_NAME", "Riverside")
        if request.param == "okrsite":
            return Built(root, "ordinary_pages: okrsite", "", "", {})
        plugins = "- macros\n- blog\n- offline\n"
        return Built(root, "ordinary_pages: mkdocs", plugins, "use_directory_urls: false\n", RUN)


def find_all(tree: Element, tag: str, name: str = "") -> Iterator[Element]:
    return (each for each in tree.iter(tag) if not name or name in each.get("class", "").split())


def describe_frame(tree: Element) -> dict[str, object]:
    """Return what a reader sees around a page, and what the page loads."""
    loaded = [(each.get("href"), each.get("rel")) for each in tree.iter("link") if each.get("rel") != "prev"]
    scripts = [
        (each.get("src"), each.get("type")) for each in tree.iter("script") if "://" not in each.get("src", "://")
    ]
    (body,) = tree.iter("body")
    (html,) = tree.iter("html")
    return {
        "loaded": {each for each in loaded if each[1] in ("stylesheet", "icon", "canonical")},
        "scripts": {each for each in scripts if "search" not in str(each[0])},
        "palette": {name: body.get(name) for name in ("data-md-color-scheme", "data-md-color-primary")},
        "language": html.get("lang"),
        "logo": [each.get("src") for link in find_all(tree, "a", "md-logo") for each in link.iter("img")],
        "repository": [each.get("href") for each in find_all(tree, "a", "md-source")],
        "announced": ["".join(each.itertext()).split() for each in find_all(tree, "aside", "md-banner")],
        "foot": ["".join(each.itertext()).split() for each in find_all(tree, "div", "md-copyright__highlight")],
        "social": [each.get("href") for each in find_all(tree, "a", "md-social__link")],
        "neighbours": [each.get("href") for each in find_all(tree, "a", "md-footer__link")],
        "described": [each.get("content") for each in tree.iter("meta") if each.get("name") == "description"],
    }


def test_nothing_is_lost_that_mkdocs_alone_would_publish(built):
    assert built.list_files("alone") - built.list_files("beside") == set()
    assert {"fonts/a.woff2", "js/module.mjs", "files/form.pdf"} < built.list_files("beside")


def test_ordinary_pages_hold_the_same(built):
    pages = built.list_pages()
    assert len(pages) >= 4
    for page in pages:
        alone, beside = (describe_article(built.root / site / page) for site in ("alone", "beside"))
        assert beside == alone, page


def test_the_same_stands_around_them(built):
    for page in built.list_pages():
        alone, beside = (describe_frame(built.read(site, page)) for site in ("alone", "beside"))
        for name in ("loaded", "scripts"):
            assert alone.pop(name) <= beside.pop(name), (page, name)
        if not alone["described"]:  # okrsite takes a page's first words
            del alone["described"], beside["described"]
        assert beside == alone, page


def test_their_navigation_stays_and_has_our_pages_behind_it(built):
    for page in built.list_pages():
        tabs = {
            site: [
                (each.get("href"), "".join(each.itertext()).strip()) for each in find_all(tree, "a", "md-tabs__link")
            ]
            for site in ("alone", "beside")
            for tree in [built.read(site, page)]
        }
        theirs, ours = tabs["beside"][: len(tabs["alone"])], tabs["beside"][len(tabs["alone"]) :]
        assert theirs == tabs["alone"], page
        assert {"Teams", "Karte", "Anleitung"} <= {title for _, title in ours}, "in the language of the theme"


def test_what_a_page_hides_is_hidden_and_what_isnt_to_be_found_is_not(built):
    (sidebar,) = find_all(built.read("beside", built.find("handbook/how")), "div", "md-sidebar--primary")
    assert "hidden" in sidebar.attrib
    columns = find_all(built.read("beside", built.find("handbook/index")), "div", "md-sidebar--secondary")
    assert all("hidden" in each.attrib for each in columns)
    index = "\n".join(path.read_text("utf-8") for path in (built.root / "beside/search").glob("*.js*"))
    assert "zh/" not in index and "handbook/how" in index


def test_an_ordinary_page_stands_below_no_guide_that_its_navigation_doesnt_put_it_into(built):
    crumbs = list(find_all(built.read("beside", built.find("handbook/how")), "nav", "okr-crumbs"))
    assert all("".join(each.itertext()).split() == ["Company", "How", "we", "bake"] for each in crumbs)


def test_a_page_that_has_moved_leads_on(built):
    assert "handbook/how" in (built.root / "beside" / built.find("old/place")).read_text("utf-8")
