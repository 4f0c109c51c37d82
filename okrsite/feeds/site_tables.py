"""The tables of the export as files of a site, for whoever takes them away: a workbook, and a CSV file for each table.

Decides when they are made anew: only when the export says something else than it did, the commit it was made of aside,
or when what writes them is another. A workbook of a thousand teams takes longer than most builds.

What is kept may come from anybody: it is taken only if it has the files that a site has and no other, and if the
workbook computes and fetches nothing. The gate looks at the others, as at every file.
"""

from __future__ import annotations

import hashlib
import zipfile
from io import BytesIO
from pathlib import Path

import msgspec

from okrsite.feeds.csv_export import write_csv_files
from okrsite.feeds.export import CSV_FOLDER, WORKBOOK_URI, build_export
from okrsite.feeds.export_records import Export
from okrsite.feeds.export_tables import TABLE_NAMES, build_tables
from okrsite.feeds.workbook import LONGEST_TEXT, MOST_ROWS, write_workbook
from okrsite.late_patterns import compile_late
from okrsite.snapshot import Snapshot
from okrsite.sources.kept_files import describe_readers, read_kept_bytes, write_kept_bytes
from okrsite.sources.office import has_harmless_parts
from okrsite.unreadable_archives import UNREADABLE_ARCHIVE

_NAME = "tables.msgpack"
_URIS = (WORKBOOK_URI, *(f"{CSV_FOLDER}{name}.csv" for name in TABLE_NAMES))
_FORMULA = compile_late(rb"<(?:[^<>/\s]*:)?f[\s/>]")
"""A formula of a cell, under whichever name for the namespace."""
_BEGINNING = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
"""Of each part of a workbook: in another encoding a formula would be spelled in other bytes."""
_MOST_CUT = 10**9
"""Texts and rows: more than any site has."""


class SiteTables(msgspec.Struct, frozen=True):
    """The files, and what isn't in the workbook."""

    files: dict[str, bytes]
    """By address."""
    cut_texts: int
    """Texts that are longer than a cell can be, and end there."""
    cut_rows: int
    """Rows beyond those that a sheet can have."""

    def describe_cuts(self) -> str:
        """Return what isn't in the workbook, as a sentence; empty where all is."""
        cuts = [
            f"{self.cut_texts:,} texts end after {LONGEST_TEXT:,} characters" if self.cut_texts else "",
            f"{self.cut_rows:,} rows are beyond the {MOST_ROWS:,} that a sheet holds" if self.cut_rows else "",
        ]
        said = " and ".join(filter(None, cuts))
        return f"In {WORKBOOK_URI} {said}; the files in {CSV_FOLDER} have all of it." if said else ""


class _KeptTables(msgspec.Struct, frozen=True):
    made_of: str
    """A digest of what they were made of, and of what made them."""
    holds: str
    """A digest of what they hold, by which a damaged file is told."""
    tables: SiteTables


def make_site_tables(snapshot: Snapshot, cache: Path | None = None) -> SiteTables:
    """Return the files of a site with tables; `cache` is a folder that keeps them until the next build."""
    # An export says of which commit it was made; the same tables are the same whoever committed something else.
    export = msgspec.structs.replace(build_export(snapshot), commit=None)
    if cache is None:
        return _write_tables(export)
    path, made_of = cache / _NAME, _digest(describe_readers("feeds").encode(), _encode(export))
    if (kept := _read_tables(path)) and kept.made_of == made_of:
        return kept.tables
    tables = _write_tables(export)
    write_kept_bytes(path, [_encode(_KeptTables(made_of, _digest(_encode(tables)), tables))])
    return tables


def _read_tables(path: Path) -> _KeptTables | None:
    try:
        kept = msgspec.msgpack.decode(read_kept_bytes(path), type=_KeptTables)
    except (msgspec.DecodeError, RecursionError):
        return None
    return kept if kept.holds == _digest(_encode(kept.tables)) and _are_sound(kept.tables) else None


def _are_sound(tables: SiteTables) -> bool:
    """Whether these are the files that a site has, with a workbook in which nothing is computed or fetched."""
    return (
        tuple(tables.files) == _URIS
        and 0 <= tables.cut_texts <= _MOST_CUT
        and 0 <= tables.cut_rows <= _MOST_CUT
        and _is_sound_workbook(tables.files[WORKBOOK_URI])
    )


def _is_sound_workbook(data: bytes) -> bool:
    """Whether a workbook has the parts of one that was written here, and none of its cells holds a formula."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            # Each part is read as it is: to parse them takes as long as to write them.
            return has_harmless_parts(archive, "xlsx", len(data)) and all(
                part.startswith(_BEGINNING) and _FORMULA.search(part) is None
                for part in map(archive.read, archive.infolist())
            )
    except UNREADABLE_ARCHIVE:
        return False


def _write_tables(export: Export) -> SiteTables:
    tables = tuple(build_tables(export))
    workbook = write_workbook(export, tables)
    files = {f"{CSV_FOLDER}{name}": data for name, data in write_csv_files(export, tables)}
    return SiteTables({WORKBOOK_URI: workbook.data, **files}, workbook.cut_texts, workbook.cut_rows)


def _encode(record: msgspec.Struct) -> bytes:
    # A reference is a text of a class of its own.
    return msgspec.msgpack.encode(record, enc_hook=str)


def _digest(*parts: bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()
