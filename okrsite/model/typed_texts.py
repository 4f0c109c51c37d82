"""Every text that somebody typed, by the field of the vocabulary in which it was typed.

Derived from the vocabulary: what looks at all texts or all links of an organisation walks here, and so meets a new
field the day it is added. Numbers, dates and choices are no words, and are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Literal, TypeVar

import msgspec
from msgspec.structs import replace

from okrsite import field_types as types
from okrsite.fields import AnyFieldType, Field, Record
from okrsite.model.cycles import Cycle
from okrsite.model.objectives import Objective
from okrsite.model.organisation import Document, Kpi, Memo, Organisation, Person, Unit
from okrsite.prose import Prose
from okrsite.vocabulary import CYCLE_FILE, KPI, LEVELS, LINK, MEMO, OBJECTIVE, PERSON, SESSION, TEAM

Holder = Unit | Cycle | Objective | Kpi | Memo | Document | Person | None
"""What has the page on which a text stands; None for the home page."""
Words = str | Prose | tuple[str | tuple[float, str], ...]
"""What a field of words holds: one text, several, or several with a grade each."""
Change = Callable[[Field[object], Words], Words | None]
"""Given a field and what it holds, returns what it is to hold."""

T = TypeVar("T", bound=msgspec.Struct)

NESTED: frozenset[AnyFieldType] = types.LINKS | {types.ONE_RECORD, types.SEVERAL_RECORDS}
"""Types of fields that hold records with fields of their own."""
NAMES: frozenset[AnyFieldType] = frozenset({types.PERSON, types.PEOPLE})
"""Types of fields that name somebody."""
LINES: frozenset[AnyFieldType] = frozenset({types.TEXT, types.TEXTS, types.GRADED_TEXTS})
"""Types of fields that hold lines that are no Markdown and no names."""
WORDS: frozenset[AnyFieldType] = NAMES | LINES | {types.PROSE, types.ADDRESS, types.ID, types.IDS}
"""Types of fields that hold words."""
_KEPT_ELSEWHERE: frozenset[Field[object]] = frozenset({CYCLE_FILE.SESSION, CYCLE_FILE.OBJECTIVES, TEAM.KPIS})
"""Records that the organisation keeps by themselves, not where they were typed."""
_ATTRIBUTES: dict[Field[object], str] = {OBJECTIVE.WITH: "joint", LINK.TO: "text"}
"""Where the model calls a field otherwise than the vocabulary."""


class TypedText(msgspec.Struct, frozen=True):
    """One text that was typed into a field; of a field that takes several, each is one."""

    record: Record
    """An ordinary page counts as a memo, of which it has title and body."""
    field: Field[object]
    text: str | Prose
    path: str
    """The file, relative to the configuration file."""
    holder: Holder


def list_typed_texts(organisation: Organisation, wanted: frozenset[AnyFieldType] = WORDS) -> Iterator[TypedText]:
    """Yield every text of an organisation that was typed into a field of `wanted` types of words, empty ones left out.

    The index is always among them.
    """
    for unit in organisation.units.values():
        yield from _list_record_texts(TEAM, unit, unit.place.path, unit, wanted)
        for text in unit.texts.values():
            yield from _list_record_texts(CYCLE_FILE, text, text.path, unit, wanted)
    for cycle in organisation.cycles.values():
        if cycle.session is not None:
            yield from _list_record_texts(SESSION, cycle.session, cycle.session.place.path, cycle, wanted)
    for objective in organisation.objectives.values():
        yield from _list_record_texts(OBJECTIVE, objective, objective.place.path, objective, wanted)
    for kpi in organisation.kpis.values():
        yield from _list_record_texts(KPI, kpi, kpi.place.path, kpi, wanted)
    for person in organisation.people.values():
        if person.place is not None:
            yield from _list_record_texts(PERSON, person, person.place.path, person, wanted)
    for memo in organisation.memos:
        yield from _list_record_texts(MEMO, memo, memo.place.path, memo, wanted)
    for page in organisation.documents:
        yield from _list_record_texts(MEMO, page, page.place.path, page, wanted)
    if organisation.index:
        yield TypedText(MEMO, MEMO.BODY, organisation.index, organisation.index_path, None)


def _list_record_texts(
    record: Record, value: msgspec.Struct, path: str, holder: Holder, wanted: frozenset[AnyFieldType]
) -> Iterator[TypedText]:
    for field, attribute, holds in _list_looked_at_fields(record, wanted):
        if holds == "words":
            words: Words | None = getattr(value, attribute, None)
            if words:
                yield from (TypedText(record, field, text, path, holder) for text in _list_texts(words))
        elif holds == "levels":
            for level, text in _list_levels(value, field):
                yield TypedText(LEVELS, level, text, path, holder)
        else:
            for inner in _list_inner_values(value, field):
                yield from _list_record_texts(field.record or LINK, inner, path, holder, wanted)


_LookedAt = tuple[Field[object], str, Literal["words", "levels", "records"]]
"""A field, the attribute of the model that has it, and what it holds."""


@cache
def _list_looked_at_fields(record: Record, wanted: frozenset[AnyFieldType]) -> tuple[_LookedAt, ...]:
    """Return the fields of a record that hold words of wanted types, or records with such."""
    return tuple(_choose_looked_at_fields(record, wanted))


def _choose_looked_at_fields(record: Record, wanted: frozenset[AnyFieldType]) -> Iterator[_LookedAt]:
    for field in record.fields:
        if field in _KEPT_ELSEWHERE:
            continue
        if field.type in WORDS:
            if field.type in wanted:
                yield field, _ATTRIBUTES.get(field, field.name), "words"
        elif field.record is LEVELS:
            if types.TEXT in wanted:
                yield field, field.name, "levels"
        elif field.type in NESTED and _list_looked_at_fields(field.record or LINK, wanted):
            yield field, field.name, "records"


def _list_levels(value: msgspec.Struct, field: Field[object]) -> Iterator[tuple[Field[object], str]]:
    """Yield the levels of a key result that have a text; the model keeps them by name."""
    texts: Mapping[str, str] = getattr(value, field.name)
    yield from ((level, texts[level.name]) for level in LEVELS.fields if level.name in texts)


def _list_inner_values(value: msgspec.Struct, field: Field[object]) -> tuple[msgspec.Struct, ...]:
    """Return the records or links that a field holds, one or several."""
    inner: tuple[msgspec.Struct, ...] | msgspec.Struct | None = getattr(value, field.name)
    return inner if isinstance(inner, tuple) else (inner,) if inner is not None else ()


def _list_texts(words: Words) -> Iterator[str | Prose]:
    if isinstance(words, str | Prose):
        yield words
    else:
        yield from (text if isinstance(text, str) else text[1] for text in words)


def rewrite_texts(words: Words, rewrite: Callable[[str], str]) -> Words:
    """Return what a field of words holds with each text rewritten; Markdown stays as it is."""
    if isinstance(words, str):
        return rewrite(words)
    if isinstance(words, Prose):
        return words
    return tuple(rewrite(text) if isinstance(text, str) else (text[0], rewrite(text[1])) for text in words)


def rewrite_record(record: Record, value: T, change: Change) -> T:
    """Return a record's value with every field of words, at every depth, as `change` gives it back."""
    changed: dict[str, object] = {}
    for field in record.fields:
        held = None if field in _KEPT_ELSEWHERE else getattr(value, _ATTRIBUTES.get(field, field.name), None)
        if not held:
            continue
        rewritten = held
        if field.type in WORDS:
            rewritten = change(field, held)
        elif field.record is LEVELS:
            rewritten = {level.name: change(level, text) for level, text in _list_levels(value, field)}
        elif field.type in NESTED:
            inner = tuple(
                rewrite_record(field.record or LINK, part, change) for part in _list_inner_values(value, field)
            )
            rewritten = inner if isinstance(held, tuple) else inner[0]
        if rewritten is not held and (rewritten != held or isinstance(rewritten, Prose)):
            # Markdown of the same words is equal, and may stand in another place.
            changed[_ATTRIBUTES.get(field, field.name)] = rewritten
    return replace(value, **changed) if changed else value


