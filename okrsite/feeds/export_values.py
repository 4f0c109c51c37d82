"""Model values as the export has them: whole numbers without a point, people by id, places of typed text."""

from __future__ import annotations

import math
from collections.abc import Mapping

from okrsite.amounts import Range
from okrsite.feeds.export_detail_records import ExportedRange, ExportedSource
from okrsite.model.organisation import Person
from okrsite.problems import Place


def simplify_number(value: float) -> float:
    """Return a finite number, whole ones as integers: 3 and not 3.0."""
    return int(value) if value == int(value) else value


def simplify_optional_number(value: float | None) -> float | None:
    """Return a number, whole ones as integers; None for none, and for what left the range of floats on the way."""
    return None if value is None or not math.isfinite(value) else simplify_number(value)


def make_range_record(limits: Range | None) -> ExportedRange | None:
    """Return a range; its ends are included, None is no limit."""
    if limits is None:
        return None
    return ExportedRange(low=simplify_optional_number(limits.low), high=simplify_optional_number(limits.high))


def make_source_record(place: Place | None) -> ExportedSource | None:
    """Return where something was typed; None where that isn't told."""
    return ExportedSource(path=place.path, line=place.line) if place is not None and place.line else None


def find_person_id(people: Mapping[str, Person], key: str | None) -> str | None:
    """Return the id under which somebody is listed among the people; plain names have one too."""
    if key is None:
        return None
    person = people.get(key)
    return person.id if person else key
