"""The example company in other languages on a narrow phone: German words are long, and nothing may reach over the edge."""

from __future__ import annotations

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


def build_in(language: str, folder: Path) -> Path:
    """Build the example in a language; return the folder of its site."""
    config = folder / "mkdocs.yml"
    config.write_text(
        f"INHERIT: {ROOT}/mkdocs.yml\ndocs_dir: {ROOT}/content\ntheme: {{custom_dir: {ROOT}/theme}}\n"
        f"plugins: {{okrsite: {{language: {language}, decimal_comma: false}}}}\n",
        "utf-8",
    )
    build_site(config, folder / "site")
    return folder / "site"


@pytest.mark.parametrize(("language", "kinds"), [("de", tuple(KINDS)), ("fr", FEW), ("es", FEW)])
def test_no_page_is_wider_than_a_narrow_phone(chromium, tmp_path, tabs, language, kinds):
    wide = {}
    with served(build_in(language, tmp_path)) as base, tabs.lend({}, viewport=NARROW) as page:
        for kind in kinds:
            page.goto(base + KINDS[kind])
            width, which = page.evaluate(WIDEST)
            if width > NARROW["width"]:
                wide[kind] = f"{width}: {which}"
    assert wide == {}
