"""Takes out of the theme's frame what pages needn't repeat: it stands on every page, and half of it is of no use there.

A run of blanks with a line end between or beside tags goes where a block begins or ends, and is one line end elsewhere:
browsers show the same. Icons whose shape our style sheet knows are drawn by it, and English words of the search box
stand in a script that all pages share, for the frame has the same on all of them. Material's scripts for palettes to
choose from and for tabs of content go where the frame has none, and so do a table of contents without any and settings
of Material's that say nothing. What a page itself says is left as it is, as are elements in which blanks count.

The link that skips the navigation leads to the beginning of the content: Material's leads to its first heading, which
may be half a page down.
"""

from __future__ import annotations

import json
import re
from functools import cache

from jinja2.utils import htmlsafe_json_dumps

from okrsite.late_patterns import compile_late
from okrsite.site.mkdocs.theme import STYLE, THEME, WORDS

# An expression that begins with one sign is found many times as fast as one that may begin with several.
_BEHIND_TAG = re.compile(r">[ \t\r]*+\n[ \t\r\n]*+")
_BEFORE_TAG = re.compile(r"\n[ \t\r\n]*+<")
_LINE_END_BEFORE_TAG = re.compile(r"[ \t\r]+\n<")
_KEPT = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>)", re.DOTALL | re.IGNORECASE)
_NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'
"""Needed in files only: in a page, an `svg` is one without it."""
_ICON = re.compile(r'\n?<svg viewBox="[\d ]+">(?:<!--.*?-->)?<path d="([^"<>]+)"/></svg>\n?')
_DRAWN_ICON = compile_late(r"\.(okr-icon--\w+) \{[^}]* d='([^']+)'")
_SCRIPT = re.compile(r"<script>([^<]*)</script>\s*")
_BLOCK = r"(?:article|aside|div|footer|form|head|header|html|li|link|main|meta|nav|ol|section|title|ul)"
"""Elements before, behind, and at the beginning and the end of which a browser shows no blank."""
_BEFORE_BLOCK = re.compile(rf"\n(?=</?{_BLOCK}\b)")
_BEHIND_BLOCK = re.compile(rf"(</?{_BLOCK}\b[^<>]*>)\n")
_OUT_OF_LINE = (
    r'<(?:input class="md-toggle"|label class="md-(?:overlay|header__button md-icon|search__(?:icon md-icon|overlay))"'
    r'|a(?: [^<>]*)? class="md-(?:nav__link|(?:header|nav)__button md-logo)")[^<>]*>'
)
"""Tags of what Material's style sheet takes out of the line that it would stand in."""
_BEFORE_OTHER = re.compile(rf"\n(?={_OUT_OF_LINE})")
_BEHIND_OTHER = re.compile(rf"({_OUT_OF_LINE})\n")
_SHORT_TEXT = re.compile(r'\n?(<span class="md-ellipsis">)\n?([^<>\n]*+)\n?</span>\n?')
"""A block, too, as are the icons that the style sheet draws."""
_LINK_TEXT = re.compile(r'(<a [^<>]*class="md-nav__link[^<>]*>)<span class="md-ellipsis">([^<>]*+)</span>')
"""The name of a page in the navigation: what doesn't fit into a line goes on in the next one."""
_NOTHING = re.compile(r'<div data-md-component="(?:skip|announce)"></div>')
"""Places for what Material's scripts would put there if the frame asked for it."""
_NO_CONTENTS = re.compile(
    '<div class="md-sidebar md-sidebar--secondary"[^<>]* hidden><div class="md-sidebar__scrollwrap">'
    '<div class="md-sidebar__inner"><nav class="md-nav md-nav--secondary"[^<>]*></nav></div></div></div>'
)
_SETTINGS = re.compile(r'(<script id="__config" type="application/json">)(\{.*?\})(</script>)')
_OWN_WORDS = compile_late(r"WORDS = (\{[^{}]*\});")
_SKIP = re.compile(r'<a href="[^"]*" class="md-skip">')
_MAIN = '<main class="md-main"'
_CONTENT = "__content"
"""The id of the content; no text makes one that begins with `__`."""
_CHOICE = "__palette"
_TABS = "__tabbed_"


