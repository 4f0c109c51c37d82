"""Texts that a site says by itself, in its language: what marks them in the source, and what looks them up.

`make words` finds the texts by the names of these functions, so each is called with a literal. A part in braces
(`{name}`) is filled with the value of that name; braces that name no value stay. Translators may put the parts in
another order, so a sentence is one text and never glued together.

The language is one for the process, as the style of numbers is, and for the same reason: hundreds of functions write
words, and one that wasn't handed the language would put a word of another one onto a page. It is set when the content
is read. Workers are copies and have it, too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

import msgspec

from okrsite.escaping import escape
from okrsite.languages.catalogue import SEPARATOR, Translation, read_catalogue
from okrsite.languages.terms import TermRenamer
from okrsite.number_style import format_count

_PART = re.compile(r"\{([a-z_]+)\}")


class _Words(dict[str, Translation]):
    """The words of a language by their English texts: each is renamed when somebody asks for it first."""

    def __init__(self, catalogue: Mapping[str, Translation], renamer: TermRenamer | None) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._renamer = renamer

    def __missing__(self, key: str) -> Translation | None:
        found = self._catalogue.get(key)
        if found is not None and self._renamer is not None:
            found = self._renamer.rename(found) if isinstance(found, str) else _rename_both(self._renamer, found)
        if found is not None:
            self[key] = found
        return found

    def find(self, text: str, context: str = "") -> str:
        """Return what stands for a text; itself, with renamed terms, where the catalogue has nothing."""
        found = self[f"{context}{SEPARATOR}{text}" if context else text]
        if type(found) is str:
            return found
        return text if self._renamer is None else self._renamer.rename(text)

    def find_plural(self, one: str, many: str) -> tuple[str, str]:
        """Return the singular and the plural that stand for two texts."""
        found = self[one]
        if type(found) is tuple:
            return found
        return (one, many) if self._renamer is None else _rename_both(self._renamer, (one, many))


def _rename_both(renamer: TermRenamer, texts: tuple[str, str]) -> tuple[str, str]:
    return renamer.rename(texts[0]), renamer.rename(texts[1])


WordsKey = tuple[str, frozenset[tuple[str, str]]]
"""What decides in which words a text is said: the language, and the renamed terms."""


class _Current:
    language = "en"
    key: WordsKey = ("en", frozenset())
    words: _Words | None = None
    """None: what the source says."""
    script_words: Mapping[str, Translation] | None = None


def set_language(language: str, terms: Mapping[str, str] | None = None) -> None:
    """Say all words from now on in a language, one of `LANGUAGES`, with some terms renamed (as in the setting)."""
    _Current.language = language
    _Current.key = _make_words_key(language, terms or {})
    _Current.words = _Current.script_words = None
    if language == "en" and not terms:
        return
    # English has no catalogue of its own; what scripts say is the same in each.
    catalogue = read_catalogue(language if language != "en" else "de")
    renamer = TermRenamer(language, terms) if terms else None
    _Current.words = _Words({} if language == "en" else catalogue.words, renamer)
    _Current.script_words = catalogue.script_words


def _make_words_key(language: str, terms: Mapping[str, str]) -> WordsKey:
    return language, frozenset(terms.items())


def get_language() -> str:
    """Return the language in which words are said now, as in `lang="de"`."""
    return _Current.language


def get_words_key() -> WordsKey:
    """Return what decides words now, for what is kept in memory and has some in it."""
    return _Current.key


def translate(text: str, /, **values: object) -> str:
    """Return a text in the language of the site, with values in the place of its parts."""
    words = _Current.words
    if words is not None:
        text = words.find(text)
    return _fill(text, values) if values else text


def translate_in(context: str, text: str, /, **values: object) -> str:
    """Return a text that means something else elsewhere; `context` tells translators where it stands."""
    words = _Current.words
    if words is not None:
        text = words.find(text, context)
    return _fill(text, values) if values else text


def translate_plural(one: str, many: str, number: int, /, **values: object) -> str:
    """Return the text that is right for a number; its part `{number}` is the number as the site writes it."""
    return _fill(_choose_plural(one, many, number), {"number": format_count(number), **values})


def translate_html(text: str, /, **values: object) -> str:
    """Return a text that is HTML, as a plain string like `escape`: values are escaped unless they are HTML."""
    words = _Current.words
    if words is not None:
        text = words.find(text)
    return _fill(text, {name: escape(value) for name, value in values.items()}) if values else text


def translate_html_in(context: str, text: str, /, **values: object) -> str:
    """Return HTML that means something else elsewhere; see `translate_in` and `translate_html`."""
    return translate_in(context, text, **{name: escape(value) for name, value in values.items()})


def translate_html_plural(one: str, many: str, number: int, /, **values: object) -> str:
    """Return the HTML that is right for a number; see `translate_plural` and `translate_html`."""
    escaped = {name: escape(value) for name, value in values.items()}
    return _fill(_choose_plural(one, many, number), {"number": format_count(number), **escaped})


def mark_text(text: str) -> str:
    """Return a text as it is: it is in the catalogues, and whoever prints it looks it up with `translate`."""
    return text


def mark_plural(one: str, many: str) -> tuple[str, str]:
    """Return a singular and a plural as they are: they are in the catalogues, for `translate_plural`."""
    return one, many


class MarkedSentence(msgspec.Struct, frozen=True):
    """A text of ours that isn't said yet: pages say it in the language of the site, problems in English.

    Dates and plain numbers among its values are written already, with the decimal sign of the site wherever they stand;
    one whose sign of percent stands behind a blank on some sites is marked itself (`mark_number`).
    """

    text: str
    many: str = ""
    """What it is of more than one; empty for a text without a plural."""
    number: int = 1
    """Of how many it is said."""
    values: tuple[tuple[str, str | MarkedSentence], ...] = ()
    """What fills its parts, by their names."""
    written: str = ""
    """What the site says where that is no matter of catalogues: a number, of which `text` is the English writing."""

    def __str__(self) -> str:
        """Fail: only what says it knows in which language.

        Raises:
            TypeError: in any case.
        """
        raise TypeError("A marked sentence is said by translate() or say_in_english().")

    def translate(self) -> str:
        """Return it in the language of the site."""
        if self.written:
            return self.written
        values = {name: say(value) for name, value in self.values}
        if self.many:
            return translate_plural(self.text, self.many, self.number, **values)
        return translate(self.text, **values)

    def say_in_english(self) -> str:
        """Return it as the source has it, with okrsite's own terms; what an author typed is in it to the byte."""
        if self.written:
            return self.text
        values = {name: say_in_english(value) for name, value in self.values}
        if self.many:
            values["number"] = format_count(self.number)
        return _fill(self.many if self.many and self.number != 1 else self.text, values)


