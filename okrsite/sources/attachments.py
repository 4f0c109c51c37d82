"""Files that lie beside the content and are published as they are: of which kinds, and whether they are what they say.

A kind is promised by a file's name and proved by its first bytes; a web server goes by the name, a program that opens
the file by its bytes, and a file on which the two disagree is refused. Where a kind can carry something that runs or
fetches, the file is refused as well if it does: markup at the beginning of a picture, anything behind it (`pictures`),
formulas in a table (`formulas`), macros in an office document (`office`). What browsers run, SVG and HTML, is no kind
of attachment. Nothing looks into the objects of a PDF: browsers show one in a reader of its own, out of reach of the
site.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import BinaryIO

import msgspec

from okrsite.late_patterns import compile_late
from okrsite.sources import office
from okrsite.sources.conflicts import explain_conflict, find_conflicts
from okrsite.sources.formulas import find_formula_cells
from okrsite.sources.pictures import ends_with_its_frame, find_foreign_content, has_film_behind
from okrsite.sources.text import decode_file, make_printable

MAX_ATTACHMENT = 20 * 1024 * 1024
"""Bytes. A presentation with pictures stays below it; films belong where films are kept."""

_HEAD = 4096
"""Bytes at the beginning in which programs look for what a file is; browsers look at 1,445."""

_MAGIC: dict[str, tuple[tuple[int, bytes], ...]] = {
    # The signatures of https://mimesniff.spec.whatwg.org and of the formats' own standards, by place and bytes.
    "png": ((0, b"\x89PNG\r\n\x1a\n"), (12, b"IHDR")),
    **dict.fromkeys(("jpg", "jpeg"), ((0, b"\xff\xd8\xff"),)),
    "gif": ((0, b"GIF8"), (5, b"a")),
    "webp": ((0, b"RIFF"), (8, b"WEBPVP")),
    "avif": ((4, b"ftyp"),),
    "ico": ((0, b"\x00\x00\x01\x00"),),
    "pdf": ((0, b"%PDF-"),),
    **dict.fromkeys(office.KINDS, ((0, b"PK\x03\x04"),)),
}
_BRANDS = (b"avif", b"avis")
_TABLES = frozenset({"csv"})
_TEXTS = frozenset({"txt", *_TABLES})

PICTURES = frozenset({"png", "jpg", "jpeg", "gif", "webp", "avif", "ico"})
KINDS = PICTURES | {"pdf"} | office.KINDS | _TEXTS
"""The endings of what is published as it is, without the dot, in small letters."""

_SPOKEN = {"png": "a PNG picture", "gif": "a GIF picture", "webp": "a WebP picture", "avif": "an AVIF picture",
           "jpg": "a JPEG picture", "jpeg": "a JPEG picture", "ico": "an icon", "pdf": "a PDF document"}  # fmt: skip

# What makes a browser that looks for itself take a file for a page or a drawing.
_MARKUP = compile_late(rb"<(?:!doctype|html|head|body|script|svg|iframe|object|embed|form|style)\b", re.IGNORECASE)
# What servers and systems run or show by an ending, some of them by any of several: `x.php.png`.
_RUN_BY_ENDING = compile_late(
    r"(?:php[0-9s]?|phtml?|phar|pht|p?html?|x?html?|shtml?|stm|xht|mhtml?|svgz?|xml|xslt?|m?js|jsp[xf]?|aspx?|asa|asmx|ashx"
    r"|cgi|fcgi|pl|py[cw]?|rb|sh|bash|exe|dll|bat|cmd|scr|pif|cpl|msi|msp|hta|lnk|url|vb[se]?|ws[fhc]|ps1|psm1|reg|jar|war"
    r"|jnlp|swf|apk|dmg|deb|rpm|iso|vhdx?|chm|htaccess|htpasswd|htc|sct|inf|scf|doc[xm]|dotm"
    r"|xls[mbx]|xlam?|xltm|ppt[mx]|ppam|potm|ppsm)\Z",
    re.IGNORECASE,
)


class AttachmentRefusal(msgspec.Struct, frozen=True):
    """Why a file is not published, and what to do about it."""

    code: str
    message: str
    hint: str
    line: int = 1


def find_kind(name: str) -> str:
    """Return the kind that a file's name promises; empty for none that is published."""
    ending = name.rpartition(".")[2].lower() if "." in name.lstrip(".") else ""
    return ending if ending in KINDS else ""


def has_kind_signature(kind: str, head: bytes) -> bool:
    """Whether a file's first bytes are those of a kind; true for kinds that only have to be text.

    Args:
        kind: One of `KINDS`.
        head: The first bytes, at least 64 where the file has as many.
    """
    if not all(head[at : at + len(sign)] == sign for at, sign in _MAGIC.get(kind, ())):
        return False
    # The brand, or one of those with which it says that it goes along.
    size = int.from_bytes(head[:4], "big")
    return kind != "avif" or (head[8:12] in _BRANDS or any(brand in head[16 : min(size, 64)] for brand in _BRANDS))


