"""One of the two snapshots, seen with the names of after, so that both sides can be compared."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Generic, TypeVar
from urllib.parse import urlsplit

import msgspec

from okrsite.changes.pairing import Pairs
from okrsite.model.objectives import Objective
from okrsite.prose import Prose
from okrsite.snapshot import Snapshot

T = TypeVar("T")


class Side(msgspec.Struct, frozen=True):
    """A snapshot, and what its people, units and KPIs are called after."""

    snapshot: Snapshot
    person_names: Mapping[str, str] = msgspec.field(default_factory=dict)
    unit_names: Mapping[str, str] = msgspec.field(default_factory=dict)
    kpi_names: Mapping[str, str] = msgspec.field(default_factory=dict)
    unread_files: frozenset[str] = frozenset()
    """Files of which nothing can be read: what the other side has of them may be there all the same."""

    error_lines: Mapping[str, tuple[int, ...]] = msgspec.field(default_factory=dict)
    """Where there are errors that the other side doesn't have, by path, in order."""

    def has_unread_values(self, objective: Objective) -> bool:
        """Whether something of an objective may be missing because it can't be read."""
        lines = self.error_lines.get(objective.place.path)
        if not lines:
            return False
        spans = self.snapshot.organisation.objective_extents.get(objective.place.path, ())
        own = (span for span in spans if span.line <= objective.place.line <= span.end_line)
        return any(bisect_left(lines, span.line) < bisect_right(lines, span.end_line) for span in own)

    def name_person(self, person: str | None) -> str | None:
        """Return the name of somebody by id; plain names are their own."""
        known = self.snapshot.organisation.people.get(person) if person else None
        return known.name if known else person

    def name_people(self, people: Iterable[str]) -> str:
        """Return names in a row."""
        return ", ".join(str(self.name_person(person)) for person in people)

    def name_unit(self, unit: str | None) -> str | None:
        """Return the name of a unit by id; other words are their own."""
        known = self.snapshot.organisation.units.get(unit) if unit else None
        return known.name if known else unit

    def tell_address(self, typed: str) -> str:
        """Return where a link leads that somebody typed; for the public nothing of a path.

        It may name what is internal, and whether it does isn't known of a day that is over.
        """
        return typed if not self.snapshot.is_public or urlsplit(typed).scheme else ""

    def name_slot(self, objective: Objective) -> str:
        """Return the unit and the cycle of an objective in words: `Sales, Q4 2026`."""
        return f"{self.name_unit(objective.unit)}, {self.snapshot.organisation.cycles[objective.cycle].name}"

    def identify_person(self, person: str | None) -> str | None:
        """Return the id that somebody has after."""
        return self.person_names.get(person, person) if person else None

    def identify_unit(self, unit: str | None) -> str | None:
        """Return the id that a unit has after."""
        return self.unit_names.get(unit, unit) if unit else None


def make_sides(before: Snapshot, after: Snapshot, pairs: Pairs) -> tuple[Side, Side]:
    """Return both sides."""
    names = pairs.person_names, pairs.unit_names, pairs.kpi_names
    return (
        Side(before, *names, _find_unread_files(before), _list_error_lines(before, after)),
        Side(after, unread_files=_find_unread_files(after), error_lines=_list_error_lines(after, before)),
    )


def _list_error_lines(snapshot: Snapshot, other: Snapshot) -> dict[str, tuple[int, ...]]:
    """Return where there are errors that the other side doesn't have: what was wrong before hides no change."""
    known = {(problem.code, problem.place.path, problem.message) for problem in other.problems}
    lines: dict[str, set[int]] = {}
    for problem in snapshot.problems:
        if problem.severity == "error" and (problem.code, problem.place.path, problem.message) not in known:
            lines.setdefault(problem.place.path, set()).add(problem.place.line)
    return {path: tuple(sorted(found)) for path, found in lines.items()}


