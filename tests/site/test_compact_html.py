"""Needless blanks are taken out of the theme's frame, and of nothing else."""

from __future__ import annotations

from okrsite.site.mkdocs.compact_html import compact_frame


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
