"""Bytes of a file as text, in whichever encoding a program has written it.

Decides which encoding is meant: UTF-8 and UTF-16 by their marks or their bytes, else that of Western Windows.
"""

from __future__ import annotations

import codecs

import msgspec

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Decoded(msgspec.Struct, frozen=True):
    """A text, and what is doubtful about it."""

    text: str
    doubt: str = ""
    """A sentence; empty for none."""


def decode_text(data: bytes) -> Decoded:
    """Return the text of a file; bytes that no encoding explains become the sign for what isn't known."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return Decoded(data.decode(name, "replace").replace("\ufeff", ""))
    for first, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(data) > 3 and data[first] == 0 and data[first + 2] == 0:
            return Decoded(data.decode(name, "replace"))
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        text = data.decode("cp1252", "replace")
        return Decoded(text, f"Line {line} is no UTF-8; the file was read as Windows-1252.")
