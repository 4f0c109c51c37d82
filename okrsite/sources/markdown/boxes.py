"""Boxes to tick: `[ ]` and `[x]`, and those that are nearly boxes, `(x)`, `[done]`, `☑`, `[x` without its end.

Decides which beginnings of a bullet are boxes, and which are asked about because a box was meant.
"""

from __future__ import annotations

import re

from okrsite.late_patterns import compile_late
from okrsite.sources.markdown.reading import MarkdownReading
from okrsite.sources.markdown.spans import Span
from okrsite.sources.records import Scalar

# Blanks beside the mark, none in an empty box, or none behind it are seen by nobody.
_CHECKBOX = re.compile(r"\[[ \u00a0]{0,3}(?P<mark>[xX✓✔]?)[ \u00a0]{0,3}\](?=\s|\w|\Z)")
_TICKED = frozenset({"x", "v", "y", "ok", "yes", "done", "*", "☑", "✅", "✔", "✓"})
_BOX_LIKE = re.compile(
    r"(?:[\[(][ \u00a0]?(?P<mark>x|v|y|o|n|ok|yes|no|done|todo|wip|[*./_~-]|)[ \u00a0]{0,3}[\])]"
    r"|\[(?P<open>[x ]?)|(?P<closed>[x ]?)\]|(?P<sign>[☐☑☒✅✔✓✗✘⬜□■]))(?=\s)",
    re.IGNORECASE,
)
_TICK_BEHIND = compile_late(r"\s*(?:[☑✅✔✓]\ufe0f?|\((?:done|x|ok)\)|\s[-–—:]?\s?done)[.!]?\Z", re.IGNORECASE)
"""What says at the end of a step that it is done."""
_PARTLY_DONE = compile_late(r"~~|[\[(]?\d{1,3}\s?%[\])]?\s")
"""A step that is struck out is done or given up, and one with a share is neither done nor open."""


def split_checkbox(span: Span) -> tuple[Scalar, Span] | None:
    """Take `[x]` or `[ ]` from the start of a text.

    Returns:
        `true` or `false`, at the place of the mark between the brackets, and the rest of the text.
    """
    raw = span.raw
    match = _CHECKBOX.match(raw) if raw[:1] == "[" else None
    if not match:
        return None
    # The place of an empty box is what stands between its brackets.
    inner = match.span("mark") if match["mark"] else (1, match.end() - 1)
    mark = Span(span.source, span.start + inner[0], span.start + inner[1])
    return mark.to_scalar("true" if match["mark"] else "false"), span.cut_span(match.end())


def find_box_like(span: Span) -> re.Match[str] | None:
    """Return what a text begins with, if that was probably meant as a box."""
    return _BOX_LIKE.match(span.raw)


def ask_about_box(reading: MarkdownReading, span: Span) -> bool:
    """Ask about a text that begins with what is nearly a box, and return whether it does."""
    match = find_box_like(span)
    if match is None:
        return False
    mark = next((part for part in match.groups() if part), "").strip().casefold()
    message = f"“{match[0].strip()}” is no box, so nothing says whether this is done."
    place = span.cut_span(0, match.end()).place
    reading.report("OKR118", place, message, correction="[x]" if mark in _TICKED else "[ ]")
    return True


def ask_about_missing_box(reading: MarkdownReading, span: Span) -> None:
    """Ask about a step without a box among others that have one."""
    message = "The steps beside this one have a box, and this one has none, so it is read as plain text."
    mark, words = _read_marks(span.raw)
    hint = "" if mark else "Begin it with [x] where it is done, and with [ ] where it isn't."
    correction = f"{mark} {words}" if mark and "\n" not in words else None
    reading.report("OKR118", span.place, message, hint, correction=correction)


def _read_marks(text: str) -> tuple[str, str]:
    """Return the box that a step without one should have, and its words; no box where nobody can tell."""
    if match := _TICK_BEHIND.search(text):
        return "[x]", text[: match.start()]
    return ("", text) if _PARTLY_DONE.match(text) else ("[ ]", text)