Said = str | MarkedSentence
"""What an author typed, which is the same in each language, or a text of ours."""


def mark_sentence(text: str, /, **values: object) -> MarkedSentence:
    """Return a text that is said later, with what fills its parts."""
    return MarkedSentence(text, values=_keep_values(values))


def mark_plural_sentence(one: str, many: str, number: int, /, **values: object) -> MarkedSentence:
    """Return the text that is right for a number, said later; see `translate_plural`."""
    return MarkedSentence(one, many, number, _keep_values(values))


def mark_number(written: str, english: str) -> MarkedSentence:
    """Return a number that is said later, as the site writes it or as English texts have it (`45%`)."""
    return MarkedSentence(english, written=written)


def _keep_values(values: Mapping[str, object]) -> tuple[tuple[str, Said], ...]:
    return tuple((name, value if isinstance(value, MarkedSentence) else str(value)) for name, value in values.items())


def say(said: Said) -> str:
    """Return it in the language of the site where it is a text of ours."""
    return said.translate() if isinstance(said, MarkedSentence) else said


def say_in_english(said: Said) -> str:
    """Return it in English where it is a text of ours."""
    return said.say_in_english() if isinstance(said, MarkedSentence) else said


def list_script_words() -> Mapping[str, Translation]:
    """Return what the scripts of the pages say in this language, by what they say in English; nothing for English."""
    words = _Current.words
    if words is None or _Current.script_words is None:
        return {}
    return {
        key: words.find_plural(*text) if isinstance(text, tuple) else words.find(text, key.rpartition(SEPARATOR)[0])
        for key, text in _Current.script_words.items()
    }


def is_singular(number: float) -> bool:
    """Whether the singular stands behind a number: in French behind 0, too."""
    return number == 1 or (number == 0 and _Current.language == "fr")


def _choose_plural(one: str, many: str, number: int) -> str:
    words = _Current.words
    if words is not None:
        one, many = words.find_plural(one, many)
    return one if is_singular(number) else many


def _fill(text: str, values: Mapping[str, object]) -> str:
    """Put values in the place of their names; what stands in a value is left as it is."""
    try:
        return _make_pattern(text) % values
    except KeyError:  # a name without a value stays as it is
        return _make_pattern(text) % {name: values.get(name, f"{{{name}}}") for name in split_parts(text)[1::2]}


@lru_cache(maxsize=4096)
def _make_pattern(text: str) -> str:
    """Return a text as Python's `%` takes it, which fills it in several times as fast as a loop over its parts."""
    pieces = [piece.replace("%", "%%") for piece in split_parts(text)]
    pieces[1::2] = [f"%({name})s" for name in pieces[1::2]]
    return "".join(pieces)


@lru_cache(maxsize=4096)
def split_parts(text: str) -> tuple[str, ...]:
    """Return what stands between the parts of a text, and at each second place the name of one."""
    return tuple(_PART.split(text))
