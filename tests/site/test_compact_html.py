"""What pages needn't repeat is taken out of the theme's frame, and of nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import material
import pytest

from okrsite.site.mkdocs.compact_html import compact_frame

TEMPLATES = Path(material.__file__).parent / "templates"


def test_a_run_of_blanks_with_a_line_end_beside_a_tag_becomes_one_line_end():
    html = "<ul>\n   \n  <li>\n\t Map \n </li> \n</ul>  <b>x</b> y"
    assert compact_frame(html, "") == "<ul>\n<li>\nMap\n</li>\n</ul>  <b>x</b> y"


def test_what_the_page_says_stays_as_it_is():
    content = "<p>\n\n  a\n\n  b </p>"
    assert compact_frame(f"<main>\n\n  {content}\n\n</main>", content) == f"<main>\n{content}\n</main>"


def test_elements_in_which_blanks_count_stay_as_they_are():
    for name in ("pre", "textarea", "script", "style"):
        element = f"<{name}>\n\n  a\n\n </{name}>"
        assert compact_frame(f"<b>\n\n {element}\n\n </b>", "") == f"<b>\n{element}\n</b>"


def test_blanks_within_a_sentence_or_a_value_stay():
    html = '<a title="one\n  two">three\n   four</a>'
    assert compact_frame(html, "") == html


def test_an_icon_that_the_style_sheet_draws_is_a_class_and_any_other_stays():
    menu = (TEMPLATES / ".icons/material/menu.svg").read_text("utf-8")
    assert compact_frame(f"<b>{menu}</b>", "") == '<b><svg class="okr-icon--menu" viewBox="0 0 24 24"></svg></b>'
    other = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M1 2h3z"/></svg>'
    assert compact_frame(f"<b>{other}</b>", "") == '<b><svg viewBox="0 0 24 24"><path d="M1 2h3z"/></svg></b>'


@pytest.mark.parametrize("name", ["library", "menu", "magnify", "arrow-left", "close"])
def test_material_still_has_the_icons_that_the_style_sheet_draws(name):
    icon = (TEMPLATES / f".icons/material/{name}.svg").read_text("utf-8")
    assert "okr-icon--" in compact_frame(icon, "")


def test_a_script_for_a_choice_of_palettes_or_for_tabs_goes_where_there_is_none():
    palette, tabs = (
        re.findall("<script>.*?</script>", (TEMPLATES / f"partials/javascripts/{name}.html").read_text("utf-8"))[-1]
        for name in ("palette", "content")
    )
    other = "<script>let a = 1</script>"
    assert compact_frame(f"<b>{palette}{tabs}{other}</b>", "") == f"<b>{other}</b>"
    choice = '<input type="radio" name="__palette">'
    assert compact_frame(f"<b>{choice}{palette}{tabs}</b>", "") == f"<b>{choice}{palette}</b>"
