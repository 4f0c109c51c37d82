"""Values as they are written in YAML, within braces and brackets too."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from okrsite.sources.corrected_lines import quote_yaml_value
from okrsite.sources.records import NULL_WORDS

YamlValue = str | Mapping[str, "YamlValue"]
"""A text, or named values."""
_LINE_END = re.compile(r"[\r\n\t]")


def write_yaml_text(text: str, typed: str = "") -> str:
    """Return a text as a value: plain where that reads back as the same text, else in quotes.

    `typed` is what stood in its place: its quotes stay.
    """
    if _LINE_END.search(text):
        return json.dumps(text, ensure_ascii=False)
    quoted = quote_yaml_value(text, typed)
    return f'"{text}"' if quoted == text and text in NULL_WORDS else quoted


def write_flow_map(values: Mapping[str, YamlValue]) -> str:
    """Return named values in braces: `{date: 2026-11-20, now: {repeat: 142}}`."""
    return f"{{{', '.join(_write_pairs(values))}}}"


def write_block_map(values: Mapping[str, YamlValue]) -> list[str]:
    """Return named values on a line each."""
    return list(_write_pairs(values))


def _write_pairs(values: Mapping[str, YamlValue]) -> Iterable[str]:
    for name, value in values.items():
        written = write_yaml_text(value) if isinstance(value, str) else write_flow_map(value)
        yield f"{write_yaml_text(name)}: {written}"
