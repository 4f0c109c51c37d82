"""Ordinary pages: prose with a title, of whose front matter little else counts."""

from __future__ import annotations

from pathlib import Path

from okrsite.model.audience import INTERNAL
from okrsite.model.field_reader import FieldReader
from okrsite.model.organisation import Document
from okrsite.problems import Place
from okrsite.prose import NO_PROSE, Prose
from okrsite.sources.mark_words import find_mark_field
from okrsite.sources.misplaced_files import find_objective
from okrsite.sources.records import MapNode, Scalar
from okrsite.sources.tree import FoundFile


def read_document(reader: FieldReader, file: FoundFile, node: MapNode) -> tuple[Document, bool]:
    """Return a page of prose and whether it is a draft; its title, `visibility` and `audience` are read."""
    typed = {entry.key.text: entry.value for entry in node if isinstance(entry.value, Scalar)}
    body, title = typed.get("body"), typed.get("title")
    named = title.text if title and reader.accept_length(title, "title") else ""
    name = named or Path(file.inside).stem.replace("-", " ").capitalize()
    doubtful = _report_misspelled_marks(reader, node)
    internal = frozenset() if reader.is_page_public(node) and not doubtful else INTERNAL
    prose = Prose(body.text, body.place) if body else NO_PROSE
    if body and (line := find_objective(file.inside, body.text)) is not None:
        message = "An objective seems to begin here, and this is an ordinary page, in which none is read."
        hint = "Objectives lie in a file that is called after its cycle, such as teams/<id>/2026-Q4.md."
        reader.report("OKR118", Place(file.path, body.place.line + line), message, hint)
    document = Document(file.inside, name, prose, Place(file.path), internal, file.unit)
    return document, not reader.is_page_published(node)


def is_page_shown(reader: FieldReader, node: MapNode, *, public: bool) -> bool:
    """Whether a page or a memo is published, to everybody or (`public`) to the public."""
    shown = reader.is_page_published(node)
    return shown and not (public and (_report_misspelled_marks(reader, node) or not reader.is_page_public(node)))


def _report_misspelled_marks(reader: FieldReader, node: MapNode) -> bool:
    """Report fields of a page that are `audience` or `visibility` misspelled; any other is another program's."""
    keys = [entry.key for entry in node]
    wrong = [(key, near) for key in keys if (near := find_mark_field(key.text)) not in ("", key.text)]
    for key, near in wrong:
        message = f"'{key.text}' is not a field of a page."
        reader.report("OKR201", key.place, message, f"Did you mean '{near}'?")
    return bool(wrong)
