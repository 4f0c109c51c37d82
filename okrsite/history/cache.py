"""Versions that were read before, by blob: only ever an optimisation.

The file holds lines, each with its own checksum: one for each objective as it once was, and one for each version, which
names its objectives by their checksums, because most versions change one objective and repeat the others. A line that
is damaged, or was written by another okrsite, is as good as none. JSON, because a file in a repository may come from
anybody: reading it runs nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import okrsite
from okrsite.history.versions import PastObjective, PastResult, Told, Version
from okrsite.sources.kept_files import keep_lines, kept_lines, usable
from okrsite.sources.numbers import Quantity

_NAME = "history.jsonl"
_NAME_FOR_THE_PUBLIC = "history-public.jsonl"
_OBJECTIVE = "="
"""Stands where a version has its key."""
_READERS = ("vocabulary.py", "sources", "model", "history/versions.py", "history/pieces.py", "history/cache.py")
"""What decides how a version is read; a change in any of it makes every line of the cache stale."""


class VersionCache:
    """Remembers versions in memory, and in a folder where one is given."""

    def __init__(self, folder: Path | None = None, *, decimal_comma: bool = False, public: bool = False) -> None:
        """Read what is there; a folder that can't be used is no folder."""
        self._folder = usable(folder)
        self._name = _NAME_FOR_THE_PUBLIC if public else _NAME
        self._mark = f"{_fingerprint()}{' comma' if decimal_comma else ''}{' public' if public else ''}"
        self._stored: dict[str, str] = {}
        self._objectives: dict[str, str] = {}
        """By their lines' checksums."""
        self._made: dict[str, PastObjective] = {}
        self._used: dict[str, Version | None] = {}
        if self._folder:
            for line in kept_lines(self._folder / self._name):
                checksum, _, payload = line.partition(" ")
                key, _, rest = payload.partition(" ")
                if rest and checksum == self._checksum(payload):
                    if key == _OBJECTIVE:
                        self._objectives[checksum] = rest
                    else:
                        self._stored[key] = rest

    def __contains__(self, key: str) -> bool:
        if key not in self._used and key in self._stored:
            with suppress(ValueError, TypeError, KeyError, AttributeError, RecursionError):
                self._used[key] = self._version(_loaded(self._stored[key]))
        return key in self._used

    def get(self, key: str) -> Version | None:
        """Return a version; None for one that is not there, or can't be read."""
        return self._used[key] if key in self else None

    def __setitem__(self, key: str, version: Version | None) -> None:
        self._used[key] = version
        self._stored.pop(key, None)

    def save(self) -> None:
        """Write what was used in this run, and nothing else; a disk that won't take it is no harm."""
        if self._folder is None or self._stored.keys() == self._used.keys():
            return
        keep_lines(self._folder / self._name, self._lines())

    def _version(self, plain: Any) -> Version | None:
        """Make a version of what JSON holds.

        Raises:
            ValueError, TypeError, KeyError, AttributeError: this is no version, or an objective of it is missing.
        """
        if plain is None:
            return None
        draft, names = plain
        return Version(tuple(map(self._objective, names)), draft is True)

    def _objective(self, name: str) -> PastObjective:
        if name not in self._made:
            self._made[name] = _objective(*_loaded(self._objectives[name]))
        return self._made[name]

    def _lines(self) -> Iterator[str]:
        # Objectives are shared by versions: each is written out once, and what was stored is not written out again.
        names = {id(each): name for name, each in self._made.items()}
        written: dict[str, str] = {}
        for key, version in sorted(self._used.items()):
            for each in version.objectives if version else ():
                if id(each) not in names:
                    payload = f"{_OBJECTIVE} {_dumped([*_plain_parts(each), list(map(_plain_parts, each.results))])}"
                    names[id(each)] = name = self._checksum(payload)
                    written[name] = payload
                elif (name := names[id(each)]) not in written:
                    written[name] = f"{_OBJECTIVE} {self._objectives[name]}"
            plain = [version.draft, [names[id(each)] for each in version.objectives]] if version else None
            payload = f"{key} {_dumped(plain)}"
            yield f"{self._checksum(payload)} {payload}"
        for name, payload in sorted(written.items()):
            yield f"{name} {payload}"

    def _checksum(self, payload: str) -> str:
        return hashlib.sha256(f"{self._mark} {payload}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


@cache
def _fingerprint() -> str:
    root = Path(okrsite.__file__).parent
    digest = hashlib.sha256(okrsite.__version__.encode())
    for name in _READERS:
        path = root / name
        for module in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            with suppress(OSError):
                digest.update(module.read_bytes())
    return digest.hexdigest()


def _loaded(text: str) -> Any:
    return json.loads(text, parse_constant=_refuse)


def _dumped(plain: Any) -> str:
    return json.dumps(plain, separators=(",", ":"))


def _plain_parts(each: PastObjective | PastResult) -> list[Any]:
    return [each.id, each.aliases, _fields(each.fields)]


def _fields(fields: Mapping[str, Told]) -> dict[str, Any]:
    return {name: _plain_value(value) for name, value in fields.items()}


def _plain_value(value: Told) -> Any:
    if isinstance(value, Quantity):
        return {"value": value.value, "unit": value.unit, "text": value.text}
    return {"date": value.isoformat()} if isinstance(value, date) else value


def _objective(key: str, aliases: list[str], fields: dict[str, Any], results: list[Any]) -> PastObjective:
    return PastObjective(str(key), _texts(aliases), _told_fields(fields), tuple(_result(*one) for one in results))


def _result(key: str, aliases: list[str], fields: dict[str, Any]) -> PastResult:
    return PastResult(str(key), _texts(aliases), _told_fields(fields))


def _told_fields(fields: dict[str, Any]) -> dict[str, Told]:
    return {name: value if type(value) is str else _told(value) for name, value in fields.items()}  # most are texts


def _told(value: Any) -> Told:
    if isinstance(value, dict):
        if "date" in value:
            return date.fromisoformat(value["date"])
        return Quantity(float(value["value"]), str(value["unit"]), str(value["text"]))
    if isinstance(value, list):
        return _texts(value)
    if isinstance(value, str | bool | float | int):
        return value
    raise ValueError(value)


def _texts(values: list[str]) -> tuple[str, ...]:
    return tuple(str(value) for value in values)


def _refuse(constant: str) -> None:
    raise ValueError(constant)
