"""Check-ins: `- 2026-10-12, Anna (at risk): Two venues fell through. repeat 131 (70%)`.

Decides where author, status and note end; which words of the note are values is decided next door.
"""

from __future__ import annotations

import re
import unicodedata

from okrsite.sources.markdown.blocks import MarkdownBlock
from okrsite.sources.markdown.bullets import read_nested_fields
from okrsite.sources.markdown.checkin_values import add_values, split_values
from okrsite.sources.markdown.initiatives import is_name
from okrsite.sources.markdown.known_key_results import KnownKeyResults
from okrsite.sources.markdown.labels import find_nearest, normalise_label
from okrsite.sources.markdown.loose_values import ask_about_values
from okrsite.sources.markdown.prose import read_prose_lines
from okrsite.sources.markdown.reading import MarkdownReading, RecordBuilder
from okrsite.sources.markdown.spans import Span
from okrsite.sources.nobody import is_everybody, is_no_name, is_nobody
from okrsite.sources.number_slips import MARKUP
from okrsite.sources.records import Node, Scalar
from okrsite.synonyms import is_synonym
from okrsite.vocabulary import CHECKIN

_STATUSES = CHECKIN.STATUS.choices
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
_WORDED_DATE = re.compile(r"(?P<date>[^,:()]{0,30}\d[^,:()]{0,30})(?P<sign>[,:])\s*")
_BOLD_AUTHOR = re.compile(r"[,–—-]?\s?[(\[]?(?P<by>@?[^\W\d][^*_()\[\]:,]{0,40})[)\]]?:?(?:\*\*|__):?\s+")
"""`**2026-10-12 (Anna)** …`: what is left of it behind the day."""
_SECOND_DAY = re.compile(
    r"(?:[-–—/&+]|to\b|bis\b|until\b|till\b|and\b|und\b|au\b)\s*"
    r"(?P<date>\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{4})(?P<sign>[,:]?)\s*"
)
_COLON = re.compile(r":(?:\*\*|__)?(?=\s|$)")
_LONGEST_AUTHOR = 80
"""Characters in which the colon behind author and status is looked for."""
_BRACKETS = re.compile(r"[\[(](?P<status>[^\[\]()]{1,80})[\])]$")
_LONGEST_STATUS = 20
_SMALL_LETTER = re.compile(r"[^A-ZÀ-ÖØ-Þ]")
_AND = re.compile(r" (?:and|und|&) ")
_BY = re.compile(r"by\s+(?=[\w@])", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r",? (?:and|und|et) |\s?[,&+/]\s?")
_SIGN_OF_AUTHOR = r"(?:,|\s[–—-](?=\s)|(?=\s[A-ZÀ-ÖØ-Þ0-9\"“„«»]))"
"""What stands behind an author in place of a colon; a sentence about somebody goes on in small letters."""
_MOST_WORDS = 3
"""Of a name."""
_BEFORE_COLON = re.compile(r"(?P<name>@?[\w.'’-]+(?: [A-ZÀ-ÖØ-Þ][\w.'’-]*){0,2})(?: \((?P<status>[^()]{1,20})\))?:\s")
_NO_NAMES = frozenset(
    ("update", "note", "notes", "news", "result", "results", "summary", "next", "risk", "risks", "learning", "done")
)
"""Words before a colon at the start of a note that are hardly its author."""
_SMALL_NAME = re.compile(r"(?P<name>@?[a-z][\w.-]{1,30}) (?=[A-ZÀ-ÖØ-Þ])")
"""A word in small letters where an author belongs, before the beginning of a sentence."""
_NAME_BEFORE_SENTENCE = re.compile(r"(?P<name>[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ'’-]{1,30}) (?=[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]{0,30}[ ,])")
"""A word where an author belongs, and behind it one with a capital letter, by which a sentence begins."""
_NUMBERED = re.compile(r"[\w.'’-]+(?: [\w.'’-]+){0,2} \d+:\s")
"""`Cem Keller 7:`, of which the colon is there: only whoever a field names is known by such a name."""
_BEGINNINGS = frozenset(
    (
        *("the", "a", "an", "in", "on", "at", "for", "from", "to", "by", "with", "after", "before", "since", "until"),
        *("all", "our", "we", "no", "not", "this", "that", "as", "and", "but", "only", "first", "new", "both", "some"),
        *("two", "three", "four", "five", "six", "ten", "next", "last", "when", "while", "if", "still", "now", "also"),
        *("die", "der", "das", "wir", "ein", "eine", "im", "am", "mit", "le", "la", "les", "nous", "el", "los"),
    )
)
"""Words that begin a sentence and are nobody's name."""
_NAME_AND_STATUS = re.compile(
    r"(?P<name>@?\w[\w.'’-]*(?: [A-ZÀ-ÖØ-Þ]\w*){0,2}) \((?P<status>[^()]{1,20})\)[,;.]?(?=\s)"
)
_REMARK = re.compile(r"(?:\s?\([^()]{1,60}\))?[?! ]*\Z")
_SMALL_NAMES = re.compile(r"[\s,;]*(?P<name>@?(?P<first>[a-z][\w-]+)(?: [a-z][\w-]+){1,2}):\s")
"""`anna berg: …`, which could also begin a sentence."""
_FIRST_WORDS = frozenset(("good", "bad", "big", "small", "open", "last", "news", "to", "side", "gute", "neue", "more"))
_NO_PERSON = re.compile(r"[\s,;]*(?P<name>(?:<[@!#][^<>\s]{1,40}>|[^:.!?]{1,40})):\s")
"""What stands between a day and a colon."""
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
    colon = _COLON.search(span.mask_markup, 0, _LONGEST_AUTHOR)
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
        _ask_about_author(reading, span, follows_comma=follows_comma)
        return span
    if by and not status:
        _ask_about_status(reading, by)
    fields.add_field(CHECKIN.BY, reading.make_scalar(by) if by else None)
    fields.add_field(CHECKIN.STATUS, reading.make_scalar(status) if status else None)
    return span.cut_span(colon.end() if colon else len(span.raw))


