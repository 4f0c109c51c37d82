"""Who works in a repository, as git was told: the name under which commits are made here."""

from __future__ import annotations

from pathlib import Path

from okrsite.history.git import GitError, Repository, open_repository


def read_author_names(folder: Path) -> tuple[str, ...]:
    """Return the name and the address that git has of whoever works in a folder; empty where it has none."""
    repository = open_repository(folder)
    if not isinstance(repository, Repository):
        return ()
    names = []
    for setting in ("user.name", "user.email"):
        try:
            answer = repository.read_output("config", "--get", setting, limit=1000)
        except GitError:  # it isn't set
            continue
        names.append(answer.decode("utf-8", "replace").strip())
    return tuple(name for name in names if name)
