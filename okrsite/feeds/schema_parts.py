"""The pieces of which our JSON Schemas are made (draft 2020-12)."""

from __future__ import annotations

from okrsite.feeds.json_encoding import Json

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DATE: Json = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
TEXT: Json = {"type": "string"}
NUMBER: Json = {"type": "number"}
COUNT: Json = {"type": "integer", "minimum": 0}
FRACTION: Json = {"type": "number", "minimum": 0, "maximum": 1}
BOOLEAN: Json = {"type": "boolean"}


def describe_schema(schema: Json, description: str) -> Json:
    """Say what the values of a schema are."""
    return {**schema, "description": description}


def allow_null(schema: Json) -> Json:
    """Allow null as well."""
    if isinstance(schema.get("type"), str) and "enum" not in schema:
        return {**schema, "type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def allow_words(*words: str) -> Json:
    """Allow a few words only."""
    return {"type": "string", "enum": list(words)}


def allow_list(schema: Json) -> Json:
    """Allow a list."""
    return {"type": "array", "items": schema}


def refer_to(name: str) -> Json:
    """Point to a definition of the same schema."""
    return {"$ref": f"#/$defs/{name}"}


def build_object_schema(description: str, fields: dict[str, Json]) -> Json:
    """An object that has exactly these fields."""
    return {
        "type": "object",
        "description": description,
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def build_document_schema(title: str, schema: Json, definitions: dict[str, Json] | None = None) -> Json:
    """A whole schema."""
    document = {"$schema": DIALECT, "title": title, **schema}
    return {**document, "$defs": definitions} if definitions else document
