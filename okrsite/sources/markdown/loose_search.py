"""Whether a text may hold lines that are meant as Markdown and are none: one search that passes over ordinary files."""

from __future__ import annotations

import re

from okrsite.late_patterns import compile_late
from okrsite.sources.markdown.labels import find_field
from okrsite.sources.markdown.spans import BLANKS, BULLETS
from okrsite.sources.markdown.wrapped_lines import has_wrapped_number

# Whatever isn't found by this is Markdown already, or prose.
_LOOSE = compile_late(
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
    r"|^#[^\n]*\n(?:[ \t]*\n)? {2,3}[-*+] (?:\[|\d{4}-)",
    re.MULTILINE,
)
_LABEL = compile_late(r"^[*_]{0,2}(?P<label>[^\W\d_][\w '’-]{0,38}?)[*_]{0,2}[ \t]{0,3}(?::|$)", re.MULTILINE)
"""A field without its dash, the name of a section, or a sentence: `The risk is known: …`."""
_PLAIN_LINE = (
    r"(?: *|#{1,6} [^\s#].*|\|[^\\\n]*\| *| {2,8}[-*+] \S.*(?!\n(?: *\n){0,2}- ?[*_]{0,2}(?i:id|owner))"
    r"|- (?:(?!KR)[^\W\d_][\w ]{0,28}: \S.*|KR: \S.*|\[[ xX]\] \S.*|\d{4}-\d\d-\d\d.*)|(?!KR|o )[^\W\d_].*)"
)
_PLAIN_LINES = compile_late(rf"(?! *\n\|)(?:{_PLAIN_LINE}\n)*+{_PLAIN_LINE}")
"""Lines of which Markdown makes what is meant, unless one begins with a label that says more."""
_TABLE = compile_late(r"(?:\A|\n[ \t]*\n)(?P<head>\|[^\n]*)(?:\n(?P<below>[^\n]*)|\Z)")
_PLAIN_DASHES = compile_late(r"\|(?: ?:?-+:? ?\|)+ ?")


def may_hold_loose_lines(text: str) -> bool:
    """Whether a line of a text may have to be prepared before Markdown is made of it."""
    return bool(_LOOSE.search(text)) or _has_loose_label(text) or _has_loose_table(text) or has_wrapped_number(text)


def _has_loose_label(text: str) -> bool:
    """Whether a line begins like a field without its dash, or is nothing but the name of a section.

    In most texts that is a sentence with a colon: a label that nobody knows, among lines that are all plain.
    """
    labels = {match["label"] for match in _LABEL.finditer(text)}
    return bool(labels) and (
        any(find_field(label, "objective") is not None for label in labels)
        or "\t" in text
        or not _PLAIN_LINES.fullmatch(text)
    )


def _has_loose_table(text: str) -> bool:
    """Whether a table's line of dashes is missing, or has another form or another number of cells than its head."""
    return any(
        not _PLAIN_DASHES.fullmatch(table["below"] or "") or table["below"].count("|") != table["head"].count("|")
        for table in _TABLE.finditer(text)
    )
