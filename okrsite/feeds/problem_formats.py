"""Problems in the format that somebody asked for: text for people, JSON, and what CI systems read.

One encoder for each format, each with its own escaping; none decides what is a problem. All list the first of what is
alike in a file, and count the rest; what people read says an opinion once for a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from okrsite.feeds import ci_problems
from okrsite.feeds.json_encoding import encode_record
from okrsite.feeds.problem_docs import make_doc_url
from okrsite.feeds.problem_records import ProblemReport, ReportedCounts, ReportedProblem
from okrsite.feeds.terminal_text import escape_control_characters
from okrsite.listed_problems import join_opinions, shorten_problems
from okrsite.problems import Problem, Severity, count_by_severity

Paint = Callable[[str, Severity], str]
"""Gives a word the colour of a severity."""


def format_text(problems: Iterable[Problem], paint: Paint = lambda word, severity: word) -> str:
    """Return `path:line:column: severity CODE message`, the hint indented on the next line."""
    lines: list[str] = []
    for problem in _shorten_for_people(tuple(problems)):
        lines.append(
            f"{_format_place(problem)}: {paint(problem.severity, problem.severity)} {problem.code} "
            f"{escape_control_characters(problem.message)}"
        )
        if problem.hint:
            lines.append(f"    {escape_control_characters(problem.hint)}")
    return "".join(f"{line}\n" for line in lines)


def _shorten_for_people(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    return shorten_problems(join_opinions(problems))


def format_line(problem: Problem) -> str:
    """Return a problem as one line for a log, `path:line:column: CODE message hint`; a log says the severity itself."""
    return escape_control_characters(
        f"{_format_place(problem)}: {problem.code} {problem.message} {problem.hint}".rstrip()
    )


def _format_place(problem: Problem) -> str:
    return escape_control_characters(f"{problem.place.path}:{problem.place.line}:{problem.place.column}")


def format_json(problems: Sequence[Problem]) -> bytes:
    """Return a problem report, which `schema problems` describes."""
    counts = count_by_severity(problems)
    report = ProblemReport(
        problems=tuple(map(build_problem_record, shorten_problems(problems))),
        counts=ReportedCounts(error=counts["error"], warning=counts["warning"], info=counts["info"]),
    )
    return encode_record(report)


def build_problem_record(problem: Problem) -> ReportedProblem:
    """Return a problem as reports write it."""
    place = problem.place
    return ReportedProblem(
        code=problem.code,
        severity=problem.severity,
        path=place.path,
        line=place.line,
        column=place.column,
        end_line=place.end_line,
        end_column=place.end_column,
        message=problem.message,
        hint=problem.hint,
        doc=make_doc_url(problem.code),
    )


_ENCODERS: dict[str, Callable[[Sequence[Problem], str, bool], bytes]] = {
    "json": lambda problems, folder, strict: format_json(problems),
    "github": lambda problems, folder, strict: ci_problems.format_github(_shorten_for_people(problems), folder),
    "gitlab": lambda problems, folder, strict: ci_problems.format_gitlab(_shorten_for_people(problems), folder),
    "sarif": lambda problems, folder, strict: ci_problems.format_sarif(shorten_problems(problems), folder),
    "junit": lambda problems, folder, strict: ci_problems.format_junit(
        _shorten_for_people(problems), folder, strict=strict
    ),
}
FORMATS = tuple(_ENCODERS)
"""The formats for machines; `format_text` is the one for people."""


def encode_problems(problems: Sequence[Problem], format: str, *, folder: str = "", strict: bool = False) -> bytes:
    """Return problems in one of `FORMATS`, as UTF-8.

    `folder` is where the configuration file lies inside the repository, with a slash at its end: CI systems want paths
    from there. With `strict`, warnings are failures as well, where a format tells the two apart.

    Raises:
        KeyError: there is no such format.
    """
    return _ENCODERS[format](problems, folder, strict)
