"""Problems that only follow from another one: an author who mends the cause never needs to hear of them.

A row that isn't a part of its table is a key result that isn't there, so its check-ins name nobody's, and perhaps the
objective has no key results at all. All of that is true, and leads astray. What was meant to keep something back is
told once, and not as an unknown field as well; and what is wrong with each of many check-ins for one reason is said of
the first.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from okrsite.late_patterns import compile_late
from okrsite.problems import Problem
from okrsite.sources.carried_consequences import NEVER_ENDS, carry_consequences
from okrsite.sources.lost_key_results import drop_words_about_lost_key_results
from okrsite.sources.objective_lines import ObjectiveLines
from okrsite.sources.repetitions import join_repeated_problems

_CAUSES = frozenset({"OKR118", "OKR119", "OKR120"})
"""What was meant as a part of the format, and is read as text."""
_BROKEN = frozenset({"OKR120"})
"""Errors that cost a key result."""
_OF_VALUES = frozenset(
    {"OKR104", "OKR118", "OKR201", "OKR202", "OKR203", "OKR204", "OKR206", "OKR207", "OKR213", "OKR223", "OKR251"}
)
"""What is said of names and values, and of a key result on one line that lacks some."""
_MARK_ALONE = compile_late(r"[ ]*[a-z_]{3,12}:[ ]+\w{2,12}\Z")
_OF_LOST_FIELDS = frozenset({"OKR119", "OKR251", "OKR252", "OKR253"})
"""What is said of an objective without fields or key results."""
_NEXT_OBJECTIVE = compile_late(r"## |\s*- (?:id|title):|\s*- \{")
"""Where another objective begins, or, in YAML, at the latest a part of this one."""
_OF_OTHER_LINES = (
    "This check-in has no date.",
    "This line looks like a heading, but",
    "This line looks like a field, but",
    "This line is read as a part of the one above it.",
)
_OF_JOINED_LINES = compile_late(r".* is one tag, with a|“[.;,:]” at the end of", re.DOTALL)
"""What is said of a value that has a sentence in it, which only follows from the line that joined it."""
_BELOW_OTHER_TEXT = compile_late(
    r"“[^”]+” (?:and \d+ more )?looks? like (?:a field|fields), but stands? below other text"
)
_OF_PARTED_LINES = ("`>` makes a quotation of this line", "“> ")
_TAKEN_IN = "This line looks like a key result, and is read as a part of the one above it."
_OF_TWO_KEY_RESULTS = frozenset({"OKR104", "OKR205", "OKR208", "OKR215", "OKR254", "OKR257"})
_TITLE_PARTED = "This line stands between a title and its fields"
_OWNER_IN_TITLE = "is read as words of it, and as no owner."
_SHIFTED_FIELD = compile_late(r"'\w+' is a field of an objective, and stands among those of")
_REST_OF_ROW = "This line looks like a row of a table"
_LINES_OF_OBJECTIVE = 60
"""Lines in which the check-ins of a key result follow."""
_NEAR_BELOW = 6
"""Lines below one that parts them in which those stand that it has made text of."""
_NEAR = 12
"""Lines below an objective's title in which its owner is typed."""


def drop_consequences(problems: Sequence[Problem], lines: Sequence[str]) -> list[Problem]:
    """Return the problems of one file without those that follow from others, which carry them.

    Args:
        problems: What is wrong with the file.
        lines: Its lines.
    """
    if len(problems) < 2:
        return list(problems)
    objectives = ObjectiveLines(lines)
    told = _drop_consequences(problems, lines, objectives)
    return list(carry_consequences(problems, told, objectives))


