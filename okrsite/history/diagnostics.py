"""What a reader should know about a past that is missing or incomplete, said once, as values.

A site without git is a good site: nothing here is an error, and nothing is raised to those who ask for the past.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from okrsite.late_patterns import compile_late

NoticeKind = Literal[
    "no git",
    "no repository",
    "not trusted",
    "no commits",
    "shallow",
    "not tracked",
    "not read",
    "passed over",
    "no such commit",
]

_UNREADABLE = compile_late(
    r"(?:One past version of a file can't be read and is|[0-9,]{1,15} past versions of files can't be read and are)"
    r" passed over, at last .{1,1000} in [0-9a-f]{10}\."
)
_OF_SITES = ", so the site shows no history"
"""What follows for a site where there is no history at all."""


class HistoryNotice(msgspec.Struct, frozen=True):
    """One thing to know about the past."""

    kind: NoticeKind
    message: str
    """A full sentence."""
    hint: str = ""
    """What to do about it; empty where nothing can be done."""

    @property
    def reason(self) -> str:
        """The sentence without what follows for a site: for whoever asks for an earlier state itself."""
        return self.message.replace(_OF_SITES, "")


NO_GIT = HistoryNotice(
    "no git",
    f"There is no git on this machine{_OF_SITES}.",
    "Install git, or write check-ins into the files.",
)
NO_REPOSITORY = HistoryNotice(
    "no repository",
    f"The content folder lies in no git repository{_OF_SITES}.",
    "`git init` makes one.",
)
NOT_TRUSTED = HistoryNotice(
    "not trusted",
    f"git refuses to read this repository because its folder belongs to another user{_OF_SITES}.",
    "Say `git config --global --add safe.directory FOLDER` if that is as it should be.",
)
NO_COMMITS = HistoryNotice("no commits", f"Nothing has been committed yet{_OF_SITES}.")
SHALLOW = HistoryNotice(
    "shallow",
    "This clone holds only the newest commits, so the history begins where the clone does.",
    "Fetch everything: `fetch-depth: 0` on GitHub, `GIT_DEPTH: 0` on GitLab, or `git fetch --unshallow`.",
)
NOT_TRACKED = HistoryNotice(
    "not tracked", f"No file of the content folder was ever committed{_OF_SITES}.", "Commit it."
)


def create_git_failure_notice(reason: str) -> HistoryNotice:
    """Say that git failed, with the first line of what it said."""
    return HistoryNotice("not read", f"git could not read the history: {reason}.", "The site is built without it.")


def create_unreadable_versions_notice(count: int, path: str, commit: str) -> HistoryNotice:
    """Say that versions of files could not be read; `path` and `commit` are the newest one's."""
    what = "One past version of a file" if count == 1 else f"{count:,} past versions of files"
    return HistoryNotice(
        "passed over", f"{what} can't be read and {_choose_verb(count)} passed over, at last {path} in {commit[:10]}."
    )


def is_about_unreadable_versions(notice: HistoryNotice) -> bool:
    """Whether a notice is one that `create_unreadable_versions_notice` makes, of whichever file."""
    return (notice.kind, notice.hint) == ("passed over", "") and _UNREADABLE.fullmatch(notice.message) is not None


def create_unknown_commit_notice(wanted: str) -> HistoryNotice:
    """Say that a date or name leads to no commit."""
    hint = "Name a commit, a tag or a branch, or a date such as 2026-11-20 that isn't before the first commit."
    return HistoryNotice("no such commit", f"There is no commit for '{wanted}'.", hint)


def _choose_verb(count: int) -> str:
    return "is" if count == 1 else "are"
