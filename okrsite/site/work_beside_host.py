"""What a worker does on a large site while the host writes what is its own.

It computes the digests of what pages were made of, by which the next build goes. Of pages that were not made they are
known since these were chosen; what others read for the first time may be derived of what only workers have at hand.
Then it inspects files beside pages, as many as there is time for: they wait on the disk already, and no frame decides
about them. It is one worker that does both: each further copy of a process that has read so much needs memory.
"""

from __future__ import annotations

import hashlib
import mmap
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from okrsite.pages.input_recorder import Input
from okrsite.spool import SpooledText
from okrsite.workers import BackgroundTask, choose_worker_count

if TYPE_CHECKING:
    from okrsite.gate.file_inspection import Seen
    from okrsite.pages.site_pages import PageSet
    from okrsite.settings import Site
    from okrsite.site.content import SiteContent

_Place = tuple[str, SpooledText]
"""The path of a file in the site, and where it waits."""


class InspectedFiles(msgspec.Struct, frozen=True):
    """Files as they were looked at while they waited on the disk."""

    seen: Seen
    """What was seen of them."""
    hashes: Mapping[str, str]
    """The SHA-256 of each, by its path in the site."""

    def are_same(self, written: Mapping[str, str]) -> bool:
        """Whether each was written as it was looked at; `written` has the SHA-256 of files by path."""
        return all(written.get(path) == digest for path, digest in self.hashes.items())


class _SharedFlag:
    """A flag that a process sets for a copy of itself, which was forked before."""

    def __init__(self) -> None:
        """Have memory that both share."""
        self._byte = mmap.mmap(-1, 1)

    def set(self) -> None:
        """Set it, for this process and its copies."""
        self._byte[0] = 1

    @property
    def is_set(self) -> bool:
        """Whether one of them has set it."""
        return self._byte[0] == 1


_Done = tuple[InspectedFiles | None, Mapping[Input, str] | None]
"""The files that the worker has looked at, and the digests that weren't known; None for what it wasn't to do."""


class WorkBesideHost:
    """What a worker does meanwhile for the pages of a site."""

    def __init__(
        self,
        page_set: PageSet | None = None,
        task: BackgroundTask[_Done] | None = None,
        ending: _SharedFlag | None = None,
    ) -> None:
        """Take whose files and digests they are, what is about them, and how to end it; without, nothing is done."""
        self._page_set = page_set
        self._task = task
        self._ending = ending

    def collect(self, page_set: PageSet) -> InspectedFiles | None:
        """Have the worker end with the digests and the file at which it is; hand them over, and return what was seen.

        It is None where no file was looked at, and where the pages were made anew since. Who writes the other files
        inspects them, with more processes than this one. The worker keeps its memory until this is called.
        """
        if self._task is None or page_set is not self._page_set:
            return None
        if self._ending is not None:
            self._ending.set()
        inspected, digests = self._task.get_result()
        if page_set.digests is not None and digests is not None:
            page_set.digests.take_missing(digests)
        return inspected


@contextmanager
def start_work_beside_host(folder: Path, site: Site, content: SiteContent) -> Iterator[WorkBesideHost]:
    """Have a worker do its part during a block; on a small site that is left to whoever needs it.

    Args:
        folder: The staging folder, into which the files are written later.
        site: What the configuration says today, also where the content is that of another time.
        content: What the site shows.
    """
    page_set = content.page_set
    files, digests = _list_files(page_set), page_set.digests
    is_inspecting = choose_worker_count(len(files)) > 1
    # Of few pages nearly all digests are known, and what the others are made of is at hand here.
    is_computing = digests is not None and choose_worker_count(digests.made_count) > 1
    if not is_inspecting and not is_computing:
        yield WorkBesideHost()
        return
    # In one piece: whoever looks at objects that lie far apart gets a copy of all the memory that is between them.
    places = msgspec.msgpack.encode(list(files.items()))
    ending = _SharedFlag()

    def list_places() -> Iterator[_Place]:
        for place in msgspec.msgpack.decode(places, type=list[_Place]) if is_inspecting else ():
            if ending.is_set:
                return
            yield place

    def work() -> _Done:
        computed = digests.compute_missing() if digests is not None and is_computing else None
        return _inspect_files(folder, site, content, list_places()) if is_inspecting else None, computed

    with BackgroundTask(work, max(len(files), digests.made_count if digests is not None else 0)) as working:
        yield WorkBesideHost(page_set, working, ending)


def _list_files(page_set: PageSet) -> dict[str, SpooledText]:
    return {path: text for path, text in page_set.spooled_files.items() if not path.endswith(".html")}


def _inspect_files(folder: Path, site: Site, content: SiteContent, places: Iterable[_Place]) -> InspectedFiles:
    # Not above: whoever makes few files waits for none of it.
    from okrsite.gate import WithheldTextFinder, list_machine_paths
    from okrsite.gate.file_inspection import FileInspector, Seen
    from okrsite.gate.theme import ThemeInlineCode

    spools = content.page_set.spools
    assert spools is not None
    withheld = WithheldTextFinder(content.snapshot.withheld, site.read_config_bytes())
    # No page is among them, so it doesn't matter which scripts the theme has.
    inspector = FileInspector(ThemeInlineCode(), list_machine_paths(site.base, folder), withheld)
    seen = Seen()
    hashes: dict[str, str] = {}
    for path, text in places:
        data = spools.read_bytes(text)
        inspector.inspect_file(path, data, seen)
        hashes[path] = hashlib.sha256(data).hexdigest()
    return InspectedFiles(seen, hashes)
