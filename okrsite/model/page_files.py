"""Ordinary pages: prose with a title, of whose front matter little else counts: what Material shows of the page."""

from __future__ import annotations

from pathlib import Path

from okrsite.model.audience import INTERNAL
from okrsite.model.field_reader import FieldReader
from okrsite.model.organisation import Document
from okrsite.problems import Place
from okrsite.prose import NO_PROSE, Prose
from okrsite.sources.mark_words import find_mark_field
from okrsite.sources.misplaced_files import find_objective
from okrsite.sources.records import ListNode, MapNode, Node, Scalar
from okrsite.sources.tree import FoundFile

_LONGEST_TAG, _MOST_TAGS = 100, 100
"""Characters, and tags of a page."""
_HIDDEN = frozenset({"navigation", "toc", "footer", "path", "tags", "feedback"})
"""What Material's `hide` takes."""
_LONGEST_DESCRIPTION = 1000
"""Characters."""


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
    document = Document(
        file.inside,
        name,
        prose,
        Place(file.path),
        internal,
        file.unit,
        tags=_read_words(node, "tags"),
        description=" ".join(_read_words(node, "description", _LONGEST_DESCRIPTION)[:1]),
        hidden=tuple(word for word in _read_words(node, "hide") if word in _HIDDEN),
        is_found=not _is_kept_from_search(node.get("search")),
    )
    return document, not reader.is_page_published(node)


def _read_words(node: MapNode, name: str, longest: int = _LONGEST_TAG) -> tuple[str, ...]:
    """Return the words of a field that is another program's: whatever is none is passed over."""
    typed = node.get(name)
    words = typed.items if isinstance(typed, ListNode) else (typed,)
    texts = (word.text.strip() for word in words if isinstance(word, Scalar))
    return tuple(dict.fromkeys(text for text in texts if 0 < len(text) <= longest))[:_MOST_TAGS]


def _is_kept_from_search(search: Node | None) -> bool:
    excluded = search.get("exclude") if isinstance(search, MapNode) else None
    return isinstance(excluded, Scalar) and excluded.text.strip().lower() == "true"


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
