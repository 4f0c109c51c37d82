"""Which of many problems are listed: alike ones are counted behind the first, and an opinion is said once for a file.

What counts or decides goes by all problems, never by what is listed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from okrsite.late_patterns import compile_late
from okrsite.problems import CODES, SEVERITIES, Problem, join_names

MOST_ALIKE = 50
"""Problems of one code in one file that are listed; nobody mends more before looking again."""
_OF_NUMBERS = frozenset({"OKR203", "OKR204"})
_COLUMN = "The column “"
_QUOTED = compile_late(r"'[^']*'|“[^”]*”")
_CALLED = compile_late(r"\A[\w -]{1,60}: ")
"""The name of a field, or of a key result, before what is said of its value."""
_MOST_NAMED = 4
_MOST_LINES = 8
"""Lines that are named behind an opinion that is listed once for all of them."""


def shorten_problems(problems: Iterable[Problem], most: int = MOST_ALIKE) -> tuple[Problem, ...]:
    """Return problems as they are listed: of one code in one file the first so many, and how many more there are.

    That is said by a problem of the same code, in the place of the first that is not listed, as severe as the worst of
    them. The order stays; what counts or decides goes by all problems.
    """
    problems = _join_alike_values(problems)
    listed: list[Problem] = []
    rest: dict[tuple[str, str], list[Problem]] = {}
    places: dict[tuple[str, str], int] = {}
    seen: Counter[tuple[str, str]] = Counter()
    for problem in problems:
        key = (problem.place.path, problem.code)
        seen[key] += 1
        if seen[key] > most:
            places.setdefault(key, len(listed))
            if key not in rest:
                listed.append(problem)
            rest.setdefault(key, []).append(problem)
        else:
            listed.append(problem)
    for key, more in rest.items():
        listed[places[key]] = _count_further(more)
    return tuple(listed)


def _join_alike_values(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems that say the same of several values on one line as the first of them, with what the others are.

    Each of them has a hint that shows the line with all values corrected.
    """
    groups: dict[tuple[str, int, str, str], list[Problem]] = {}
    joined: list[Problem] = []
    for problem in problems:
        is_of_line = problem.code in _OF_NUMBERS or problem.message.startswith(_COLUMN)
        quoted = _QUOTED.search(problem.message) if is_of_line else None
        if quoted is None:
            joined.append(problem)
            continue
        shape = _QUOTED.sub("", _CALLED.sub("", problem.message))
        group = groups.setdefault((problem.place.path, problem.place.line, problem.code, shape), [])
        group.append(problem)
        if len(group) == 1:
            joined.append(problem)
    several = {id(group[0]): group for group in groups.values() if len(group) > 1}
    return (
        [_name_other_values(several[id(one)]) if id(one) in several else one for one in joined] if several else joined
    )


def _name_other_values(alike: Sequence[Problem]) -> Problem:
    first, *further = sorted(alike, key=lambda problem: problem.place.column)
    named = [match[0] for problem in further[:_MOST_NAMED] if (match := _QUOTED.search(problem.message))]
    listed = join_names(named)
    severity = min((problem.severity for problem in alike), key=SEVERITIES.index)
    message = f"{_CALLED.sub('', first.message)} The same holds for {listed}."
    return replace(first, severity=severity, message=message)


def _count_further(problems: Sequence[Problem]) -> Problem:
    """Return one problem in the place of several; a single one says itself what it is."""
    if len(problems) == 1:
        return problems[0]
    severity = min((problem.severity for problem in problems), key=SEVERITIES.index)
    message = f"And {len(problems):,} more like this in the file."
    return replace(
        problems[0], severity=severity, message=message, hint="Mend those above, and the next ones are listed."
    )


def join_opinions(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return problems with each opinion once for a file, and the lines of the others behind it.

    Who has read a remark once knows it. What counts or decides goes by all problems.
    """
    alike: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        alike.setdefault((problem.place.path, problem.code), []).append(problem)
    return tuple(
        _name_further_lines(group) if known.is_opinion and len(group) > 1 else problem
        for problem in problems
        for known, group in [(CODES[problem.code], alike[problem.place.path, problem.code])]
        if not known.is_opinion or problem is group[0]
    )


def _name_further_lines(alike: Sequence[Problem]) -> Problem:
    """Return the first of several opinions, as severe as the worst, with the lines of the others."""
    lines = [f"{further.place.line:,}" for further in alike[1:]]
    if len(lines) > _MOST_LINES:
        lines[_MOST_LINES - 1 :] = [f"{len(lines) - _MOST_LINES + 1:,} more"]
    named = join_names(lines)
    severity = min((further.severity for further in alike), key=SEVERITIES.index)
    told = f"The same is said of line{'' if len(alike) == 2 else 's'} {named}."
    return replace(alike[0], severity=severity, hint=f"{alike[0].hint} {told}".strip())
