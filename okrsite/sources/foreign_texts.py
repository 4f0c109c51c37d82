"""Files of objectives and registers whose text is of another kind than their name says, or was damaged on its way.

A web page, a document of a word processor, YAML in a file that ends in `.md` and Markdown in one that ends in `.yml`
are text, so they can be read, and nothing of what they mean would be found in them.
"""

from __future__ import annotations

import re

from okrsite.late_patterns import compile_late
from okrsite.problems import Place, Problem, create_problem
from okrsite.sources.text import LineIndex

_PAGE = re.compile(r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_RICH = re.compile(r"\s*\{\\rtf")
_FIELD = compile_late(r"(?:summary|objectives|name|lead|visibility|audience|session|kpis|mission|parent):(?:\s|\Z)")
_YAML_PARTS = compile_late(r"^(?:objectives|kpis):[ \t]*$|^ {0,6}- (?:id|title): \S", re.MULTILINE)
_JSON = compile_late(r"\s*(?:\{\s*\"|\[\s*\{)")
_HEADING = compile_late(r"^## \S", re.MULTILINE)
_MARKDOWN_PARTS = compile_late(r"^[-*] \**(?:Owner|Id|KR|Ambition|Contributes to)\**:", re.MULTILINE)
_REGISTER = compile_late(r"(?:#[^\n]*\n|\s*\n)*(?P<key>[a-z0-9][a-z0-9-]{0,60}):(?:[ \t]+\{|[ \t]*\n[ \t]+[a-z_]+:)")
_DOUBLED_ENDS = "\r\r\n"
_FEWEST_ENDS = 3
_TWICE_ENCODED = compile_late(
    r"Ã[\x80-\xbf\u0152-\u017e\u2018-\u203a\u20ac\u2122]|â€[\x80-\xbf\u0152-\u017e\u2018-\u203a\u20ac\u2122]|Â[\xa0-\xbf]"
)
_LOST = "\ufffd"
_AROUND = 12


def explain_foreign_text(path: str, text: str, spelling: str) -> Problem | None:
    """Return what is wrong with a file whose text can't be what its name says; None where it can.

    Args:
        path: The file's path, for places.
        text: Its text, decoded.
        spelling: `md` or `yml`, by its name.
    """
    start = Place(path)
    if _PAGE.match(text) or _RICH.match(text):
        kind = "a web page (HTML)" if _PAGE.match(text) else "a document of a word processor (RTF)"
        hint = "Put the right file here. Objectives are plain text: a file saved as UTF-8 that ends in .md or .yml."
        return create_problem("OKR101", start, f"This file can't be read: it looks like {kind}.", hint)
    ends = text.count(_DOUBLED_ENDS)
    if ends >= _FEWEST_ENDS and ends * 2 > text.count("\n"):
        message = (
            "Each line of this file has one carriage return too many, so that an empty line stands between any two."
        )
        return create_problem("OKR101", start, message, "Save it with the line ends of Unix (LF) or of Windows (CRLF).")
    name = path.rpartition("/")[2].rpartition(".")[0]
    if spelling == "md" and _FIELD.match(text) and _YAML_PARTS.search(text) and not _HEADING.search(text):
        message = "This is YAML, and by its name Markdown is read."
        return create_problem("OKR117", start, message, f"Rename it to {name}.yml.")
    if spelling == "md" and _JSON.match(text):
        return create_problem(
            "OKR117", start, "This is JSON, and by its name Markdown is read.", f"Rename it to {name}.yml."
        )
    if spelling == "yml" and "## " in text and _HEADING.search(text) and _MARKDOWN_PARTS.search(text):
        message = "This is Markdown, and by its name YAML is read."
        return create_problem("OKR117", start, message, f"Rename it to {name}.md.")
    return None


def explain_register_page(path: str, inside: str, text: str) -> Problem | None:
    """Return what is said of an ordinary page that is called as a register is, and holds one; None for other pages."""
    name = inside.removesuffix(".md")
    if inside not in ("people.md", "kpis.md") or not _REGISTER.match(text):
        return None
    message = f"This seems to be the register {name}.yml, and by its name it is an ordinary page."
    return create_problem("OKR110", Place(path), message, f"Rename it to {name}.yml.")


def find_damaged_letters(path: str, text: str) -> list[Problem]:
    """Return a problem for letters that a program damaged: `fÃ¼nf`, and `�` where one was lost."""
    if text.isascii():
        return []
    problems = []
    if _LOST in text:
        message = f"`{_LOST}` stands where a program has lost a letter{_count(text.count(_LOST))}."
        problems.append(_create_problem(path, text, text.index(_LOST), message, "Type the letter anew."))
    if ("Ã" in text or "â€" in text or "Â" in text) and (match := _TWICE_ENCODED.search(text)):
        at = match.start()
        start = (
            max(text.rfind(" ", max(at - _AROUND, 0), at), text.rfind("\n", max(at - _AROUND, 0), at), at - _AROUND) + 1
        )
        word = re.match(r"\S{1,24}", text[max(start, 0) :])
        shown = word[0] if word else match[0]
        message = f"“{shown}” has letters in it that were saved in another encoding than they were read in"
        count = sum(1 for _ in _TWICE_ENCODED.finditer(text))
        hint = _show_repaired(shown)
        problems.append(_create_problem(path, text, at, f"{message}{_count(count)}.", hint))
    return problems


def _count(count: int) -> str:
    return f", here and in {count - 1} more places" if count > 1 else ""


def _show_repaired(shown: str) -> str:
    try:
        meant = shown.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return "Type it anew, or restore the file from git."
    return f"It was probably “{meant}”: type it anew, or restore the file from git."


def _create_problem(path: str, text: str, at: int, message: str, hint: str) -> Problem:
    return create_problem("OKR118", LineIndex(path, text).make_place(at, at + 1), message, hint)
