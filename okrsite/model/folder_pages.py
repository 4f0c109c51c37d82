"""Which ordinary pages are those of their folders: a `README.md`, as for MkDocs and for hosts of repositories."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from msgspec.structs import replace

from okrsite.model.organisation import COMPANY, Document

OWN_FOLDERS = frozenset({
    COMPANY, "teams", "people", "cycles", "guide", "map", "gaps", "changes", "kpis", "pulse", "initiatives", "roadmap",
    "pillars", "tags", "digest", "agenda",
})  # fmt: skip
"""Folders of the site that have a page of okrsite, or may have one with other settings."""


def mark_folder_pages(documents: Iterable[Document]) -> tuple[Document, ...]:
    """Return ordinary pages in their order, those marked that are the pages of their folders.

    A README is none in a folder in which okrsite has pages, or whose address is that of another ordinary page: of
    `index.md` in it, or of a page beside it that is called as the folder is.
    """
    known = tuple(documents)
    taken = {posixpath.splitext(document.inside)[0].casefold() for document in known}
    return tuple(_mark_folder_page(document, taken) for document in known)


def _mark_folder_page(document: Document, taken: set[str]) -> Document:
    folder, name = posixpath.split(document.inside)
    if posixpath.splitext(name)[0] != "README":
        return document
    folded = folder.casefold()
    is_own = folded.partition("/")[0] in OWN_FOLDERS
    marked = bool(folder) and not is_own and not {folded, f"{folded}/index"} & taken
    return document if marked == document.is_folder_page else replace(document, is_folder_page=marked)
