"""What somebody meant by a line of YAML that can't be read, or is read as something else.

Decides, for one line, what on it is a slip and how the line should be typed, with everything else on it as it was. It
looks at the line as a person does: indentation, a hyphen for an item, a field's name, a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from okrsite.late_patterns import compile_late
from okrsite.sources.yaml_brackets import add_brackets, add_inner_bracket, add_opening_bracket, turn_parentheses
from okrsite.sources.yaml_flow import FlowRepair
from okrsite.sources.yaml_flow_signs import explain_odd_blank, explain_sign_for_colon
from okrsite.sources.yaml_names import NAMES
from okrsite.sources.yaml_quotes import (
    PUT_IN_QUOTES,
    QUOTES,
    Slip,
    explain_signs,
    name_sign,
    quote_typed_text,
    read_quoted,
    shorten,
    write_quoted,
)
from okrsite.sources.yaml_values import correct_value, explain_number_sign, is_only_text, strip_markup

MAX_LINE = 4_000
"""Characters of a line that is looked into."""

ODD_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ODD_SIGNS = "\u00a0\u1680\u2002\u2003\u2007\u2009\u202f\u205f\u3000"
BULLETS = "–—•·‣◦▪●−‐‑*"
"""What is typed in place of a hyphen, often by a program that means well."""

_START = compile_late(rf"[ {ODD_BLANKS}]*(?:-[ {ODD_BLANKS}]+)*")
_BULLET = compile_late(
    rf"(?:(?P<sign>[{BULLETS}]|-{{2,3}}|\+(?=[ ]+\{{))|(?P<number>\d{{1,2}}[.)]))[ {ODD_BLANKS}]+(?=\S)"
    r"|(?P<glued>[–—•‣▪●])(?=\w)"
)
_ODD_INDENTATION = compile_late(rf"([ ]*)[{ODD_BLANKS}]+(?=[^\s{ODD_BLANKS}])")
_DASH = compile_late(r"-(?=[A-Za-z\"'{\[“„])")
_FIELD = compile_late(
    rf"(?P<name>[A-Za-z_][\w.-]*|[^\s:#'\"\[{{&*!|>%@`,=][^:#=]*?)(?P<gap>[ \t]*):(?P<blank>[ \t{ODD_BLANKS}]+|\Z)"
)
_GLUED = compile_late(r"(?P<name>[A-Za-z][\w-]*):(?=[^\s/:])")
_MARKED_NAME = compile_late(
    r"(?P<sign>\*\*|__|`|\*|_)(?P<name>[A-Za-z][\w]*)(?::(?P=sign)|(?P=sign)[ \t]*:)(?:[ \t]+|\Z)"
)
"""`**Ambition**: committed`, which is how fields look in other documents."""
_EQUALS = compile_late(r"(?P<name>[A-Za-z][\w-]*)(?P<sign>\s*(?:=+>?|->|→)\s*)(?=\S)")
_BEFORE_BRACKET = compile_late(
    r"(?P<name>[A-Za-z][\w-]*)[ \t]*(?P<sign>[;：=.,]|[-–—]>?|→|)[ \t]+(?=\{[\w\"'-]+:[ \t])"
)
_LOOSE_SIGN = compile_late(r"\s*[-–—;,]\s+(?=\S)")
_COMMENT = compile_late(r"\s+#(?:\s.*)?\Z")
_MARKDOWN_ID = compile_late(
    r"\bid:[ \t]{0,8}(?P<typed>(?:(?P<brace>\{)?#|[`“„”])(?P<id>[a-z0-9-]{1,100})(?(brace)\}|[`“”]?))"
    r"(?=[ \t]*(?:[,}]|\Z))"
)
"""What is `{#id}` in Markdown, or `code`."""


def has_odd_indentation(line: str) -> bool:
    """Whether a line is indented with blanks that YAML takes for letters."""
    return not line.isascii() and _ODD_INDENTATION.match(line) is not None


def list_repairs(line: str, inside: str = "") -> Iterator[tuple[str, list[Slip]]]:
    """Yield a line in all ways in which it may have been meant, each with the slips on it; the likeliest first.

    `inside` is the bracket within which the line stands, if one opened on a line above.
    """
    if len(line) > MAX_LINE:
        return
    if match := _MARKDOWN_ID.search(line):
        message = "An id stands without signs around it."
        slip = Slip(match.start("typed"), match.end("typed"), message)
        yield f"{line[: match.start('typed')]}{match['id']}{line[match.end('typed') :]}", [slip]
    if not inside:
        for mend in (add_opening_bracket, turn_parentheses, add_inner_bracket, add_brackets):
            bracketed, slips = mend(line)
            if slips:
                yield repair_line(bracketed)[0], slips
    repaired, slips = repair_line(line, inside=inside)
    yield repaired, slips
    if odd := _ODD_INDENTATION.match(line):
        yield f"{odd[1]}{repaired.lstrip()}", slips


def repair_line(line: str, *, inside: str = "") -> tuple[str, list[Slip]]:
    """Return a line as it should be typed, and the slips on it, in their order; the line itself where there are none.

    Args:
        line: The line, without its end.
        inside: The bracket within which it stands, if one opened on a line above.
    """
    if len(line) > MAX_LINE or not line.strip():
        return line, []
    slips: list[Slip] = []
    if inside:
        repaired, at = FlowRepair(line, _find_end(line), slips).repair(0, inside)
        return repaired + line[at:], slips
    start, at = _repair_start(line, slips)
    head, at = _repair_name(line, at, slips)
    value = _repair_value(line, at, slips, name=head.rstrip(": "))
    return f"{start}{head}{value}", slips


def _find_end(line: str) -> int:
    comment = _COMMENT.search(line)
    return comment.start() if comment else len(line.rstrip())


def _repair_start(line: str, slips: list[Slip]) -> tuple[str, int]:
    """Return indentation and hyphens as they should be, and where the rest of the line begins."""
    match = _START.match(line)
    at = match.end() if match else 0
    start = line[:at]
    if odd := re.search(f"[{ODD_BLANKS}]", start):
        slips.append(Slip(odd.start(), odd.end(), explain_odd_blank(odd[0])))
        start = re.sub(f"[{ODD_BLANKS}]", " ", start)
    if bullet := _BULLET.match(line, at):
        slips.append(Slip(at, at + 1, explain_bullet(bullet["sign"] or bullet["number"] or bullet["glued"])))
        return f"{start}- ", bullet.end()
    if _DASH.match(line, at):
        slips.append(Slip(at, at + 1, "A space is missing behind the hyphen."))
        return f"{start}- ", at + 1
    return start, at


def explain_bullet(sign: str) -> str:
    """Say that an item of a list begins with something else than a hyphen."""
    name = "" if len(sign) > 1 else f" ({name_sign(sign)})"
    return f"An item of a list begins with a hyphen and a space, and here stands `{sign}`{name}."


def _repair_name(line: str, at: int, slips: list[Slip]) -> tuple[str, int]:
    """Return the field's name with its colon as it should be, and where its value begins; '' where no name is."""
    if match := _BEFORE_BRACKET.match(line, at):
        missing = f"A colon is missing behind `{match['name']}`."
        message = explain_sign_for_colon(match["sign"]) if match["sign"] else missing
        slips.append(Slip(at, match.end("sign") if match["sign"] else match.end("name"), message))
        return f"{match['name']}: ", match.end()
    if (match := _MARKED_NAME.match(line, at)) and match["name"].lower() in NAMES:
        slips.append(Slip(at, match.end("name"), "A field's name stands without signs around it."))
        return f"{match['name'].lower()}: ", match.end()
    match = _FIELD.match(line, at)
    if match:
        if odd := re.search(f"[{ODD_BLANKS}]", match["blank"]):
            spot = match.start("blank") + odd.start()
            slips.append(Slip(spot, spot + 1, explain_odd_blank(odd[0])))
            return f"{match['name']}: ", match.end()
        if (name := match["name"].rstrip(_ODD_SIGNS)) != match["name"]:
            slips.append(Slip(at + len(name), match.end("name"), explain_odd_blank(match["name"][-1])))
            return f"{name}:{match['blank']}", match.end()
        return match[0], match.end()
    if match := _GLUED.match(line, at):
        slips.append(Slip(match.end() - 1, match.end(), "A space is missing behind the colon."))
        return f"{match['name']}: ", match.end()
    if match := _EQUALS.match(line, at):
        slips.append(Slip(*match.span("sign"), explain_sign_for_colon(match["sign"])))
        return f"{match['name']}: ", match.end()
    name, _, behind = line[at:].partition(" ")
    if name in NAMES and (sign := _LOOSE_SIGN.match(behind)):
        slips.append(Slip(at + len(name) + 1, at + len(name) + 2, explain_sign_for_colon(sign[0])))
        return f"{name}: ", at + len(line[at:]) - len(behind) + sign.end()
    if name in NAMES and behind.strip():
        slips.append(Slip(at, at + len(name), f"A colon is missing behind `{name}`."))
        return f"{name}: ", at + len(line[at:]) - len(behind.lstrip())
    return "", at


