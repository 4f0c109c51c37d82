"""Names of fields that are written so that Markdown's reader takes them for text: in brackets, with another colon."""

from __future__ import annotations

import re

from okrsite.field_types import PROSE
from okrsite.late_patterns import compile_late
from okrsite.sources.markdown.blocks import MarkdownBlock
from okrsite.sources.markdown.headings import SECTIONS
from okrsite.sources.markdown.labels import find_field
from okrsite.sources.markdown.reading import MarkdownReading
from okrsite.sources.markdown.spans import Span

_LOOSE_LABEL = compile_late(
    r"(?:[\[({<\"'“”„‘’*_~`]|</?[a-z]{1,6}>|[^\w\s-]\ufe0f?[ ]){0,4}(?P<label>[A-Za-z][A-Za-z -]{1,20}?)"
    r"(?:[\])}>\"'“”‘’*_~`]|</[a-z]{1,6}>){0,4}\s{0,2}"
    r"(?:[:：;,.=→]|->|[-–—](?=\s)|is\s|(?P<more>(?:\([^():\n]{0,24}\)|\[[^\[\]:\n]{0,24}\]|[/&+]\s?[\w-]{1,24}|[#*]{1,3})\s?):)"
)


_BARE_LABEL = compile_late(
    r"[*_]{0,2}(?:(?P<id>id|kpi)|(?P<number>from|to|now|commit|stretch|weight|grade|confidence)|(?P<date>due)"
    r"|(?P<truth>done|find out)|(?P<unit>unit)|(?P<range>keep)|(?P<dated>phases)"
    r"|(?P<graded>rubric)|(?P<levels>levels)|(?P<ignored>ignore)|(?P<person>owner)|(?P<link>contributes to|supports)"
    r"|(?P<summed>sum of))"
    r"[*_]{0,2}[ \t]{1,4}(?P<value>\S.{0,600})",
    re.IGNORECASE,
)
_BOLD_LABEL = compile_late(r"(?P<sign>\*\*|__)(?P<label>[A-Za-z][A-Za-z -]{1,20})(?P=sign)[ \t]{1,4}(?=\S)")
_TABBED_LABEL = compile_late(r"[*_]{0,2}(?P<label>[A-Za-z][A-Za-z -]{1,20}?)[*_]{0,2} ?\t[ \t]*(?=\S)")
_VALUES = {
    "id": compile_late(r"[a-z0-9]+(?:-[a-z0-9]+)*"),
    "number": compile_late(
        r"(?:none|commit|target|stretch)\Z|[~<>≈−-]?\s?(?:[A-Z]{3}|[€$£])?\s?\d[\d.,'’ ]*\s?[^\W\d]{0,12}[%€$£]?"
    ),
    "date": compile_late(r"\d{4}-\d{1,2}-\d{1,2}"),
    "range": compile_late(r"(?:[<>≤≥]=?|=[<>])\s?\S.{0,40}|[^.]{0,20}\d[^.]{0,20}\.\.[^.]{0,30}"),
    "dated": compile_late(r"\d{4}-\d{1,2}-\d{1,2}: ?\d.*"),
    "levels": compile_late(r"(?:commit|target|stretch)\b.*", re.IGNORECASE),
    "ignored": compile_late(r"OKR\d{3}\b.*"),
    "graded": compile_late(r"\d(?:[.,]\d+)?: ?\S.*"),
    "unit": compile_late(r"[%‰€$£]|[A-Za-z]{1,12}"),
    "summed": compile_late(r"children\b.{0,20}", re.IGNORECASE),
    "truth": compile_late(r"yes|no|true|false", re.IGNORECASE),
    "person": compile_late(r"@?[^\W\d][\w.-]*(?: [A-ZÀ-ÖØ-Þ][\w.-]*){0,2}"),
    "link": compile_late(r"[\w-]+/\S+(?: \(.*\))?|\[.*"),
}
"""What is hardly the rest of a sentence behind the name of a field: `Due diligence` is no date."""


def _find_bare_label(text: str, record: str) -> re.Match[str] | None:
    """Match the name of a key result's field without any colon, before a value that it can have."""
    match = _BARE_LABEL.fullmatch(text) if record == "key_result" else None
    if match is None:
        marked = _BOLD_LABEL.match(text) if record == "key_result" else None
        known = find_field(marked["label"], record) if marked else None
        return marked if known is not None and known.type is not PROSE else None
    kind = next(kind for kind in _VALUES if match[kind])
    if not _VALUES[kind].fullmatch(match["value"].strip()):
        return None
    return re.match(rf"[*_]{{0,2}}(?P<label>{re.escape(match[kind])})[*_]{{0,2}}[ \t]{{1,4}}", text)


def ask_about_loose_label(reading: MarkdownReading, item: MarkdownBlock, record: str) -> bool:
    """Ask about a bullet that begins with the name of a field in brackets, or with another sign than a colon behind it.

    Returns:
        Whether it was asked about.
    """
    # Markdown takes `[Owner]: Anna` for the definition of a link, which is no text.
    text = item.text or Span(reading.source, item.start, reading.source.find_line_end(item.first))
    match = _LOOSE_LABEL.match(text.raw) or _TABBED_LABEL.match(text.raw)
    known = find_field(match["label"], record) if match else None
    if known is None and (match := _find_bare_label(text.raw, record)):
        known = find_field(match["label"], record)
    if match is None or known is None or known in SECTIONS:
        return _ask_about_name_alone(reading, item, record)
    value = text.cut_span(match.end()).raw.lstrip()
    message = f"“{match['label']}” looks like a field, but isn't written as one, so it is read as plain text."
    more = match.groupdict().get("more") or ""
    if more[:1] in ("&", "+"):
        # Two things in one: what belongs to which is for whoever typed them.
        hint = f"Type “{match['label']}:” without “{more.strip()}”, if it is one."
        reading.report("OKR118", text.place, message, hint)
        return True
    correction = f"{match['label']}: {value}" if "\n" not in value else None
    reading.report("OKR118", text.place, message, correction=correction)
    return True


def _ask_about_name_alone(reading: MarkdownReading, item: MarkdownBlock, record: str) -> bool:
    """Ask about a bullet that is nothing but the name of a field, and has bullets below it: its values."""
    name = item.text.raw.strip("*_` ") if item.text else ""
    known = find_field(name, record) if name and next(item.items, None) is not None else None
    if known is None or known in SECTIONS or item.text is None:
        return False
    message = f"“{name}” looks like a field, but no colon stands behind it, so it and the bullets below are plain text."
    reading.report("OKR118", item.text.place, message, correction=f"{name}:")
    reading.settled_lines.update(item.lines)
    return True
