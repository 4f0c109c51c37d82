"""Marks of secrecy in the front matter of ordinary pages, where any key may stand.

Decides which of its keys may be meant as such a mark; what a label or a title means is decided in `mark_words`.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.sources.mark_titles import find_title_mark
from okrsite.sources.mark_words import find_mark_field, find_pair_field, find_secrecy_field, find_switch_field
from okrsite.sources.marks import extract_reader_words
from okrsite.sources.records import ListNode, MapNode, Node, Scalar


def find_metadata_marks(node: Node, depth: int = 0) -> Iterator[tuple[Scalar, str, str]]:
    """Yield what may be a mark in a page's front matter, at any depth: where it stands, the field meant, its words.

    `audience` and `visibility` at the top are read, and misspelled ones there asked about, by others.
    """
    for entry in node if isinstance(node, MapNode) else ():
        key = entry.key.text
        ours = depth == 0 and find_mark_field(key)
        for value in _list_scalars(entry.value):
            said = extract_reader_words(value.text)
            if ours or not said:
                continue
            if key.casefold() in ("title", "name", "heading"):
                field = find_title_mark(said, loosely=True)[0]
            elif key.casefold() in ("description", "summary", "abstract", "subtitle"):
                field = ""
            else:
                field = find_pair_field(key, said) or find_switch_field(key, said) or find_secrecy_field(said)
            if field:
                yield entry.key, field, f"{key}: {said}"
        if isinstance(entry.value, MapNode | ListNode):
            yield from find_metadata_marks(entry.value, depth + 1)
    for item in node.items if isinstance(node, ListNode) else ():
        if not isinstance(item, Scalar):
            yield from find_metadata_marks(item, depth + 1)


def _list_scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, ListNode):
        yield from (item for item in node.items if isinstance(item, Scalar))
