"""Every value that somebody typed, by the field of the vocabulary in which it was typed.

Derived from the vocabulary: what looks at all texts or all links of an organisation walks here, and so meets a new
field the day it is added. Numbers, dates and choices are no words, and are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from okrsite.model.cycles import Cycle
from okrsite.model.objectives import Objective
from okrsite.model.organisation import Document, Kpi, Memo, Organisation, Person, Unit
from okrsite.model.prose import Prose
from okrsite.vocabulary import RECORDS, Field

Holder = Unit | Cycle | Objective | Kpi | Memo | Document | Person | None
"""What has the page on which a value stands; None for the home page."""

T = TypeVar("T")
Change = Callable[[str, Field, Any], Any]

NESTED = frozenset({"record", "records", "references", "reference", "names"})
"""Types of fields that hold records with fields of their own; all references are links."""
WORDS = frozenset({"text", "texts", "prose", "link", "id", "ids", "person", "people", "graded texts"})
"""Types of fields that hold words."""
NAMES = frozenset({"person", "people"})
"""Those of them that name somebody."""
LINES = frozenset({"text", "texts", "graded texts"})
"""Those of them that hold lines that are no Markdown and no names."""
_ELSEWHERE = frozenset({("cycle_file", "session"), ("cycle_file", "objectives"), ("team", "kpis")})
"""Records that the organisation keeps by themselves, not where they were typed."""
_ATTRIBUTES = {
    ("objective", "with"): "joint",
    ("link", "to"): "text",
}
"""Where the model calls a field otherwise than the vocabulary."""


class Typed(msgspec.Struct, frozen=True):
    """One text that was typed into a field; of a field that takes several, each is one."""

    record: str
    """The record's name in the vocabulary; an ordinary page counts as a `memo`, of which it has title and body."""
    field: Field
    text: str | Prose
    path: str
    """The file, relative to the configuration file."""
    holder: Holder


def typed_texts(organisation: Organisation) -> Iterator[Typed]:
    """Yield every text of an organisation that was typed into a field of words, empty ones left out."""
    for unit in organisation.units.values():
        yield from _of("team", unit, unit.place.path, unit)
        for text in unit.texts.values():
            yield from _of("cycle_file", text, text.path, unit)
    for cycle in organisation.cycles.values():
        if cycle.session is not None:
            yield from _of("session", cycle.session, cycle.session.place.path, cycle)
    for objective in organisation.objectives.values():
        yield from _of("objective", objective, objective.place.path, objective)
    for kpi in organisation.kpis.values():
        yield from _of("kpi", kpi, kpi.place.path, kpi)
    for person in organisation.people.values():
        if person.place is not None:
            yield from _of("person", person, person.place.path, person)
    for memo in organisation.memos:
        yield from _of("memo", memo, memo.place.path, memo)
    for page in organisation.documents:
        yield from _of("memo", page, page.place.path, page)
    if organisation.index:
        yield Typed("memo", _field("memo", "body"), organisation.index, organisation.index_path, None)


def _field(record: str, name: str) -> Field:
    return next(known for known in RECORDS[record].fields if known.name == name)


def _of(record: str, value: object, path: str, holder: Holder) -> Iterator[Typed]:
    for known in RECORDS[record].fields:
        if (record, known.name) in _ELSEWHERE:
            continue
        if known.type not in NESTED and known.type not in WORDS:
            continue
        held = getattr(value, _ATTRIBUTES.get((record, known.name), known.name), None)
        if known.type in WORDS:
            yield from (Typed(record, known, text, path, holder) for text in _texts(held))
        elif isinstance(held, Mapping):  # levels, by name
            yield from (
                Typed(known.record, _field(known.record, name), text, path, holder) for name, text in held.items()
            )
        else:
            inner = known.record or "link"
            for one in held if isinstance(held, tuple) else (held,) if held is not None else ():
                yield from _of(inner, one, path, holder)


def _texts(held: object) -> Iterator[str | Prose]:
    if isinstance(held, str | Prose):
        yield from (held,) if held else ()
    elif isinstance(held, tuple):
        for one in held:
            # Graded texts are pairs of grade and text.
            yield from _texts(one[-1] if isinstance(one, tuple) else one)


def retold(record: str, value: T, change: Change) -> T:
    """Return a record's value with every field of words, at every depth, as `change` gives it back.

    Args:
        record: Its name in the vocabulary.
        change: Given the record's name, the field and what the field holds: what it is to hold.
    """
    changed: dict[str, Any] = {}
    for known in RECORDS[record].fields:
        name = _ATTRIBUTES.get((record, known.name), known.name)
        held = getattr(value, name, None)
        if not held or (record, known.name) in _ELSEWHERE or known.type not in NESTED | WORDS:
            continue
        found = held
        if known.type in WORDS:
            found = change(record, known, held)
        elif isinstance(held, Mapping):
            found = {key: change(known.record, _field(known.record, key), text) for key, text in held.items()}
        else:
            inner = known.record or "link"
            several = isinstance(held, tuple)
            found = tuple(retold(inner, one, change) for one in held) if several else retold(inner, held, change)
        if found is not held and (found != held or isinstance(found, Prose)):  # of the same words in another place
            changed[name] = found
    return replace(value, **changed) if changed else value  # type: ignore[type-var]  # all of them are dataclasses


def each_text(held: Any, change: Callable[[str], str]) -> Any:
    """Return what a field of words holds, one text or several or graded ones, with each text changed."""
    if isinstance(held, str):
        return change(held)
    return tuple((*one[:-1], change(one[-1])) if isinstance(one, tuple) else change(one) for one in held)


def all_retold(organisation: Organisation, change: Change) -> Organisation:
    """Return an organisation whose fields of words are as `change` gives them back; pages' bodies are no fields."""
    units = {key: retold("team", unit, change) for key, unit in organisation.units.items()}
    units = {
        key: replace(unit, texts={cycle: retold("cycle_file", text, change) for cycle, text in unit.texts.items()})
        for key, unit in units.items()
    }
    objectives = {key: retold("objective", objective, change) for key, objective in organisation.objectives.items()}
    by_unit = {
        unit: {
            cycle: tuple(objectives[objective.ref] for objective in found_objectives)
            for cycle, found_objectives in cycles.items()
        }
        for unit, cycles in organisation.by_unit.items()
    }
    return replace(
        organisation,
        units=units,
        objectives=objectives,
        by_unit=by_unit,
        cycles={
            key: replace(cycle, session=cycle.session and retold("session", cycle.session, change))
            for key, cycle in organisation.cycles.items()
        },
        kpis={key: retold("kpi", kpi, change) for key, kpi in organisation.kpis.items()},
        memos=tuple(retold("memo", memo, change) for memo in organisation.memos),
        documents=tuple(retold("memo", page, change) for page in organisation.documents),
        people={key: retold("person", person, change) for key, person in organisation.people.items()},
    )
