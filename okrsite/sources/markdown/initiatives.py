"""Initiatives: `- [ ] Market search for venues (Ben, due 2026-12-15)`.

Decides what the parentheses at the end mean: a status, a day, a link or a name; anything else belongs to the title.
"""

from __future__ import annotations

import re
from functools import lru_cache

from okrsite.fields import Field
from okrsite.late_patterns import compile_late
from okrsite.sources.day_signs import ANY_DAY, MONTH_NAME
from okrsite.sources.markdown.blocks import MarkdownBlock
from okrsite.sources.markdown.boxes import ask_about_box, split_checkbox
from okrsite.sources.markdown.bullets import read_nested_fields
from okrsite.sources.markdown.field_values import SEPARATOR, read_link_target, split_closing_parentheses
from okrsite.sources.markdown.labels import normalise_label, split_label
from okrsite.sources.markdown.reading import MarkdownReading, RecordBuilder
from okrsite.sources.markdown.spans import Span, find_links
from okrsite.sources.nobody import is_nobody
from okrsite.sources.records import Node, Scalar
from okrsite.synonyms import find_meant_words, is_synonym
from okrsite.vocabulary import INITIATIVE

_STATUSES = frozenset(INITIATIVE.STATUS.choices)
# Words of a name that stand in lower case; in `(if there is money)` they are words of a sentence.
_PARTICLES = frozenset(("al", "da", "de", "del", "den", "der", "di", "dos", "du", "la", "le", "ter", "van", "von"))
_ONE_WORD = re.compile(r"@?[^\W\d_][\w.'’-]*(?:@[\w.-]+)?")
_LOOSE_OWNER = re.compile(
    r"(?<=\s)(?P<all>(?:@(?=\w+\Z)|[(\[{]\s{0,3}(?:by\s)?|[–—-]\s|(?=[^\s()]{2,40}\)))(?P<names>[^()\[\]{}]{2,60})[)\]}]?[.:;,!]?)\Z",
    re.IGNORECASE,
)
_OWNER_AND_MORE = re.compile(r"(?<=\s)(?P<all>\((?P<names>[^\W\d][^(),;]{1,40})[,;][^()]{1,40}\))\Z")
_OWNER_BEHIND_COLON = re.compile(r"(?<=\w: )(?P<all>(?P<names>@?[^\W\d]\w{1,30}))\Z")
_OWNER_FIRST = re.compile(r"(?P<all>@(?P<names>[^\W\d][\w.-]{1,30})):?\s")
"""`@Anna: call the council`."""
_OWNER_BEFORE_DAY = re.compile(
    r"(?<=\s)(?P<all>\((?P<names>[^()]{2,60})\))(?=\s?[,;–—-]?\s?(?:[a-z]{2,6}:?\s)?\(?\d{4}-\d{1,2}-\d{1,2}\)?\Z)"
)
"""`Call the council (Anna) - due 2026-12-01`."""
_OWNER_BEFORE_MORE = re.compile(
    r"(?<=\s)(?P<all>\((?P<names>[^()]{2,60})\))(?=\s?(?:[-=]>|[-–—:;,→])\s?(?P<more>[^()]{2,40})\Z)"
)
"""`Call the council (Anna) - in progress`."""
_WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}"
_DUE = re.compile(
    rf"due\b\s*:?\s*(?P<day>(?:{_WEEKDAY}[.,]{{0,2}}\s)?(?:\W{{0,3}}|{MONTH_NAME}\s)\d.*)", re.IGNORECASE | re.DOTALL
)
"""Whoever reads the day says what is wrong with it."""
_WORDED_DUE = rf"(?:soon|end|next|this|later|asap|tbd|mid|early|late|in|by|{_WEEKDAY}|{MONTH_NAME})"
_LIKE_DUE = re.compile(
    rf"(?:[(\[{{][^()\[\]{{}}]{{0,40}}?\b(?:{ANY_DAY}|(?:due|deadline)\b:?\s{_WORDED_DUE}\b)[^()\[\]{{}}]{{0,20}}[)\]}}]?"
    rf"|\b(?:due|deadline)\b\s?:?\s?{ANY_DAY}[^()\[\]{{}}]{{0,20}}"
    r"|[(\[{](?:[^()\[\]{}]{0,40}[,;]\s?)?(?:due|deadline)\b:?\s(?!(?:to|diligence|dates?|process)\b)[^()\[\]{}]{1,30}[)\]}]?)\Z",
    re.IGNORECASE,
)
"""A day at the end of a title: in brackets, or behind a word for it, such as `due KW 49`."""
_MAY_BE_DUE = re.compile(r"[(\[{]|\b(?:due|deadline)\b", re.IGNORECASE)
"""Found in all titles in which `_LIKE_DUE` finds something, and much faster."""
_MENTION = re.compile(r"\(?<@[^<>\s]{1,40}>\)?\s*\Z")
_FORMAT = compile_late(r"\s*(?:[-*+]\s+(?:\[|KR\b|\d{4}-\d|\*{0,2}[\w -]{1,30}\*{0,2}:)|[|#>`<]|\d{4}-\d)")
"""A line that is asked about, if it means something else than words."""
_FEWEST_WORDS = 4
_MAY_NAME_OWNER = re.compile(r"[@()\[\]{}<:–—-]")
"""Signs of which one is in each title that is asked about because of an owner."""
_BETWEEN_NAMES = re.compile(r"\s(?:and|und|et)\s|\s?[,&/+]\s?")
_LONGEST_KEPT = 60
"""Characters of a text of which it is remembered whether it is a name."""
_LONGEST_OWNER = 80
"""Characters at the end of a title in which an owner is looked for."""
_QUOTED_NAME = re.compile(r"[\"'“”„‘’«»](?P<name>[^\W\d_][\w.-]*)[\"'“”„‘’«»]")
_ADDRESS = re.compile(r"<?(?:https?://|mailto:)[^\s<>]+>?")
_CLOSING_ADDRESS = re.compile(r"(?<=\s)<?https?://[^\s<>]+>?$")


