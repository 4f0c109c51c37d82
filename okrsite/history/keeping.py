"""Where things are kept from one run to the next: `.okrsite/cache`, which git is told to leave alone."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from okrsite.history.git import GitError, open_repository
from okrsite.history.notices import Notice
from okrsite.sources.kept_files import usable


def cache_folder(base: Path) -> Path | None:
    """Return the folder for caches beside the configuration file; None where nobody knows who filled it.

    A cache that came with the repository, by a link or as files, could say of the past what git doesn't.
    """
    own = base / ".okrsite"
    try:
        if usable(own / "cache") is None or (own.exists() and _is_tracked(base)):
            return None
        own.mkdir(exist_ok=True)
        ignore = own / ".gitignore"
        # Made new or not at all: whatever lies there stays as it is.
        with suppress(FileExistsError), ignore.open("x", encoding="utf-8") as file:
            file.write("*\n")
    except OSError:  # a folder that nobody may enter, or write into, keeps nothing
        return None
    return own / "cache"


def _is_tracked(base: Path) -> bool:
    repository = open_repository(base)
    if isinstance(repository, Notice):
        return False
    try:
        return bool(repository.answer("ls-files", "-z", "--", ".okrsite"))
    except GitError:
        return True
