"""The words of a text, without its markup.

Decides what is left of `**bold**`, `[a link](target)`, `code` and `&amp;`. It never decides what the words mean.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from okrsite.sources.markdown.spans import Span, without_comments
from okrsite.sources.text import without_refused

_INLINE = MarkdownIt("commonmark")
_MARKUP = re.compile(r"[*_`\[<&\\!]")
# A comment, or a link or its definition that doesn't lead to the web.
_POINTS = re.compile(r"<!--|\](?:\(|:)(?!\s*<?(?:https?://|mailto:))", re.IGNORECASE)
_LONGEST = 4_000
"""Characters up to which markup is looked for; no title is longer, and the parser is not linear on hostile input."""
_PAIRS = ("**", "__")


def words(span: Span, names: dict[str, Any] | None = None) -> str:
    """Return the words of a span. `names` are the document's link targets by name, for `[words][name]`."""
    return plain(balanced(span).line, names)


def points(text: str) -> bool:
    """Whether a text in Markdown holds what isn't told with it: a comment, or an address within the content."""
    return bool(_POINTS.search(text))


def unpointed(text: str) -> str:
    """Return a line without its comments, and with the words of links in the place of addresses within the content."""
    return plain(without_comments(text)) if points(text) else text


def plain(text: str, names: dict[str, Any] | None = None) -> str:
    """Return a line of Markdown as its words."""
    if len(text) > _LONGEST or not _MARKUP.search(text):
        return text
    tokens = _INLINE.parseInline(text, names if names is not None else {})
    return "".join(_texts(token.children or ()) for token in tokens).strip()


def _texts(tokens: Sequence[Token]) -> str:
    parts: list[str] = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type == "text_special":
            parts.append(_special(token))
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type == "image":
            parts.append(_texts(token.children or ()))
    return "".join(parts)


def _special(token: Token) -> str:
    """Return the character behind an entity; one that may not be typed may not be brought in this way either."""
    return token.content if without_refused(token.content) == token.content else token.markup


def balanced(span: Span) -> Span:
    """Drop bold signs at the ends whose other half was cut off: `**Owner: Anna**` leaves `Anna**`."""
    raw = span.raw
    for sign in _PAIRS:
        if raw.count(sign) % 2 == 1:
            if raw.endswith(sign):
                return balanced(span.cut(0, len(raw) - len(sign)))
            if raw.startswith(sign):
                return balanced(span.cut(len(sign)))
    return span
