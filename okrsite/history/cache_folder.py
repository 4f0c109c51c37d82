"""Where things are kept from one run to the next: `.okrsite/cache`, which git is told to leave alone."""

from __future__ import annotations

import os
from pathlib import Path

from okrsite.history.diagnostics import HistoryNotice
from okrsite.history.git import GitError, open_repository
from okrsite.sources.kept_files import check_cache_folder
from okrsite.whole_files import write_whole_file


def prepare_cache_folder(base: Path) -> Path | None:
    """Return the folder for caches beside the configuration file; None where nobody knows who filled it.

    A cache that came with the repository, by a link or as files, could say of the past what git doesn't.
    """
    own = base / ".okrsite"
    try:
        if check_cache_folder(own / "cache") is None or (own.exists() and _is_tracked(base)):
            return None
        own.mkdir(exist_ok=True)
        ignore = own / ".gitignore"
        # Whatever lies there stays as it is.
        if not os.path.lexists(ignore):
            write_whole_file(ignore, [b"*\n"])
    except OSError:  # a folder that nobody may enter, or write into, keeps nothing
        return None
    return own / "cache"


def _is_tracked(base: Path) -> bool:
    repository = open_repository(base)
    if isinstance(repository, HistoryNotice):
        return False
    try:
        return bool(repository.read_output("ls-files", "-z", "--", ".okrsite"))
    except GitError:
        return True
