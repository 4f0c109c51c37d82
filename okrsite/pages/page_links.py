"""Links inside of pieces of pages, which are made before it is known on which page they will stand.

A piece says where a link leads from the site's root, in angle brackets: `href="<objectives/a/2026-Q4/b/>"`. No text of
an author can look like that, because what is escaped holds no angle bracket. The page on which it stands makes it
relative to itself. So a piece is rendered once and stands on several pages.
"""

from __future__ import annotations

import re
from html import unescape

from markupsafe import Markup, escape

from okrsite.pages.addresses import make_relative_url

_LINK = re.compile(r'href="<([^"<>]*)>"')


def mark_link(url: str) -> Markup:
    """Return an address from the site's root as the value of an `href`, for `resolve_links`."""
    return Markup(f"<{escape(url)}>")


def resolve_links(html: str, uri: str) -> Markup:
    """Return the HTML of a page whose marked links lead from this page to where they should."""
    known: dict[str, str] = {}

    def make_relative(match: re.Match[str]) -> str:
        marked = match[1]
        link = known.get(marked)
        if link is None:
            link = known[marked] = f'href="{escape(make_relative_url(uri, unescape(marked)))}"'
        return link

    return Markup(_LINK.sub(make_relative, html))