def _explain_rest(line: str, start: int, end: int) -> Slip:
    """Say that something stands behind the bracket that closes a list or a group of fields."""
    rest = line[start:end].strip()
    start += len(line[start:end]) - len(line[start:end].lstrip())
    message = f"Behind the closing bracket stands `{shorten(rest)}`."
    if any(sign.isalnum() for sign in rest):
        return Slip(start, end, message, "Put it between the brackets, or delete it.", is_mended=False)
    return Slip(start, end, message, "Delete it.")


def _repair_value(line: str, at: int, slips: list[Slip], *, name: str) -> str:
    """Return the rest of a line as it should be: the value of a field, or an item, which has no name."""
    end = _find_end(line)
    text, behind = line[at:end], line[max(end, at) :]
    if not text:
        return line[at:]
    if text[0] in "{[" and not text.startswith("{#"):
        repair = FlowRepair(line, end, [], _holder=name)
        repaired, last = repair.repair(at)
        if not line[last:end].strip():
            slips += repair.slips
            if not repair.is_closed:
                closing = "}" if text[0] == "{" else "]"
                slips.append(Slip(at, at + 1, f"The bracket `{text[0]}` that opens here is not closed on this line."))
                repaired = f"{repaired.rstrip(', ')}{closing}"
            return repaired + line[last:end] + behind
        if repair.is_closed and not is_only_text(name) and (name or text[0] == "{"):
            slips += [*repair.slips, _explain_rest(line, last, end)]
            return repaired + behind
    if text[0] in QUOTES and text[-1] in QUOTES[text[0]] and len(text) > 1:
        inner, message = read_quoted(text)
        if not message or (text[0] not in "\"'" and text[0] in inner):
            return line[at:]
        slips.append(Slip(at, end, message, PUT_IN_QUOTES))
        return write_quoted(strip_markup(name, inner)) + behind
    signs = explain_signs(text, flow=False)
    if not signs:
        return line[at:]
    if text.startswith("!=") and not re.search(r"\d\.\.\S", text):
        hint = "Type the range itself, such as `2%..4%`, `<= 4%` or `>= 99.9%`."
        slips.append(Slip(at, end, signs, hint, is_mended=False))
        return quote_typed_text(text) + behind
    corrected = correct_value(name, text)
    slips.append(explain_number_sign(Slip(at, end, signs, PUT_IN_QUOTES), text, corrected))
    return corrected + behind
