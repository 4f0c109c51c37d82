"""How large a built site is: bytes by kind of page, the mean and the largest page, and what machines read."""

from __future__ import annotations

import gzip
from pathlib import Path, PurePosixPath

import msgspec

from benchmarks.equal_sites import list_pages

_DATA = ("data/okr.json", "search")


class KindSize(msgspec.Struct, frozen=True):
    """All pages of a kind; sizes in bytes."""

    pages: int
    total: int
    largest: int
    largest_page: str


class SiteSizes(msgspec.Struct, frozen=True):
    """A whole site; sizes in bytes."""

    files: int
    total: int
    kinds: dict[str, KindSize]
    data: dict[str, int]
    """Of files and folders that the script and other programs read."""
    largest_compressed: int
    """The largest page as hosts send it, by gzip."""

    @property
    def pages(self) -> int:
        """The number of pages."""
        return sum(kind.pages for kind in self.kinds.values())

    @property
    def mean(self) -> float:
        """Bytes of HTML a page."""
        return sum(kind.total for kind in self.kinds.values()) / self.pages

    @property
    def largest(self) -> KindSize:
        """The kind with the largest page."""
        return max(self.kinds.values(), key=lambda kind: kind.largest)


def measure_site(site: Path) -> SiteSizes:
    """Measure a built site."""
    sizes: dict[str, list[tuple[int, str]]] = {}
    for path in list_pages(site):
        address = path.relative_to(site).as_posix()
        sizes.setdefault(find_kind(address), []).append((path.stat().st_size, address))
    kinds = {
        name: KindSize(len(pages), sum(size for size, _ in pages), *max(pages)) for name, pages in sorted(sizes.items())
    }
    largest = max(kinds.values(), key=lambda kind: kind.largest)
    files = [path for path in site.rglob("*") if path.is_file()]
    return SiteSizes(
        files=len(files),
        total=sum(path.stat().st_size for path in files),
        kinds=kinds,
        data={name: _measure_place(site / name) for name in _DATA if (site / name).exists()},
        largest_compressed=len(gzip.compress((site / largest.largest_page).read_bytes(), 6)),
    )


_KINDS = frozenset(
    {
        *(
            "agenda",
            "changes",
            "compared-cycles",
            "digest",
            "gaps",
            "guide",
            "initiatives",
            "map",
            "organisations",
            "pillars",
        ),
        *("pulse", "review-packs", "roadmap", "tags"),
    }
)
"""Folders whose pages are all about one thing, which has the folder's name."""


def find_kind(address: str) -> str:
    """Return what a page of okrsite's is about, by its address such as `teams/billing/index.html`."""
    folders = PurePosixPath(address).parent.parts
    if not folders:
        return "home"
    first, depth = folders[0], len(folders)
    if first == "objectives":
        return "objective"
    if first == "people":
        return "person" if depth > 1 else "list of people"
    if first == "company":
        return "unit" if depth == 1 else "unit's cycle"
    if first == "teams":
        return ("list of units", "unit", "unit's cycle")[min(depth, 3) - 1]
    if first == "cycles":
        return "cycle" if depth > 1 else "list of cycles"
    return first if first in _KINDS else "other"


def _measure_place(path: Path) -> int:
    if path.is_file():
        return path.stat().st_size
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
