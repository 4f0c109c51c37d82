"""Pages of the last site that are the same in the next one: they are linked into it, and not made again.

Decides whether a page that lies in the last site may be taken over: its inputs, the theme's frame around it, the policy
that it declares, and all that the gate goes by must be the same, and its file as it was left there.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec.structs import replace

from okrsite.gate.inspection import KnownFiles
from okrsite.gate.page import PageFacts
from okrsite.pages.input_tracking import Input, digest_value
from okrsite.pages.known_pages import KnownPages
from okrsite.pages.page_origins import Origin
from okrsite.request import Source
from okrsite.search.files import FOLDER
from okrsite.site.build_inputs import BuildInputs, explain_untold_inputs
from okrsite.site.last_build import BuiltFile, are_files_sound, find_record, list_built_files
from okrsite.site.manifest import hash_file, read_manifest
from okrsite.site.outcome import InspectedSite, RenderedSite
from okrsite.site.reusable_site import (
    DECODER,
    ENCODER,
    LinkedFile,
    ReusablePage,
    ReusableSearch,
    ReusableSite,
    check_numbers,
    create_nothing_reusable,
)
from okrsite.site.spare_folder import use_spare_folder
from okrsite.sources.kept_files import read_kept_bytes, write_kept_bytes

_NAME = "pages.msgpack"


class ReuseRefusedError(Exception):
    """Pages of the last site turned out not to fit into this one: all pages are to be made. The message says why."""


def find_reusable_site(source: Source, inputs: BuildInputs | None, place: Path | None) -> ReusableSite:
    """Return the site in a folder as far as it may be taken over: nothing of what isn't as it was left."""
    path = find_record(source, _NAME)
    if inputs is None:
        return create_nothing_reusable(explain_untold_inputs(source))
    if place is None:
        return create_nothing_reusable("there is no last site")
    if path is None or not path.exists():
        return create_nothing_reusable("nothing is known of the last site")
    try:
        site = DECODER.decode(read_kept_bytes(path))
        check_numbers(site)
        if site.environment != inputs.environment:
            return create_nothing_reusable("okrsite, its settings, the theme or a package has changed")
        if site.place != str(place):
            return create_nothing_reusable(f"the last site was built into {site.place}")
        there = {file.path: file for file in list_built_files(place)}
        sound = tuple(_list_sound_pages(site, place, there))
    except (msgspec.DecodeError, OSError):
        return create_nothing_reusable("what is known of the last site is damaged, or from another okrsite")
    if not sound and site.pages:
        return create_nothing_reusable("the last site isn't as it was left")
    damaged: dict[str, Origin] = dict.fromkeys((reusable.page.uri for reusable in site.pages), "damaged")
    for reusable in sound:
        del damaged[reusable.page.uri]
    search = site.search if _is_search_sound(site, there) else None
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
    if sound and not are_files_sound(place, {path: listed[path].sha256 for path in sorted(sound)}, ()):
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


def link_reused_pages(
    site: ReusableSite, reused: AbstractSet[str], folder: Path, spare: Path | None, *, with_search: bool
) -> KnownFiles:
    """Put the pages that were not made into the staging folder; return what the gate needs to know of them.

    Args:
        site: The last site.
        reused: The URIs of these pages.
        folder: The staging folder.
        spare: Where the folders of an earlier site may lie.
        with_search: Whether the search index is that of the last site, too.

    Raises:
        OSError: a file is gone, or the disk is full or broken.
    """
    pages: dict[str, PageFacts] = {}
    others: set[str] = set()
    inodes: dict[str, int] = {}
    for reusable in site.pages:
        if reusable.page.uri in reused:
            inodes |= {linked.file.path: linked.file.number for linked in (reusable.html, *reusable.files)}
            pages[reusable.html.file.path] = reusable.facts
            others.update(linked.file.path for linked in reusable.files)
    search = {linked.file.path: linked.file.number for linked in _list_search_files(site, with_search=with_search)}
    inodes |= search
    if not (inodes and use_spare_folder(spare, folder, Path(site.place), inodes)):
        for path in inodes:
            _link_file(Path(site.place, path), folder / path)
    return KnownFiles(pages, frozenset(others), frozenset(search), site.targets)


def _list_search_files(site: ReusableSite, *, with_search: bool) -> tuple[LinkedFile, ...]:
    return site.search.files if with_search and site.search else ()


