"""What a YAML parser's complaint means to the person who typed the file.

Decides place, sentence and way out of one syntax error. It looks at the lines first and at the parser's words second
(`yaml_parser_words`): a line shows what somebody meant, and libyaml and the pure Python parser use different words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import yaml

from okrsite.late_patterns import compile_late
from okrsite.problems import Place, Problem, create_problem
from okrsite.sources.text import LineIndex, find_refused_characters
from okrsite.sources.yaml_bare_marks import find_bare_mark
from okrsite.sources.yaml_causes import find_cause_above
from okrsite.sources.yaml_events import ErrorFinder
from okrsite.sources.yaml_indentation import find_name_right_of_text
from okrsite.sources.yaml_items import find_item_too_far_left, find_stray_hyphen, find_value_above_fields
from okrsite.sources.yaml_joined import find_joined_fields
from okrsite.sources.yaml_lines import has_odd_indentation
from okrsite.sources.yaml_parser_words import FailedText, explain_parser_words, recognise_tab
from okrsite.sources.yaml_quotes import explain_open_quote
from okrsite.sources.yaml_repairs import LineRepairs, YamlFault, show_line
from okrsite.sources.yaml_steps import find_key_result_line

_OPENED = compile_late(r"[ ]*(?:-[ ]+)*(?:(?!-[ ])[^\s:#'\"\[{&*!|>%@`,][^:#]*:[ \t]+)?(?P<quote>[\"'])")

MAX_FAULTS = 20
"""Lines of a file that are told at once because the file can't be read for them."""
_FURTHEST_QUOTE = 400
"""Lines above an error that are looked at for a quotation mark that opened and never closed."""
_FURTHEST = 40
"""Lines above an error that are looked at where brackets or quotes opened before it."""


def add_errors(
    problems: Sequence[Problem], error: yaml.YAMLError, path: str, text: str, first_line: int
) -> list[Problem]:
    """Return problems with what keeps a text from being read; what was noted of the same lines follows from that."""
    faults = list(explain_errors(error, path, text, first_line))
    told = {fault.place.line for fault in faults}
    return [*(problem for problem in problems if problem.place.line not in told), *faults]


def explain_errors(error: yaml.YAMLError, path: str, text: str, first_line: int) -> Iterator[Problem]:
    """Yield what keeps a text from being read: its first fault, and those that come when that is mended."""
    find_error = ErrorFinder()
    told: set[int] = set()
    for _ in range(MAX_FAULTS):
        fault = explain_yaml_error(error, text, LineIndex(path, text, first_line), find_error)
        if fault.problem.place.line in told:
            return  # what mends the one fault of a line brings another one
        told.add(fault.problem.place.line)
        yield fault.problem
        text = fault.corrected
        if not text:
            return
        later = find_error.find(text)
        if not isinstance(later, yaml.YAMLError):
            return
        error = later


def explain_yaml_error(
    error: yaml.YAMLError, text: str, lines: LineIndex, find_error: Callable[[str], int]
) -> YamlFault:
    """Turn a parser's error into a problem: OKR103 for tabs, OKR102 for everything else.

    Args:
        error: What the parser said.
        text: The whole text.
        lines: Its lines.
        find_error: Returns how many characters of a text can be read.
    """
    source = FailedText(text, lines, error)
    repairs = LineRepairs(text, lines, find_error)
    if tab := recognise_tab(source, repairs):
        return YamlFault(tab)
    if fault := _find_mark(source, repairs, pairs=False) or find_key_result_line(repairs, repairs.find_line(source.at)):
        return fault
    if fault := _part_lines(source, repairs):
        return fault
    if fault := _repair_lines(source, repairs):
        return fault
    if fault := _find_mark(source, repairs, pairs=True):
        return fault
    at, began = repairs.find_line(source.at), repairs.find_line(source.began)
    for number in dict.fromkeys((began, at)):
        if fault := find_name_right_of_text(repairs, number, at):
            return fault
    for find_cause in (find_value_above_fields, find_stray_hyphen, find_item_too_far_left, find_cause_above):
        if fault := find_cause(repairs, at):
            return fault
    if told := explain_parser_words(source, repairs):
        return YamlFault(told)
    hint = "Compare it with the lines around it: a field is `name: value`, an item of a list begins with `- `."
    return YamlFault(create_problem("OKR102", source.make_place(source.at), "This line can't be read as YAML.", hint))


