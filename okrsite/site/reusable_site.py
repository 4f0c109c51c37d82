"""What is known of the last site, as far as its pages may be taken over, and how that is kept.

Decides which records can't be ours: such as were cut, or written by somebody.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec
from markupsafe import Markup
from msgspec.structs import replace

from okrsite.folder_walk import BuiltFile
from okrsite.gate.kept_facts import KeptPage, PageLook
from okrsite.gate.links import LinkTargets
from okrsite.pages.input_recorder import Input
from okrsite.pages.known_pages import KnownPage, KnownPages, NumberedInputs
from okrsite.pages.page import Page
from okrsite.pages.page_origins import Origin
from okrsite.pages.value_digests import digest_value
from okrsite.snapshot import Snapshot

_NUMBER = array("I").itemsize


class LinkedFile(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file of the last site that may be linked into the next one."""

    file: BuiltFile
    sha256: str


class ReusablePage(msgspec.Struct, frozen=True, array_like=True):
    """A page of the last site."""

    page: Page
    """Without its body."""
    subject: str
    """What it is about."""
    inputs: bytes
    """Which inputs it was made of, by place in the list of all: see `pack_numbers`."""
    frame: str
    """A digest of the frame around it."""
    html: LinkedFile
    facts: KeptPage
    """What the gate saw of it, before it declared its policy."""
    files: tuple[LinkedFile, ...]
    """Those that lie beside it, such as its map to take away."""


class ReusableSearch(msgspec.Struct, frozen=True, array_like=True):
    """The search index of the last site."""

    digest: str
    """Of all that it is made of."""
    files: tuple[LinkedFile, ...]


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
    """To what the links of its pages, and what search finds, led."""
    search: ReusableSearch | None = None
    looks: tuple[PageLook, ...] = ()
    """What pages look like to the gate, by the numbers in their facts."""
    clean: Mapping[str, str] = {}
    """See `KnownFiles.digests`."""

    def get_known_pages(self, snapshot: Snapshot) -> KnownPages:
        """Return what the maker of a snapshot's pages may know of them."""
        if self.reason:
            return KnownPages(reason=self.reason)
        if digest_value(snapshot.withheld) != self.withheld:
            return KnownPages(reason="other words are withheld now")
        return KnownPages(
            self.outer,
            dict(zip(self.inputs, self.digests, strict=True)),
            self.inputs,
            {
                reusable.page.uri: KnownPage(
                    reusable.page,
                    reusable.subject,
                    NumberedInputs(unpack_numbers(reusable.inputs), self.inputs),
                    tuple(linked.file.path for linked in reusable.files),
                )
                for reusable in self.pages
            },
            self.unfit,
            "none of the last site's pages can be taken over",
            self.search.digest if self.search else "",
        )


def pack_numbers(numbers: Iterable[int]) -> bytes:
    """Return numbers as bytes, four for each: all pages together have too many to make an object of each."""
    return array("I", numbers).tobytes()


def unpack_numbers(packed: bytes) -> Sequence[int]:
    """Return the numbers that were packed.

    Raises:
        DecodeError: some bytes are missing.
    """
    if len(packed) % _NUMBER:
        raise msgspec.DecodeError("a number was cut")
    return memoryview(packed).cast("I")


def collect_numbers(pages: Iterable[ReusablePage]) -> Sequence[int]:
    """Return the numbers of all inputs of some pages, those of several pages as often.

    Raises:
        DecodeError: some bytes are missing.
    """
    return unpack_numbers(b"".join(page.inputs for page in pages))


def create_nothing_reusable(reason: str) -> ReusableSite:
    """Return a last site of which nothing may be taken over, with the reason as a clause."""
    return ReusableSite("", "", "", "", (), (), (), (), reason=reason)


def check_numbers(site: ReusableSite) -> None:
    """Refuse a record in which numbers name nothing, or a page stands twice: it was cut, or somebody wrote it.

    Raises:
        DecodeError: it is such a one.
    """
    uris = {page.page.uri for page in site.pages}
    if len(site.digests) != len(site.inputs) or len(uris) != len(site.pages):
        raise msgspec.DecodeError("inputs or pages don't agree")
    if any(len(page.inputs) % _NUMBER for page in site.pages):
        raise msgspec.DecodeError("a number was cut")
    if max(collect_numbers(site.pages), default=-1) >= len(site.inputs):
        raise msgspec.DecodeError("an input isn't there")
    if not all(0 <= page.facts.look < len(site.looks) for page in site.pages):
        raise msgspec.DecodeError("the look of a page isn't there")


def _encode_markup(value: object) -> str:
    if isinstance(value, Markup):
        return str(value)
    raise TypeError(f"A {type(value).__name__} is no part of a page.")


def _decode_markup(wanted: type, value: object) -> object:
    if wanted is Markup and isinstance(value, str):
        return Markup(value)  # never in a record of ours: bodies are not kept
    raise TypeError(f"A {wanted.__name__} is no part of a page.")


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_encode_markup)
_DECODER = msgspec.msgpack.Decoder(ReusableSite, dec_hook=_decode_markup)
_BEHIND_PLACE = b"\0"
"""In a record, what comes between the site's place and the rest: no path holds it."""


def describe_site(site: ReusableSite) -> bytes:
    """Return what a record holds of a site besides its place."""
    return _ENCODER.encode(replace(site, place=""))


def list_record_parts(described: bytes, place: Path | str) -> tuple[bytes, ...]:
    """Return a record of a site that lies in a place; it is put together without copying it."""
    return os.fsencode(place), _BEHIND_PLACE, described


def decode_record(record: bytes) -> ReusableSite:
    """Return the site that a record tells of.

    Raises:
        DecodeError: it is no record of ours.
    """
    place, _, described = record.partition(_BEHIND_PLACE)
    return replace(_DECODER.decode(described), place=os.fsdecode(place))
