"""Steps of a key result that are typed in YAML as in Markdown: `[x] Lease signed (due 2026-12-01, weight 2)`."""

from __future__ import annotations

import re

from okrsite.sources.corrected_lines import quote_yaml_value

_BOX = re.compile(r"\[(?P<mark>[ xX])\]\s(?=\S)")
_DETAILS = re.compile(r"\((?P<inner>(?:due|weight)\s?:?\s\d[^()]{0,60})\)\Z", re.IGNORECASE)
_DETAIL = re.compile(r"\A(due|weight)\s?:?\s", re.IGNORECASE)
_LONGEST_DETAILS = 80
"""Characters at the end of a text in which they are looked for."""


def explain_step(text: str) -> tuple[str, str] | None:
    """Return sentence and hint for a text with a box before it, or with day and weight behind it; None for others."""
    box = _BOX.match(text) if text[:1] == "[" else None
    details = _DETAILS.search(text, max(0, len(text) - _LONGEST_DETAILS)) if text[-1:] == ")" else None
    if box is None and details is None:
        return None
    shown = box[0].strip() if box else details[0] if details else ""
    title = text[box.end() if box else 0 : details.start() if details else None].strip()
    fields = [f"title: {quote_yaml_value(title)}"]
    fields += [f"done: {'false' if box['mark'] == ' ' else 'true'}"] if box else []
    fields += [_DETAIL.sub(r"\1: ", part.strip()) for part in details["inner"].split(",")] if details else []
    message = f"`{shown}` is read as a part of this text, as YAML has fields of their own for it."
    return message, f"For a step, the fields are: {{{', '.join(fields)}}}"
