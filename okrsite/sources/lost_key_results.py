"""What is missing only because the lines that say it could not be read as what they are.

A check-in that names a key result whose own line became text, a result of which nothing says how it is measured
because the column that says so has another name: whoever mends the cause has mended these as well.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from okrsite.late_patterns import compile_late
from okrsite.problems import Problem, create_problem
from okrsite.sources.objective_lines import ObjectiveLines

_NAMED = compile_late(r"This objective has no key result '([^']+)'|no key result is called “([^”]+)”")
_NUMBERED = compile_late(r"KR\s?\d{1,2}", re.IGNORECASE)
"""A key result that is named by its place among the others, which is another one where one of them is lost."""
_NUMBERED_IN_REPORT = compile_late(r"\bKR\s?\d{1,2}\b", re.IGNORECASE)
_LOST_LINE = compile_late(
    r"looks? like (?:a key result|key results)|begins HTML, in which nothing is read"
    r"|\A“(?:KR[ \d.:]|Key result)[^”]*” is a heading, so it is read as (?:plain text|an objective)",
    re.IGNORECASE,
)
_REPORT_BY_NUMBER = compile_late(
    r"[ \t]*(?:[-*+•–—·]|\d{1,2}[.)])[ \t]+[*_]{0,2}[^\n]{0,24}\d{1,4}[-./]\d{1,2}[^\n]*\bKR\s?\d{1,2}\b", re.IGNORECASE
)
"""A check-in that names key results by their places."""
BY_NUMBERS = "Check-ins here name key results by their numbers, which mean others without this one."
"""What is said of a line that was meant as a key result and isn't one, where that makes others wrong."""
_OF_REPORT = compile_late(r"so a check-in can't give it a value")
_FRAMES = frozenset({"OKR102", "OKR103", "OKR104", "OKR118", "OKR119", "OKR120", "OKR201"})
"""Lines, or names of fields, that are not read as what they were meant as."""
_CERTAIN = _FRAMES - {"OKR118", "OKR119"}
"""Those that are errors: what is wrong is told, even if nothing else is."""
_MISSING = frozenset({"OKR212", "OKR251", "OKR252", "OKR253", "OKR254", "OKR257"})
"""Something isn't there, or no more than a part of it."""
_MEANT = compile_late(r"(?:Did|Do) you mean ['“]([^'”]+)['”]")
_NO_TITLE = compile_late(r"\AThis objective has no title\.")
_SAME_TITLE = compile_late(r"\AObjective .* has the same title as the one in line (\d+),", re.DOTALL)
_WORD = compile_late(r"[\w-]+")
_MOST_BELOW = 30
"""Lines below a cause, without an empty one between, that may have become text with it."""
_MEASURES = compile_late(
    r"\b(?:from|to|now|keep|kpi|milestones?|done|levels|phases)\b[^\n]{0,3}:|\[[ xX✓✔]?\]|→|->|\|", re.IGNORECASE
)
"""What a line holds that says how something is measured."""
_FIELDS_BY_CODE = {
    "OKR251": frozenset({"from", "to", "keep", "milestones", "done", "levels", "kpi"}),
    "OKR252": frozenset({"key results"}),
    "OKR253": frozenset({"owner"}),
    "OKR254": frozenset({"from"}),
    "OKR257": frozenset({"from", "to", "phases"}),
}
"""The fields that one looks for in vain, by what is said then."""


