"""How much of what is wrong with one file is told at a time."""

from __future__ import annotations

from collections.abc import Sequence

from okrsite.problems import Problem, create_problem

MAX_PROBLEMS = 100
"""Per file: where more is wrong, somebody put the wrong file here."""
_OF_FILE = frozenset({"OKR102", "OKR103"})
"""What is said of YAML of which nothing is read."""


def limit_problems(problems: Sequence[Problem]) -> list[Problem]:
    """Return the first problems of a file; of very many, the last says how many more there are.

    It is an error, of the whole file, if one of those that aren't told is one.
    """
    if len(problems) <= MAX_PROBLEMS:
        return list(problems)
    told, rest = problems[: MAX_PROBLEMS - 1], problems[MAX_PROBLEMS - 1 :]
    message = f"Very much is wrong with this file: {len(rest):,} more things are not told yet."
    hint = "Mend those above, and the next ones are told; or is this another kind of file?"
    first = next((problem for problem in rest if problem.severity == "error"), rest[0])
    code = "OKR107" if first.severity == "error" and first.code not in _OF_FILE else first.code
    return [*told, create_problem(code, first.place, message, hint)]
