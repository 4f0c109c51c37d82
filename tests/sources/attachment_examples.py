"""One small file of every kind that is published, and office documents made to order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from okrsite.sources.attachments import KINDS

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000b49444154789c6360000200000500017a5eab3f0000000049454e44ae426082"
)
TYPES = "application/vnd.openxmlformats-officedocument."
MAIN = {
    "docx": f"{TYPES}wordprocessingml.document.main+xml",
    "xlsx": f"{TYPES}spreadsheetml.sheet.main+xml",
    "pptx": f"{TYPES}presentationml.presentation.main+xml",
}
OPEN_DOCUMENT = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}
LINK = '<Relationship Id="r1" Type="{}" Target="{}" TargetMode="External"/>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def packed(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive, the same bytes every time."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text, method)
    return made.getvalue()


def office(kind: str, *, links: str = "", main: str = "", **parts: str | bytes) -> bytes:
    """A document of Word, Excel or PowerPoint; `parts` are further ones, `__` for a slash and `_` for a dot."""
    more = {name.replace("__", "/").replace("_", "."): text for name, text in parts.items()}
    kinds = f'<Types><Override PartName="/main.xml" ContentType="{main or MAIN[kind]}"/></Types>'
    return packed({"[Content_Types].xml": kinds, "word/_rels/x.rels": f"<R>{links}</R>", "main.xml": "<x/>", **more})


def open_document(kind: str, content: str = "<x/>", **parts: str) -> bytes:
    """A document of LibreOffice."""
    more = {name.replace("__", "/").replace("_", "."): text for name, text in parts.items()}
    return packed(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{OPEN_DOCUMENT[kind]}",
            "content.xml": f"<office>{content}</office>",
            **more,
        }
    )


GOOD: dict[str, bytes] = {
    "png": PNG,
    "jpg": b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(40) + b"\xff\xd9",
    "jpeg": b"\xff\xd8\xff\xe1\0\x10Exif\0\0" + b"<x:xmpmeta/>" + bytes(40) + b"\xff\xd9",
    "gif": b"GIF89a\1\0\1\0\0\0\0;",
    "webp": b"RIFF\x16\0\0\0WEBPVP8L" + bytes(14),
    "avif": b"\0\0\0\x1cftypmif1\0\0\0\0avifmif1miaf" + bytes(20),
    "ico": b"\0\0\1\0\1\0" + bytes(40),
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n%%EOF\n",
    "csv": "team,progress\nSüd;Nord,-5%\n-,-1.5\n".encode(),
    "txt": b"Words: <script> is one of them, in a text.\n",
    **{kind: office(kind, links=LINK.format(f"{OFFICE}hyperlink", "https://example.org/")) for kind in MAIN},
    **{
        kind: open_document(kind, '<text:a xlink:href="https://x.org/"/><draw:image xlink:href="Pictures/a.png"/>')
        for kind in OPEN_DOCUMENT
    },
}
assert set(GOOD) == KINDS

DANGEROUS = {
    "macros": office("docx", word__vbaProject_bin=b"x"),
    "macros in another case": office("xlsx", XL__VBAPROJECT_BIN=b"x"),
    "sheets of old macros": office("xlsx", xl__macrosheets__sheet1_xml="<x/>"),
    "controls": office("docx", word__activeX__activeX1_xml="<x/>"),
    "an embedded program": office("docx", word__embeddings__oleObject1_bin=b"x"),
    "a program": office("pptx", ppt__media__a_exe=b"MZ"),
    "a page": office("docx", word__a_html="<script>"),
    "a document with macros inside": office("docx", word__embeddings__a_docm=b"x"),
    "a template from elsewhere": office(
        "docx", links=LINK.format(f"{OFFICE}attachedTemplate", "https://evil.example/x")
    ),
    "a picture from elsewhere": office("pptx", links=LINK.format(f"{OFFICE}image", "https://evil.example/x.png")),
    "a frame from elsewhere": office("docx", links=LINK.format(f"{OFFICE}frame", "file://evil/x")),
    "data from elsewhere": office("xlsx", links=LINK.format(f"{OFFICE}externalLinkPath", "\\\\evil\\x.xlsx")),
    "a link that only looks like one": office("docx", links=LINK.format(f"{OFFICE}hyperlink/oleObject", "x")),
    "macros of LibreOffice": open_document("odt", Basic__Standard__Module1_xml="<x/>"),
    "scripts of LibreOffice": open_document("ods", Scripts__python__a_py="x"),
    "an event": open_document("odt", '<script:event-listener script:language="ooo:script" xlink:href="x"/>'),
    "a picture of LibreOffice from elsewhere": open_document(
        "odt", '<draw:image xlink:href="https://evil.example/x"/>'
    ),
    "an object from elsewhere": open_document("odp", "<draw:object\n xlink:href='file:///etc/passwd'/>"),
    "a section from elsewhere": open_document("odt", '<text:section-source xlink:href="//evil.example/x.odt"/>'),
}
