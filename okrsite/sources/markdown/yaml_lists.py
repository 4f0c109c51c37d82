"""Several values as YAML has them, in a file of Markdown: `- Tags: [help, speed]`."""

from __future__ import annotations

from okrsite import field_types as types
from okrsite.fields import Field
from okrsite.late_patterns import compile_late
from okrsite.sources.markdown.spans import Span

_LIST = compile_late(r"\[[^\[\]()]*,[^\[\]()]*\]")


def strip_brackets(known: Field[object], span: Span) -> Span:
    """Return a value of a field that takes several without the brackets around all of them."""
    if known.type in types.SEVERAL and _LIST.fullmatch(span.raw):
        return span.cut_span(1, len(span.raw) - 1)
    return span
