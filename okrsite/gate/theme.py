"""Which inline scripts and styles are the theme's own: those that its templates write, word for word.

A template's script may have holes, such as the path to the site's root; what fills them is inside a string and can't
leave it. Whoever may change the theme is trusted, so its templates are the measure, not a list that grows old.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

from okrsite.late_patterns import compile_late

_RAW = re.compile(r"<(script|style)(?:[ \t\n][^<>]*)?>(.*?)</\1>", re.IGNORECASE | re.DOTALL)
_HOLE = compile_late(r"\{\{.*?\}\}", re.DOTALL)
# A path on this host, the name of a font: nothing that ends a string, no scheme, no other host.
_FILLING = r"(?!//)[A-Za-z0-9._~/?#%&=+, -]*"


class ThemeInlineCode:
    """What the templates of a theme write into pages."""

    def __init__(self, folders: Iterable[Path] = ()) -> None:
        """Read all templates in the folders."""
        texts: set[tuple[str, str]] = set()
        for folder in folders:
            for file in _list_templates(folder):
                raw_texts = _RAW.findall(file.read_text(encoding="utf-8", errors="replace"))
                texts |= {(kind.lower(), body) for kind, body in raw_texts if body.strip()}
        self._whole = frozenset(text for text in texts if "{" + "%" not in text[1] and "{{" not in text[1])
        self._holed = tuple(
            (kind, pattern)
            for kind, body in sorted(texts - self._whole)
            if (pattern := _build_pattern(body)) is not None
        )
        self._met: dict[tuple[str, str], bool] = {}

    def has_inline_code(self, kind: str, body: str) -> bool:
        """Whether a template has a `script` or `style` with this content."""
        if (kind, body) in self._whole:
            return True
        known = self._met.get((kind, body))
        if known is None:
            known = any(kind == of and pattern.fullmatch(body) for of, pattern in self._holed)
            if len(self._met) < 1000:
                self._met[kind, body] = known
        return known


def load_installed_theme(extra: Iterable[Path] = ()) -> ThemeInlineCode:
    """Return the theme as it is installed here, with the templates of a site's own folders added."""
    spec = find_spec("material")
    places = spec.submodule_search_locations if spec else None
    folders = [Path(place) / "templates" for place in places or ()]
    folders += [Path(__file__).parents[1] / "theme", *extra]
    # A site's theme stands on the installed one, which is among its folders too.
    return ThemeInlineCode(dict.fromkeys(folder.resolve() for folder in folders))


def _list_templates(folder: Path) -> Iterator[Path]:
    """Yield the templates in a folder of a theme, beside which thousands of icons may lie."""
    for place, _, names in os.walk(folder):
        for name in names:
            if name.endswith(".html"):
                yield Path(place, name)


def _build_pattern(body: str) -> re.Pattern[str] | None:
    """Return what a script with holes looks like when it is filled; None for one whose holes are no strings."""
    if "{" + "%" in body:
        return None
    parts = _HOLE.split(body)
    for before, after in pairwise(parts):
        if before[-1:] not in ('"', "'") or after[:1] != before[-1:]:
            return None
    return re.compile(_FILLING.join(map(re.escape, parts)))
