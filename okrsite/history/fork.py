"""Which two commits are compared where somebody asks what a branch changes."""

from __future__ import annotations

from pathlib import Path

import msgspec

from okrsite.history.diagnostics import HistoryNotice
from okrsite.history.git import GitError, Repository
from okrsite.history.tree import open_past_tree
from okrsite.settings import ConfigurationError


class ComparedCommits(msgspec.Struct, frozen=True):
    """Two states of a repository."""

    base: str
    """Full id of the commit of before."""
    head: str | None
    """Full id of the commit of after; None: the work tree."""


def find_compared_commits(folder: Path, base: str, head: str | None, timezone: str) -> ComparedCommits:
    """Return the commits that two names or days mean; where they have gone apart, the base is where they did.

    What others have brought to the base meanwhile is no change of the branch.

    Raises:
        ConfigurationError: there is no such commit or day, or no repository.
    """
    old = open_past_tree(folder, base, timezone)
    if isinstance(old, HistoryNotice):
        raise ConfigurationError(old.reason, _extend_hint(old))
    if head is None:
        return ComparedCommits(_find_fork(old.repository, old.commit, old.repository.head), None)
    new = open_past_tree(folder, head, timezone)
    if isinstance(new, HistoryNotice):
        raise ConfigurationError(new.reason, _extend_hint(new))
    return ComparedCommits(_find_fork(old.repository, old.commit, new.commit), new.commit)


def _extend_hint(notice: HistoryNotice) -> str:
    if notice.kind != "no such commit":
        return notice.hint
    return (
        f"{notice.hint} One that this clone lacks is fetched by `git fetch origin NAME`, and is then called FETCH_HEAD."
    )


def _find_fork(repository: Repository, base: str, head: str) -> str:
    """Return where two commits went apart; the base itself where one holds the other, and where that isn't known."""
    try:
        answer = repository.read_output("merge-base", "--end-of-options", base, head)
    except GitError:
        return base
    fork = answer.decode("ascii", "replace").strip()
    return base if fork in ("", head) else fork
