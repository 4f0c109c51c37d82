"""How a value that YAML can't read as it stands should be typed: in quotes, or without the sign that slipped in.

A title may begin with any sign, and needs quotes. A number, a day, an id or a name begins with none of them, so there
the sign is what slipped in.
"""

from __future__ import annotations

from okrsite import field_types as types
from okrsite.late_patterns import compile_late
from okrsite.number_style import uses_decimal_comma
from okrsite.sources.number_signs import SPREADSHEET_ERROR
from okrsite.sources.number_slips import strip_outer_markup
from okrsite.sources.yaml_quotes import PUT_IN_QUOTES, Slip, explain_signs, quote_typed_text, read_quoted, write_quoted
from okrsite.vocabulary import RECORDS

_BY_NAME: dict[str, set[object]] = {}
for _record in RECORDS.values():
    for _field in _record.fields:
        _BY_NAME.setdefault(_field.name, set()).add(_field.type)
_TEXTS = {types.TEXT, types.PROSE, types.TEXTS, types.ADDRESS}
_ENTITIES = compile_late(r"(?:&[a-z]{2,6};\s?)+")
_NUMBERS = {types.NUMBER, types.WEIGHT, types.VALUE, types.CONFIDENCE, types.FRACTION}
_MARKED = compile_late(r"(?P<sign>[*_]{1,3})(?P<text>[^*_].*?)(?P=sign)\Z")
"""Bold or slanted words of Markdown."""
_DECIMALS = compile_late(r"(?P<whole>[-+−]?[$€£]?\d{1,3}),(?P<part>\d{1,2})(?P<unit>(?:\s?[^\d\s.,].*)?)\Z")
_CURRENCY = compile_late(r"\b([A-Z]{3})(?::\s|\s#)\s?(?=\d)")
"""`EUR: 5` and `EUR #5`, of which the sign is no part of an amount."""
_THOUSANDS = compile_late(r"[-+−]?[$€£]?\d{1,3}(?:,\d{3})+(?:\.\d+)?(?:\s?[^\d\s.,].*)?\Z")
_LIKE_NUMBER = compile_late(r"[-+−]?[$€£]?\d[\d.,]*(?:\s?[^\d\s.,].*)?\Z")
_LISTS = types.SEVERAL - {types.TEXTS}
_PEOPLE = {types.PERSON, types.PEOPLE}
_STRAY = "@#%&*!|>`?,:]}-"
_NUMBER = compile_late(r"[-+−<>=~≈]{0,2}\s?(?:[A-Z]{3}\s?|[$€£])?\d[\d.,]*\s?[%kKM€$]?(?:\s[A-Za-z]{1,12})?\Z")
_BRACED_ID = compile_late(r"\{#(?P<id>[\w-]+)\}\Z")
"""An id as headings in Markdown have it."""
_LONE_QUOTE = compile_late(r"(?P<text>[^\"“”]+)[\"”]\Z")


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
    if (kinds & _NUMBERS or not kinds) and SPREADSHEET_ERROR.match(text):
        return ""
    if text == "?" and (kinds & _NUMBERS or not kinds & _TEXTS - _PEOPLE):
        return ""  # not known yet
    if (marked := _MARKED.match(text)) and kinds - _TEXTS:
        text = marked["text"]
        return quote_typed_text(text) if explain_signs(text, flow=False) else text
    if types.ID in kinds and (identifier := _BRACED_ID.match(text)):
        return identifier["id"]
    if closed := _LONE_QUOTE.match(text):
        text = closed["text"].rstrip()
    bare = text.lstrip(f"{_STRAY} ")
    if types.RANGE in kinds:
        text, bare = _CURRENCY.sub(r"\1 ", text), _CURRENCY.sub(r"\1 ", bare)
    if types.RANGE in kinds and ".." in bare:
        bare = bare.lstrip("= ")
        if bare.endswith(".."):  # `> 5..` has no other end
            return quote_typed_text(f">= {bare[:-2].rstrip()}")
    elif types.RANGE in kinds and text[0] == ">" and text[1:2] != "=":
        text = f">= {text[1:].lstrip()}"  # a limit is always part of its range
    is_sign = text[0] in _STRAY and bool(bare) and (text[0] != "-" or text[1:2].isspace())
    if is_sign and kinds - _TEXTS and _NUMBER.match(bare) and types.RANGE not in kinds:
        return bare
    belongs = bool(kinds & _TEXTS and name != "unit") or (text[0] == "@" and bool(kinds & _PEOPLE))
    if not is_sign or belongs or (text[0] == ">" and types.RANGE in kinds and ".." not in bare):
        return quote_typed_text(text)
    if not kinds and not _NUMBER.match(bare):
        return quote_typed_text(text)
    if bare[0] + bare[-1] in ("[]", "{}") or (bare[0] in "\"'" and not read_quoted(bare)[1] and len(bare) > 2):
        return bare
    return quote_typed_text(bare) if explain_signs(bare, flow=False) else bare


