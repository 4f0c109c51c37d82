"""Takes needless blanks out of the theme's frame: they are half of it, and stand on every page.

A run of blanks with a line end between or beside tags becomes one line end, which browsers show as the same one blank.
What a page itself says is left as it is, as are elements in which blanks count.
"""

from __future__ import annotations

import re

_BESIDE_TAGS = re.compile(r"(?:(?<=>)|(?<![ \t\r\n>])(?=[ \t\r]*+\n[ \t\r\n]*+<))[ \t\r]*+\n[ \t\r\n]*+")
_KEPT = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>)", re.DOTALL | re.IGNORECASE)


def compact_frame(html: str, content: str) -> str:
    """Return a page without needless blanks in its frame; `content` is what stands in it once, and is kept as it is."""
    before, found, after = html.partition(content) if content else (html, "", "")
    return f"{_compact(before)}{found}{_compact(after)}"


def _compact(html: str) -> str:
    # Of three pieces each, the second is kept and the third its name.
    pieces = _KEPT.split(html)
    pieces[::3] = [_BESIDE_TAGS.sub("\n", piece) for piece in pieces[::3]]
    return "".join(piece for place, piece in enumerate(pieces) if place % 3 < 2)
