"""What a card says, as `svg_markup` spells it: texts resolved, lengths printed, addresses judged."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable

import msgspec

from okrsite.languages.words import mark_text, translate
from okrsite.maps.cards import HEADING_SIZE, INSET, CardStyle, format_heading_end, format_hidden_count
from okrsite.maps.diagram import DiagramNode
from okrsite.maps.marks import MARKS
from okrsite.maps.picture import Layout, PlacedCard
from okrsite.maps.svg_paths import format_length
from okrsite.maps.text_metrics import clean_text, measure_text
from okrsite.number_style import get_percent_sign, round_percent

OWN_MAP = "#map"
"""Where an objective's page has the map of its neighbourhood."""
UNFOLD_HEIGHT = 24.0
_OUTSIDE = "outside"
_LEVELS = ("company", "division", "team", "subteam")
# Relative, or http(s). The pages judge addresses too, but a picture must not depend on who draws it.
_HARMLESS = re.compile(r"(?!//|/?\\)(?:https?://|[^:]*(?:[/?#]|$))", re.IGNORECASE)


def format_whole_percent(fraction: float) -> str:
    """`0.585` as `59%`."""
    return f"{round_percent(fraction)}{get_percent_sign()}"


class MapWords(msgspec.Struct, frozen=True):
    """What the picture says by itself, in the site's language; names in braces are filled in."""

    expected: str = mark_text("expected {percent}")
    """In the name of a card: where it should be today."""
    serves: str = mark_text("Serves: {titles}.")
    """In the name of a card: the goals it contributes to or supports."""
    depends: str = mark_text("Depends on: {titles}.")
    """In the name of a card: what it needs."""
    unconfirmed: str = mark_text("{title} (not confirmed yet)")
    """In the name of a card: something it needs, to which the other side has not answered."""
    unaligned: str = mark_text("Serves no goal, {purpose}: {reason}.")
    """In the name of a card: why it is linked to nothing."""
    outside: str = mark_text("{organisation} (another organisation)")
    """In the name of a card: whose goal it is, where it isn't our own."""
    hidden: str = mark_text("{count} more below, not shown.")
    """In the name of a card: what the picture leaves out."""
    unfold: str = mark_text("Show the {count} more below")
    """The name of the link that leads to what the picture leaves out."""
    nothing: str = "–"
    """In place of the number when nothing was measured."""
    percent: Callable[[float], str] = format_whole_percent
    """Spells a fraction (0.0 to 1.0) as a percentage."""


ENGLISH = MapWords()


def translate_map_words() -> MapWords:
    """Return what a picture says by itself, in the language of the site."""
    return MapWords(
        expected=translate(ENGLISH.expected),
        serves=translate(ENGLISH.serves),
        depends=translate(ENGLISH.depends),
        unconfirmed=translate(ENGLISH.unconfirmed),
        unaligned=translate(ENGLISH.unaligned),
        outside=translate(ENGLISH.outside),
        hidden=translate(ENGLISH.hidden),
        unfold=translate(ENGLISH.unfold),
    )


class UnfoldLink(msgspec.Struct, frozen=True):
    """A link around "+12", beside that of the card: a link can't stand in a link."""

    href: str
    """The objective's own map."""
    name: str
    """What it does, for screen readers."""
    x: str
    """Left end."""
    y: str
    """Upper edge."""
    width: str
    """Its width; it is as high as a finger needs at least."""


class MapCardView(msgspec.Struct, frozen=True):
    """A card as `svg_markup` spells it: attributes are ready, texts are not yet escaped."""

    card: PlacedCard
    """Box and lines of text."""
    href: str
    """Address; empty: no link."""
    outside: bool
    """Whether that lies on another site."""
    classes: str
    """Classes of level, status and lane."""
    filters: tuple[tuple[str, str], ...]
    """`data-` attributes by which cards are found and filtered: (name, value)."""
    name: str
    """The whole card in a sentence, for screen readers."""
    title: str
    """The whole title if the card shows only its beginning, else empty."""
    mark: str
    """The status mark, as SVG path data."""
    status_word: str
    """The status."""
    number: str
    """Progress as text."""
    more: str
    """"+12" or empty."""
    unfold: UnfoldLink | None
    """The link to what is below the card and not shown; None: all is shown."""
    place: str
    """Where its text begins and where its upper edge is: `31 34`. All other places are counted from there."""
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


Related = dict[tuple[str, bool], list[str]]


