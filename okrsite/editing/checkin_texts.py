"""A new check-in, and how it is typed in both spellings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from okrsite.editing.yaml_values import YamlValue
from okrsite.late_patterns import compile_late
from okrsite.vocabulary import CHECKIN

_SENTENCE_END = compile_late(r"[.!?…:][\"'”’)\]*_`]{0,3}\Z")


class ReportedValues(msgspec.Struct, frozen=True):
    """What is reported of one key result, as it was typed; empty where nothing is said."""

    now: str = ""
    confidence: str = ""
    steps: tuple[str, ...] = ()
    """Steps that are reached, by title or number."""


class NewCheckIn(msgspec.Struct, frozen=True):
    """What somebody reports of an objective on a day, as it was typed; empty where nothing is said."""

    date: date
    by: str = ""
    note: str = ""
    status: str = ""
    values: Mapping[str, ReportedValues] = msgspec.field(default_factory=dict)
    """By key result id."""
    always_listed: bool = False
    """Whether it gets a line of its own also where a changed value would tell it."""


def write_fields(report: NewCheckIn) -> dict[str, YamlValue]:
    """Return the fields of a check-in, as YAML has them."""
    now: dict[str, YamlValue] = {key: values.now for key, values in report.values.items() if values.now}
    confidence: dict[str, YamlValue] = {
        key: values.confidence for key, values in report.values.items() if values.confidence
    }
    fields: dict[str, YamlValue] = {
        CHECKIN.DATE.name: report.date.isoformat(),
        CHECKIN.BY.name: report.by,
        CHECKIN.NOTE.name: report.note,
        CHECKIN.STATUS.name: report.status,
        CHECKIN.NOW.name: now,
        CHECKIN.CONFIDENCE.name: confidence,
    }
    return {name: value for name, value in fields.items() if value}


def list_spellings(report: NewCheckIn) -> list[list[str]]:
    """Return the ways in which a check-in can be typed in Markdown, the shortest first: each is tried."""
    head = report.date.isoformat()
    head += f", {report.by}" if report.by else ""
    head += f" ({report.status})" if report.status else ""
    values = [
        f"{key}{f' {told.now}' if told.now else ''}{f' ({told.confidence})' if told.confidence else ''}"
        for key, told in report.values.items()
    ]
    note = " ".join(report.note.split())
    ended = note if not values or not note or _SENTENCE_END.search(note) else f"{note}."
    nested = [f"- {value}" for value in values]
    paragraphs = report.note.strip().splitlines()
    return [
        [" ".join(part for part in (f"{head}:", ended, ", ".join(values)) if part)],
        [f"{head}: {note}".rstrip(), *nested],
        [f"{head}:", *nested, "", *paragraphs],
    ]
