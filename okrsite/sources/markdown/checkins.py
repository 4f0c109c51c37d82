"""Check-ins: `- 2026-10-12, Anna (at risk): Two venues fell through. repeat 131 (70%)`.

Decides where author, status and note end; which words of the note are values is decided next door.
"""

from __future__ import annotations

import re

from okrsite.late_patterns import compile_late
from okrsite.sources.markdown.blocks import MarkdownBlock
from okrsite.sources.markdown.bullets import read_nested_fields
from okrsite.sources.markdown.checkin_authors import LONGEST_AUTHOR, NO_NAMES, STATUSES, ask_about_author, is_status
from okrsite.sources.markdown.checkin_values import add_values, split_values
from okrsite.sources.markdown.initiatives import is_name
from okrsite.sources.markdown.known_key_results import KnownKeyResults
from okrsite.sources.markdown.labels import normalise_label
from okrsite.sources.markdown.loose_values import ask_about_values, ask_about_values_below
from okrsite.sources.markdown.prose import read_prose_lines
from okrsite.sources.markdown.reading import MarkdownReading, RecordBuilder
from okrsite.sources.markdown.spans import Span
from okrsite.sources.nobody import is_nobody
from okrsite.sources.records import Node, Scalar
from okrsite.vocabulary import CHECKIN

_TIME = r"(?:T|\s)\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?Z?"
# Spellings that are asked about later are taken for the date that they are meant to be.
_DATE = re.compile(
    rf"(?:\*\*|__)?(?P<date>\d{{1,4}}[-\u2010-\u2013\u2212./]\d{{1,2}}[-\u2010-\u2013\u2212./]\d{{1,4}}(?:{_TIME})?"
    r"|(?:[A-Z][a-z]{2,8},?\s)?[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:st|nd|rd|th)?,\s?\d{4})"
    r"(?![\w-])\.?(?:\*\*|__)?(?:\s?<!--[^<>\n]{0,200}-->)?\s?(?P<sign>[,:]?)(?:\*\*|__)?\s*"
)
_PICTURE = re.compile(r"(?<=\w)\s*\(?(?P<sign>[\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff]\ufe0f?)\)?\Z")
_AUTHOR_AND_DAY = re.compile(
    r"(?P<by>@?[^\W\d][\w.'’-]*(?: [A-ZÀ-ÖØ-Þ][\w.'’-]*){0,2})(?:,\s?| \(|\s[–—-]\s)"
    r"(?P<date>\d{4}-\d{1,2}-\d{1,2})\)?:\s*"
)
"""`Anna, 2026-10-12: …`, which can mean one thing only."""
_WORDED_DATE = compile_late(r"(?P<date>[^,:()]{0,30}\d[^,:()]{0,30})(?P<sign>[,:])\s*")
_BOLD_AUTHOR = compile_late(r"[,–—-]?\s?[(\[]?(?P<by>@?[^\W\d][^*_()\[\]:,]{0,40})[)\]]?:?(?:\*\*|__):?\s+")
"""`**2026-10-12 (Anna)** …`: what is left of it behind the day."""
_BOLD_WORDS = compile_late(r"(?P<words>\s?[(\[,–—-][^*_:]{1,60})(?:\*\*|__)\s")
"""`**2026-10-12 (Anna, at risk)** …`"""
_SECOND_DAY = re.compile(
    r"(?:[-–—/&+]|to\b|bis\b|until\b|till\b|and\b|und\b|au\b)\s*"
    r"(?P<date>\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{4})(?P<sign>[,:]?)\s*"
)
_COLON = re.compile(r":(?:\*\*|__)?(?=\s|$)")
_BRACKETS = re.compile(r"[\[(](?P<status>[^\[\]()]{1,80})[\])]$")
_SMALL_LETTER = compile_late(r"[^A-ZÀ-ÖØ-Þ]")
_AND = compile_late(r" (?:and|und|&) ")
_BY = re.compile(r"by\s+(?=[\w@])", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r",? (?:and|und|et) |\s?[,&+/]\s?")
_BEFORE_COLON = compile_late(r"(?P<name>@?[\w.'’-]+(?: [A-ZÀ-ÖØ-Þ][\w.'’-]*){0,2})(?: \((?P<status>[^()]{1,20})\))?:\s")
_REMARK = re.compile(r"(?:\s?\([^()]{1,60}\))?[?! ]*\Z")
_STATUS_FIRST = re.compile(
    r"\W{0,3}(?P<status>on track|at risk|off track|green|amber|yellow|orange|red|auf kurs|im plan|gefährdet|grün|gelb"
    r"|rot|hinter plan|à risque|vert|jaune|rouge|en riesgo|verde|amarillo|rojo)(?=\s?[.!;:–—]|\s?\Z)",
    re.IGNORECASE,
)
"""A status, or a colour of one, that is the first sentence of a note."""
_STATUS_IN_NOTE = re.compile(r"\bstatus\s?[:=]\s?(?P<status>[a-z][a-z -]{1,18}[a-z])", re.IGNORECASE)


