"""Fields in the text of a team's file, where nobody reads them: only the front matter holds fields."""

from __future__ import annotations

import re

from okrsite.problems import join_names
from okrsite.sources.markdown.blocks import MarkdownBlock
from okrsite.sources.markdown.labels import split_label
from okrsite.sources.markdown.reading import MarkdownReading

_TYPED_KEY = re.compile(r"(?:[a-z][a-z_]{2,20}|(?i:lead|parent|members|contact|rhythm)):\s+\S")
"""A line of a text that begins as a field does in front matter: no word before a colon is in small letters there."""


def ask_about_stray_fields(reading: MarkdownReading, blocks: list[MarkdownBlock]) -> None:
    """Ask about fields typed as bullets in a team's file, where only the front matter holds fields."""
    first = next((block for block in blocks if block.kind != "heading"), None)
    items = first.children if first is not None and first.kind == "list" else ()
    # `lead: ana` with a line of hyphens below is a heading: front matter that begins a second time.
    headings = (block for block in blocks if block.kind == "heading" and block.last - block.first > 1)
    texts = [item.text for item in (*items, *headings) if item.text]
    is_told = any("front matter" in problem.message.casefold() for problem in reading.problems)
    if first is not None and first.kind == "paragraph" and not is_told:
        texts += [
            line
            for number in first.lines
            if _TYPED_KEY.match((line := reading.source.get_lines(number, number + 1)).raw)
        ]
    found = [said for text in texts if (said := split_label(text, "team")) and said.field]
    if not found:
        return
    names = [f"“{said.label.flat_text}”" for said in found]
    is_one = len(names) == 1
    message = f"{join_names(names)} "
    message += "is a field, but stands" if is_one else "are fields, but stand"
    message += f" in the text and {'is' if is_one else 'are'} read as plain text."
    shown = "; ".join(f"{said.field.name}: …" for said in found if said.field)
    hint = f"Write {'it' if is_one else 'them'} between two lines of --- at the top of the file: {shown}"
    reading.report("OKR118", found[0].label.place.span_to(found[-1].label.place), message, hint)
