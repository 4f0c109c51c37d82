"""Where things are kept from one run to the next: `.okrsite/cache`, which git is told to leave alone."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from okrsite.history.git import GitError, open_repository
from okrsite.history.notices import Notice


def cache_folder(base: Path) -> Path | None:
    """Return the folder for caches beside the configuration file; None where nobody knows who filled it.

    A cache that came with the repository, by a link or as files, could say of the past what git doesn't.
    """
    own = base / ".okrsite"
    if own.is_symlink() or (own / "cache").is_symlink() or (own.exists() and _is_tracked(base)):
        return None
    with suppress(OSError):
        own.mkdir(exist_ok=True)
        ignore = own / ".gitignore"
        if not ignore.exists() and not ignore.is_symlink():
            ignore.write_text("*\n", encoding="utf-8")
    return own / "cache"


def _is_tracked(base: Path) -> bool:
    repository = open_repository(base)
    if isinstance(repository, Notice):
        return False
    try:
        return bool(repository.answer("ls-files", "-z", "--", ".okrsite"))
    except GitError:
        return True
