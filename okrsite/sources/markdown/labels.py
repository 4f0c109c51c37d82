"""Which field a label means: `Owner`, `**Contributes to**`, `check-ins`.

Decides what counts as a label and which near misses are worth a question.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import msgspec
from rapidfuzz import fuzz, process

from okrsite.fields import Field
from okrsite.sources.markdown.spans import Span
from okrsite.vocabulary import RECORDS

_LABEL = re.compile(
    r"[*_`]{0,3}(?P<label>[^\W\d_][\w '’-]{0,38}?)(?:\s?\(e?s\))?[*_`]{0,3}\s{0,3}[:：](?!//)[*_`]{0,3}\s*(?:[:：]\s+)?"
)
"""Behind it one colon too many is none of the value."""
_LONGEST_LABEL = 60
"""Characters within which the colon of a label stands, with all its signs and blanks."""
_SHORT = 3
"""Letters of a label of which two neighbours may be swapped."""
_SIMILAR = 75
"""From this likeness on, 0 to 100, a word is asked about: `Form` for `From` is, `Team` for `Tags` is not."""

# Spellings of headings and columns beyond the vocabulary's own words.
_MORE = {
    "key_results": ("krs", "key result"),
    "checkins": (
        "check in",
        "checkin",
        "update",
        "updates",
        "status update",
        "status updates",
        "weekly update",
        "weekly updates",
        "progress update",
        "progress updates",
        "weekly check in",
        "weekly check ins",
    ),
    "initiatives": ("initiative",),
    "retrospective": ("retro",),
}


class LabelledText(msgspec.Struct, frozen=True):
    """A text that begins with a label and a colon."""

    label: Span
    value: Span
    field: Field[object] | None
    """None where the label is not in the vocabulary."""


def split_label(span: Span, record: str) -> LabelledText | None:
    """Return the label that a span begins with, None when it doesn't begin with one."""
    text, start = span.source.text, span.start
    end = min(span.end, start + _LONGEST_LABEL)
    if text.find(":", start, end) < 0 and text.find("：", start, end) < 0:
        return None  # as most texts have it: that is found out without a mask
    return _match_label(span, record)


@lru_cache(maxsize=512)  # a bullet is asked for its label by whoever may be meant to read it, one after the other
def _match_label(span: Span, record: str) -> LabelledText | None:
    match = _LABEL.match(span.mask_markup)
    if not match:
        return None
    label = span.cut_span(match.start("label"), match.end("label"), trim="_")
    return LabelledText(label, span.cut_span(match.end()), find_field(label.flat_text, record))


def normalise_label(label: str) -> str:
    """Return a label as it is compared: lower case, spaces for hyphens and underscores."""
    return " ".join(label.casefold().replace("_", " ").replace("-", " ").split()).rstrip(" :")


@cache
def _index_labels(record: str) -> dict[str, Field[object]]:
    names: dict[str, Field[object]] = {}
    for known in RECORDS[record].fields:
        for spelling in (known.name, *known.labels, *_MORE.get(known.name, ())):
            names.setdefault(normalise_label(spelling), known)
    return names


def find_field(label: str, record: str) -> Field[object] | None:
    """Return the field of a record that a label means, None where there is none."""
    if len(label) < _LONGEST_LABEL:
        return _find_short_label(label, record)
    return _index_labels(record).get(normalise_label(label))


@lru_cache(maxsize=4096)
def _find_short_label(label: str, record: str) -> Field[object] | None:
    return _index_labels(record).get(normalise_label(label))


def find_nearest_label(label: str, record: str) -> str:
    """Return the label that was probably meant, as it is typed; empty where nothing is near."""
    nearest = process.extractOne(
        normalise_label(label), _index_labels(record).keys(), scorer=fuzz.ratio, score_cutoff=_SIMILAR
    )
    # Two letters are too few to be asked about but below a key result, where `Nw` is hardly another word.
    long_enough = len(label) > 2 or (record == "key_result" and normalise_label(label) != "no")
    meant = str(nearest[0]) if nearest else _find_swapped_label(normalise_label(label), record)
    return _spell_label(meant, record) if meant and long_enough else ""


def _spell_label(label: str, record: str) -> str:
    """Return a label as it is typed: `KPI`, `Owner`."""
    known = _index_labels(record)[label]
    return known.label if normalise_label(known.label) == label else label.capitalize()


def _find_swapped_label(label: str, record: str) -> str:
    """Return the label of three letters of which two neighbours are swapped: too little is left of it to be like it."""
    if len(label) != _SHORT:
        return ""
    swapped = (label[1] + label[0] + label[2], label[0] + label[2] + label[1])
    return next((known for known in swapped if known in _index_labels(record)), "")


def find_nearest(word: str, choices: tuple[str, ...] | list[str]) -> str:
    """Return the nearest of some words, empty where nothing is near."""
    closest = process.extractOne(word.casefold(), choices, scorer=fuzz.ratio, score_cutoff=_SIMILAR)
    return str(closest[0]) if closest else ""
