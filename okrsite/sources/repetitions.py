"""One problem in the place of several that have one cause, each of which would be mended with the first.

Decides of what is said again and again, for each check-in that names a key result, for each field of a record that
isn't divided from the one above it, for each line of a paragraph, which is said once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from okrsite.late_patterns import compile_late
from okrsite.problems import Place, Problem, create_problem
from okrsite.sources.lost_key_results import find_end_of_key_result, find_lost_name
from okrsite.sources.mark_words import find_mark_field
from okrsite.sources.objective_lines import ObjectiveLines

_TWICE = compile_late(r"'(?P<name>[^']+)' stands twice; the first is on line (?P<first>\d+)\.")
_TWICE_IN_MARKDOWN = compile_late(r"“(?P<name>[^”]+)” is said twice in this (?P<record>[\w -]+); the first is on line")
_MEASURED = compile_late(r"Here the unit is '(?P<unit>[^']*)', '(?P<name>[^']+)' in line (?P<line>\d+) is measured in")
_UNIT = compile_late(r"Here the unit is '[^']*', (?:in line \d+|elsewhere in this key result) it is")
_LOOKS_LIKE = compile_late(
    r"These two lines look like|These boxes belong to no|This box belongs to no|This line looks like (?:a|an) "
    r"|[“'][^”']+[”'] (?:and \d+ more )?(?:looks like a field|(?:is|are) (?:a field|fields) of)"
)
"""What stands where the format has no place for it."""
_IN_TEXT = compile_late(r"is read as a part of the text that begins in line \d+")
_WITHIN = compile_late(r"Here a second line begins within this one")
_KEY_RESULT = compile_late(r"[-•][ \t]*(?:\[.?\][ \t]*)?KR")
_OF_TWO_RECORDS = frozenset({"OKR104", "OKR205", "OKR208", "OKR215", "OKR254", "OKR257"})
"""What is said of a record that holds the fields of two."""
_FIRST_FIELD = compile_late(r" *- +[\w-]+:(?:\s|\Z)")
_STRANGE = "This stands where "
_LINES_OF_KEY_RESULT = 25
_MOST_LINES = 3
"""Further lines that a message names."""


def join_repeated_problems(
    problems: Sequence[Problem], lines: Sequence[str], objectives: ObjectiveLines
) -> list[Problem]:
    """Return the problems of one file, of those with one cause the first.

    Args:
        problems: What is wrong with the file.
        lines: Its lines.
        objectives: Where its objectives begin.
    """
    if len(problems) < 2:
        return list(problems)
    problems = _join_second_lines(problems, lines)
    problems = _join_lost_names(problems, objectives)
    problems = _join_units(problems, objectives)
    problems = _join_strange_records(problems, objectives)
    problems = _join_second_fields(problems, lines)
    return _join_misplaced_lines(problems, lines)


def _join_second_lines(problems: Sequence[Problem], lines: Sequence[str]) -> list[Problem]:
    """Say once of a line within which a second one begins what both of them together make impossible.

    It is an error if one of those is: then what is read isn't what was typed.
    """
    left = list(problems)
    for joined in [problem for problem in problems if _WITHIN.match(problem.message)]:
        place = joined.place
        begins_key_result = (
            _KEY_RESULT.match(lines[place.line - 1], place.column - 1) if place.line <= len(lines) else None
        )
        last = find_end_of_key_result(place.line, lines) if begins_key_result else place.line
        about_it = [
            problem
            for problem in left
            if problem is not joined
            and (
                (problem.place.line == place.line and problem.place.end_column > place.column)
                or (problem.code in _OF_TWO_RECORDS and place.line < problem.place.line <= last)
            )
        ]
        if any(problem.severity == "error" for problem in about_it):
            told = create_problem("OKR120", place, joined.message, joined.hint)
            left[left.index(joined)] = told
        dropped = {id(problem) for problem in about_it}
        left = [problem for problem in left if id(problem) not in dropped]
    return left


def _join_lost_names(problems: Sequence[Problem], objectives: ObjectiveLines) -> list[Problem]:
    """Say once of each name that it is no key result's; the other check-ins with that name are told by their lines."""
    groups: dict[tuple[str, int, str], list[Problem]] = {}
    for problem in problems:
        if name := find_lost_name(problem):
            first, _ = objectives.find_extent(problem.place.line)
            groups.setdefault((problem.code, first, name), []).append(problem)
    return _replace_groups(problems, [group for group in groups.values() if len(group) > 1])


