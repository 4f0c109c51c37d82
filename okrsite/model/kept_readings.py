"""What files said when they were read before, by their content: only ever an optimisation.

A reading depends on the file's bytes, on what its path makes of it, and on the few things that it asks about others:
who a name is, and which KPI is meant. What was asked is kept with the answers; where one of them has changed, the file
is read again. A line that is damaged, or was written by another okrsite, is as good as none.

A cache may come from anybody. It is JSON into typed values, so reading it runs nothing; a line counts only in the one
spelling in which it is written here, at a size that fits its file, and if it says what such a file can say
(`reading_checks`). A file in which a mark may stand that keeps something back is never taken from here. Whoever can
write the cache can still make other files say what they could type into them: checksums have no secret, and tell
damage only.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from okrsite.late_patterns import compile_late
from okrsite.model.checked_readings import READINGS, CheckedReadings
from okrsite.model.cycles import Cycle
from okrsite.model.kept_names import KeptNames
from okrsite.model.lookups import KnownKpi, KnownName
from okrsite.model.organisation import Person
from okrsite.problems import Problem
from okrsite.sources.kept_files import KeptTexts, describe_readers
from okrsite.sources.text import has_refused_characters
from okrsite.sources.tree import FoundFile

T = TypeVar("T")

_FURTHER = ("model",)
"""What else decides how a file is read, and what is kept of it."""
_MOST_FOR_ONE, _ALWAYS = 50, 1_000
"""Characters of a line for each byte of its file, and bytes that count beside those of the file."""
_CONTROL = compile_late(r"(?<!\\)(?:\\\\)*\\[ubf]")
"""A control character as it is spelled in a line; ends of lines and tabs have other spellings."""
_SPELLED = re.compile(r"\\[ubf]")
"""Is there wherever one is, and found faster."""


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


def create_decoder(kind: type[T]) -> msgspec.json.Decoder[T]:
    """Make what turns a line of the cache into a reading of one kind, `KeptReading` of what such files hold."""
    return msgspec.json.Decoder(kind, dec_hook=lambda type, plain: type(plain))  # references are texts


class ReadingCache:
    """Remembers readings in a folder; without one it remembers nothing."""

    def __init__(
        self,
        folder: Path | None = None,
        *,
        decimal_comma: bool = False,
        data: bytes | None = None,
        checked: CheckedReadings | None = None,
    ) -> None:
        """Read what is there; a folder that can't be used is no folder.

        Args:
            folder: The folder.
            decimal_comma: How numbers are typed.
            data: What the file in it holds; None: what it holds by now.
            checked: Has what it held, and which readings were found to be sound meanwhile.
        """
        mark = f"{describe_readers(*_FURTHER)}{' comma' if decimal_comma else ''}" if folder else ""
        if checked is not None:
            data = checked.take_data()
        self._checked = checked if data is not None else None
        self._texts = KeptTexts(folder, READINGS, mark, data)
        self._names = KeptNames(folder)

    @property
    def is_kept(self) -> bool:
        """Whether there is a folder for the readings."""
        return self._texts.is_kept

    @property
    def is_first_run(self) -> bool:
        """Whether no earlier run knew anything of any file."""
        return self._texts.is_first_run

    def get(
        self, key: str, data: bytes, decoder: msgspec.json.Decoder[KeptReading[T]], *, is_checked: bool = False
    ) -> KeptReading[T] | None:
        """Return the reading of a file that holds `data`; None for one that isn't there, or can't be one of ours.

        One that `is_checked` is decoded, and nothing else; its checksum was right, too.
        """
        if is_checked:
            line = self._texts.get_unchecked(key)
            return decoder.decode(line) if line is not None else None
        text = self._texts.get(key)
        if text is None or not _can_be_said_by(text, data):
            return None
        with suppress(ValueError, TypeError, RecursionError):
            reading = decoder.decode(text)
            # Nothing stands in a line that isn't in the reading, and all of it as it is written here.
            return reading if _ENCODER.encode(reading).decode() == text else None
        return None

    def is_checked(self, key: str) -> bool:
        """Whether the reading of a cycle file was looked at by a worker by now, and found to be one of ours."""
        return self._checked is not None and self._checked.has_found(key)

    def recall_names(self, people: Mapping[str, Person]) -> Mapping[str, KnownName]:
        """Return what a register of the same people answered to files whose readings were kept."""
        return self._names.recall(people)

    def keep(self, key: str, reading: KeptReading[T]) -> None:
        """Keep a reading that was used as it is."""
        self._texts.keep(key)
        self._names.note(reading.names)

    def store(self, key: str, data: bytes, reading: KeptReading[T]) -> None:
        """Remember the reading of a file that holds `data`."""
        if self.is_kept and (text := encode_reading(reading, data)) is not None:
            self.store_text(key, text, reading)

    def store_text(self, key: str, text: str, reading: KeptReading[T]) -> None:
        """Remember a reading as `encode_reading` spelled it."""
        self._texts.store(key, text)
        self._names.note(reading.names)

    def save(self, *, complete: bool) -> None:
        """Write what was used in this run; where the run wasn't `complete`, what else was there stays.

        A disk that won't take it is no harm.
        """
        self._texts.save(with_unused=not complete)
        self._names.save()


def encode_reading(reading: KeptReading[T], data: bytes) -> str | None:
    """Return the reading of a file that holds `data` as a line of the cache; None for what has to be read again."""
    with suppress(ValueError, TypeError):  # it can't be written: half a character
        text = _ENCODER.encode(reading).decode()
        return text if _can_be_said_by(text, data) else None
    return None


def compute_reading_key(file: FoundFile, cycle: Cycle | None, data: bytes) -> str:
    """Return the key of a file's reading: its bytes, and all that its path says of it."""
    about = (file.path, file.inside, file.role, file.unit, file.spelling)
    days = (cycle.id, cycle.name, cycle.start.isoformat(), cycle.end.isoformat()) if cycle else ()
    digest = hashlib.sha256(repr((about, days)).encode("utf-8", "surrogatepass"))
    digest.update(b"\0")
    digest.update(data)
    return digest.hexdigest()


def _can_be_said_by(text: str, data: bytes) -> bool:
    """Whether a line's text has about the size of what it is made of, and no character that no file may hold."""
    return (
        len(text) <= _MOST_FOR_ONE * (len(data) + _ALWAYS)
        and not has_refused_characters(text)
        and not (_SPELLED.search(text) and _CONTROL.search(text))
    )


_ENCODER = msgspec.json.Encoder(enc_hook=str)
