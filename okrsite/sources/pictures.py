"""Where a picture ends, by its own structure: what stands behind that is something else, which a program may find.

Only the frame is read, as the formats' standards lay it down (PNG: ISO 15948; JPEG: ITU-T T.81; GIF89a; WebP's RIFF;
AVIF's boxes: ISO 14496-12; icons), never what is drawn. Behind a JPEG further whole ones may follow: phones write the
depth and the brightness of a picture so (CIPA DC-007, Multi-Picture Format).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from okrsite.late_patterns import compile_late

PADDING = 4096
"""Zeros and blanks behind a picture that some cameras and programs write."""

_JPEG_START = b"\xff\xd8\xff"
_BLANK = b"\0\t\r\n "
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_FILM = compile_late(rb"ftyp[\x20-\x7e]{4}|\x1aE\xdf\xa3")
"""How a film begins (ISO 14496-12, Matroska); before it, phones write a few names and numbers of their own."""
_FILMS_OF_BOXES = (b"ftyp", b"mpvd")
_JPEG_MARK = compile_late(rb"\xff([^\x00\xff\xd0-\xd7])", re.DOTALL)
_SERVER_CODE = compile_late(rb"<\?php\b", re.IGNORECASE)
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
# What opens as something else wherever it stands, or is run by a server that was told to look into pictures. Longer
# than what chance writes into 20 MB.
_STRANGERS: tuple[tuple[bytes, str], ...] = (
    (b"Rar!\x1a\x07", "an archive"),
    (b"7z\xbc\xaf\x27\x1c", "an archive"),
    (b"\xfd7zXZ\x00", "an archive"),
    (b"MSCF\0\0\0\0", "an archive"),
    (b"!<arch>\n", "an archive"),
    (b"This program cannot be run in DOS mode", "a program"),
    (b"This program must be run under", "a program"),
    (b"\x7fELF\x01\x01\x01", "a program"),
    (b"\x7fELF\x02\x01\x01", "a program"),
    (b"dex\n03", "a program"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office document"),
    (b"%PDF-1.", "a PDF document"),
    (b"%PDF-2.", "a PDF document"),
    (b"{\\rtf1", "an office document"),
)


def find_foreign_content(data: bytes, kind: str) -> str:
    """Return what else a file is, in words, by signs that stand anywhere in it; empty for nothing that is known."""
    for sign, what in _STRANGERS:
        if sign in data and not (kind == "pdf" and (sign.startswith(b"%PDF") or what == "an office document")):
            return what
    if _SERVER_CODE.search(data):
        return "a program"
    return "an archive" if data[257:262] == b"ustar" or data[0x8001:0x8006] == b"CD001" else ""


def ends_with_its_frame(kind: str, data: bytes) -> bool:
    """Whether a file has the frame of its kind and nothing behind it; zeros and blanks may follow, `PADDING` at most.

    One that is cut off has nothing behind it either: it is nobody's danger.
    """
    try:
        end = _ENDS[kind](data)
    except IndexError:
        return True
    except ValueError:
        return False
    return _is_padding(data, end)


def has_film_behind(kind: str, data: bytes) -> bool:
    """Whether a film stands behind a picture, as in what phones call a live or a motion photo."""
    try:
        end = _ENDS[kind](data)
    except (IndexError, ValueError):
        return False
    return kind != "pdf" and _FILM.search(data, end, end + 2 * PADDING) is not None


def _is_padding(data: bytes, at: int) -> bool:
    rest = data[at : at + PADDING + 1]
    return len(rest) <= PADDING and not rest.strip(_BLANK)


def _find_png_end(data: bytes) -> int:
    at = 8
    while True:
        size, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if len(name) < 4:
            return at
        if not name.isalpha():
            raise ValueError("no chunk")
        at += 12 + size
        if name == b"IEND":
            return at


def _find_jpeg_end(data: bytes) -> int:
    """Return the end of a JPEG and of all whole ones behind it, with at most `PADDING` zeros and blanks before each."""
    end = _find_first_jpeg_end(data)
    while (start := data.find(_JPEG_START, end, end + PADDING + 3)) >= 0 and not data[end:start].strip(_BLANK):
        further = _find_whole_jpeg_end(data, start)
        if not further:
            break
        end = further
    return end


def _find_first_jpeg_end(data: bytes) -> int:
    at = 2
    while True:
        # Between segments stand marks only; behind the start of a scan its data, which have none but those of restarts.
        mark = _JPEG_MARK.search(data, at)
        if mark is None:
            return len(data)
        kind, at = mark[1][0], mark.end()
        if kind == 0xD9:
            return at
        if kind not in _ALONE:
            size = int.from_bytes(data[at : at + 2], "big")
            if size < 2:
                raise ValueError("no segment")
            at += size


def _find_whole_jpeg_end(data: bytes, start: int) -> int:
    """Return the end of a JPEG behind another one; 0 for what isn't whole, or holds anything between its segments."""
    at = start + 2
    frame = scan = False
    while mark := _JPEG_MARK.match(data, at):
        kind, at = mark[1][0], mark.end()
        if kind == 0xD9:
            return at if frame and scan else 0
        size = int.from_bytes(data[at : at + 2], "big")
        if kind in _ALONE or size < 2:
            return 0
        at += size
        frame = frame or kind in _JPEG_FRAMES
        if kind == 0xDA:
            scan = True
            after = _JPEG_MARK.search(data, at)
            at = after.start() if after else len(data)
    return 0


def _find_gif_end(data: bytes) -> int:
    at = 13 + (3 << (data[10] & 7) + 1 if data[10] & 0x80 else 0)
    while (sign := data[at]) != 0x3B:
        if sign == 0x2C:
            table = data[at + 9]
            at += 11 + (3 << (table & 7) + 1 if table & 0x80 else 0)
        elif sign == 0x21:
            at += 2
        else:
            raise ValueError("no block")
        while size := data[at]:
            at += 1 + size
        at += 1
    return at + 1


def _find_webp_end(data: bytes) -> int:
    size = int.from_bytes(data[4:8], "little")
    return 8 + size + size % 2 if 8 + size < len(data) else 8 + size


def _find_avif_end(data: bytes) -> int:
    at = 0
    while at < len(data):
        size, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        elif size == 0 and name == b"mdat":
            return len(data)
        if size < 8 or not name.isalnum() or (at and name in _FILMS_OF_BOXES):
            # Zeros, what is no box, or a film in boxes of its own.
            return at
        at += size
    return at


def _find_icon_end(data: bytes) -> int:
    count = int.from_bytes(data[4:6], "little")
    ends = [6 + 16 * count]
    for number in range(count):
        entry = data[6 + 16 * number : 22 + 16 * number]
        ends.append(int.from_bytes(entry[8:12], "little") + int.from_bytes(entry[12:16], "little"))
    return max(ends)


def _find_pdf_end(data: bytes) -> int:
    at = data.rfind(b"%%EOF")
    return at + 5 if at >= 0 else len(data)


_ENDS: dict[str, Callable[[bytes], int]] = {
    "png": _find_png_end,
    "jpg": _find_jpeg_end,
    "jpeg": _find_jpeg_end,
    "gif": _find_gif_end,
    "webp": _find_webp_end,
    "avif": _find_avif_end,
    "ico": _find_icon_end,
    "pdf": _find_pdf_end,
}
