"""The JSON Schema of a document that is written from records: derived from their types, descriptions and docstrings.

Everything is required and nothing else is allowed, so that a validation says something; a later version of okrsite may
add keys, and then its schema has them.
"""

from __future__ import annotations

import re
import types
from collections import deque
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal, Union, get_args, get_origin

import msgspec

from okrsite.feeds.json_encoding import Json
from okrsite.feeds.schema_parts import (
    BOOLEAN,
    DATE,
    NUMBER,
    TEXT,
    allow_list,
    allow_null,
    allow_words,
    build_document_schema,
    build_object_schema,
    refer_to,
)

_SIMPLE: dict[object, Json] = {bool: BOOLEAN, int: {"type": "integer"}, float: NUMBER, str: TEXT, date: DATE}
_KEYWORDS = {"ge": "minimum", "le": "maximum", "pattern": "pattern", "description": "description"}
"""What a schema calls what is said of a type."""


def build_document_schema_of_record(title: str, record: type[msgspec.Struct]) -> Json:
    """Return the schema of a document; the records that it consists of are definitions, the outer ones first."""
    definitions = {_make_definition_name(part): _build_record_schema(part) for part in list_records_below(record)}
    return build_document_schema(title, _build_record_schema(record), definitions)


def list_records_below(record: type[msgspec.Struct]) -> list[type[msgspec.Struct]]:
    """Return all records that a record holds at any depth, each once."""
    records: list[type[msgspec.Struct]] = []
    pending = deque([record])
    while pending:
        for field in msgspec.structs.fields(pending.popleft()):
            for inner in _list_records_of_type(field.type):
                if inner not in records:
                    records.append(inner)
                    pending.append(inner)
    return records


def _list_records_of_type(hint: object) -> Iterator[type[msgspec.Struct]]:
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        yield hint
    for argument in get_args(hint):
        yield from _list_records_of_type(argument)


def _make_definition_name(record: type[msgspec.Struct]) -> str:
    """Return the name of a class without its first word, which says to which document it belongs."""
    return "_".join(re.findall("[A-Z][a-z]*", record.__name__)[1:]).lower()


def _build_record_schema(record: type[msgspec.Struct]) -> Json:
    fields = {field.encode_name: _build_type_schema(field.type) for field in msgspec.structs.fields(record)}
    return build_object_schema(" ".join((record.__doc__ or "").split()), fields)


def _build_type_schema(hint: object) -> Json:
    """Return the schema of a type.

    Raises:
        TypeError: no schema says what such a type allows.
    """
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return {**_build_type_schema(arguments[0]), **_list_keywords(arguments[1:])}
    if origin is Literal:
        return allow_words(*arguments) if isinstance(arguments[0], str) else {"const": arguments[0]}
    if origin in (Union, types.UnionType):
        return _build_union_schema([argument for argument in arguments if argument is not types.NoneType])
    if origin is tuple:
        return allow_list(_build_type_schema(arguments[0]))
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return refer_to(_make_definition_name(hint))
    raise TypeError(f"{hint} stands in a record, and no schema says what it allows")


def _list_keywords(notes: tuple[object, ...]) -> Json:
    """Return what the notes on a type say, in the words of a schema."""
    return {
        keyword: value
        for note in notes
        for name, keyword in _KEYWORDS.items()
        if (value := getattr(note, name)) is not None
    }


def _build_union_schema(choices: list[object]) -> Json:
    """Return the schema of what is one of several types or null."""
    schemas = [_build_type_schema(choice) for choice in choices]
    if len(schemas) == 1:
        return allow_null(schemas[0])
    return {"type": [*(schema["type"] for schema in schemas), "null"]}
