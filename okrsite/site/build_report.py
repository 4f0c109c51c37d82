"""What a build ends with: a report, or the reason why nothing was published.

It needs nothing of what makes a site, so that a build that has nothing to do needn't load that.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from okrsite.pages.page_origins import PageOrigins


class ContentErrors(Exception):  # noqa: N818  # it says what happened; the last site stays as it is
    """Nothing was published because of what the content says; the log has said what that is."""


class BuildReport(msgspec.Struct, frozen=True):
    """What a build made."""

    pages: int
    stages: tuple[tuple[str, float], ...]
    """Name and seconds of each stage, in order."""
    output: Path
    """The folder of the site."""
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
    archive: Path | None = None
    """The file into which an offline copy was packed."""
    unread: int = 0
    """How many single values were left out, each of which its page tells."""
