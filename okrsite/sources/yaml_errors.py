"""What a YAML parser's complaint means to the person who typed the file.

Decides place, sentence and way out of one syntax error. It looks at the line first and at the parser's words second:
the line shows what somebody meant, and libyaml and the pure Python parser use different words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import yaml
from msgspec.structs import replace

from okrsite.problems import Place, Problem, create_problem
from okrsite.sources.text import LineIndex, find_refused_characters
from okrsite.sources.yaml_bare_marks import find_bare_mark
from okrsite.sources.yaml_causes import find_cause_above
from okrsite.sources.yaml_columns import find_columns, find_columns_of_tab, show_ways
from okrsite.sources.yaml_events import ErrorFinder
from okrsite.sources.yaml_indentation import find_name_right_of_text
from okrsite.sources.yaml_items import find_item_too_far_left, find_stray_hyphen, find_value_above_fields
from okrsite.sources.yaml_joined import find_joined_fields
from okrsite.sources.yaml_lines import has_odd_indentation
from okrsite.sources.yaml_quotes import explain_open_quote
from okrsite.sources.yaml_repairs import LineRepairs, YamlFault, show_line
from okrsite.sources.yaml_steps import find_key_result_line

_NAMED = re.compile(r"\s*(?:- +)*[^\s:#'\"][^:#]*:(?:\s|\Z)")
_BLOCK = re.compile(r"[|>][+-]?[ \t]*\Z")
_OPENED = re.compile(r"[ ]*(?:-[ ]+)*(?:(?!-[ ])[^\s:#'\"\[{&*!|>%@`,][^:#]*:[ \t]+)?(?P<quote>[\"'])")

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
    source = _FailedText(text, lines, error)
    repairs = LineRepairs(text, lines, find_error)
    if tab := _recognise_tab(source, repairs):
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
    for recognise in (_recognise_quote, _recognise_indentation, _recognise_brackets, _recognise_escape):
        found_problem = recognise(source, repairs)
        if found_problem is not None:
            return YamlFault(found_problem)
    hint = "Compare it with the lines around it: a field is `name: value`, an item of a list begins with `- `."
    return YamlFault(create_problem("OKR102", source.make_place(source.at), "This line can't be read as YAML.", hint))


def _find_mark(source: _FailedText, repairs: LineRepairs, *, pairs: bool) -> YamlFault | None:
    """Find a mark of secrecy that is none, at the error or where what failed began."""
    at, began = repairs.find_line(source.at), repairs.find_line(source.began)
    faults = (find_bare_mark(repairs, number, at, pairs=pairs) for number in dict.fromkeys((began, at)))
    return next((fault for fault in faults if fault is not None), None)


def _part_lines(source: _FailedText, repairs: LineRepairs) -> YamlFault | None:
    """Find the line at the error, or right above it, that was two lines."""
    at, began = repairs.find_line(source.at), repairs.find_line(source.began)
    for number in dict.fromkeys([at, began, repairs.find_line_above(at), repairs.find_line_above(began)]):
        if number >= 0 and (fault := find_joined_fields(repairs, number, source.at)):
            return fault
    return None


def _repair_lines(source: _FailedText, repairs: LineRepairs) -> YamlFault | None:
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


def create_tab_problem(place: Place) -> Problem:
    """Say that a line is indented with a tab."""
    hint = "Type two spaces for each level. Most editors can turn all tabs of a file into spaces."
    return create_problem("OKR103", place, "This line is indented with a tab; YAML takes spaces only.", hint)


def shorten_to_one_line(text: str) -> str:
    """Return a text short enough for a message, on one line, without what doesn't print."""
    line = "".join(sign if sign.isprintable() else " " for sign in text[:120])
    return line if len(line) <= 40 else line[:39] + "…"


class _FailedText:
    """The text with the spot at which the parser stopped."""

    def __init__(self, text: str, lines: LineIndex, error: object) -> None:
        self.text = text
        self.lines = lines
        self.words = f"{getattr(error, 'context', None) or ''} {getattr(error, 'problem', None) or ''}"
        mark = getattr(error, "problem_mark", None)
        began = getattr(error, "context_mark", None)
        self.at = min(mark.index, len(text)) if mark else 0
        self.began = min(began.index, len(text)) if began else self.at

    def find_line_start(self, at: int) -> int:
        """Return where the line of an offset begins."""
        return max(self.text.rfind("\n", 0, at), self.text.rfind("\r", 0, at)) + 1

    def get_line(self, at: int) -> str:
        """Return the line of an offset, without its end."""
        return re.split(r"[\r\n]", self.text[self.find_line_start(at) :][:2000], maxsplit=1)[0]

    def make_place(self, start: int, length: int = 1) -> Place:
        """Return a span on one line."""
        return self.lines.make_place(start, start + length)