def drop_words_about_lost_key_results(
    problems: Sequence[Problem], lines: Sequence[str], objectives: ObjectiveLines
) -> list[Problem]:
    """Return problems without those that would not be there if the lines of others could be read.

    Args:
        problems: What is wrong with the file.
        lines: Its lines.
        objectives: Where its objectives begin.
    """
    problems = _escalate_lost_numbers(problems, lines, objectives)
    causes = [problem for problem in problems if problem.code in _FRAMES and not find_lost_name(problem)]
    if not causes and not any(problem.code in ("OKR212", "OKR260") for problem in problems):
        return problems
    in_question = {problem.place.line for problem in problems if find_lost_name(problem)}
    heads = {problem.place.line: problem for problem in causes if _is_row(lines, problem.place.line)}
    empty = {problem.place.line for problem in problems if _NO_TITLE.search(problem.message)}
    empty |= {int(match[1]) for problem in problems if (match := _SAME_TITLE.search(problem.message))}
    by_objective: dict[tuple[int, int], list[Problem]] = {}
    for cause in causes:
        by_objective.setdefault(objectives.find_extent(cause.place.line), []).append(cause)
    lost_lines = {extent: _LostLines(nearby, lines, in_question) for extent, nearby in by_objective.items()}
    left = []
    errors: dict[int, int] = {}
    for problem in problems:
        extent = objectives.find_extent(problem.place.line)
        nearby = by_objective.get(extent, [])
        name = find_lost_name(problem)
        lost: Problem | None = None
        if name:
            lost = lost_lines[extent].find_cause(problem, name) if nearby else None
            follows = lost is not None
        elif problem.code == "OKR208" and _OF_REPORT.search(problem.message):
            numbered = _NUMBERED_IN_REPORT.search(lines[problem.place.line - 1]) is not None
            lost = next((cause for cause in nearby if numbered and _LOST_LINE.search(cause.message)), None)
            follows = lost is not None
        elif problem.code in ("OKR119", "OKR252", "OKR253") and problem.place.line in empty:
            follows = True
        elif problem.code in _MISSING:
            follows = _is_field_lost(problem, nearby, lines) or _is_column_lost(problem, heads, lines)
        else:
            follows = False
        if not follows:
            left.append(problem)
        elif lost is not None and problem.severity == "error" and lost.severity != "error":
            errors.setdefault(id(lost), problem.place.line)
    return [
        _escalate(problem, f"Line {errors[id(problem)]} names it.") if id(problem) in errors else problem
        for problem in left
    ]


def _escalate(problem: Problem, reason: str) -> Problem:
    """Return what costs a key result as an error, with the sentence that says why it is one."""
    message = f"{problem.message} {reason}"
    return create_problem("OKR120", problem.place, message, problem.hint, correction=problem.correction)


def _escalate_lost_numbers(
    problems: Sequence[Problem], lines: Sequence[str], objectives: ObjectiveLines
) -> list[Problem]:
    """Return problems, as errors those that cost a key result that others would be taken for, and those behind it."""
    by_number: dict[tuple[int, int], bool] = {}
    told = []
    for problem in problems:
        if problem.code in ("OKR118", "OKR119") and _LOST_LINE.search(problem.message):
            first, last = extent = objectives.find_extent(problem.place.line)
            if extent not in by_number:
                by_number[extent] = any(_REPORT_BY_NUMBER.match(line) for line in lines[first - 1 : last])
            if by_number[extent]:
                problem = _escalate(problem, BY_NUMBERS)
        told.append(problem)
    return told


def find_lost_name(problem: Problem) -> str:
    """Return the name of a key result that a check-in names and that isn't there; empty for another problem."""
    match = _NAMED.search(problem.message) if problem.code in ("OKR118", "OKR219") else None
    return (match[1] or match[2]) if match else ""


