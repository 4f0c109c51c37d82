"""The types of fields: what each holds once it is read, and how people type it.

`okrsite.model.field_reader` gives each its reading; mypy checks that it makes what the type holds.
"""

from __future__ import annotations

from datetime import date
from typing import get_args

from okrsite.amounts import Quantity, Range
from okrsite.choices import (
    Ambition,
    Audience,
    AudienceMark,
    Decision,
    Horizon,
    InitiativeStatus,
    ProgressSource,
    ReportedStatus,
    Rhythm,
    SumSource,
    Visibility,
)
from okrsite.fields import AnyFieldType, ChoiceType, FieldType
from okrsite.prose import Prose
from okrsite.record_values import NamedRecord, Pair, RecordValues

_ONE_WORD = "one of the words listed"

TEXT: FieldType[str] = FieldType("text", "one line of text, as typed")
PROSE: FieldType[Prose] = FieldType("prose", "Markdown")
ID: FieldType[str] = FieldType("id", "an id: a-z, 0-9 and hyphens")
IDS: FieldType[tuple[str, ...]] = FieldType("ids", "ids")
PERSON: FieldType[str] = FieldType("person", "one person: an id or full name of people.yml, or a plain name")
PEOPLE: FieldType[tuple[str, ...]] = FieldType("people", "people, one or several")
TEXTS: FieldType[tuple[str, ...]] = FieldType("texts", "words or lines, one or several")
HORIZON: ChoiceType[Horizon] = ChoiceType("choice", _ONE_WORD, get_args(Horizon))
AMBITION: ChoiceType[Ambition] = ChoiceType("choice", _ONE_WORD, get_args(Ambition))
INITIATIVE_STATUS: ChoiceType[InitiativeStatus] = ChoiceType("choice", _ONE_WORD, get_args(InitiativeStatus))
REPORTED_STATUS: ChoiceType[ReportedStatus] = ChoiceType("choice", _ONE_WORD, get_args(ReportedStatus))
DECISION: ChoiceType[Decision] = ChoiceType("choice", _ONE_WORD, get_args(Decision))
PROGRESS_SOURCE: ChoiceType[ProgressSource] = ChoiceType("choice", _ONE_WORD, get_args(ProgressSource))
SUM_SOURCE: ChoiceType[SumSource] = ChoiceType("choice", _ONE_WORD, get_args(SumSource))
RHYTHM: ChoiceType[Rhythm] = ChoiceType("choice", _ONE_WORD, get_args(Rhythm))
VISIBILITY: ChoiceType[Visibility] = ChoiceType("choice", _ONE_WORD, get_args(Visibility))
AUDIENCE: ChoiceType[Audience] = ChoiceType("choice", _ONE_WORD, get_args(Audience))
NUMBER: FieldType[Quantity] = FieldType("number", "a number with or without a unit: 1,200, 45%, EUR 30k, 3 days")
VALUE: FieldType[str] = FieldType("value", "a number, or for levels the level's name")
CONFIDENCE: FieldType[float] = FieldType("confidence", "50%, or 0.5, or 7/10, or 11 to 100")
FRACTION: FieldType[float] = FieldType("fraction", "a number from 0.0 to 1.0")
WEIGHT: FieldType[float] = FieldType("weight", "a number, 0 or more")
DATE: FieldType[date] = FieldType("date", "a date: 2026-12-15")
BOOLEAN: FieldType[bool] = FieldType("boolean", "true or false; yes and no too")
RANGE: FieldType[Range] = FieldType("range", "2%..4%, or <= 4%, or >= 99.9%")
ADDRESS: FieldType[str] = FieldType("link", "a web address (https, http, mailto) or a path in this site")
REFERENCES: FieldType[tuple[RecordValues, ...]] = FieldType(
    "references", "links to objectives or key results, with share and reason"
)
REFERENCE: FieldType[RecordValues] = FieldType("reference", "one objective")
GOALS: FieldType[tuple[RecordValues, ...]] = FieldType("names", "links to objectives")
MARKS: FieldType[tuple[str, ...]] = FieldType(
    "audience", "who sees it: internal, internal numbers, internal notes; one or several", get_args(AudienceMark)
)
ONE_RECORD: FieldType[RecordValues] = FieldType("record", "one group of fields")
SEVERAL_RECORDS: FieldType[tuple[RecordValues, ...]] = FieldType("records", "a list, each with fields of its own")
DATED_NUMBERS: FieldType[tuple[Pair[date, Quantity], ...]] = FieldType("dated numbers", "date: number, one or several")
DATED_RANGES: FieldType[tuple[Pair[date, Range], ...]] = FieldType(
    "dated ranges", "date: range from that day on, one or several"
)
GRADED_TEXTS: FieldType[tuple[Pair[float, str], ...]] = FieldType("graded texts", "grade: text, one or several")
NAMED_VALUES: FieldType[tuple[Pair[str, str], ...]] = FieldType("named values", "key result: value, one or several")
NAMED_CONFIDENCES: FieldType[tuple[Pair[str, float], ...]] = FieldType(
    "named confidences", "key result: confidence, one or several"
)
KPIS: FieldType[tuple[NamedRecord, ...]] = FieldType("kpis", "KPIs by id")

LINKS: frozenset[AnyFieldType] = frozenset({REFERENCES, REFERENCE, GOALS})
"""Types whose values are links to objectives or key results."""
SEVERAL: frozenset[AnyFieldType] = frozenset({IDS, PEOPLE, TEXTS, REFERENCES, GOALS, MARKS})
"""Types that take several values, each of which can stand on a line of its own."""
