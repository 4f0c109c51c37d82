"""Whether a text may hold lines that are meant as Markdown and are none: one search that passes over ordinary files."""

from __future__ import annotations

import re

from okrsite.sources.markdown.spans import BLANKS, BULLETS
from okrsite.sources.markdown.wrapped_lines import has_wrapped_number

_LABEL = r"[*_]{0,2}[^\W\d_][\w '’-]{0,38}?[*_]{0,2}[ \t]{0,3}(?::|$)"
# Whatever isn't found by this is Markdown already, or prose.
_LOOSE = re.compile(
    rf"^[ \t{BLANKS}]*(?:[{BULLETS}][{BLANKS}\t ]|[-{BULLETS}](?:[^\W\d_]|\[|[*_]{{2}}))"
    rf"|^[ \t{BLANKS}]*(?:[-*+#]+|[0-9]{{1,9}}[.)]) ?[{BLANKS}]"
    rf"|^[ \t]*[{BLANKS}]"
    r"|^ {0,3}#{1,6}[^#\s]|^ {1,3}#{1,6} |^ (?:[-*+]|\d{1,9}[.)]) "
    r"|^[ \t]*[^\s|][^\n]*\n\|"
    r"|^(?! {0,3}#|[ \t]*(?:[-+|=]|\*(?!\*))|[ \t]*$)"
    rf"[^\n]*\n(?:[ \t]*\n){{0,2}}[-*+{BULLETS}] ?[*_]{{0,2}}(?i:id|owner)\b"
    rf"|^[-*+] (?!KR)[^:\n\[]{{1,200}}\n(?:[ \t]*\n){{0,2}}[-*+{BULLETS}] ?[*_]{{0,2}}(?i:id|owner)\b"
    rf"|^[ \t>\\`]{{0,8}}(?:＃|[>\\`][ \t]{{0,3}}#|[ \t]{{4}}#|<h[1-6]>)"
    r"|^[^\t|\n]+\t[^\t|\n]*\t|^[-*+]\t|^[ \t]*-(?:- )?\d{4}-\d|^[ \t]*-- |^\\[-*+][ \t]+KR"
    r"|^ {2,3}[-*+] [^\n]{0,8}(?i:KR|Key result)|^\d{1,3}[.)] [^\n]*\n  [-*+] "
    r"|^#[^\n]*\n(?:[ \t]*\n)? {2,3}[-*+] (?:\[|\d{4}-)"
    rf"|^{_LABEL}",
    re.MULTILINE,
)
_TABLE = re.compile(r"(?:\A|\n[ \t]*\n)(?P<head>\|[^\n]*)(?:\n(?P<below>[^\n]*)|\Z)")
_PLAIN_DASHES = re.compile(r"\|(?: ?:?-+:? ?\|)+ ?")


def may_hold_loose_lines(text: str) -> bool:
    """Whether a line of a text may have to be prepared before Markdown is made of it."""
    return bool(_LOOSE.search(text)) or _has_loose_table(text) or has_wrapped_number(text)


def _has_loose_table(text: str) -> bool:
    """Whether a table's line of dashes is missing, or has another form or another number of cells than its head."""
    return any(
        not _PLAIN_DASHES.fullmatch(table["below"] or "") or table["below"].count("|") != table["head"].count("|")
        for table in _TABLE.finditer(text)
    )
