"""Tags of HTML in a line, and what only looks like one: `<Anna>`, which nobody would see."""

from __future__ import annotations

import re

from okrsite.late_patterns import compile_late

_TAG = compile_late(r"(?<!\\)<(?P<words>(?P<name>[A-Za-z][A-Za-z0-9-]*)(?:\s[^<>=\"']*)?)>")
_ELEMENTS = frozenset(
    (
        *("a", "abbr", "address", "area", "article", "aside", "audio", "b", "base", "bdi", "bdo", "big"),
        *("blockquote", "body", "br", "button", "canvas", "caption", "center", "cite", "code", "col", "colgroup"),
        *("data", "datalist", "dd", "del", "details", "dfn", "dialog", "dir", "div", "dl", "dt", "em", "embed"),
        *("fieldset", "figcaption", "figure", "font", "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4"),
        *("h5", "h6", "head", "header", "hgroup", "hr", "html", "i", "iframe", "img", "input", "ins", "kbd", "label"),
        *("legend", "li", "link", "main", "map", "mark", "math", "menu", "meta", "meter", "nav", "nobr", "noscript"),
        *("object", "ol", "optgroup", "option", "output", "p", "param", "picture", "pre", "progress", "q", "rp"),
        *("rt", "ruby", "s", "samp", "script", "section", "select", "slot", "small", "source", "span", "strike"),
        *("strong", "style", "sub", "summary", "sup", "svg", "table", "tbody", "td", "template", "textarea", "tfoot"),
        *("th", "thead", "time", "title", "tr", "track", "tt", "u", "ul", "var", "video", "wbr"),
    )
)
"""Every element of HTML, those of before among them."""


_ALSO_ALONE = frozenset(("font", "nobr", "span", "tbody", "tfoot", "thead"))
"""Elements that converters leave behind without words in them."""
_SHORTEST_WORD = 4


def find_unknown_tag(text: str) -> re.Match[str] | None:
    """Match `<Anna>`: a word between angle brackets that no element of HTML is called.

    Where nothing else is there, `<data>` may be a name as well.
    """
    whole = _TAG.fullmatch(text.strip())
    if whole and len(whole["name"]) >= _SHORTEST_WORD and whole["name"].lower() not in _ALSO_ALONE:
        return whole
    return next((match for match in _TAG.finditer(text) if match["name"].lower() not in _ELEMENTS), None)
