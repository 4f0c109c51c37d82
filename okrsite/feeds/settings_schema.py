"""The JSON Schema of the options under `okrsite:` in mkdocs.yml: derived from the settings."""

from __future__ import annotations

import types
from datetime import date
from typing import get_args, get_origin

from okrsite.feeds.json_encoding import Json
from okrsite.feeds.schema_parts import (
    DATE,
    TEXT,
    allow_null,
    allow_words,
    build_document_schema,
    build_object_schema,
    describe_schema,
)
from okrsite.options import DeclaredCycle, DeclaredRemote, Option, list_options

_LIMITS: dict[str, Json] = {
    "fiscal_year_start": {"type": "integer", "minimum": 1, "maximum": 12},
    "rules": {
        "type": "object",
        "propertyNames": {"pattern": "^OKR[0-9]{3}$"},
        "additionalProperties": allow_words("error", "warning", "info", "off"),
    },
}
"""What the types of these settings don't say."""
_SIMPLE: dict[object, Json] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    str: {"type": "string"},
    date: DATE,
}


def build_settings_schema() -> Json:
    """Return the schema of okrsite's options."""
    return build_document_schema(
        "okrsite: options of the plugin",
        {
            "type": "object",
            "description": "The options under `okrsite:` in mkdocs.yml. All of them may be left out.",
            "properties": {option.name: _build_option_schema(option) for option in list_options()},
            "additionalProperties": False,
        },
    )


def _build_option_schema(option: Option) -> Json:
    words = allow_words(*option.words) if option.words else None
    schema = allow_null(words or _LIMITS.get(option.name) or _build_type_schema(option.type))
    default: Json = {} if option.default is None else {"default": option.default}
    return {**describe_schema(schema, option.help), **default}


def _build_type_schema(hint: object) -> Json:
    """Return the schema of a Python type.

    Raises:
        KeyError: a setting has a type that no schema was told about.
    """
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    if hint is DeclaredCycle:
        return _build_declared_cycle_schema()
    if hint is DeclaredRemote:
        return _build_declared_remote_schema()
    arguments = get_args(hint)
    if get_origin(hint) is types.UnionType:
        return _build_type_schema(next(argument for argument in arguments if argument is not type(None)))
    if get_origin(hint) is dict:
        return {"type": "object", "additionalProperties": _build_type_schema(arguments[1])}
    if get_origin(hint) in (tuple, list):
        return {"type": "array", "items": _build_type_schema(arguments[0])}
    raise KeyError(str(hint))


def _build_declared_cycle_schema() -> Json:
    schema = build_object_schema(
        "A cycle with a name of its own.",
        {
            "start": describe_schema(DATE, "The first day."),
            "end": describe_schema(DATE, "The last day."),
            "name": describe_schema(TEXT, "What it is called."),
        },
    )
    return {**schema, "required": ["start", "end"]}


def _build_declared_remote_schema() -> Json:
    digest: Json = {"type": "string", "pattern": "^[0-9a-fA-F]{64}$"}
    schema = build_object_schema(
        "Another organisation.",
        {
            "export": describe_schema(TEXT, "Where its export is: an address, or a path from here."),
            "site": describe_schema(TEXT, "The address of its site."),
            "name": describe_schema(TEXT, "What it is called; without it, as its export says."),
            "sha256": describe_schema(digest, "The SHA-256 of the one export that is used."),
        },
    )
    return {**schema, "required": ["export", "site"]}
