"""Projects that many tests begin with: made once, and put back where they were made before each test."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from project_tree import Project


class KeptProject:
    """A project in a state that takes long to make. What a build remembers names its place, so that stays the same."""

    def __init__(self, made: Project) -> None:
        self._made = made
        self._kept = made.root.with_name(f"{made.root.name}-kept")
        _copy_folder(made.root, self._kept)

    def put_back(self) -> Project:
        """Return the project as it was when it was kept, with other inodes and the same dates."""
        shutil.rmtree(self._made.root)
        _copy_folder(self._kept, self._made.root)
        return self._made


def _copy_folder(source: Path, target: Path) -> None:
    """Copy a folder; files of it that are one file under two names are so in the copy, too."""
    copies: dict[int, str] = {}

    def copy_file(path: str, copy: str) -> None:
        inode = Path(path).stat().st_ino
        if inode in copies:
            os.link(copies[inode], copy)
        else:
            shutil.copy2(path, copy)
            copies[inode] = copy

    shutil.copytree(source, target, copy_function=copy_file)
