"""Whether what was kept of a site's pages can be true of the site that lies there.

A record in a cache may come from anybody, who knows no secret and needs none to write it with right checksums. What it
says of files is held against the site itself, which lies elsewhere: its manifest has the SHA-256 of each, and which of
them belong to a page is told by their names. So no file comes into the next site under the name of another page, none
that nobody would make now, and none is missing.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Mapping
from itertools import chain

import msgspec

from okrsite.pages import addresses
from okrsite.pages.maps.files import KINDS, make_file_uri
from okrsite.search.files import FOLDER
from okrsite.site.reusable_site import LinkedFile, ReusablePage, ReusableSite

_CYCLE_DATA = "data/units/"
_LARGEST_BOOST = 100.0


def check_files(site: ReusableSite, hashes: Mapping[str, str]) -> None:
    """Refuse a record that says of files what the site doesn't; `hashes` are those of the site's manifest.

    Raises:
        DecodeError: it is such a one.
    """
    search = site.search.files if site.search else ()
    listed: dict[str, LinkedFile] = {}
    for file in chain(search, *((page.html, *page.files) for page in site.pages)):
        if hashes.get(file.file.path) != file.sha256 or listed.setdefault(file.file.path, file) is not file:
            raise msgspec.DecodeError("a file is another one in the manifest, or is listed twice")


def has_all_search_files(site: ReusableSite, hashes: Collection[str]) -> bool:
    """Whether the search index that is known has all of its files, and no other; `hashes` are as for `check_files`."""
    files = {file.file.path for file in site.search.files} if site.search else set()
    return files == {path for path in hashes if path.startswith(FOLDER) and path.endswith(".json")}


def list_sound_pages(site: ReusableSite, hashes: Mapping[str, str]) -> Iterator[ReusablePage]:
    """Yield the pages that have just the files that a page has; `hashes` are those of the site's manifest."""
    claimed = {file.file.path for page in site.pages for file in page.files}
    for page in site.pages:
        if _is_sound_page(page, hashes, claimed):
            yield page


def _is_sound_page(page: ReusablePage, hashes: Collection[str], claimed: Collection[str]) -> bool:
    told, files = page.page, {file.file.path for file in page.files}
    own = _list_own_names(told.uri, page.html.file.path)
    return (
        not told.body
        and 0 < told.boost <= _LARGEST_BOOST
        and all(path in own or _is_cycle_data_of(told.uri, path) for path in files)
        # An ordinary page may be called as a file of another one is.
        and all(path in files or path in claimed or path not in hashes for path in own)
    )


def _list_own_names(uri: str, html: str) -> set[str]:
    """Return all files that may lie beside a page, but for the data of cycles."""
    return {
        f"{html}.md",
        addresses.make_feed_uri(uri),
        addresses.make_badge_uri(uri),
        *((addresses.make_calendar_uri(uri), *(make_file_uri(uri, kind) for kind in KINDS)) if _is_index(uri) else ()),
    }


def _is_index(uri: str) -> bool:
    return uri.endswith("/index.md")


def _is_cycle_data_of(uri: str, path: str) -> bool:
    """Whether a file can have the data of a cycle that stands on a page: both name the unit."""
    folder, name = posixpath.split(path)
    return (
        folder.startswith(_CYCLE_DATA)
        and folder.removeprefix(_CYCLE_DATA) in uri.split("/")[:-1]
        and name.endswith(".json")
    )
