"""Pages that the navigation of the configuration names, and that there are not."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator

from okrsite.config_lines import find_typed_entry
from okrsite.nearest import find_close_name, suggest_name
from okrsite.problems import Problem, create_problem
from okrsite.settings import Site

_KNOWN_PLUGINS = frozenset(
    {"search", "okrsite", "tags", "redirects", "git-revision-date-localized", "offline", "macros", "meta", "social"}
    | {"privacy", "optimize", "minify", "glightbox"}
)
"""Plugins that make no pages that a navigation could name, and give its entries no meaning of their own."""


def is_navigation_known(site: Site) -> bool:
    """Whether it can be told without the host which pages a navigation may name."""
    return not site.hooks and _KNOWN_PLUGINS.issuperset(site.plugins)


def list_navigation_problems(site: Site, uris: Collection[str]) -> Iterator[Problem]:
    """Yield what the navigation names although there is no such page: neither one of the site nor a file.

    A file that is there and isn't published, such as a draft, is left out of the navigation as it is of the site.

    Args:
        site: The site.
        uris: The pages of it that okrsite makes.
    """
    if not site.navigation or not is_navigation_known(site):
        return
    for typed in dict.fromkeys(site.navigation):
        path = posixpath.normpath(typed.lstrip("/"))
        if not typed.lower().endswith(".md") or path in uris or _is_file(site, path):
            continue
        near = find_close_name(path, uris)
        yield create_problem(
            "OKR903",
            find_typed_entry((site.config, *site.inherited), site.base, "nav", typed),
            f"The navigation names {typed}, and there is no such page.",
            suggest_name(near, "Correct the name in `nav`, or take the entry out."),
        )


def _is_file(site: Site, path: str) -> bool:
    try:
        return (site.content / path).is_file()
    except (OSError, ValueError):
        return False
