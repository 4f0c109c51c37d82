"""Names of fields that are written so that Markdown's reader takes them for text: in brackets, with another colon."""

from __future__ import annotations

import re

from okrsite.sources.markdown.blocks import MarkdownBlock
from okrsite.sources.markdown.headings import SECTIONS
from okrsite.sources.markdown.labels import find_field
from okrsite.sources.markdown.reading import MarkdownReading
from okrsite.sources.markdown.spans import Span

_LOOSE_LABEL = re.compile(
    r"(?:[\[({<\"'“”„‘’*_~`]|</?[a-z]{1,6}>|[^\w\s-]\ufe0f?[ ]){0,4}(?P<label>[A-Za-z][A-Za-z -]{1,20}?)"
    r"(?:[\])}>\"'“”‘’*_~`]|</[a-z]{1,6}>){0,4}\s{0,2}(?:[:：;,.=→]|->|[-–—](?=\s)|is\s)"
)


def ask_about_loose_label(reading: MarkdownReading, item: MarkdownBlock, record: str) -> bool:
    """Ask about a bullet that begins with the name of a field in brackets, or with another sign than a colon behind it.

    Returns:
        Whether it was asked about.
    """
    # Markdown takes `[Owner]: Anna` for the definition of a link, which is no text.
    text = item.text or Span(reading.source, item.start, reading.source.find_line_end(item.first))
    match = _LOOSE_LABEL.match(text.raw)
    known = find_field(match["label"], record) if match else None
    if match is None or known is None or known in SECTIONS:
        return False
    value = text.cut_span(match.end()).raw
    message = f"“{match['label']}” looks like a field, but isn't written as one, so it is read as plain text."
    correction = f"{match['label']}: {value}" if "\n" not in value else None
    reading.report("OKR118", text.place, message, correction=correction)
    return True
