"""Ordinary pages are those that MkDocs alone makes of the same files, but for what the guide says of them."""

from __future__ import annotations

import pytest
from documentation import BODIES, EXTENSIONS, FILES, PIXEL, describe_article
from mkdocs.commands.build import build
from mkdocs.config.base import load_config
from stories import build_site

HEAD = "site_name: Case\ntheme: {name: material, font: false}\nextra_javascript: [js/mermaid.min.js, js/katex.min.js]\n"
OKRSITE = "plugins: [search, {okrsite: {today: 2026-11-20}}]\n"


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
    return describe_article(sites / site / "reference" / page / "index.html")


def test_an_emoji_is_its_sign_because_its_picture_lies_on_another_host(sites):
    page = "\n".join(read_article(sites, "beside", "emoji"))
    assert "😄" in page and "img" not in page and "svg" in page
    assert "cdn.jsdelivr.net" in (sites / "alone/reference/emoji/index.html").read_text("utf-8")


@pytest.mark.parametrize("page", sorted({*BODIES} - {"emoji"}))
def test_a_page_is_the_same_with_okrsite_beside_it(sites, page):
    alone, beside = read_article(sites, "alone", page), read_article(sites, "beside", page)
    assert len(alone) > 0
    assert beside == alone
