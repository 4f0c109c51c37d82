"""Which files of the content folder are published because the configuration names them: they are trusted as it is.

Style sheets and scripts (`extra_css`, `extra_javascript`), the logo and the favicon, and what these style sheets load:
fonts and pictures. All else in the folder stays what it was: an attachment, or nothing that is published.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

from okrsite.sources.attachments import PICTURES

_KINDS = PICTURES | {"css", "js", "mjs", "map", "svg", "woff", "woff2", "ttf", "otf"}
_LARGEST = 4 * 1024**2
"""Bytes of a style sheet that is looked into."""
_LOADED = re.compile(r"url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^)\"'\s]*))")
_DIAGRAMS = re.compile(r"mermaid.*\.js$")
_FORMULAS = re.compile(r"(?:katex|mathjax|tex-(?:mml-)?(?:chtml|svg)).*\.js$")
_WRITING = re.compile(r"(?:mermaid|mathjax|tex-(?:mml-)?(?:chtml|svg)).*\.js$")
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


def draws_diagrams(names: Iterable[str]) -> bool:
    """Whether a script among files that pages load is Mermaid, as far as names tell."""
    return any(_DIAGRAMS.search(_get_file_name(name)) for name in names)


def sets_formulas(names: Iterable[str]) -> bool:
    """Whether a script among files that pages load is KaTeX or MathJax, as far as names tell."""
    return any(_FORMULAS.search(_get_file_name(name)) for name in names)


def writes_styles(names: Iterable[str]) -> bool:
    """Whether a script among files that pages load writes style sheets into them: Mermaid does, and MathJax."""
    return any(_WRITING.search(_get_file_name(name)) for name in names)


def _get_file_name(name: str) -> str:
    return name.partition("#")[0].partition("?")[0].rpartition("/")[2].lower()


def is_elsewhere(name: str) -> bool:
    """Whether what the configuration names lies on another host."""
    return bool(_ELSEWHERE.match(name))


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
