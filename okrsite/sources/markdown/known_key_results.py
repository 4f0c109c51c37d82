"""What the key results of an objective are called, for those who name one in a check-in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from okrsite.late_patterns import compile_late
from okrsite.sources.markdown.labels import find_nearest
from okrsite.sources.records import MapNode, Node, Scalar
from okrsite.sources.title_ids import make_title_id

_POSITION = compile_late(r"KR\s?(?P<number>\d{1,3})", re.IGNORECASE)
_LABELS = frozenset({"KR", "kr", "Kr", "kR"})
_NUMBERED = compile_late(r"(?<!\w)KR\s?\d{1,3}(?!\w)")
_WORD = compile_late(r"KR\s?\d{1,3}|[^\W_][\w-]{0,79}", re.IGNORECASE)
_LONGEST_NAME = 80
"""Characters of a title by which a key result is found in a note."""
_MOST_NAMED = 100
"""Names that are looked for in sentences: more than an objective has ids and titles."""
_MOST_LISTED = 8
"""Key results that a hint lists."""


class KnownKeyResults:
    """What the key results of an objective are called: by id, by title, and by position from 1."""

    def __init__(self, nodes: Sequence[Node], *, by_labels: bool = True) -> None:
        """Look at what the key results of an objective are called.

        Args:
            nodes: The key results in their order.
            by_labels: Whether `KR2` is the one that calls itself so, if any calls itself by a number; where such names
                were resolved already, it is the second one.
        """
        self._typed: list[str] = []
        numbers = tuple(node.number if isinstance(node, MapNode) else 0 for node in nodes) if by_labels else ()
        self._numbers = numbers if any(numbers) else ()
        self._by_name: dict[str, str] = {}
        titles: list[tuple[str, str]] = []
        names: list[str] = []
        for node in nodes:
            identifier, title = _get_text(node, "id"), _get_text(node, "title")
            self._typed.append(identifier)
            name = identifier or (_make_slug(title) if title.isascii() else make_title_id(title) or "")
            names.append(name)
            if name:
                self._by_name.setdefault(name.casefold(), name)
                titles.append((" ".join(title.casefold().split()), name))
        self._ids = tuple(self._by_name)
        for title, name in titles:
            if 0 < len(title) <= _LONGEST_NAME:
                self._by_name.setdefault(title, name)
        self._names = sorted(list(self._by_name)[:_MOST_NAMED], key=len, reverse=True)
        self._fed = frozenset(name for name, node in zip(names, nodes, strict=True) if _takes_no_value(node))

    def resolve_key(self, typed: str) -> str:
        """Return the id that a word means. `KR2` is the second one, by its id if it has one; else it stays `KR2`."""
        if typed.casefold() in self._by_name:
            return self._by_name[typed.casefold()]
        number = self.find_position(typed)
        known = self._typed[number - 1] if 0 < number <= len(self._typed) else ""
        return known or (f"KR{number}" if number else typed)

    def find_position(self, typed: str) -> int:
        """Return the position, from 1, that `KR2` means, whether there is one or not; 0 for any other name.

        Where key results call themselves by numbers, it is that of the one with this number.
        """
        match = _POSITION.fullmatch(typed) if typed[:2] in _LABELS else None
        number = int(match["number"]) if match and typed.casefold() not in self._by_name else 0
        return self._numbers.index(number) + 1 if number and number in self._numbers else number

    def explain_unclear_number(self, typed: str) -> tuple[str, str] | None:
        """Return message and hint for a name such as `KR2` that is no key result's, or that of several; else None."""
        may_be = self._numbers and typed[:2] in _LABELS and typed.casefold() not in self._by_name
        match = _POSITION.fullmatch(typed) if may_be else None
        return explain_unclear_number(typed, int(match["number"]), self._numbers) if match else None

    def is_known(self, typed: str) -> bool:
        """Whether a word is a key result's name, or nearly."""
        name = typed.casefold()
        return name in self._by_name or _POSITION.fullmatch(typed) is not None or bool(find_nearest(name, self._ids))

    def is_id(self, typed: str) -> bool:
        """Whether a word is a key result's id as it was given, or its position: hardly a word of a sentence."""
        return typed in self._ids or _POSITION.fullmatch(typed) is not None

    def measure_name(self, text: str) -> int:
        """Return how long the name is that a text begins with: of a key result, or any word; 0 for neither."""
        small = text.casefold()
        if len(small) == len(text):  # some letters are several in lower case
            for name in self._names:
                if small.startswith(name) and not small[len(name) : len(name) + 1].isalnum():
                    return len(name)
        word = _WORD.match(text)
        return word.end() if word else 0

    def find_mentions(self, text: str) -> Iterator[tuple[int, int]]:
        """Find where key results are named in a text, by id or title, as words of their own."""
        small = text.casefold()
        if len(small) != len(text):
            return
        for name in self._names:
            start = small.find(name)
            while start >= 0:
                end = start + len(name)
                if not small[start - 1 : start].isalnum() and not small[end : end + 1].isalnum():
                    yield start, end
                start = small.find(name, end)
        for match in islice(_NUMBERED.finditer(text), _MOST_NAMED):
            yield match.span()

    def list_ids(self) -> tuple[str, ...]:
        """Return what the first few key results are called."""
        return tuple(self._by_name[name] for name in self._ids[:_MOST_LISTED])

    def takes_value(self, key: str) -> bool:
        """Whether a check-in gives values to a key result; a KPI or its steps may do it."""
        return key not in self._fed


def explain_unclear_number(typed: str, number: int, numbers: Sequence[int]) -> tuple[str, str] | None:
    """Return message and hint for a number that no key result calls itself, or that several do; None for another.

    Args:
        typed: The name as it was typed, such as `KR2`.
        number: The number in it.
        numbers: By which the key results call themselves, in their order; 0 for none.
    """
    if numbers.count(number) > 1:
        message = f"More than one key result of this objective calls itself '{typed}'."
        return message, "Give each a number of its own, or name the one that you mean by its id."
    called = numbers[number - 1] if 0 < number <= len(numbers) else 0
    if number in numbers or not called:
        return None
    listed = ", ".join(f"KR{one}" for one in numbers[:_MOST_LISTED] if one)
    hint = f"They call themselves {listed}: name the one that you mean."
    return f"This objective has no key result '{typed}'.", hint


def _get_text(key_result: Node, name: str) -> str:
    value = key_result.get(name) if isinstance(key_result, MapNode) else None
    return value.text if isinstance(value, Scalar) else ""


def _takes_no_value(key_result: Node) -> bool:
    """Whether a check-in gives no value to a key result: a KPI or its steps do."""
    values = [key_result.get(name) for name in ("kpi", "milestones", "done")] if isinstance(key_result, MapNode) else []
    return any(value is not None and not (isinstance(value, Scalar) and value.is_absent) for value in values)


def _make_slug(title: str) -> str:
    """Return the id that a title gives, near enough to know it again: deciding about ids is the model's matter."""
    return re.sub(r"[^a-z0-9-]", "", re.sub(r"\s", "-", title.casefold())).strip("-")