def _drop_consequences(
    problems: Sequence[Problem], lines: Sequence[str], objectives: ObjectiveLines
) -> Sequence[Problem]:
    problems = _drop_words_about_marks(_drop_words_about_hidden_lines(problems, lines))
    problems = _drop_words_about_broken_lines(problems, lines)
    problems = _drop_words_about_rest_of_row(_drop_words_about_doubled_ids(problems))
    problems = _drop_words_about_joined_and_parted_lines(problems, lines)
    problems = _drop_words_about_taken_in_key_results(problems)
    wrong_ids = [problem.place.line for problem in problems if problem.code == "OKR209"]
    if wrong_ids:
        problems = [problem for problem in problems if not _names_wrong_id(problem, wrong_ids)]
    problems = drop_words_about_lost_key_results(problems, lines, objectives)
    causes = sorted(
        (problem.place.line, min(problem.place.end_line, problem.place.line + _NEAR))
        for problem in problems
        if problem.code in _CAUSES
    )
    if causes:
        broken = {objectives.find_extent(problem.place.line) for problem in problems if problem.code in _BROKEN}
        meant = {
            objectives.find_extent(problem.place.line)
            for problem in problems
            if problem.code == "OKR118" and problem.correction is not None and problem.message.startswith("“")
        }
        marks = sorted(problem.place.line for problem in problems if problem.code == "OKR310")
        problems = [
            problem
            for problem in problems
            if not _follows(problem, causes, marks, lines)
            and not (problem.code == "OKR219" and objectives.find_extent(problem.place.line) in broken)
            and not (_is_about_missing_fields(problem) and objectives.find_extent(problem.place.line) in meant)
        ]
    return join_repeated_problems(problems, lines, objectives)


def _drop_words_about_hidden_lines(problems: Sequence[Problem], lines: Sequence[str]) -> Sequence[Problem]:
    """Return problems without those of what stands below code or a comment that never ends, and of its objective."""
    opened = [problem for problem in problems if problem.code == "OKR120" and NEVER_ENDS in problem.message]
    if not opened:
        return problems
    first = opened[0].place.line
    heading = next((number for number in range(first, 0, -1) if lines[number - 1].startswith("## ")), first)
    return [
        problem
        for problem in problems
        if problem is opened[0]
        or problem.place.line < heading
        or (problem.place.line < first and problem.code not in _OF_LOST_FIELDS)
    ]


def _drop_words_about_rest_of_row(problems: Sequence[Problem]) -> Sequence[Problem]:
    """Return problems without what is said of a line right below a row that lacks cells, and is the rest of it."""
    short = {problem.place.line for problem in problems if problem.code == "OKR120"}
    return [
        problem
        for problem in problems
        if not (problem.message.startswith(_REST_OF_ROW) and problem.place.line - 1 in short)
        and not (problem.code == "OKR251" and problem.place.line in short)
    ]


def _drop_words_about_joined_and_parted_lines(problems: Sequence[Problem], lines: Sequence[str]) -> Sequence[Problem]:
    """Return problems without those of lines around one that was joined with another, or that parts others."""
    joined, parting, titles, shifted = set(), set(), set(), set()
    for problem in problems:
        line = problem.place.line
        if problem.message.startswith("This line is read as a part of the one above it."):
            joined |= {line - 1, line}
        elif problem.message.startswith(_OF_PARTED_LINES):
            parting |= set(range(line, line + _NEAR_BELOW))
        elif problem.message.startswith(_TITLE_PARTED):
            titles.add(line - 1)
        elif problem.message.endswith(_OWNER_IN_TITLE):
            titles.add(line)
        elif _SHIFTED_FIELD.match(problem.message):
            shifted |= set(_list_items_below(line, lines))
    if not (joined or parting or titles or shifted):
        return problems
    return [
        problem
        for problem in problems
        if not (
            (problem.place.line in joined and _OF_JOINED_LINES.match(problem.message))
            or (problem.place.line in parting and _BELOW_OTHER_TEXT.match(problem.message))
            or (problem.place.line in titles and problem.code == "OKR253")
            or problem.place.line in shifted
        )
    ]


def _drop_words_about_taken_in_key_results(problems: Sequence[Problem]) -> Sequence[Problem]:
    """Return problems without what two key results contradict each other in, of which one took the other in."""
    taken = [problem.place.line for problem in problems if problem.message.startswith(_TAKEN_IN)]
    if not taken:
        return problems
    return [
        problem
        for problem in problems
        if problem.code not in _OF_TWO_KEY_RESULTS
        or not any(-_NEAR_BELOW <= problem.place.line - line <= _NEAR for line in taken)
    ]


def _list_items_below(line: int, lines: Sequence[str]) -> Iterator[int]:
    """Yield the lines, from 1, of the items right below one, which count as items of another list with it."""
    for number in range(line + 1, len(lines) + 1):
        if not lines[number - 1].lstrip().startswith("- "):
            return
        yield number


