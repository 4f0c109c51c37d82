"""Formulas in tables of plain text: what a spreadsheet would run when somebody opens the file.

Which sign stands between cells is for each spreadsheet, and each reader, to guess or to choose; a first line `sep=|`
says it. So whatever can stand between cells is taken to do so, and whatever programs skip before they look. Tables that
okrsite writes are made harmless by the same rule: an apostrophe before each such place, which can be taken away again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from okrsite.late_patterns import compile_late

_SEPARATORS = ",;\t|:^~"
_SAID = compile_late(r"[\ufeff\s\"]*sep=(.)", re.IGNORECASE)
_LINES = compile_late(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
# As typed, in full width, small, and as a minus of its own.
_SIGN = compile_late("[=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212]")
# What programs pass over at the beginning of a cell: blanks, quotes, marks that nobody sees.
_SKIPPED = compile_late('[\\s"\u200b-\u200d\u2060\ufeff\u00ad]')
# An amount, with its sign, and nothing behind it that belongs to the cell; a lone sign stands for nothing.
_AMOUNT = compile_late(
    r"[+-][ \u00a0\u202f]*(?:[$€£¥]?[ ]?[0-9]+(?:[., \u00a0\u202f'’][0-9]+)*[ \u00a0\u202f]*(?:%|‰|[$€£¥]|[kKmM]|pp)?)?"
    r"(?=[\s\"]*(?:[,;\t|:^~]|\Z))"
)
# A dash before words, as in a list: nothing in it can be computed, called or fetched.
_WORDS = compile_late(r"[+-][ \u00a0][^=()|!\[\]{}&*/^@<>\"']*\Z")
_CALL = compile_late(r"[+\-@][\w.]+[(|]|=[\w(+\-@'\"{]")
_LONGEST = 300
"""Characters of a cell that are looked at."""
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "'")
"""What a text begins with that a spreadsheet may take for a formula; and the apostrophe that is put in front."""
_EDGES = frozenset(f"{_SEPARATORS}\r\n\x0b\x0c\x85\u2028\u2029")
_INSIDE = compile_late(rf"(?<=[{re.escape(_SEPARATORS)}{_SKIPPED.pattern[1:-1]}])'*(?={_SIGN.pattern})")
"""Where a cell may begin inside of a text, and the apostrophes that stand there."""


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
            cell = _normalise_cell(line[sign.start() : sign.start() + _LONGEST])
            if begins and not _AMOUNT.match(cell) and not _WORDS.match(cell):
                yield number + 1, line[sign.start() :]
            elif apart and _CALL.match(cell):
                # Blanks stand between cells only if somebody says so; between words they are no cells.
                yield number + 1, line[sign.start() :]


def defuse_formulas(text: str) -> str:
    """Return a text for a cell with an apostrophe wherever `find_formula_cells` might see a formula in its table.

    An apostrophe that is typed there gets another one, so that `undo_defusing` can tell.
    """
    inside = _INSIDE.sub(lambda found: f"'{found[0]}" if found[0] or _may_compute(text, found.end()) else "", text)
    return f"'{inside}" if text.startswith(_DANGEROUS) or _may_compute(text, 0) else inside


def undo_defusing(text: str) -> str:
    """Return a text as it was before `defuse_formulas`."""
    return _INSIDE.sub(lambda found: found[0][1:], text.removeprefix("'"))


def _may_compute(text: str, at: int) -> bool:
    """Whether a formula might begin at a place of a text, whatever stands behind the text in its table."""
    if not _SIGN.match(text, at):
        return False
    begins, apart = _check_cell_start(text, at, _EDGES)
    # The quote that may end the cell belongs to what is looked at. A dash before words isn't told from a formula here,
    # as the rest of the row may be no words.
    cell = _normalise_cell(_LINES.split(f'{text[at : at + _LONGEST]}"', maxsplit=1)[0])
    return (begins and not _AMOUNT.match(cell)) or (apart and _CALL.match(cell) is not None)


def _normalise_cell(cell: str) -> str:
    return unicodedata.normalize("NFKC", cell).replace("\u2212", "-")


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
