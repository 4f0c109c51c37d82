"""The catalogues that are published: current, read as Babel reads them, and true to what they translate."""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO

import pytest
from babel.messages.pofile import read_po

from okrsite.languages.catalogue import SEPARATOR, find_catalogue, read_catalogue
from okrsite.pages.counted_things import COUNTED
from translation.catalogues import TRANSLATED, list_marked_texts, list_source_files, update_catalogues

_PART = re.compile(r"\{[a-z_]+\}")
_TAG = re.compile(r"<[A-Za-z/!][^<>]*>")
_MARKED_IN_SCRIPTS = re.compile(r"\btranslate(?:Plural)?\(\s*\"((?:[^\"\\]|\\.)*)\"")


def test_catalogues_are_what_the_source_says():
    """Run `make words` where this fails."""
    said = []
    assert update_catalogues(said.append, only_check=True), said


def test_what_scripts_mark_is_found_in_them():
    """Babel's reader of scripts passes over templates, and loses its way in a pattern with a bare slash between brackets."""
    scripts = [path for path in list_source_files() if path.suffix == ".js"]
    marked = {text for path in scripts for text in _MARKED_IN_SCRIPTS.findall(path.read_text("utf-8"))}
    assert len(marked) > 50
    assert marked - read_catalogue("de").script_words.keys() == set()


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_is_read_as_babel_reads_it(language):
    read = read_catalogue(language)
    wanted = {}
    for entry in read_po(BytesIO(find_catalogue(language).read_bytes())):
        text = entry.id if isinstance(entry.id, str) else entry.id[0] if entry.id else ""
        said = tuple(entry.string) if isinstance(entry.string, list | tuple) else entry.string
        if text and not entry.fuzzy and said and (isinstance(said, str) or all(said)):
            wanted[f"{entry.context}{SEPARATOR}{text}" if entry.context else text] = said
    assert read.words == wanted


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_parts_and_tags_of_its_text_and_no_sign_that_would_end_an_attribute(language):
    """A part may be left out in the singular alone ("one day"), and quotation marks are those of the language."""
    wrong = []
    for entry in read_po(BytesIO(find_catalogue(language).read_bytes())):
        texts = [entry.id] if isinstance(entry.id, str) else list(entry.id)
        said = [entry.string] if isinstance(entry.string, str) else list(entry.string)
        for text, translation in zip(texts, said, strict=True):
            if not text or not translation:
                continue
            if Counter(_PART.findall(text)) != Counter(_PART.findall(translation)):
                wrong.append(f"parts: {translation}")
            if Counter(_TAG.findall(text)) != Counter(_TAG.findall(translation)):
                wrong.append(f"tags: {translation}")
            if any(translation.count(sign) != text.count(sign) for sign in '"<>&'):
                wrong.append(f"signs: {translation}")
            first = translation.removeprefix("\u202f")  # French has one before a semicolon
            if text[:1].isspace() != first[:1].isspace() or text[-1:].isspace() != translation[-1:].isspace():
                wrong.append(f"blanks: {translation!r}")
    assert wrong == []


_CODE = re.compile(r"`[^`]*`|<code>.*?</code>|<[^<>]*>|https?://\S+|\{[a-z]+: .*\}|theme: language", re.DOTALL)
_TYPED = re.compile(r"Write |Type |a number|2%|50%")
"""How texts begin that say what to type, with percent as everybody types it."""
_LOOSE_PERCENT = re.compile(r"[0-9}]%|[ ]%")
_LOOSE_FRENCH = re.compile(r"[^\u202f(][;!?](?=[\s»)]|$)|[^\u00a0][:»](?=\s|$)|«[^\u00a0]|[^\u202f\d]%")


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_line_ends_between_a_number_and_its_percent_or_before_a_french_sign(language):
    """A full blank before a colon and inside quotation marks, a narrow one before other signs, and none breaks."""
    loose = []
    for text, said in read_catalogue(language).words.items():
        for each in (said,) if isinstance(said, str) else said:
            prose = _CODE.sub("x", each)
            if _LOOSE_PERCENT.search(prose) and not _TYPED.match(text):
                loose.append(each)
            if language == "fr" and _LOOSE_FRENCH.search(_PART.sub("x", prose)) and not _TYPED.match(text):
                loose.append(each)
    assert loose == []


def test_each_noun_behind_a_number_is_in_the_catalogues():
    """`format_plural` puts its text together, so what marks it stands in a list; see `counted_things`."""
    called = re.compile(r"""\bformat_plural\([^"'\n]*["']([^"'\n]+)["'](?:, ["']([^"'\n]+)["'])?\)""")
    filtered = re.compile(r"""\| plural\("([^"]+)"(?:, "([^"]+)")?\)""")
    listed = {one for one, _ in COUNTED}
    missing = {
        f"{path.name}: {found[1]}"
        for path in list_source_files()
        for found in (filtered if path.suffix == ".html" else called).finditer(path.read_text("utf-8"))
        if path.suffix != ".js" and "/cli/" not in path.as_posix() and f"{{number}} {found[1]}" not in listed
    }
    assert missing == set()


def test_where_two_branches_were_joined_what_was_translated_stays(tmp_path, monkeypatch):
    """An entry that stands twice, translated by one of them: whichever comes last."""
    from babel.messages.catalog import Catalog

    from okrsite.languages import catalogue
    from translation.catalogues import format_catalogue

    monkeypatch.setattr(catalogue, "LOCALE", tmp_path)
    said, unsaid = 'msgid "reached"\nmsgstr "erreicht"\n', 'msgid "reached"\nmsgstr ""\n'
    texts = Catalog()
    texts.add("reached")
    for pair in ((said, unsaid), (unsaid, said)):
        (tmp_path / "de.po").write_text("\n".join(('msgid ""\nmsgstr ""\n"Language: de\\n"\n', *pair)), "utf-8")
        assert format_catalogue("de", texts).count(b'msgstr "erreicht"') == 1


def test_texts_inside_f_strings_and_other_texts_are_found():
    """Babel alone misses them on older Pythons, so they would be dropped from the catalogues without a word."""
    source = b"f'<b>{translate_html(\"A\")}</b>' + translate('{b}', b=translate_plural('C', 'Cs', n)) + translate_in('x', 'D')"
    assert set(list_marked_texts(source)) == {("A", None), ("{b}", None), (("C", "Cs"), None), ("D", "x")}
