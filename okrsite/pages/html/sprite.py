"""The symbols of marks, and the hatch of bars: of all that there are, each page holds those that stand on it.

A file that all pages share would not do: browsers draw nothing from another file where a site is opened as files.
"""

from __future__ import annotations

import re
from typing import get_args

from okrsite.maps import StatusKey

_SYMBOL = re.compile(r'<(symbol|pattern) id="([\w-]+)".*?</\1>', re.DOTALL)
_USE = re.compile(r'<use href="#([\w-]+)"')
_DRAWING = "okr-map__svg"
_HATCH = "okr-hatch"
_HATCHED = "okr-bar__gap"
_BEGINNING = '<div class="okr">\n'
"""How the template of all pages begins."""
_IN_LISTS = frozenset(f"m-{key}" for key in get_args(StatusKey))
"""Marks of statuses: the script may put the map and the list of another page in the place of a map."""


class Sprite:
    """All symbols, from the template that draws them."""

    def __init__(self, template: str) -> None:
        """Take the symbols out of a template's text."""
        self._symbols = {symbol[2]: symbol[0] for symbol in _SYMBOL.finditer(template)}

    def add_to_page(self, body: str) -> str:
        """Return a page's body with the symbols that it uses before everything else."""
        wanted = set(_USE.findall(body))
        if _DRAWING in body:
            wanted |= _IN_LISTS
        if _HATCHED in body or _DRAWING in body:
            wanted.add(_HATCH)
        symbols = "\n".join(symbol for key, symbol in self._symbols.items() if key in wanted)
        if not symbols:
            return body
        sprite = (
            '<svg class="okr-sprite" aria-hidden="true" focusable="false" width="0" height="0"><defs>\n'
            f"{symbols}</defs></svg>"
        )
        return body.replace(_BEGINNING, f"{_BEGINNING}{sprite}", 1)
