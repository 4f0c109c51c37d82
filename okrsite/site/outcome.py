"""What a build ends with: a report, or the reason why nothing was published."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from okrsite.folder_walk import BuiltFile
from okrsite.gate.kept_facts import KeptFacts
from okrsite.gate.links import LinkTargets
from okrsite.pages.page_origins import PageOrigins
from okrsite.site.content import SiteContent
from okrsite.site.page_frames import FramedPage


class ContentErrors(Exception):  # noqa: N818  # it says what happened; the last site stays as it is
    """Nothing was published because of what the content says; the log has said what that is."""


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


class BuildReport(msgspec.Struct, frozen=True):
    """What a build made."""

    pages: int
    stages: tuple[tuple[str, float], ...]
    """Name and seconds of each stage, in order."""
    output: Path
    errors: int = 0
    """How many errors the content has; more than none only where files with errors were left out."""
    left_out: tuple[str, ...] = ()
    """The files that were, by path."""
    notices: tuple[str, ...] = ()
    """What to know about the past: no repository, a shallow clone, a version that could not be read."""
    linked: int = 0
    """How many of the pages were taken over from the last site."""
    made: int = 0
    """How many were made anew, of those that okrsite makes."""
    inspected: int = 0
    """How many the gate has looked at, those of the host among them."""
    origins: PageOrigins = PageOrigins()
    """Why each of okrsite's pages was made; of an unchanged site, when it was made."""
    unchanged: bool = False
    """Whether nothing was made: the site that lies there is of the same content, the same day and the same okrsite."""
    unread: int = 0
    """How many single values were left out, each of which its page tells."""


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
