"""Brackets that are missing around fields of one line, or are round ones.

Each function returns a line as it may have been meant with the slip on it; the line itself and no slip where it fits
nothing. Whether the text can be read so is tried elsewhere.
"""

from __future__ import annotations

from okrsite.late_patterns import compile_late
from okrsite.sources.yaml_names import NAMES
from okrsite.sources.yaml_quotes import Slip

_START = compile_late(r" *(?:- +)*")
_NAME = r"(?:[A-Za-z_][\w.-]*|\d{4}-\d\d-\d\d|\d+(?:\.\d+)?)"
_CLOSED_ONLY = compile_late(r"[a-z_]+:\s+\S.*[,\s]\s*[a-z_]+:\s.*\}\s*\Z")
_NAMED_FIELDS = compile_late(rf"{_NAME}:[ ]+(?={_NAME}:[ ])")
_ROUND = compile_late(rf"\((?=\s*(?:(?:{'|'.join(sorted(NAMES))}):\s|{_NAME}:\s+[\"'\d]))")
_INNER = compile_late(rf"(?P<name>now|confidence|values|phases|levels):[ ]+(?={_NAME}:\s)")
_SECOND_FIELD = compile_late(rf",\s+(?P<name>{_NAME}):\s")
_FIRST_FIELD = compile_late(rf"(?P<name>{_NAME}):\s+(?P<value>\S)")
_GROUP = compile_late(
    rf"(?P<name>now|confidence|values|phases): (?P<values>{_NAME}: .*?)"
    r"(?=, (?:by|note|confidence|status|now|date): |\Z)"
)


def add_opening_bracket(line: str) -> tuple[str, list[Slip]]:
    """Put a bracket before fields that are closed by one and were opened by none."""
    at = _find_start(line)
    if (named := _NAMED_FIELDS.match(line, at)) and line.count("}") == 1 and "{" not in line:
        at = named.end()  # `ana: name: Ana, team: bread}`
    if line.count("{") >= line.count("}") or not _CLOSED_ONLY.match(line, at) or _INNER.search(line):
        return line, []
    return f"{line[:at]}{{{line[at:]}", [
        Slip(at, at + 1, "The bracket `}` closes fields here, and none was opened before them.")
    ]


def add_inner_bracket(line: str) -> tuple[str, list[Slip]]:
    """Put a bracket before values that are closed by one: `now: wait: 5}`."""
    missing = line.count("}") - line.count("{")
    matches = list(_INNER.finditer(line))
    if missing < 1 or len(matches) != missing:
        return line, []
    corrected = _INNER.sub(lambda match: f"{match[0]}{{", line)
    first = matches[0]
    message = f"The bracket `}}` closes the values of `{first['name']}`, and none was opened before them."
    return corrected, [Slip(first.start("name"), first.end("name"), message)]


def turn_parentheses(line: str) -> tuple[str, list[Slip]]:
    """Turn round brackets around fields into braces; others are a part of a text."""
    first = _ROUND.search(line)
    if first is None:
        return line, []
    corrected: list[str] = []
    open_brackets: list[str] = []
    quote = ""
    for at, sign in enumerate(line):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'" and line[at - 1 : at] in ("", " ", "(", "{", "["):
            quote = sign
        elif sign == "(":
            is_group = _ROUND.match(line, at) is not None
            open_brackets.append("}" if is_group else ")")
            sign = "{" if is_group else sign
        elif sign == ")" and open_brackets:
            sign = open_brackets.pop()
            if sign == "}" and line[at + 1 :].lstrip()[:1] not in ("", ",", ")", "}"):
                return line, []
        corrected.append(sign)
    message = "Fields on one line stand in braces { }, and here stand round brackets."
    return "".join(corrected), [Slip(first.start(), first.start() + 1, message)]


def add_brackets(line: str) -> tuple[str, list[Slip]]:
    """Put braces around fields on one line that have none, and around the values in them."""
    at = _find_start(line)
    first = _FIRST_FIELD.match(line, at)
    if first is None or "{" in line or "}" in line:
        return line, []
    inner = _INNER.match(line, at)
    begin = inner.end() if inner else at
    first, second = _FIRST_FIELD.match(line, begin), _SECOND_FIELD.search(line, begin)
    if (
        first is None
        or second is None
        or first["value"] in ("|>" if inner else "\"'|>")
        or not (inner or second["name"] in NAMES)
    ):
        return line, []
    if not inner and (not line[:at].strip() or first["name"] not in NAMES):
        return line, []  # a text with a colon in it
    message = "Several fields stand on one line here, and no braces { } around them."
    end = len(line.rstrip())
    fields = _GROUP.sub(r"\g<name>: {\g<values>}", line[begin:end])
    return f"{line[:begin]}{{{fields}}}", [Slip(begin, begin + 1, message)]


def _find_start(line: str) -> int:
    match = _START.match(line)
    return match.end() if match else 0