def _strip_picture(reading: MarkdownReading, by: Span, picture: re.Match[str]) -> Span:
    """Return an author without the picture behind the name, which may stand for a status and is read as nothing."""
    message = f"“{picture['sign']}” behind the author is read as nothing."
    hint = f"A status is one of these words, in parentheses: {', '.join(_STATUSES)}."
    reading.report("OKR118", by.cut_span(picture.start("sign")).place, message, hint)
    return by.cut_span(0, picture.start())


def _begins_with_person(reading: MarkdownReading, span: Span) -> bool:
    """Whether a note begins with somebody whom the file names elsewhere, and a colon: `2026-10-12: Anna: …`."""
    name, colon, _ = span.mask_markup[:_LONGEST_AUTHOR].partition(":")
    return bool(colon) and name.strip(" @*_").casefold() in reading.find_named_people()


def _ask_about_name_before_colon(reading: MarkdownReading, span: Span, known: KnownKeyResults) -> None:
    """Ask about a name and a colon at the start of a note, where the day has a colon behind it and so no author."""
    match = _BEFORE_COLON.match(span.mask_markup[:_LONGEST_AUTHOR])
    if match is None:
        return
    is_capital = match["name"].lstrip("@")[:1].isupper()
    # `chloe: Four depots.`: before a sentence a name in small letters is somebody's id, unless it is a key result's.
    is_id = " " not in match["name"] and span.raw[match.end() :][:1].isupper() and not known.is_known(match["name"])
    is_author = _is_status(match["status"]) if match["status"] else is_capital or is_id
    if is_author and match["name"].casefold() not in _NO_NAMES:
        message = (
            f"“{match['name']}” may be the author, but the day has a colon behind it, so it is a word of the note."
        )
        hint = "Put a comma behind the day: “- 2026-10-12, Anna: …”."
        reading.report("OKR118", span.cut_span(0, match.end("name")).place, message, hint)


