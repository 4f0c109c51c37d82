"""Marks that stand where nobody reads them (OKR310), by file: what was meant to be kept back would be published."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from okrsite.field_types import PROSE
from okrsite.late_patterns import compile_late
from okrsite.problems import Place, Problem, create_problem
from okrsite.sources.likely_marks import find_likely_signs, may_hold_mark, may_name_secrecy
from okrsite.sources.mark_comments import find_comment_marks
from okrsite.sources.mark_metadata import find_metadata_marks
from okrsite.sources.mark_sentences import find_tag_field
from okrsite.sources.mark_titles import find_title_mark
from okrsite.sources.mark_words import FIELDS, NO_SWITCH, find_switch_field
from okrsite.sources.marks import (
    extract_reader_words,
    find_marks,
    name_odd_blank,
)
from okrsite.sources.records import ListNode, MapEntry, MapNode, Node, Scalar
from okrsite.sources.tree import Role
from okrsite.sources.yaml import read_yaml
from okrsite.vocabulary import RECORDS

_FENCE = compile_late(r"---[ \t]*")
_WHOLE = {"visibility": "draft", "audience": "internal"}
"""The word of each field that keeps back the whole of a record."""
_FIELD = compile_late(r"(?:^\s*|[-{,]\s*)(?:visibility|audience): ")
_PAGES = ("page", "index", "memo", "asset")
"""What may speak of anything, marks among it."""
_TITLES = ("title", "name", "summary")
_NO_TITLES = ("links", "initiatives", "milestones")
"""Records below which a title is somebody else's: `Contract (draft)` is a step to take."""
_PROSE = frozenset({field.name for record in RECORDS.values() for field in record.fields if field.type is PROSE})


def find_unread_marks(path: str, text: str, role: Role, node: MapNode | None, *, yaml: bool) -> list[Problem]:
    """Return a problem for each mark of a file that nobody reads.

    Args:
        path: The file's path, for places.
        text: Its text, as decoded.
        role: What the file is.
        node: What was read of it; None where nothing could be, or nothing is.
        yaml: Whether it is YAML, and not Markdown or plain text.
    """
    if _has_value(node, "visibility", "draft"):
        return []
    internal = _has_value(node, "audience", "internal")
    lines = text.splitlines()
    by_line: dict[int, Problem] = {}
    told = list(_find_marks_in_scalars(node, lines) if yaml and node else _find_marks_in_text(text, lines, role))
    told += _find_marks_in_titles(node, role) if node else ()
    comments = list(find_comment_marks(lines)) if yaml and "#" in text else []
    if not (told or comments):
        return []
    marks = list(_list_read_marks(node)) if node else []
    read = set(_list_lines_of_marks(marks))
    kept_back = {
        field: set(_list_kept_back_lines([mark for mark in marks if mark[0] is not node], field)) for field in FIELDS
    }
    places = _list_places_of_fields(node, role) if yaml and node else _list_bullets_of_fields(lines, role)
    told = [(line, field, said) for line, field, said in told if line not in read]
    told += [(line + 1, field, said) for line, field, said in comments]
    for line, field, said in told:
        words = lines[line - 1] if line <= len(lines) else ""
        if line in by_line or (internal and field == "audience"):
            continue
        if line in kept_back["visibility"] or (field == "audience" and line in kept_back["audience"]):
            continue
        if yaml and node is None and _FIELD.search(words):
            continue  # nothing of this file is read, and when it is again, this may well be
        splits = not yaml and line < len(lines) and lines[line][:2].isspace() and words[:1] == "-"
        by_line[line] = _create_unread_problem(
            path, line, words, field, said, yaml=yaml, is_field=line in places, splits=splits
        )
    return [by_line[line] for line in sorted(by_line)]


