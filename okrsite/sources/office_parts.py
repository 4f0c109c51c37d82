"""What the XML of an office document says that it runs or fetches, by names and namespaces, however they are spelled.

Read by a parser that takes no document type, no entity and no coding but UTF-8: what it refuses is no part that an
office program writes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import IO
from xml.parsers import expat

from okrsite.late_patterns import compile_late
from okrsite.sources.web_addresses import check_host

# Fields that only tell something of the document: ECMA-376, part 1, 17.16.5. All others run or fetch, or aren't known.
_FIELDS = frozenset({
    "PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE",
    "EDITTIME", "AUTHOR", "TITLE", "SUBJECT", "KEYWORDS", "COMMENTS", "FILENAME", "FILESIZE", "NUMWORDS",
    "NUMCHARS", "LASTSAVEDBY", "REVNUM", "TEMPLATE", "USERNAME", "USERINITIALS", "DOCPROPERTY", "DOCVARIABLE",
    "INFO", "TOC", "TOA", "TC", "TA", "XE", "INDEX", "REF", "PAGEREF", "NOTEREF", "STYLEREF", "SEQ",
    "HYPERLINK", "SYMBOL", "EQ", "ADVANCE", "LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "QUOTE", "IF",
    "COMPARE", "SET", "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN", "BIBLIOGRAPHY", "CITATION", "ADDIN", "SHAPE",
})  # fmt: skip
_FORMULA_PARTS = frozenset({"f", "formula", "formula1", "formula2", "definedName"})
_FETCHING_FORMULAS = compile_late(
    r"\b(?:WEBSERVICE|RTD|DDE|IMAGE|CALL|REGISTER(?:\.ID)?|EXEC|SQL\.REQUEST)\s*\("
    r"|^=?\s*'?[\w. ]+'?\s*\|\s*'|\[[0-9]+\][^'(]*!"
    r"|'(?:file|https?|ftp|smb)://|\bHYPERLINK\s*\(\s*\"(?:\\\\|(?!https?:|mailto:|#)[a-z][a-z0-9+.-]+:)",
    re.IGNORECASE,
)
# Elements by which a part runs or fetches something, whatever the prefix of their namespace.
_RUNNING = frozenset({
    "oleObject", "OLEObject", "oleObj", "objectEmbed", "objectLink", "ocx", "ddeLink", "oleLink",
    "externalBook", "externalReference", "connection", "queryTable", "webPr", "dbPr", "altChunk", "subDoc",
    "frameset", "mailMerge", "saveThroughXslt", "attachedTemplate", "webextension", "taskpane", "customUI",
    "script", "event-listener", "applet", "plugin", "floating-frame", "section-source", "table-source",
    "cell-range-source", "dde-source", "dde-connection", "dde-connection-decl", "dde-link",
    "connection-resource", "database-display", "database-next", "database-row-select", "execute-macro",
    "object-ole", "encryption-data",
})  # fmt: skip
_ADDRESSES = frozenset({"href", "src", "sourceFile"})
_SHOWS = frozenset(
    {"none", "next-page", "previous-page", "first-page", "last-page", "last-visited-page", "stop", "hide", "show"}
)
_STEPS = ("ppaction://hlinkshowjump", "ppaction://hlinksldjump", "ppaction://noaction", "ppaction://customshow")
_SCHEME = compile_late(r"[\x00-\x20]*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_CHUNK = 64 * 1024
_DEEPEST = 500


class NotPlainError(ValueError):
    """A part that no office program writes: with a document type, in another coding, or broken."""


def leads_away(address: str) -> bool:
    """Whether an address is one that a document may not link to: neither web, nor mail, nor within the document."""
    address = address.strip()
    if address.startswith(("//", "\\", "/\\")):
        return True
    scheme = _SCHEME.match(address)
    return scheme is not None and (scheme[1].lower() not in ("http", "https", "mailto") or bool(check_host(address)))


def read_elements(
    part: IO[bytes], begin: Callable[[str, dict[str, str]], None], end: Callable[[str, str], None]
) -> None:
    """Read a part, and hand on each element's name and attributes, and at its end its name and its own words.

    Names come without their namespace's prefix, which may be any.

    Raises:
        NotPlainError: the part can't be read.
    """
    texts: list[list[str]] = []

    def refuse(*_: object) -> None:
        raise NotPlainError("it has a document type, or asks for a program")

    def check_declaration(version: str, encoding: str | None, standalone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "us-ascii", "utf8"):
            raise NotPlainError("it is not in UTF-8")

    def begin_element(name: str, attributes: dict[str, str]) -> None:
        texts.append([])
        if len(texts) > _DEEPEST:
            raise NotPlainError("it is nested too deep")
        begin(name.rpartition(":")[2], {key.rpartition(":")[2]: value for key, value in attributes.items()})

    def end_element(name: str) -> None:
        end(name.rpartition(":")[2], "".join(texts.pop()))

    parser = expat.ParserCreate(encoding="utf-8")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    parser.ProcessingInstructionHandler = lambda target, text: refuse() if target != "mso-application" else None
    parser.XmlDeclHandler = check_declaration
    parser.StartElementHandler, parser.EndElementHandler = begin_element, end_element
    parser.CharacterDataHandler = lambda text: texts[-1].append(text) if texts else None
    try:
        chunk = part.read(_CHUNK)
        if chunk.startswith((b"\xff\xfe", b"\xfe\xff", b"\0", b"<\0")):
            raise NotPlainError("it is not in UTF-8")
        while chunk:
            parser.Parse(chunk, False)
            chunk = part.read(_CHUNK)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise NotPlainError("it is broken") from error


class PartReader:
    """Looks for what a part runs or fetches; made once for each part."""

    def __init__(self, *, open_document: bool) -> None:
        """Prepare for a part of LibreOffice's own documents, or of one of Microsoft's."""
        self._own = open_document
        self.finding = ""
        """What it runs or fetches, in a few words; the first of it."""
        self._fields: list[str] = []
        """Instructions of the fields that are open, the inner ones last."""

    def find_running_part(self, part: IO[bytes]) -> str:
        """Return what the part runs or fetches, empty for nothing.

        Raises:
            NotPlainError: the part can't be read.
        """
        read_elements(part, self._inspect_start, self._inspect_end)
        for instruction in self._fields:
            self._inspect_instruction(instruction)
        return self.finding

    def _note_finding(self, what: str) -> None:
        self.finding = self.finding or what

    def _inspect_start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "event-listener" and attributes.get("action", "") in _SHOWS and "href" not in attributes:
            return
        if name in _RUNNING or (name == "control" and not self._own):
            self._note_finding(f"an element '{name}'")
        if name == "fldChar":
            self._follow_field(attributes.get("fldCharType", ""))
        elif name == "fldSimple":
            self._inspect_instruction(attributes.get("instr", ""))
        action = attributes.get("action", "").strip().lower()
        if ":" in action and not action.startswith(_STEPS):
            self._note_finding("a click that starts a program")
        for key, value in attributes.items():
            if key in _ADDRESSES and self._is_fetching(name, value):
                self._note_finding(f"the address '{value[:60]}'")
            elif key in ("formula", "condition") and _FETCHING_FORMULAS.search(value):
                self._note_finding("a formula that fetches something")
            elif key in ("macro", "onAction", "onLoad", "macro-name") and value.strip():
                self._note_finding("the name of a program")

    def _is_fetching(self, name: str, address: str) -> bool:
        if name == "a":
            return leads_away(address)
        # What a document shows lies within it.
        return bool(leads_away(address) or _SCHEME.match(address) or address.startswith(("../", "/")))

    def _inspect_end(self, name: str, text: str) -> None:
        if name in ("instrText", "delInstrText"):
            if self._fields:
                self._fields[-1] += text
            else:
                self._inspect_instruction(text)
        elif name in _FORMULA_PARTS and _FETCHING_FORMULAS.search(text):
            self._note_finding("a formula that fetches something")

    def _follow_field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append("")
        elif self._fields:
            # From the separation on stands what the field showed last; a field of no more words is done.
            self._inspect_instruction(self._fields[-1])
            if kind == "end":
                self._fields.pop()

    def _inspect_instruction(self, text: str) -> None:
        words = text.split()
        if not words or words[0].startswith("="):
            return
        if words[0].upper() not in _FIELDS:
            self._note_finding(f"the field '{words[0][:20]}'")
        elif words[0].upper() == "HYPERLINK":
            # Its address stands in quotes, or bare as the first word; a switch is a backslash and one letter.
            bare = [word for word in words[1:2] if not re.fullmatch(r"\\[a-z]", word, re.IGNORECASE)]
            if any(map(leads_away, [*re.findall(r'"([^"]*)"', text), *bare])):
                self._note_finding("a link to something that is no page")
