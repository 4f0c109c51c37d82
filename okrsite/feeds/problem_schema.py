"""What `okrsite check --format json` writes, field by field."""

from __future__ import annotations

from okrsite.feeds.plain_values import Json
from okrsite.feeds.schema_parts import (
    COUNT,
    TEXT,
    allow_list,
    allow_words,
    build_document_schema,
    build_object_schema,
    refer_to,
)
from okrsite.problems import SEVERITIES

_POSITION: Json = {"type": "integer", "minimum": 1}


def build_problems_schema() -> Json:
    """Return the schema of a list of problems."""
    problem = build_object_schema(
        "One thing that somebody should look at.",
        {
            "code": ({"type": "string", "pattern": "^OKR[0-9]{3}$"}, "What kind of problem it is."),
            "severity": (allow_words(*SEVERITIES), "How bad it is."),
            "path": (TEXT, "The file, relative to the configuration file, with forward slashes."),
            "line": (_POSITION, "The line, from 1."),
            "column": (_POSITION, "The column in characters, from 1."),
            "end_line": (_POSITION, "The line in which it ends."),
            "end_column": (_POSITION, "The column before which it ends."),
            "message": (TEXT, "What is wrong, in a sentence."),
            "hint": (TEXT, "What to do about it; empty where the message says it already."),
            "doc": (TEXT, "Where this code is explained: an address from the site's root."),
        },
    )
    counts = build_object_schema(
        "Counts by severity.", {name: (COUNT, f"How many of severity {name}.") for name in SEVERITIES}
    )
    whole = build_object_schema(
        "The problems of a content folder.",
        {
            "problems": (allow_list(refer_to("problem")), "The problems, by path, line, column and code."),
            "counts": (refer_to("counts"), "How many they are."),
        },
    )
    return build_document_schema("okrsite check", whole, {"problem": problem, "counts": counts})