def collect_related_titles(layout: Layout, words: MapWords = ENGLISH) -> Related:
    """Titles of what each objective serves (False) and depends on (True)."""
    titles = {node.id: clean_text(node.title) for node in layout.diagram.nodes}
    related: Related = defaultdict(list)
    for edge in layout.diagram.edges:
        related_titles = related[(edge.source, not edge.serves)]
        title = titles[edge.target].rstrip(".")
        title = title if edge.confirmed else words.unconfirmed.format(title=title)
        if edge.source != edge.target and title not in related_titles:
            related_titles.append(title)
    return related


def build_card_view(
    card: PlacedCard,
    style: CardStyle,
    related: Related,
    href_for: Callable[[DiagramNode], str] | None,
    words: MapWords,
    cycle: str = "",
) -> MapCardView:
    """Everything that is printed of a card; `cycle` is the one that the whole drawing names."""
    node = card.node
    level = _LEVELS[min(node.level, 3)] if node.level >= 0 else _OUTSIDE
    progress, expected = _clamp_fraction(node.progress), _clamp_fraction(node.expected)
    bar = card.width - 2 * INSET
    filled = 0.0 if progress is None else progress * bar
    due = None if expected is None else expected * bar
    missing = 0.0 if due is None or progress is None else due - filled
    href = clean_text(node.href if href_for is None else href_for(node))
    href = href if _HARMLESS.match(href) else ""
    return MapCardView(
        card=card,
        href=href,
        outside=bool(node.outside),
        classes=f"okr-node okr-node--{level} is-{node.status_key}" + (" okr-node--loose" if card.unaligned else ""),
        filters=_list_filters(node, cycle),
        name=_build_accessible_name(node, related, progress, expected, words),
        title=clean_text(node.title) if card.cut else "",
        mark=MARKS[node.status_key],
        status_word=clean_text(node.card_word or node.status_word),
        number=words.nothing if progress is None else words.percent(progress),
        more=format_heading_end(node),
        unfold=_build_unfold_link(card, href, words),
        place=f"{format_length(card.x + INSET)} {format_length(card.y)}",
        text_width=format_length(bar),
        title_y=format_length(style.title_y),
        line_step=format_length(style.line_step),
        foot=format_length(card.height - 14),
        fill=format_length(filled) if filled > 0 else "",
        gap_x=format_length(filled) if missing >= 0.5 else "",
        gap=format_length(missing),
        tick_x="" if due is None else format_length(due - 0.7),
    )


def _build_unfold_link(card: PlacedCard, href: str, words: MapWords) -> UnfoldLink | None:
    if not card.node.hidden_children or not href or "#" in href:
        return None
    count = format_hidden_count(card.node.hidden_children)
    width = max(measure_text(f"+{count}", HEADING_SIZE) + 12, UNFOLD_HEIGHT)
    x = card.x + card.width - INSET + 6 - width
    return UnfoldLink(
        href + OWN_MAP,
        words.unfold.format(count=count),
        format_length(x),
        format_length(card.y + 2),
        format_length(width),
    )


def _clamp_fraction(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else min(max(value, 0.0), 1.0)


def _list_filters(node: DiagramNode, cycle: str) -> tuple[tuple[str, str], ...]:
    # Level and status are classes, and the unit begins the id.
    values = (("ref", node.id), ("owner", node.owner_id))
    own_cycle = clean_text(node.cycle)
    # A tag may be of several words, but it has no line break in it.
    tags = "\n".join(filter(None, map(clean_text, node.tags)))
    return (
        *((name, clean_text(value)) for name, value in values if value),
        *((("cycle", own_cycle),) if own_cycle != cycle else ()),
        *((("tags", tags),) if tags else ()),
    )


def _build_accessible_name(
    node: DiagramNode, related: Related, progress: float | None, expected: float | None, words: MapWords
) -> str:
    unit = words.outside.format(organisation=clean_text(node.unit)) if node.outside else clean_text(node.unit)
    facts = [unit, clean_text(node.owner), clean_text(node.status_word)]
    facts.append(words.nothing if progress is None else words.percent(progress))
    if expected is not None:
        facts.append(words.expected.format(percent=words.percent(expected)))
    parts = [_end_sentence(clean_text(node.title)), ", ".join(fact for fact in facts if fact) + "."]
    for key, phrase in ((False, words.serves), (True, words.depends)):
        titles = related.get((node.id, key))
        if titles:
            parts.append(phrase.format(titles="; ".join(titles)))
    if node.purpose:
        reason = clean_text(node.reason).rstrip(".")
        parts.append(words.unaligned.format(purpose=clean_text(node.purpose), reason=reason))
    if node.hidden_children:
        parts.append(words.hidden.format(count=format_hidden_count(node.hidden_children)))
    return " ".join(parts)


def _end_sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else text + "."
