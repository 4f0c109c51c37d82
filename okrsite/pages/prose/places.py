"""Where in its file something was typed: looked for only where there is a problem, because every position costs."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from okrsite.problems import Place
from okrsite.sources.text import MAX_REGISTER

_MOST_SOUGHT = 1_000
"""Searches in one file; more problems than this are not listed one by one."""
_SOUGHT = 200
"""Characters that are looked for: what is longer is found by its beginning."""


class TypedPlaceFinder:
    """Finds texts in the files of the content; reads each file once, and goes through it once where all is in order."""

    def __init__(self, content: Path, prefix: str) -> None:
        """Take the content folder, and what paths in it begin with in problems."""
        self._content = content
        self._prefix = prefix
        self._source = ""
        self._text = ""
        self._end = 0
        """Where the last one that was found ends."""
        self._line = (0, 1)
        """A place in the text, and its line's number: lines are counted on from there."""
        self._known: dict[tuple[str, str], Place] = {}
        self._sought: Counter[str] = Counter()
        self._last: dict[str, Place] = {}

    def find_place(self, source: str, typed: str) -> Place:
        """Return where a text stands in a file, given its path inside the content folder; else the file's beginning.

        After very many searches in one file it is the place of the last one.
        """
        key = (source, typed)
        if key not in self._known:
            if self._sought[source] >= _MOST_SOUGHT:
                return self._last[source]
            self._sought[source] += 1
            self._known[key] = self._last[source] = self._search(source, typed)
        return self._known[key]

    def _search(self, source: str, typed: str) -> Place:
        path = f"{self._prefix}{source}"
        wanted = typed.partition("\n")[0][:_SOUGHT]
        self._load_file(source)
        at = self._text.find(wanted, self._end) if wanted else -1
        if at < 0 and wanted:
            at = self._text.find(wanted)
        if at < 0:
            return Place(path)
        self._end = at + len(wanted)
        counted, number = self._line if self._line[0] <= at else (0, 1)
        number += self._text.count("\n", counted, at)
        self._line = (at, number)
        column = at - self._text.rfind("\n", 0, at)
        return Place(path, number, column, number, column + len(typed.partition("\n")[0]))

    def _load_file(self, source: str) -> None:
        if source == self._source:
            return
        self._source, self._text, self._end, self._line = source, "", 0, (0, 1)
        try:
            with (self._content / source).open(encoding="utf-8", errors="replace") as file:
                self._text = file.read(MAX_REGISTER)
        except (OSError, ValueError):
            pass
