"""What is the same of a card wherever it stands: the map of its unit, of each objective that is linked to it, a file.

A large site draws each card a dozen times, so that it is decided once what is on it.
"""

from __future__ import annotations

import math
from functools import lru_cache

import msgspec

from okrsite.maps.cards import INSET, CardStyle, count_title_lines, format_heading_end, format_hidden_count
from okrsite.maps.diagram import DiagramNode, StatusKey
from okrsite.maps.map_words import MapWords
from okrsite.maps.picture import PlacedCard
from okrsite.maps.svg_paths import format_length
from okrsite.maps.text_metrics import clean_text

_OUTSIDE = "outside"
_USUAL_LINES = 2
_LEVELS = ("company", "division", "team", "subteam")


class CardFace(msgspec.Struct, frozen=True, cache_hash=True):
    """What is on a card: attributes are ready, texts are not yet escaped."""

    classes: str
    """Classes of level, status and lane."""
    size: str
    """Class of its height; empty for that of most cards, which have room for two lines of a title."""
    filters: tuple[tuple[str, str], ...]
    """`data-` attributes by which cards are filtered: (name, value)."""
    facts: str
    """What is on it in sentences, for screen readers."""
    remarks: tuple[str, ...]
    """Further sentences, behind those about its links."""
    width: str
    height: str
    heading: str
    """Unit and owner."""
    lines: tuple[str, ...]
    """The title as far as it is shown."""
    title: str
    """The whole title if the card shows only its beginning, else empty."""
    status_key: StatusKey
    """The status, as classes call it."""
    status_word: str
    """The status."""
    number: str
    """Progress as text."""
    more: str
    """"+12" or empty."""
    text_width: str
    """How wide text and bar are."""
    title_y: str
    """Base line of the title's first line."""
    line_step: str
    """Distance to each next line."""
    foot: str
    """Upper edge of the bar, above which the status stands."""
    fill: str
    """Width of the filled part of the bar; empty: nothing is filled."""
    gap_x: str
    """Left end of what is missing to be on course; empty: nothing is missing."""
    gap: str
    """Width of what is missing."""
    tick_x: str
    """Place of the expectation; empty: none."""


def make_card_face(card: PlacedCard, style: CardStyle, words: MapWords, cycle: str) -> CardFace:
    """Return what is on a card; `cycle` is the one that the whole drawing names."""
    node = card.node
    progress, expected = _clamp_fraction(node.progress), _clamp_fraction(node.expected)
    return _build_face(
        PlacedCard(node, 0, 0, card.width, card.height, card.heading, card.lines, card.cut, card.unaligned),
        style,
        words,
        cycle,
        # How numbers are written isn't said by `words`.
        words.nothing if progress is None else words.percent(progress),
        "" if expected is None else words.percent(expected),
    )


@lru_cache(maxsize=256)
def _build_face(
    card: PlacedCard, style: CardStyle, words: MapWords, cycle: str, progress_text: str, expected_text: str
) -> CardFace:
    """Return what is on a card that stands at the upper left corner."""
    node = card.node
    level = _LEVELS[min(node.level, 3)] if node.level >= 0 else _OUTSIDE
    progress, expected = _clamp_fraction(node.progress), _clamp_fraction(node.expected)
    bar = card.width - 2 * INSET
    filled = 0.0 if progress is None else progress * bar
    due = None if expected is None else expected * bar
    missing = 0.0 if due is None or progress is None else due - filled
    lines = count_title_lines(style, card.height)
    return CardFace(
        classes=f"okr-node okr-node--{level} is-{node.status_key}" + (" okr-node--loose" if card.unaligned else ""),
        filters=_list_filters(node, cycle),
        facts=_list_facts(node, words, progress_text, expected_text),
        remarks=_list_remarks(node, words),
        size="" if lines == _USUAL_LINES else f"okr-{lines}",
        width=format_length(card.width),
        height=format_length(card.height),
        heading=card.heading,
        lines=card.lines,
        title=clean_text(node.title) if card.cut else "",
        status_key=node.status_key,
        status_word=clean_text(node.card_word or node.status_word),
        number=progress_text,
        more=format_heading_end(node),
        text_width=format_length(bar),
        title_y=format_length(style.title_y),
        line_step=format_length(style.line_step),
        foot=format_length(card.height - 14),
        fill=format_length(filled) if filled > 0 else "",
        gap_x=format_length(filled) if missing >= 0.5 else "",
        gap=format_length(missing),
        tick_x="" if due is None else format_length(due - 0.7),
    )


def _clamp_fraction(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else min(max(value, 0.0), 1.0)


def _list_filters(node: DiagramNode, cycle: str) -> tuple[tuple[str, str], ...]:
    # Level and status are classes, and the unit begins the id.
    owner = clean_text(node.owner_id)
    own_cycle = clean_text(node.cycle)
    # A tag may be of several words, but it has no line break in it.
    tags = "\n".join(filter(None, map(clean_text, node.tags)))
    return (
        *((("owner", owner),) if owner else ()),
        *((("cycle", own_cycle),) if own_cycle != cycle else ()),
        *((("tags", tags),) if tags else ()),
    )


def _list_facts(node: DiagramNode, words: MapWords, progress_text: str, expected_text: str) -> str:
    unit = words.outside.format(organisation=clean_text(node.unit)) if node.outside else clean_text(node.unit)
    facts = [unit, clean_text(node.owner), clean_text(node.status_word), progress_text]
    if expected_text:
        facts.append(words.expected.format(percent=expected_text))
    return f"{_end_sentence(clean_text(node.title))} {', '.join(fact for fact in facts if fact)}."


def _list_remarks(node: DiagramNode, words: MapWords) -> tuple[str, ...]:
    remarks = []
    if node.purpose:
        reason = clean_text(node.reason).rstrip(".")
        remarks.append(words.unaligned.format(purpose=clean_text(node.purpose), reason=reason))
    if node.hidden_children:
        remarks.append(words.hidden.format(count=format_hidden_count(node.hidden_children)))
    return tuple(remarks)


def _end_sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else text + "."
