"""What a YAML parser's complaint means to the person who typed the file.

Decides place, sentence and way out of one syntax error. It looks at the line first and at the parser's words second:
the line shows what somebody meant, and libyaml and the pure Python parser use different words.
"""

from __future__ import annotations

import re

import yaml

from okrsite.problems import Place, Problem, create_problem
from okrsite.sources.text import LineIndex, find_refused_characters

_FIELD = re.compile(r"(?P<before>\s*(?:- +)*(?P<name>[^\s:#'\"\[{&*!|>%@`,][^:#]*?)[ \t]*:[ \t]+)(?P<value>\S.*?)\s*\Z")
_ITEM = re.compile(r"(?P<before>\s*(?:- +)+)(?P<value>\S.*?)\s*\Z")
_GLUED = re.compile(r"\s*(?:- +)*(?P<name>[A-Za-z][\w -]*):(?P<value>[^\s/:].*?)\s*\Z")
_NAMED = re.compile(r"\s*(?:- +)*[^\s:#'\"][^:#]*:(?:\s|\Z)")

_BEGINS = "A text can't begin with '{}' unless it stands in quotes."


def explain_yaml_error(error: yaml.YAMLError, text: str, lines: LineIndex) -> Problem:
    """Turn a parser's error into a problem: OKR103 for tabs, OKR102 for everything else."""
    source = _FailedText(text, lines, error)
    for recognise in (
        _recognise_tab,
        _recognise_quote,
        _recognise_value,
        _recognise_glued_colon,
        _recognise_indentation,
        _recognise_brackets,
        _recognise_escape,
    ):
        found_problem = recognise(source)
        if found_problem is not None:
            return found_problem
    hint = "Compare it with the lines around it: a field is `name: value`, an item of a list begins with `- `."
    return create_problem("OKR102", source.make_place(source.at), "This line can't be read as YAML.", hint)


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

    def find_line_before(self, at: int) -> str:
        """Return the last line with text above the line of an offset."""
        above = self.text[: self.find_line_start(at)].rstrip()
        return self.get_line(len(above)) if above else ""

    def make_place(self, start: int, length: int = 1) -> Place:
        """Return a span on one line."""
        return self.lines.make_place(start, start + length)


def _recognise_tab(source: _FailedText) -> Problem | None:
    for at in (source.at, source.began):
        start, line = source.find_line_start(at), source.get_line(at)
        indentation = re.match(r"[ \t]*(?:-[ \t]+)*", line)
        tab_at = indentation.group().find("\t") if indentation else -1
        if tab_at >= 0:
            return create_tab_problem(source.make_place(start + tab_at))
    return None


def _recognise_quote(source: _FailedText) -> Problem | None:
    if "quoted scalar" not in source.words or "escape" in source.words:
        return None
    quote = source.text[source.began : source.began + 1]
    sentence = f"The quotation mark {quote} that opens here is never closed."
    return create_problem(
        "OKR102", source.make_place(source.began), sentence, f"Type a second {quote} where the text ends."
    )


def _recognise_value(source: _FailedText) -> Problem | None:
    """Recognise a value that needs quotes, on the line of the error or on that of its beginning."""
    for at in dict.fromkeys((source.at, source.began)):
        match = _FIELD.match(source.get_line(at)) or _ITEM.match(source.get_line(at))
        if match is None:
            continue
        value, start = match["value"], source.find_line_start(at) + match.end("before")
        sentence = _explain_quotes(value)
        if sentence:
            quoted = f"Put the text in quotes: {_quote_value(value)}"
            return create_problem("OKR102", source.make_place(start, len(value)), sentence, quoted)
    return None


