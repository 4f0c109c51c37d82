"""The content as it will be after edits, read before anything of it is written."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec.structs import replace

from okrsite.analysis import analyse_organisation, read_content
from okrsite.problems import Problem
from okrsite.request import Source
from okrsite.snapshot import Snapshot

_TEXTS = (".md", ".yml", ".yaml")


def read_edited_snapshot(source: Source, texts: Mapping[str, str]) -> Snapshot:
    """Return what is known of the content with other texts in some of its files.

    Args:
        source: What is to be read.
        texts: Texts of changed and of new files, by path.

    Raises:
        OSError: there is no room for a copy.
    """
    site = source.site
    with tempfile.TemporaryDirectory(prefix="okrsite-") as folder:
        base = Path(folder) / "copy"
        content = base / site.content.relative_to(site.base)
        shutil.copytree(
            site.content, content, symlinks=True, ignore=_leave_out_attachments, copy_function=shutil.copyfile
        )
        for path, text in texts.items():
            copy = base / path
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(text.encode("utf-8"))
        copied = replace(source, site=replace(site, base=base, content=content), cache=None)
        return analyse_organisation(read_content(copied, with_past=False))


def _leave_out_attachments(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if not (name.endswith(_TEXTS) or (Path(folder) / name).is_dir())]


def list_new_problems(before: Iterable[Problem], after: Iterable[Problem], paths: Iterable[str]) -> tuple[Problem, ...]:
    """Return the errors that are new, and the warnings that are new in some files."""
    known = Counter((problem.code, problem.place.path, problem.message) for problem in before)
    edited = set(paths)
    new = []
    for problem in after:
        key = (problem.code, problem.place.path, problem.message)
        if known[key] > 0:
            known[key] -= 1
        elif problem.severity == "error" or (problem.severity == "warning" and problem.place.path in edited):
            new.append(problem)
    return tuple(new)
