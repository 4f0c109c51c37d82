"""The example company in other languages on a narrow phone: German words are long, and nothing may reach over the edge."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT, served
from kinds import KINDS, NARROW
from stories import build_site

pytestmark = pytest.mark.browser

FEW = ("home", "team", "earlier cycle", "objective", "gaps", "digest")
"""Kinds of pages whose tables, buttons and headings have the longest words."""
WIDEST = """() => {
  const over = [...document.querySelectorAll("main *")].filter(each => each.getBoundingClientRect().right > innerWidth);
  return [document.scrollingElement.scrollWidth, over.length ? over[0].className || over[0].tagName : ""];
}"""


@pytest.fixture(scope="module")
def build(chromium: str, tmp_path_factory: pytest.TempPathFactory):
    """Build the example in a language, once; return the folder of its site."""
    built: dict[str, Path] = {}

    def build_in(language: str) -> Path:
        if language not in built:
            folder = tmp_path_factory.mktemp(language)
            text = (ROOT / "mkdocs.yml").read_text("utf-8")
            text = text.replace("docs_dir: content", f"docs_dir: {ROOT}/content")
            text = text.replace("custom_dir: theme", f"custom_dir: {ROOT}/theme")
            text = re.sub(
                r"^( +)(review_packs: all)$",
                rf"\1language: {language}\n\1decimal_comma: false\n\1\2",
                text,
                flags=re.MULTILINE,
            )
            assert f"language: {language}" in text
            config = folder / "mkdocs.yml"
            config.write_text(text, "utf-8")
            build_site(config, folder / "site")
            built[language] = folder / "site"
        return built[language]

    return build_in


@pytest.mark.parametrize(("language", "kinds"), [("de", tuple(KINDS)), ("fr", FEW), ("es", FEW)])
def test_no_page_is_wider_than_a_narrow_phone(build, tabs, language, kinds):
    wide = {}
    with served(build(language)) as base:
        for kind in kinds:
            with tabs.lend({}, viewport=NARROW) as page:
                page.goto(base + KINDS[kind])
                width, which = page.evaluate(WIDEST)
                if width > NARROW["width"]:
                    wide[kind] = f"{width}: {which}"
    assert wide == {}