class _LostLines:
    """What stands on the lines that the causes in one objective have made text of."""

    def __init__(self, causes: Sequence[Problem], lines: Sequence[str], in_question: Collection[int]) -> None:
        """Look at each line once.

        `in_question` are the lines that name what isn't there: none of them says so for the others.
        """
        self._causes = causes
        by_line = {
            number: cause
            for cause in reversed(causes)
            for number in range(cause.place.line, min(cause.place.end_line, len(lines)) + 1)
        }
        for cause in causes:
            for number in _list_lines(cause, lines):
                by_line.setdefault(number, cause)
        for number in in_question:
            by_line.pop(number, None)
        self._texts = [(lines[number - 1].casefold(), cause) for number, cause in by_line.items()]
        self._words: dict[str, Problem] = {}
        for text, cause in self._texts:
            for word in _WORD.findall(text):
                self._words.setdefault(word, cause)

    def find_cause(self, problem: Problem, name: str) -> Problem | None:
        """Return the cause whose lines say the name of a key result, and are not read as what they are."""
        none_there = problem.hint.startswith(("Its key results are: none", "The key results here are: none"))
        numbered = _NUMBERED.fullmatch(name) is not None
        for cause in self._causes:
            if (
                (none_there and cause.code in _CERTAIN)
                or _names_field(cause, "key results")
                or (numbered and _LOST_LINE.search(cause.message))
            ):
                return cause
        typed = name.casefold()
        if _WORD.fullmatch(typed):
            return self._words.get(typed)
        named = re.compile(rf"(?<![\w-]){re.escape(typed)}(?![\w-])")
        return next((cause for text, cause in self._texts if typed in text and named.search(text)), None)


def _is_field_lost(problem: Problem, causes: Sequence[Problem], lines: Sequence[str]) -> bool:
    """Whether what is missing stands on a line that isn't read, or below a name that isn't known."""
    wanted = _FIELDS_BY_CODE.get(problem.code, frozenset())
    if problem.code == "OKR212":
        wanted = frozenset(re.findall(r" has no (\w+)\.", problem.message))
    below = [cause for cause in causes if cause.place.line >= problem.place.line]
    if any(_names_field(cause, field) for cause in below for field in wanted):
        return True
    if problem.code == "OKR253":
        return any(cause.message.startswith(_NEVER_ENDS) for cause in causes)
    if problem.code not in ("OKR251", "OKR254", "OKR257"):
        return False
    end = find_end_of_key_result(problem.place.line, lines)
    return any(
        problem.place.line < cause.place.line <= end
        and cause.correction is None
        and any(_MEASURES.search(lines[number - 1]) for number in _list_lines(cause, lines))
        for cause in causes
    )


_NEVER_ENDS = ("This comment never ends", "The code that begins here")


def _is_column_lost(problem: Problem, heads: Collection[int], lines: Sequence[str]) -> bool:
    """Whether a row lacks what a column of its table would say if its head were known."""
    line = problem.place.line
    if problem.code not in ("OKR212", "OKR251", "OKR254") or not heads or not _is_row(lines, line):
        return False
    while line > 1 and _is_row(lines, line - 1):
        line -= 1
    return line in heads


def _names_field(cause: Problem, field: str) -> bool:
    """Whether a cause is about the name of a field, or about what is near to it."""
    match = _MEANT.search(cause.hint) if cause.code in ("OKR118", "OKR201") else None
    meant = match[1] if match else ""
    if cause.code == "OKR104":
        meant = re.sub(r"\A['“]([^'”]+)['”].*", r"\1", cause.message, flags=re.DOTALL)
    return meant.casefold().replace("_", " ") == field


def _list_lines(cause: Problem, lines: Sequence[str]) -> Iterator[int]:
    """Yield the lines, from 1, that a cause has made text of: its own, and those right below."""
    end = min(cause.place.end_line, len(lines))
    yield from range(cause.place.line, end + 1)
    for number in range(end + 1, min(end + _MOST_BELOW, len(lines)) + 1):
        if not lines[number - 1].strip() or lines[number - 1].startswith("#"):
            return
        yield number


def find_end_of_key_result(line: int, lines: Sequence[str]) -> int:
    """Return the last line, from 1, that may belong to a key result: above an empty one or the next key result."""
    for number in range(line + 1, min(line + _MOST_BELOW, len(lines)) + 1):
        text = lines[number - 1]
        if not text.strip() or text.startswith("#") or re.match(r"[ \t]*[-*+][ \t]+(?:KR\b|title:)", text):
            return number - 1
    return min(line + _MOST_BELOW, len(lines))


def _is_row(lines: Sequence[str], line: int) -> bool:
    return 0 < line <= len(lines) and lines[line - 1].lstrip().startswith("|")
