"""Badges say how something stands to the eye and to the ear, in one way, whatever it is called."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from project_tree import Project
from stories import build_site

from okrsite.feeds.badges import draw_badge
from okrsite.feeds.site_files import SiteFileMaker
from okrsite.gate.feeds import check_svg
from okrsite.maps.svg_file import STATUS_COLOURS
from okrsite.maps.text_metrics import clean_text
from okrsite.pages.site_pages import build_pages

SVG = "{http://www.w3.org/2000/svg}"
FILES = {
    "company/team.yml": "name: Company\n",
    "company/2026-Q4.yml": """
        objectives:
          - id: grow
            title: We grow <b>fast</b> & well
            key_results: [{id: k, title: Turnover, from: 0, to: 10, now: 2}]
    """,
    "teams/shop/team.yml": "name: Shop\n",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A site with badges; the gate has looked at each of them."""
    made = Project(tmp_path_factory.mktemp("badges"), {"badges": True}).write(FILES)
    build_site(made.config, made.root / "site")
    return made.root / "site"


def read_words(text: str) -> str:
    root = ElementTree.fromstring(text)
    assert root.get("role") == "img" and root.get("aria-label") == root.findtext(f"{SVG}title")
    return root.get("aria-label")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("objectives/company/2026-Q4/grow.svg", "We grow <b>fast</b> & well: Outdated · 20%"),
        ("company/badge.svg", "Company: Q4 2026 · 20%"),
        ("teams/shop/badge.svg", "Shop: no objectives yet"),
    ],
)
def test_a_badge_says_what_its_page_says(built, path, words):
    assert read_words((built / path).read_text(encoding="utf-8")) == words


def test_pages_lead_to_their_badges(built):
    assert '<a href="badge.svg">Badge</a>' in (built / "company/index.html").read_text(encoding="utf-8")
    page = (built / "objectives/company/2026-Q4/grow/index.html").read_text(encoding="utf-8")
    assert '<a href="../grow.svg">Badge</a>' in page


def test_without_the_setting_there_are_no_badges(project):
    made = build_pages(project(FILES).snapshot(), prepare_files=SiteFileMaker)
    assert not [file.uri for file in made.files if file.uri.endswith(("badge.svg", "grow.svg"))]


@settings(max_examples=60)
@given(title=st.text(max_size=400), value=st.text(max_size=40))
def test_whatever_it_is_called_it_is_a_picture_of_bounded_size_that_runs_nothing(title, value):
    title = f"{title}</title><script>x</script>\" onload='x"
    text = draw_badge(title, value, "#1b6e3c")
    root = ElementTree.fromstring(text)
    assert not list(check_svg(root))
    assert {element.tag.removeprefix(SVG) for element in root.iter()} == {"svg", "title", "rect", "g", "text"}
    assert int(root.get("width")) < 1000
    assert read_words(text) == f"{clean_text(title)}: {clean_text(value)}"


def test_white_text_is_legible_on_each_colour():
    """4.5 to 1, as WCAG wants it of small text."""

    def compute_luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    grounds = {*STATUS_COLOURS.values(), *re.findall(r'fill="(#\w{6})"/>', draw_badge("a", "b", "#1f4e86"))}
    assert len(grounds) >= 6
    for colour in grounds:
        assert 1.05 / (compute_luminance(colour) + 0.05) >= 4.5, colour
