"""What pages needn't repeat is taken out of the theme's frame, and of nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path

import material
import pytest

from okrsite.site.mkdocs import compact_html
from okrsite.site.mkdocs.compact_html import compact_frame

TEMPLATES = Path(material.__file__).parent / "templates"


def test_a_run_of_blanks_with_a_line_end_beside_a_tag_becomes_one_line_end():
    html = "<a>\n   \n  <b>\n\t Map \n </b> \n</a>  <b>x</b> y"
    assert compact_frame(html, "") == "<a>\n<b>\nMap\n</b>\n</a>  <b>x</b> y"


def test_no_blank_stays_where_a_block_begins_or_ends():
    html = "<ul>\n   \n  <li>\n\t Map \n </li> \n</ul>  <b>x</b> y"
    assert compact_frame(html, "") == "<ul><li>Map</li></ul>  <b>x</b> y"


def test_what_the_page_says_stays_as_it_is():
    content = "<p>\n\n  a\n\n  b </p>"
    assert compact_frame(f"<main>\n\n  {content}\n\n</main>", content) == f"<main>{content}</main>"


def test_elements_in_which_blanks_count_stay_as_they_are():
    for name in ("pre", "textarea", "script", "style"):
        element = f"<{name}>\n\n  a\n\n </{name}>"
        assert compact_frame(f"<b>\n\n {element}\n\n </b>", "") == f"<b>\n{element}\n</b>"


def test_blanks_within_a_sentence_or_a_value_stay():
    html = '<a title="one\n  two">three\n   four</a>'
    assert compact_frame(html, "") == html


def test_an_icon_that_the_style_sheet_draws_is_a_class_and_any_other_stays():
    menu = (TEMPLATES / ".icons/material/menu.svg").read_text("utf-8")
    assert compact_frame(f"<b>{menu}</b>", "") == '<b><svg class="okr-icon--menu"></svg></b>'
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


def test_a_table_of_contents_without_any_goes_and_one_with_headings_stays():
    sidebar = (
        '<div class="md-sidebar md-sidebar--secondary" data-md-type="toc" hidden>\n<div class="md-sidebar__scrollwrap">'
        '<div class="md-sidebar__inner">\n<nav class="md-nav md-nav--secondary" aria-label="Table of contents">\n{}</nav>'
        "</div></div></div>"
    )
    assert compact_frame(f"<main>{sidebar.format('')}</main>", "") == "<main></main>"
    assert "One" in compact_frame(sidebar.format('<a href="#one">One</a>'), "")


def test_english_words_of_the_search_box_stand_in_the_script_and_others_in_the_page():
    page = '<script id="__config" type="application/json">{"base":".","translations":%s}</script>'
    own = json.dumps(compact_html._read_own_words(), separators=(",", ":"))
    assert compact_frame(page % own, "") == page.replace(',"translations":%s', "")
    other = page % own.replace("Missing", "Fehlt")
    assert compact_frame(other, "") == other


def test_material_is_not_told_what_is_not_set():
    page = '<script id="__config" type="application/json">%s</script>'
    told = page % '{"annotate": null, "base": "\\u003c/script", "features": [], "version": null}'
    assert compact_frame(told, "") == page % '{"base":"\\u003c/script","features":[]}'


def test_settings_that_a_template_of_the_site_writes_otherwise_stay_as_they_are():
    page = '<script id="__config" type="application/json">{"base": nothing}</script>'
    assert compact_frame(page, "") == page


def test_names_in_the_navigation_need_no_element_of_their_own():
    """They go on in the next line where Material would cut them; what holds more than words stays as it is."""
    words = '<a href="a/" class="md-nav__link md-nav__link--active"><span class="md-ellipsis">One</span><b></b></a>'
    more = '<a href="a/" class="md-nav__link"><span class="md-ellipsis">One <small>two</small></span></a>'
    title = '<div class="md-header__topic"><span class="md-ellipsis">One</span></div>'
    assert compact_frame(words, "") == '<a href="a/" class="md-nav__link md-nav__link--active">One<b></b></a>'
    assert compact_frame(more + title, "") == more + title


def test_empty_places_of_the_theme_go():
    kept = '<div data-md-component="announce"><p>New.</p></div>'
    assert compact_frame(f'<div data-md-component="skip"></div>{kept}', "") == kept
    assert compact_frame('<div data-md-component="announce"></div>', "") == ""


def test_no_line_ends_stand_in_what_material_takes_out_of_the_line():
    html = (
        '<a href="a/" class="md-nav__link">\n  <span class="md-ellipsis">\n  One two\n  </span>\n</a>\n'
        '<label class="md-header__button md-icon" for="__drawer">\n<b>\nx</b></label>'
    )
    link = '<a href="a/" class="md-nav__link">One two</a>'
    button = '<label class="md-header__button md-icon" for="__drawer"><b>\nx</b></label>'
    assert compact_frame(html, "") == link + button


def test_the_script_has_the_words_that_material_asks_for():
    base = (TEMPLATES / "base.html").read_text("utf-8")
    english = dict(
        re.findall(r'^  "([^"]+)": "([^"]*)",?$', (TEMPLATES / "partials/languages/en.html").read_text(), re.M)
    )
    asked = re.findall(r'"([^"]+)": lang\.t\("', base)
    assert {key: english[key] for key in asked} == compact_html._read_own_words()


def test_choices_are_kept_as_material_keeps_them():
    script = (TEMPLATES / "partials/javascripts/base.html").read_text("utf-8")
    kept = script[script.index("__md_hash=") : script.index("</script>")]
    assert kept in (compact_html.THEME / "assets/okr/scope.js").read_text("utf-8")
