"""Pages of the last site that are the same in the next one: they are linked into it, and not made again.

Decides whether a page that lies in the last site may be taken over: its inputs, the theme's frame around it, the policy
that it declares, and all that the gate goes by must be the same, and its file as it was left there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

import msgspec
from msgspec.structs import replace

from okrsite.folder_walk import BuiltFile
from okrsite.gate.inspection import KnownFiles
from okrsite.gate.kept_facts import KeptFacts, KeptPage
from okrsite.pages.page_origins import Origin
from okrsite.request import Source
from okrsite.site.build_inputs import BuildInputs, explain_untold_inputs
from okrsite.site.last_build import are_files_sound, find_record
from okrsite.site.manifest import hash_file, read_manifest
from okrsite.site.reusable_site import (
    LinkedFile,
    ReusablePage,
    ReusableSite,
    check_numbers,
    create_nothing_reusable,
    decode_record,
    list_record_parts,
)
from okrsite.site.sound_record import check_files, has_all_search_files, list_sound_pages
from okrsite.sources.kept_files import LARGEST, read_kept_bytes, write_kept_bytes

_NAME = "pages.msgpack"
_LARGEST = 4 * LARGEST
"""Bytes of what is known of a site; 10,000 teams need less than a fifth of it."""
_AT_LEAST, _FOR_A_FILE = 4 * 1024**2, 32 * 1024
"""Bytes that are read in any case, and for each file of the site; a site of a thousand teams needs a tenth of that."""


class ReuseRefusedError(Exception):
    """Pages of the last site turned out not to fit into this one: all pages are to be made. The message says why."""


def find_reusable_site(
    source: Source, inputs: BuildInputs | None, place: Path | None, there: Mapping[str, BuiltFile]
) -> ReusableSite:
    """Return the site in a folder as far as it may be taken over: nothing of what isn't as it was left.

    `there` are all files in the folder.
    """
    path = find_record(source, _NAME)
    if inputs is None:
        return create_nothing_reusable(explain_untold_inputs(source))
    if place is None:
        return create_nothing_reusable("there is no last site")
    if path is None or not path.exists():
        return create_nothing_reusable("nothing is known of the last site")
    try:
        if path.stat().st_size > min(_LARGEST, _AT_LEAST + _FOR_A_FILE * len(there)):
            return create_nothing_reusable("the last site has more pages than can be known")
        site = decode_record(read_kept_bytes(path, _LARGEST))
        check_numbers(site)
        if site.environment != inputs.environment:
            return create_nothing_reusable("okrsite, its settings, the theme or a package has changed")
        if site.place != str(place):
            return create_nothing_reusable(f"the last site was built into {site.place}")
        hashes = read_manifest(place) or {}
        check_files(site, hashes)
        believed = tuple(list_sound_pages(site, hashes))
        sound = tuple(_list_sound_pages(replace(site, pages=believed), place, there))
    except (msgspec.DecodeError, OSError, RecursionError):
        return create_nothing_reusable("what is known of the last site is damaged, or from another okrsite")
    if not sound and site.pages:
        return create_nothing_reusable("the last site isn't as it was left")
    damaged: dict[str, Origin] = dict.fromkeys((reusable.page.uri for reusable in site.pages), "damaged")
    for reusable in sound:
        del damaged[reusable.page.uri]
    search = site.search if has_all_search_files(site, hashes) and _is_search_sound(site, there) else None
    return replace(site, pages=sound, unfit={**site.unfit, **damaged}, search=search)


def _is_search_sound(site: ReusableSite, there: Mapping[str, BuiltFile]) -> bool:
    """Whether all files of the search index are as they were left, by their dates, and some by what they hold.

    Raises:
        OSError: a file can't be read.
    """
    files = site.search.files if site.search else ()
    return all(there.get(file.file.path) == file.file for file in files) and are_files_sound(
        Path(site.place), {file.file.path: file.sha256 for file in files}, ()
    )


def _list_sound_pages(site: ReusableSite, place: Path, there: Mapping[str, BuiltFile]) -> Iterator[ReusablePage]:
    """Yield the pages whose files are as they were left, by their dates; by what they hold where they were copied.

    Raises:
        OSError: a file can't be read.
    """
    listed = {file.file.path: file for page in site.pages for file in (page.html, *page.files)}
    sound = {path for path, file in listed.items() if there.get(path) == file.file}
    as_left = len(sound) == len(listed)
    if sound and not are_files_sound(place, {path: listed[path].sha256 for path in sound}, ()):
        return
    if as_left:
        yield from site.pages
        return
    for path in listed.keys() & there.keys() - sound:
        if there[path].size == listed[path].file.size and hash_file(place / path) == listed[path].sha256:
            sound.add(path)
    for page in site.pages:
        files = (page.html, *page.files)
        if all(file.file.path in sound for file in files):
            if any(there[file.file.path] != file.file for file in files):
                # From here on it is the copy that counts; what it was copied from may lie somewhere still.
                html, *others = (replace(file, file=there[file.file.path]) for file in files)
                page = replace(page, html=html, files=tuple(others))
            yield page


class TakenFiles(msgspec.Struct, frozen=True):
    """The files of the last site that become part of the next one."""

    files: Mapping[str, LinkedFile]
    """By path."""
    known: KnownFiles
    """What the gate needs to know of them."""
    facts: KeptFacts
    """What it saw of the pages among them."""

    @property
    def hashes(self) -> dict[str, str]:
        """The SHA-256 of each, by path."""
        return {path: linked.sha256 for path, linked in self.files.items()}


def list_taken_files(site: ReusableSite, reused: AbstractSet[str], *, with_search: bool) -> TakenFiles:
    """Return the files of the pages that were not made.

    Args:
        site: The last site.
        reused: The URIs of these pages.
        with_search: Whether the search index is that of the last site, too.
    """
    files: dict[str, LinkedFile] = {}
    pages: dict[str, KeptPage] = {}
    for reusable in site.pages:
        if reusable.page.uri in reused:
            path = reusable.html.file.path
            files[path] = reusable.html
            pages[path] = reusable.facts
            for linked in reusable.files:
                files[linked.file.path] = linked
    others = frozenset(files) - pages.keys()
    found = site.search.files if with_search and site.search else ()
    search = {linked.file.path: linked for linked in found}
    facts = KeptFacts(site.looks, pages)
    known = KnownFiles(facts, others, frozenset(search), site.targets, site.clean)
    return TakenFiles(files | search, known, facts)


def check_taken_files(taken: Mapping[str, BuiltFile], there: Mapping[str, BuiltFile]) -> None:
    """Refuse files that are others than those that were looked at when this build began.

    Args:
        taken: The files that were taken over, as they lay in the last site.
        there: All files of the new one.

    Raises:
        ReuseRefusedError: one of them has changed, or is gone.
    """
    for path, file in taken.items():
        now = there.get(path)
        if now is None or not now.is_still(file):
            raise ReuseRefusedError(f"{path} changes in the last site while this one is made")


def check_frames(
    site: ReusableSite, reused: AbstractSet[str], frames: Mapping[str, str], files: Mapping[str, str]
) -> None:
    """Refuse pages around which the frame is another now, or whose file is.

    Args:
        site: The last site.
        reused: The URIs of the pages that were not made.
        frames: A digest of the frame of each page, by URI; none for one that the host would render itself.
        files: The file of each page, inside the site, by URI.

    Raises:
        ReuseRefusedError: there is one.
    """
    for reusable in site.pages:
        uri = reusable.page.uri
        if uri in reused and frames.get(uri) != reusable.frame:
            raise ReuseRefusedError(f"the frame of {uri} is another one")
        if uri in reused and files.get(uri) != reusable.html.file.path:
            raise ReuseRefusedError(f"the file of {uri} is another one")


def record_reusable_site(source: Source, described: bytes, place: Path) -> None:
    """Remember which pages of the site in a folder the next one may take over; no harm if the disk won't take it."""
    path = find_record(source, _NAME)
    if path is not None:
        write_kept_bytes(path, list_record_parts(described, place))


def digest_frame(pieces: Iterable[str]) -> str:
    """Return a digest of a frame's pieces."""
    return hashlib.blake2b("\0".join(pieces).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