def inspect_attachment(file: Path, kind: str) -> AttachmentRefusal | None:
    """Return why an attachment is not published; None for one that is.

    Args:
        file: A regular file.
        kind: What its name promises, one of `KINDS`.
    """
    if doubled := _find_other_ending(file.name):
        message = f"A web server may take this file for one that ends in .{doubled}, and run it."
        return AttachmentRefusal("OKR121", message, "Write hyphens in place of all dots but the last.")
    try:
        with file.open("rb") as stream:
            size = stream.seek(0, 2)
            stream.seek(0)
            if size > MAX_ATTACHMENT:
                message = f"This file has {size / 1024 / 1024:.1f} MB; at most {MAX_ATTACHMENT >> 20} MB are published."
                return AttachmentRefusal("OKR107", message, "Make it smaller, or link to where it is kept.")
            return _inspect_stream(stream, kind)
    except OSError as error:
        return AttachmentRefusal("OKR101", f"This file can't be read: {error.strerror}.", "Check who may read it.")


def _find_other_ending(name: str) -> str:
    """Return an ending before the last one by which something else would be run; empty for none."""
    inner = (part.strip() for part in name.split(".")[1:-1])
    return next((part for part in inner if _RUN_BY_ENDING.match(part)), "")


def refuse_unknown_kind(name: str) -> AttachmentRefusal:
    """Return what is said of a file of a kind that is not published."""
    ending = name.rpartition("/")[2].rpartition(".")[2].lower()
    if ending in ("svg", "svgz"):
        message, hint = "An SVG picture can hold programs, so it is not published.", "Save it as PNG."
    else:
        message, hint = "This file is of a kind that is not published.", f"Published are {', '.join(sorted(KINDS))}."
    return AttachmentRefusal("OKR123", message, hint)


def _inspect_stream(stream: BinaryIO, kind: str) -> AttachmentRefusal | None:
    if kind in _TEXTS:
        return _inspect_text(stream.read(), kind)
    head = stream.read(_HEAD)
    if not has_kind_signature(kind, head):
        return _refuse_mismatch(kind, head)
    if kind in office.KINDS:
        return _inspect_office_document(stream, kind)
    if _MARKUP.search(head):
        hint = "Open it in a program for such files and save it anew."
        return AttachmentRefusal(
            "OKR122", f"This calls itself {_SPOKEN[kind]} and holds markup that a browser may run.", hint
        )
    hint = "Open it in a program for such files and save it anew, so that nothing else is in it."
    if zipfile.is_zipfile(stream):
        return AttachmentRefusal("OKR122", f"This is {_SPOKEN[kind]} and an archive at once.", hint)
    stream.seek(0)
    data = stream.read(MAX_ATTACHMENT + 1)
    if what := find_foreign_content(data, kind):
        return AttachmentRefusal("OKR122", f"This is {_SPOKEN[kind]} and {what} at once.", hint)
    if not ends_with_its_frame(kind, data) and has_film_behind(kind, data):
        hint = (
            "Save it without its live part: on the phone, switch off what moves (Live, Motion Photo), and save it anew."
        )
        return AttachmentRefusal("OKR121", f"This is {_SPOKEN[kind]} with a film behind it.", hint)
    if not ends_with_its_frame(kind, data):
        return AttachmentRefusal("OKR121", f"Behind {_SPOKEN[kind]}, something else stands in this file.", hint)
    return None


def _refuse_mismatch(kind: str, head: bytes) -> AttachmentRefusal:
    what = _SPOKEN.get(kind) or f"a file of the kind {kind}"
    others = [other for other in sorted(_MAGIC) if has_kind_signature(other, head)]
    if not head:
        message = f"By its name this is {what}, and it is empty."
    elif others and others[0] in _SPOKEN:
        message = f"By its name this is {what}, by its content {_SPOKEN[others[0]]}."
    elif others:
        message = f"By its name this is {what}, by its content an office document or an archive."
    else:
        message = f"By its name this is {what}, and its content is something else."
    hint = f"Give it the ending of what it is: {', '.join(dict.fromkeys(others))}." if others else ""
    return AttachmentRefusal(
        "OKR121", message, hint or "Put the right file here: save it anew in the program it comes from."
    )


def _inspect_text(data: bytes, kind: str) -> AttachmentRefusal | None:
    text, problems = decode_file("", data, MAX_ATTACHMENT)
    for problem in problems:
        # An empty text is nobody's danger.
        return (
            None
            if problem.code == "OKR105"
            else AttachmentRefusal(problem.code, problem.message, problem.hint, problem.place.line)
        )
    for number, line in enumerate((text or "").split("\n"), 1):
        if re.search(r"[\x00-\x08\x0b\x0e-\x1f\x7f]", line):
            message = "Here stand characters that no text has, so this is none."
            return AttachmentRefusal("OKR121", message, "Save it as plain text in UTF-8.", number)
    for conflict in find_conflicts(text or ""):
        return AttachmentRefusal("OKR124", *explain_conflict(conflict), conflict.first + 1)
    if kind not in _TABLES:
        return None
    line_number, cell = next(find_formula_cells(text or ""), (0, ""))
    if not line_number:
        return None
    message = f"A spreadsheet would run the cell '{make_printable(cell)[:60]}' as a formula."
    return AttachmentRefusal(
        "OKR122", message, "Save the values in place of the formulas, or put a ' before the cell.", line_number
    )


def _inspect_office_document(stream: BinaryIO, kind: str) -> AttachmentRefusal | None:
    document_fault = office.inspect_document(stream, kind)
    return (
        AttachmentRefusal(document_fault.code, document_fault.message, document_fault.hint) if document_fault else None
    )
