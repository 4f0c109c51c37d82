"""The content as it will be after edits, read before anything of it is written."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from msgspec.structs import replace

from okrsite.analysis import analyse_organisation, read_content
from okrsite.request import Source
from okrsite.snapshot import Snapshot

_TEXTS = (".md", ".yml", ".yaml")


@contextmanager
def open_edited_snapshot(source: Source, texts: Mapping[str, str], without: Collection[str] = ()) -> Iterator[Snapshot]:
    """Read the content with other texts in some of its files; nothing of it is touched.

    Args:
        source: What is to be read.
        texts: Texts of changed and of new files, by path.
        without: Paths of files that are taken away.

    Raises:
        OSError: there is no room for a copy.
    """
    site = source.site
    with tempfile.TemporaryDirectory(prefix="okrsite-") as folder:
        base, content = _place_copies(Path(folder), site.content_prefix)
        base.mkdir(parents=True)
        shutil.copytree(site.content, content, symlinks=True, copy_function=_copy, dirs_exist_ok=True)
        # Folders are copied with their rights: in a repository that may only be read nothing could be added here.
        for copied_folder, _, _ in os.walk(content):
            Path(copied_folder).chmod(0o700)
        for path in without:
            (base / path).unlink()
        for path, text in texts.items():
            copy = base / path
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(text.encode("utf-8"))
        copied = replace(source, site=replace(site, base=base, content=content), cache=None)
        yield analyse_organisation(read_content(copied, with_past=False))


def _place_copies(folder: Path, prefix: str) -> tuple[Path, Path]:
    """Return a base and a content folder in a folder that lie to each other as those do that are copied.

    Args:
        folder: Where both are to lie.
        prefix: What leads from the base to the content: `content/`, or `../docs/` for content beside the base.
    """
    ups = PurePosixPath(prefix).parts.count("..")
    base = folder.joinpath(*["copy"] * (ups + 1))
    return base, Path(os.path.normpath(base / prefix))


def _copy(source: str, target: str) -> None:
    """Copy a text, and make a second name for an attachment: those may be large, and nobody writes to them here."""
    if not source.lower().endswith(_TEXTS):
        try:
            os.link(source, target)
        except OSError:  # another disk, or one without such names
            pass
        else:
            return
    shutil.copyfile(source, target)
