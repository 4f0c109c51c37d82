"""Versions that were read before, by blob: only ever an optimisation.

The file holds lines, each with its own checksum: one for each objective as it once was, and one for each version, which
names its objectives by their checksums, because most versions change one objective and repeat the others. A line that
is damaged, or was written by another okrsite, is as good as none, and so is one that says what no version can
(`sound_values`). JSON, because a file in a repository may come from anybody: reading it runs nothing.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from okrsite.amounts import Quantity
from okrsite.history.sound_values import is_sound_objective
from okrsite.history.versions import FileVersion, PastKeyResult, PastObjective, PastValue
from okrsite.sources.kept_files import CheckedLines, describe_readers

_NAME = "history.jsonl"
_NAME_FOR_THE_PUBLIC = "history-public.jsonl"
_OBJECTIVE = "="
"""Stands where a version has its key."""
_FURTHER = ("nearest.py", "model", "history/versions.py", "history/incremental.py", "history/version_cache.py")
"""What else decides how a version is read."""


class VersionCache:
    """Remembers versions in memory, and in a folder where one is given."""

    def __init__(
        self,
        folder: Path | None = None,
        *,
        decimal_comma: bool = False,
        public: bool = False,
        adds_only: bool = False,
    ) -> None:
        """Read what is there, unless it is only added to; a folder that can't be used is no folder."""
        asked = f"{' comma' if decimal_comma else ''}{' public' if public else ''}"
        mark = f"{describe_readers(*_FURTHER)}{asked}" if folder else ""
        self._lines = CheckedLines(folder, _NAME_FOR_THE_PUBLIC if public else _NAME, mark)
        self._stored: dict[str, str] = {}
        self._objectives: dict[str, str] = {}
        """By their lines' checksums."""
        self._made: dict[str, PastObjective] = {}
        self._used: dict[str, FileVersion | None] = {}
        self._adds_only = adds_only
        for checksum, key, text in () if adds_only else self._lines.read():
            if key == _OBJECTIVE:
                self._objectives[checksum] = text
            else:
                self._stored[key] = text

    def __contains__(self, key: str) -> bool:
        if key not in self._used and key in self._stored:
            with suppress(ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
                self._used[key] = self._decode_version(_parse_json(self._stored[key]))
        return key in self._used

    def get(self, key: str) -> FileVersion | None:
        """Return a version; None for one that is not there, or can't be read."""
        return self._used[key] if key in self else None

    def __setitem__(self, key: str, version: FileVersion | None) -> None:
        self._used[key] = version
        self._stored.pop(key, None)

    def save(self) -> None:
        """Write what was used in this run, and nothing else unless it is only added to.

        A disk that won't take it is no harm.
        """
        if self._adds_only:
            self._lines.append(self._format_lines())
        elif self._lines.is_kept and self._stored.keys() != self._used.keys():
            self._lines.write(self._format_lines())

    def _decode_version(self, plain: Any) -> FileVersion | None:
        """Make a version of what JSON holds.

        Raises:
            ValueError, TypeError, KeyError, AttributeError: this is no version, or an objective of it is missing.
        """
        if plain is None:
            return None
        draft, names = plain
        objectives = tuple(map(self._decode_named_objective, names))
        if type(draft) is not bool or len({told.id for told in objectives}) < len(objectives):
            raise ValueError(plain)
        return FileVersion(objectives, draft)

    def _decode_named_objective(self, name: str) -> PastObjective:
        if name not in self._made:
            made = _decode_objective(*_parse_json(self._objectives[name]))
            if not is_sound_objective(made):
                raise ValueError(name)
            self._made[name] = made
        return self._made[name]

    def _format_lines(self) -> Iterator[tuple[str, str]]:
        # Objectives are shared by versions: each is written out once, and what was stored is not written out again.
        names = {id(past_objective): name for name, past_objective in self._made.items()}
        written: dict[str, str] = {}
        for key, version in sorted(self._used.items()):
            for past_objective in version.objectives if version else ():
                if id(past_objective) not in names:
                    encoded = [*_encode_objective(past_objective), list(map(_encode_objective, past_objective.results))]
                    if past_objective.numbered:
                        encoded.append(past_objective.numbered)
                    text = _format_json(encoded)
                    names[id(past_objective)] = name = self._lines.compute_checksum(f"{_OBJECTIVE} {text}")
                    written[name] = text
                elif (name := names[id(past_objective)]) not in written:
                    written[name] = self._objectives[name]
            plain = (
                [version.draft, [names[id(past_objective)] for past_objective in version.objectives]]
                if version
                else None
            )
            yield key, _format_json(plain)
        for _, text in sorted(written.items()):
            yield _OBJECTIVE, text


def _parse_json(text: str) -> Any:
    try:
        return _FAST_DECODER.decode(text)
    except ValueError:  # half a character, or no JSON
        return _DECODER.decode(text)


def _format_json(plain: object) -> str:
    with suppress(ValueError):  # half a character, which it can't write
        return msgspec.json.encode(plain).decode()
    return json.dumps(plain, separators=(",", ":"))


def _encode_objective(past_goal: PastObjective | PastKeyResult) -> list[object]:
    return [past_goal.id, past_goal.aliases, _encode_fields(past_goal.fields)]


def _encode_fields(fields: Mapping[str, PastValue]) -> dict[str, object]:
    return {name: encode_value(value) for name, value in fields.items()}


def encode_value(value: PastValue) -> object:
    """Return a value as plain data."""
    if isinstance(value, Quantity):
        return {"value": value.value, "unit": value.unit, "text": value.text}
    return {"date": value.isoformat()} if isinstance(value, date) else value


def _decode_objective(
    key: str, aliases: list[str], fields: dict[str, object], results: list[Any], numbered: Iterable[list[str]] = ()
) -> PastObjective:
    return PastObjective(
        str(key),
        _decode_texts(aliases),
        _decode_fields(fields),
        tuple(_decode_key_result(*values) for values in results),
        tuple((str(said), str(named)) for said, named in numbered),
    )


def _decode_key_result(key: str, aliases: list[str], fields: dict[str, object]) -> PastKeyResult:
    return PastKeyResult(str(key), _decode_texts(aliases), _decode_fields(fields))


def _decode_fields(fields: dict[str, object]) -> dict[str, PastValue]:
    return {
        name: value if type(value) is str else decode_value(value) for name, value in fields.items()
    }  # most are texts


def decode_value(value: object) -> PastValue:
    """Return the value of plain data.

    Raises:
        ValueError, TypeError, KeyError: it is none.
    """
    if isinstance(value, dict):
        if "date" in value:
            return date.fromisoformat(value["date"])
        number = float(value["value"])
        if not math.isfinite(number):
            raise ValueError(number)
        return Quantity(number, str(value["unit"]), str(value["text"]))
    if isinstance(value, list):
        return _decode_texts(value)
    if isinstance(value, str | bool) or (isinstance(value, float | int) and math.isfinite(value)):
        return value
    raise ValueError(value)


def _decode_texts(values: list[str]) -> tuple[str, ...]:
    return tuple(map(str, values))


def _refuse_constant(constant: str) -> None:
    raise ValueError(constant)


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant)
"""Made once: a long past has ten thousands of lines."""
_FAST_DECODER = msgspec.json.Decoder()
