"""Which commit is being read."""

from __future__ import annotations

from pathlib import Path

from okrsite.history.git import Repository, open_repository

COMMIT_LENGTH = 10
"""Digits of a commit's id as the site shows it: git's own short form depends on how many objects a clone holds."""


def find_head_commit(folder: Path) -> str | None:
    """Return the short hash of the commit checked out in a folder; None without git, repository or commit."""
    opened = open_repository(folder)
    return opened.head[:COMMIT_LENGTH] if isinstance(opened, Repository) else None
