"""The guide in other languages says what the English one says: the same sections, examples and links at the same anchors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from okrsite.languages.catalogue import LANGUAGES
from okrsite.languages.words import set_language
from okrsite.pages.context import ViewContext
from okrsite.pages.guide.anchors import TEXTS, read_guide_text
from okrsite.pages.html.functions import create_renderer
from okrsite.pages.kinds.guide import build_guide_pages
from okrsite.pages.page import Page
from okrsite.pages.prose.link_targets import GUIDE_PAGES
from okrsite.pages.prose.renderer import ProseRenderer

TRANSLATED = [
    (language, name) for language in LANGUAGES for name in GUIDE_PAGES if (TEXTS / language / f"{name}.md").is_file()
]
"""Language and name of each page that is translated."""
FENCE = re.compile(r"^ *```.*?^ *```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^(#+) ", re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
ROW = re.compile(r"^\|", re.MULTILINE)


def read_translation(language: str, name: str) -> str:
    return (TEXTS / language / f"{name}.md").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    set_language("en")


def render_pages(project, language: str) -> dict[str, Page]:
    snapshot = project({"company/team.yml": "name: Company\n"}, language=language).snapshot()
    prose = ProseRenderer(snapshot)
    plans = build_guide_pages(snapshot, prose, create_renderer(ViewContext(snapshot, prose)))
    pages = {plan.uri: plan.build() for plan in plans}
    assert prose.problems == [], "each link leads somewhere"
    return pages


@pytest.mark.parametrize(("language", "name"), TRANSLATED)
def test_sections_examples_tables_and_links_are_those_of_the_original(language, name):
    original, translation = read_guide_text(name), read_translation(language, name)
    assert FENCE.findall(translation) == FENCE.findall(original), "examples are tried in English, and stay as they are"
    original, translation = FENCE.sub("", original), FENCE.sub("", translation)
    assert HEADING.findall(translation) == HEADING.findall(original)
    assert Counter(LINK.findall(translation)) == Counter(LINK.findall(original))
    assert len(ROW.findall(translation)) == len(ROW.findall(original))


@pytest.mark.parametrize(("language", "name"), TRANSLATED)
def test_no_paragraph_was_left_in_english(language, name):
    def list_paragraphs(text: str) -> set[str]:
        found = (" ".join(part.split()) for part in FENCE.sub("", text).split("\n\n"))
        return {part for part in found if len(part) > 60 and re.search(r"[a-z]{3,} [a-z]{3,}", part)}

    assert not list_paragraphs(read_translation(language, name)) & list_paragraphs(read_guide_text(name))


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_anchors_are_the_same_in_each_language(project, language):
    english = render_pages(project, "en")
    translated = render_pages(project, language)
    assert list(translated) == list(english)
    for uri, page in translated.items():
        assert set(re.findall(r'\bid="([^"]+)"', page.body)) == set(re.findall(r'\bid="([^"]+)"', english[uri].body))