def _find_marks_in_text(text: str, lines: list[str], role: Role) -> Iterator[tuple[int, str, str]]:
    """Yield line, field and words of what may be a mark in Markdown, front matter first."""
    first = 0
    if lines and _FENCE.fullmatch(lines[0]):
        end = next((number for number, line in enumerate(lines[1:], 1) if _FENCE.fullmatch(line)), 0)
        if end and role in _PAGES:
            front, _ = read_yaml("", "\n".join(lines[1:end]) + "\n", first_line=2)
            for key, field, said in find_metadata_marks(front, depth=role == "asset") if front else ():
                yield key.place.line, field, said
        for at, field, said in find_comment_marks(lines[1:end]):
            yield at + 2, field, said
        first = end + 1 if end else 0
    for mark in find_marks(text, strict=role not in _PAGES, first=first):
        yield mark.line + 1, mark.field, mark.said


def _find_marks_in_scalars(node: Node, lines: list[str]) -> Iterator[tuple[int, str, str]]:
    """Yield line, field and words of what may be a mark in the texts of a YAML file."""
    scalars = _list_scalars(node)
    # Looking at all of it once is much less than at each of its words.
    whole = "\n".join([value.text for _, value in scalars])
    signs = find_likely_signs(whole)
    likely = signs or not whole.isascii() or "&" in whole
    for key, value in scalars:
        if key in FIELDS:
            continue
        if value.text[:1] not in NO_SWITCH and (field := find_switch_field(key, value.text)):
            yield value.place.line, field, f"{key}: {value.text}"
        if key == "tags" and (field := find_tag_field(value.text)):
            yield value.place.line, field, value.text
        if not likely:
            continue
        place, span = value.place, value.place.end_line - value.place.line
        if span > value.text.count("\n") + 1:
            # YAML makes one line of several: what stands alone on one of them is seen in the file only.
            typed = [lines[place.line - 1][place.column - 1 :], *lines[place.line : place.end_line]]
            for mark in find_marks("\n".join(line.strip() for line in typed), strict=True):
                yield place.line + mark.line, mark.field, mark.said
            continue
        if not may_hold_mark(value.text, signs):
            continue
        text = value.text if key in _PROSE else f"-\n{value.text}"  # not alone: an id or a word may be `draft`
        for mark in find_marks(text, strict=True):
            at = mark.line - (0 if key in _PROSE else 1)
            # A block of text begins on the line behind its sign.
            yield place.line + min(max(at, 0) + (1 if span and not value.plain else 0), span), mark.field, mark.said


def _find_marks_in_titles(node: Node, role: Role) -> Iterator[tuple[int, str, str]]:
    """Yield line, field and words of titles and names with a mark in them."""
    titles: list[tuple[Scalar, bool]] = []
    waiting: list[tuple[Node, bool]] = [(node, False)]
    while waiting:
        part, inner = waiting.pop()
        if isinstance(part, ListNode):
            waiting += [(item, inner) for item in part.items]
        elif isinstance(part, MapNode):
            for entry in part.entries:
                name, value = entry.key.text, entry.value
                if isinstance(value, Scalar):
                    if name in _TITLES:
                        titles.append((value, inner))
                elif name not in _NO_TITLES:
                    waiting.append((value, inner or name == "key_results"))
    if not may_name_secrecy("\n".join([title.text for title, _ in titles])):
        return
    for title, inner in titles:
        if may_name_secrecy(title.text):
            field, said = find_title_mark(extract_reader_words(title.text), loosely=not inner)
            if field:
                yield title.place.line, field, said


def _list_scalars(node: Node) -> list[tuple[str, Scalar]]:
    """Return all texts below a node, each with the name of the field in which it stands."""
    found: list[tuple[str, Scalar]] = []
    waiting = [("", node)]
    while waiting:
        name, part = waiting.pop()
        if isinstance(part, Scalar):
            found.append((name, part))
        elif isinstance(part, ListNode):
            waiting += [(name, item) for item in part.items]
        else:
            waiting += [(entry.key.text, entry.value) for entry in part.entries]
    return found