def read_initiative(reading: MarkdownReading, item: MarkdownBlock) -> tuple[Node, set[int]]:
    """Return the initiative that a bullet holds, and the lines it uses up."""
    fields = RecordBuilder(reading, "initiative")
    span = item.text or Span(reading.source, item.start, item.start)
    place = span.place
    said = [split_label(inner.text, "initiative") for inner in item.items if inner.text]
    nested = {known.field for known in said if known and known.field}
    box = split_checkbox(span)
    if box:
        span = box[1]
    elif not _ask_about_field(reading, span):
        ask_about_box(reading, span)
    parts = split_closing_parentheses(span)
    details = _parse_details(reading, parts[1]) if parts and parts[0] else {}
    # What is said in nested bullets too stands in parentheses for another reason.
    if parts and details and not details.keys() & nested:
        span = parts[0]
        for field, value in details.items():
            fields.add_field(field, value)
    if INITIATIVE.LINK not in fields and INITIATIVE.LINK not in nested:
        span = _take_link(reading, fields, span)
    if INITIATIVE.STATUS not in fields and INITIATIVE.STATUS not in nested and parts and parts[0]:
        _ask_about_status(reading, parts[1])
    if box and INITIATIVE.STATUS not in fields and INITIATIVE.STATUS not in nested:
        fields.add_field(INITIATIVE.STATUS, Scalar("done" if box[0].text == "true" else "todo", box[0].place))
    asked = len(reading.problems)
    if INITIATIVE.OWNER not in fields and INITIATIVE.OWNER not in nested:
        _ask_about_owner(reading, span)
    if INITIATIVE.DUE not in fields and INITIATIVE.DUE not in nested and len(reading.problems) == asked:
        _ask_about_day(reading, span)
    if span and INITIATIVE.TITLE not in nested:
        fields.add_field(INITIATIVE.TITLE, reading.make_scalar(span))
    used = set(item.head) | read_nested_fields(reading, fields, "initiative", item.items)
    return fields.build_node(place), used


def ask_about_text_below(reading: MarkdownReading, item: MarkdownBlock, used: set[int]) -> None:
    """Ask about words below an initiative, which are read apart from it: as notes of the objective."""
    source = reading.source
    rest = [number for number in item.lines if number not in used and source.get_line(number).strip()]
    if not rest or _FORMAT.match(source.get_line(rest[0])):
        return
    place = source.get_lines(rest[0], rest[0] + 1).trim().place
    if any(place.line == problem.place.line for problem in reading.problems):
        return
    message = "This stands below an initiative, which has no text of its own, so it is read as notes of the objective."
    reading.report("OKR118", place, message, "Put it into the initiative's title, or below the list.")


