"""What was found, as records of ours: which values become fields, and which are kept as notes.

Decides that no value is lost and none is guessed: a number that can't be read as one stands in the notes, a score
counts as a grade only where the cycle has ended, and what holds no number at all is reached or not.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from okrsite.amounts import Quantity
from okrsite.editing.new_nodes import make_list, make_record, make_text
from okrsite.importing.found import FoundKeyResult, FoundObjective
from okrsite.model.cycles import Cycle
from okrsite.model.names import PeopleDirectory, split_names
from okrsite.model.organisation import Person
from okrsite.number_style import swap_decimal_sign
from okrsite.sources.dates import parse_date
from okrsite.sources.numbers import parse_quantity
from okrsite.sources.records import NULL_WORDS, MapNode, Node
from okrsite.sources.title_ids import make_title_id
from okrsite.vocabulary import KEY_RESULT, OBJECTIVE

_INVISIBLE = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))
"""Kinds of signs: controls, marks of direction, soft hyphens, halves of pairs, and what is no sign."""
_LONGEST_TITLE = 500
"""Characters; the rest stands in the notes."""


class Owners(msgspec.Struct, frozen=True):
    """Who answers for something, and who is named beside them."""

    owner: str = ""
    others: tuple[str, ...] = ()


class NodeMaker:
    """Makes records of one import."""

    def __init__(self, people: Sequence[Person], today: date, *, decimal_comma: bool) -> None:
        """Remember whom names can mean, which day it is, and how numbers are typed."""
        self._directory = PeopleDirectory({person.id: person for person in people if person.place is not None})
        self._roles = {person.role.casefold(): person.id for person in people if person.role}
        self._today = today
        self._decimal_comma = decimal_comma

    def make_objective(self, one: FoundObjective, key: str, cycle: Cycle, parent: str) -> MapNode:
        """Return the record of an objective.

        Args:
            one: What was found.
            key: Its id.
            cycle: The cycle that it is written into.
            parent: The reference of the objective above it; empty for none.
        """
        title, rest = _split_title(one.title)
        owners = self.match_owners(one.owner)
        notes = [*rest, *one.notes]
        notes += [f"Status: {one.status}"] if one.status else []
        notes += [f"Score: {self._write_number(one.score)}"] if one.score is not None else []
        notes += [f"Progress: {self._write_number(one.progress * 100)}%"] if one.progress is not None else []
        fields: dict[str, Node | str] = {
            OBJECTIVE.ID.name: key,
            OBJECTIVE.TITLE.name: title,
            OBJECTIVE.WHY.name: _clean_prose(one.why or ""),
            OBJECTIVE.OWNER.name: owners.owner,
        }
        if owners.others:
            fields[OBJECTIVE.CONTRIBUTORS.name] = make_list(map(make_text, owners.others))
        if parent:
            fields[OBJECTIVE.SUPPORTS.name] = make_list([make_text(parent)])
        fields[OBJECTIVE.NOTES.name] = _join_notes(notes)
        if one.key_results:
            ids = IdMaker("kr")
            fields[OBJECTIVE.KEY_RESULTS.name] = make_list(
                self._make_key_result(result, cycle, ids) for result in one.key_results
            )
        return make_record(fields)

    def match_owners(self, typed: str | None) -> Owners:
        """Return who is meant: people of the register by name, address or role, others as they were typed."""
        if not typed:
            return Owners()
        whole = self._match_person(typed)
        if whole != typed or not self._directory.is_several_people(typed):
            return Owners(_clean_name(whole))
        first, *others = map(self._match_person, split_names(typed))
        return Owners(_clean_name(first), tuple(dict.fromkeys(map(_clean_name, others))))

    def _match_person(self, name: str) -> str:
        if role := self._roles.get(name.strip().casefold()):
            return role
        return self._directory.find_key(name.strip()) or ""

    def _make_key_result(self, one: FoundKeyResult, cycle: Cycle, ids: IdMaker) -> MapNode:
        title, rest = _split_title(one.title)
        owners = self.match_owners(one.owner)
        notes = [*rest, *one.notes]
        notes += [f"With {', '.join(owners.others)}"] if owners.others else []
        notes += [f"Result: {one.result}"] if one.result else []
        fields: dict[str, Node | str] = {
            KEY_RESULT.ID.name: ids.make_id(title),
            KEY_RESULT.TITLE.name: title,
            KEY_RESULT.OWNER.name: owners.owner,
            **self._make_values(one, notes),
        }
        if one.due:
            due = parse_date(one.due)
            if isinstance(due, date) and cycle.contains(due):
                fields[KEY_RESULT.DUE.name] = due.isoformat()
            else:
                notes.append(f"Due: {one.due}")
        grade = _find_grade(one)
        if grade is not None and cycle.end < self._today:
            fields[KEY_RESULT.GRADE.name] = self._write_number(grade)
        elif one.score is not None:
            notes.append(f"Score: {self._write_number(one.score)}")
        fields[KEY_RESULT.NOTES.name] = _join_notes(notes)
        return make_record(fields)

    def _make_values(self, one: FoundKeyResult, notes: list[str]) -> dict[str, str]:
        """Return start, target and value, or whether it is reached; what can't be read goes to the notes."""
        start, target, now = (self._read_quantity(text) for text in (one.start, one.target, one.now))
        typed = [text for text in (one.start, one.target, one.now) if text]
        if target is not None and (start is None or (start.value != target.value and start.unit == target.unit)):
            values = {KEY_RESULT.TO.name: target.text}
            if start is not None:
                values[KEY_RESULT.FROM.name] = start.text
            if now is not None and now.unit == target.unit:
                values[KEY_RESULT.NOW.name] = now.text
            elif one.done:
                values[KEY_RESULT.NOW.name] = target.text
            elif one.now:
                notes.append(f"Now: {one.now}")
            elif one.progress is not None:
                notes.append(f"Progress: {self._write_number(one.progress * 100)}%")
            if one.start and start is None:
                notes.append(f"Start: {one.start}")
            return values
        if typed:
            names = (("Start", one.start), ("Target", one.target), ("Now", one.now))
            notes += [f"{name}: {text}" for name, text in names if text]
        if one.progress is not None and one.done is None:
            return {
                KEY_RESULT.FROM.name: "0%",
                KEY_RESULT.TO.name: "100%",
                KEY_RESULT.NOW.name: f"{self._write_number(one.progress * 100)}%",
            }
        if one.progress is not None:
            notes.append(f"Progress: {self._write_number(one.progress * 100)}%")
        return {KEY_RESULT.DONE.name: "yes" if one.done else "no"}

    def _read_quantity(self, text: str | None) -> Quantity | None:
        quantity = parse_quantity(text, decimal_comma=self._decimal_comma) if text else None
        return quantity if isinstance(quantity, Quantity) else None

    def _write_number(self, number: float) -> str:
        """Return a number with the decimal sign of the site, by which it is read back."""
        return swap_decimal_sign(f"{number:.4f}".rstrip("0").rstrip(".") or "0", self._decimal_comma)


