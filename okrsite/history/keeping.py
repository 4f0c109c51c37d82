"""Where things are kept from one run to the next: `.okrsite/cache`, which git is told to leave alone."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path


def cache_folder(base: Path) -> Path | None:
    """Return the folder for caches beside the configuration file; None where a link stands in its place."""
    own = base / ".okrsite"
    if own.is_symlink() or (own / "cache").is_symlink():
        return None
    with suppress(OSError):
        own.mkdir(exist_ok=True)
        ignore = own / ".gitignore"
        if not ignore.exists() and not ignore.is_symlink():
            ignore.write_text("*\n", encoding="utf-8")
    return own / "cache"
