"""The catalogues of gettext: found texts in, files out, in one form, so that two branches change the same lines alike.

Entries stand in the order of their texts, with the files that say them and without line numbers; there is no date in a
file. Git joins both sides of a conflict (`.gitattributes`), and this brings what comes out into its form again.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from okrsite.languages.catalogue import LANGUAGES, SEPARATOR, Translation, find_catalogue, read_catalogue
from translation.declared import list_declared_texts

ROOT = Path(__file__).parent.parent
TRANSLATED = tuple(language for language in LANGUAGES if language != "en")
_KINDS: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    (
        "okrsite",
        "*.py",
        "python",
        {
            **dict.fromkeys(("translate", "translate_html", "mark_text", "mark_sentence"), None),
            **dict.fromkeys(
                ("translate_plural", "translate_html_plural", "mark_plural", "mark_plural_sentence"), (1, 2)
            ),
            **dict.fromkeys(("translate_in", "translate_html_in"), ((1, "c"), 2)),
        },
    ),
    ("okrsite/theme", "*.html", "jinja2.ext:babel_extract", {"_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}),
    ("frontend/src", "*.js", "javascript", {"translate": None, "translatePlural": (1, 2)}),
)
"""Where texts may be: the folder, the names of its files, the extractor, and the functions that mark texts there."""
_PLURALS = {"fr": "nplurals=2; plural=(n > 1);"}
_HEAD = """\
# okrsite in {name}. Translate what stands between the quotation marks behind msgstr; parts in braces stay as they are.
# The words to use for the terms of OKR are in glossary.toml. "make words" adds new texts and puts all in order.
msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"
"""
_NAMES = {"de": "German", "fr": "French", "es": "Spanish"}


def list_source_files() -> Iterator[Path]:
    """Yield the files that may hold texts."""
    for folder, pattern, _, _ in _KINDS:
        yield from _list_files(folder, pattern)


def _list_files(folder: str, pattern: str) -> Iterator[Path]:
    yield from (path for path in sorted((ROOT / folder).rglob(pattern)) if "assets" not in path.parts)


def collect_texts() -> Catalog:
    """Return all texts that the source marks.

    Raises:
        SyntaxError: a file can't be read.
    """
    found = Catalog()
    for folder, pattern, method, keywords in _KINDS:
        options = {"silent": "false"} if "jinja2" in method else {}
        for path in _list_files(folder, pattern):
            place = (path.relative_to(ROOT).as_posix(), 0)
            if method == "python":
                for text, context in list_marked_texts(path.read_bytes()):
                    found.add(text, locations=[place], context=context)
                continue
            with path.open("rb") as file:
                for _, text, _, context in extract(method, file, keywords=keywords, options=options):
                    found.add(text, locations=[place], context=context)
    for source, text in list_declared_texts():
        found.add(text, locations=[(source, 0)])
    return found


def list_marked_texts(source: bytes) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """Yield the texts that Python code marks, each with its context.

    Babel misses what stands in another marked text's arguments, and before Python 3.12 what stands in f-strings.

    Raises:
        SyntaxError: it isn't Python.
    """
    keywords = _KINDS[0][3]
    for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        if not isinstance(call.func, ast.Name) or call.func.id not in keywords:
            continue
        words = tuple(
            each.value for each in call.args if isinstance(each, ast.Constant) and isinstance(each.value, str)
        )
        if not words:
            continue
        spec = keywords[call.func.id]
        if spec is None:
            yield words[0], None
        elif spec == (1, 2):
            yield words[:2], None
        else:
            yield words[1], words[0]


def format_catalogue(language: str, texts: Catalog) -> bytes:
    """Return the file of a language with just these texts, and what was translated of them."""
    path = find_catalogue(language)
    former = read_po(BytesIO(path.read_bytes())) if path.exists() else Catalog()
    plurals = _PLURALS.get(language, "nplurals=2; plural=(n != 1);")
    # Where two branches were joined, an entry may stand twice: Babel takes the last, and this one that is translated.
    words = read_catalogue(language).words if path.exists() else {}
    made = Catalog()
    for message in sorted(texts, key=_get_order):
        if message.id:
            known = former.get(message.id if isinstance(message.id, str) else message.id[0], message.context)
            same = known is not None and bool(known.pluralizable) == bool(message.pluralizable)
            translation = _find_translation(words, message)
            unsure = known if same and translation is None else None
            made.add(
                message.id,
                unsure.string if unsure else translation,
                locations=[(file, 0) for file in sorted({file for file, _ in message.locations})],
                flags=unsure.flags & {"fuzzy"} if unsure else (),
                context=message.context,
            )
    written = BytesIO()
    write_po(written, made, width=0, omit_header=True, include_lineno=False, sort_output=False)
    head = _HEAD.format(name=_NAMES[language], language=language, plurals=plurals)
    return head.encode() + b"\n" + written.getvalue()


def _find_translation(words: Mapping[str, Translation], message: Message) -> Translation | None:
    """Return what is certain of a text; None for nothing, and where a text became one with a plural."""
    text = message.id if isinstance(message.id, str) else message.id[0]
    found = words.get(f"{message.context}{SEPARATOR}{text}" if message.context else text)
    return found if isinstance(found, tuple) == bool(message.pluralizable) else None


def _get_order(message: Message) -> tuple[str, str]:
    text = message.id if isinstance(message.id, str) else message.id[0] if message.id else ""
    return text, message.context or ""


def update_catalogues(report: Callable[[str], None], *, only_check: bool = False) -> bool:
    """Write all catalogues anew; with `only_check`, only look at them.

    Returns:
        Whether all of them were as they should be, but for missing translations.
    """
    texts, current = collect_texts(), True
    for language in TRANSLATED:
        path, wanted = find_catalogue(language), format_catalogue(language, texts)
        if not path.exists() or path.read_bytes() != wanted:
            current = False
            report(f"{path.relative_to(ROOT)} {'is not what' if only_check else 'was not what'} the source says.")
            if not only_check:
                path.write_bytes(wanted)
    return current


def list_untranslated(language: str) -> list[Message]:
    """Return the entries that a language lacks, or has not for certain."""
    catalogue = read_po(BytesIO(find_catalogue(language).read_bytes()))
    return [entry for entry in catalogue if entry.id and (entry.fuzzy or not _is_translated(entry))]


def _is_translated(entry: Message) -> bool:
    return all(entry.string) if isinstance(entry.string, list | tuple) else bool(entry.string)