def _ask_about_author(reading: MarkdownReading, span: Span, *, follows_comma: bool) -> None:
    """Ask about somebody whom the file names elsewhere at the start of a note: a colon makes an author of it."""
    text = span.mask_markup[:_LONGEST_AUTHOR]
    for words in range(1, _MOST_WORDS + 1):
        match = re.match(rf"[\s,;–—-]*(?P<name>@?\w+(?:\s\w+){{{words - 1}}}){_SIGN_OF_AUTHOR}", text)
        match = match or re.match(rf"[\s,;]*[(\[](?P<name>@?\w+(?:\s\w+){{{words - 1}}})[)\]](?=\s)", text)
        if match and match["name"].removeprefix("@").casefold() in reading.find_named_people():
            first = match.start("name") - (match[0][match.start("name") - 1 : match.start("name")] in ("(", "["))
            place = span.cut_span(first, match.end()).place
            message = (
                f"“{match['name']}” may be the author, but no colon stands behind, so the name is a word of the note."
            )
            reading.report("OKR118", place, message, "Put a colon behind the author.", correction=f"{match['name']}:")
            return
    if follows_comma and (odd := _NO_PERSON.match(text)) and _is_no_person(odd["name"]):
        message = (
            f"“{odd['name']}” stands where the author does, and is no one person, so it is read as words of the note."
        )
        place = span.cut_span(0, odd.end("name")).place
        reading.report("OKR118", place, message, "Name the one person who reports.")
        return
    small = _SMALL_NAMES.match(text)
    is_whole = small is not None and follows_comma and span.raw[small.end() :][:1].isupper()
    if small and (
        small["first"] in reading.find_named_people()
        or (is_whole and not (_NO_NAMES | _BEGINNINGS | _FIRST_WORDS) & set(small["name"].split()))
    ):
        name = small["name"].removeprefix("@")
        message = f"“{name}” may be the author, but begins in small letters, so it is read as words of the note."
        place = span.cut_span(small.start("name"), small.end("name")).place
        reading.report("OKR118", place, message, correction=name.title())
        return
    alone = (_SMALL_NAME.match(text) or _NAME_BEFORE_SENTENCE.match(text)) if follows_comma else None
    if alone and alone["name"].casefold() not in _BEGINNINGS and not _NUMBERED.match(text, alone.start("name")):
        message = f"“{alone['name']}” may be the author, but no colon stands behind, so it is a word of the note."
        place = span.cut_span(0, alone.end("name")).place
        reading.report("OKR118", place, message, "Put a colon behind the author.", correction=f"{alone['name']}:")
        return
    said = _NAME_AND_STATUS.match(text.lstrip(" ,;"))
    if said and _is_status(said["status"]):
        who = said[0].rstrip(",;.")
        message = f"“{who}” may be author and status, but no colon stands behind, so they are words of the note."
        first = len(text) - len(text.lstrip(" ,;"))
        place = span.cut_span(first, first + said.end()).place
        reading.report("OKR118", place, message, "Put a colon behind them.", correction=f"{who}:")


def _is_no_person(name: str) -> bool:
    return is_no_name(name) or is_everybody(name)


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
    if match and _is_status(match["status"]):
        return head.cut_span(0, match.start()), head.cut_span(*match.span("status"))
    return head, None


def _is_status(text: str) -> bool:
    """Whether words are a status, or nearly one."""
    words = _strip_leftovers(text)
    is_near = find_nearest(normalise_label(words), _STATUSES) or is_synonym(words, _STATUSES)
    return 0 < len(words) <= _LONGEST_STATUS and bool(is_near)


def _strip_leftovers(text: str) -> str:
    """Return words without what came along when they were pasted: tags, entities, letters of full width, stars."""
    return unicodedata.normalize("NFKC", MARKUP.sub(" ", text)).strip(" \u00a0*_`\"'“”„‘’")


def _ask_about_status(reading: MarkdownReading, by: Span) -> None:
    """Ask about words in parentheses behind an author that are no status; `Ana (Ferry)` names a team."""
    match = _BRACKETS.search(by.flat_text)
    if match is None or match.start() == 0 or not _SMALL_LETTER.match(match["status"]):
        return
    place = by.cut_span(match.start("status"), match.end("status")).place
    message = f"“{match['status'].strip()}” in the place of a status is none, and is read as nothing."
    hint = f"It is one of: {', '.join(_STATUSES)}. Other words belong into the note."
    reading.report("OKR118", place, message, hint)


def _ask_about_status_in_note(reading: MarkdownReading, note: Span, given: Node | None) -> None:
    """Ask about `Status: at risk` among the sentences of a note, unless that is the status which is given."""
    match = _STATUS_IN_NOTE.search(note.mask_markup)
    said = normalise_label(match["status"]) if match else ""
    if isinstance(given, Scalar) and normalise_label(given.text) == said:
        return
    if match and _is_status(match["status"]):
        message = f"“{match[0]}” is read as words of the note, and not as a status."
        hint = f"A status stands in parentheses behind the author, as in “Anna ({match['status'].lower()}): …”."
        reading.report("OKR118", note.cut_span(*match.span()).place, message, hint)
