"""One policy for addresses, as a browser reads them: what a page may lead to, and what it may load."""

from __future__ import annotations

import re
from html import unescape

from okrsite.sources.web_addresses import check_host

LINK_SCHEMES = frozenset({"https", "http", "mailto"})

# What browsers strip at both ends of an address, and what they drop inside it, before they look for a scheme.
_ENDS = "".join(map(chr, range(0x21)))
_DROPPED = {9: None, 10: None, 13: None}
_ODD = re.compile(r"[\x00-\x1f\x7f\\]")
_SCHEME = re.compile(r"([^/?#]*?):")
_ABSOLUTE = re.compile(r"https?://[^/?#@]", re.IGNORECASE)


def normalise_like_browser(value: str) -> str:
    """Return an attribute's value as the address that a browser makes of it: decoded, stripped, without breaks."""
    return unescape(value).strip(_ENDS).translate(_DROPPED)


def check_link_url(url: str) -> str:
    """Say what is wrong with an address that a page leads to; empty where nothing is.

    Allowed are https, http and mailto, and whatever stays on the site: it is a list of what may be, because what may
    not has no end. `url` comes from `normalise_like_browser`.
    """
    if _ODD.search(url):
        return "has a control character or a backslash"
    if url.startswith("//"):
        return "begins with two slashes, and so leads to another host"
    scheme = _SCHEME.match(url)
    if scheme is None:
        return ""
    name = scheme[1].lower()
    if name not in LINK_SCHEMES:
        return f"begins with {name[:30]}:"
    if name != "mailto" and not _ABSOLUTE.match(url):
        return "names no host"
    return check_host(url)


def check_load_url(url: str) -> str:
    """Say what is wrong with an address that a browser loads by itself; only what lies on the site may be."""
    return check_link_url(url) or ("is on another host" if is_absolute(url) else "")


def is_absolute(url: str) -> bool:
    """Whether an address has a scheme, and so is not on the site by its own words."""
    return bool(_SCHEME.match(url))
