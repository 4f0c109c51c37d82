"""Formulas in tables of plain text: what a spreadsheet would run when somebody opens the file.

Which sign stands between cells is for each spreadsheet, and each reader, to guess or to choose; a first line `sep=|`
says it. So whatever can stand between cells is taken to do so, and whatever programs skip before they look.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_SEPARATORS = ",;\t|:^~"
_SAID = re.compile(r"[\ufeff\s\"]*sep=(.)", re.IGNORECASE)
_LINES = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
# As typed, in full width, small, and as a minus of its own.
_SIGN = re.compile("[=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212]")
# What programs pass over at the beginning of a cell: blanks, quotes, marks that nobody sees.
_SKIPPED = re.compile('[\\s"\u200b-\u200d\u2060\ufeff\u00ad]')
# An amount, with its sign, and nothing behind it that belongs to the cell; a lone sign stands for nothing.
_AMOUNT = re.compile(
    r"[+-][ \u00a0\u202f]*(?:[$€£¥]?[ ]?[0-9]+(?:[., \u00a0\u202f'’][0-9]+)*[ \u00a0\u202f]*(?:%|‰|[$€£¥]|[kKmM]|pp)?)?"
    r"(?=[\s\"]*(?:[,;\t|:^~]|\Z))"
)
# A dash before words, as in a list: nothing in it can be computed, called or fetched.
_WORDS = re.compile(r"[+-][ \u00a0][^=()|!\[\]{}&*/^@<>\"']*\Z")
_CALL = re.compile(r"[+\-@][\w.]+[(|]|=[\w(+\-@'\"{]")


def find_formula_cells(text: str) -> Iterator[tuple[int, str]]:
    """Yield line and words of each place of a table where a spreadsheet would see a formula."""
    said = _SAID.match(text)
    separators = frozenset(_SEPARATORS + (said[1] if said else ""))
    first = 1 if said else 0
    for number, line in enumerate(_LINES.split(text)):
        if number < first:
            continue
        for sign in _SIGN.finditer(line):
            begins, apart = _check_cell_start(line, sign.start(), separators)
            if not begins and not apart:
                continue
            cell = unicodedata.normalize("NFKC", line[sign.start() : sign.start() + 300]).replace("\u2212", "-")
            if begins and not _AMOUNT.match(cell) and not _WORDS.match(cell):
                yield number + 1, line[sign.start() :]
            elif apart and _CALL.match(cell):
                # Blanks stand between cells only if somebody says so; between words they are no cells.
                yield number + 1, line[sign.start() :]


def _check_cell_start(line: str, at: int, separators: frozenset[str]) -> tuple[bool, bool]:
    """Whether a cell begins at a place, and whether one would if blanks stood between cells."""
    apart = False
    while at > 0:
        at -= 1
        if line[at] in separators:
            return True, apart
        if not _SKIPPED.match(line[at]):
            return False, apart
        apart = apart or line[at].isspace()
    return True, apart