class IdMaker:
    """Makes ids from titles, each once in its place: a file's objectives, an objective's key results."""

    def __init__(self, kind: str, taken: Iterable[str] = ()) -> None:
        """Remember the ids that are there.

        Args:
            kind: What is told apart; begins the id of a title of which no letter can stand in one.
            taken: Ids that nothing may get any more.
        """
        self._kind = kind
        self._taken = set(taken)
        self._last: dict[str, int] = {}
        """The number that was given last, by what stands before it: thousands may have one title."""

    def make_id(self, title: str) -> str:
        """Return an id made from a title, with a number where that is taken or no letter of it can stand in one."""
        base = (make_title_id(_split_title(title)[0]) or "")[:60].strip("-")
        stem, first = (base, 1) if base else (self._kind, len(self._taken))
        number = self._last.get(stem, first)
        key = base
        while not key or key in self._taken:
            number += 1
            key = f"{stem}-{number}"
        self._last[stem] = number
        self._taken.add(key)
        return key


def _find_grade(one: FoundKeyResult) -> float | None:
    """Return what a cycle that has ended says of a key result: its score, else how far it came."""
    if one.score is not None:
        return one.score
    if one.progress is not None:
        return round(min(1.0, max(0.0, one.progress)), 2)
    return 1.0 if one.done else None


def clean_words(text: str) -> str:
    """Return a text on one line, without signs that nobody sees; empty for `NULL`, as databases write for nothing."""
    words = " ".join("".join(sign for sign in text if unicodedata.category(sign) not in _INVISIBLE).split())
    return "" if words in NULL_WORDS else words


def _split_title(title: str) -> tuple[str, list[str]]:
    words = clean_words(title) or "Without a title"
    if len(words) <= _LONGEST_TITLE:
        return words, []
    head = words[:_LONGEST_TITLE].rpartition(" ")[0] or words[:_LONGEST_TITLE]
    return f"{head} …", [words]


def _clean_name(name: str) -> str:
    return clean_words(name)[:100]


def _clean_prose(text: str) -> str:
    return "\n\n".join(words for part in text.split("\n\n") if (words := clean_words(part)))


def _join_notes(notes: Sequence[str]) -> str:
    """Return notes as paragraphs, each once."""
    return "\n\n".join(dict.fromkeys(words for note in notes if (words := clean_words(note))))