def strip_markup(name: str, text: str) -> str:
    """Return a value of a field that is no text without the tags of HTML with which it was pasted."""
    kinds = _BY_NAME.get(name, set())
    is_text = kinds <= {types.TEXT, types.PROSE, types.TEXTS} and name != "unit"
    return text if is_text or "<" not in text else strip_outer_markup(text) or text


def correct_number(text: str) -> str | None:
    """Return a number with a comma in it as it can stand between brackets, with the site's own decimal sign.

    Returns:
        Empty where it isn't known which number is meant; None for what is no number, or needs only quotes.
    """
    if not _LIKE_NUMBER.match(text) or _THOUSANDS.match(text):
        return None
    if uses_decimal_comma():
        return quote_typed_text(text) if _DECIMALS.match(text) else ""
    decimals = _DECIMALS.match(text)
    return f"{decimals['whole']}.{decimals['part']}{decimals['unit']}" if decimals else ""


def correct_flow_value(name: str, text: str, slip: Slip) -> tuple[Slip, str]:
    """Return a value between brackets as it should be typed, and the slip as it should be told.

    Args:
        name: The field's name, or what stands in its place.
        text: What was typed.
        slip: What is wrong with it.
    """
    if "," in text and types.PERSON in _BY_NAME.get(name, set()):
        hint = f"Name one; the others are `contributors`, as in: contributors: [{text.partition(',')[2].strip()}]."
        message = f"Here belongs one person, and a comma between brackets ends the name: “{text}”."
        return slip._replace(message=message, hint=hint, is_mended=False), write_quoted(text)
    kinds = _BY_NAME.get(name, set())
    takes_number = bool(kinds & _NUMBERS) or not kinds & _TEXTS - {types.TEXTS}
    number = correct_number(text) if "," in text and takes_number else None
    if number:
        return slip._replace(hint="" if number[0] != '"' else PUT_IN_QUOTES), number
    if number is not None and not name:
        hint = "Type a name and a colon before each number, as in {name: 5}."
        return slip._replace(message="Numbers stand here without their names.", hint=hint, is_mended=False), text
    if number is not None:
        return slip._replace(hint="Type one number, without a comma in it.", is_mended=False), write_quoted(text)
    if name and kinds and kinds <= _LISTS and (text[0] == "[" or text[-1] == "]" or "," in text):
        inner = text.strip("[] ")
        return slip._replace(message=f"The values of `{name}` stand between brackets [ ].", hint=""), f"[{inner}]"
    corrected = correct_value(name, text)
    return explain_number_sign(slip, text, corrected), corrected


def explain_number_sign(slip: Slip, text: str, corrected: str) -> Slip:
    """Return a slip as it should be told: of a number with a sign before it, that the sign is no part of it."""
    if not corrected:
        return slip._replace(hint="Leave it empty until it is known.") if slip.hint == PUT_IN_QUOTES else slip
    if corrected[:1] in ('"', "'"):
        return slip
    if text.lstrip(f"{_STRAY} ") == corrected and _NUMBER.match(corrected):
        return slip._replace(message=f"A number can't begin with `{text[0]}`.", hint="Delete that sign.")
    return slip._replace(hint="Delete it." if slip.hint == PUT_IN_QUOTES else slip.hint)


def is_only_text(name: str) -> bool:
    """Whether a field takes a text and nothing else, so that a bracket in it is one of its signs."""
    kinds = _BY_NAME.get(name, set())
    return bool(kinds) and kinds <= {types.TEXT, types.PROSE}


def is_text(name: str) -> bool:
    """Whether a field may hold words that end in a full stop; so may whatever isn't known."""
    kinds = _BY_NAME.get(name)
    return kinds is None or bool(kinds & _TEXTS)