def _join_strange_records(problems: Sequence[Problem], objectives: ObjectiveLines) -> list[Problem]:
    """Say once of the records of a list that they stand where others belong; further ones are told by their lines."""
    groups: dict[tuple[int, str], list[Problem]] = {}
    for problem in problems:
        if problem.code == "OKR201" and problem.message.startswith(_STRANGE):
            first, _ = objectives.find_extent(problem.place.line)
            groups.setdefault((first, problem.message), []).append(problem)
    return _replace_groups(problems, [group for group in groups.values() if len(group) > 1])


def _join_units(problems: Sequence[Problem], objectives: ObjectiveLines) -> list[Problem]:
    """Say once of each key result that its check-ins have another unit; not at all if its own numbers have several."""
    own = [problem.place.line for problem in problems if problem.code == "OKR205" and _UNIT.match(problem.message)]
    groups: dict[tuple[str, str], list[Problem]] = {}
    dropped: set[int] = set()
    for problem in problems:
        match = _MEASURED.match(problem.message) if problem.code == "OKR205" else None
        if match is None or problem.correction is not None:  # of a time it is said what it is in the other unit
            continue
        start = int(match["line"])
        if any(start <= line <= start + _LINES_OF_KEY_RESULT for line in own):
            dropped.add(id(problem))
        else:
            groups.setdefault((match["line"] + match["name"], match["unit"]), []).append(problem)
    left = [problem for problem in problems if id(problem) not in dropped]
    return _replace_groups(left, [group for group in groups.values() if len(group) > 1])


def _replace_groups(problems: Sequence[Problem], groups: Sequence[Sequence[Problem]]) -> list[Problem]:
    """Put one problem, which names the lines of the others, in the place of each group's first."""
    joined: dict[int, Problem | None] = {}
    for group in groups:
        joined[id(group[0])] = replace(group[0], hint=_name_lines(group[0], group[1:]))
        joined |= {id(problem): None for problem in group[1:]}
    replaced = (joined.get(id(problem), problem) for problem in problems)
    return [problem for problem in replaced if problem is not None]


def _name_lines(first: Problem, others: Sequence[Problem]) -> str:
    """Return the hint of a problem with the further lines of which the same is to be said."""
    numbers = sorted({problem.place.line for problem in others} - {first.place.line})
    if not numbers:
        return first.hint
    listed = ", ".join(str(number) for number in numbers[:_MOST_LINES])
    more = f" and {len(numbers) - _MOST_LINES} more" if len(numbers) > _MOST_LINES else ""
    return f"{first.hint} The same holds for {'lines' if len(numbers) > 1 else 'line'} {listed}{more}."


def _join_second_fields(problems: Sequence[Problem], lines: Sequence[str]) -> list[Problem]:
    """Say once of fields that follow each other, and all stand further above, that a second record begins there."""
    second = [problem for problem in problems if _is_second_field(problem)]
    if len(second) < 2:
        return list(problems)
    taken_in = {problem.place.line: problem for problem in problems if _IN_TEXT.search(problem.message)}
    groups: list[list[Problem]] = []
    for problem in second:
        if groups and _goes_on(groups[-1][-1], problem):
            groups[-1].append(problem)
        else:
            groups.append([problem])
    joined: list[Problem] = []
    for group in groups:
        above = taken_in.pop(group[0].place.line - 1, None) if len(group) > 1 else None
        joined += _describe_second_record(group, lines, above)
    told = {id(problem) for problem in second}
    moved = {group[0].place.line - 1 for group in groups if _begins_further_right(group, lines)}
    told |= {
        id(problem) for problem in problems if problem.place.line in moved and problem.code in ("OKR201", "OKR212")
    }
    left = (problem for problem in problems if id(problem) not in told)
    return [
        *(problem for problem in left if not _IN_TEXT.search(problem.message) or problem in taken_in.values()),
        *joined,
    ]


def _is_second_field(problem: Problem) -> bool:
    """Whether a problem is about a field that stands twice; about a mark of secrecy each word counts."""
    match = _match_second_field(problem)
    return match is not None and not find_mark_field(match["name"])


def _match_second_field(problem: Problem) -> re.Match[str] | None:
    if problem.code != "OKR104":
        return None
    return _TWICE.match(problem.message) or _TWICE_IN_MARKDOWN.match(problem.message)


