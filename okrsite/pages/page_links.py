"""Links inside of pieces of pages, which are made before it is known on which page they will stand.

A piece says where a link leads from the site's root, in angle brackets: `href="<objectives/a/2026-Q4/b/>"`. No text of
an author can look like that, because what is escaped holds no angle bracket, and no other attribute of ours does. The
page on which it stands makes it relative to itself. So a piece is rendered once and stands on several pages.
"""

from __future__ import annotations

import re
from html import unescape

from markupsafe import Markup

from okrsite.escaping import escape
from okrsite.late_patterns import compile_late
from okrsite.pages.addresses import make_relative_url, relate_to_page
from okrsite.pages.page import make_url

ANY_PAGE = "any page"
"""In place of a page's URI: the page isn't known yet, and links are marked."""
_LINK = re.compile(r'="<([^"<>]*)>"')
_SANITISED_TAG = compile_late(r"<(?:a|img) [^<>]*>")
_SANITISED_LINK = compile_late(r'(href|src)="&lt;([^"]*)&gt;"')


def mark_link(url: str) -> str:
    """Return an address from the site's root as the value of an `href`, for `resolve_links`.

    It is HTML and a plain string, as what `escape` returns.
    """
    return f"<{escape(url)}>"


def make_link(uri: str, address: str) -> str:
    """Return a link from a page to an address from the site's root; in angle brackets from `ANY_PAGE`."""
    return f"<{address}>" if uri == ANY_PAGE else make_relative_url(uri, address)


def print_link(link: str) -> Markup:
    """Return a link of `make_link`, or an address on the web, as the value of an `href`."""
    return Markup(mark_link(link[1:-1]) if link.startswith("<") else escape(link))


def restore_marks(html: str) -> str:
    """Return sanitised HTML with the marks of links as they were: the sanitiser escapes angle brackets in attributes.

    It escapes them in texts too, so that what is between them is a tag, and what is between quotes in it an attribute.
    """
    return _SANITISED_TAG.sub(lambda tag: _SANITISED_LINK.sub(r'\1="<\2>"', tag[0]), html)


def resolve_links(html: str, uri: str) -> Markup:
    """Return the HTML of a page whose marked links lead from this page to where they should."""
    pieces = _LINK.split(str(html))  # every other one is a link
    marked = pieces[1::2]
    here = make_url(uri)
    links = {link: f'="{escape(relate_to_page(here, unescape(link)))}"' for link in set(marked)}
    pieces[1::2] = map(links.__getitem__, marked)
    return Markup("".join(pieces))
