"""The door to the host's search: what the model says goes into its index, with the anchors to land on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig

from okrsite.pages.page import Page, make_url

_STOCK, _TITLE = 1000.0, 3.0
"""How much Material prefers words of titles, and how much we do: a thousand buries the words of key results."""


def set_title_boost(config: MkDocsConfig) -> None:
    """Prefer titles in moderation, unless the site says how much itself."""
    for plugin in config.plugins.values():
        fields = getattr(getattr(plugin, "config", None), "fields", None)
        if isinstance(fields, dict) and fields.get("title", {"boost": _STOCK}) == {"boost": _STOCK}:
            fields["title"] = {"boost": _TITLE}


def fill_search_index(config: MkDocsConfig, pages: Iterable[Page]) -> None:
    """Put the entries of all pages into the index of whichever search there is."""
    found = (getattr(plugin, "search_index", None) for plugin in config.plugins.values())
    indexes = [index for index in found if index is not None]
    for page in pages if indexes else ():
        for index in indexes:
            _add_entries(index, page)


def _add_entries(index: Any, page: Page) -> None:
    """Add a page's entries to a search index, Material's or MkDocs' own; both print what they hold as HTML."""
    for entry in page.search:
        location = make_url(page.uri) + (f"#{entry.anchor}" if entry.anchor else "")
        title, text = str(escape(entry.title)), str(escape(entry.text))
        if hasattr(index, "entries"):
            index.entries.append(
                {
                    "location": location,
                    "title": title,
                    "text": text,
                    **({"boost": page.boost} if page.boost != 1.0 else {}),
                }
            )
        else:
            index._add_entry(title=title, text=text, loc=location)
