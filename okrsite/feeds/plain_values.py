"""Model values as JSON has them: whole numbers without a point, dates as text, people by id."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from okrsite.model.organisation import Person
from okrsite.problems import Place
from okrsite.sources.numbers import Range

Json = dict[str, Any]
# The controls that JSON lets pass as they are, separators of lines, directions, half characters; and what build servers
# take for commands when it is printed into a log (`terminal_text`), which stands nowhere in JSON but inside of a text.
_UNSEEN = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
    "|(?<=:):|(?<=#)#|(?i:(?<=section)_(?=(?:start|end):))"
)


def to_number(value: float | None) -> int | float | None:
    """Return a number, whole ones as integers; None for none, and for what left the range of floats on the way."""
    if value is None or not math.isfinite(value):
        return None
    return int(value) if value == int(value) else value


def to_day(value: date | None) -> str | None:
    """Return a date as `2026-12-31`."""
    return None if value is None else value.isoformat()


def to_limits(value: Range | None) -> Json | None:
    """Return a range; its ends are included, None is no limit."""
    return None if value is None else {"low": to_number(value.low), "high": to_number(value.high)}


def to_source(place: Place | None) -> Json | None:
    """Return where something was typed; None where that isn't told."""
    if place is None or not place.line:
        return None
    return {"path": place.path, "line": place.line}


def to_person_id(people: Mapping[str, Person], key: str | None) -> str | None:
    """Return the id under which somebody is listed among the people; plain names have one too."""
    if key is None:
        return None
    known = people.get(key)
    return known.id if known else key


def encode_json(document: Any) -> bytes:
    """Write JSON for people and machines: UTF-8, indented, in the order in which it was made.

    What UTF-8 can't hold (a lone surrogate), and what could steer a terminal or a build server or turn a line around,
    becomes JSON's own escape.
    """
    return _encode_utf8(json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2))


def encode_json_by_lines(document: Mapping[str, object]) -> bytes:
    """Write a large JSON object with a line for each of its fields, and for each item of a list among them.

    A tool that compares lines tells which objective has changed, and the whole is half as large and made several times
    as fast as with every value indented. Otherwise like `encoded`.
    """
    lines = [f" {_encode_one_line(name)}: {_encode_list(value)}" for name, value in document.items()]
    return _encode_utf8("{\n" + ",\n".join(lines) + "\n}")


def _encode_list(value: object) -> str:
    if not isinstance(value, list) or not value:
        return _encode_one_line(value)
    return "[\n" + ",\n".join(f"  {_encode_one_line(item)}" for item in value) + "\n ]"


def _encode_one_line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _encode_utf8(text: str) -> bytes:
    return (_UNSEEN.sub(lambda match: f"\\u{ord(match.group()):04x}", text) + "\n").encode("utf-8")
