"""Nodes of a positioned tree that nobody has typed: what is to be written, and what something else is compared with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from okrsite.problems import Place
from okrsite.sources.records import ListNode, MapEntry, MapNode, Node, Scalar

_NOWHERE = Place("")


def make_text(text: str) -> Scalar:
    """Return a text that stands nowhere yet."""
    return Scalar(text, _NOWHERE)


def make_list(items: Iterable[Node]) -> ListNode:
    """Return a list that stands nowhere yet."""
    return ListNode(tuple(items), _NOWHERE)


def make_record(values: Mapping[str, Node | str]) -> MapNode:
    """Return a record that stands nowhere yet; fields without a text are left out."""
    return MapNode(
        tuple(
            MapEntry(make_text(name), make_text(value) if isinstance(value, str) else value)
            for name, value in values.items()
            if value != ""
        ),
        _NOWHERE,
    )
