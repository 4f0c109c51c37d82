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
from okrsite.sources.records import ListNode, MapNode, Scalar
from okrsite.sources.tree import FoundFile

_LONGEST_TAG, _MOST_TAGS = 100, 100
"""Characters, and tags of a page."""


def read_document(reader: FieldReader, file: FoundFile, node: MapNode) -> tuple[Document, bool]:
    """Return a page of prose and whether it is a draft; its title, `visibility`, `audience` and tags are read."""
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
    tags = _read_tags(node)
    document = Document(file.inside, name, prose, Place(file.path), internal, file.unit, tags)
    return document, not reader.is_page_published(node)


def _read_tags(node: MapNode) -> tuple[str, ...]:
    """Return what a page is tagged with: it is another program's word, so whatever is none is passed over."""
    typed = next((entry.value for entry in node if entry.key.text == "tags"), None)
    words = typed.items if isinstance(typed, ListNode) else (typed,)
    tags = (word.text.strip() for word in words if isinstance(word, Scalar))
    return tuple(dict.fromkeys(tag for tag in tags if 0 < len(tag) <= _LONGEST_TAG))[:_MOST_TAGS]


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
