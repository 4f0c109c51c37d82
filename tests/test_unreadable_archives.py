"""A ZIP archive that is damaged or locked ends nothing, whoever opens it: it is refused in a sentence, or stays."""

from __future__ import annotations

import io
import zipfile

import pytest

from okrsite.editing.refused_edits import EditRefusedError
from okrsite.feeds.workbook import is_own_workbook
from okrsite.importing.workbooks import read_workbook
from okrsite.sources.office import inspect_document

PARTS = {"[Content_Types].xml": "x" * 4000, "docProps/core.xml": "y" * 4000, "xl/worksheets/sheet1.xml": "z" * 4000}
WAYS = {"deflate": zipfile.ZIP_DEFLATED, "bzip2": zipfile.ZIP_BZIP2, "lzma": zipfile.ZIP_LZMA}


def pack(way: int) -> bytearray:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", way) as archive:
        for name, text in PARTS.items():
            archive.writestr(name, text)
    return bytearray(target.getvalue())


def find_parts(data: bytes) -> list[tuple[int, int]]:
    """Return where the bytes of each part begin and end."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        begins = [part.header_offset + 30 + len(part.filename) for part in archive.infolist()]
        return [(at, at + part.compress_size) for at, part in zip(begins, archive.infolist(), strict=True)]


def damage(way: int, keep: int) -> bytes:
    """Turn all bits of each part around, but for its first bytes."""
    data = pack(way)
    for begin, end in find_parts(bytes(data)):
        data[begin + keep : end] = bytes(byte ^ 0xFF for byte in data[begin + keep : end])
    return bytes(data)


def lock() -> bytes:
    """Say of each part that it has a password: in its own head and in the list at the end."""
    data = pack(zipfile.ZIP_DEFLATED)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def pack_unknown() -> bytes:
    """Say of each part that it was packed in a way that nobody knows."""
    data = pack(zipfile.ZIP_DEFLATED)
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] = 77
            at = data.find(mark, at + 4)
    return bytes(data)


ARCHIVES = {f"{name}, {keep} kept": damage(way, keep) for name, way in WAYS.items() for keep in (0, 4, 12)} | {
    "password": lock(),
    "unknown packing": pack_unknown(),
    "cut off": bytes(pack(zipfile.ZIP_DEFLATED)[:-60]),
    "nothing": b"PK\x03\x04",
}


@pytest.mark.parametrize("data", ARCHIVES.values(), ids=ARCHIVES)
def test_it_is_refused_as_a_document_and_as_a_workbook_and_is_none_of_ours(tmp_path, data):
    """An author's attachment, a file that is imported, and one that lies where an export shall go."""
    fault = inspect_document(io.BytesIO(data), "xlsx")
    assert fault is not None and fault.hint
    with pytest.raises(EditRefusedError, match=r"goals\.xlsx is no workbook that can be read"):
        read_workbook("goals.xlsx", data)
    place = tmp_path / "goals.xlsx"
    place.write_bytes(data)
    assert not is_own_workbook(place)