def rewrite_organisation(organisation: Organisation, change: Change) -> Organisation:
    """Return an organisation whose fields of words are as `change` gives them back; pages' bodies are no fields."""
    units = {
        key: replace(
            rewrite_record(TEAM, unit, change),
            texts={cycle: rewrite_record(CYCLE_FILE, text, change) for cycle, text in unit.texts.items()},
        )
        for key, unit in organisation.units.items()
    }
    objectives = {
        key: rewrite_record(OBJECTIVE, objective, change) for key, objective in organisation.objectives.items()
    }
    by_unit = {
        unit: {cycle: tuple(objectives[objective.ref] for objective in of_cycle) for cycle, of_cycle in cycles.items()}
        for unit, cycles in organisation.by_unit.items()
    }
    return replace(
        organisation,
        units=units,
        objectives=objectives,
        by_unit=by_unit,
        cycles={
            key: replace(cycle, session=cycle.session and rewrite_record(SESSION, cycle.session, change))
            for key, cycle in organisation.cycles.items()
        },
        kpis={key: rewrite_record(KPI, kpi, change) for key, kpi in organisation.kpis.items()},
        memos=tuple(rewrite_record(MEMO, memo, change) for memo in organisation.memos),
        documents=tuple(rewrite_record(MEMO, page, change) for page in organisation.documents),
        people={key: rewrite_record(PERSON, person, change) for key, person in organisation.people.items()},
    )
