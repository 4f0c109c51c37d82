"""Author's text made harmless for terminals and logs: one line, no control characters, no commands to build servers."""

from __future__ import annotations

import re
import unicodedata

from okrsite.late_patterns import compile_late

# Marks that change the order or the look of everything around them.
_DIRECTION = frozenset(
    "\u061c\u180e\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068"
    "\u2069\u206a\u206b\u206c\u206d\u206e\u206f\ufeff\ufff9\ufffa\ufffb\ufffe\uffff"
)
_HARMFUL = ("Cc", "Cs", "Zl", "Zp")
# What build servers look for in the lines of a log, some of them anywhere in a line: `::error::` (GitHub, Forgejo),
# `##[group]` (GitHub, Azure), `##vso[…]` (Azure), `##teamcity[…]`, `section_start:` (GitLab).
_COMMAND = compile_late(r":(?=:)|#(?=#[\w.-]*\[)|(?<=section)_(?=(?:start|end):)", re.IGNORECASE)
_BROKEN = {":": ": ", "#": "# ", "_": " "}


def escape_control_characters(text: str) -> str:
    r"""Return a text with its control characters spelled out: an escape becomes the four signs `\x1b`.

    Line breaks are control characters too. What languages need to be written stays: joiners, combining marks. What a
    build server would take for a command is broken up by a blank: `::` becomes `: :`, `##[` becomes `# #[`.
    """
    if not text.isprintable():  # whatever is harmful isn't, and hardly any text has it
        text = "".join(_escape_character(sign) if _is_harmful(sign) else sign for sign in text)
    return _COMMAND.sub(lambda match: _BROKEN[match.group()], text) if _may_hold_command(text) else text


def _may_hold_command(text: str) -> bool:
    """Whether `_COMMAND` can find anything in a text; hardly any has it, and this is found many times faster."""
    if "::" in text or "##" in text:
        return True
    folded = text.casefold() if "_" in text else ""
    return "_start:" in folded or "_end:" in folded


def escape_lines(text: str) -> str:
    """Return a text of several lines, each of them made harmless: for messages whose line breaks are ours."""
    return "\n".join(map(escape_control_characters, text.split("\n")))


def _is_harmful(sign: str) -> bool:
    return sign in _DIRECTION or unicodedata.category(sign) in _HARMFUL


def _escape_character(sign: str) -> str:
    return sign.encode("unicode_escape", "surrogatepass").decode("ascii")