def read_checkin(reading: MarkdownReading, item: MarkdownBlock, known: KnownKeyResults) -> Node:
    """Return the check-in that a bullet holds; what is nested and no field belongs to its note."""
    fields = RecordBuilder(reading, "check-in")
    span = item.text or Span(reading.source, item.start, item.start)
    place = span.place
    note, values = split_values(_read_day_and_author(reading, fields, span, known), known)
    used = set(item.head)
    others = []
    for inner in item.items:
        # `- repeat 131 (70%)` below the day is one value more; its words are no sentence.
        words, listed = split_values(inner.text, known) if inner.text else (None, [])
        if listed and not words:
            values += listed
            used.update(inner.head)
        else:
            others.append(inner)
    add_values(reading, fields, values, known)
    ask_about_values(reading, note, values, known)
    _ask_about_status_in_note(reading, note, fields.get(CHECKIN.STATUS))
    if note:
        fields.add_field(CHECKIN.NOTE, Scalar(note.line, note.place, plain=False))
    used |= read_nested_fields(reading, fields, "checkin", others)
    rest = [number for number in item.lines if number not in used]
    reading.text_lines.update(rest)
    ask_about_values_below(reading, rest, values, known)
    fields.add_prose(CHECKIN.NOTE, read_prose_lines(reading.source, rest, set()))
    return fields.build_node(place)


def _read_day_and_author(reading: MarkdownReading, fields: RecordBuilder, span: Span, known: KnownKeyResults) -> Span:
    """Take the day and the author from the start, in either order, and return what follows."""
    if exchanged := _AUTHOR_AND_DAY.match(span.flat_text):
        fields.add_field(CHECKIN.DATE, reading.make_scalar(span.cut_span(*exchanged.span("date"))))
        fields.add_field(CHECKIN.BY, reading.make_scalar(span.cut_span(*exchanged.span("by"))))
        return span.cut_span(exchanged.end())
    date = _DATE.match(span.flat_text) or _WORDED_DATE.match(span.mask_markup)
    if date:
        is_bold = span.flat_text[:2] in ("**", "__") and date[0].count(span.flat_text[:2]) == 1
        fields.add_field(CHECKIN.DATE, reading.make_scalar(span.cut_span(*date.span("date"))))
        day, span = span.cut_span(*date.span("date")), span.cut_span(date.end())
        if second := _SECOND_DAY.match(span.flat_text):
            _ask_about_second_day(reading, day, span.cut_span(*second.span("date")))
            return _read_author(reading, fields, span.cut_span(second.end()), follows_comma=second["sign"] == ",")
        if is_bold and (author := _BOLD_AUTHOR.match(span.flat_text)) and is_name(author["by"]):
            fields.add_field(CHECKIN.BY, reading.make_scalar(span.cut_span(*author.span("by"))))
            return span.cut_span(author.end())
        if is_bold and (odd := _BOLD_WORDS.match(span.flat_text)):
            message = f"“{odd['words'].strip()}” behind the day is read as words of the note."
            hint = "Author and status stand in front of a colon, as in “2026-10-12, Anna (at risk): …”."
            reading.report("OKR118", span.cut_span(*odd.span("words")).place, message, hint)
            return span
    if date is None or date["sign"] != ":" or _begins_with_person(reading, span):
        return _read_author(reading, fields, span, follows_comma=bool(date and date["sign"] == ","))
    _ask_about_name_before_colon(reading, span, known)
    return span


def _ask_about_second_day(reading: MarkdownReading, day: Span, second: Span) -> None:
    message = f"Two days stand before this check-in, and it counts from the first, {day.line}."
    hint = "A check-in has one day, that on which its values were known."
    reading.report("OKR118", day.place.span_to(second.place), message, hint)


def _read_author(reading: MarkdownReading, fields: RecordBuilder, span: Span, *, follows_comma: bool) -> Span:
    """Take `Anna (at risk):` from the start, and return what follows."""
    colon = _COLON.search(span.mask_markup, 0, LONGEST_AUTHOR)
    head, status = _split_status(span.cut_span(0, colon.start()) if colon else span)
    by = head.trim(',;–—*_"“”„') or head.trim(",*_")
    by = by.cut_span(1 if by.raw[:2] == "- " else 0)
    if by.raw[:1] + by.raw[-1:] in ("()", "[]"):
        by = by.cut_span(1, len(by.raw) - 1)
    if leading := _BY.match(by.flat_text):
        by = by.cut_span(leading.end())
    if by and (picture := _PICTURE.search(by.flat_text)):
        by = _strip_picture(reading, by, picture)
    words = reading.make_scalar(by).text if by else ""
    # Without a colon, a whole note is an author only if it is a name and nothing else.
    if colon:
        # `Phase 2: …` begins a note, and `Agent 7: …` too, unless an Agent 7 stands in a field of the file.
        is_author = _is_author(words) or (words[-1:].isdecimal() and reading.is_named_in_field(words))
    else:
        is_author = is_name(_AND.sub(" ", words)) and words[-1] not in ".!"
    if (by and not is_author) or not (by or status):
        ask_about_author(reading, span, follows_comma=follows_comma)
        return span
    if by and not status:
        _ask_about_status(reading, by)
    fields.add_field(CHECKIN.BY, reading.make_scalar(by) if by else None)
    fields.add_field(CHECKIN.STATUS, reading.make_scalar(status) if status else None)
    return span.cut_span(colon.end() if colon else len(span.raw))


