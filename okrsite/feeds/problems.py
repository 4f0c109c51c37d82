"""Problems in the format that somebody asked for: text for people, JSON, and what CI systems read.

One encoder for each format, each with its own escaping; none decides what is a problem. All list the first of what is
alike in a file, and count the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from okrsite.feeds import ci_problems
from okrsite.feeds.plain_values import encoded
from okrsite.feeds.problem_docs import doc_of
from okrsite.feeds.terminal_text import one_line
from okrsite.problems import Problem, Severity, count, shortened

Paint = Callable[[str, Severity], str]
"""Gives a word the colour of a severity."""


def as_text(problems: Iterable[Problem], paint: Paint = lambda word, severity: word) -> str:
    """Return `path:line:column: severity CODE message`, the hint indented on the next line."""
    lines: list[str] = []
    for found in shortened(problems):
        lines.append(f"{_spot(found)}: {paint(found.severity, found.severity)} {found.code} {one_line(found.message)}")
        if found.hint:
            lines.append(f"    {one_line(found.hint)}")
    return "".join(f"{line}\n" for line in lines)


def as_line(problem: Problem) -> str:
    """Return a problem as one line for a log, `path:line:column: CODE message hint`; a log says the severity itself."""
    return one_line(f"{_spot(problem)}: {problem.code} {problem.message} {problem.hint}".rstrip())


def _spot(found: Problem) -> str:
    return one_line(f"{found.place.path}:{found.place.line}:{found.place.column}")


def as_json(problems: Sequence[Problem]) -> bytes:
    """Return the object that `schema problems` describes."""
    listed = [
        {
            "code": found.code,
            "severity": found.severity,
            "path": found.place.path,
            "line": found.place.line,
            "column": found.place.column,
            "end_line": found.place.end_line,
            "end_column": found.place.end_column,
            "message": found.message,
            "hint": found.hint,
            "doc": doc_of(found.code),
        }
        for found in shortened(problems)
    ]
    return encoded({"problems": listed, "counts": dict(count(problems))})


_ENCODERS: dict[str, Callable[[Sequence[Problem], str, bool], bytes]] = {
    "json": lambda problems, folder, strict: as_json(problems),
    "github": lambda problems, folder, strict: ci_problems.github(shortened(problems), folder),
    "gitlab": lambda problems, folder, strict: ci_problems.gitlab(shortened(problems), folder),
    "sarif": lambda problems, folder, strict: ci_problems.sarif(shortened(problems), folder),
    "junit": lambda problems, folder, strict: ci_problems.junit(shortened(problems), folder, strict=strict),
}
FORMATS = tuple(_ENCODERS)
"""The formats for machines; `as_text` is the one for people."""


def encode(problems: Sequence[Problem], format: str, *, folder: str = "", strict: bool = False) -> bytes:
    """Return problems in one of `FORMATS`, as UTF-8.

    `folder` is where the configuration file lies inside the repository, with a slash at its end: CI systems want paths
    from there. With `strict`, warnings are failures as well, where a format tells the two apart.

    Raises:
        KeyError: there is no such format.
    """
    return _ENCODERS[format](problems, folder, strict)
