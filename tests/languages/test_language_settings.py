"""The settings `language` and `terms`: what they take, and what a site that has them says of itself."""

from __future__ import annotations

import re

import pytest
from project_tree import Project
from stories import build_site

from okrsite.config_loading import ConfigurationError
from okrsite.option_values import read_settings
from okrsite.settings import read_site

FILES = {"company/team.yml": "name: Firma\n", "company/2026-Q4.md": "## Wachstum\n\n- KR: Brot: 0 → 9, now 3\n"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"language": "klingon"}, "mkdocs.yml:8: The setting 'language' can't be 'klingon': it is"),
        ({"terms": {"goal": "Ziel"}}, "mkdocs.yml:9: The setting 'terms' names 'goal', which is no term of okrsite."),
        ({"terms": {"objective": "Goal"}}, "says what objective is called here, and not objectives."),
        ({"terms": {"objective": "<b>", "objectives": "Goals"}}, "can't call objective '<b>'"),
        ({"terms": "Goal"}, "The setting 'terms' can't be 'Goal'."),
    ],
)
def test_what_can_not_be_used_is_told_with_file_and_line(project, options, said):
    made = project({}, **options)
    with pytest.raises(ConfigurationError) as raised:
        read_site(made.config)
    assert re.sub(r":\d+:", ":", said) in re.sub(r":\d+:", ":", str(raised.value))
    assert re.match(r"mkdocs\.yml:\d+: ", str(raised.value))


def test_a_language_decides_the_comma_unless_that_is_set():
    assert read_settings({"language": "de"}).decimal_comma
    assert not read_settings({"language": "de", "decimal_comma": False}).decimal_comma
    assert not read_settings({"language": "en"}).decimal_comma


def test_terms_are_named_with_blanks_hyphens_or_underscores():
    terms = read_settings({"terms": {"key_result": "Metric", "Key results": "Metrics"}}).terms
    assert terms == {"key result": "Metric", "key results": "Metrics"}


@pytest.mark.parametrize(("typed", "language"), [("de-AT", "de"), ("it", "en"), ("ES", "es")])
def test_without_a_setting_the_theme_says_the_language_where_okrsite_has_it(project, typed, language):
    made = project(FILES)
    text = made.config.read_text("utf-8").replace("font: false", f"font: false\n  language: {typed}")
    made.config.write_text(text, "utf-8")
    site = read_site(made.config)
    assert (site.words_language, site.settings.decimal_comma) == (language, False)


def test_the_language_is_that_of_the_theme_too_and_each_page_says_it(project):
    made = project(FILES, language="fr")
    build_site(made.config, made.root / "site")
    page = (made.root / "site/objectives/company/2026-Q4/wachstum/index.html").read_text("utf-8")
    assert '<html lang="fr"' in page and page.count(" lang=") == 1
    assert "md-search" in page and "Recherche" in page


def test_an_english_site_loads_no_words(project):
    made = project(FILES)
    build_site(made.config, made.root / "site")
    assert not (made.root / "site/assets/okr/translations.js").exists()


@pytest.fixture(scope="module")
def german(tmp_path_factory):
    """A site in German, whose company calls its objectives otherwise."""
    made = Project(
        tmp_path_factory.mktemp("german"),
        {"language": "de", "terms": {"objective": "Vorhaben", "objectives": "Vorhaben"}},
    )
    made.write(
        {
            **FILES,
            "people.yml": "ana: {name: Ana, team: company}\n",
            "company/2026-Q3.yml": "objectives: [{id: o, title: O, owner: ana, key_results: [{id: k, title: K, from: 0, to: 1200, now: '1000,5'}]}]\n",
        }
    )
    build_site(made.config, made.root / "site")
    return made.root / "site"


def test_pages_say_titles_statuses_numbers_and_days_in_german(german):
    page = (german / "teams/index.html").read_text("utf-8")
    assert "<h1>Teams</h1>" in page and 'aria-label="Sie sind hier"' in page
    objective = (german / "objectives/company/2026-Q3/o/index.html").read_text("utf-8")
    assert "1.000,5" in objective and "Noch nicht" not in objective
    assert re.search(r"Erreicht|Verfehlt|Teilweise erreicht", objective)
    assert ('<a href="' in objective and "2026-Q3.yml bearbeiten" in objective) or "Zeile 1" in objective


def test_percent_stands_behind_a_blank_at_which_no_line_ends(german):
    """On pages and in what scripts say; attributes of drawings and styles are no words."""
    texts = [re.sub(r"<(style|script|code).*?</\1>|<[^>]*>", " ", path.read_text("utf-8"), flags=re.DOTALL)
             for path in german.rglob("*.html") if "guide" not in path.parts]  # fmt: skip
    assert sum(text.count("\u00a0%") for text in texts) > 5
    assert [found for text in texts for found in re.findall(r".{20}[0-9] ?%", text)] == []
    assert '\\"percent\\": \\"\u00a0%\\"' in (german / "assets/okr/translations.js").read_text("utf-8")


def test_terms_and_scripts_are_german_too(german):
    people = (german / "people/index.html").read_text("utf-8")
    assert "Alle, die ein Vorhaben verantworten" not in people  # that is for the search alone
    words = (german / "assets/okr/translations.js").read_text("utf-8")
    assert "vor {number} Tagen" in words and "Vollbild" in words
    page = (german / "teams/index.html").read_text("utf-8")
    assert page.index("assets/okr/translations.js") < page.index("assets/okr/okr.js")
