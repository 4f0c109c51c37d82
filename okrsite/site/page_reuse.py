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
from markupsafe import Markup
from msgspec.structs import replace

from okrsite.gate.inspection import KnownFiles
from okrsite.gate.links import LinkTargets
from okrsite.gate.page import PageFacts
from okrsite.pages.input_tracking import Input, digest_value
from okrsite.pages.known_pages import KnownPage, KnownPages
from okrsite.pages.page import Page
from okrsite.pages.page_origins import Origin
from okrsite.request import Source
from okrsite.site.build_inputs import BuildInputs, explain_untold_inputs
from okrsite.site.last_build import BuiltFile, are_files_sound, find_record, list_built_files
from okrsite.site.manifest import hash_file, read_manifest
from okrsite.site.outcome import InspectedSite, RenderedSite
from okrsite.site.spare_folder import use_spare_folder
from okrsite.snapshot import Snapshot
from okrsite.sources.kept_files import read_kept_bytes, write_kept_bytes

_NAME = "pages.msgpack"


class ReuseRefusedError(Exception):
    """Pages of the last site turned out not to fit into this one: all pages are to be made. The message says why."""


class LinkedFile(msgspec.Struct, frozen=True, array_like=True):
    """A file of the last site that may be linked into the next one."""

    file: BuiltFile
    sha256: str


class ReusablePage(msgspec.Struct, frozen=True, array_like=True):
    """A page of the last site."""

    page: Page
    """Without its body."""
    subject: str
    """What it is about."""
    inputs: tuple[int, ...]
    """Which inputs it was made of, by place in the list of all."""
    frame: str
    """A digest of the frame around it."""
    html: LinkedFile
    facts: PageFacts
    """What the gate saw of it, before it declared its policy."""
    files: tuple[LinkedFile, ...]
    """Those that lie beside it, such as its map to take away."""


class ReusableSite(msgspec.Struct, frozen=True, array_like=True):
    """The last site, as far as its pages may be taken over."""

    environment: str
    """A fingerprint of all that decides about pages besides the content."""
    place: str
    policy: str
    """What its pages declare."""
    withheld: str
    """A digest of the texts for which the gate looked in vain."""
    outer: tuple[Input, ...]
    """See `KnownPages.outer`."""
    inputs: tuple[Input, ...]
    """What any page was made of."""
    digests: tuple[str, ...]
    """Of what each of the inputs held."""
    pages: tuple[ReusablePage, ...]
    unfit: Mapping[str, Origin] = {}
    """Why other pages of it can't be taken over, by URI."""
    reason: str = ""
    """Why nothing of it may be taken over, as a clause; empty where something may be."""
    targets: LinkTargets = {}
    """To what the links of its pages led."""

    def get_known_pages(self, snapshot: Snapshot) -> KnownPages:
        """Return what the maker of a snapshot's pages may know of them."""
        if self.reason:
            return KnownPages(reason=self.reason)
        if digest_value(snapshot.withheld) != self.withheld:
            return KnownPages(reason="other words are withheld now")
        return KnownPages(
            self.outer,
            dict(zip(self.inputs, self.digests, strict=True)),
            {
                reusable.page.uri: KnownPage(
                    reusable.page,
                    reusable.subject,
                    tuple(map(self.inputs.__getitem__, reusable.inputs)),
                    tuple(linked.file.path for linked in reusable.files),
                )
                for reusable in self.pages
            },
            self.unfit,
            "none of the last site's pages can be taken over",
        )


def create_nothing_reusable(reason: str) -> ReusableSite:
    """Return a last site of which nothing may be taken over, with the reason as a clause."""
    return ReusableSite("", "", "", "", (), (), (), (), reason=reason)


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
        site = _DECODER.decode(read_kept_bytes(path))
        _check_numbers(site)
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
    return replace(site, pages=sound, unfit={**site.unfit, **damaged})


def _check_numbers(site: ReusableSite) -> None:
    """Refuse a record in which numbers name nothing, or a page stands twice: it was cut, or somebody wrote it.

    Raises:
        DecodeError: it is such a one.
    """
    numbers, uris = range(len(site.inputs)), [page.page.uri for page in site.pages]
    if len(site.digests) != len(site.inputs) or len(set(uris)) != len(uris):
        raise msgspec.DecodeError("inputs or pages don't agree")
    if not all(
        numbers.start <= min(page.inputs) and max(page.inputs) < numbers.stop for page in site.pages if page.inputs
    ):
        raise msgspec.DecodeError("an input isn't there")


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
        if all(file.file.path in sound for file in (page.html, *page.files)):
            yield page


def link_reused_pages(
    site: ReusableSite, reused: AbstractSet[str], folder: Path, spare: Path | None = None
) -> KnownFiles:
    """Put the pages that were not made into the staging folder; return what the gate needs to know of them.

    `spare` is where the folders of an earlier site may lie.

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
    if not (inodes and use_spare_folder(spare, folder, Path(site.place), inodes)):
        for path in inodes:
            _link_file(Path(site.place, path), folder / path)
    return KnownFiles(pages, frozenset(others), site.targets)


def _link_file(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:  # another disk, or a file system without links
        shutil.copy2(source, target)


def list_linked_hashes(site: ReusableSite, reused: AbstractSet[str]) -> dict[str, str]:
    """Return the SHA-256 of each file that was linked, by path in the site."""
    return {
        linked.file.path: linked.sha256
        for reusable in site.pages
        if reusable.page.uri in reused
        for linked in (reusable.html, *reusable.files)
    }


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
        )
        write_kept_bytes(path, [_ENCODER.encode(record)])


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


def _encode_markup(value: object) -> str:
    if isinstance(value, Markup):
        return str(value)
    raise TypeError(f"A {type(value).__name__} is no part of a page.")


def _decode_markup(wanted: type, value: object) -> object:
    if wanted is Markup and isinstance(value, str):
        return Markup(value)  # always empty: bodies are not kept
    raise TypeError(f"A {wanted.__name__} is no part of a page.")


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_encode_markup)
_DECODER = msgspec.msgpack.Decoder(ReusableSite, dec_hook=_decode_markup)


def digest_frame(pieces: Iterable[str]) -> str:
    """Return a digest of a frame's pieces."""
    return hashlib.blake2b("\0".join(pieces).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
