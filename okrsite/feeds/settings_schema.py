"""The JSON Schema of the options under `okrsite:` in mkdocs.yml: derived from the settings."""

from __future__ import annotations

import types
from dataclasses import MISSING, Field, fields
from datetime import date
from typing import Any, get_args, get_origin, get_type_hints

from okrsite.feeds.plain_values import Json
from okrsite.feeds.schema_parts import DATE, closed, document, maybe, one_of
from okrsite.settings import DeclaredCycle, Settings

_WORDS = {
    "audience": one_of("internal", "public"),
    "fiscal_year_named_after": one_of("start", "end"),
    "fiscal_year_start": {"type": "integer", "minimum": 1, "maximum": 12},
    "rules": {
        "type": "object",
        "propertyNames": {"pattern": "^OKR[0-9]{3}$"},
        "additionalProperties": one_of("error", "warning", "info", "off"),
    },
}
"""What the types of these settings don't say."""
_SIMPLE: dict[Any, Json] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    str: {"type": "string"},
    date: DATE,
}


def settings_schema() -> Json:
    """Return the schema of okrsite's options."""
    hints = get_type_hints(Settings)
    return document(
        "okrsite: options of the plugin",
        {
            "type": "object",
            "description": "The options under `okrsite:` in mkdocs.yml. All of them may be left out.",
            "properties": {option.name: _option(option, hints[option.name]) for option in fields(Settings)},
            "additionalProperties": False,
        },
    )


def _option(option: Field[Any], hint: Any) -> Json:
    found = maybe(_WORDS.get(option.name) or _of_type(hint))
    default = None if option.default is MISSING else option.default
    shown = {} if default is None else {"default": default}
    return {**found, "description": option.metadata["help"], **shown}


def _of_type(hint: Any) -> Json:
    """Return the schema of a Python type.

    Raises:
        KeyError: a setting has a type that no schema was told about.
    """
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    if hint is DeclaredCycle:
        return _declared_cycle()
    arguments = get_args(hint)
    if get_origin(hint) is types.UnionType:
        return _of_type(next(argument for argument in arguments if argument is not type(None)))
    if get_origin(hint) is dict:
        return {"type": "object", "additionalProperties": _of_type(arguments[1])}
    if get_origin(hint) in (tuple, list):
        return {"type": "array", "items": _of_type(arguments[0])}
    raise KeyError(str(hint))


def _declared_cycle() -> Json:
    text: Json = {"type": "string"}
    found = closed(
        "A cycle with a name of its own.",
        {"start": (DATE, "The first day."), "end": (DATE, "The last day."), "name": (text, "What it is called.")},
    )
    return {**found, "required": ["start", "end"]}
