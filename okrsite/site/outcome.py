"""What hosts and the gate leave to know of a site, and the report of a build that is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec.structs import replace

from okrsite.folder_walk import BuiltFile
from okrsite.gate.kept_facts import KeptFacts
from okrsite.gate.links import LinkTargets
from okrsite.site.build_report import BuildReport
from okrsite.site.content import SiteContent
from okrsite.site.page_frames import FramedPage
from okrsite.site.reusable_site import ReusableSite, create_nothing_reusable


class WrittenSearch(msgspec.Struct, frozen=True):
    """A search index in files of ours."""

    digest: str
    """Of all that its files are made of."""
    files: tuple[str, ...]
    """By path in the site; empty where they weren't written, because the last site has the very same."""


class RenderedSite(msgspec.Struct, frozen=True):
    """What a host leaves to know when it has written a site."""

    content: SiteContent
    """What it shows."""
    stages: tuple[tuple[str, float], ...]
    """Name and seconds of each stage, in order."""
    theme_folders: tuple[Path, ...]
    """Where the templates came from: their inline scripts are the theme's."""
    page_files: Mapping[str, str] = msgspec.field(default_factory=dict)
    """The file of each of okrsite's pages, inside the site, by its URI."""
    frames: Mapping[str, str] = msgspec.field(default_factory=dict)
    """A digest of the theme's frame, by URI of each page that was put into a cached one."""
    framed_pages: tuple[FramedPage, ...] = ()
    """Pages that the host has left to be written."""
    search: WrittenSearch | None = None
    """The search index; None where the host's own plugin wrote it as it is."""

    def add_seconds(self, stage: str, seconds: float) -> RenderedSite:
        """Return the site with what a stage took before the host was opened, which it knows nothing of."""
        stages = ((name, took + seconds if name == stage else took) for name, took in self.stages)
        return replace(self, stages=tuple(stages))


class InspectedSite(msgspec.Struct, frozen=True):
    """A site in its staging folder, in which the gate found nothing."""

    rendered: RenderedSite
    pages: int
    policy: str
    """What the pages declare."""
    hashes: Mapping[str, str]
    """The SHA-256 of files that were linked from the last site or written by workers, by path."""
    seconds: float
    """How long the inspection took."""
    linked: frozenset[str] = frozenset()
    """The files that were linked from the last site, by path."""
    targets: LinkTargets = msgspec.field(default_factory=dict)
    """To what the links of its pages lead."""
    facts: KeptFacts = KeptFacts((), {})
    """What the gate saw of each page, before the pages declared their policy."""
    files: Mapping[str, BuiltFile] = msgspec.field(default_factory=dict)
    """All of its files as they lie there before it is published, by path."""
    clean: Mapping[str, str] = msgspec.field(default_factory=dict)
    """The SHA-256 of other files in which the gate found nothing, by path."""
    last: ReusableSite = create_nothing_reusable("there is no last site")
    """The site that pages were taken over from."""


def create_report(site: InspectedSite, output: Path, publishing: float) -> BuildReport:
    """Return the report of a site that was published into a folder; `publishing` is how many seconds that took."""
    content = site.rendered.content
    stages = (*site.rendered.stages, ("inspection", site.seconds), ("publishing", publishing))
    page_set = content.page_set
    linked = len(page_set.reused)
    return BuildReport(
        site.pages,
        stages,
        output,
        content.errors,
        content.left_out,
        content.notices,
        linked,
        len(page_set.pages) - linked,
        site.pages - linked,
        page_set.origins,
        unread=content.unread,
    )
