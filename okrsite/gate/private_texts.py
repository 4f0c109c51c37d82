"""Texts that must be nowhere on a site, such as paths of the machine that built it, in all their spellings."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from okrsite.feeds.json_encoding import encode_json

_SHORTEST = 4
"""Characters of a private text; shorter ones are in every file by accident."""


def list_machine_paths(*folders: Path) -> list[str]:
    """Return the paths of the build machine that a site must not tell: those so long that nobody means another one.

    `/src` and `/srv/www` may stand in anybody's text.
    """
    return sorted({str(path) for folder in folders if len((path := folder.absolute()).parts) > 3})


def list_private_spellings(private: Iterable[str]) -> list[tuple[str, tuple[bytes, ...]]]:
    """Return each private text with the ways in which pages and data would spell it."""
    spellings = []
    for text in sorted(set(private)):
        if len(text.strip()) < _SHORTEST:
            raise ValueError(f"{text!r} is too short to be looked for; give at least {_SHORTEST} characters.")
        in_json = (json.dumps(text)[1:-1], encode_json(text).decode("utf-8").strip()[1:-1])
        ways = (text, html.escape(text), html.escape(text, quote=False), *in_json, quote(text))
        spellings.append((text, tuple(dict.fromkeys(way.encode("utf-8", "surrogatepass") for way in ways))))
    return spellings
