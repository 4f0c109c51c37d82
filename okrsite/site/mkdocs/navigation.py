"""The navigation as MkDocs wants it: nested lists of titles and addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import escape

from okrsite.pages.page import Page


def build_navigation(pages: Iterable[Page]) -> list[object]:
    """Return the navigation made of the pages that name a place in it, in their order."""
    root: list[object] = []
    sections: dict[tuple[str, ...], list[object]] = {(): root}
    for page in pages:
        if page.nav is None:
            continue
        for depth in range(len(page.nav)):
            path = page.nav[: depth + 1]
            if path not in sections:
                sections[path] = []
                sections[path[:-1]].append({str(escape(path[-1])): sections[path]})
        # A page's own title stands in the page; MkDocs takes it from there.
        sections[page.nav].append(page.uri)
    return root


def list_typed_pages(nav: object) -> Iterator[str]:
    """Yield the pages that a navigation in the configuration names, by URI."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict):
        for below in nav.values():
            yield from list_typed_pages(below)
    elif isinstance(nav, list):
        for below in nav:
            yield from list_typed_pages(below)
