"""Lines of one YAML text that are tried as they may have been meant.

A corrected line is only offered if the text can be read with it, beyond the spot where it went wrong.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import NamedTuple

from okrsite.late_patterns import compile_late
from okrsite.problems import Place, Problem, create_problem
from okrsite.sources.text import LineIndex
from okrsite.sources.yaml_lines import list_repairs

_LINE_END = compile_late(r"\r\n|\n|\r")
_SHOWN = 300
"""Characters of a line that a hint shows."""


class YamlFault(NamedTuple):
    """What is wrong with a line."""

    problem: Problem
    corrected: str = ""
    """The whole text with the line as it should be, which can be read beyond it; empty where that isn't known."""
    line: str = ""
    """The corrected line as a hint shows it."""


def show_line(line: str) -> str:
    """Return a line as a hint shows it: without its indentation, and not longer than anybody reads."""
    bare = line.strip()
    return bare if len(bare) <= _SHOWN else f"{bare[: _SHOWN - 1]}…"


class LineRepairs:
    """One text of which lines are tried as they may have been meant."""

    def __init__(self, text: str, lines: LineIndex, find_error: Callable[[str], int]) -> None:
        """Take a text; `find_error` returns how many characters of a text can be read."""
        self._text = text
        self._index = lines
        self._find_error = find_error
        self._ends = [match.span() for match in _LINE_END.finditer(text)] + [(len(text), len(text))]
        self._starts = [0, *(end for _, end in self._ends[:-1])]

    @property
    def line_count(self) -> int:
        """How many lines the text has."""
        return len(self._starts)

    def find_line(self, at: int) -> int:
        """Return the number of the line of an offset, from 0."""
        return bisect_right(self._starts, at) - 1

    def get_line(self, number: int) -> str:
        """Return a line without its end."""
        return self._text[self._starts[number] : self._ends[number][0]]

    def get_offset(self, number: int) -> int:
        """Return where a line begins."""
        return self._starts[number]

    def find_line_above(self, number: int) -> int:
        """Return the nearest line above that holds something; -1 where there is none."""
        return next((at for at in range(number - 1, -1, -1) if self.get_line(at).strip()), -1)

    def make_place(self, number: int, start: int, end: int) -> Place:
        """Return the place of some characters on a line."""
        return self._index.make_place(self._starts[number] + start, self._starts[number] + end)

    def name(self, number: int) -> int:
        """Return the number of a line as its file counts it."""
        return self._index.find_position(self._starts[number])[0]

    def try_line(self, number: int, line: str, beyond: int) -> str:
        """Return the text with another line in the place of one, if it can be read beyond an offset; else ''."""
        start, end = self._starts[number], self._ends[number][0]
        corrected = f"{self._text[:start]}{line}{self._text[end:]}"
        delta = len(line) - (end - start)
        needed = max(start + len(line), beyond + delta)
        return corrected if self._find_error(corrected) > needed else ""

    def repair(self, number: int, beyond: int, *, code: str = "OKR102", inside: str = "") -> YamlFault | None:
        """Return what is wrong on a line, if it can be read beyond an offset when that is mended."""
        line = self.get_line(number)
        for corrected, slips in list_repairs(line, inside):
            if slips and (whole := self.try_line(number, corrected, beyond)):
                first = min(slips)
                place = self.make_place(number, first.start, first.end)
                is_known = all(slip.is_mended for slip in slips)
                hint = f"{first.hint} Write: {show_line(corrected)}".lstrip() if is_known else first.hint
                problem = create_problem(code, place, first.message, hint)
                return YamlFault(problem, whole, show_line(corrected) if is_known else "")
        return None


def make_fault(
    repairs: LineRepairs, number: int, beyond: int, corrected: str, start: int, end: int, message: str, hint: str = ""
) -> YamlFault | None:
    """Return the fault of a line, where the text can be read beyond another one with it corrected; else None.

    Args:
        repairs: The text.
        number: The line at fault, from 0.
        beyond: The line up to which the text has to be readable.
        corrected: The line as it should be, which may be two.
        start: Where in the line the fault begins.
        end: Where it ends.
        message: What is wrong.
        hint: What to do; the corrected line where it is empty.
    """
    whole = repairs.try_line(number, corrected, repairs.get_offset(beyond))
    if not whole:
        return None
    # Of a line that stands in the wrong column, nothing but that is wrong.
    same = corrected.strip() == repairs.get_line(number).strip()
    shown = "" if same or hint or "\n" in corrected else f" Write: {show_line(corrected)}"
    problem = create_problem("OKR102", repairs.make_place(number, start, end), message, f"{hint}{shown}".strip())
    return YamlFault(problem, whole, "" if "\n" in corrected else show_line(corrected))


def measure_indentation(line: str) -> int:
    """Return with how many blanks a line begins."""
    return len(line) - len(line.lstrip(" "))


def is_content(line: str) -> bool:
    """Whether a line of YAML is neither empty nor a comment."""
    return bool(line.strip()) and not line.lstrip().startswith("#")