def _recognise_tab(source: _FailedText, repairs: LineRepairs) -> Problem | None:
    for at in (source.at, source.began):
        start, line = source.find_line_start(at), source.get_line(at)
        indentation = re.match(r"[ \t]*(?:-[ \t]+)*", line)
        tab_at = indentation.group().find("\t") if indentation else -1
        if tab_at >= 0:
            problem = create_tab_problem(source.make_place(start + tab_at))
            ways = find_columns_of_tab(repairs, repairs.find_line(start), line)
            shown = f" {ways}: `{show_line(line)}`." if ways else ""
            return replace(problem, hint=f"{problem.hint}{shown}")
    return None


def _recognise_quote(source: _FailedText, _: LineRepairs) -> Problem | None:
    if "quoted scalar" not in source.words or "escape" in source.words:
        return None
    quote = source.text[source.began : source.began + 1]
    sentence = f"The quotation mark {quote} that opens here is never closed."
    return create_problem(
        "OKR102", source.make_place(source.began), sentence, f"Type a second {quote} where the text ends."
    )


def _recognise_indentation(source: _FailedText, repairs: LineRepairs) -> Problem | None:
    line, number = source.get_line(source.at), repairs.find_line(source.at)
    width = len(line) - len(line.lstrip())
    place = source.make_place(source.find_line_start(source.at) + width)
    wrong = ("mapping values", "did not find expected key", "'-' indicator", "<block end>")
    if any(words in source.words for words in wrong) and (_NAMED.match(line) or line.lstrip().startswith("-")):
        spots = find_columns(repairs, number, line)
        above = repairs.find_line_above(number)
        if spots:
            known = f"`{show_line(repairs.get_line(spots[0][1]))}` in line {repairs.name(spots[0][1])}"
            message = (
                f"This line begins in column {width + 1}, and so not in line with those above it, such as {known}."
            )
            return create_problem("OKR102", place, message, f"{show_ways(repairs, spots)}: `{show_line(line)}`.")
        if above >= 0:
            known = f"`{show_line(repairs.get_line(above))}` in line {repairs.name(above)}"
            message = f"This line doesn't stand in line with those above it, such as {known}."
            hint = "Fields that belong together begin in the same column, and so do the items of a list."
            return create_problem("OKR102", place, message, hint)
    if text := _find_text_above(repairs, number, width):
        message = f"This line begins further left than the text that begins in line {repairs.name(text)}."
        hint = "All lines of a text begin in the column of its first line, or further right."
        return create_problem("OKR102", place, message, hint)
    if "simple key" in source.words:
        at = source.began
        hint = "Type `name: value`. Text of several lines is indented below its name, behind which stands `|`."
        return create_problem("OKR102", source.make_place(at), "Here is text without a field's name and colon.", hint)
    return None


def _find_text_above(repairs: LineRepairs, number: int, width: int) -> int:
    """Return the first line of a block of text that a line seems to belong to, and is too far left for; 0 for none."""
    for at in range(number - 1, max(number - _FURTHEST, 0), -1):
        line = repairs.get_line(at)
        indentation = len(line) - len(line.lstrip())
        if line.strip() and indentation <= width:
            return 0
        header = repairs.get_line(at - 1)
        if _BLOCK.search(header) and len(header) - len(header.lstrip()) < width:
            return at
    return 0


def _recognise_brackets(source: _FailedText, _: LineRepairs) -> Problem | None:
    if "flow" not in source.words:
        return None
    bracket = source.text[source.began : source.began + 1]
    closing = {"[": "]", "{": "}"}.get(bracket)
    if closing is None:
        return None
    hint = f"Type `{closing}` where it ends, with commas between; text that begins with `{bracket}` needs quotes."
    return create_problem(
        "OKR102",
        source.make_place(source.began),
        f"The bracket `{bracket}` that opens here is not closed as it should be.",
        hint,
    )


def _recognise_escape(source: _FailedText, _: LineRepairs) -> Problem | None:
    if "escape" not in source.words and "quoted scalar" not in source.words:
        return None
    hint = "Use single quotes around text with backslashes."
    return create_problem(
        "OKR102",
        source.make_place(source.at),
        "A backslash in double quotes begins a special character, and this one is none.",
        hint,
    )


def check_invisible_characters(path: str, text: str, first_line: int) -> list[Problem]:
    """Report the characters as the check for invisible ones does, so that both together say it once."""
    shifted = []
    for found_problem in find_refused_characters(path, text):
        spot = found_problem.place
        moved = Place(path, spot.line + first_line - 1, spot.column, spot.end_line + first_line - 1, spot.end_column)
        shifted.append(create_problem(found_problem.code, moved, found_problem.message, found_problem.hint))
    return shifted
