"""Slips in values: numbers, days, shares, people, words, links; typed in both spellings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slip_kinds import add_slip, edit_values
from slip_places import TypedValue, is_number

from okrsite import field_types as types
from okrsite.vocabulary import CHECKIN, KEY_RESULT, OBJECTIVE

_SHARES = (types.CONFIDENCE, types.NAMED_CONFIDENCES)
_LINKS = (types.REFERENCES, types.GOALS, types.REFERENCE)


_MINUTES = ("m", "min", "minute", "minutes")


def _split_unit(text: str) -> tuple[str, str]:
    match = re.match(r"([\d.,]+)\s?(.*)", text)
    return (match[1], match[2]) if match else (text, "")


def _spoil_number(text: str) -> Iterator[str]:
    number, unit = _split_unit(text)
    behind = f" {unit}" if unit not in ("", "%") else unit
    for other in (
        f"~{number}",
        f"> {number}",
        f"< {number}",
        f"{number}-{number}9",
        f"{number} of {number}17",
        f"{number}/{number}0",
        f"{number}+",
        f"+{number}",
        f"${number}B",
        f"{number}*",
        f"{number}?",
        f"{number}:30",
        f"{number} or so",
        f"ca. {number}",
        f"{number}O",
        f"l{number}",
        f"x{number}",
        f"{number}..",
        f"{number} → {number}9",
        f"{number}m",
        f"{number},5",
        f"{number}.000,5",
        f"{number}%%",
        f"{number}e3",
        f"{number}.1.2",
        f"{number} → {number}8",
    ):
        yield other + behind


def _read_amount_of_money(value: TypedValue, text: str) -> str:
    """Return `$12B` in full, where no number beside it shows that something else was meant."""
    match = re.match(r"\$([\d.,]+)B\Z", text)
    others = [
        entry.value.text
        for entry in value.beside or ()
        if hasattr(entry.value, "text") and entry.key.text not in ("grade", "weight", "confidence")
    ]
    numbers = [other for other in others if other != value.text and re.match(r"[\d.,]*[1-9][\d.,]*\Z", other)]
    return f"$ {match[1]} billion" if match and value.text != "0" and not numbers else ""


def _word_number(text: str) -> Iterator[str]:
    yield from ("many", "seven", "half", "a few", "lots", "done", "yes", "almost there", "low", "see note")


def _add_deadline(text: str) -> Iterator[str]:
    yield from (f"{text} by end of December", f"{text} bis Ende November", f"{text} d'ici fin mars")


def _empty_number(text: str) -> Iterator[str]:
    yield from ("TBD", "n/a", "none", "-", "–", "?", "tbc", "unknown", "null", "N.N.", "xx", "#REF!", "=SUM(B2:B9)")


def _change_unit(text: str) -> Iterator[str]:
    number, unit = _split_unit(text)
    if unit:
        for other in ("weeks", "EUR", "%" if unit != "%" else "points", "km", "persons", "mins"):
            if other != "mins" or unit not in _MINUTES:  # another spelling of one unit, which is read as the same
                yield f"{number} {other}"


def _drop_unit(text: str) -> Iterator[str]:
    number, unit = _split_unit(text)
    if unit:
        yield number
        yield f"{number}{unit}" if unit != "%" else f"{number} {unit}"
        yield f"{number}  {unit}"
        yield f"{number}\u00a0{unit}"


def _spoil_share(text: str) -> Iterator[str]:
    yield from (
        "7",
        "high",
        "150%",
        "-5%",
        "50%%",
        "fifty",
        "1",
        "50-60%",
        "50 percent sure",
        "50/50",
        "~50%",
        "?",
        "low",
        "green",
        "50%!",
        "70 80",
        "0,7",
    )


_MONTHS = {
    "de": [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "es": [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
}


def _spoil_date(text: str) -> Iterator[str]:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return
    year, month, day = text.split("-")
    yield from (
        f"{month}/{day}/{year}",
        f"{day}.{month}.{year}",
        f"{year}/{month}/{day}",
        f"{year}-{month}-32",
        f"{year}-13-{day}",
        f"{year[2:]}-{month}-{day}",
        f"{day}-{month}-{year}",
        f"{year}{month}{day}",
        "soon",
        "end of month",
        f"Oct {day}",
        f"{day} Oct",
        f"{year}-{month}",
        f"{year}-{day}-{month}x",
        f"{year}–{month}–{day}",
        f"{year}-{month}-",
        "KW 42",
        f"{year} -{month}-{day}",
        f"{year}-{month}-{day}.",
        f"{day}.{month}.",
        f"{day}. {_MONTHS['de'][int(month) - 1]}",
        f"le {day}/{month}/{year}",
        f"vendredi {day} {_MONTHS['fr'][int(month) - 1]} {year}",
        f"{day} de {_MONTHS['es'][int(month) - 1]} de {year}",
    )


def _move_date(text: str) -> Iterator[str]:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        yield f"{int(text[:4]) - 1}{text[4:]}"
        yield f"{int(text[:4]) + 1}{text[4:]}"
        yield f"20226{text[4:]}"


def _spoil_name(text: str) -> Iterator[str]:
    if len(text) > 3:
        yield text[0] + text[2] + text[1] + text[3:]
        yield text[:-1]
        yield text[:2] + text[2] + text[2:]
        yield text[:-1] + "ß"
    yield f"{text}?"
    yield f"{text}@larkwell.example"
    yield f"[{text}](mailto:{text}@larkwell.example)"
    yield f"@{text}x"
    yield f"~~{text}~~"


def _name_two(text: str) -> Iterator[str]:
    yield from (f"{text} and Jo", f"{text} / Jo", f"{text} & Jo", f"{text}, Jo", f"~~{text}~~ Jo", f"{text} -> Jo")


def _style_name(text: str) -> Iterator[str]:
    yield f"@{text}"
    yield text.upper()
    yield text.lower()
    yield f"**{text}**"
    yield f" {text} "
    yield f"<{text}>"


def _reverse_name(text: str) -> Iterator[str]:
    first, _, last = text.partition(" ")
    if last:
        yield f"{last}, {first}"


def _empty_name(text: str) -> Iterator[str]:
    yield from (
        "TBD",
        "-",
        "none",
        "n/a",
        "nobody",
        "?",
        "tbc",
        "N.N.",
        "open",
        "XXX",
        "unknown",
        "TBA",
        "–",
        "to be decided",
        "vacant",
    )


def _name_no_person(text: str) -> Iterator[str]:
    yield from ("<@U02AB3C4D>", "14 planners", "all of planning", "the whole team", "etc.", "yes", "7")


def _spoil_choice(text: str) -> Iterator[str]:
    yield text[:-1]
    yield text[0] + text[2:3] + text[1:2] + text[3:]
    yield f"{text}?"
    yield f"very {text}"
    yield from (
        "green",
        "red",
        "completed",
        "cancelled",
        "carried over",
        "aspirationel",
        "stretch",
        "moonshot",
        "in progress",
        "WIP",
        "100%",
        "yes",
        "verbindlich",
        "erledigt",
        "en retard",
        "gefährdet",
        "hecho",
        "internally",
    )


def _style_choice(text: str) -> Iterator[str]:
    yield text.upper()
    yield text.capitalize()
    yield text.replace(" ", "-")
    yield text.replace(" ", "_")
    yield f"**{text}**"
    yield f"{text}."


def _spoil_link(text: str) -> Iterator[str]:
    unit, _, rest = text.partition("/")
    yield f"{unit[:-1]}/{rest}"
    yield f"{unit}/{rest}x"
    yield f"{unit}/{rest[:-1]}"
    yield f"{unit}/{rest.replace('#', '/')}" if "#" in text else f"{text}#no-such-result"
    yield f"{unit}\\{rest}"
    if not unit.startswith("."):  # in a path to a file two slashes are one
        yield f"{unit}//{rest}"
    yield text.replace("-", " ")
    yield text.replace("-", "_")
    yield f"https://example.org/{text}"
    yield f"{text} and {text}"
    yield f"{unit}/2019-Q1/{rest.split('/')[-1]}"
    yield f"({text})"
    yield f"the goal of {unit}"
    yield f"{unit}: {rest}"
    yield "TBD"
    yield f"{unit}.{rest}"
    yield f"[[{text}]]"
    yield f"“{text}”"
    yield text.replace("-", "\u2011")
    yield f"{text} {text}"


def _spoil_id(text: str) -> Iterator[str]:
    yield from (
        text.replace("-", " ") + " goal",
        f"{text}_1",
        f"häuser-{text}",
        f"{text}.",
        f"#{text}",
        f"{{#{text}}}",
        f"{text}!",
        f"{text}/1",
        f"-{text}",
        f"{text} ",
        text.upper(),
        text.capitalize(),
        "con",
        f"`{text}`",
        f"“{text}”",
    )


def _spoil_truth(text: str) -> Iterator[str]:
    yield from ("maybe", "partly", "50%", "nearly", "wip", "soon", "treu", "fals", "ja", "erledigt", "?", "2")


def _spoil_range(text: str) -> Iterator[str]:
    number = re.search(r"\d[\d.,]*", text)
    value = number[0] if number else "5"
    yield from (
        f"{value}",
        f"< {value}",
        f"> {value}",
        f"<= {value} %%",
        f"around {value}",
        f"{value}..1",
        f"{value}…",
        f"{value} - 99999",
        f"between 1 and {value}",
        f"max {value}",
        f"at most {value}",
        f"=< {value}",
        f"<={value}..",
        f"≤ {value} or so",
        f"{value} or less",
        f"!= {value}",
        "low",
        "TBD",
        f"<= {value},5",
        f"{value}..{value}O",
    )


def _spoil_weight(text: str) -> Iterator[str]:
    # No `50%`: it is half as much as 1, as the guide says, and nobody can tell it from one that was meant.
    yield from ("heavy", "-1", "2x", "x2", "1,5", "high", "double", "+1", "~2")


def _spoil_unit_name(text: str) -> Iterator[str]:
    yield from (
        f"{text}x",
        text[:-1],
        text.upper(),
        f"team {text}",
        f"{text}?",
        text.replace("-", "_"),
        "everybody",
        f"{text} and others",
    )


def _spoil_address(text: str) -> Iterator[str]:
    yield from (
        text.replace("https://", "htps://"),
        text.replace("https://", "javascript:"),
        text.replace(":", ""),
        f"<script>{text}",
        text.replace("//", "/"),
        "see wiki",
        f"{text} {text}",
        text.replace("https://", "https//"),
    )


def _paste(text: str) -> Iterator[str]:
    """What comes along when something is pasted."""
    yield f"\u200b{text}"
    yield f"{text}\u200b"
    yield f"{text}\u00ad"
    yield f"\u202e{text}"
    yield f"\ufeff{text}"
    yield f"\u00a0{text}"
    yield f"{text}\u00a0"
    yield f"{text}\u2028"
    if text.count(" ") < 3:  # a sentence in quotation marks is a quotation, and shown as one
        yield f"“{text}”"
    yield f"&nbsp;{text}"
    yield f"<b>{text}</b>"
    if text[:1].isalpha():
        yield f"<{text}>"
    yield f"{text}<!-- new -->"
    yield f"{text} <!-- new"
    yield f'<span style="x">{text}</span>'
    yield "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def _has_unit(value: TypedValue) -> bool:
    """Whether a number stands beside another one with the same unit."""
    unit = _split_unit(value.text)[1]
    if not is_number(value) or not unit:
        return False
    if value.field in (CHECKIN.NOW,):
        return True
    texts = [entry.value.text for entry in value.beside or () if hasattr(entry.value, "text")]
    return sum(_split_unit(text)[1] == unit and text[:1].isdigit() for text in texts) > 1


_NUMBER_WORDS = "number|read|limit|unit|two|value|increase|time|billion|million|letter|day|sign|digit|level|range"

add_slip(
    "spoilt number",
    "numbers",
    "signs, remarks, two numbers, letters in place of digits",
    edit_values(is_number, _spoil_number, means=_read_amount_of_money),
    _NUMBER_WORDS,
    unchanged=False,
)
add_slip(
    "word in place of a number",
    "numbers",
    "a word where a number belongs",
    edit_values(is_number, _word_number),
    unchanged=False,
)
add_slip(
    "deadline behind a number",
    "numbers",
    "until when, where a unit of measure belongs",
    edit_values(lambda value: is_number(value) and value.field is KEY_RESULT.TO, _add_deadline),
    "unit|number|due|day",
    unchanged=False,
)
add_slip(
    "no number yet",
    "numbers",
    "what people type where they know nothing",
    edit_values(is_number, _empty_number, absent=True),
    unchanged=False,
)
add_slip(
    "another unit",
    "numbers",
    "a unit that its neighbours don't have",
    edit_values(_has_unit, _change_unit),
    "unit",
    unchanged=False,
)
add_slip("unit left out", "numbers", "a number whose neighbours say the unit", edit_values(_has_unit, _drop_unit))
add_slip(
    "spoilt confidence",
    "numbers",
    "a word, a mark of ten, too much",
    edit_values(lambda value: value.field.type in _SHARES and value.text.endswith("%"), _spoil_share),
    unchanged=False,
)
add_slip(
    "spoilt day",
    "numbers",
    "spellings of other countries, days that aren't",
    edit_values(lambda value: value.field.type is types.DATE, _spoil_date),
    "day|date|year",
)
add_slip(
    "day of another year",
    "check-ins",
    "a year too early or late",
    edit_values(lambda value: value.field in (CHECKIN.DATE, KEY_RESULT.DUE), _move_date),
    unchanged=False,
)
add_slip(
    "misspelt person",
    "people",
    "letters exchanged or missing, two people, a question",
    edit_values(lambda value: value.field.type in (types.PERSON, types.PEOPLE), _spoil_name),
    unchanged=True,
)
add_slip(
    "two people for one",
    "people",
    "one person answers for a goal",
    edit_values(lambda value: value.field in (OBJECTIVE.OWNER, KEY_RESULT.OWNER) and value.text != "", _name_two),
    "one|more than",
    unchanged=False,
)
add_slip(
    "person in another spelling",
    "people",
    "with an at sign, in another case, in bold",
    edit_values(lambda value: value.field.type in (types.PERSON, types.PEOPLE), _style_name),
)
add_slip(
    "last name first",
    "people",
    "as registers list them",
    edit_values(lambda value: value.field.type is types.PERSON, _reverse_name),
)
add_slip(
    "nobody yet",
    "people",
    "what people type where nobody is known",
    edit_values(lambda value: value.field.type is types.PERSON, _empty_name, absent=True),
    unchanged=False,
)
add_slip(
    "no person",
    "people",
    "a mention, a number or a group where a person is named",
    edit_values(
        lambda value: value.field.type in (types.PERSON, types.PEOPLE) and value.record.name != "initiative",
        _name_no_person,
    ),
    unchanged=False,
)
add_slip(
    "spoilt word",
    "words",
    "misspelt, or a word that people bring along",
    edit_values(lambda value: bool(value.field.choices), _spoil_choice),
    unchanged=False,
)
add_slip(
    "word in another spelling",
    "words",
    "another case, a hyphen, bold",
    edit_values(lambda value: bool(value.field.choices), _style_choice),
)
add_slip(
    "spoilt link",
    "links",
    "misspelt, another cycle, words in place of an id",
    edit_values(
        lambda value: value.field.type in _LINKS or (value.field.name == "to" and value.record.name == "link"),
        _spoil_link,
    ),
    unchanged=False,
)
add_slip(
    "spoilt id",
    "identity",
    "signs that ids can't have",
    edit_values(lambda value: value.field in (OBJECTIVE.ID, KEY_RESULT.ID), _spoil_id),
)
add_slip(
    "spoilt yes or no",
    "words",
    "a third answer",
    edit_values(lambda value: value.field.type is types.BOOLEAN, _spoil_truth),
    unchanged=False,
)
add_slip(
    "spoilt range",
    "numbers",
    "a limit without its sign, a range in words",
    edit_values(lambda value: value.field.type is types.RANGE, _spoil_range),
)
add_slip(
    "spoilt weight",
    "numbers",
    "a word, a sign, a share",
    edit_values(lambda value: value.field.type is types.WEIGHT, _spoil_weight),
    unchanged=False,
)
add_slip(
    "spoilt unit",
    "links",
    "a unit that doesn't exist",
    edit_values(
        lambda value: value.field is OBJECTIVE.WITH or value.field.name in ("parent", "team"), _spoil_unit_name
    ),
)
add_slip(
    "spoilt KPI",
    "links",
    "a KPI that doesn't exist",
    edit_values(lambda value: value.field is KEY_RESULT.KPI, _spoil_unit_name),
)
add_slip(
    "spoilt address",
    "links",
    "an address on the web that is none",
    edit_values(lambda value: value.field.type is types.ADDRESS, _spoil_address),
    unchanged=False,
)
add_slip(
    "pasted value",
    "pasting",
    "invisible signs, typographic quotes, leftovers of HTML",
    edit_values(
        lambda value: value.field.type not in (types.PROSE, types.TEXT) and value.field.name != "title", _paste
    ),
)
