"""JSON Schemas of what people type, for completion and checks in editors: derived from the vocabulary.

Whether two fields agree with each other, whether a reference leads anywhere: that is for `okrsite check`. A schema
never refuses what okrsite reads, and stays silent where a text has a grammar of its own, such as numbers with units.
"""

from __future__ import annotations

from collections.abc import Iterable

from okrsite import field_types as types
from okrsite.feeds.json_encoding import Json
from okrsite.feeds.schema_parts import DATE, build_document_schema, refer_to
from okrsite.fields import AnyFieldType, ChoiceType, Field, Record
from okrsite.vocabulary import CHECKIN_FILE, CYCLE_FILE, KPI, LINK, MEMO, PERSON, TEAM

_TYPED: Json = {"type": ["string", "number", "boolean", "null"]}
"""Text as typed: `title: 2026` is a text too, and nothing, or null, means absent."""
_NAMED: Json = {"type": ["object", "null"]}
_ID: Json = {"type": ["string", "number", "null"], "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$", "maxLength": 100}
_AMOUNT: Json = {"type": ["string", "number", "null"]}
_SHARE: Json = {
    "type": ["string", "number", "null"],
    "minimum": 0,
    "maximum": 100,
    "pattern": "^ *[0-9]*[.]?[0-9]+ *%? *$",
}
_DATE: Json = {**DATE, "type": ["string", "null"]}

_DIALECT_OF_LINTERS = "http://json-schema.org/draft-07/schema#"
"""What the linters know that look at front matter; the schemas say the same in both dialects."""

_SIMPLE: dict[AnyFieldType, Json] = {
    types.TEXT: _TYPED,
    types.PROSE: _TYPED,
    types.PERSON: _TYPED,
    types.VALUE: _TYPED,
    types.RANGE: _TYPED,
    types.ID: _ID,
    types.NUMBER: _AMOUNT,
    types.CONFIDENCE: _SHARE,
    types.FRACTION: {**_SHARE, "maximum": 1},
    types.WEIGHT: {**_AMOUNT, "minimum": 0},
    types.DATE: _DATE,
    types.ADDRESS: {"type": ["string", "null"], "format": "uri-reference"},
    types.DATED_NUMBERS: {**_NAMED, "propertyNames": DATE, "additionalProperties": _AMOUNT},
    types.DATED_RANGES: {**_NAMED, "propertyNames": DATE, "additionalProperties": _TYPED},
    types.GRADED_TEXTS: {**_NAMED, "additionalProperties": _TYPED},
    types.NAMED_VALUES: {**_NAMED, "additionalProperties": _TYPED},
    types.NAMED_CONFIDENCES: {**_NAMED, "additionalProperties": _SHARE},
}


def build_cycle_schema() -> Json:
    """Return the schema of a file of objectives, such as `2026-Q4.yml`."""
    return _build_record_schema("okrsite: objectives of one unit in one cycle", CYCLE_FILE)


def build_team_schema() -> Json:
    """Return the schema of a `team.yml`."""
    return _build_record_schema("okrsite: a unit's team.yml", TEAM)


def build_checkin_schema() -> Json:
    """Return the schema of a check-in file."""
    return _build_record_schema("okrsite: a check-in file", CHECKIN_FILE)


def build_people_schema() -> Json:
    """Return the schema of `people.yml`."""
    return _build_mapping_schema("okrsite: people.yml", "People by id.", PERSON)


def build_kpis_schema() -> Json:
    """Return the schema of `kpis.yml`."""
    return _build_mapping_schema("okrsite: kpis.yml", "The company's KPIs by id.", KPI)


def build_front_matter_schema(kind: str) -> Json:
    """Return the schema of what stands between the two lines of three hyphens in a Markdown file.

    What is typed in the text below may be missing there: objectives, the text about a team, a memo's body.

    Raises:
        KeyError: there is no such kind of file.
    """
    record, in_text = _FRONT_MATTER[kind]
    whole = _build_object_schema(record, without=in_text)
    definitions = _collect_definitions(record, without=in_text)
    document = build_document_schema(f"okrsite: front matter of a {kind} file in Markdown", whole, definitions)
    return {**document, "$schema": _DIALECT_OF_LINTERS}


_FRONT_MATTER: dict[str, tuple[Record, frozenset[str]]] = {
    "cycle": (CYCLE_FILE, frozenset({CYCLE_FILE.OBJECTIVES.name, CYCLE_FILE.INTRO.name})),
    "team": (TEAM, frozenset({TEAM.ABOUT.name})),
    "memo": (MEMO, frozenset({MEMO.BODY.name})),
    "checkin": (CHECKIN_FILE, frozenset()),
}
"""The record of each kind of file, and its fields that are typed in the text."""


