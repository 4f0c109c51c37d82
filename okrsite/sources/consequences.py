"""Problems that only follow from another one: an author who mends the cause never needs to hear of them.

A row that isn't a part of its table is a key result that isn't there, so its check-ins name nobody's, and perhaps the
objective has no key results at all. All of that is true, and leads astray.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from okrsite.problems import Problem

_CAUSES = frozenset({"OKR118", "OKR119", "OKR120"})
"""What was meant as a part of the format, and is read as text."""
_BROKEN = frozenset({"OKR120", "OKR218"})
"""Errors that cost a key result, or its id."""
_NEAR = 12
"""Lines below an objective's title in which its owner is typed."""


def drop_consequences(problems: Sequence[Problem], lines: Sequence[str]) -> list[Problem]:
    """Return the problems of one file without those that follow from others.

    Args:
        problems: What is wrong with the file.
        lines: Its lines.
    """
    causes = sorted(problem.place.line for problem in problems if problem.code in _CAUSES)
    if not causes:
        return list(problems)
    is_broken = any(problem.code in _BROKEN for problem in problems)
    return [problem for problem in problems if not _follows(problem, causes, lines, is_broken)]


def _follows(problem: Problem, causes: Sequence[int], lines: Sequence[str], is_broken: bool) -> bool:
    if problem.code == "OKR219":
        return is_broken
    if problem.code not in ("OKR252", "OKR253"):
        return False
    start = problem.place.line
    below = causes[bisect_left(causes, start + 1) :]
    end = next((number for number in range(start, len(lines)) if lines[number].startswith("## ")), len(lines))
    within = [line for line in below if line <= end]
    if problem.code == "OKR252":
        return bool(within)
    return any(line <= start + _NEAR and "owner" in lines[line - 1].casefold() for line in within)
