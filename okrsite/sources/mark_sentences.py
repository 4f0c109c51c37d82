"""Sentences and single words by which people say that something is not for everybody, where no field is typed.

Decides when the beginning of a paragraph, an item among fields or a tag may be meant as such a mark. Prose
that only uses one of the words (“the draft is with the lawyers”) is none.
"""

from __future__ import annotations

import re

from okrsite.late_patterns import compile_late
from okrsite.sources.mark_words import find_ban_field, find_secrecy_field

_DIVIDING = compile_late(r"\s*(?:[.!;,:]+(?:\s+|\Z)|\s[-–—]+\s)\s*")
_SHOUTED = compile_late(r"(?P<word>DRAFT|INTERNAL|CONFIDENTIAL|ENTWURF|VERTRAULICH)\s*(?:[-–—:;,!.]|\Z)")
_FIRST_SENTENCE = compile_late(r"(?P<words>[^.!?]{3,40})[.!]\s+\S")
_ABOUT_ITSELF = compile_late(
    r"this (?:memo|note|page|document|file|objective|goal|key result|section|text|information|content|team|plan)"
    r"(?: is| are| stays| remains| must be| has to be)(?P<rest> [^.!?]{3,60})[.!]?\Z",
    re.IGNORECASE,
)
_BULLET = compile_late(r"[ \t]*[-*+][ \t]+(?P<words>(?!\[[ xX]\]).*\S)")
_BULLET_WITH_FIELD = compile_late(r"[ \t]*[-*+][ \t]+(?:\W*[\w ]{2,30}\W*:|\d{4}-\d\d-\d\d\b[^:]{0,60}:)")
"""A field, a key result or a check-in."""
_CHECKIN = compile_late(r"[ \t]*[-*+][ \t]+\d{4}-\d\d-\d\d[^:]{0,60}:[ \t]*(?P<words>[^.!?]{3,40})[.!]")
_CALLOUT = compile_late(r"[ \t]*(?:!!!|\?\?\?\+?)[ \t]+[\w -]{1,40}\"(?P<words>[^\"]{3,80})\"")
_TAGS = frozenset({"draft", "unpublished", "confidential", "private", "secret", "entwurf", "vertraulich", "wip"})
_ALONE = {
    "wip": "visibility",
    "work in progress": "visibility",
    **dict.fromkeys(("nda", "under nda", "🔒", "🔐", "intern"), "audience"),
}
"""What says it only where nothing else stands on a line of its own."""
_MOST_WORDS = 14


def find_sentence_mark(words: str) -> tuple[str, str]:
    """Return the field that the first line of a paragraph means, and its words; two empty texts for none."""
    alone = _ALONE.get(words.strip("*_ .!🚧\ufe0f").casefold(), "")
    if alone and words != "intern":
        return alone, words
    if len(words.split()) > _MOST_WORDS:
        sentence = _FIRST_SENTENCE.match(words)
        return _judge(sentence["words"]) if sentence else ("", "")
    if match := _ABOUT_ITSELF.match(words):
        field = find_secrecy_field(match["rest"], exactly=True) or find_ban_field(match["rest"])
        return (field, words) if field else ("", "")
    if match := _SHOUTED.match(words):
        return ("visibility" if match["word"] in ("DRAFT", "ENTWURF") else "audience"), words
    parts = [part for part in _DIVIDING.split(words) if part]
    fields = [find_secrecy_field(part, exactly=True) or find_ban_field(part) for part in parts]
    if len(parts) > 1 and all(fields):
        return fields[0], words
    sentence = _FIRST_SENTENCE.match(words)
    return _judge(sentence["words"]) if sentence else ("", "")


def _judge(words: str) -> tuple[str, str]:
    field = find_secrecy_field(words, exactly=True)
    return (field, words) if field else ("", "")


def find_item_mark(line: str, above: str, below: str) -> tuple[str, str]:
    """Return the field that an item means which stands among fields and is one word of secrecy, and its words.

    Args:
        line: The line.
        above: The nearest line above that holds something.
        below: The line below.
    """
    if match := _CHECKIN.match(line):
        field, said = _judge(match["words"])
        return (field, said) if field == "audience" else ("", "")
    match = _BULLET.match(line)
    if match is None or len(match["words"]) > 40 or not _stands_among_fields(above, below):
        return "", ""
    words = match["words"].strip("*_ .!")
    alone = _ALONE.get(words.casefold(), "")
    return (alone, words) if alone else _judge(words)


def _stands_among_fields(above: str, below: str) -> bool:
    if _BULLET_WITH_FIELD.match(below):
        return True
    # A list of steps below a field is no list of fields.
    return _BULLET.match(below) is None and (
        _BULLET_WITH_FIELD.match(above) is not None or above.lstrip().startswith("## ")
    )


def find_callout_mark(line: str) -> tuple[str, str]:
    """Return the field that the title of a call-out means (`!!! warning "Internal only"`), and its words."""
    match = _CALLOUT.match(line)
    return _judge(match["words"]) if match else ("", "")


def find_tag_field(tag: str) -> str:
    """Return the field that a tag means which says that something isn't ready or not for everybody; or ''."""
    word = tag.strip().casefold()
    return (
        "" if word not in _TAGS else "visibility" if word in ("draft", "unpublished", "entwurf", "wip") else "audience"
    )