def _link_file(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:  # another disk, or a file system without links
        shutil.copy2(source, target)


def list_linked_hashes(site: ReusableSite, reused: AbstractSet[str], *, with_search: bool) -> dict[str, str]:
    """Return the SHA-256 of each file that was linked, by path in the site; arguments as of `link_reused_pages`."""
    hashes = {linked.file.path: linked.sha256 for linked in _list_search_files(site, with_search=with_search)}
    for reusable in site.pages:
        if reusable.page.uri in reused:
            hashes |= {linked.file.path: linked.sha256 for linked in (reusable.html, *reusable.files)}
    return hashes


def check_frames(site: ReusableSite, reused: AbstractSet[str], frames: Mapping[str, str]) -> None:
    """Refuse pages around which the frame is another now.

    Args:
        site: The last site.
        reused: The URIs of the pages that were not made.
        frames: A digest of the frame of each page, by URI; none for one that the host would render itself.

    Raises:
        ReuseRefusedError: there is one.
    """
    for reusable in site.pages:
        uri = reusable.page.uri
        if uri in reused and frames.get(uri) != reusable.frame:
            raise ReuseRefusedError(f"the frame of {uri} is another one")


def record_reusable_site(
    source: Source, inputs: BuildInputs, site: InspectedSite, place: Path, files: Iterable[BuiltFile]
) -> None:
    """Remember which pages of a published site the next one may take over; a disk that won't take it is no harm.

    `files` are all that lie in its place.
    """
    path = find_record(source, _NAME)
    content = site.rendered.content
    known = content.page_set.known
    if path is None or not known.pages:
        return
    numbers = _Numbering()
    seen = {page.path: replace(page, policies=()) for page in site.facts}
    with suppress(OSError):
        there = {file.path: file for file in files}
        hashes = read_manifest(place) or {}
        pages = tuple(_list_reusable_pages(site.rendered, known, seen, there, hashes, numbers))
        unfit: dict[str, Origin] = dict.fromkeys(known.pages, "unframed")
        unfit |= dict.fromkeys(content.page_set.undrawn, "undrawn")
        for reusable in pages:
            del unfit[reusable.page.uri]
        for read in known.outer:
            numbers[read]
        record = ReusableSite(
            inputs.environment,
            str(place),
            site.policy,
            digest_value(content.snapshot.withheld),
            known.outer,
            tuple(numbers),
            tuple(known.digests[read] for read in numbers),
            pages,
            unfit,
            targets=site.targets,
            search=_describe_search(site, there, hashes),
        )
        write_kept_bytes(path, [ENCODER.encode(record)])


def _describe_search(
    site: InspectedSite, there: Mapping[str, BuiltFile], hashes: Mapping[str, str]
) -> ReusableSearch | None:
    """Return what is to be known of a site's search index; None where the host's own plugin keeps it."""
    search = site.rendered.search
    if search is None:
        return None
    files = search.files or tuple(path for path in there if path in site.linked and path.startswith(FOLDER))
    if not all(path in there and path in hashes for path in files):
        return None
    return ReusableSearch(search.digest, tuple(LinkedFile(there[path], hashes[path]) for path in files))


class _Numbering(dict[Input, int]):
    """The place of each input in the list of all; one that is asked for first gets the next."""

    def __missing__(self, key: Input) -> int:
        number = self[key] = len(self)
        return number


def _list_reusable_pages(
    rendered: RenderedSite,
    known: KnownPages,
    seen: Mapping[str, PageFacts],
    there: Mapping[str, BuiltFile],
    hashes: Mapping[str, str],
    numbers: _Numbering,
) -> Iterator[ReusablePage]:
    """Yield the pages that may be taken over; `numbers` is filled with the place of each input in the list of all."""
    for uri, page in known.pages.items():
        frame, path = rendered.frames.get(uri), rendered.page_files.get(uri, "")
        files = [there.get(name) for name in (path, *page.files)]
        if frame is None or path not in seen or None in files:
            continue
        html, *others = [LinkedFile(file, hashes[file.path]) for file in files if file is not None]
        inputs = tuple(map(numbers.__getitem__, page.inputs))
        yield ReusablePage(page.page, page.subject, inputs, frame, html, seen[path], tuple(others))


def digest_frame(pieces: Iterable[str]) -> str:
    """Return a digest of a frame's pieces."""
    return hashlib.blake2b("\0".join(pieces).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
