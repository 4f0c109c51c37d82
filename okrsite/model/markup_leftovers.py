"""What comes along when a value is pasted from a page or a document: tags, comments and entities of HTML.

In texts Markdown deals with them. A name, a number or a word would have them as letters of its own, so it is said here,
with the value as it was meant.
"""

from __future__ import annotations

import html

from okrsite import field_types as types
from okrsite.fields import AnyFieldType, Field
from okrsite.model.value_reader import ValueReader
from okrsite.sources.misreads import quote_text
from okrsite.sources.number_slips import MARKUP, strip_outer_markup
from okrsite.sources.records import ListNode, MapNode, Node, Scalar
from okrsite.vocabulary import OBJECTIVE

_NAMES: frozenset[AnyFieldType] = frozenset({types.PERSON, types.PEOPLE})
_WORDS: frozenset[str] = frozenset(
    field.name for field in (OBJECTIVE.WITH, OBJECTIVE.CONSULT, OBJECTIVE.INFORM, OBJECTIVE.TAGS)
)
"""Fields of single words, whichever record has them."""
_TEXTS: frozenset[AnyFieldType] = frozenset({types.TEXT, types.TEXTS, types.PROSE, types.ADDRESS})
"""Types whose values may have such signs in them, and say something."""


def take_leftovers(reader: ValueReader, node: Node, field: Field[object]) -> Node | None:
    """Return what stands in a field without leftovers of HTML, of which it is told.

    Returns:
        The node; None where a number or a word has them, which nobody corrects but whoever typed it.
    """
    if isinstance(node, MapNode) or (field.type in _TEXTS and field.name not in _WORDS):
        return node
    if isinstance(node, Scalar):
        return _take_from_scalar(reader, node, field)
    if not any(isinstance(item, Scalar) and _has_leftover(item) for item in node.items):
        return node
    items = [_take_from_scalar(reader, item, field) if isinstance(item, Scalar) else item for item in node.items]
    return ListNode(tuple(item for item in items if item is not None), node.place)


def _has_leftover(scalar: Scalar) -> bool:
    return ("<" in scalar.text or "&" in scalar.text) and MARKUP.search(scalar.text) is not None


def _take_from_scalar(reader: ValueReader, scalar: Scalar, field: Field[object]) -> Scalar | None:
    if not _has_leftover(scalar):
        return scalar
    shown = quote_text(scalar.text)
    if field.type in _NAMES or field.name in _WORDS:
        # Nothing in a name is counted or decided, so it is read without what came along.
        text = MARKUP.sub(lambda match: html.unescape(match[0]) if match[0][0] == "&" else "", scalar.text)
        meant = " ".join(text.split())
        message = f"{shown} has signs of HTML in it, which mean nothing here, so it is read as {quote_text(meant)}."
        reader.report("OKR118", scalar.place, message, correction=meant or None)
        return Scalar(meant, scalar.place, scalar.plain)
    message = f"{field.name}: {shown} has signs of HTML in it, which mean nothing here."
    reader.report(
        "OKR202", scalar.place, message, "Type the value alone.", correction=strip_outer_markup(scalar.text) or None
    )
    return None
