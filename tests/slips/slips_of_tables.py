"""Slips in tables and in the lines of key results."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slip_kinds import Mutant, add_slip, edit_lines, replace_lines
from slip_places import Places, TypedLine


def _split(line: TypedLine) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.text.strip())[1:-1]]


def _write(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _change_cells(line: TypedLine) -> Iterator[str]:
    cells = _split(line)
    for at in range(len(cells)):
        if any(cells[at + 1 :]):  # where none follows, the row says all that it said, but what was deleted
            yield _write([*cells[:at], *cells[at + 1 :]])
        yield _write([*cells[:at], "", *cells[at:]])
        if any(cells[at + 1 :]) or at + 1 == len(cells):  # in the next column that is empty, x is what it says there
            yield _write([*cells[:at], f"{cells[at]} | x", *cells[at + 1 :]])
    yield _write([*cells, "x"])


def _change_pipes(line: TypedLine) -> Iterator[str]:
    cells = _split(line)
    yield line.text.replace("|", "", 1).lstrip()
    yield line.text.rstrip("| ")
    yield line.text.strip("| ")
    yield line.text.replace("|", "¦")
    yield line.text.replace("|", "\t").strip()
    yield line.text.replace("|", ";").strip("; ")
    yield line.text.replace("|", "│")
    yield line.text.replace("|", "||")
    yield f"- {line.text}"
    yield " ".join(cells)
    yield "\t".join(cells)
    yield ", ".join(cells)


def _swap_cells(line: TypedLine) -> Iterator[str]:
    cells = _split(line)
    for at in range(len(cells) - 1):
        if (
            cells[at]
            and cells[at + 1]
            and cells[at] != cells[at + 1]
            and not (_is_number(cells[at]) and _is_number(cells[at + 1]))
        ):
            yield _write([*cells[:at], cells[at + 1], cells[at], *cells[at + 2 :]])


def _is_number(cell: str) -> bool:
    return re.match(r"(?:[A-Z]{3} |[€$£])?\d", cell) is not None


def _change_heads(line: TypedLine) -> Iterator[str]:
    cells = _split(line)
    other = {
        "Key result": ("Key rseult", "KR", "Result", "Ergebnis", "Kennzahl", "Title", "Key Results", "Metric", "What"),
        "Id": ("ID", "Ident", "Kürzel", "Key"),
        "Owner": ("Ownr", "Who", "Verantwortlich", "OWNER", "Responsible", "Lead"),
        "From": ("Form", "Start", "Baseline", "Von", "Was", "from"),
        "To": ("Too", "Target", "Goal", "Ziel", "Bis"),
        "Now": ("Nwo", "Current", "Actual", "Ist", "Aktuell", "Today", "Value"),
        "Confidence": ("Confidance", "Conf.", "Conf", "Zuversicht", "Confidence %", "Confidence (%)"),
        "Keep": ("Kepe", "Range", "Limit"),
        "KPI": ("KIP", "Kpis", "Metric"),
    }
    for at, cell in enumerate(cells):
        for word in (*other.get(cell, ()), f"**{cell}**", f"`{cell}`", f"{cell}:", cell.upper(), "", cells[at - 1]):
            yield _write([*cells[:at], word, *cells[at + 1 :]])


def _change_rule(line: TypedLine) -> Iterator[str]:
    cells = _split(line)
    yield _write(cells[:-1])
    yield _write([*cells, "---"])
    yield line.text.replace("-", "—")
    yield line.text.replace("-", "–")
    yield line.text.replace("-", "=")
    yield line.text.replace("|", "+")
    yield re.sub("-+", "", line.text)
    yield "---"


def _remove_rule(places: Places) -> Iterator[Mutant]:
    for line in places.list_lines("rule", "head"):
        below = places.lines[line.number + 1]
        yield replace_lines(places, line.number, line.number + 2, below.text)
        if line.kind == "head":
            row = places.lines[line.number + 2]
            yield replace_lines(places, line.number, line.number + 3, row.text)


def _change_all_heads(line: TypedLine) -> Iterator[str]:
    """All heads of a table in another language."""
    others = {
        "Key result": ("Schlüsselergebnis", "Résultat clé", "Resultado clave"),
        "Id": ("Kürzel", "Identifiant", "Id"),
        "Owner": ("Verantwortlich", "Responsable", "Responsable"),
        "From": ("Von", "De", "Desde"),
        "To": ("Bis", "À", "Hasta"),
        "Now": ("Aktuell", "Actuel", "Ahora"),
        "Confidence": ("Zuversicht", "Confiance", "Confianza"),
    }
    for at in range(3):
        yield _write([others[cell][at] if cell in others else cell for cell in _split(line)])


def _restyle_numbers(line: TypedLine) -> Iterator[str]:
    """All numbers of a line as people of another country, or careful ones, type them."""
    start = re.search(r":(?=[^:]*→)", line.text) or re.match(r"\|[^|]*\|", line.text)
    if start is None or line.text.count("→") > 1:
        return
    head, rest = line.text[: start.end()], line.text[start.end() :]
    for pattern, other in (
        (r"(?<![\w.,#-])(\d{1,3}),(\d{3})(?![\d,.])", r"\1.\2"),
        (r"(?<![\w.,#-])(\d+)\.(\d{1,2})(?![\d,.])", r"\1,\2"),
        (r"(?<![\w.,#(-])(\d[\d,.]*)(?=[\s%])", r"~\1"),
    ):
        yield head + re.sub(pattern, other, rest)


def _change_key_result(line: TypedLine) -> Iterator[str]:
    words = re.sub(r"^- KR:? ?", "", line.text)
    for sign in (
        "KR ",
        "KP: ",
        "KR; ",
        "KR",
        "K R: ",
        "Key Result: ",
        "KR1: ",
        "KR 1 - ",
        "Kr: ",
        "RK: ",
        "KR= ",
        "**KR**: ",
        "**KR:** ",
        "KR – ",
        "Ergebnis: ",
        "SE: ",
        "",
        "KR:",
        "kr. ",
        "Result: ",
        "Measure: ",
        "KR1) ",
        "🎯 KR: ",
        "Schlüsselergebnis: ",
        "Résultat clé 2 : ",
        "RC1 : ",
        "Resultado clave: ",
        "~~KR: ",
    ):
        yield f"- {sign}{words}" + ("~~" if sign.startswith("~") else "")
    yield f"\n## KR: {words}\n"
    yield f"\n> - KR: {words}\n"
    yield f"\n.. KR: {words}\n"
    for more in (" – Jo Keller", " @jo", " 🟡", " // ask Jo", "\\"):
        if words.endswith(")"):
            yield f"- KR: {words}{more}"
    yield f"KR: {words}"
    yield f"### KR: {words}"
    yield f"**KR:** {words}"
    if "→" in words:
        for arrow in (
            "->",
            "-->",
            "=>",
            ">",
            "to",
            "–>",
            "➔",
            "⇒",
            "bis",
            "..",
            "-",
            "|",
            "↑",
            ">>",
            "–",
            "into",
            "towards",
            "—>",
            "\\->",
            "&rarr;",
            "➞",
        ):
            yield f"- KR: {words.replace('→', arrow)}"
        yield f"- KR: {words.replace(' → ', '→')}"
        yield f"- KR: {words.replace(':', ' from', 1).replace('→', 'to')}"
        yield f"- KR: {words.replace(', now', ' now')}"
        yield f"- KR: {words.replace(', now', '; currently')}"
        yield f"- KR: {words.replace(', now', ', at')}"
        yield f"- KR: {words.replace(', now', ', nwo')}"
        yield f"- KR: {words.replace(', now', ', today')}"
        yield f"- KR: {words.replace(', now', ', jetzt')}"
        yield f"- KR: {words.replace(', now', ', is')}"
        yield f"- KR: {words.replace('(', '').replace(')', '')}"
        yield f"- KR: {words.replace(')', '')}"
        yield f"- KR: {words.replace('(', '')}"
        yield f"- KR: {words.replace('(', '[').replace(')', ']')}"
        yield f"- KR: {words.replace('%)', ')')}"
        of_ten = re.sub(r"\(([0-9])0%\)", r"(\1/10)", words)
        yield f"- KR: {of_ten}"
        yield f"- KR: {re.sub(r'[(]([0-9]+)%[)]', r'(high)', words)}"
        behind = re.sub(r"\(([0-9]+)%\)", r", confidence \1%", words)
        yield f"- KR: {behind}"


add_slip(
    "cells too few or many",
    "tables",
    "a cell is deleted, or a pipe is typed too much",
    edit_lines("md", "row", _change_cells),
    "cell|column",
)
add_slip(
    "pipes",
    "tables",
    "a pipe is missing or another sign, a row is pasted from a spreadsheet",
    edit_lines("md", "row head", _change_pipes, with_next=True),
)
add_slip(
    "cells exchanged",
    "tables",
    "two cells stand in each other's column",
    edit_lines("md", "row", _swap_cells),
    unchanged=False,
)
add_slip(
    "head of a column",
    "tables",
    "misspelt, in other words, in another language",
    edit_lines("md", "head", _change_heads),
)
add_slip("all heads of a table", "tables", "in another language", edit_lines("md", "head", _change_all_heads))
add_slip(
    "all numbers of a line",
    "numbers",
    "as people of another country type them, or careful ones",
    edit_lines("md", "kr row", _restyle_numbers),
)
add_slip(
    "line of dashes", "tables", "other signs, too few or many", edit_lines("md", "rule", _change_rule, with_next=True)
)
add_slip("line of a table deleted", "tables", "the head or the line of dashes is gone", _remove_rule)
add_slip(
    "line of a key result",
    "key results",
    "other words before it, another arrow, half of its parentheses",
    edit_lines("md", "kr", _change_key_result),
)
