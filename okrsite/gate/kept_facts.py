"""What was seen of pages in an earlier build, kept as bytes: of nearly all of them nobody asks for it again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from okrsite.gate.page import PageFacts


class PageLook(msgspec.Struct, frozen=True, array_like=True, omit_defaults=True):
    """What pages in the same frame have in common."""

    loads: tuple[str, ...]
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    """All three as in `PageFacts`."""


class KeptPage(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What was seen of one page."""

    look: int
    """What it loads and which scripts are in it, by place in a list."""
    rest: msgspec.Raw
    """The ids and the links, encoded."""


class DamagedFactsError(ValueError):
    """What was kept isn't what is kept: it was cut, or somebody wrote it."""


_DECODER = msgspec.msgpack.Decoder(tuple[frozenset[str], tuple[str, ...]])
_ENCODER = msgspec.msgpack.Encoder()


class KeptFacts(Mapping[str, PageFacts]):
    """The facts of pages by path, each read when it is asked for."""

    def __init__(self, looks: Sequence[PageLook], pages: Mapping[str, KeptPage]) -> None:
        """Take what was kept."""
        self.looks = looks
        """By number."""
        self.pages = pages
        """By path."""

    def __getitem__(self, path: str) -> PageFacts:
        """Return the facts of a page.

        Raises:
            KeyError: nothing is known of it.
            DamagedFactsError: what is known can't be read.
        """
        page = self.pages[path]
        try:
            ids, links = _DECODER.decode(page.rest)
        except msgspec.DecodeError as error:
            raise DamagedFactsError(path) from error
        look = self.looks[page.look]
        return PageFacts(path, ids, links, look.loads, (), look.scripts, look.styles)

    def __iter__(self) -> Iterator[str]:
        return iter(self.pages)

    def __len__(self) -> int:
        return len(self.pages)

    def __contains__(self, path: object) -> bool:
        return path in self.pages

    def list_looks(self) -> Iterable[PageLook]:
        """Return what the pages look like, each look once."""
        return [self.looks[number] for number in {page.look for page in self.pages.values()}]


def keep_facts(known: KeptFacts, seen: Iterable[PageFacts]) -> KeptFacts:
    """Return what is to be kept of known pages and of others: all but the policies that pages declare."""
    numbers = {look: number for number, look in enumerate(known.looks)}
    pages = dict(known.pages)
    for facts in seen:
        look = PageLook(facts.loads, facts.scripts, facts.styles)
        rest = msgspec.Raw(_ENCODER.encode((facts.ids, facts.links)))
        pages[facts.path] = KeptPage(numbers.setdefault(look, len(numbers)), rest)
    return KeptFacts(tuple(numbers), pages)


def list_looks(pages: Mapping[str, PageFacts]) -> Iterable[PageLook]:
    """Return what some pages look like, kept ones without reading their facts."""
    if isinstance(pages, KeptFacts):
        return pages.list_looks()
    return {PageLook(page.loads, page.scripts, page.styles) for page in pages.values()}
