"""Each page holds the symbols that stand on it, and no others."""

from __future__ import annotations

import re

import pytest

from okrsite.pages.html.marks import render_mark
from okrsite.pages.html.sprite import Sprite
from okrsite.pages.render import THEME
from okrsite.pages.wording import STATUS_KEYS


@pytest.fixture(scope="module")
def sprite() -> Sprite:
    return Sprite((THEME / "okr" / "parts" / "sprite.html").read_text("utf-8"))


def page(content: str) -> str:
    return f'<div class="okr">\n{content}\n</div>'


def test_a_page_without_marks_has_no_symbols(sprite):
    assert sprite.add_to_page(page("Words")) == page("Words")


def test_a_symbol_stands_once_on_a_page_however_often_it_is_used(sprite):
    html = sprite.add_to_page(page(render_mark("pen") * 3))
    assert html.count('<symbol id="m-pen"') == html.count("<symbol") == 1
    assert "okr-hatch" not in html


def test_a_bar_with_a_gap_brings_its_hatch(sprite):
    assert 'id="okr-hatch"' in sprite.add_to_page(page('<rect class="okr-bar__gap"/>'))


def test_a_page_with_a_map_has_all_that_another_map_may_need_in_its_place(sprite):
    html = sprite.add_to_page(page('<svg class="okr-map__svg"></svg>'))
    assert set(re.findall(r'<symbol id="m-([^"]+)"', html)) == set(STATUS_KEYS.values())
    assert 'id="okr-hatch"' in html


def test_what_an_author_writes_asks_for_no_symbol(sprite):
    said = page("&lt;use href=&quot;#m-pen&quot;")
    assert sprite.add_to_page(said) == said