def _build_record_schema(title: str, record: Record) -> Json:
    return build_document_schema(title, _build_object_schema(record), _collect_definitions(record))


def _build_mapping_schema(title: str, description: str, record: Record) -> Json:
    names: Json = {"propertyNames": {"pattern": _ID["pattern"]}}
    whole: Json = {
        "type": ["object", "null"],
        "description": description,
        **names,
        "additionalProperties": refer_to(record.name),
    }
    return build_document_schema(
        title, whole, {record.name: _build_record_or_text_schema(record), **_collect_definitions(record)}
    )


def _collect_definitions(record: Record, without: frozenset[str] = frozenset()) -> dict[str, Json]:
    """Return all records below a record but those of some fields of it, in alphabetical order."""
    definitions: dict[str, Json] = {}
    waiting = [field for field in record.fields if field.name not in without]
    while waiting:
        inner = _find_record(waiting.pop())
        if inner is not None and inner.name not in definitions:
            definitions[inner.name] = _build_record_or_text_schema(inner)
            waiting += inner.fields
    return dict(sorted(definitions.items()))


def _find_record(field: Field[object]) -> Record | None:
    """Return the record that a field holds; links and KPIs are records of their own."""
    if field.type in types.LINKS:
        return LINK
    return KPI if field.type is types.KPIS else field.record


def _build_record_or_text_schema(record: Record) -> Json:
    """A record where one is expected: its fields, or a bare text for the most important one; people may be bare ids."""
    if record is PERSON:
        return {"anyOf": [_build_object_schema(record), _TYPED]}
    return (
        {"anyOf": [_build_object_schema(record), {"type": ["string", "number", "boolean"]}]}
        if record.text_field
        else _build_object_schema(record)
    )


def _build_object_schema(record: Record, without: frozenset[str] = frozenset()) -> Json:
    fields = [field for field in record.fields if field.name not in without]
    schema: Json = {
        "type": "object",
        "description": record.help,
        "properties": {field.name: {**_build_field_schema(field), "description": field.help} for field in fields},
        "additionalProperties": False,
    }
    if required := [field.name for field in fields if field.required]:
        schema["required"] = required
    return schema


def _build_field_schema(field: Field[object]) -> Json:
    """Return the schema of one field.

    Raises:
        KeyError: the vocabulary has a type that no editor was told about.
    """
    if field.type in _SIMPLE:
        return _SIMPLE[field.type]
    if isinstance(field.type, ChoiceType):
        return _build_choice_schema(field.choices)
    if field.type is types.BOOLEAN:
        return {
            "anyOf": [
                {"type": ["boolean", "null"]},
                _build_words_schema("true", "false", "yes", "no", "on", "off", "x"),
            ]
        }
    if field.type is types.MARKS:
        return _allow_several(_build_word_list_schema(field.choices))
    if field.type in (types.PEOPLE, types.TEXTS):
        return _allow_several(_TYPED)
    if field.type is types.IDS:
        return _allow_several(_ID)
    if field.type in types.LINKS:
        return _allow_several(refer_to("link"))
    if field.type is types.ONE_RECORD and field.record:
        return {"anyOf": [refer_to(field.record.name), {"type": "null"}]}
    if field.type is types.SEVERAL_RECORDS and field.record:
        return {"type": ["array", "null"], "items": refer_to(field.record.name)}
    if field.type is types.KPIS:
        return {**_NAMED, "additionalProperties": refer_to("kpi")}
    raise KeyError(f"{field.type.name}: {field.type.help}")


def _build_choice_schema(words: tuple[str, ...]) -> Json:
    """A few words, offered as they are; upper case, hyphens and underscores are read as well."""
    return {"anyOf": [{"type": ["string", "null"], "enum": [*words, None]}, _build_words_schema(*words)]}


def _build_word_list_schema(words: tuple[str, ...]) -> Json:
    """Words with commas between them; each is offered alone."""
    word = f" *({_build_words_pattern(words)}) *"
    several = {"type": "string", "pattern": f"^{word}(,{word})*,? *$"}
    return {"anyOf": [{"type": ["string", "null"], "enum": [*words, None]}, several]}


def _build_words_schema(*words: str) -> Json:
    return {"type": "string", "pattern": f"^ *({_build_words_pattern(words)}) *$"}


def _build_words_pattern(words: Iterable[str]) -> str:
    return "|".join("".join(_build_sign_pattern(sign) for sign in word) for word in words)


def _build_sign_pattern(sign: str) -> str:
    return "[ _-]+" if sign == " " else f"[{sign.lower()}{sign.upper()}]"


def _allow_several(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": ["array", "null"], "items": schema}]}