def _ask_about_field(reading: MarkdownReading, span: Span) -> bool:
    """Ask about a field of an initiative that stands beside it, and so is one itself; return whether it was."""
    said = split_label(span, "initiative")
    if said is None or said.field not in (
        INITIATIVE.STATUS,
        INITIATIVE.OWNER,
        INITIATIVE.DUE,
        INITIATIVE.LINK,
        INITIATIVE.MOVES,
    ):
        return False
    first = span.place.line - 1
    above = next((at for at in range(first - 1, max(first - 4, 0), -1) if reading.source.get_line(at).strip()), None)
    where = f" that in line {above + 1}" if above is not None else " it"
    message = f"“{said.label.flat_text}” is a field of an initiative, but stands beside{where} and not below, "
    message += "so it is read as another one."
    hint = "Begin the line with two blanks more than its initiative."
    reading.report("OKR118", span.place, message, hint)
    return True


def _parse_details(reading: MarkdownReading, span: Span) -> dict[Field[object], Scalar]:
    """Return what parentheses say, by field; nothing when a part of it is no status, day, link or name."""
    details: dict[Field[object], Scalar] = {}
    field: Field[object]
    for part in span.split_at(SEPARATOR):
        links = [link for link in find_links(part) if link.whole.raw == part.raw]
        if normalise_label(part.flat_text) in _STATUSES:
            field, value = INITIATIVE.STATUS, Scalar(normalise_label(part.flat_text), part.place)
        elif day := _DUE.fullmatch(part.flat_text):
            field, value = INITIATIVE.DUE, reading.make_scalar(part.cut_span(day.start("day"), day.end("day")))
        elif links and reading.find_link_target(links[0]).startswith("mailto:"):
            field, value = INITIATIVE.OWNER, reading.make_scalar(part)  # somebody's name as a link to write to them
        elif links or _ADDRESS.fullmatch(part.raw):
            field, value = INITIATIVE.LINK, read_link_target(reading, part)
        elif _is_person(reading.make_scalar(part).text):
            field, value = INITIATIVE.OWNER, reading.make_scalar(part)
        else:
            return {}
        if field in details:
            return {}
        details[field] = value
    return details


def _ask_about_owner(reading: MarkdownReading, title: Span) -> None:
    """Ask about somebody at the end of a title whom the file names elsewhere: a name in parentheses is the owner."""
    text = title.mask_markup
    if text[:1] != "@" and not _MAY_NAME_OWNER.search(text, max(0, len(text) - _LONGEST_OWNER - 2)):
        return
    found = (
        (match, names)
        for pattern in (_LOOSE_OWNER, _OWNER_AND_MORE, _OWNER_BEHIND_COLON, _OWNER_BEFORE_DAY, _OWNER_BEFORE_MORE)
        if (match := pattern.search(text, max(0, len(text) - _LONGEST_OWNER)))
        and (names := _find_names(reading, match))
    )
    match, names = next(found, (None, []))
    if match is None and (mention := _MENTION.search(title.raw)):
        message = f"“{mention[0].strip()}” is how a chat names somebody, and is read as words of the title."
        place = title.cut_span(*mention.span()).place
        reading.report("OKR118", place, message, "Type the name of the one who does it, in parentheses.")
        return
    if match is None and (first := _OWNER_FIRST.match(text)):
        match, names = first, _find_names(reading, first)
    # `Ask @Ana` is a task, and `Open a second depot @Ana` somebody's.
    if match is None or not names or (match["all"][0] == "@" and len(text.split()) < _FEWEST_WORDS):
        return
    place = title.cut_span(match.start("all"), match.end()).place
    if len(names) > 1:
        message = (
            f"“{match['names'].strip()}” are several, and one answers for an initiative, so they are read as text."
        )
        hint = f"Type one name in parentheses, as in ({names[0]}); the other belongs into the title."
        reading.report("OKR118", place, message, hint)
        return
    message = f"“{match['all'].strip()}” looks like the owner, but is read as a part of the title."
    if match.re in (_OWNER_AND_MORE, _OWNER_BEFORE_MORE):
        hint = f"In the parentheses stand name, status, day and link alone, as in ({names[0]}, doing)."
        reading.report("OKR118", place, message, hint)
        return
    if match.re in (_OWNER_FIRST, _OWNER_BEFORE_DAY):
        reading.report("OKR118", place, message, f"The owner stands in parentheses at the end: ({names[0]}).")
        return
    colon = title.raw[match.start("all") - 2 : match.start("all")] == ": "
    place = title.cut_span(match.start("all") - (2 if colon else 0), match.end()).place
    reading.report("OKR118", place, message, correction=f" ({names[0]})" if colon else f"({names[0]})")


