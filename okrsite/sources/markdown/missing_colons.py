"""Bullets that name a field and have no colon behind its name: `- Owner Anna`, `- **Needs** two coaches`.

Decides which of them are asked about. They stay prose: a sentence may begin with the same word.
"""

from __future__ import annotations

import re

from okrsite import field_types as types
from okrsite.field_types import PROSE
from okrsite.late_patterns import compile_late
from okrsite.sources.markdown.blocks import MarkdownBlock
from okrsite.sources.markdown.labels import find_field
from okrsite.sources.markdown.reading import MarkdownReading
from okrsite.vocabulary import OBJECTIVE

_FIELD_WORDS = sorted(
    (
        label
        for known in OBJECTIVE.fields
        if known.type is not PROSE
        for label in (known.name.replace("_", " "), *known.labels)
    ),
    key=len,
    reverse=True,
)
_TEXT_WORDS = sorted(
    (known.name for known in OBJECTIVE.fields if known.type is PROSE and known.name != OBJECTIVE.RETROSPECTIVE.name),
    key=len,
    reverse=True,
)
_NO_COLON = compile_late(
    rf"[*_]{{0,2}}(?P<label>{'|'.join(_FIELD_WORDS)})[*_]{{0,2}}(?P<sign>\s{{0,3}}[=–—→-]>?\s{{0,3}}|\s{{1,3}}(?:is\s{{1,3}})?)(?P<value>[^\s:].*)",
    re.IGNORECASE | re.DOTALL,
)
_TEXT_WITHOUT_COLON = compile_late(
    rf"(?:(?P<mark>\*\*|__)(?P<marked>(?i:{'|'.join(_TEXT_WORDS)}))(?P=mark)\s{{1,3}}(?=[^\s:])"
    rf"|(?P<label>{'|'.join(word.capitalize() for word in _TEXT_WORDS)})\s(?=[A-ZÀ-ÖØ-Þ0-9]))"
)
"""`**Needs** two coaches`, and `Needs Two coaches`: in a sentence small letters follow."""
_SHORT = compile_late(
    r"[^\s.,;]+(?: [^\s.,;]+){0,2}"
    r"|(?:[\w-]+/[\w/#-]+|\[[^\[\]]{1,200}\](?:\([^()\s]{1,200}\)|\[[^\[\]]{0,200}\])?)(?: \(.*\))?",
    re.DOTALL,
)
"""What may stand behind a field without a colon, and is hardly the end of a sentence."""
_BEFORE_CAPITALS = (OBJECTIVE.UNALIGNED.name, OBJECTIVE.PILLAR.name)
_FEW_WORDS = compile_late(r"[^\s.;]+(?: [^\s.;]+)?")


def ask_about_missing_colon(reading: MarkdownReading, item: MarkdownBlock) -> bool:
    """Ask about a bullet right under an objective's heading that names a field, and has no colon behind the name.

    Returns:
        Whether it was asked about.
    """
    text = item.text.flat_text if item.text else ""
    if item.text and (told := _TEXT_WITHOUT_COLON.match(text)):
        label, value = told["marked"] or told["label"], text[told.end() :]
        message = f"“{label}” looks like a field, but no colon stands behind it, and it is read as plain text."
        reading.report("OKR118", item.text.place, message, correction=f"{label}: {value}")
        return True
    match = _NO_COLON.match(text) if text else None
    if match is None or not item.text or match["value"][:1] in ("(", "&", "+", "/"):  # `Owner (R): Juno`
        return False
    is_marked = item.text.flat_text[:1] in "*_"  # `**Owner** Anna`
    # `Unaligned It moves no number`, `Pillar Growth we can teach`, `Ignore OKR604`: no sentence begins so.
    is_reason = match["label"].casefold() in _BEFORE_CAPITALS and match["value"][:1].isupper()
    is_reason = is_reason or (match["label"].casefold() == OBJECTIVE.IGNORE.name and match["value"][:3] == "OKR")
    is_short = is_reason or _SHORT.fullmatch(match["value"]) or _is_short_list(match["label"], match["value"])
    if match["sign"].strip(" ") in ("", "is") and not is_marked and not is_short:
        return False
    message = f"“{match['label']}” looks like a field, but no colon stands behind it, and it is read as plain text."
    correction = f"{match['label']}: {match['value']}"
    reading.report("OKR118", item.text.place, message, correction=correction)
    return True


def _is_short_list(label: str, value: str) -> bool:
    """Whether a field that takes several values has single words with commas between them."""
    known = find_field(label, "objective")
    parts = value.split(",")
    takes_several = known is not None and known.type in (types.TEXTS, types.PEOPLE, types.REFERENCES, types.GOALS)
    return takes_several and len(parts) > 1 and all(_FEW_WORDS.fullmatch(part.strip()) for part in parts)
