"""Named values as they are written in YAML, in braces and in lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from okrsite.editing.yaml_texts import spell_text

YamlValue = str | Mapping[str, "YamlValue"]
"""A text, or named values."""


def write_flow_map(values: Mapping[str, YamlValue]) -> str:
    """Return named values in braces: `{date: 2026-11-20, now: {repeat: 142}}`."""
    return f"{{{', '.join(_write_pairs(values, flow=True))}}}"


def write_block_map(values: Mapping[str, YamlValue]) -> list[str]:
    """Return named values on a line each."""
    return list(_write_pairs(values, flow=False))


def _write_pairs(values: Mapping[str, YamlValue], *, flow: bool) -> Iterator[str]:
    for name, value in values.items():
        written = spell_text(value, flow=flow) if isinstance(value, str) else write_flow_map(value)
        yield f"{spell_text(name, flow=flow, key=True)}: {written}"