def _find_unread_files(snapshot: Snapshot) -> frozenset[str]:
    """Return the paths of files with errors from which nothing came."""
    broken = {problem.place.path for problem in snapshot.problems if problem.severity == "error"}
    if not broken:
        return frozenset()
    organisation = snapshot.organisation
    places = (
        *(unit.place for unit in organisation.units.values()),
        *(person.place for person in organisation.people.values()),
        *(objective.place for objective in organisation.objectives.values()),
        *(kpi.place for kpi in organisation.kpis.values()),
        *(memo.place for memo in organisation.memos),
        *(document.place for document in organisation.documents),
    )
    return frozenset(broken - {place.path for place in places if place is not None})


class FieldRule(msgspec.Struct, Generic[T], frozen=True):
    """How a field is compared and told."""

    name: str
    """As in the vocabulary."""
    identify: Callable[[T, Side], Hashable]
    """Takes what is compared: with the names of after."""
    describe: Callable[[T, Side], str | None]
    """Takes what is told of it; None where it is too long for that."""


class FieldChange(msgspec.Struct, frozen=True):
    """A field that isn't what it was."""

    field: str
    before: str | None
    after: str | None


def diff_fields(rules: Iterable[FieldRule[T]], before: T, after: T, sides: tuple[Side, Side]) -> list[FieldChange]:
    """Return which fields of something changed, and from what to what; what would read the same isn't told."""
    changes = []
    for rule in rules:
        if rule.identify(before, sides[0]) != rule.identify(after, sides[1]):
            told = rule.describe(before, sides[0]) or None, rule.describe(after, sides[1]) or None
            changes.append(FieldChange(rule.name, *(told if told[0] != told[1] else (None, None))))
    return changes


def is_unread(before: object, after: object, unread: tuple[bool, bool]) -> bool:
    """Whether a value is missing on the side on which something can't be read: then nobody knows that it is gone."""
    return (before is None and unread[0]) != (after is None and unread[1])


def make_text_rule(name: str, get: Callable[[T], str | None]) -> FieldRule[T]:
    """Return the rule of a field that is told as it is."""
    return FieldRule(name, lambda item, side: get(item) or None, lambda item, side: get(item))


def make_address_rule(name: str, get: Callable[[T], str]) -> FieldRule[T]:
    """Return the rule of a field that holds a link."""
    return FieldRule(
        name, lambda item, side: side.tell_address(get(item)) or None, lambda item, side: side.tell_address(get(item))
    )


def make_list_rule(name: str, get: Callable[[T], Iterable[str]]) -> FieldRule[T]:
    """Return the rule of a field with several words or sentences."""
    return FieldRule(name, lambda item, side: tuple(get(item)), lambda item, side: ", ".join(get(item)))


def make_prose_rule(name: str, get: Callable[[T], Prose]) -> FieldRule[T]:
    """Return the rule of a longer text, of which only is told that it is another one."""
    return FieldRule(name, lambda item, side: get(item), lambda item, side: None)


def make_person_rule(name: str, get: Callable[[T], str | None]) -> FieldRule[T]:
    """Return the rule of a field that names somebody."""
    return FieldRule(
        name, lambda item, side: side.identify_person(get(item)), lambda item, side: side.name_person(get(item))
    )


def make_people_rule(name: str, get: Callable[[T], Iterable[str]]) -> FieldRule[T]:
    """Return the rule of a field that names people."""
    return FieldRule(
        name,
        lambda item, side: tuple(map(side.identify_person, get(item))),
        lambda item, side: side.name_people(get(item)),
    )


def make_unit_rule(name: str, get: Callable[[T], str | None]) -> FieldRule[T]:
    """Return the rule of a field that names a unit."""
    return FieldRule(
        name, lambda item, side: side.identify_unit(get(item)), lambda item, side: side.name_unit(get(item))
    )


def make_units_rule(name: str, get: Callable[[T], Iterable[str]]) -> FieldRule[T]:
    """Return the rule of a field that names units, or others in words."""
    return FieldRule(
        name,
        lambda item, side: tuple(map(side.identify_unit, get(item))),
        lambda item, side: ", ".join(str(side.name_unit(unit)) for unit in get(item)),
    )


def describe_audience(marks: Iterable[str]) -> str:
    """Return who sees something, in the words of the field."""
    return ", ".join(sorted(marks)) or "public"