def _list_read_marks(node: Node) -> Iterator[tuple[MapNode, MapEntry]]:
    """Yield all marks that are read, each with the record in which it stands."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        inner = part.items if isinstance(part, ListNode) else ()
        if isinstance(part, MapNode):
            yield from [(part, entry) for entry in part if entry.key.text in FIELDS]
            inner = tuple(entry.value for entry in part)
        waiting += [value for value in inner if not isinstance(value, Scalar)]


def _list_lines_of_marks(marks: Iterable[tuple[MapNode, MapEntry]]) -> Iterator[int]:
    """Yield the lines on which marks stand."""
    for _, entry in marks:
        yield from range(entry.key.place.line, entry.key.place.end_line + 1)
        yield from range(entry.value.place.line, entry.value.place.end_line + 1)


def _list_kept_back_lines(marks: Iterable[tuple[MapNode, MapEntry]], field: str) -> Iterator[int]:
    """Yield the lines of all records that one of some marks keeps back as a whole."""
    for record, entry in marks:
        if entry.key.text == field and _says(entry.value, _WHOLE[field]):
            yield from range(record.place.line, record.place.end_line + 1)


def _has_value(node: MapNode | None, name: str, word: str) -> bool:
    typed = node.get(name) if node else None
    return typed is not None and _says(typed, word)


def _says(value: Node, word: str) -> bool:
    """Whether a value is a word, or a list with it."""
    items = value.items if isinstance(value, ListNode) else (value,)
    return any(isinstance(item, Scalar) and item.text.strip().casefold() == word for item in items)


def _list_places_of_fields(node: MapNode, role: Role) -> set[int]:
    """Return the lines of YAML on which a field of a whole file or of an objective stands alone."""
    if role not in ("cycle", "team"):
        return set()
    objectives = node.get("objectives")
    records = [node, *(objectives.items if isinstance(objectives, ListNode) else ())]
    keys = [entry.key.place for record in records if isinstance(record, MapNode) for entry in record]
    lines = Counter(place.line for place in keys)
    return {line for line, count in lines.items() if count == 1}


def _list_bullets_of_fields(lines: list[str], role: Role) -> set[int]:
    """Return the lines of Markdown on which the fields of an objective stand: the bullets right below its heading."""
    found: set[int] = set()
    reading = False
    for number, line in enumerate(lines if role == "cycle" else (), 1):
        if line.startswith("## "):
            reading = True
        elif reading and line.startswith(("- ", "* ", "+ ")):
            found.add(number)
        elif line.strip() and not line.startswith(" "):
            reading = False
    return found


def _create_unread_problem(
    path: str, line: int, words: str, field: str, said: str, *, yaml: bool, is_field: bool, splits: bool
) -> Problem:
    """Return the problem of a mark; one that `splits` a field from its values below isn't right where it stands."""
    value = "draft" if field == "visibility" else "internal"
    corrected = ""
    if is_field and not splits and _normalise(words) == _normalise(said):
        bullet = re.match(r"\s*[-*+]\s+", words)
        name = field.capitalize() if bullet else field
        corrected = f" Write: {bullet[0].lstrip() if bullet else ''}{name}: {value}"
    hint = (
        f"Type `{field}: {value}` as a field of its own: in Markdown as a bullet right under an objective's heading "
        f"(`- {field.capitalize()}: {value}`), or for a whole file between two lines of --- at its very top. "
        "Where you only write about it, put it into backticks, or say it in a sentence."
    )
    if yaml:
        remark = " What stands behind # is read by nobody." if said.startswith("# ") else ""
        hint = (
            f"Type `{field}: {value}` as a field of its own: among those of the objective, or for a whole file in a "
            f"line at its very top.{remark} Where you only write about it, say it in a sentence."
        )
    if blank := name_odd_blank(words):
        hint = f"In this line stands an unusual blank ({blank}): type a plain one. {hint}"
    said = said if len(said) <= 80 else f"{said[:79]}…"
    place = Place(path, line, 1, line, max(len(words), 1) + 1)
    message = f"'{said}' keeps nothing back here."
    return create_problem("OKR310", place, message, f"{hint}{corrected}")


def _normalise(words: str) -> str:
    return re.sub(r"[\W_]+", " ", extract_reader_words(words)).strip().casefold()
