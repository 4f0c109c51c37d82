"""The files of a search index: one that is loaded whole by Material's search, or many of which few are loaded."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence

from okrsite.search.entries import choose_file_bits, group_entries, read_entries
from okrsite.search.terms import build_term_files
from okrsite.search.words import CUT_MARK, is_without_blanks

FOLDER = "search/"
STUB = "search/search_index.json"
"""What Material loads on every page; there it says how the rest is kept, and holds no entries."""
WHOLE = "search/whole_index.json"
"""The whole index of a small site, which is loaded when somebody searches."""
SHARDS = "search/shards.json"
"""Says which files there are of an index in parts."""
ENTRIES = "search/entries-"
"""Begins the paths of files that hold entries."""
TERMS = "search/terms-"
"""Begins the paths of files that hold words."""
MOST_PAGES = 1_000
"""Pages of a site whose index is loaded whole, unless it is Chinese or Japanese that nobody has cut into words."""
ALWAYS_WHOLE = sys.maxsize
"""For an index that is made anew with each edit."""


def count_pages(documents: Sequence[Mapping[str, object]]) -> int:
    """Return how many pages entries lead to."""
    return len({str(document.get("location", "")).partition("#")[0] for document in documents})


def build_search_files(
    config: Mapping[str, object], documents: Sequence[Mapping[str, object]], most_pages: int = MOST_PAGES
) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the content of each file of an index.

    Args:
        config: How Material is to search.
        documents: The entries as Material's plugin writes them.
        most_pages: Of how many pages an index is still loaded whole.
    """
    if _may_be_whole(config, documents, most_pages):
        yield STUB, _encode({"config": {**config, "okrsite": "whole"}, "docs": []})
        yield WHOLE, _encode({"config": config, "docs": documents})
        return
    yield STUB, _encode({"config": {**config, "okrsite": "shards"}, "docs": []})
    entries = read_entries(documents)
    bits = choose_file_bits(entries)
    for name, inside in group_entries(entries, bits):
        yield FOLDER + name, _encode({"docs": inside})
    leaves: list[str] = []
    nodes: list[str] = []
    for file in build_term_files(entries):
        (leaves if file.best is None else nodes).append(file.prefix)
        terms = [part for pair in file.terms for part in pair]
        best = {} if file.best is None else {"best": file.best}
        words = {"words": file.words} if file.words else {}
        yield FOLDER + file.name, _encode({"terms": terms, **best, **words})
    yield SHARDS, _encode({"bits": bits, "leaves": leaves, "nodes": nodes})


def _may_be_whole(config: Mapping[str, object], documents: Sequence[Mapping[str, object]], most_pages: int) -> bool:
    """Whether Material's own search answers.

    Inside of Chinese and Japanese, which have no blanks, it finds words only where its plugin has cut them (with jieba
    there), or where it was told that all is Japanese.
    """
    if most_pages == ALWAYS_WHOLE:
        return True
    if count_pages(documents) > most_pages:
        return False
    texts = [str(document.get(field, "")) for document in documents for field in ("title", "text")]
    languages = config.get("lang")
    is_japanese = isinstance(languages, list) and "ja" in languages
    return is_japanese or any(CUT_MARK in text for text in texts) or not any(map(is_without_blanks, texts))


def _encode(document: object) -> bytes:
    """Write JSON as Material does: as short as it can be, and nothing but ASCII."""
    return json.dumps(document, separators=(",", ":")).encode("ascii")
