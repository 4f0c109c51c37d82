"""Pictures of other hosts in pages that MkDocs renders: what stands in their place, for no page loads any.

An emoji is its sign, and any other picture a link to where it is, as in ordinary pages that okrsite makes.
"""

from __future__ import annotations

import re

from okrsite.escaping import escape
from okrsite.gate.markup import read_tag
from okrsite.gate.urls import check_link_url, is_absolute, normalise_like_browser
from okrsite.late_patterns import compile_late

_TAG = compile_late(r"<(?:/a|a|img)(?=[\s/>])(?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+>", re.IGNORECASE)
_EMOJI = frozenset({"twemoji", "emojione", "gemoji"})


def replace_foreign_pictures(html: str) -> tuple[str, list[str]]:
    """Return the content of a page without pictures of other hosts.

    One whose address no page may lead to stays as it is: whoever inspects the page says what is wrong with it.

    Returns:
        The content, and the addresses of the pictures that are links now, as typed.
    """
    inside = 0
    links: list[str] = []

    def replace(tag: re.Match[str]) -> str:
        nonlocal inside
        name, pairs = read_tag(tag[0])
        if name != "img":
            inside += 1 if name else -1
            return tag[0]
        attributes = dict(reversed(pairs))  # of a name that stands twice, browsers take the first
        url = normalise_like_browser(attributes.get("src", ""))
        if url.startswith("//"):  # by the way by which the page came
            url = f"https:{url}"
        if not is_absolute(url) or check_link_url(url):
            return tag[0]
        words = normalise_like_browser(attributes.get("alt", ""))
        if words and _EMOJI.intersection(attributes.get("class", "").split()):
            return escape(words)
        links.append(url)
        words = escape(words or "picture")
        return words if inside > 0 else f'<a href="{escape(url)}" rel="noopener noreferrer">{words}</a>'

    return _TAG.sub(replace, html), links