def _find_names(reading: MarkdownReading, match: re.Match[str]) -> list[str]:
    """Return the names that a match holds, one of which the file names elsewhere; none for other words."""
    names = [name.strip(" @.!?:;*_") for name in _BETWEEN_NAMES.split(match["names"])]
    is_known = any(name.casefold() in reading.find_named_people() for name in names)
    # An at sign before a name, and a day behind it, say that more than a title stands here.
    if match["names"][:1].isupper():
        is_known = is_known or match["all"][0] == "@" or match.re is _OWNER_BEFORE_DAY
        is_known = is_known or (match.re is _OWNER_BEFORE_MORE and is_synonym(match["more"], INITIATIVE.STATUS.choices))
    return names if is_known and all(map(is_name, names)) else []


def _ask_about_day(reading: MarkdownReading, title: Span) -> None:
    """Ask about a day at the end of a title: as a part of the title it is in no calendar, and never overdue."""
    text = title.mask_markup
    if not _MAY_BE_DUE.search(text, max(0, len(text) - _LONGEST_OWNER)):
        return
    if match := _LIKE_DUE.search(text, max(0, len(text) - _LONGEST_OWNER)):
        typed = title.cut_span(*match.span())
        message = f"“{typed.line}” looks like the day by which this is to be done, but is read as a part of its title."
        hint = "It stands at its end, behind the name and with its year first, as in (Ben, due 2026-12-01)."
        reading.report("OKR118", typed.place, message, hint)


def _ask_about_status(reading: MarkdownReading, details: Span) -> None:
    """Ask about a word in parentheses that means a status, and is none of its words."""
    if not is_synonym(details.flat_text, INITIATIVE.STATUS.choices):
        return
    if meant := find_meant_words(details.flat_text, INITIATIVE.STATUS.choices):
        message = f"“{details.flat_text}” looks like a status, but is read as a part of the title."
        reading.report("OKR118", details.place, message, f"Did you mean “{meant[0]}”?", correction=meant[0])


def _is_person(text: str) -> bool:
    """Whether a text is somebody's name, or stands for nobody; a question mark or quotes around it are asked about."""
    quoted = _QUOTED_NAME.fullmatch(text)
    return is_name(quoted["name"] if quoted else text.rstrip("? ").strip("~") or text) or is_nobody(text)


def _take_link(reading: MarkdownReading, fields: RecordBuilder, span: Span) -> Span:
    """Add the link in a title; its words stay in the title, an address at its end does not."""
    closing = _CLOSING_ADDRESS.search(span.flat_text)
    if closing:
        fields.add_field(INITIATIVE.LINK, read_link_target(reading, span.cut_span(*closing.span())))
        return span.cut_span(0, closing.start())
    for link in find_links(span):
        if reading.find_link_target(link):
            fields.add_field(INITIATIVE.LINK, read_link_target(reading, link.whole))
            break
    return span


def is_name(text: str) -> bool:
    """Whether a text can be somebody's name or id: one word, or up to five with capitals."""
    return _is_known_name(text) if len(text) <= _LONGEST_KEPT else _reads_as_name(text)


@lru_cache(maxsize=4096)  # the same few names stand on many lines
def _is_known_name(text: str) -> bool:
    return _reads_as_name(text)


def _reads_as_name(text: str) -> bool:
    parts = text.split()
    if len(parts) == 1:
        return _ONE_WORD.fullmatch(parts[0]) is not None
    return 1 < len(parts) <= 5 and all(
        _ONE_WORD.fullmatch(part) and (not part[0].islower() or part in _PARTICLES) for part in parts
    )
