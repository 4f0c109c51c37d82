"""Takes out of the theme's frame what pages needn't repeat: it stands on every page, and half of it is of no use there.

A run of blanks with a line end between or beside tags becomes one line end, which browsers show as the same one blank.
Icons whose shape our style sheet knows are drawn by it, for the frame has the same few on all pages. Material's scripts
for palettes to choose from and for tabs of content go where the frame has none. What a page itself says is left as it
is, as are elements in which blanks count.
"""

from __future__ import annotations

import re
from functools import cache

from okrsite.site.mkdocs.theme import STYLE, THEME

_BESIDE_TAGS = re.compile(r"(?:(?<=>)|(?<![ \t\r\n>])(?=[ \t\r]*+\n[ \t\r\n]*+<))[ \t\r]*+\n[ \t\r\n]*+")
_KEPT = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>)", re.DOTALL | re.IGNORECASE)
_NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'
"""Needed in files only: in a page, an `svg` is one without it."""
_ICON = re.compile(r'<svg viewBox="([\d ]+)">(?:<!--.*?-->)?<path d="([^"<>]+)"/></svg>')
_DRAWN_ICON = re.compile(r"\.(okr-icon--\w+) \{[^}]* d='([^']+)'")
_SCRIPT = re.compile(r"<script>([^<]*)</script>\s*")
_CHOICE = "__palette"
_TABS = "__tabbed_"


def compact_frame(html: str, content: str) -> str:
    """Return a page without what its frame needn't hold; `content` is what stands in it once, and is kept as it is."""
    before, found, after = html.partition(content) if content else (html, "", "")
    unused = {mark for mark in (_CHOICE, _TABS) if f'name="{mark}' not in before + after}
    return f"{_compact(before, unused)}{found}{_compact(after, unused)}"


def _compact(html: str, unused: set[str]) -> str:
    if unused:
        html = _SCRIPT.sub(lambda script: "" if any(f'"{mark}"' in script[1] for mark in unused) else script[0], html)
    # Of three pieces each, the second is kept and the third its name.
    pieces = _KEPT.split(html)
    pieces[::3] = [
        _ICON.sub(_shorten_icon, _BESIDE_TAGS.sub("\n", piece).replace(_NAMESPACE, "")) for piece in pieces[::3]
    ]
    return "".join(piece for place, piece in enumerate(pieces) if place % 3 < 2)


def _shorten_icon(icon: re.Match[str]) -> str:
    """Return an icon as the style sheet draws it, or as it is where that doesn't know it."""
    name = _list_drawn_icons().get(icon[2])
    return f'<svg class="{name}" viewBox="{icon[1]}"></svg>' if name else icon[0]


@cache
def _list_drawn_icons() -> dict[str, str]:
    """Return the classes of the icons that the style sheet draws, by their shape."""
    return {shape: name for name, shape in _DRAWN_ICON.findall((THEME / STYLE).read_text("utf-8"))}
