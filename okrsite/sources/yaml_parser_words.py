"""What is said of a YAML text at the spot where the parser stopped, by its words and the columns of the lines there.

It is asked where no line is known that could be read once it is put right.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from okrsite.late_patterns import compile_late
from okrsite.problems import Place, Problem, create_problem
from okrsite.sources.text import LineIndex
from okrsite.sources.yaml_columns import find_columns, find_columns_of_tab, show_ways
from okrsite.sources.yaml_repairs import LineRepairs, show_line

_NAMED = compile_late(r"\s*(?:- +)*[^\s:#'\"][^:#]*:(?:\s|\Z)")
_BLOCK = compile_late(r"[|>][+-]?[ \t]*\Z")
_FURTHEST = 40
"""Lines above an error that are looked at for the text to which a line may belong."""


class FailedText:
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


def create_tab_problem(place: Place) -> Problem:
    """Say that a line is indented with a tab."""
    hint = "Type two spaces for each level. Most editors can turn all tabs of a file into spaces."
    return create_problem("OKR103", place, "This line is indented with a tab; YAML takes spaces only.", hint)


def recognise_tab(source: FailedText, repairs: LineRepairs) -> Problem | None:
    """Return what is said of a line that is indented with a tab; None for other lines."""
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


def explain_parser_words(source: FailedText, repairs: LineRepairs) -> Problem | None:
    """Return what the parser's words mean at the spot where it stopped; None where they say nothing."""
    for recognise in (_recognise_quote, _recognise_indentation, _recognise_brackets, _recognise_escape):
        found = recognise(source, repairs)
        if found is not None:
            return found
    return None


def _recognise_quote(source: FailedText, _: LineRepairs) -> Problem | None:
    if "quoted scalar" not in source.words or "escape" in source.words:
        return None
    quote = source.text[source.began : source.began + 1]
    sentence = f"The quotation mark {quote} that opens here is never closed."
    return create_problem(
        "OKR102", source.make_place(source.began), sentence, f"Type a second {quote} where the text ends."
    )


def _recognise_indentation(source: FailedText, repairs: LineRepairs) -> Problem | None:
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
        begun, before = source.get_line(at), repairs.find_line(at) - 1
        upper = repairs.get_line(before) if before >= 0 else ""
        if begun.lstrip().startswith("{") and upper.lstrip().startswith("- {"):
            message = "A dash is missing before `{`, so this is no item of the list above."
            return create_problem("OKR102", source.make_place(at), message, f"Write: - {begun.strip()}")
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


def _recognise_brackets(source: FailedText, _: LineRepairs) -> Problem | None:
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


def _recognise_escape(source: FailedText, _: LineRepairs) -> Problem | None:
    if "escape" not in source.words and "quoted scalar" not in source.words:
        return None
    hint = "Use single quotes around text with backslashes."
    return create_problem(
        "OKR102",
        source.make_place(source.at),
        "A backslash in double quotes begins a special character, and this one is none.",
        hint,
    )
