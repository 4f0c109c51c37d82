"""What is to be published: the pages, and what is known about the content that they show."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from okrsite.problems import Problem, count_by_severity
from okrsite.request import BuildRequest
from okrsite.snapshot import Snapshot

if TYPE_CHECKING:
    from okrsite.pages.site_pages import PageSet


class SiteContent(msgspec.Struct, frozen=True):
    """What was made of the content: all that a host needs, and all that is to be said about it."""

    snapshot: Snapshot
    page_set: PageSet
    """No pages where nothing can be published."""
    problems: tuple[Problem, ...]
    """All of them in full, those that only showed when the pages were made among them."""
    is_blocked: bool
    """Whether nothing can be published; where files are left out: what is wrong is in no file that could be."""
    left_out: tuple[str, ...] = ()
    """The files that were left out, by path, and objectives of others, by path and line; in order."""
    cache: Path | None = None
    """A folder that keeps things until the next build; None for none."""
    unread_fields: int = 0
    """How many fields of team files, registers and memos can't be read and are left out."""

    @property
    def errors(self) -> int:
        """How many errors the content has; of a site that is published more than none only where files are left out."""
        return count_by_severity(self.problems)["error"]

    @property
    def unread(self) -> int:
        """How many single values can't be read, of files that aren't left out; their pages say so."""
        return len(self.snapshot.unread_problems) + self.unread_fields

    @property
    def notices(self) -> tuple[str, ...]:
        """What to know about the past, a sentence each: no repository, a shallow clone, an unreadable version."""
        return tuple(f"{notice.message} {notice.hint}".strip() for notice in self.snapshot.past.notices)

    @property
    def release(self) -> str:
        """What a release of this site is called: its day and its commit."""
        return "-".join(filter(None, (self.snapshot.today.isoformat(), self.snapshot.commit)))


def is_blocking(problems: Iterable[Problem], request: BuildRequest) -> bool:
    """Whether problems let nothing be published; a preview shows what it can, with the mistakes on top.

    With `strict`, warnings do so as well, but later: the host counts them, with those of other plugins.
    """
    return not request.preview and any(problem.severity == "error" for problem in problems)
