"""What a build ends with: a report, or the reason why nothing was published."""

from __future__ import annotations

from pathlib import Path

import msgspec

from okrsite.site.content import SiteContent


class ContentErrors(Exception):  # noqa: N818  # it says what happened; the last site stays as it is
    """Nothing was published because of what the content says; the log has said what that is."""


class RenderedSite(msgspec.Struct, frozen=True):
    """What a host leaves to know when it has written a site."""

    content: SiteContent
    """What it shows."""
    stages: tuple[tuple[str, float], ...]
    """Name and seconds of each stage, in order."""
    theme_folders: tuple[Path, ...]
    """Where the templates came from: their inline scripts are the theme's."""


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
    unchanged: bool = False
    """Whether nothing was made: the site that lies there is of the same content, the same day and the same okrsite."""