def compact_frame(html: str, content: str, *, with_tabs: bool = False) -> str:
    """Return a page without what its frame needn't hold; `content` is what stands in it once, and is kept as it is.

    `with_tabs` keeps the script for tabs of content where the content has some.
    """
    before, found, after = html.partition(content) if content else (html, "", "")
    unused = {mark for mark in (_CHOICE, _TABS) if f'name="{mark}' not in before + after}
    if with_tabs and f'name="{_TABS}' in content:
        unused.discard(_TABS)
    return f"{_compact(before, unused)}{found}{_compact(after, unused)}"


def _compact(html: str, unused: set[str]) -> str:
    if unused:
        html = _SCRIPT.sub(lambda script: "" if any(f'"{mark}"' in script[1] for mark in unused) else script[0], html)
    html = _SETTINGS.sub(lambda script: f"{script[1]}{_shorten_settings(script[2])}{script[3]}", html)
    # Of three pieces each, the second is kept and the third its name.
    pieces = _KEPT.split(html)
    pieces[::3] = map(_compact_piece, pieces[::3])
    return "".join(piece for place, piece in enumerate(pieces) if place % 3 < 2)


def _shorten_settings(text: str) -> str:
    """Return what Material's script is told, without what isn't set and without words that ours has, too.

    What a site's own template writes there otherwise stays.
    """
    try:
        told = {name: value for name, value in json.loads(text).items() if value is not None}
    except ValueError:
        return text
    if told.get("translations") == _read_own_words():
        del told["translations"]
    return str(htmlsafe_json_dumps(told, separators=(",", ":")))


def _compact_piece(html: str) -> str:
    if not html.strip():  # between two of the elements that are kept
        return ""
    html = _keep_line_ends(html).replace(_NAMESPACE, "")
    html = _BEHIND_BLOCK.sub(r"\1", _BEFORE_BLOCK.sub("", html))
    html = _BEHIND_OTHER.sub(r"\1", _BEFORE_OTHER.sub("", html))
    html = _LINK_TEXT.sub(r"\1\2", _SHORT_TEXT.sub(r"\1\2</span>", html))
    html = _SKIP.sub(f'<a href="#{_CONTENT}" class="md-skip">', html).replace(
        _MAIN, f'<main id="{_CONTENT}"{_MAIN[5:]}'
    )
    return _ICON.sub(_shorten_icon, _NOTHING.sub("", _NO_CONTENTS.sub("", html)))


def _keep_line_ends(html: str) -> str:
    """Return a piece of a page in which blanks with a line end, between or beside tags, are one line end."""
    html = _BEFORE_TAG.sub("\n<", _BEHIND_TAG.sub(">\n", html))
    if " \n<" in html or "\t\n<" in html or "\r\n<" in html:
        html = _LINE_END_BEFORE_TAG.sub("\n<", html)
    return html


def _shorten_icon(icon: re.Match[str]) -> str:
    """Return an icon as the style sheet draws it, or as it is where that doesn't know it."""
    name = _list_drawn_icons().get(icon[1])
    return f'<svg class="{name}"></svg>' if name else icon[0]


@cache
def _list_drawn_icons() -> dict[str, str]:
    """Return the classes of the icons that the style sheet draws, by their shape."""
    return {shape: name for name, shape in _DRAWN_ICON.findall((THEME / STYLE).read_text("utf-8"))}


@cache
def _read_own_words() -> dict[str, str]:
    """Return the words that our script has for pages without any."""
    words = _OWN_WORDS.search((THEME / WORDS).read_text("utf-8"))
    assert words is not None
    own: dict[str, str] = json.loads(words[1])
    return own