def _find_mark(source: FailedText, repairs: LineRepairs, *, pairs: bool) -> YamlFault | None:
    """Find a mark of secrecy that is none, at the error or where what failed began."""
    at, began = repairs.find_line(source.at), repairs.find_line(source.began)
    faults = (find_bare_mark(repairs, number, at, pairs=pairs) for number in dict.fromkeys((began, at)))
    return next((fault for fault in faults if fault is not None), None)


def _part_lines(source: FailedText, repairs: LineRepairs) -> YamlFault | None:
    """Find the line at the error, or right above it, that was two lines."""
    at, began = repairs.find_line(source.at), repairs.find_line(source.began)
    for number in dict.fromkeys([at, began, repairs.find_line_above(at), repairs.find_line_above(began)]):
        if number >= 0 and (fault := find_joined_fields(repairs, number, source.at)):
            return fault
    return None


def _repair_lines(source: FailedText, repairs: LineRepairs) -> YamlFault | None:
    """Find the line that is at fault: with that as it should be, the text can be read beyond the error."""
    at, began = repairs.find_line(source.at), repairs.find_line(source.began)
    first = max(began, at - _FURTHEST)
    in_flow = "flow" in source.words
    if quoted := _find_opened_quote(repairs, at):
        return quoted
    order = list(range(first, at + 1)) if in_flow else [at, first]
    above = repairs.find_line_above(at)
    odd = [number for number in range(at, max(at - _FURTHEST, -1), -1) if has_odd_indentation(repairs.get_line(number))]
    # Behind `{`, a `#` begins a comment that hides the bracket's end.
    hidden = [number for number in range(max(at - 3, 0), at) if "{#" in repairs.get_line(number)]
    for number in dict.fromkeys([*odd[:3], *order, above, *hidden]):
        inside = source.text[source.began] if in_flow and number > first and source.began < len(source.text) else ""
        if number >= 0 and (fault := repairs.repair(number, source.at, inside=inside if inside in "{[" else "")):
            return fault
    return None


def _find_opened_quote(repairs: LineRepairs, at: int) -> YamlFault | None:
    """Find a quotation mark that opens on a line above the error, and swallows the lines up to it."""
    for number in range(at - 1, max(at - _FURTHEST_QUOTE, -1), -1):
        line = repairs.get_line(number)
        match = _OPENED.match(line)
        if match is None and line.count('"') % 2 and "{" in line:
            fault = repairs.repair(number, repairs.get_offset(at))
            if fault is not None:
                return fault
        if match is None or line.count(match["quote"]) != 1:
            continue
        corrected = f"{line.rstrip()}{match['quote']}"
        if whole := repairs.try_line(number, corrected, repairs.get_offset(at)):
            message = explain_open_quote(match["quote"])
            hint = f"Write: {show_line(corrected)}"
            column = match.start("quote")
            return YamlFault(
                create_problem("OKR102", repairs.make_place(number, column, column + 1), message, hint), whole
            )
    return None


def shorten_to_one_line(text: str) -> str:
    """Return a text short enough for a message, on one line, without what doesn't print."""
    line = "".join(sign if sign.isprintable() else " " for sign in text[:120])
    return line if len(line) <= 40 else line[:39] + "…"


def check_invisible_characters(path: str, text: str, first_line: int) -> list[Problem]:
    """Report the characters as the check for invisible ones does, so that both together say it once."""
    shifted = []
    for found_problem in find_refused_characters(path, text):
        spot = found_problem.place
        moved = Place(path, spot.line + first_line - 1, spot.column, spot.end_line + first_line - 1, spot.end_column)
        shifted.append(create_problem(found_problem.code, moved, found_problem.message, found_problem.hint))
    return shifted
