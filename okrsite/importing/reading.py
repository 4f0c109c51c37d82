"""All files of an import, read by their kinds into one tree."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from okrsite.importing.csv_tables import read_csv
from okrsite.importing.cycle_words import find_cycle
from okrsite.importing.decoding import decode_text
from okrsite.importing.documents import read_document
from okrsite.importing.files import DOCUMENTS, SHEETS, ImportedFile
from okrsite.importing.found import Found, FoundProblem, join_found
from okrsite.importing.mappings import Preset
from okrsite.importing.path_words import find_folder_team
from okrsite.importing.plain_trees import read_plain_tree
from okrsite.importing.plain_values import read_plain
from okrsite.importing.scope import Scope
from okrsite.importing.sheet_rows import read_table_rows
from okrsite.importing.workbooks import read_workbook

_TEXTS = (".csv", ".tsv")


def read_files(files: Sequence[ImportedFile], preset: Preset | None = None) -> Found:
    """Return what was found in files.

    Args:
        files: The files, in order.
        preset: The mapping by which sheets are read; None for whichever knows their headings.

    Raises:
        EditRefusedError: a file is beyond the limits, or no file of its kind.
        OSError: one can't be read.
    """
    return join_found([_read_file(file, preset) for file in files])


def _read_file(file: ImportedFile, preset: Preset | None) -> Found:
    data = file.absolute.read_bytes()
    if file.ending in SHEETS and file.ending not in _TEXTS:
        found = join_found([read_table_rows(table, preset) for table in read_workbook(file.path, data)])
        return _tell_nothing(file.path, found)
    decoded = decode_text(data)
    if file.ending in DOCUMENTS:
        found = read_document(file.path, decoded.text)
    elif file.ending in SHEETS:
        found = _tell_nothing(file.path, read_table_rows(read_csv(file.path, decoded.text), preset))
    else:
        value = read_plain(file.path, decoded.text, is_json=file.ending == ".json")
        scope = Scope(
            cycle=find_cycle(file.path.rpartition("/")[2]) or find_cycle(file.path), team=find_folder_team(file.path)
        )
        found = _tell_nothing(file.path, read_plain_tree(file.path, value, scope))
    if decoded.doubt:
        hint = "Look at letters with accents; save it as UTF-8 if they are wrong."
        found = replace(found, problems=(*found.problems, FoundProblem(file.path, 1, decoded.doubt, hint)))
    return found


def _tell_nothing(path: str, found: Found) -> Found:
    """Say of a sheet or a tree that nothing was found in it, in one problem."""
    if found.objectives or found.problems or not found.fates:
        return found
    if path.lower().endswith((".json", ".yml", ".yaml")):
        message = "Nothing in it has the form of objectives with key results; nothing was read."
        hint = "Export it as CSV, or name its lists `objectives` and `key_results`, with a `title` in each item."
    else:
        message = "No row of it has headings for objectives or key results; nothing was read."
        hint = "Name its columns in a mapping for --map, or call them “Objective” and “Key Result”."
    return replace(found, problems=(FoundProblem(path, 1, message, hint),))
