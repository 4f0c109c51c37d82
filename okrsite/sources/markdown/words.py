"""The words of a text, without its markup.

Decides what is left of `**bold**`, `[a link](target)`, `code` and `&amp;`. It never decides what the words mean.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from okrsite.late_patterns import compile_late
from okrsite.sources.markdown.spans import Span, strip_comments
from okrsite.sources.text import remove_refused_characters

_INLINE = MarkdownIt("commonmark")
_MARKUP = re.compile(r"[*_`\[<&\\!]")
# A comment, or a link or its definition that doesn't lead to the web.
_POINTS = re.compile(r"<!--|\](?:\(|:)(?!\s*<?(?:https?://|mailto:))", re.IGNORECASE)
_LONGEST = 4_000
"""Characters up to which markup is looked for; no title is longer, and the parser is not linear on hostile input."""
_PARTING_TAG = compile_late(r"</?(?:br|p|div|li|ul|ol|tr|td|h[1-6])\b", re.IGNORECASE)
"""Tags that part words, as lines do."""
_PAIRS = ("**", "__")


def extract_words(span: Span, names: dict[str, object] | None = None) -> str:
    """Return the words of a span. `names` are the document's link targets by name, for `[words][name]`."""
    return extract_line_words(strip_unbalanced_bold(span).line, names)


def holds_markup(text: str) -> bool:
    """Whether a text in Markdown may say something else than it shows: without any of its signs, words are words."""
    return _MARKUP.search(text) is not None


def holds_untold_parts(text: str) -> bool:
    """Whether a text in Markdown holds what isn't told with it: a comment, or an address within the content."""
    return bool(_POINTS.search(text))


def strip_untold_parts(text: str) -> str:
    """Return a line without its comments, and with the words of links in the place of addresses within the content."""
    return extract_line_words(strip_comments(text)) if holds_untold_parts(text) else text


def extract_line_words(text: str, names: dict[str, object] | None = None) -> str:
    """Return a line of Markdown as its words."""
    if len(text) > _LONGEST or not _MARKUP.search(text):
        return text
    tokens = _INLINE.parseInline(text, names if names is not None else {})
    return "".join(_join_texts(token.children or ()) for token in tokens).strip()


def _join_texts(tokens: Sequence[Token]) -> str:
    parts: list[str] = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type == "text_special":
            parts.append(_decode_entity(token))
        elif token.type in ("softbreak", "hardbreak") or _parts_words(token):
            parts.append(" ")
        elif token.type == "image":
            parts.append(_join_texts(token.children or ()))
    return "".join(parts)


def _parts_words(token: Token) -> bool:
    return token.type == "html_inline" and _PARTING_TAG.match(token.content) is not None


def _decode_entity(token: Token) -> str:
    """Return the character behind an entity; one that may not be typed may not be brought in this way either."""
    return token.content if remove_refused_characters(token.content) == token.content else token.markup


def strip_unbalanced_bold(span: Span) -> Span:
    """Drop bold signs at the ends whose other half was cut off: `**Owner: Anna**` leaves `Anna**`."""
    raw = span.raw
    if "**" not in raw and "__" not in raw:
        return span
    for sign in _PAIRS:
        if raw.count(sign) % 2 == 1:
            if raw.endswith(sign):
                return strip_unbalanced_bold(span.cut_span(0, len(raw) - len(sign)))
            if raw.startswith(sign):
                return strip_unbalanced_bold(span.cut_span(len(sign)))
    return span