def _strip_picture(reading: MarkdownReading, by: Span, picture: re.Match[str]) -> Span:
    """Return an author without the picture behind the name, which may stand for a status and is read as nothing."""
    message = f"“{picture['sign']}” behind the author is read as nothing."
    hint = f"A status is one of these words, in parentheses: {', '.join(STATUSES)}."
    reading.report("OKR118", by.cut_span(picture.start("sign")).place, message, hint)
    return by.cut_span(0, picture.start())


def _begins_with_person(reading: MarkdownReading, span: Span) -> bool:
    """Whether a note begins with somebody whom the file names elsewhere, and a colon: `2026-10-12: Anna: …`."""
    name, colon, _ = span.mask_markup[:LONGEST_AUTHOR].partition(":")
    return bool(colon) and name.strip(" @*_").casefold() in reading.find_named_people()


def _ask_about_name_before_colon(reading: MarkdownReading, span: Span, known: KnownKeyResults) -> None:
    """Ask about a name and a colon at the start of a note, where the day has a colon behind it and so no author."""
    match = _BEFORE_COLON.match(span.mask_markup[:LONGEST_AUTHOR])
    if match is None:
        return
    is_capital = match["name"].lstrip("@")[:1].isupper()
    # `chloe: Four depots.`: before a sentence a name in small letters is somebody's id, unless it is a key result's.
    is_id = " " not in match["name"] and span.raw[match.end() :][:1].isupper() and not known.is_known(match["name"])
    is_author = is_status(match["status"]) if match["status"] else is_capital or is_id
    if is_author and match["name"].casefold() not in NO_NAMES:
        message = (
            f"“{match['name']}” may be the author, but the day has a colon behind it, so it is a word of the note."
        )
        hint = "Put a comma behind the day: “- 2026-10-12, Anna: …”."
        reading.report("OKR118", span.cut_span(0, match.end("name")).place, message, hint)


def _is_author(text: str) -> bool:
    """Whether the words before a colon are people, or stand for nobody.

    What is said behind a name (`Anna?`, `Anna (Ferry)`), and one that is struck out, is asked about, or known, when it
    is looked for.
    """
    words = _REMARK.sub("", text).strip("~")
    names = _BETWEEN_NAMES.split(words)
    if len(names) > 1 and "," in words:
        return all(is_name(name) and not name[0].islower() for name in names)
    return all(is_name(name) for name in names) or is_nobody(words)


def _split_status(head: Span) -> tuple[Span, Span | None]:
    """Take `(at risk)` or `[at risk]` from the end of a head; a near miss counts, so that it is asked about."""
    match = _BRACKETS.search(head.flat_text)
    if match and is_status(match["status"]):
        return head.cut_span(0, match.start()), head.cut_span(*match.span("status"))
    return head, None


def _ask_about_status(reading: MarkdownReading, by: Span) -> None:
    """Ask about words in parentheses behind an author that are no status; `Ana (Ferry)` names a team."""
    match = _BRACKETS.search(by.flat_text)
    if match is None or match.start() == 0 or not _SMALL_LETTER.match(match["status"]):
        return
    place = by.cut_span(match.start("status"), match.end("status")).place
    message = f"“{match['status'].strip()}” in the place of a status is none, and is read as nothing."
    hint = f"It is one of: {', '.join(STATUSES)}. Other words belong into the note."
    reading.report("OKR118", place, message, hint)


def _ask_about_status_in_note(reading: MarkdownReading, note: Span, given: Node | None) -> None:
    """Ask about `Status: at risk` among the sentences of a note, unless that is the status which is given."""
    match = _STATUS_IN_NOTE.search(note.mask_markup) or _STATUS_FIRST.match(note.mask_markup)
    said = normalise_label(match["status"]) if match else ""
    if isinstance(given, Scalar) and normalise_label(given.text) == said:
        return
    if match and is_status(match["status"]):
        message = f"“{match[0].strip()}” is read as words of the note, and not as a status."
        shown = match["status"].lower() if match["status"].lower() in STATUSES else "at risk"
        hint = f"A status stands in parentheses behind the author, as in “Anna ({shown}): …”."
        reading.report("OKR118", note.cut_span(*match.span()).place, message, hint)