def _drop_words_about_doubled_ids(problems: Sequence[Problem]) -> Sequence[Problem]:
    """Return problems without what a line lacks that is an id alone, right above another one with the same id."""
    doubled = {
        problem.place.line - 1
        for problem in problems
        if problem.code == "OKR210" and f"the first is in line {problem.place.line - 1}." in problem.message
    }
    if not doubled:
        return problems
    lacking = ("OKR212", "OKR251", "OKR252", "OKR253")
    return [problem for problem in problems if problem.code not in lacking or problem.place.line not in doubled]


def _drop_words_about_broken_lines(problems: Sequence[Problem], lines: Sequence[str]) -> Sequence[Problem]:
    """Return problems without what is said of values on a line that YAML takes apart otherwise than it was meant.

    Nor is anything said of a line that is a mark of secrecy and nothing else.
    """
    broken = {(problem.place.path, problem.place.line) for problem in problems if problem.code in ("OKR102", "OKR103")}
    broken |= {
        (problem.place.path, problem.place.line)
        for problem in problems
        if problem.code == "OKR310" and _MARK_ALONE.match(lines[min(problem.place.line, len(lines)) - 1])
    }
    if not broken:
        return problems
    return [
        problem
        for problem in problems
        if problem.code not in _OF_VALUES or (problem.place.path, problem.place.line) not in broken
    ]


def _follows(problem: Problem, causes: Sequence[tuple[int, int]], marks: Sequence[int], lines: Sequence[str]) -> bool:
    """Whether a problem follows from one of the causes, of which the first and the last lines are told.

    `marks` are the lines of misplaced marks of secrecy: one above the fields has made text of all of them.
    """
    start = problem.place.line
    if problem.code == "OKR251":  # a field of the key result that is text says how it is measured
        fields = causes[bisect_left(causes, (start + 1, 0)) : bisect_left(causes, (start + _NEAR, 0))]
        return any(all(line[:1].isspace() for line in lines[start:first]) for first, _ in fields)
    if problem.code not in ("OKR252", "OKR253"):
        return False
    below = causes[bisect_left(causes, (start + 1, 0)) :]
    ends = (number for number in range(start, len(lines)) if _NEXT_OBJECTIVE.match(lines[number]))
    end = next(ends, len(lines))
    within = [(first, last) for first, last in below if first <= end]
    if problem.code == "OKR252":
        return bool(within)
    is_above_fields = bisect_left(marks, start) < bisect_left(marks, min(start + _NEAR, end))
    return any(
        first <= start + _NEAR
        and any("owner" in line.casefold() for line in lines[first - 1 : min(last, end) if is_above_fields else first])
        for first, last in within
    )


def _is_about_missing_fields(problem: Problem) -> bool:
    """Whether a problem says of a heading that nothing below it makes it an objective, as other words may."""
    return problem.code == "OKR119" and "has no field, no key result" in problem.message


def _names_wrong_id(problem: Problem, wrong_ids: Sequence[int]) -> bool:
    """Whether a check-in names a key result by an id that is wrong where the key result is typed."""
    return problem.code == "OKR219" and any(0 < problem.place.line - line <= _LINES_OF_OBJECTIVE for line in wrong_ids)


def _drop_words_about_marks(problems: Sequence[Problem]) -> Sequence[Problem]:
    """Return problems without what is said about a mark a second time, as an unknown field or word on its line."""
    marks = {
        (problem.place.path, problem.place.line): problem.message.casefold()
        for problem in problems
        if problem.code == "OKR310"
    }
    return [problem for problem in problems if not _is_about_mark(problem, marks)] if marks else problems


def _is_about_mark(problem: Problem, marks: Mapping[tuple[str, int], str]) -> bool:
    said = marks.get((problem.place.path, problem.place.line))
    if said is not None and problem.message.startswith(_OF_OTHER_LINES):
        return True  # it is a mark, and no check-in and no heading
    if said is None or problem.code not in ("OKR118", "OKR201", "OKR211"):
        return False
    name = re.match(r"['“]([^'”]+)['”]", problem.message)
    return name is not None and (name[1].casefold() in said or "(" in name[1])
