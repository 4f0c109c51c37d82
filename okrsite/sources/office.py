"""Office documents: archives of XML that can carry programs, and fetch from elsewhere what they show.

Refused is what says of itself that it does: macros, controls, embedded programs, parts that are fetched when somebody
opens the document, and archives that would unpack to far more than a document needs. What an office program makes of
the rest is its own matter: it opens the file on the reader's machine, not in the page.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
import zipfile
import zlib
from dataclasses import dataclass
from typing import BinaryIO

_TYPES = "application/vnd.openxmlformats-officedocument."
_OPEN_XML = {"docx": "wordprocessingml.document", "xlsx": "spreadsheetml.sheet", "pptx": "presentationml.presentation"}
_OPEN_DOCUMENT = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}
KINDS = frozenset({*_OPEN_XML, *_OPEN_DOCUMENT})
"""Endings of the documents that are known here."""

MAX_PARTS = 10_000
MAX_UNPACKED = 512 * 1024 * 1024
"""Bytes of all parts together, as the archive says; a worksheet with a million cells has a tenth of it."""
MAX_RATIO = 200
"""How much larger all parts may be than the file: XML packs 20 to 1, a bomb 1,000 to 1."""
_MAX_READ = 1024 * 1024
"""Bytes of a part that is read here: lists of links and of types, which are short."""
_MAX_LISTS = 16 * 1024 * 1024
"""Bytes of all lists together."""

# By the name of a part, in small letters.
_RUNS = re.compile(
    r"(?:^|/)(?:vbaproject|vbadata|vbaprojectsignature)[^/]*\Z|(?:^|/)activex/|(?:^|/)macrosheets/|(?:^|/)customui/"
    r"|(?:^|/)oleobject[^/]*\Z|^basic/|^scripts/|^object [0-9]+/basic/"
    r"|\.(?:bat|chm|cmd|com|cpl|dll|docm|dotm|exe|hta|html?|jar|js|jse|lnk|mht|msi|potm|ppam|ppsm|pptm|ps1|reg|scr|sct"
    r"|vbe|vbs|wsf|xla|xlam|xlsb|xlsm|xltm)\Z"
)
_HYPERLINK = re.compile(r"/hyperlink\Z")
_FETCHED = re.compile(
    rb"<(?:draw:(?:object|image|plugin|applet|floating-frame)|text:section-source|table:table-source"
    rb"|form:connection-resource|script:event-listener|office:script)\b[^>]*?"
    rb"(?:xlink:href\s*=\s*[\"']\s*(?:[a-z][a-z0-9+.-]*:|//|\\\\)|script:language)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a document."""

    code: str
    message: str
    hint: str


_BROKEN = Fault(
    "OKR121", "This is no office document that can be opened.", "Save it anew in the program it comes from."
)
_TOO_LARGE = Fault("OKR107", "Unpacked, this document is larger than any that somebody wrote.", "Publish it as PDF.")
_FETCHES = Fault(
    "OKR122",
    "When somebody opens this document, it fetches something from elsewhere.",
    "Put the picture or the data into the document itself, or publish it as PDF.",
)


def look(stream: BinaryIO, kind: str) -> Fault | None:
    """Return why a document is not published; None for one that is.

    Args:
        stream: The file, which can be sought in.
        kind: What its name promises, one of `KINDS`.
    """
    size = stream.seek(0, 2)
    try:
        with zipfile.ZipFile(stream) as archive:
            return _parts(archive, kind, size)
    # What a hostile archive makes of the module that reads it.
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, KeyError, NotImplementedError, RuntimeError, zlib.error,
            ET.ParseError):  # fmt: skip
        return _BROKEN


def _parts(archive: zipfile.ZipFile, kind: str, size: int) -> Fault | None:
    parts = archive.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > min(MAX_UNPACKED, MAX_RATIO * size):
        return _TOO_LARGE
    names = [part.filename.lower() for part in parts]
    if len(set(names)) < len(names) or any(part.flag_bits & 1 for part in parts):
        # Two parts of one name: programs differ in which they open. Encrypted ones: nobody can look.
        return _BROKEN
    runs = next((name for name in names if _RUNS.search(name)), None)
    if runs is not None:
        hint = "Save it without macros and embedded objects, or publish it as PDF."
        return Fault("OKR122", f"This document holds '{ascii(runs)[1:-1][-60:]}', which can run.", hint)
    if kind in _OPEN_DOCUMENT:
        return _open_document(archive, kind)
    return _open_xml(archive, kind, names)


def _open_xml(archive: zipfile.ZipFile, kind: str, names: list[str]) -> Fault | None:
    """Word, Excel and PowerPoint: types in one list, links to elsewhere in lists of their own."""
    types = _xml(_read(archive, "[Content_Types].xml"))
    declared = [each.get("ContentType", "") for each in types.iter()]
    if not any(each == f"{_TYPES}{_OPEN_XML[kind]}.main+xml" for each in declared):
        message = f"By its name this is a document of the kind {kind}, by its content another one, or one with macros."
        return Fault("OKR121", message, f"Save it anew as .{kind}.")
    lists = [part for part, name in zip(archive.infolist(), names, strict=True) if name.endswith(".rels")]
    if sum(part.file_size for part in lists) > _MAX_LISTS:
        return _TOO_LARGE
    for part in lists:
        for each in _xml(_read(archive, part.filename)).iter():
            outside = each.get("TargetMode", "").strip().lower() == "external"
            if outside and not _HYPERLINK.search(each.get("Type", "")):
                return _FETCHES
    return None


def _open_document(archive: zipfile.ZipFile, kind: str) -> Fault | None:
    """LibreOffice's own: the type in a file, links to elsewhere in the content."""
    if _read(archive, "mimetype").strip() != f"application/vnd.oasis.opendocument.{_OPEN_DOCUMENT[kind]}".encode():
        message = f"By its name this is a document of the kind {kind}, by its content another one."
        return Fault("OKR121", message, f"Save it anew as .{kind}.")
    for name in ("content.xml", "styles.xml"):
        if name in archive.namelist() and _FETCHED.search(_read(archive, name, 64 * _MAX_READ)):
            return _FETCHES
    return None


def _read(archive: zipfile.ZipFile, name: str, limit: int = _MAX_READ) -> bytes:
    with archive.open(name) as part:
        data = part.read(limit + 1)
    if len(data) > limit:
        raise ValueError("longer than such a part is")
    return data


def _xml(data: bytes) -> ET.Element:
    """Return what a list holds; one with a document type, or not in UTF-8, is not read."""
    text = data.decode("utf-8-sig")
    if "<!DOCTYPE" in text.upper():
        raise ValueError("has a document type")
    return ET.fromstring(text)
