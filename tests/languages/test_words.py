"""Words in the language of the site: which stands for which, what fills its parts, and what terms are called."""

from __future__ import annotations

from datetime import date

import pytest
from markupsafe import Markup

from okrsite.languages import catalogue, terms, words
from okrsite.languages.script_words import format_script_words
from okrsite.languages.words import (
    set_language,
    translate,
    translate_html,
    translate_in,
    translate_plural,
)
from okrsite.number_style import set_decimal_comma
from okrsite.pages.formatting import (
    format_full_day,
    format_long_day,
    format_month,
    format_short_day,
    format_short_day_with_year,
)
from okrsite.progress.explanation import format_percent
from okrsite.sources.numbers import render_quantity

DAY = date(2026, 9, 3)

SMALL = """\
msgid ""
msgstr ""
"Language: de\\n"

#: okrsite/pages/kinds/teams.py
msgid "Teams of {name}"
msgstr "Teams von {name}"

#: okrsite/pages/kinds/teams.py
msgid "{number} goal"
msgid_plural "{number} goals"
msgstr[0] "{number} Ziel"
msgstr[1] "{number} Ziele"

#: frontend/src/filter.js
#, fuzzy
msgid "Show all"
msgstr "Zeig"

#: frontend/src/filter.js
msgctxt "verb"
msgid "Filter"
msgstr ""
"Fil"
"tern \\"alles\\"\\n"
"""


@pytest.fixture
def small(tmp_path, monkeypatch):
    """A German catalogue of a few words, in place of ours."""
    (tmp_path / "de.po").write_text(SMALL, "utf-8")
    monkeypatch.setattr(catalogue, "LOCALE", tmp_path)


def test_a_text_stands_for_another_and_values_in_it_are_left_alone(small):
    set_language("de")
    assert translate("Teams of {name}", name="{name} & <b>") == "Teams von {name} & <b>"
    assert translate_html("Teams of {name}", name="A & <b>") == "Teams von A &amp; &lt;b&gt;"
    assert translate_html("Teams of {name}", name=Markup("<i>A</i>")) == "Teams von <i>A</i>"
    assert translate("values: {2026-01-31: 71%} of {name}", name=1) == "values: {2026-01-31: 71%} of 1"
    assert translate("{share}% of %s and %(name)s, {name}", share="5%s", name="%d") == "5%s% of %s and %(name)s, %d"
    assert translate("{name} of {nobody}, {name}", name="%") == "% of {nobody}, %"
    assert type(translate("{name}", name=Markup("<b>"))) is str
    assert translate("Teams") == "Teams"


def test_the_plural_is_that_of_the_language_with_the_number_as_the_site_writes_it(small):
    set_language("de")
    set_decimal_comma(True)
    said = [translate_plural("{number} goal", "{number} goals", number) for number in (0, 1, 1200)]
    assert said == ["0 Ziele", "1 Ziel", "1.200 Ziele"]


def test_in_french_nothing_is_singular():
    set_language("fr")
    assert (words.is_singular(0), words.is_singular(2)) == (True, False)
    set_language("en")
    assert not words.is_singular(0)


def test_what_is_not_certain_is_not_said_and_contexts_are_told_apart(small):
    set_language("de")
    assert translate("Show all") == "Show all"
    assert translate("Filter") == "Filter"
    assert translate_in("verb", "Filter") == 'Filtern "alles"\n'


def test_scripts_get_their_words_and_no_others(small):
    set_language("en")
    assert format_script_words() == ""
    set_language("de")
    script = format_script_words()
    assert "Filtern" in script and "Show all" in script and "Teams" not in script and "<" not in script


def test_terms_are_renamed_in_our_texts_with_their_articles_and_capitals():
    set_language("en", {"objective": "Goal", "objectives": "Goals", "team": "Agile squad", "teams": "Agile squads"})
    assert translate("An objective of {number} teams", number=3) == "A goal of 3 agile squads"
    assert translate("Objectives") == "Goals"
    assert translate("No team has an objective named {team}.", team="Team objective") == (
        "No agile squad has a goal named Team objective."
    )
    assert translate("a team") == "an agile squad"
    assert translate_html('<a href="objective">objective</a> <code>objectives/</code>') == (
        '<a href="objective">goal</a> <code>objectives/</code>'
    )


def test_terms_are_renamed_in_what_was_translated(small):
    set_language("de", {"objective": "Vorhaben", "objectives": "Vorhaben"})
    assert translate_plural("{number} goal", "{number} goals", 2) == "2 Vorhaben"


def test_every_term_has_words_in_each_language():
    glossary = terms.read_glossary()
    lacking = [
        (name, language)
        for pair in terms.TERMS.items()
        for name in pair
        for language in catalogue.LANGUAGES
        if not glossary[name].get(language)
    ]
    assert lacking == []
    assert all(set(entry) == set(catalogue.LANGUAGES) for entry in glossary.values())


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", ("3 September 2026", "Thursday 3 September 2026", "3 Sep", "3 Sep 2026", "Sep")),
        ("de", ("3. September 2026", "Donnerstag, 3. September 2026", "3. Sept.", "3. Sept. 2026", "Sep")),
        ("fr", ("3 septembre 2026", "jeudi 3 septembre 2026", "3 sept.", "3 sept. 2026", "sept.")),
        ("es", ("3 de septiembre de 2026", "jueves, 3 de septiembre de 2026", "3 sept", "3 sept 2026", "sept")),
    ],
)
def test_days_are_written_as_the_language_does(language, written):
    set_language(language)
    writers = (format_long_day, format_full_day, format_short_day, format_short_day_with_year, format_month)
    assert tuple(write(DAY) for write in writers) == written


def test_the_sign_between_thousands_is_that_of_the_language():
    from babel import Locale

    from okrsite.languages.conventions import PERCENT, THOUSANDS

    for language in ("de", "fr", "es"):
        # French signs stand behind a narrow blank, which CLDR has been having for some time, and Babel not yet.
        percent = PERCENT[language].replace("\u202f", "\u00a0")
        assert Locale.parse(language).percent_formats[None].pattern == f"#,##0{percent}"
        assert THOUSANDS.get(language, ".") == Locale.parse(language).number_symbols["latn"]["group"]
    set_decimal_comma(True, "\u202f")
    assert render_quantity(1234.5, "€") == "€1\u202f234,5"
    set_decimal_comma(True)
    assert render_quantity(1234.5, "€") == "€1.234,5"
    assert (render_quantity(45, "%"), format_percent(0.45)) == ("45%", "45%")
    set_decimal_comma(True, ".", PERCENT["de"])
    said = render_quantity(45.5, "%"), render_quantity(3, "% of visits"), render_quantity(2, "‰"), format_percent(0.45)
    assert said == ("45,5\u00a0%", "3\u00a0% of visits", "2\u00a0‰", "45\u00a0%")
