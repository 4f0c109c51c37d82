"""Catalogues of gettext: which words stand for which in a language.

The `.po` files are read as they are. Babel's reader takes a tenth of a second for the words of a site, each time that
a command begins; compiled files would be in each merge request beside them, and in conflict in each second one. What
is read here is the form that `make words` writes (with Babel), and a test holds both readers to each other.
"""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from okrsite.late_patterns import compile_late

LANGUAGES = ("en", "de", "fr", "es")
"""The languages of the site, by their codes; English is that of the source and has no catalogue."""
LOCALE = Path(__file__).parent.parent / "locale"
"""The folder with a file `xx.po` for each other language."""
SEPARATOR = "\x04"
"""Between context and text in the key of an entry, as in gettext."""
_ENTRY_END = compile_late(r"\n(?:[ \t]*\n)+")
_TEXT = compile_late(r'^(?:(msgctxt|msgid_plural|msgid|msgstr(?:\[[01]\])?) )?"(.*)"$', re.MULTILINE)
_ESCAPED = compile_late(r"\\(.)")
_SCRIPT = compile_late(r"^#: .*\bfrontend/src/", re.MULTILINE)
_FUZZY = compile_late(r"^#,.*\bfuzzy\b", re.MULTILINE)
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r"}

Translation = str | tuple[str, str]
"""A text, or one for the singular and one for the plural."""


class Catalogue(msgspec.Struct, frozen=True):
    """The words of a language."""

    words: dict[str, Translation]
    """By the English text, or its singular; with its context and a `SEPARATOR` before it where it has one."""
    script_words: dict[str, Translation]
    """What the scripts of the pages say, in English, by the same keys: all of it, translated or not."""


def find_catalogue(language: str) -> Path:
    """Return the file with the words of a language."""
    return LOCALE / f"{language}.po"


def read_catalogue(language: str) -> Catalogue:
    """Read the words of a language; those that aren't translated, or not for certain, are left out.

    Raises:
        OSError: the file can't be read.
    """
    words: dict[str, Translation] = {}
    script_words: dict[str, Translation] = {}
    for entry in _ENTRY_END.split(find_catalogue(language).read_text(encoding="utf-8")):
        texts = _read_entry(entry)
        text = texts.get("msgid")
        if not text:  # the head of the file, or an entry that nothing in the source says any more
            continue
        key = f"{texts['msgctxt']}{SEPARATOR}{text}" if "msgctxt" in texts else text
        plural = texts.get("msgid_plural")
        if _SCRIPT.search(entry):
            script_words[key] = text if plural is None else (text, plural)
        if _FUZZY.search(entry):
            continue
        if plural is not None:
            one, many = texts.get("msgstr[0]"), texts.get("msgstr[1]")
            if one and many:
                words[key] = (one, many)
        elif texts.get("msgstr"):
            words[key] = texts["msgstr"]
    return Catalogue(words, script_words)


def _read_entry(entry: str) -> dict[str, str]:
    """Return the texts of an entry by what stands before each; a text may go on in further lines."""
    texts: dict[str, str] = {}
    name = ""
    for keyword, text in _TEXT.findall(entry):
        name = keyword or name
        texts[name] = texts.get(name, "") + text
    return {
        name: _ESCAPED.sub(lambda match: _CONTROLS.get(match[1], match[1]), text) if "\\" in text else text
        for name, text in texts.items()
    }
