"""Marks are drawn by the style sheet; the hatch of bars stands once on the pages that need it."""

from __future__ import annotations

import re

import pytest

from okrsite.pages.html.marks import render_mark, render_sign, render_status
from okrsite.pages.html.shared_shapes import add_shared_shapes
from okrsite.pages.page_templates import THEME
from okrsite.pages.views import StatusView
from okrsite.pages.wording import find_status_key
from okrsite.progress.status import STATUSES

STYLES = (THEME / "assets" / "okr" / "okr.css").read_text("utf-8")
SOURCES = [*THEME.rglob("*.html"), *(THEME.parent / "pages").rglob("*.py")]


def page(content: str) -> str:
    return f'<div class="okr">\n{content}\n</div>'


def find_mark(selector: str) -> str:
    """Return the picture that the style sheet gives to a selector, empty for none."""
    found = re.search(
        rf"(?:^|, ){re.escape(selector)}(?:,[^{{]*)? {{ --okr-mark: url\(\"([^\"]+)", STYLES, re.MULTILINE
    )
    return found[1] if found else ""


@pytest.mark.parametrize("word", STATUSES)
def test_each_status_has_a_mark_wherever_it_is_told(word):
    key = find_status_key(word)
    marks = {find_mark(f".okr-mark--{key}"), find_mark(f".okr-status--{key}"), find_mark(f".okr-sign.is-{key}")}
    assert len(marks) == 1 and marks.pop().startswith("data:image/svg+xml,%3Csvg")


def test_each_mark_that_is_asked_for_by_name_is_drawn():
    asked = {name for path in SOURCES for name in re.findall(r"mark\([\"'](\w+)[\"']\)", path.read_text("utf-8"))}
    assert {"pen", "internal", "unlinked"} <= asked
    assert [name for name in asked if not find_mark(f".okr-mark--{name}")] == []


def test_a_mark_is_an_element_without_attributes_to_repeat():
    assert render_mark("pen") == '<i class="okr-mark--pen"></i>'


def test_a_status_says_its_word_to_those_who_hear_the_page():
    status = StatusView("At risk", "risk")
    assert render_sign(status) == '<i class="is-risk okr-sign" title="At risk">At risk</i>'
    assert render_status(status) == '<span class="okr-status--risk">At risk</span>'


def test_a_page_without_bars_has_no_hatch():
    assert add_shared_shapes(page("Words")) == page("Words")


@pytest.mark.parametrize("content", ['<rect x="5%" width="7%"/>' * 3, '<svg class="okr-map__svg"></svg>'])
def test_a_bar_with_a_gap_and_a_map_bring_the_hatch_once(content):
    assert add_shared_shapes(page(content)).count('id="okr-hatch"') == 1
