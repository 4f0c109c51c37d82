"""Addresses on the web, as somebody types them: whether their host is the one that a reader takes it for, and what
came along when they were pasted.

What stands before an `@` is the name of a user, and many people read it as the host: `https://good.example@evil.example`.
Nobody's page needs it, nor anything that hides where the host ends.
"""

from __future__ import annotations

import re
import unicodedata

from okrsite.late_patterns import compile_late

_WEB = re.compile(r"https?:[\\/]*", re.IGNORECASE)
_WHOLE = compile_late(r"(?:https?://|mailto:)", re.IGNORECASE)
_HOST = re.compile(r"https?://([^/?#]*)", re.IGNORECASE)
_PORT = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[^:\[\]]+)(?::(?P<port>[0-9]{0,5}))?\Z", re.IGNORECASE)
_HIDING = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]")
_LEFTOVERS = compile_late(r"[<>\"`“”„«»]|&(?:nbsp|quot|lt|gt|shy|zwnj|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
"""Signs that no address has: of HTML, of Markdown, and around quotations."""
_WITHIN = compile_late(
    r"(?:https?://|mailto:)[^\s\\<>\"`“”„«»&]{1,2000}(?:&(?!nbsp|quot|lt|gt|shy|zwnj|#)[^\s\\<>\"`“”„«»&]{0,2000})*"
)
_MARKS_BEHIND = "*_)]'’|;,"
"""What closes a word in bold, a link of Markdown or a quotation, and ends no address."""


_NO_SCHEME = compile_late(
    r"(?:(?:https?:?/{0,2}|/{2,})(?=[\w-]{1,63}\.)|(?=www\.))(?P<host>\S+)\Z"
    r"|(?P<bare>(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,20}/\S*|(?:[a-z0-9-]{1,63}\.){1,8}(?:com|org|net|io|eu|de|nl|be|fr|uk))\Z"
    r"|(?P<mail>[^\s/@:]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,20})\Z",
    re.IGNORECASE,
)
"""An address without its `https://` or `mailto:`, or with a part of it."""


def find_missing_scheme(address: str) -> str | None:
    """Return the whole address of one that would be a path in this site: `www.wiki.example`; None for all others."""
    match = None if _WHOLE.match(address) else _NO_SCHEME.match(address)
    if match is None:
        return None
    return f"mailto:{match['mail']}" if match["mail"] else f"https://{match['host'] or match['bare']}"


def has_leftovers(address: str) -> bool:
    """Whether an address has signs that came along from a page, or another address behind its first letters.

    The latter would be a path in this site: `[wiki](https://wiki.example)` leads nowhere.
    """
    if _LEFTOVERS.search(address):
        return True
    path, _, _ = address.partition("?")
    return "://" in path and _WEB.match(address) is None


def find_meant_address(typed: str) -> str | None:
    """Return the one address within what was typed with leftovers; None where there are several, or none."""
    meant = {match[0].rstrip(_MARKS_BEHIND) for match in _WITHIN.finditer(typed)}
    return meant.pop() if len(meant) == 1 else None


def check_host(address: str) -> str:
    """Say what is wrong with the host of an address on the web; empty where nothing is, and for all other addresses."""
    if not _WEB.match(address):
        return ""
    match = _HOST.match(address)
    if match is None or not match[1]:
        return "names no host"
    host = match[1]
    # As browsers read it: letters in full width and the like become plain ones.
    plain = unicodedata.normalize("NFKC", host)
    if "@" in plain:
        return "has a user's name before its host"
    if "%" in plain or "\\" in plain or _HIDING.search(host) or any(sign in plain for sign in "/?#<>\"'`{|}^"):
        return "hides where its host ends"
    read = _PORT.match(plain)
    if read is None or int(read["port"] or 0) > 65535:
        return "has a port that doesn't exist"
    return ""
