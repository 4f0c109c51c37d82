"""What is wrong after an edit, and wasn't before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from okrsite.late_patterns import compile_late
from okrsite.problems import Problem

_LINE = compile_late(r"\bline \d+")
"""Where else something stands: that moves with whatever is added above it."""


def describe_problem(problem: Problem) -> tuple[str, str, str]:
    """Return what a problem says, wherever in its file it stands."""
    return problem.code, problem.place.path, _LINE.sub("line", problem.message)


def list_new_problems(
    before: Iterable[Problem],
    after: Iterable[Problem],
    describe: Callable[[Problem], tuple[str, str, str]] = describe_problem,
) -> tuple[Problem, ...]:
    """Return the errors and warnings that there are more of than before, whatever their lines.

    Args:
        before: What was wrong.
        after: What is wrong.
        describe: Says the same of two problems that are one.
    """
    known = Counter(map(describe, before))
    new = []
    for problem in after:
        described = describe(problem)
        if known[described] > 0:
            known[described] -= 1
        elif problem.severity != "info":
            new.append(problem)
    return tuple(new)


def list_errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the errors among problems."""
    return tuple(problem for problem in problems if problem.severity == "error")
