"""Office documents: archives of XML that can carry programs, and fetch from elsewhere what they show.

Every part is read: those of XML by their elements (`office_parts`), the others by what they begin with. Published is
what is made of kinds of parts that are known to be harmless. Refused are macros, controls, embedded programs, whatever
is fetched when somebody opens the document, and archives that would unpack to far more than a document needs. What an
office program makes of the rest is its own matter: it opens the file on the reader's machine, not in the page.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
import zipfile
from io import BytesIO
from typing import BinaryIO

import msgspec

from okrsite.late_patterns import compile_late
from okrsite.sources.office_parts import PartReader, leads_away
from okrsite.unreadable_archives import UNREADABLE_ARCHIVE

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
_RUNS = compile_late(
    r"(?:^|/)(?:vbaproject|vbadata|vbaprojectsignature)[^/]*\Z|(?:^|/)activex/|(?:^|/)macrosheets/|(?:^|/)customui/"
    r"|(?:^|/)oleobject[^/]*\Z|^basic/|^scripts/|^object [0-9]+/basic/"
    r"|\.(?:bat|chm|cmd|com|cpl|dll|docm|dotm|exe|hta|html?|jar|js|jse|lnk|mht|msi|potm|ppam|ppsm|pptm|ps1|reg|scr|sct"
    r"|vbe|vbs|wsf|xla|xlam|xlsb|xlsm|xltm)\Z"
)
# The kinds of parts that documents have, by the last word of a relationship's type: ECMA-376, part 1, 15, and what
# Microsoft has added to it. What isn't listed runs or fetches something, or nobody has looked at it.
_RELATIONSHIPS = frozenset({
    "officeDocument", "styles", "stylesWithEffects", "theme", "themeOverride", "settings", "webSettings",
    "fontTable", "numbering", "footnotes", "endnotes", "comments", "commentsExtended", "commentsIds",
    "commentsExtensible", "people", "header", "footer", "image", "hyperlink", "chart", "chartEx",
    "chartUserShapes", "chartStyle", "chartColorStyle", "diagramData", "diagramLayout", "diagramQuickStyle",
    "diagramColors", "diagramDrawing", "drawing", "vmlDrawing", "legacyDiagramText", "worksheet", "chartsheet",
    "sharedStrings", "calcChain", "table", "tableSingleCells", "pivotTable", "pivotCacheDefinition",
    "pivotCacheRecords", "printerSettings", "slicer", "slicerCache", "timeline", "timelineCache",
    "threadedComment", "person", "customXml", "customXmlProps", "core-properties", "extended-properties",
    "custom-properties", "thumbnail", "slide", "slideMaster", "slideLayout", "notesSlide", "notesMaster",
    "handoutMaster", "presProps", "viewProps", "tableStyles", "tags", "commentAuthors", "authors", "font",
    "glossaryDocument", "package", "sheetMetadata", "richValue", "rdRichValue", "rdRichValueStructure",
    "rdRichValueTypes", "customProperty", "classificationlabels", "revisionInfo", "hdphoto", "changesInfo",
    "documentTasks", "slideUpdateInfo",
})  # fmt: skip
_TYPE_HOMES = ("http://schemas.openxmlformats.org/", "http://schemas.microsoft.com/", "http://purl.oclc.org/ooxml/")
_PART_TYPES = compile_late(
    r"(?:application/(?:xml|vnd\.openxmlformats-[a-z0-9.-]+(?:\+xml)?|vnd\.ms-[a-z0-9.-]+\+xml|inkml\+xml|x-font(?:data|-ttf))"
    r"|image/(?:png|p?jpe?g|gif|bmp|tiff?|x-emf|x-wmf|svg\+xml|vnd\.ms-photo))\Z",
    re.IGNORECASE,
)
_RUNNING_TYPES = compile_late(
    r"macro|vba|oleobject|activex|externallink|connections|querytable|webextension|taskpane|customui|mailmerge"
    r"|attachedtoolbars|keymap|subdocument|ctrlprop|controlproperties",
    re.IGNORECASE,
)
# By the name of a part, in small letters.
_XML = compile_late(r"\.(?:xml|rels|vml|rdf|svg)\Z")
_KNOWN_ENDINGS = compile_late(
    r"\.(?:xml|rels|vml|png|jpe?g|jfif|gif|bmp|tiff?|emf|wmf|svg|wdp|odttf|fntdata|ttf|xlsx)\Z|printersettings[0-9]*\.bin\Z"
)
# What a part begins with, in small letters, that is a program, an archive or another document under any name.
_STRANGERS = (
    b"mz", b"\x7felf", b"\xd0\xcf\x11\xe0", b"pk\x03\x04", b"rar!", b"7z\xbc\xaf", b"#!", b"<?php", b"%pdf",
    b"\xca\xfe\xba\xbe", b"l\0\0\0\x01\x14\x02\0", b"mscf", b"{\\rtf", b"<html", b"<!doc", b"<script",
)  # fmt: skip
_MAX_XML = 128 * 1024 * 1024
"""Bytes of all parts of XML together, which are read to their ends."""
_MAX_INNER = 20 * 1024 * 1024
"""Bytes of a table behind a chart."""


class DocumentFault(msgspec.Struct, frozen=True):
    """What is wrong with a document."""

    code: str
    message: str
    hint: str


_UNREADABLE: tuple[type[Exception], ...] = (*UNREADABLE_ARCHIVE, ET.ParseError)
_BROKEN = DocumentFault(
    "OKR121", "This is no office document that can be opened.", "Save it anew in the program it comes from."
)
_TOO_LARGE = DocumentFault(
    "OKR107", "Unpacked, this document is larger than any that somebody wrote.", "Publish it as PDF."
)
_FETCHES = DocumentFault(
    "OKR122",
    "When somebody opens this document, it fetches something from elsewhere.",
    "Put the picture or the data into the document itself, or publish it as PDF.",
)


def inspect_document(stream: BinaryIO, kind: str, *, inner: bool = False) -> DocumentFault | None:
    """Return why a document is not published; None for one that is.

    Args:
        stream: The file, which can be sought in.
        kind: What its name promises, one of `KINDS`.
        inner: Whether it lies in a document itself, as the table behind a chart does; nothing lies in that one.
    """
    size = stream.seek(0, 2)
    try:
        with zipfile.ZipFile(stream) as archive:
            return _inspect_parts(archive, kind, size) or _inspect_each_part(archive, kind, inner)
    except _UNREADABLE:
        return _BROKEN


def has_harmless_parts(archive: zipfile.ZipFile, kind: str, size: int) -> bool:
    """Whether a document has only parts that run and fetch nothing, by their names and lists; none is looked into.

    Args:
        archive: The document.
        kind: What its name promises, one of `KINDS`.
        size: Its bytes.

    Raises:
        UNREADABLE_ARCHIVE: it is damaged.
    """
    try:
        return _inspect_parts(archive, kind, size) is None
    except ET.ParseError:
        return False


def _inspect_each_part(archive: zipfile.ZipFile, kind: str, inner: bool) -> DocumentFault | None:
    """Look into every part: those of XML for what they run or fetch, the others for what they are."""
    left = _MAX_XML
    for part in archive.infolist():
        name = part.filename.lower()
        if part.is_dir():
            continue
        with archive.open(part) as opened:
            if name.endswith(".xlsx") and not inner:
                if document_fault := inspect_document(BytesIO(opened.read(_MAX_INNER)), "xlsx", inner=True):
                    return document_fault
            elif _XML.search(name):
                left -= part.file_size
                if left < 0:
                    return _TOO_LARGE
                if part.file_size and (
                    what := PartReader(open_document=kind in _OPEN_DOCUMENT).find_running_part(opened)
                ):
                    return _create_running_fault(f"{what} in '{_shorten_for_message(name)}'")
            elif opened.read(16).lower().startswith(_STRANGERS):
                return _create_running_fault(
                    f"'{_shorten_for_message(name)}' is no picture and no other part of a document"
                )
    return None


def _create_running_fault(what: str) -> DocumentFault:
    hint = "Save it without macros, fields, embedded objects and connections, or publish it as PDF."
    return DocumentFault("OKR122", f"This document can run or fetch something: {what}.", hint)


def _shorten_for_message(name: str) -> str:
    return ascii(name)[1:-1][-60:]


def _inspect_parts(archive: zipfile.ZipFile, kind: str, size: int) -> DocumentFault | None:
    parts = archive.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > min(MAX_UNPACKED, MAX_RATIO * size):
        return _TOO_LARGE
    names = [part.filename.lower() for part in parts]
    odd = any(name.startswith("/") or re.search(r"[\\:]", name) or ".." in name.split("/") for name in names)
    if odd or len(set(names)) < len(names) or any(part.flag_bits & 1 for part in parts):
        # Two parts of one name: programs differ in which they open. Encrypted ones: nobody can look.
        return _BROKEN
    runs = next((name for name in names if _RUNS.search(name)), None)
    if runs is not None:
        hint = "Save it without macros and embedded objects, or publish it as PDF."
        return DocumentFault("OKR122", f"This document holds '{ascii(runs)[1:-1][-60:]}', which can run.", hint)
    if kind in _OPEN_DOCUMENT:
        return _inspect_open_document(archive, kind)
    return _inspect_open_xml(archive, kind, names)


def _inspect_open_xml(archive: zipfile.ZipFile, kind: str, names: list[str]) -> DocumentFault | None:
    """Word, Excel and PowerPoint: types in one list, links to elsewhere in lists of their own."""
    types = _parse_xml(_read_part(archive, "[Content_Types].xml"))
    declared = [element.get("ContentType", "") for element in types.iter()]
    if f"{_TYPES}{_OPEN_XML[kind]}.main+xml" not in declared:
        message = f"By its name this is a document of the kind {kind}, by its content another one, or one with macros."
        return DocumentFault("OKR121", message, f"Save it anew as .{kind}.")
    lists = [part for part, name in zip(archive.infolist(), names, strict=True) if name.endswith(".rels")]
    if sum(part.file_size for part in lists) > _MAX_LISTS:
        return _TOO_LARGE
    for part in lists:
        for link in _parse_xml(_read_part(archive, part.filename)).iter():
            if ("Type" in link.attrib or "Target" in link.attrib) and (document_fault := _inspect_relationship(link)):
                return document_fault
    for content_type in declared:
        if content_type and (not _PART_TYPES.match(content_type) or _RUNNING_TYPES.search(content_type)):
            return _create_running_fault(f"a part of the kind '{_shorten_for_message(content_type)}'")
    strange = next((name for name in names if not name.endswith("/") and not _KNOWN_ENDINGS.search(name)), None)
    return (
        None
        if strange is None
        else _create_running_fault(f"'{_shorten_for_message(strange)}' is no part that documents have")
    )


def _inspect_relationship(link: ET.Element) -> DocumentFault | None:
    """Say what is wrong with a part's relationship to another one, or to something outside."""
    kind, target = link.get("Type", ""), link.get("Target", "")
    outside = link.get("TargetMode", "").strip().lower() == "external"
    name = kind.rpartition("/")[2]
    if outside and kind.startswith(_TYPE_HOMES) and kind.endswith("/relationships/hyperlink"):
        return _create_running_fault(f"a link to '{_shorten_for_message(target)}'") if leads_away(target) else None
    if outside or leads_away(target) or re.match(r"[a-z][a-z0-9+.-]*:", target.strip(), re.IGNORECASE):
        return _FETCHES
    if not kind.startswith(_TYPE_HOMES) or name not in _RELATIONSHIPS:
        return _create_running_fault(f"a part of the kind '{_shorten_for_message(name)}'")
    return None


def _inspect_open_document(archive: zipfile.ZipFile, kind: str) -> DocumentFault | None:
    """LibreOffice's own: the type in a file, links to elsewhere in the content."""
    if _read_part(archive, "mimetype").strip() != f"application/vnd.oasis.opendocument.{_OPEN_DOCUMENT[kind]}".encode():
        message = f"By its name this is a document of the kind {kind}, by its content another one."
        return DocumentFault("OKR121", message, f"Save it anew as .{kind}.")
    return None


def _read_part(archive: zipfile.ZipFile, name: str, limit: int = _MAX_READ) -> bytes:
    with archive.open(name) as part:
        data = part.read(limit + 1)
    if len(data) > limit:
        raise ValueError("longer than such a part is")
    return data


def _parse_xml(data: bytes) -> ET.Element:
    """Return what a list holds; one with a document type, or not in UTF-8, is not read."""
    text = data.decode("utf-8-sig")
    if "<!DOCTYPE" in text.upper():
        raise ValueError("has a document type")
    return ET.fromstring(text)
