"""Ordinary pages: prose with a title, of whose front matter little else counts: what Material shows of the page."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from okrsite.model.audience import INTERNAL
from okrsite.model.field_reader import FieldReader
from okrsite.model.organisation import Document
from okrsite.nearest import find_close_name, suggest_name
from okrsite.problems import Place, point_at
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
_SWITCHES = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
"""What YAML reads as yes and no for programs that ask PyYAML, as MkDocs does."""


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
        reader.report("OKR118", point_at(file.path, body.place.line + line), message, hint)
    document = Document(
        file.inside,
        name,
        prose,
        Place(file.path),
        internal,
        file.unit,
        tags=_read_words(node, "tags"),
        description=" ".join(_read_words(node, "description", _LONGEST_DESCRIPTION)[:1]),
        hidden=_read_hidden_parts(reader, node),
        is_found=not _is_kept_from_search(reader, node.get("search")),
    )
    return document, not reader.is_page_published(node)


def _read_words(node: MapNode, name: str, longest: int = _LONGEST_TAG) -> tuple[str, ...]:
    """Return the words of a field that is another program's: whatever is none is passed over."""
    texts = (word.text.strip() for word in _list_scalars(node.get(name)))
    return tuple(dict.fromkeys(text for text in texts if 0 < len(text) <= longest))[:_MOST_TAGS]


def _read_hidden_parts(reader: FieldReader, node: MapNode) -> tuple[str, ...]:
    """Return what is not shown beside a page; report what Material doesn't hide."""
    for typed in _list_scalars(node.get("hide")):
        if typed.text.strip() not in _HIDDEN and not typed.is_absent:
            message = f"Nothing beside a page is called '{typed.text}', so that it can't be hidden."
            near = find_close_name(typed.text, _HIDDEN)
            reader.report("OKR313", typed.place, message, suggest_name(near, _list_choices(sorted(_HIDDEN))))
    return tuple(word for word in _read_words(node, "hide") if word in _HIDDEN)


def _list_scalars(typed: Node | None) -> list[Scalar]:
    """Return the single values of a field in which one or several may be typed."""
    words = typed.items if isinstance(typed, ListNode) else (typed,)
    return [word for word in words if isinstance(word, Scalar)]


def _is_kept_from_search(reader: FieldReader, search: Node | None) -> bool:
    excluded = search.get("exclude") if isinstance(search, MapNode) else None
    if not isinstance(excluded, Scalar) or excluded.is_absent:
        return False
    word = excluded.text.strip()
    if word.lower() not in _SWITCHES:
        message = f"'exclude' of 'search' can't be '{word}': the page is found as any other."
        reader.report("OKR313", excluded.place, message, _list_choices(("true", "false")))
    return _SWITCHES.get(word.lower(), False)


def _list_choices(words: Iterable[str]) -> str:
    return f"It is one of: {', '.join(words)}."


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
