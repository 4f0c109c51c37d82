"""What comes along when a value is pasted from a page or a document: tags and comments of HTML, quotes, wide letters.

In texts Markdown deals with the former. A name, a number or a word would have them as letters of its own, so it is
said here, with the value as it was meant.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from okrsite import field_types as types
from okrsite.fields import AnyFieldType, Field
from okrsite.late_patterns import compile_late
from okrsite.model.value_reader import ValueReader
from okrsite.sources.misreads import quote_text
from okrsite.sources.number_slips import MARKUP, strip_outer_markup
from okrsite.sources.records import ListNode, MapNode, Node, Scalar
from okrsite.vocabulary import OBJECTIVE

_SIGNS = re.compile(r"[<&*_\"]|[^\x00-\x7f]")
"""One of these is in each text with leftovers."""
_QUOTES = '"“”„«»'
_QUOTED = compile_late(r"(?P<sign>[\"“”„«»])(?P<name>[^\"“”„«»]+)[\"“”„«»]\Z")
_IN_BRACKETS = compile_late(r"<(?P<word>[^\W\d][\w .-]{0,60})>")
_WHOLE_IN_BRACKETS = compile_late(r"<(?P<words>\s*[^\W\d][^<>@:/]{1,300})>")
"""`<First visits>`, which is none of the addresses that stand so."""
_WIDE = compile_late(r"(?=.{0,200}[\uff01-\uff5e])[\uff01-\uff5e ]{1,200}")
"""Letters as wide as Chinese ones, and nothing else."""
_MARKED = compile_late(
    r"(?<!\w)(?P<sign>\*\*|__)(?=\S)(?P<words>[^*_]{1,200})(?<=\S)(?P=sign)(?!\w)|&(?:amp|nbsp|quot|lt|gt|apos|#\d{2,5});"
)
_NAMES: frozenset[AnyFieldType] = frozenset({types.PERSON, types.PEOPLE})
_WORDS: frozenset[str] = frozenset(
    field.name for field in (OBJECTIVE.WITH, OBJECTIVE.CONSULT, OBJECTIVE.INFORM, OBJECTIVE.TAGS)
)
"""Fields of single words, whichever record has them."""
_LINES: frozenset[AnyFieldType] = frozenset({types.TEXTS, types.GRADED_TEXTS})
"""Types whose values are lines, and no Markdown."""
_TEXTS: frozenset[AnyFieldType] = frozenset({types.TEXT, types.TEXTS, types.PROSE, types.ADDRESS})
"""Types whose values may have such signs in them, and say something."""


def take_leftovers(reader: ValueReader, node: Node, field: Field[object]) -> Node | None:
    """Return what stands in a field without leftovers of HTML, of which it is told.

    Returns:
        The node; None where a number or a word has them, which nobody corrects but whoever typed it.
    """
    if isinstance(node, Scalar) and (field.type is types.PROSE or not _SIGNS.search(node.text)):
        return node
    if field.type is types.TEXT and isinstance(node, Scalar):
        _ask_about_markup(reader, node, field)
        return node
    if (field.type in _LINES and field.name not in _WORDS) or field.type is types.ADDRESS:
        for scalar in _list_scalars(node):
            _ask_about_line(reader, scalar, field)
        return node
    if isinstance(node, MapNode) or (field.type in _TEXTS and field.name not in _WORDS):
        return node
    if isinstance(node, Scalar):
        return _take_from_scalar(reader, node, field)
    if not any(isinstance(item, Scalar) and _may_have_leftover(item) for item in node.items):
        return node
    items = [_take_from_scalar(reader, item, field) if isinstance(item, Scalar) else item for item in node.items]
    # Without one of its items a list would say something else: that an audience is everybody, for one.
    kept = tuple(item for item in items if item is not None)
    return ListNode(kept, node.place) if len(kept) == len(items) else None


def _list_scalars(node: Node) -> Iterator[Scalar]:
    """Yield the texts of a list, or of texts by name."""
    if isinstance(node, Scalar):
        yield node
    else:
        values = [entry.value for entry in node] if isinstance(node, MapNode) else node.items
        yield from (value for value in values if isinstance(value, Scalar))


def _ask_about_line(reader: ValueReader, scalar: Scalar, field: Field[object]) -> None:
    """Ask about a line of text with tags or a comment around it, which are shown as they were typed."""
    text = scalar.text
    if field.type is types.ADDRESS and len(text.split()) > 1:
        return  # what is wrong with it is said of the address
    if "<" in text or "&" in text:
        whole = _WHOLE_IN_BRACKETS.fullmatch(text.strip())
        meant = whole["words"].strip() if whole else strip_outer_markup(text)
        if meant and meant != text.strip():
            message = (
                f"{field.name}: {quote_text(text)} has signs of HTML around it, which are shown as they stand here."
            )
            reader.report("OKR118", scalar.place, message, correction=meant)
    elif not text.isascii() and _WIDE.fullmatch(text):
        meant = unicodedata.normalize("NFKC", text)
        message = f"{field.name}: {quote_text(text)} is typed in letters of double width."
        reader.report("OKR118", scalar.place, message, correction=meant)
    if field.type is types.GRADED_TEXTS and (quoted := _QUOTED.match(text)):
        message = f"{field.name}: {quote_text(text)} stands in quotation marks, which are shown as they stand here."
        reader.report("OKR118", scalar.place, message, correction=quoted["name"].strip())


def _ask_about_markup(reader: ValueReader, scalar: Scalar, field: Field[object]) -> None:
    """Ask about bold words and entities in a line of plain text; where it was typed in Markdown it has none left."""
    text = scalar.text
    if ("**" in text or "__" in text or "&" in text) and _MARKED.search(text):
        meant = html.unescape(_MARKED.sub(lambda match: match["words"] or match[0], text))
        message = f"{field.name}: {quote_text(text)} has markup in it, which is shown as it stands here."
        reader.report("OKR118", scalar.place, message, correction=" ".join(meant.split()))


def _may_have_leftover(scalar: Scalar) -> bool:
    text = scalar.text
    if "<" in text or "&" in text or (text[:1] in _QUOTES and _QUOTED.match(text)):
        return True
    return not text.isascii() and _WIDE.fullmatch(text) is not None


def _take_from_scalar(reader: ValueReader, scalar: Scalar, field: Field[object]) -> Scalar | None:
    if scalar.refused or not _may_have_leftover(scalar):
        return scalar
    has_markup = MARKUP.search(scalar.text) is not None
    shown = quote_text(scalar.text)
    if field.type in _NAMES or field.name in _WORDS:
        # Nothing in a name is counted or decided, so it is read without what came along.
        text = MARKUP.sub(lambda match: html.unescape(match[0]) if match[0][0] == "&" else "", scalar.text)
        meant = " ".join(text.split())
        if (not meant or not has_markup) and (word := _IN_BRACKETS.fullmatch(scalar.text)):
            message = f"{shown} stands in angle brackets, and is read without them."
            reader.report("OKR118", scalar.place, message, correction=word["word"])
            return Scalar(word["word"], scalar.place, scalar.plain)
        if not meant:  # it is nothing but markup, which names nobody and nothing: the reader of the field refuses that
            return scalar
        if quoted := _QUOTED.match(meant):
            meant = quoted["name"].strip()
        if has_markup:
            message = f"{shown} has signs of HTML in it, which mean nothing here, so it is read as {quote_text(meant)}."
            reader.report("OKR118", scalar.place, message, correction=meant or None)
        elif _WIDE.fullmatch(meant):
            meant = unicodedata.normalize("NFKC", meant)
            message = f"{shown} is typed in letters of double width, and read as {quote_text(meant)}."
            reader.report("OKR118", scalar.place, message, correction=meant)
        return Scalar(meant, scalar.place, scalar.plain)
    if not has_markup:
        return scalar
    message = f"{field.name}: {shown} has signs of HTML in it, which mean nothing here."
    reader.report(
        "OKR202", scalar.place, message, "Type the value alone.", correction=strip_outer_markup(scalar.text) or None
    )
    return None
