"""Sites in another language than English: what a page says of itself is true, and Chinese words are found."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup
from stories import build_site

from okrsite.pages.page import Page, SearchEntry
from okrsite.site.mkdocs.search_index import fill_search_index

FILES = {
    "company/team.yml": "name: Firma\n",
    "company/2026-Q4.md": "## Wachstum im Süden\n\n- Owner: Ana\n\n- KR: Brot: 0 → 9, now 3\n- KR: 增长: 0 → 9, now 3\n",
    "handbook/wie.md": "# Wie\n\nWorte.\n",
}


def test_words_that_okrsite_has_not_in_the_language_of_the_theme_are_english(project):
    made = project(FILES)
    made.config.write_text(
        made.config.read_text("utf-8").replace("font: false", "font: false\n  language: it"), "utf-8"
    )
    build_site(made.config, made.root / "site")
    objective = (made.root / "site/objectives/company/2026-Q4/wachstum-im-sueden/index.html").read_text("utf-8")
    assert '<html lang="it"' in objective and '<div lang="en"><div class="okr">' in re.sub(r">\s+<", "><", objective)
    page = (made.root / "site/handbook/wie/index.html").read_text("utf-8")
    assert '<div class="okr-prose okr-prose--page" lang="it">' in page


def test_an_english_site_says_it_once(project):
    made = project(FILES)
    build_site(made.config, made.root / "site")
    assert (made.root / "site/handbook/wie/index.html").read_text("utf-8").count("lang=") == 1


def test_chinese_words_are_cut_where_material_cuts_them(monkeypatch):
    from material.plugins.search import plugin

    monkeypatch.setattr(plugin, "jieba", SimpleNamespace(cut=lambda text: list(text.decode())))
    index = plugin.SearchIndex(lang=["zh"], separator=" ", pipeline=[], fields={})
    config: Any = SimpleNamespace(plugins={"material/search": SimpleNamespace(search_index=index)})
    page = Page("a.md", "x", Markup(), search=(SearchEntry("", "增长 plan", "客户"),))
    fill_search_index(config, [page])
    assert index.entries[-1]["title"] == "增\u200b长\u200b plan"
    monkeypatch.setattr(plugin, "jieba", None)
    fill_search_index(config, [page])
    assert index.entries[-1]["title"] == "增长 plan"
