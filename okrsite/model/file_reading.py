"""One file's bytes become what it says: decoded, parsed and read, or taken from what was kept of its last reading."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from okrsite.model.content_memory import ContentMemory
from okrsite.model.cycles import Cycle
from okrsite.model.equal_parts import EqualParts
from okrsite.model.file_kinds import FileKind
from okrsite.model.kept_readings import KeptReading, ReadingCache, compute_reading_key, encode_reading
from okrsite.model.lookups import Lookups
from okrsite.model.parsed_files import ParsedFile, ParsedFiles
from okrsite.model.shared_reading import ReadAhead, ShareOfFiles, read_files_ahead
from okrsite.model.unread_marks import find_unread_marks
from okrsite.problems import Place, Problem, create_problem
from okrsite.sources.conflicts import (
    Conflict,
    TextKind,
    create_conflict_problems,
    find_conflicts,
    move_problems,
    take_first_versions,
)
from okrsite.sources.consequences import drop_consequences
from okrsite.sources.corrected_lines import add_corrected_lines
from okrsite.sources.file_parsing import load_markdown_reader, parse_text
from okrsite.sources.foreign_texts import explain_foreign_text, explain_register_page, find_damaged_letters
from okrsite.sources.records import MapNode
from okrsite.sources.text import decode_file, find_refused_characters, remove_refused_characters
from okrsite.sources.tree import FoundFile, get_size_limit
from okrsite.vocabulary import OBJECTIVE

T = TypeVar("T")

_VISIBILITY, _AUDIENCE = OBJECTIVE.VISIBILITY.name.encode(), OBJECTIVE.AUDIENCE.name.encode()
"""The fields that keep something back; every record that has them calls them so."""

_PAGES = ("page", "index")
_AT_ONCE = 32 * 1024
"""Bytes that nearly all files have less of: room for the largest one takes longer to get than such a file to read."""


class FileReader:
    """Reads files and collects what is wrong with them."""

    def __init__(
        self,
        problems: list[Problem],
        kept: ReadingCache,
        parsed: ParsedFiles | None,
        *,
        public: bool = False,
        memory: ContentMemory | None = None,
    ) -> None:
        """Collect into `problems`, as all do that make something of a node.

        `kept` has earlier readings; to `parsed` is added what the parsers make of team files and cycle files. `public`
        says whether the site is one for the public. `memory` has what files said earlier in this process.
        """
        self._memory = memory
        self._public = public
        self._ahead: dict[str, ReadAhead] = {}
        """What workers have read, by path."""
        self._equal_parts = EqualParts()
        self._handed_over: dict[str, ReadAhead] | None = None
        """What is read here for another process, by path; None where nothing is."""
        self._marks = (_VISIBILITY, _AUDIENCE) if public else (_VISIBILITY,)
        self._problems = problems
        self._kept = kept
        self._parsed = parsed

    def read_ahead(
        self,
        files: Sequence[FoundFile],
        read: Callable[[FileReader, list[Problem], Sequence[FoundFile]], None],
        wait: Callable[[], None],
    ) -> None:
        """Have workers read files that will be asked for, if nothing is known of any and they are many.

        `read` reads files with a reader and for a list of problems that are there for it alone, and changes nothing
        else. `wait` is called again and again meanwhile.
        """

        def read_share(share: Sequence[FoundFile]) -> ShareOfFiles:
            problems: list[Problem] = []
            parsed = self._parsed.create_empty() if self._parsed is not None else None
            apart = FileReader(problems, self._kept, parsed, public=self._public)
            apart._handed_over = {}
            read(apart, problems, share)
            return ShareOfFiles(apart._handed_over, parsed.hand_over() if parsed is not None else None)

        if self._memory is None and self._kept.is_first_run:
            if any(file.spelling == "md" for file in files):
                # Once, for all workers: they are copies of this process.
                load_markdown_reader()
            self._ahead = read_files_ahead(files, read_share, self._parsed, wait)

    def read(
        self,
        file: FoundFile,
        kind: FileKind[T],
        lookups: Lookups,
        make: Callable[[MapNode], T],
        cycle: Cycle | None = None,
    ) -> T | None:
        """Return what a file says; None where it can't be read.

        Args:
            file: The file.
            kind: What it is.
            lookups: What `make` asks about names and KPIs.
            make: Makes a value of the file's fields, and collects what is wrong with them.
            cycle: The cycle of a cycle file.
        """
        if self._memory is None:
            return self._read(file, kind, lookups, make, cycle)
        known: KeptReading[T] | None = self._memory.recall(file, cycle, lookups)
        if known is not None:
            self._problems += known.problems
            return known.value
        first = len(self._problems)
        value = self._read(file, kind, lookups, make, cycle)
        reading = KeptReading(value, tuple(self._problems[first:]), lookups.names, lookups.kpis)
        self._memory.remember(file, cycle, reading)
        return value

    def _read(
        self,
        file: FoundFile,
        kind: FileKind[T],
        lookups: Lookups,
        make: Callable[[MapNode], T],
        cycle: Cycle | None,
    ) -> T | None:
        if ahead := self._ahead.pop(file.path, None):
            return self._take_ahead(ahead, kind, lookups)
        data = self._load(file)
        if data is None:
            return None
        # Without a folder nobody asks for the key.
        is_kept = self._kept.is_kept and not self._may_keep_back(data)
        key = compute_reading_key(file, cycle, data) if is_kept else ""
        is_checked = is_kept and cycle is not None and self._kept.is_checked(key)
        kept = self._kept.get(key, data, kind.decoder, is_checked=is_checked) if is_kept else None
        if (
            kept is not None
            and (is_checked or kind.accepts(file, kept))
            and lookups.has_same_answers(kept.names, kept.kpis)
        ):
            self._kept.keep(key, kept)
            self._problems += kept.problems
            return kept.value
        first = len(self._problems)
        text = self._decode(file, data)
        conflicts = find_conflicts(text, _get_text_kind(file)) if text else []
        value = None
        if text is not None and conflicts:
            self._read_first_versions(file, text, conflicts, kind.record, make)
        elif text is not None:
            text, parsed = self._parse(file, text, kind.record)
            value = None if parsed.node is None else make(parsed.node)
            if self._parsed is not None and file.role in ("team", "cycle"):
                read: KeptReading[object] = KeptReading(
                    value, tuple(self._problems[first:]), lookups.names, lookups.kpis
                )
                self._parsed.add(data, file.spelling, kind.record, parsed, read)
        self._problems[first:] = drop_consequences(self._problems[first:], (text or "").splitlines())
        if file.role in _PAGES and value is None:
            self._problems[first:] = [_soften_emptiness(problem) for problem in self._problems[first:]]
        self._problems[first:] = add_corrected_lines(self._problems[first:], text or "", file.spelling)
        if is_kept or self._handed_over is not None:
            reading = KeptReading(value, tuple(self._problems[first:]), lookups.names, lookups.kpis)
            if self._handed_over is None:
                self._kept.store(key, data, reading)
            elif (spelled := encode_reading(reading, data)) is not None:
                self._handed_over[file.path] = ReadAhead(key, spelled)
        return value

    def _take_ahead(self, ahead: ReadAhead, kind: FileKind[T], lookups: Lookups) -> T | None:
        """Return what a file says that a worker has read, and do what reading it does beside that."""
        reading: KeptReading[T] = kind.decoder.decode(ahead.text)
        lookups.take_answers(reading.names)
        self._equal_parts.share(reading.value)
        if ahead.key:
            self._kept.store_text(ahead.key, ahead.text, reading)
        self._problems += reading.problems
        return reading.value

    def _may_keep_back(self, data: bytes) -> bool:
        """Whether a file may hold a mark that keeps something back from this site.

        It is always read: no line of a cache, whoever wrote it, publishes what its author keeps back.
        """
        small = data.lower()
        return any(word in small for word in self._marks)

    def _load(self, file: FoundFile) -> bytes | None:
        try:
            with file.absolute.open("rb") as stream:
                data = stream.read(_AT_ONCE)
                if len(data) == _AT_ONCE:
                    # One byte more than is allowed tells that a file is too large without reading all of it.
                    data += stream.read(get_size_limit(file.role) + 1 - _AT_ONCE)
                return data
        except OSError as error:
            sentence = f"This file can't be read: {error.strerror}."
            hint = "Check who may read it."
            self._problems.append(create_problem("OKR101", Place(file.path), sentence, hint))
            return None

    def _decode(self, file: FoundFile, data: bytes) -> str | None:
        text, problems = decode_file(file.path, data, get_size_limit(file.role))
        self._problems += problems
        return text

    def _read_first_versions(
        self,
        file: FoundFile,
        text: str,
        conflicts: list[Conflict],
        record: str,
        make: Callable[[MapNode], object],
    ) -> None:
        """Note the conflicts of a file, and what else is wrong with it; what it says is known to nobody."""
        first = len(self._problems)
        kept_text, numbers = take_first_versions(text, conflicts)
        node = self._parse(file, kept_text, record)[1].node if kept_text.strip() else None
        if node is not None:
            make(node)
        self._problems[first:] = [
            *create_conflict_problems(file.path, text, conflicts),
            *move_problems(self._problems[first:], file.path, numbers, conflicts),
        ]

    def _parse(self, file: FoundFile, text: str, record: str) -> tuple[str, ParsedFile]:
        """Return a file's text as it is read, and what it is in its spelling."""
        if refused := find_refused_characters(file.path, text):
            self._problems += refused
            text = remove_refused_characters(text)
        self._problems += find_damaged_letters(file.path, text)
        if file.role in _PAGES:
            if register := explain_register_page(file.path, file.inside, text):
                self._problems.append(register)
        elif foreign := explain_foreign_text(file.path, text, file.spelling):
            told = (foreign, *find_unread_marks(file.path, text, file.role, None, yaml=False))
            self._problems += told
            return text, ParsedFile(None, told)
        node, problems = parse_text(file.path, text, file.spelling, record)
        marks = find_unread_marks(file.path, text, file.role, node, yaml=file.spelling == "yml")
        self._problems += [*problems, *marks]
        return text, ParsedFile(node, (*problems, *marks))


def _get_text_kind(file: FoundFile) -> TextKind:
    """Return what a file is to the search for marks of merges."""
    if file.spelling == "yml":
        return "yaml"
    return "page" if file.role in _PAGES else "goals"


def _soften_emptiness(problem: Problem) -> Problem:
    """Return a problem of an ordinary page; one of which nothing was typed yet is no error."""
    if problem.code != "OKR105":
        return problem
    message = "There is nothing on this page, so it is not published."
    return create_problem("OKR106", problem.place, message, "Type what belongs on it, or delete it.")
