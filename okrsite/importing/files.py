"""Which files are imported, in which order, and by which reader each is read.

Decides what is too much: a file or a folder beyond the limits is refused with a sentence, before it is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from okrsite.editing.refused_edits import EditRefusedError

MOST_BYTES = 64 * 1024 * 1024
"""Of one file."""
MOST_FILES = 20_000
DOCUMENTS = frozenset((".md", ".markdown", ".mdx", ".mdown", ".erb", ".txt"))
SHEETS = frozenset((".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"))
TREES = frozenset((".yml", ".yaml", ".json"))

_WAYS_OUT = {
    ".xml": "Export the same as CSV: Jira has that beside XML (Export, Excel CSV), and so have other tools.",
    ".docx": "Save it as Markdown: Google Docs downloads it so, `pandoc goals.docx -o goals.md` makes it.",
    ".html": "Save it as Markdown: `pandoc page.html -t gfm -o page.md` makes it of a page.",
}


class ImportedFile(msgspec.Struct, frozen=True):
    """A file that is imported."""

    absolute: Path
    path: str
    """With the name of the folder that was named on the command line: for cycle, team and messages."""

    @property
    def ending(self) -> str:
        """Its ending in small letters, with the full stop."""
        return self.absolute.suffix.lower()


def list_files(named: Iterable[Path]) -> list[ImportedFile]:
    """Return the files that are named, and those within folders that are, in order.

    Raises:
        EditRefusedError: there is none, one is of a kind that isn't read, or there are too many.
    """
    files: list[ImportedFile] = []
    for path in named:
        found = list(_list_folder(path)) if path.is_dir() else [ImportedFile(path, path.as_posix())]
        if path.is_dir() and not found:
            raise EditRefusedError(
                f"{path} holds nothing that can be imported.", "Markdown, CSV, XLSX, YAML and JSON files can be."
            )
        files += found
    if len(files) > MOST_FILES:
        raise EditRefusedError(
            f"These are {len(files):,} files; at most {MOST_FILES:,} are imported at once.", "Name fewer folders."
        )
    for file in files:
        _refuse_file(file)
    return files


def _list_folder(folder: Path) -> Iterator[ImportedFile]:
    """Yield what can be read in a folder and those below it; nothing whose name begins with a full stop."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if any(part.startswith(".") or part == "node_modules" for part in inside.parts) or path.is_symlink():
            continue
        if path.suffix.lower() in DOCUMENTS | SHEETS | TREES and path.is_file():
            yield ImportedFile(path, f"{folder.resolve().name}/{inside.as_posix()}")


def _refuse_file(file: ImportedFile) -> None:
    if file.ending not in DOCUMENTS | SHEETS | TREES:
        hint = "Save it as Markdown, CSV, XLSX, YAML or JSON first."
        raise EditRefusedError(f"{file.path} is of a kind that isn't imported.", _WAYS_OUT.get(file.ending, hint))
    size = file.absolute.stat().st_size
    if size > MOST_BYTES:
        raise EditRefusedError(
            f"{file.path} has {size:,} bytes; at most {MOST_BYTES:,} are imported.",
            "Export less at once: one cycle, or one team.",
        )
