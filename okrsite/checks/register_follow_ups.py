"""Names that nobody has because the line of the register that says them can't be read.

Decides of whom that may be true: a name is told as one that nobody has (OKR259) unless the unreadable lines have it, or
one that is nearly the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from okrsite.late_patterns import compile_late
from okrsite.nearest import NameSuggester
from okrsite.problems import Problem
from okrsite.sources.text import ReadLines

_REGISTERS = ("people.yml", "people.yaml")
_WORD = compile_late(r"[^\W\d_]{2,}")
_OF_ENTRIES = ("OKR104", "OKR2", "OKR3")
"""The beginnings of codes that are said of one entry; others are said of the file, in which then nothing is read."""
_OF_YAML = "OKR103"
"""What is said of one entry as well, unless nothing of the file is read."""
_NEARLY = 0.75


def find_causes_in_register(
    problems: Collection[Problem],
    content_prefix: str,
    read_lines: ReadLines,
    *,
    has_people: bool,
) -> dict[int, Problem]:
    """Return the errors of the register from which it follows that nobody has a name, by the identity of that problem.

    Args:
        problems: All that is wrong with the content.
        content_prefix: The path of the content folder with a slash behind it; empty for that of the configuration.
        read_lines: Returns the lines of a file by its path.
        has_people: Whether anybody was read of the register.
    """
    paths = {f"{content_prefix}{name}" for name in _REGISTERS}
    errors = [each for each in problems if each.severity == "error" and each.place.path in paths]
    unknown = [each for each in problems if each.code == "OKR259" and each.place.path not in paths]
    if not errors or not unknown:
        return {}
    lost: dict[str, Problem] = {}
    for error in errors:
        lines = read_lines(error.place.path)
        if error.code.startswith(_OF_ENTRIES) or (error.code == _OF_YAML and has_people):
            lines = _list_lines_of_entry(error, lines)
        for word in _list_words(lines):
            lost.setdefault(word, error)
    suggester = NameSuggester()
    causes: dict[int, Problem] = {}
    for problem in unknown:
        for word in _list_words([_get_typed(problem, read_lines)]):
            if near := word if word in lost else suggester.find_closest(word, lost.keys(), _NEARLY):
                causes[id(problem)] = lost[near]
                break
    return causes


def _list_lines_of_entry(error: Problem, lines: Sequence[str]) -> Sequence[str]:
    """Return the lines that aren't read because of an error: its own, and those of its entry that are further below."""
    end = error.place.end_line
    while end < len(lines) and (lines[end][:1].isspace() or not lines[end]):
        end += 1
    return lines[error.place.line - 1 : end]


def _get_typed(problem: Problem, read_lines: ReadLines) -> str:
    """Return what was typed in the place of a problem."""
    lines, place = read_lines(problem.place.path), problem.place
    if not 0 < place.line <= len(lines):
        return ""
    end = place.end_column - 1 if place.end_line == place.line else None
    return lines[place.line - 1][place.column - 1 : end]


def _list_words(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield from _WORD.findall(line.casefold())
