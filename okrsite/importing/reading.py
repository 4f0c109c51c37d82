"""All files of an import, read by their kinds into one tree."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from okrsite.importing.decoding import decode
from okrsite.importing.documents import read_document
from okrsite.importing.files import DOCUMENTS, ImportedFile
from okrsite.importing.found import Found, FoundProblem, join_found


def read_files(files: Sequence[ImportedFile]) -> Found:
    """Return what was found in files.

    Raises:
        EditRefusedError: a file is beyond the limits, or no file of its kind.
        OSError: one can't be read.
    """
    return join_found([_read_file(file) for file in files])


def _read_file(file: ImportedFile) -> Found:
    data = file.absolute.read_bytes()
    decoded = decode(data)
    found = read_document(file.path, decoded.text) if file.ending in DOCUMENTS else Found()
    if decoded.doubt:
        doubt = FoundProblem(
            file.path, 1, decoded.doubt, "Look at letters with accents; save it as UTF-8 if they are wrong."
        )
        found = replace(found, problems=(*found.problems, doubt))
    return found