def _goes_on(before: Problem, problem: Problem) -> bool:
    """Whether a field that stands twice belongs to the same second record as the one before it."""
    match, other = _match_second_field(problem), _match_second_field(before)
    if match is None or other is None or match.re is not other.re or problem.place.line <= before.place.line:
        return False
    first, first_before = (_find_first_line(problem), _find_first_line(before))
    return (
        first != first_before
        and first < before.place.line
        and (match.re is _TWICE_IN_MARKDOWN or problem.place.column == before.place.column)
    )


def _find_first_line(problem: Problem) -> int:
    match = re.search(r"the first is on line (\d+)\.", problem.message)
    return int(match[1]) if match else 0


def _describe_second_record(
    group: Sequence[Problem], lines: Sequence[str], above: Problem | None = None
) -> list[Problem]:
    """Return one problem for the fields of a record that is taken for a part of the one before it.

    `above` is the problem of the line that should begin it, if that one became text.
    """
    if len(group) < 2:
        return [*([above] if above is not None else []), *group]
    first = group[0]
    matches = [match for problem in group if (match := _match_second_field(problem))]
    named = " and ".join((f"'{matches[0]['name']}'", f"'{matches[1]['name']}'"))
    if len(matches) > 2:
        named = f"'{matches[0]['name']}', '{matches[1]['name']}' and {len(matches) - 2} more"
    if matches[0].re is _TWICE_IN_MARKDOWN:
        message = f"A second {matches[0]['record']} seems to begin above here: {named} are said twice in this one."
        hint = "Begin its first line without blanks, as “- KR: …”, and on a line of its own."
        return [replace(first, message=message, hint=hint)]
    place = first.place.span_to(group[-1].place)
    if _begins_further_right(group, lines):
        number = first.place.line - 1
        typed = lines[number - 1]
        column = first.place.column - 2
        message = f"This item begins further right than the fields below it, so {named} stand twice in the one before."
        hint = f"Begin it in column {column}: `{typed.strip()[:200]}`."
        start = Place(first.place.path, number, len(typed) - len(typed.lstrip()) + 1, number, len(typed) + 1)
        return [replace(first, place=start, message=message, hint=hint)]
    if above is not None:
        message = f"{above.message} So those below it count as those of the one before: {named} stand twice."
        return [replace(first, place=above.place.span_to(group[-1].place), message=message, hint=above.hint)]
    message = f"Something new seems to begin here, without its dash: {named} stand twice."
    line = lines[first.place.line - 1].strip() if 0 < first.place.line <= len(lines) else ""
    hint = "Begin it with a dash, in line with that of the one above; of fields that really stand twice keep one."
    if 0 < len(line) <= 200 and line[:2] != "- ":
        hint = f"Begin it with a dash, in line with that of the one above: `- {line}`."
    return [replace(first, place=place, message=message, hint=hint)]


def _begins_further_right(group: Sequence[Problem], lines: Sequence[str]) -> bool:
    """Whether the line above fields that stand twice is an item of which they are meant to be the others."""
    line = lines[group[0].place.line - 2] if 1 < group[0].place.line <= len(lines) + 1 else ""
    match = _TWICE.match(group[0].message)
    margin = len(line) - len(line.lstrip())
    begins = _FIRST_FIELD.match(line) is not None  # a record in braces is whole
    return bool(match) and len(group) > 1 and begins and margin >= group[0].place.column - 1


def _join_misplaced_lines(problems: Sequence[Problem], lines: Sequence[str]) -> list[Problem]:
    """Say once of lines right below each other that none of them stands where it is read."""
    misplaced = sorted(
        (problem for problem in problems if problem.code == "OKR118" and _LOOKS_LIKE.match(problem.message)),
        key=lambda problem: (problem.place.line, problem.place.column),
    )
    dropped: set[int] = set()
    last = 0
    for problem in misplaced:
        if problem.correction is None and last and _is_right_below(last, problem.place.line, lines):
            dropped.add(id(problem))
        last = max(last, problem.place.end_line)
    return [problem for problem in problems if id(problem) not in dropped]


def _is_right_below(last: int, line: int, lines: Sequence[str]) -> bool:
    """Whether no line of another kind stands between two lines: only bullets and what is indented below them."""
    if line <= last + 1:
        return True
    between = lines[last : line - 1]
    return line - last < _LINES_OF_KEY_RESULT and all(text[:1] in " \t" and text.strip() for text in between)
