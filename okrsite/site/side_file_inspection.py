"""Files beside pages are inspected by a worker while the host writes what is its own.

They wait on the disk already, and no frame decides about them. What is written later is compared with what was looked
at: should it be anything else, all of it is inspected where it lies.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from okrsite.workers import BackgroundTask, choose_worker_count

if TYPE_CHECKING:
    from okrsite.gate.file_inspection import Seen
    from okrsite.pages.site_pages import PageSet
    from okrsite.settings import Site
    from okrsite.site.content import SiteContent
    from okrsite.spool import SpooledText


class InspectedFiles(msgspec.Struct, frozen=True):
    """Files as they were looked at while they waited on the disk."""

    seen: Seen
    """What was seen of them."""
    hashes: Mapping[str, str]
    """The SHA-256 of each, by its path in the site."""


class SideFileInspection:
    """What is known of files beside pages that a worker looks at meanwhile."""

    def __init__(self, page_set: PageSet | None = None, task: BackgroundTask[InspectedFiles] | None = None) -> None:
        """Take whose files they are, and what looks at them; without both, nothing is looked at."""
        self._page_set = page_set
        self._task = task

    def list_paths(self, page_set: PageSet) -> Set[str]:
        """Return the paths of those files of a site that are looked at; none of pages that were made anew since."""
        return _list_files(page_set).keys() if self._task is not None and page_set is self._page_set else frozenset()

    def collect(self, written: Mapping[str, str]) -> Seen | None:
        """Return what was seen of the files, if each was written as it was looked at; None where one wasn't.

        Args:
            written: The SHA-256 of what was written, by path.
        """
        if self._task is None:
            return None
        inspected = self._task.get_result()
        same = all(written.get(path) == digest for path, digest in inspected.hashes.items())
        return inspected.seen if same else None


@contextmanager
def inspect_side_files_meanwhile(folder: Path, site: Site, content: SiteContent) -> Iterator[SideFileInspection]:
    """Have the files that wait on the disk inspected during a block; where they are few, that is left to their writer.

    Args:
        folder: The staging folder, into which they are written later.
        site: What the configuration says today, also where the content is that of another time.
        content: What the site shows.
    """
    files = _list_files(content.page_set)
    if choose_worker_count(len(files)) < 2:
        yield SideFileInspection()
        return

    def inspect() -> InspectedFiles:
        return _inspect_files(folder, site, content, files)

    with BackgroundTask(inspect, len(files)) as inspecting:
        yield SideFileInspection(content.page_set, inspecting)


def _list_files(page_set: PageSet) -> dict[str, SpooledText]:
    return {path: text for path, text in page_set.spooled_files.items() if not path.endswith(".html")}


def _inspect_files(folder: Path, site: Site, content: SiteContent, files: Mapping[str, SpooledText]) -> InspectedFiles:
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
    for path, text in files.items():
        data = spools.read_text(text).encode("utf-8")
        inspector.inspect_file(path, data, seen)
        hashes[path] = hashlib.sha256(data).hexdigest()
    return InspectedFiles(seen, hashes)
