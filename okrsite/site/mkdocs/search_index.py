"""The door to the host's search: what the model says goes into its index, with the anchors to land on."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import msgspec
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig

from okrsite.pages.page import Page, make_url
from okrsite.search.files import MOST_PAGES, STUB, build_search_files
from okrsite.site.outcome import WrittenSearch

_STOCK, _TITLE = 1000.0, 3.0
"""How much Material prefers words of titles, and how much we do: a thousand buries the words of key results."""

_WORKER = b"/workers/okr-search.js"
"""In pages whose search box asks us, and not Material's own worker."""


class _Index(msgspec.Struct, frozen=True):
    """A search index, as MkDocs' plugins write it."""

    config: dict[str, object]
    docs: list[dict[str, object]]


def set_title_boost(config: MkDocsConfig) -> None:
    """Prefer titles in moderation, unless the site says how much itself."""
    for plugin in config.plugins.values():
        fields = getattr(getattr(plugin, "config", None), "fields", None)
        if isinstance(fields, dict) and fields.get("title", {"boost": _STOCK}) == {"boost": _STOCK}:
            fields["title"] = {"boost": _TITLE}


def fill_search_index(config: MkDocsConfig, pages: Iterable[Page]) -> None:
    """Put the entries of all pages into the index of whichever search there is."""
    found = (getattr(plugin, "search_index", None) for plugin in config.plugins.values())
    indexes = [(index, _find_segmentation(index)) for index in found if index is not None]
    for page in pages if indexes else ():
        for index, segment in indexes:
            _add_entries(index, page, segment)


def _add_entries(index: Any, page: Page, segment: Callable[[str], str]) -> None:
    """Add a page's entries to a search index, Material's or MkDocs' own; both print what they hold as HTML."""
    url = make_url(page.uri)
    for entry in page.search:
        location = f"{url}#{entry.anchor}" if entry.anchor else url
        title, text = segment(str(escape(entry.title))), segment(str(escape(entry.text)))
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


def _find_segmentation(index: Any) -> Callable[[str], str]:
    """Return what puts signs between Chinese words, as Material does it for its own pages where jieba is installed."""
    plugin = sys.modules.get(type(index).__module__)
    own = getattr(index, "_segment_chinese", None)
    return own if callable(own) and getattr(plugin, "jieba", None) is not None else str


def refill_search_index(config: MkDocsConfig, pages: Iterable[Page]) -> None:
    """Have each search write its index once more, with other entries of our pages than before."""
    for plugin in config.plugins.values():
        index = getattr(plugin, "search_index", None)
        if index is None:
            continue
        entries = index.entries if hasattr(index, "entries") else index._entries
        others, segment = list(entries), _find_segmentation(index)
        for page in pages:
            _add_entries(index, page, segment)
        plugin.on_post_build(config=config)
        entries[:] = others


def divide_search_index(site: Path, most_pages: int = MOST_PAGES, known: str = "") -> WrittenSearch | None:
    """Replace the index that a plugin has written into a site by files that are loaded when somebody searches.

    It stays as it is where the site's own templates have the search box ask another worker, and where none was written;
    then None is returned. It is only taken away where its digest is one that is `known`.
    """
    path, home = site / STUB, site / "index.html"  # home is never taken over from the last site
    if not (path.is_file() and home.is_file() and _WORKER in home.read_bytes()):
        return None
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if digest == known:
        path.unlink()
        return WrittenSearch(digest, ())
    index = msgspec.json.decode(data, type=_Index)
    written = []
    for uri, content in build_search_files(index.config, index.docs, most_pages):
        (site / uri).write_bytes(content)
        written.append(uri)
    return WrittenSearch(digest, tuple(written))
