"""What a build says of itself: on which day and from which commit a site was made.

It stands in a small file of its own, which the script of the pages reads, and on the home page: if each page said it,
each would change with every commit.
"""

from __future__ import annotations

import msgspec

from okrsite.pages.edit_links import make_commit_link
from okrsite.pages.formatting import format_full_day
from okrsite.snapshot import Snapshot

BUILD_URI = "data/build.json"


class BuildNote(msgspec.Struct, frozen=True):
    """A build, as its site tells it."""

    day: str
    """As in `2026-11-20`."""
    words: str
    """The same as `Friday 20 November 2026`."""
    commit: str = ""
    """The beginning of its hash; empty where there is no repository, or nobody is to know of it."""
    commit_url: str = ""
    """Where the forge shows it; empty where that isn't known."""


def create_build_note(snapshot: Snapshot) -> BuildNote:
    """Return what a site of a snapshot says of its build."""
    day, commit = snapshot.today, snapshot.commit or ""
    return BuildNote(day.isoformat(), format_full_day(day), commit[:7], make_commit_link(snapshot.site.forge, commit))
