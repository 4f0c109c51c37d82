"""Fields in the text of a team's file, where nobody reads them: only the front matter holds fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from okrsite.fields import Field
from okrsite.late_patterns import compile_late
from okrsite.problems import join_names
from okrsite.sources.markdown.blocks import MarkdownBlock
from okrsite.sources.markdown.labels import find_field, split_label
from okrsite.sources.markdown.other_labels import find_other_label
from okrsite.sources.markdown.reading import MarkdownReading
from okrsite.sources.markdown.spans import Span
from okrsite.vocabulary import TEAM

_TOPICS = frozenset(("people", "team", "owner", "manager", "head", "division", "above", "goal", "purpose"))
"""Other words for fields that are headings and labels of texts, and of goals, as well."""

_TYPED_KEY = compile_late(r"(?:[a-z][a-z_]{2,20}|(?i:lead|parent|members|contact|rhythm)):\s+\S")
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
    found = [
        (said.label, field)
        for text in texts
        if (said := split_label(text, "team")) and (field := said.field or _find_meant(said.label))
    ]
    found += _list_sections(blocks)
    if not found:
        return
    names = [f"“{label.flat_text}”" for label, _ in found]
    is_one = len(names) == 1
    message = f"{join_names(names)} "
    message += "is a field, but stands" if is_one else "are fields, but stand"
    message += f" in the text and {'is' if is_one else 'are'} read as plain text."
    shown = "; ".join(f"{field.name}: …" for _, field in found)
    hint = f"Write {'it' if is_one else 'them'} between two lines of --- at the top of the file: {shown}"
    reading.report("OKR118", found[0][0].place.span_to(found[-1][0].place), message, hint)


def _find_meant(label: Span) -> Field[object] | None:
    """Return the field that a word of another tool or language means."""
    words = label.flat_text.strip(" :")
    meant = "" if words.casefold() in _TOPICS else find_other_label(words, TEAM.name)
    return find_field(meant, TEAM.name) if meant else None


def _list_sections(blocks: Sequence[MarkdownBlock]) -> Iterator[tuple[Span, Field[object]]]:
    """Yield headings that name people or a unit and have a list right below, as sections of objectives do."""
    for heading, below in pairwise(blocks):
        if heading.kind == "heading" and heading.text and below.kind == "list" and heading.last - heading.first == 1:
            words = heading.text.flat_text.strip(" :")
            field = find_field(words, TEAM.name) or _find_meant(heading.text)
            if field in (TEAM.LEAD, TEAM.MEMBERS, TEAM.PARENT):
                yield heading.text, field
