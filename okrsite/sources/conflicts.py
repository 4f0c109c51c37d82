"""Marks that git leaves in a file where two versions were merged and nobody said which one counts.

Decides which lines of a text are such marks and what belongs to one conflict, for every kind of file. A file that holds
one isn't read, because neither version is known to be the right one; what else is wrong with it is found by reading it
with the first version of each conflict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec
from msgspec.structs import replace

from okrsite.late_patterns import compile_late
from okrsite.problems import Place, Problem, create_problem
from okrsite.sources.fenced_code import find_fenced_lines
from okrsite.sources.text import make_printable

_MARK = compile_late(r"(?P<sign><{7}|\|{7}|={7}|>{7})(?:[ \t].*)?\Z")
_ODD_MARK = compile_late(
    r"(?P<indent>[ \t]{0,12})(?P<sign><{5,40}|\|{5,40}|={5,40}|>{5,40})(?:(?<!=)[ \t](?P<label>\S.*)|[ \t]*)\Z"
)
"""A mark that an editor has indented, or of another length than seven (`conflict-marker-size`)."""
_CODE = compile_late(r" {4}| {0,3}\t")
_LINE_END = compile_late(r"\r\n|\n|\r")
_FENCE = compile_late(r"---[ \t]*")
_LINE = compile_late(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
_LINE_IN_WORDS = compile_late(r"\blines? \d")
# What no heading stands in, so that `=======` right below it underlines none.
_NO_HEADING = compile_late(r"[ \t]*(?:[-+*][ \t]|\d{1,9}[.)][ \t]|\|)")
_NO_TITLE = compile_late(r"[ \t]*(?:#{1,6}[ \t]|-{3,}[ \t]*\Z|={3,}[ \t]*\Z|[>|]|\Z)")
_SENTENCE_END = compile_late(r"[.,;:…][)\"”’»*_]{0,3}[ \t]*\Z")
_UPPER_HEADING = compile_late(r"#{1,2}[ \t]+\S")
_LONGEST_TITLE = 80
"""Letters of a line that may be a heading."""
_FITTING_LENGTHS = (6, 7, 8)
"""Letters of a title that somebody underlines with seven signs to fit it."""

TextKind = Literal["yaml", "goals", "page", "text"]
"""What a text is: YAML, Markdown of the format, a page of its own, or something else, of which less is known."""
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


def find_conflicts(text: str, kind: TextKind = "text") -> list[Conflict]:
    """Find what merges left unsettled in a text, outside of code that is fenced in Markdown.

    A line of `=======` alone underlines a heading in Markdown; where it can't, or hardly does, and in YAML, it is what
    is left of a conflict. So is `>>>>>>>`, but among lines that are quoted.
    """
    may_be_odd = "<<<<<" in text and ">>>>>" in text
    usual = any(sign in text for sign in ("<<<<<<<", ">>>>>>>", "=======", "|||||||"))
    if not (usual or may_be_odd):
        return []
    lines = _LINE_END.split(text)
    odd = dict(_list_odd_marks(lines, kind)) if may_be_odd else {}
    fenced = set() if kind == "yaml" or ("```" not in text and "~~~" not in text) else find_fenced_lines(text)
    conflicts: list[Conflict] = []
    open_marks: list[tuple[int, str, str]] = []

    def close() -> None:
        if open_marks:
            conflicts.append(Conflict(open_marks[0][0], open_marks[-1][0], tuple(open_marks)))
            open_marks.clear()

    front = len(lines) if kind == "yaml" else _find_front_matter_end(lines)
    upper = next((number for number, line in enumerate(lines) if _UPPER_HEADING.match(line)), len(lines))
    for number, line in enumerate(lines):
        match = _MARK.match(line) if line[:7] in ("<<<<<<<", "|||||||", "=======", ">>>>>>>") else None
        if (match is None and number not in odd) or number in fenced:
            continue
        mark = (number, match["sign"], line[7:].strip()) if match else (number, *odd[number])
        if not open_marks and not _is_left_over(lines, *mark, "yaml" if number < front else kind, upper):
            continue
        if mark[1][0] == "<" or (open_marks and not _continues(open_marks, mark[1][0])):
            close()
        open_marks.append(mark)
        if mark[1][0] == ">":
            close()
    close()
    return conflicts


def _list_odd_marks(lines: Sequence[str], kind: TextKind) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield the lines of marks that aren't as usual, each with its sign and label; only a whole set of them counts.

    On a page, what is indented as code is shows how marks look.
    """
    sets: dict[tuple[str, int], list[tuple[int, str, str]]] = {}
    for number, line in enumerate(lines):
        match = _ODD_MARK.match(line) if any(sign in line for sign in ("<<<<<", "|||||", "=====", ">>>>>")) else None
        if match is None or (not match["indent"] and len(match["sign"]) == 7):
            continue
        if kind in ("page", "text") and _CODE.match(match["indent"]):
            continue
        alike, sign = (match["indent"], len(match["sign"])), match["sign"][0]
        marks = sets.get(alike, []) if sign != "<" else []
        if sign == "<" or (marks and _continues(marks, sign)):
            sets[alike] = marks = [*marks, (number, match["sign"], match["label"] or "")]
        if sign == ">" and len(marks) > 2 and match["label"]:
            yield from ((at, (signs, label)) for at, signs, label in sets.pop(alike))


def _continues(marks: Sequence[tuple[int, str, str]], sign: str) -> bool:
    """Whether a sign can follow on those before it in one conflict."""
    return "<|=>".index(sign) > "<|=>".index(marks[-1][1][0])


def _is_left_over(lines: Sequence[str], number: int, sign: str, label: str, kind: TextKind, upper_heading: int) -> bool:
    """Whether a mark that belongs to no open conflict is one.

    Args:
        lines: The text.
        number: The line of the mark, from 0.
        sign: The mark without its label.
        label: What stands behind it.
        kind: What the text is there.
        upper_heading: The first line that begins with one or two number signs.
    """
    above, below = (lines[at] if 0 <= at < len(lines) else "" for at in (number - 1, number + 1))
    if sign[0] == "=":
        return not label and (kind == "yaml" or not _may_underline(lines, number, kind, upper_heading))
    if sign[0] == ">":
        return not any(line.startswith(">") and not _MARK.match(line) for line in (above, below))
    return sign[0] == "<" or (bool(label) and "|" not in label)  # else it may be an empty row of a table


def _may_underline(lines: Sequence[str], number: int, kind: TextKind, upper_heading: int) -> bool:
    """Whether `=======` may underline a heading, or part texts on a page that isn't one of the format."""
    above = lines[number - 1] if number else ""
    if _NO_HEADING.match(above):
        return False
    if kind == "text" or (kind == "page" and not above.strip()):
        return True
    below = lines[number + 1].lstrip() if number + 1 < len(lines) else ""
    if len(above) > _LONGEST_TITLE or below[:1].islower() or (below and kind == "goals"):
        return False  # a paragraph goes on below it
    if _NO_TITLE.match(above) or _SENTENCE_END.search(above) or (number > 1 and not _NO_TITLE.match(lines[number - 2])):
        return False
    # Whoever writes headings with number signs underlines none, unless the signs are as many as its letters.
    return number < upper_heading or len(above.strip()) in _FITTING_LENGTHS


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
