"""Who reports in a check-in: what stands where the author does, and is asked about because it is read as words.

Decides what may be meant as an author or a status at the start of a note; how they are read is decided in `checkins`.
"""

from __future__ import annotations

import re
import unicodedata

from okrsite.late_patterns import compile_late
from okrsite.sources.markdown.labels import find_nearest, normalise_label
from okrsite.sources.markdown.reading import MarkdownReading
from okrsite.sources.markdown.spans import Span
from okrsite.sources.nobody import is_everybody, is_no_name
from okrsite.sources.number_slips import MARKUP
from okrsite.synonyms import is_synonym
from okrsite.vocabulary import CHECKIN

STATUSES = CHECKIN.STATUS.choices
LONGEST_AUTHOR = 80
"""Characters in which the colon behind author and status is looked for."""
_LONGEST_STATUS = 20
_SIGN_OF_AUTHOR = r"(?:,|\s[–—-](?=\s)|(?=\s[A-ZÀ-ÖØ-Þ0-9\"“„«»]))"
"""What stands behind an author in place of a colon; a sentence about somebody goes on in small letters."""
_MOST_WORDS = 3
"""Of a name."""
NO_NAMES = frozenset(
    ("update", "note", "notes", "news", "result", "results", "summary", "next", "risk", "risks", "learning", "done")
)
"""Words before a colon at the start of a note that are hardly its author."""
_SMALL_NAME = compile_late(r"(?P<name>@?[a-z][\w.-]{1,30}) (?=[A-ZÀ-ÖØ-Þ])")
"""A word in small letters where an author belongs, before the beginning of a sentence."""
_NAME_BEFORE_SENTENCE = compile_late(r"(?P<name>[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ'’-]{1,30}) (?=[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]{0,30}[ ,])")
"""A word where an author belongs, and behind it one with a capital letter, by which a sentence begins."""
_NUMBERED = compile_late(r"[\w.'’-]+(?: [\w.'’-]+){0,2} \d+:\s")
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
_NAME_AND_STATUS = compile_late(
    r"(?P<name>@?\w[\w.'’-]*(?: [A-ZÀ-ÖØ-Þ]\w*){0,2}) \((?P<status>[^()]{1,20})\)[,;.]?(?=\s)"
)
_SMALL_NAMES = compile_late(r"[\s,;]*(?P<name>@?(?P<first>[a-z][\w-]+)(?: [a-z][\w-]+){1,2}):\s")
"""`anna berg: …`, which could also begin a sentence."""
_FIRST_WORDS = frozenset(("good", "bad", "big", "small", "open", "last", "news", "to", "side", "gute", "neue", "more"))
_STATUS_BEHIND_NAME = compile_late(r"\s*(?P<status>[^\W\d_]+(?:\s[^\W\d_]+){0,2})\s?(?=:\s)")
"""`Anna, at risk: …`, from behind the comma."""
_NO_PERSON = compile_late(r"[\s,;]*(?P<name>(?:<[@!#][^<>\s]{1,40}>|[^:.!?()]{1,40}?))(?:\s\([^()]{1,20}\))?:\s")
"""What stands between a day and a colon, or a status before that."""


def ask_about_author(reading: MarkdownReading, span: Span, *, follows_comma: bool) -> None:
    """Ask about somebody whom the file names elsewhere at the start of a note: a colon makes an author of it."""
    text = span.mask_markup[:LONGEST_AUTHOR]
    for words in range(1, _MOST_WORDS + 1):
        match = re.match(rf"[\s,;–—-]*(?P<name>@?\w+(?:\s\w+){{{words - 1}}}){_SIGN_OF_AUTHOR}", text)
        match = match or re.match(rf"[\s,;]*[(\[](?P<name>@?\w+(?:\s\w+){{{words - 1}}})[)\]](?=\s)", text)
        if match and match["name"].removeprefix("@").casefold() in reading.find_named_people():
            first = match.start("name") - (match[0][match.start("name") - 1 : match.start("name")] in ("(", "["))
            place = span.cut_span(first, match.end()).place
            said = _STATUS_BEHIND_NAME.match(text, match.end())
            if said and is_status(said["status"]):
                message = f"“{match['name']}, {said['status']}” may be author and status, and is words of the note."
                place = span.cut_span(first, said.end("status")).place
                hint = "A status stands in parentheses behind the author."
                reading.report("OKR118", place, message, hint, correction=f"{match['name']} ({said['status']})")
                return
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
        or (is_whole and not (NO_NAMES | _BEGINNINGS | _FIRST_WORDS) & set(small["name"].split()))
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
    if said and is_status(said["status"]):
        who = said[0].rstrip(",;.")
        message = f"“{who}” may be author and status, but no colon stands behind, so they are words of the note."
        first = len(text) - len(text.lstrip(" ,;"))
        place = span.cut_span(first, first + said.end()).place
        reading.report("OKR118", place, message, "Put a colon behind them.", correction=f"{who}:")


def _is_no_person(name: str) -> bool:
    return is_no_name(name) or is_everybody(name)


def is_status(text: str) -> bool:
    """Whether words are a status, or nearly one."""
    words = _strip_leftovers(text)
    is_near = find_nearest(normalise_label(words), STATUSES) or is_synonym(words, STATUSES)
    return 0 < len(words) <= _LONGEST_STATUS and bool(is_near)


def _strip_leftovers(text: str) -> str:
    """Return words without what came along when they were pasted: tags, entities, letters of full width, stars."""
    return unicodedata.normalize("NFKC", MARKUP.sub(" ", text)).strip(" \u00a0*_`\"'“”„‘’")
