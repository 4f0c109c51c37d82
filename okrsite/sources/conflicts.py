"""Marks that git leaves in a file where two versions were merged and nobody said which one counts.

Decides which lines of a text are such marks and what belongs to one conflict, for every kind of file. A file that holds
one isn't read, because neither version is known to be the right one; what else is wrong with it is found by reading it
with the first version of each conflict.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec.structs import replace

from okrsite.problems import Place, Problem, create_problem
from okrsite.sources.marks import find_fenced_lines
from okrsite.sources.text import make_printable

_MARK = re.compile(r"(?P<sign><{7}|\|{7}|={7}|>{7})(?:[ \t].*)?\Z")
_LINE_END = re.compile(r"\r\n|\n|\r")
_FENCE = re.compile(r"---[ \t]*")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
_LINE_IN_WORDS = re.compile(r"\blines? \d")
# What no heading stands in, so that `=======` right below it underlines none.
_NO_HEADING = re.compile(r"[ \t]*(?:[-+*][ \t]|\d{1,9}[.)][ \t]|\|)")
_HINT = (
    "Keep what is right of both versions, and delete the lines that begin with <<<<<<<, |||||||, ======= or >>>>>>>."
)


class Conflict(msgspec.Struct, frozen=True):
    """Lines that a merge left unsettled; all lines are counted from 0."""

    first: int
    last: int
    """The line of its last mark."""
    marks: tuple[tuple[int, str, str], ...]
    """Line, sign and label of each of its marks, in their order: `(3, "<<<<<<<", "HEAD")`."""

    @property
    def is_whole(self) -> bool:
        """Whether both versions can be told apart."""
        signs = [sign[0] for _, sign, _ in self.marks]
        return signs[0] == "<" and signs[-1] == ">" and "=" in signs

    def list_dropped_lines(self) -> Iterator[int]:
        """Yield the lines of marks, and those of all versions but the first."""
        lines = [line for line, *_ in self.marks]
        yield from range(lines[1], self.last + 1) if self.is_whole else lines
        yield from lines[:1] if self.is_whole else ()


def find_conflicts(text: str, *, yaml: bool = False) -> list[Conflict]:
    """Find what merges left unsettled in a text, outside of code that is fenced in Markdown.

    A line of `=======` alone underlines a heading in Markdown; where it can't, and in YAML, it is what is left of a
    conflict. So is `>>>>>>>`, but among lines that are quoted.
    """
    if "<<<<<<<" not in text and ">>>>>>>" not in text and "=======" not in text and "|||||||" not in text:
        return []
    lines = _LINE_END.split(text)
    fenced = set() if yaml or ("```" not in text and "~~~" not in text) else find_fenced_lines(text)
    conflicts: list[Conflict] = []
    open_marks: list[tuple[int, str, str]] = []

    def close() -> None:
        if open_marks:
            conflicts.append(Conflict(open_marks[0][0], open_marks[-1][0], tuple(open_marks)))
            open_marks.clear()

    front = 0 if yaml else _find_front_matter_end(lines)
    for number, line in enumerate(lines):
        match = _MARK.match(line) if line[:7] in ("<<<<<<<", "|||||||", "=======", ">>>>>>>") else None
        if match is None or number in fenced:
            continue
        mark = (number, match["sign"], line[7:].strip())
        if not open_marks and not _is_left_over(lines, *mark, data=yaml or number < front):
            continue
        if mark[1][0] == "<" or (open_marks and not _continues(open_marks, mark[1][0])):
            close()
        open_marks.append(mark)
        if mark[1][0] == ">":
            close()
    close()
    return conflicts


def _continues(marks: Sequence[tuple[int, str, str]], sign: str) -> bool:
    """Whether a sign can follow on those before it in one conflict."""
    return "<|=>".index(sign) > "<|=>".index(marks[-1][1][0])


def _is_left_over(lines: Sequence[str], number: int, sign: str, label: str, *, data: bool) -> bool:
    """Whether a mark that belongs to no open conflict is one; `data` says that it stands in YAML."""
    above, below = (lines[at] if 0 <= at < len(lines) else "" for at in (number - 1, number + 1))
    if sign[0] == "=":
        return not label and (data or _NO_HEADING.match(above) is not None)
    if sign[0] == ">":
        return not any(line.startswith(">") and not _MARK.match(line) for line in (above, below))
    return sign[0] == "<" or (bool(label) and "|" not in label)  # else it may be an empty row of a table


def _find_front_matter_end(lines: Sequence[str]) -> int:
    if not _FENCE.fullmatch(lines[0]):
        return 0
    return next((number for number, line in enumerate(lines) if number and _FENCE.fullmatch(line)), 0)


def create_conflict_problems(path: str, text: str, conflicts: Iterable[Conflict]) -> list[Problem]:
    """Make one problem of each conflict, which spans it."""
    lines = _LINE_END.split(text)
    return [
        create_problem(
            "OKR124",
            Place(path, conflict.first + 1, 1, conflict.last + 1, len(lines[conflict.last]) + 1),
            *explain_conflict(conflict),
        )
        for conflict in conflicts
    ]


def explain_conflict(conflict: Conflict) -> tuple[str, str]:
    """Say what a conflict is and what to do about it: a sentence and a hint."""
    if not conflict.is_whole:
        shown = " and ".join(f"`{sign}{label and f' {_shorten_label(label)}'}`" for _, sign, label in conflict.marks)
        left = "are left" if len(conflict.marks) > 1 else "is left"
        message = f"{shown} {left} over from a merge, in which two versions of this file were put together."
        return message, "Look whether the lines around it say what is right, and delete this line."
    names = [_shorten_label(label) for _, sign, label in conflict.marks if label and sign[0] in "<>"]
    whose = f", '{names[0]}' and '{names[1]}'" if len(names) == 2 else ""
    return f"Two versions of these lines stand here{whose}: a merge was not settled (a conflict).", _HINT


def _shorten_label(label: str) -> str:
    printable = make_printable(label)
    return printable if len(printable) <= 40 else f"{printable[:39]}…"


def take_first_versions(text: str, conflicts: Iterable[Conflict]) -> tuple[str, list[int]]:
    """Return a text as the first side of each conflict has it, and the numbers that its lines have in `text`."""
    dropped = {line for conflict in conflicts for line in conflict.list_dropped_lines()}
    lines = _LINE.findall(text)
    kept = [number for number in range(len(lines)) if number not in dropped]
    return "".join(lines[number] for number in kept), [number + 1 for number in kept]


def move_problems(
    problems: Iterable[Problem], path: str, numbers: Sequence[int], conflicts: Sequence[Conflict]
) -> list[Problem]:
    """Return what was found in the text of `take_first_versions` as problems of the file itself.

    Left out is what lies in a conflict, and what names another line, whose number would be a wrong one.
    """
    inside = {line + 1 for conflict in conflicts for line in range(conflict.first, conflict.last + 1)}
    moved = []
    for problem in problems:
        place = problem.place
        if place.path != path:
            moved.append(problem)
            continue
        first, last = (numbers[min(line, len(numbers)) - 1] if numbers else 1 for line in (place.line, place.end_line))
        if first in inside or last in inside or _LINE_IN_WORDS.search(f"{problem.message} {problem.hint}"):
            continue
        moved.append(replace(problem, place=replace(place, line=first, end_line=last)))
    return moved
