"""What a register of people said of names, kept from one run to the next: only ever an optimisation.

Who is probably meant by a name that isn't in the register takes long to find out, and thousands of people may have such
names. The answers hold for as long as the register is the same. As in the cache of readings, the file may come from
anybody: an answer counts only if it names people who are in the register; and of a name that somebody has, or that
stands for nobody, only the right one does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from okrsite.model.lookups import KnownName
from okrsite.model.names import PeopleDirectory
from okrsite.model.organisation import Person
from okrsite.sources.kept_files import CheckedLines, describe_readers
from okrsite.sources.nobody import is_nobody

_NAMES = "names.jsonl"
_FURTHER = ("model",)
"""What else decides who is meant by a name."""
_FEW = 20
"""One in so many answers is few: the file isn't written again for them."""


class KeptNames:
    """Remembers answers in a folder; without one it remembers nothing."""

    def __init__(self, folder: Path | None) -> None:
        """Take the folder; one that can't be used is no folder."""
        self._lines = CheckedLines(folder, _NAMES, describe_readers(*_FURTHER) if folder else "")
        self._key = ""
        self._known: Mapping[str, KnownName] = {}
        self._used: dict[str, KnownName] = {}

    def recall(self, people: Mapping[str, Person]) -> Mapping[str, KnownName]:
        """Return what was answered of names, by how they were typed, when the register held the same people."""
        if self._lines.is_kept and people:
            self._key = _digest_people(people)
            texts = (text for _, key, text in self._lines.read() if key == self._key)
            self._known = _decode_answers(next(texts, ""), people)
        return self._known

    def note(self, answers: Mapping[str, KnownName]) -> None:
        """Note answers of the register to a file of which the reading is kept, too."""
        self._used |= answers

    def save(self) -> None:
        """Write what was answered in this run, if much of it isn't there yet; a disk that won't take it is no harm."""
        if self._key and len(self._used.keys() - self._known.keys()) > len(self._used) // _FEW:
            with suppress(ValueError, TypeError):  # it can't be written: half a character
                self._lines.write([(self._key, _encode_answers(self._used))])


def _digest_people(people: Mapping[str, Person]) -> str:
    """Return a digest of all that a directory of people goes by."""
    about = [(key, person.id, person.name, person.link) for key, person in people.items()]
    return hashlib.sha256(repr(about).encode("utf-8", "surrogatepass")).hexdigest()


def _decode_answers(text: str, people: Mapping[str, Person]) -> Mapping[str, KnownName]:
    with suppress(ValueError, TypeError, RecursionError):
        answers = _DECODER.decode(text)
        directory = PeopleDirectory(people)
        if all(_can_be_said_of(typed, answer, directory) for typed, answer in answers.items()):
            return answers
    return {}


def _encode_answers(answers: Mapping[str, KnownName]) -> str:
    return _ENCODER.encode(answers).decode()


def _can_be_said_of(typed: str, answer: KnownName, directory: PeopleDirectory) -> bool:
    """Whether an answer is one that a register could give, as far as is known without looking for similar names."""
    has_name = directory.find_as_typed(typed)
    if has_name is not None or is_nobody(typed):
        return answer.key == has_name and answer.namesakes == directory.find_namesakes(typed)
    named = (*answer.meant, *((answer.key,) if answer.key != typed else ()))
    return not answer.namesakes and all(key in directory.known for key in named)


_DECODER = msgspec.json.Decoder(dict[str, KnownName])
_ENCODER = msgspec.json.Encoder()
