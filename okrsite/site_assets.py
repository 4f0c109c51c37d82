"""Which files of the content folder are published because the configuration names them: they are trusted as it is.

Style sheets and scripts (`extra_css`, `extra_javascript`), the logo and the favicon, and what these style sheets load:
fonts and pictures. All else in the folder stays what it was: an attachment, or nothing that is published.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

from okrsite.asset_names import is_elsewhere
from okrsite.late_patterns import compile_late
from okrsite.sources.attachments import PICTURES

_KINDS = PICTURES | {"css", "js", "mjs", "map", "svg", "woff", "woff2", "ttf", "otf"}
_LARGEST = 4 * 1024**2
"""Bytes of a style sheet that is looked into."""
_LOADED = compile_late(r"url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^)\"'\s]*))")


def find_site_assets(content: Path, named: Iterable[str]) -> frozenset[str]:
    """Return the files that the configuration names, and those that its style sheets load, by path inside the folder.

    Args:
        content: The content folder.
        named: What the configuration names, inside the folder or elsewhere.
    """
    found: set[str] = set()
    for name in named:
        path = _find_file(content, "", name)
        if path is None or path in found:
            continue
        found.add(path)
        if path.endswith(".css"):
            folder = posixpath.dirname(path)
            loaded = (_find_file(content, folder, address) for address in _list_loaded_addresses(content / path))
            found.update(filter(None, loaded))
    return frozenset(found)


def _find_file(content: Path, folder: str, name: str) -> str | None:
    """Return the path of a regular file inside the content folder; None for what is none, and for links."""
    path = unquote(name.partition("#")[0].partition("?")[0])
    inside = posixpath.normpath(posixpath.join(folder, path.removeprefix("./"))) if path else ""
    if not inside or is_elsewhere(name) or inside.startswith(("..", "/")) or "\0" in inside or "\\" in inside:
        return None
    kind = inside.rpartition(".")[2].lower()
    if kind not in _KINDS or any(part.startswith(".") for part in inside.split("/")):
        return None
    try:
        place = content.resolve() / inside
        return inside if place.is_file() and place.resolve() == place else None
    except OSError:
        return None


def _list_loaded_addresses(sheet: Path) -> Iterator[str]:
    try:
        text = sheet.read_text("utf-8", "replace") if sheet.stat().st_size <= _LARGEST else ""
    except OSError:
        return
    for quoted, other, plain in _LOADED.findall(text):
        yield quoted or other or plain
