"""What files said when they were read before, by their content: only ever an optimisation.

A reading depends on the file's bytes, on what its path makes of it, and on the few things that it asks about others:
who a name is, and which KPI is meant. What was asked is kept with the answers; where one of them has changed, the file
is read again. A line that is damaged, or was written by another okrsite, is as good as none. JSON into typed values,
because a file in a folder may come from anybody: reading it runs nothing.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from okrsite.model.cycles import Cycle
from okrsite.model.key_results import KnownKpi
from okrsite.model.names import NameLookup
from okrsite.problems import Problem
from okrsite.sources.kept_files import CheckedLines, compute_code_fingerprint
from okrsite.sources.tree import FoundFile

T = TypeVar("T")

_NAME = "readings.jsonl"
_READERS = (
    "amounts.py",
    "choices.py",
    "field_types.py",
    "fields.py",
    "nearest.py",
    "problems.py",
    "prose.py",
    "record_values.py",
    "vocabulary.py",
    "sources",
    "model",
)
"""What decides how a file is read; a change in any of it makes every line of the cache stale."""
_LIBRARIES = ("markdown-it-py", "PyYAML", "msgspec")


class KnownName(msgspec.Struct, frozen=True):
    """What the people directory says of a name."""

    key: str | None
    namesakes: tuple[str, ...]
    several: bool


class KeptReading(msgspec.Struct, Generic[T], frozen=True):
    """What reading one file gave."""

    value: T | None
    """What the file says; None where nothing could be read."""
    problems: tuple[Problem, ...]
    """What is wrong with it, in the order in which it was found."""
    names: dict[str, KnownName]
    """The names that were looked up, as they were typed."""
    kpis: dict[str, KnownKpi | None]
    """The KPIs that were looked up, as they were typed."""


class Lookups:
    """Who is who and which KPI is meant, for the reading of one file; notes what is asked."""

    def __init__(self, directory: NameLookup, find_kpi: Callable[[str], KnownKpi | None]) -> None:
        """Answer from a people directory, and with KPIs as the file's unit names them."""
        self._directory = directory
        self._find_kpi = find_kpi
        self.names: dict[str, KnownName] = {}
        self.kpis: dict[str, KnownKpi | None] = {}

    def find_key(self, typed: str | None) -> str | None:
        """Answer as the directory does."""
        return self._note_name(typed).key if typed else None

    def find_namesakes(self, typed: str) -> tuple[str, ...]:
        """Answer as the directory does."""
        return self._note_name(typed).namesakes

    def is_several_people(self, typed: str) -> bool:
        """Answer as the directory does."""
        return self._note_name(typed).several

    def find_kpi(self, typed: str) -> KnownKpi | None:
        """Return the KPI that a name means in the file's unit; None for none."""
        if typed not in self.kpis:
            self.kpis[typed] = self._find_kpi(typed)
        return self.kpis[typed]

    def agrees_with(self, kept: KeptReading[T]) -> bool:
        """Whether the answers that a reading got would be the same now."""
        return all(self._note_name(typed) == known for typed, known in kept.names.items()) and all(
            self.find_kpi(typed) == known for typed, known in kept.kpis.items()
        )

    def _note_name(self, typed: str) -> KnownName:
        if typed not in self.names:
            self.names[typed] = KnownName(
                self._directory.find_key(typed),
                self._directory.find_namesakes(typed),
                self._directory.is_several_people(typed),
            )
        return self.names[typed]


def create_decoder(kind: type[T]) -> msgspec.json.Decoder[T]:
    """Make what turns a line of the cache into a reading of one kind, `KeptReading` of what such files hold."""
    return msgspec.json.Decoder(kind, dec_hook=lambda type, plain: type(plain))  # references are texts


class ReadingCache:
    """Remembers readings in a folder; without one it remembers nothing."""

    def __init__(self, folder: Path | None = None, *, decimal_comma: bool = False) -> None:
        """Read what is there; a folder that can't be used is no folder. `decimal_comma` says how numbers are typed."""
        mark = f"{_describe_readers()}{' comma' if decimal_comma else ''}" if folder else ""
        self._lines = CheckedLines(folder, _NAME, mark)
        self._stored = {key: text for _, key, text in self._lines.read()}
        self._used: dict[str, str] = {}
        self._changed = False

    @property
    def is_kept(self) -> bool:
        """Whether there is a folder for the readings."""
        return self._lines.is_kept

    def get(self, key: str, decoder: msgspec.json.Decoder[KeptReading[T]]) -> KeptReading[T] | None:
        """Return a reading; None for one that is not there, or is none of this kind."""
        if key in self._stored:
            with suppress(ValueError, TypeError, RecursionError):
                return decoder.decode(self._stored[key])
        return None

    def keep(self, key: str) -> None:
        """Keep a reading that was used as it is."""
        self._used[key] = self._stored[key]

    def store(self, key: str, reading: KeptReading[T]) -> None:
        """Remember a reading."""
        if self.is_kept:
            self._changed = True
            # What can't be written (half a character) is read again.
            with suppress(ValueError, TypeError):
                self._used[key] = _ENCODER.encode(reading).decode()

    def save(self, *, complete: bool) -> None:
        """Write what was used in this run; where the run wasn't `complete`, what else was there stays.

        A disk that won't take it is no harm.
        """
        if not complete:
            self._used = {**self._stored, **self._used}
        if self._changed or self._used.keys() != self._stored.keys():
            self._lines.write(sorted(self._used.items()))


def compute_reading_key(file: FoundFile, cycle: Cycle | None, data: bytes) -> str:
    """Return the key of a file's reading: its bytes, and all that its path says of it."""
    about = (file.path, file.inside, file.role, file.unit, file.spelling)
    days = (cycle.id, cycle.name, cycle.start.isoformat(), cycle.end.isoformat()) if cycle else ()
    digest = hashlib.sha256(repr((about, days)).encode("utf-8", "surrogatepass"))
    digest.update(b"\0")
    digest.update(data)
    return digest.hexdigest()


@cache
def _describe_readers() -> str:
    def list_versions() -> Iterator[str]:
        for name in _LIBRARIES:
            with suppress(importlib.metadata.PackageNotFoundError):
                yield importlib.metadata.version(name)

    return " ".join((compute_code_fingerprint(_READERS), sys.version.split()[0], *list_versions()))


_ENCODER = msgspec.json.Encoder(enc_hook=str)
