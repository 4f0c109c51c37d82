"""How wide words are, and where a title is broken into lines.

Widths come from a small table instead of a font: the same title breaks at the same place on every machine. The table
has the widest of the usual fonts, because a line that ends early looks better than one that leaves its card.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# Characters that XML 1.0 forbids, escaped or not: one of them would make the whole picture unreadable.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# Thousandths of the font size in DejaVu Sans Bold, rounded up: the widest of the fonts that readers have where none of
# the style sheet's list is there. Grouped by width; what is missing here is judged by its kind.
_BY_WIDTH = {
    320: "'",
    360: " \u00a0\u202fijl",
    380: ",./IJ\\|’‘·",
    400: ":;",
    420: "-",
    440: "f",
    460: "!()[]",
    480: "t",
    500: "_`r–",
    540: '"*',
    600: "?csz",
    640: "L",
    660: "vxy“”",
    680: "aek",
    700: "$0123456789EFTo",
    720: "bdghnpqu{}",
    740: "CPSYZ",
    780: "ABKRVX",
    820: "U",
    840: "#+<=>DGHN^~",
    860: "OQ",
    880: "&",
    940: "w",
    1000: "@M—…",
    1020: "%",
    1060: "m",
    1120: "W",
    1170: "ÆŒœæ",
}
_WIDTHS = {character: width for width, characters in _BY_WIDTH.items() for character in characters}
_BOLD = 1 / 1000
_REGULAR = 0.93 / 1000
"""Letters of the regular weight are narrower, and only some signs are as wide."""
_WIDE = 1150
"""Chinese, Japanese, Korean, and emoji."""
ELLIPSIS = "…"
_LOOSE_ENDS = " ·,;:–—-/("
"""What would look lost before an ellipsis."""


@lru_cache(maxsize=8192)
def clean_text(text: str) -> str:
    """The text on one line, single blanks between words, without characters that XML forbids."""
    return " ".join(_NOT_XML.sub("", text).split())


@lru_cache(maxsize=4096)
def _measure_character(character: str) -> int:
    known = _WIDTHS.get(character)
    if known is not None:
        return known
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    base = unicodedata.normalize("NFD", character)[0]
    if base in _WIDTHS:
        return _WIDTHS[base]
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return _WIDE
    return 800


def measure_text(text: str, size: float, *, bold: bool = True) -> float:
    """Width of the text in pixels at a font size in pixels."""
    return sum(map(_measure_character, text)) * size * (_BOLD if bold else _REGULAR)


@lru_cache(maxsize=8192)
def shorten_to_width(text: str, width: float, size: float, *, bold: bool = True) -> str:
    """The text, or as much of its beginning as fits into `width` pixels together with an ellipsis.

    Whole words as far as there are any; only a first word that is too wide by itself is cut inside.
    """
    if measure_text(text, size, bold=bold) <= width:
        return text
    room = width - measure_text(ELLIPSIS, size, bold=bold)
    end = 0
    for index, character in enumerate(text):
        room -= measure_text(character, size, bold=bold)
        if room < 0:
            break
        end = index + 1
    # A mark or joiner without the character it belongs to would stand on the ellipsis.
    while 0 < end < len(text) and (_measure_character(text[end]) == 0 or text[end - 1] == "\u200d"):
        end -= 1
    whole_words = text[: end + 1].rpartition(" ")[0].rstrip(_LOOSE_ENDS)
    return (whole_words or text[:end].rstrip()) + ELLIPSIS


@lru_cache(maxsize=8192)
def wrap_text(text: str, width: float, size: float, lines: int = 3) -> tuple[tuple[str, ...], bool]:
    """The text in at most `lines` lines of `width` pixels at a font size in pixels, and whether anything was cut.

    Lines break at blanks, after hyphens and slashes, and around wide characters (Chinese, Japanese, Korean, emoji). A
    word that is wider than a whole line is cut and ends in an ellipsis; so does the last line if the text goes on.
    """
    done: list[str] = []
    current = ""
    cut = False
    for piece in _split_breakable(clean_text(text)):
        if measure_text((current + piece).rstrip(), size) <= width:
            current += piece
            continue
        if current.strip():
            if len(done) + 1 == lines:
                return (*done, _add_ellipsis(current, width, size)), True
            done.append(current.rstrip())
        current = shorten_to_width(piece.rstrip(), width, size)
        if current != piece.rstrip():
            cut = True
            current += " "
        elif piece.endswith(" "):
            current += " "
    if current.strip() or not done:
        done.append(current.rstrip())
    return tuple(done), cut


def _add_ellipsis(line: str, width: float, size: float) -> str:
    line = line.rstrip()
    if line.endswith(ELLIPSIS):
        return line
    whole = line + ELLIPSIS
    if measure_text(whole, size) <= width:
        return whole
    shorter = line.rsplit(" ", 1)[0]
    return shorter + ELLIPSIS if shorter != line else shorten_to_width(line + ELLIPSIS, width, size)


def _split_breakable(text: str) -> Iterator[str]:
    """Parts of the text between which a line may break; a blank belongs to the piece before it."""
    start = 0
    for index in range(1, len(text)):
        before, here = text[index - 1], text[index]
        if before == " " or (before in "-/–—" and here.isalnum() and index - start > 2) or _is_wide_break(before, here):
            yield text[start:index]
            start = index
    if text:
        yield text[start:]


def _is_wide_break(before: str, here: str) -> bool:
    # Nothing that continues a character (accent, joiner, variation, skin tone) and no closing mark begins a line.
    if (
        _measure_character(here) == 0
        or before == "\u200d"
        or unicodedata.category(here) in ("Sk", "Pe", "Pf", "Po", "Zs")
    ):
        return False
    return _measure_character(before) == _WIDE or _measure_character(here) == _WIDE