def _explain_quotes(value: str) -> str:
    if value[0] in "@`%]},*&!":
        return _BEGINS.format(value[0])
    if value[0] in "|>" and not re.match(r"[|>][+-]?[1-9]?[+-]?\s*(?:#.*)?\Z", value):
        return _BEGINS.format(value[0])
    if value[0] in "\"'" and re.match(r"(\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')\s*[^\s#]", value):
        return "Text follows behind the closing quotation mark."
    if value[0] in "[{" and re.match(r"(\[[^\[\]]*\]|\{[^{}]*\})\s*[^\s#]", value):
        return _BEGINS.format(value[0])
    if value.startswith("- "):
        return "A list begins on the line below its name, and text that begins with a dash needs quotes."
    if value.startswith("? "):
        return _BEGINS.format("?")
    if value[0] not in "\"'[{|>" and re.search(r":(?:\s|\Z)", value):
        return "A colon with a space behind it stands in this text, which YAML takes for another field."
    return ""


def _quote_value(value: str) -> str:
    """Show how the text looks in quotes; a long one is cut, and shown as such."""
    inner = shorten_to_one_line(value[1:-1] if value[0] in "\"'" and value[-1] == value[0] else value)
    return f'"{inner}"' if '"' not in inner and "\\" not in inner else "'" + inner.replace("'", "''") + "'"


def _recognise_glued_colon(source: _FailedText) -> Problem | None:
    """Recognise `title:Grow`, on the line itself or on the one above, which YAML then reads on."""
    above = source.find_line_before(source.at)
    candidates = (
        (source.get_line(source.at), source.find_line_start(source.at)),
        (above, len(source.text[: source.find_line_start(source.at)].rstrip()) - len(above.rstrip())),
    )
    for line, start in candidates:
        match = _GLUED.match(line)
        if match:
            colon = max(start, 0) + match.end("name")
            hint = f"Type `{shorten_to_one_line(match['name'])}: {shorten_to_one_line(match['value'])}`."
            return create_problem("OKR102", source.make_place(colon), "A space is missing behind the colon.", hint)
    return None


def _recognise_indentation(source: _FailedText) -> Problem | None:
    line, above = source.get_line(source.at), source.find_line_before(source.at)
    start = source.find_line_start(source.at)
    width = len(line) - len(line.lstrip())
    if "mapping values" in source.words and _NAMED.match(line) and width > _measure_indentation(above):
        hint = "Fields that belong together begin in the same column; one with fields below it has no value of its own."
        return create_problem(
            "OKR102",
            source.make_place(start + width),
            "This line is indented further than the one above it allows.",
            hint,
        )
    if "did not find expected key" in source.words or "'-' indicator" in source.words or "<block end>" in source.words:
        hint = "Fields that belong together begin in the same column, and so do the items of a list."
        return create_problem(
            "OKR102", source.make_place(start + width), "This line doesn't stand in line with those above it.", hint
        )
    if "simple key" in source.words:
        at = source.began
        hint = "Type `name: value`. Text of several lines is indented below its name, behind which stands `|`."
        return create_problem("OKR102", source.make_place(at), "Here is text without a field's name and colon.", hint)
    return None


def _recognise_brackets(source: _FailedText) -> Problem | None:
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


def _recognise_escape(source: _FailedText) -> Problem | None:
    if "escape" not in source.words and "quoted scalar" not in source.words:
        return None
    hint = "Use single quotes around text with backslashes."
    return create_problem(
        "OKR102",
        source.make_place(source.at),
        "A backslash in double quotes begins a special character, and this one is none.",
        hint,
    )


def _measure_indentation(line: str) -> int:
    return len(line) - len(line.lstrip())


def check_invisible_characters(path: str, text: str, first_line: int) -> list[Problem]:
    """Report the characters as the check for invisible ones does, so that both together say it once."""
    shifted = []
    for found_problem in find_refused_characters(path, text):
        spot = found_problem.place
        moved = Place(path, spot.line + first_line - 1, spot.column, spot.end_line + first_line - 1, spot.end_column)
        shifted.append(create_problem(found_problem.code, moved, found_problem.message, found_problem.hint))
    return shifted
