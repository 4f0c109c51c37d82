"""How a value that YAML can't read as it stands should be typed: in quotes, or without the sign that slipped in.

A title may begin with any sign, and needs quotes. A number, a day, an id or a name begins with none of them, so there
the sign is what slipped in.
"""

from __future__ import annotations

import re

from okrsite import field_types as types
from okrsite.sources.yaml_quotes import explain_signs, quote_typed_text
from okrsite.vocabulary import RECORDS

_BY_NAME: dict[str, set[object]] = {}
for _record in RECORDS.values():
    for _field in _record.fields:
        _BY_NAME.setdefault(_field.name, set()).add(_field.type)
_TEXTS = {types.TEXT, types.PROSE, types.TEXTS, types.ADDRESS}
_ENTITIES = re.compile(r"(?:&[a-z]{2,6};\s?)+")
_PEOPLE = {types.PERSON, types.PEOPLE}
_STRAY = "@#%&*!|>`?,:]}-"
_NUMBER = re.compile(r"[-+−<>=~≈]{0,2}\s?[$€£]?\d[\d.,]*\s?[%kKM€$]?(?:\s[A-Za-z]{1,12})?\Z")
_BRACED_ID = re.compile(r"\{#(?P<id>[\w-]+)\}\Z")
"""An id as headings in Markdown have it."""
_LONE_QUOTE = re.compile(r"(?P<text>[^\"“”]+)[\"”]\Z")


def correct_value(name: str, text: str) -> str:
    """Return a value that needs quotes as it should be typed.

    Args:
        name: The field's name, or what stands in its place; '' for an item of a list.
        text: What was typed, without blanks around it.
    """
    kinds = _BY_NAME.get(name, set())
    if len(text) > 2 and text[0] == text[-1] == "`" and kinds and not kinds & _TEXTS:
        text = text[1:-1]
    if entities := _ENTITIES.match(text):
        text = text[entities.end() :]
        if not text:
            return ""
        return quote_typed_text(text) if explain_signs(text, flow=False) else text
    if text == "?" and not kinds & _TEXTS - _PEOPLE:
        return ""  # not known yet
    if types.ID in kinds and (identifier := _BRACED_ID.match(text)):
        return identifier["id"]
    if closed := _LONE_QUOTE.match(text):
        text = closed["text"].rstrip()
    bare = text.lstrip(f"{_STRAY} ")
    is_sign = text[0] in _STRAY and bool(bare) and (text[0] != "-" or text[1:2].isspace())
    if is_sign and kinds - _TEXTS and _NUMBER.match(bare) and types.RANGE not in kinds:
        return bare
    belongs = bool(kinds & _TEXTS) or (text[0] == "@" and bool(kinds & _PEOPLE))
    if not is_sign or belongs or (text[0] == ">" and types.RANGE in kinds):
        return quote_typed_text(text)
    if not kinds and not _NUMBER.match(bare):
        return quote_typed_text(text)
    if bare[0] == "[" and bare[-1] == "]":
        return bare
    return quote_typed_text(bare) if explain_signs(bare, flow=False) else bare


def is_text(name: str) -> bool:
    """Whether a field may hold words that end in a full stop; so may whatever isn't known."""
    kinds = _BY_NAME.get(name)
    return kinds is None or bool(kinds & _TEXTS)
