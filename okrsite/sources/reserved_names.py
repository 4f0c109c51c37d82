"""Names on a site that content can't take: those of the theme, of the site's own files, and what machines ask for.

Whoever owns the site decides what search engines may read (`robots.txt`), what its icon is and what proves that it is
theirs; content is typed by everybody. The theme's names are read from its folders, because they change with it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import okrsite
from okrsite.late_patterns import compile_late

# What browsers, search engines, hosts and those who prove that a domain is theirs look for at the top of a site.
_AT_TOP = compile_late(
    r"(?:robots|ads|app-ads|sellers|security|humans|llms(?:-[a-z]+)?|trust|dnt-policy|carbon|keybase|ownership|pubvendors"
    r"|apple-app-site-association|assetlinks|[0-9a-f]{32,64}|sitemap|manifest|site|opensearch|feed|atom|rss|index|404"
    r"|(?:google|yandex|bing|pinterest|zoom|ms|globalsign|godaddy)[a-z0-9_-]*(?:verif|auth|[0-9a-f]{8})[a-z0-9_-]*)"
    r"(?:[-_.][0-9]+)?\.(?:txt|xml|json|html?|webmanifest|gz)\Z"
    r"|(?:favicon|apple-touch-icon|android-chrome|mstile)(?:[-_.][a-z0-9_-]+)*\.[a-z0-9]+\Z"
    r"|(?:_headers|_redirects|_routes|cname)(?:\.[a-z]+)?\Z"
)
_OWN_FOLDERS = (
    "search/",
    "assets/okr/",
    "assets/javascripts/",
    "assets/stylesheets/",
    "data/units/",
    "data/kpis/",
    "data/csv/",
    ".well-known/",
)
"""Everything in them is the theme's or okrsite's own, whatever it is called in the next version."""
_OWN_FILES = frozenset({"data/okr.json", "data/okr.xlsx", "data/people.json", "data/build.json", "data/manifest.json"})
_THEMES = ("material", "mkdocs")
_UNPUBLISHED = frozenset({".html", ".py", ".yml", ".yaml"})


def explain_reserved_name(inside: str) -> tuple[str, str] | None:
    """Say why a file of the content can't have its place on the site, and the way out; None where it can.

    Args:
        inside: Its path inside the content folder, which is its place on the site.
    """
    path = _fold_path(inside)
    if "/" not in path and _AT_TOP.match(path):
        return (
            "Browsers, search engines or hosts look for a file of this name at the top of a site, for which it speaks.",
            "Put it into a folder; what speaks for the whole site belongs into the folder that `custom_dir` names.",
        )
    if path.startswith(_OWN_FOLDERS) or path in _OWN_FILES or path in list_theme_files():
        return (
            "The site has a file or folder of this name itself, and content can't take its place.",
            "Give it another name; how the site looks is said by `theme: {custom_dir: …, favicon: …}` in mkdocs.yml.",
        )
    return None


@cache
def list_theme_files() -> frozenset[str]:
    """Return the places on a site of the files that the theme and okrsite put there, folded."""
    folders = [Path(okrsite.__file__).parent / "theme"]
    for name in _THEMES:
        spec = find_spec(name)
        for place in spec.submodule_search_locations or () if spec else ():
            folders += [Path(place) / "templates"]
    return frozenset(_fold_path(path) for folder in folders for path in _list_published_files(folder))


def _list_published_files(folder: Path) -> Iterator[str]:
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        for path in here.iterdir() if here.is_dir() else ():
            if path.name.startswith(".") or path.name in ("partials", "fragments", "__pycache__"):
                continue  # templates and drawings, which are put into pages
            if path.is_dir():
                waiting.append(path)
            elif path.suffix not in _UNPUBLISHED:
                yield path.relative_to(folder).as_posix()


def _fold_path(path: str) -> str:
    """Return a path as systems and servers compare it that don't tell cases, or spellings of a letter, apart."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", path).casefold())
