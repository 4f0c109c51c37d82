"""Addresses on the web, as somebody types them: whether their host is the one that a reader takes it for.

What stands before an `@` is the name of a user, and many people read it as the host: `https://good.example@evil.example`.
Nobody's page needs it, nor anything that hides where the host ends.
"""

from __future__ import annotations

import re
import unicodedata

_WEB = re.compile(r"https?:[\\/]*", re.IGNORECASE)
_HOST = re.compile(r"https?://([^/?#]*)", re.IGNORECASE)
_PORT = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[^:\[\]]+)(?::(?P<port>[0-9]{0,5}))?\Z", re.IGNORECASE)
_HIDING = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]")


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
