"""A language of which every letter shows that a word was translated, and a company that writes in another alphabet.

Words of okrsite come out in the full-width letters of Unicode, those of authors in Cyrillic ones: what a page says in
ASCII is neither, so it came past the catalogues.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

import msgspec
from msgspec.structs import replace

from okrsite import analysis
from okrsite.languages import catalogue, conventions, words
from okrsite.model.cycles import Cycle
from okrsite.prose import Prose

_ASCII = "abcdefghijklmnopqrstuvwxyz"
_WIDE = str.maketrans({letter: chr(ord(letter) + 0xFEE0) for letter in _ASCII + _ASCII.upper()})
_CYRILLIC = str.maketrans(
    {letter: "абцдефгхийклмнопярстувшхыз"[place] for place, letter in enumerate(_ASCII)}
    | {letter.upper(): "АБЦДЕФГХИЙКЛМНОПЯРСТУВШХЫЗ"[place] for place, letter in enumerate(_ASCII)}
)
_KEPT = re.compile(r"\{[a-z_]+\}|<[^<>]*>")
_KEPT_OF_PROSE = re.compile(r"\]\([^)]*\)|\[\[[^\]]*\]\]|`[^`]*`|https?://\S+|@\w+|^[`~:].*$|<[^<>]*>", re.MULTILINE)
_TEXTS = frozenset(
    [
        "title",
        "name",
        "role",
        "because",
        "contact",
        "pillar",
        "pillars",
        "unaligned",
        "summary",
        "needs",
        "blockers",
        "tags",
        "description",
        "consult",
        "inform",
        "with_",
        "inputs",
        "decisions",
        "rubric",
        "levels",
        "photo_text",
        "former_name",
        "unit_word",
        "intro",
    ]
)
_WITH_UNIT = frozenset({"Quantity", "Range", "Kpi", "KeyResult"})
_WORD = re.compile(r"[A-Za-z]{2,}")
_VARYING = re.compile(
    r"[\w./#-]*[\u0400-\u04ff][\w./#’-]*|[\w-]*(?:/[\w.-]+)+/?|\b[\w-]+\.(?:md|yml|json)\b|[0-9][0-9.,:%-]*"
)
_TYPED_WORD = re.compile(r"[\w-]+")
_NAMES = frozenset({"JSON", "CSV", "XLSX", "SVG", "DOT", "KPI", "Markdown"})
"""The same in all languages."""
_SHOWN = ("title", "aria-label", "alt", "placeholder", "aria-description", "data-head")
_UNREAD = frozenset({"script", "style", "code", "pre", "time"})


def widen(text: str) -> str:
    """Return a text of ours in full-width letters; its parts and tags stay."""
    pieces = _KEPT.split(text)
    kept = [*_KEPT.findall(text), ""]
    return "".join(piece.translate(_WIDE) + part for piece, part in zip(pieces, kept, strict=True))


def speak_widely(patch: Any) -> None:
    """Let all languages but English be this one, and authors write in Cyrillic letters."""
    # What a process remembers of the real language, by its key, is none of this one.
    patch.setattr(words, "_make_words_key", lambda language, terms: (f"wide {language}", frozenset(terms.items())))
    patch.setattr(words, "read_catalogue", lambda language: catalogue.Catalogue({}, {}))
    patch.setattr(words._Words, "find", lambda self, text, context="": widen(text))
    patch.setattr(words._Words, "find_plural", lambda self, one, many: (widen(one), widen(many)))
    english = conventions.ENGLISH
    wide = {
        name: tuple(map(widen, getattr(english, name)))
        for name in ("months", "short_months", "lone_months", "weekdays")
    }
    patch.setattr("okrsite.pages.formatting.load_calendar_words", lambda language: replace(english, **wide))
    load = analysis.load_organisation

    def load_cyrillic(*arguments: Any, **named: Any) -> Any:
        organisation, problems = load(*arguments, **named)
        return _Transcriber().transcribe(organisation), problems

    patch.setattr(analysis, "load_organisation", load_cyrillic)


class _Transcriber:
    """Puts what authors typed into Cyrillic letters; ids, references and choices stay."""

    def __init__(self) -> None:
        self._done: dict[int, tuple[object, object]] = {}

    def transcribe(self, value: Any, *, is_text: bool = False) -> Any:
        if isinstance(value, str):
            return value.translate(_CYRILLIC) if is_text else value
        if isinstance(value, Prose):
            return replace(value, markdown=_transcribe_markdown(value.markdown)) if value.markdown else value
        if isinstance(value, Cycle):
            return replace(value, session=self.transcribe(value.session))
        if isinstance(value, msgspec.Struct):
            known = self._done.get(id(value))
            if known is None:
                known = self._done[id(value)] = (value, self._transcribe_struct(value))
            return known[1]
        if isinstance(value, tuple):
            return tuple(self.transcribe(item, is_text=is_text) for item in value)
        if isinstance(value, Mapping):
            return {key: self.transcribe(item, is_text=is_text) for key, item in value.items()}
        return value

    def _transcribe_struct(self, value: msgspec.Struct) -> msgspec.Struct:
        changed = {}
        for name in value.__struct_fields__:
            was = getattr(value, name)
            is_text = name in _TEXTS or (name == "unit" and type(value).__name__ in _WITH_UNIT)
            made = self.transcribe(was, is_text=is_text)
            if made is not was:
                changed[name] = made
        return replace(value, **changed) if changed else value


def _transcribe_markdown(text: str) -> str:
    pieces = _KEPT_OF_PROSE.split(text)
    kept = [*_KEPT_OF_PROSE.findall(text), ""]
    return "".join(piece.translate(_CYRILLIC) + part for piece, part in zip(pieces, kept, strict=True))


class _ShownText(HTMLParser):
    """Collects what a reader sees or hears of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.texts += [value for name, value in attrs if name in _SHOWN and value]
        self._unread += tag in _UNREAD and tag != "time"

    def handle_endtag(self, tag: str) -> None:
        self._unread -= tag in _UNREAD and tag != "time"

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.texts.append(data)


def list_english(html: str, typed: frozenset[str] = frozenset()) -> list[str]:
    """Return the texts of a page with a word in ASCII letters, each once, without digits and words that are typed."""
    page = _ShownText()
    page.feed(html)
    page.close()
    return list_english_texts(page.texts, typed)


def list_english_texts(texts: list[str], typed: frozenset[str] = frozenset()) -> list[str]:
    """Return those of some texts with a word in ASCII letters, each once and in order.

    What authors typed, paths and numbers in them are an ellipsis, so that a sentence about each of many goals counts once.
    """
    plain = (
        _TYPED_WORD.sub(lambda word: "…" if word[0] in typed else word[0], _VARYING.sub(" … ", text)) for text in texts
    )
    found = {" ".join(text.replace("… …", "…").split()) for text in plain}
    return sorted(text for text in found if _WORD.search(text) and text not in _NAMES)
