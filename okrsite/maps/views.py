"""What a card says, as the template spells it: texts resolved, lengths printed, addresses judged."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from okrsite.maps.cards import HEADING_SIZE, INSET, CardStyle, count_text, more_text
from okrsite.maps.diagram import Node
from okrsite.maps.marks import MARKS
from okrsite.maps.paths import number
from okrsite.maps.picture import Card, Layout
from okrsite.maps.text import clean, text_width

OWN_MAP = "#map"
"""Where an objective's page has the map of its neighbourhood."""
UNFOLD_HEIGHT = 24.0
_LEVELS = ("company", "division", "team", "subteam")
# Relative, or http(s). The pages judge addresses too, but a picture must not depend on who draws it.
_HARMLESS = re.compile(r"(?!//|/?\\)(?:https?://|[^:]*(?:[/?#]|$))", re.IGNORECASE)


def percent(fraction: float) -> str:
    """`0.585` as `59%`: halves go up, as people round."""
    return f"{math.floor(fraction * 100 + 0.5)}%"


@dataclass(frozen=True, slots=True)
class Words:
    """What the picture says by itself, in the site's language; names in braces are filled in."""

    expected: str = "expected {percent}"
    """In the name of a card: where it should be today."""
    serves: str = "Serves: {titles}."
    """In the name of a card: the goals it contributes to or supports."""
    depends: str = "Depends on: {titles}."
    """In the name of a card: what it needs."""
    unconfirmed: str = "{title} (not confirmed yet)"
    """In the name of a card: something it needs, to which the other side has not answered."""
    loose: str = "Serves no goal, {purpose}: {reason}."
    """In the name of a card: why it is linked to nothing."""
    hidden: str = "{count} more below, not shown."
    """In the name of a card: what the picture leaves out."""
    unfold: str = "Show the {count} more below"
    """The name of the link that leads to what the picture leaves out."""
    nothing: str = "–"
    """In place of the number when nothing was measured."""
    percent: Callable[[float], str] = percent
    """Spells a fraction (0.0 to 1.0) as a percentage."""


ENGLISH = Words()


@dataclass(frozen=True, slots=True)
class Unfold:
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


@dataclass(frozen=True, slots=True)
class CardView:
    """A card as the template spells it: attributes are ready, texts are not yet escaped."""

    card: Card
    """Box and lines of text."""
    href: str
    """Address; empty: no link."""
    classes: str
    """Classes of level, status and lane."""
    filters: tuple[tuple[str, str], ...]
    """`data-` attributes by which cards are found and filtered: (name, value)."""
    name: str
    """The whole card in a sentence, for screen readers."""
    title: str
    """The whole title if the card shows only its beginning, else empty."""
    mark: Markup
    """Shapes of the status mark."""
    status_word: str
    """The status."""
    number: str
    """Progress as text."""
    more: str
    """"+12" or empty."""
    unfold: Unfold | None
    """The link to what is below the card and not shown; None: all is shown."""
    left: str
    """Horizontal place of the text."""
    right: str
    """Horizontal place where text ends."""
    heading_y: str
    """Base line of unit and owner."""
    title_y: str
    """Base line of the title's first line."""
    line_step: str
    """Distance to each next line."""
    mark_y: str
    """Upper edge of the mark."""
    word_x: str
    """Left end of the status."""
    word_y: str
    """Base line of the status."""
    bar_y: str
    """Upper edge of the bar."""
    bar_width: str
    """Width of the bar."""
    fill: str
    """Width of its filled part; empty: nothing is filled."""
    gap_x: str
    """Left end of what is missing to be on course; empty: nothing is missing."""
    gap: str
    """Width of what is missing."""
    tick_x: str
    """Place of the expectation; empty: none."""
    tick_y: str
    """Upper edge of its mark."""


Related = dict[tuple[str, bool], list[str]]


def related_titles(layout: Layout, words: Words = ENGLISH) -> Related:
    """Titles of what each objective serves (False) and depends on (True)."""
    titles = {node.id: clean(node.title) for node in layout.diagram.nodes}
    related: Related = defaultdict(list)
    for edge in layout.diagram.edges:
        found = related[(edge.source, edge.kind == "depends")]
        title = titles[edge.target].rstrip(".")
        title = title if edge.confirmed else words.unconfirmed.format(title=title)
        if edge.source != edge.target and title not in found:
            found.append(title)
    return related


def card_view(
    card: Card, style: CardStyle, related: Related, href_for: Callable[[Node], str] | None, words: Words
) -> CardView:
    """Everything the template needs to know about a card."""
    node = card.node
    level = _LEVELS[min(max(node.level, 0), 3)]
    progress, expected = _fraction(node.progress), _fraction(node.expected)
    bar = card.width - 2 * INSET
    left, bar_y = card.x + INSET, card.y + card.height - 14
    filled = 0.0 if progress is None else progress * bar
    due = None if expected is None else expected * bar
    missing = 0.0 if due is None or progress is None else due - filled
    href = clean(node.href if href_for is None else href_for(node))
    href = href if _HARMLESS.match(href) else ""
    return CardView(
        card=card,
        href=href,
        classes=f"okr-node okr-node--{level} is-{node.status_key}" + (" okr-node--loose" if card.loose else ""),
        filters=_filters(node, level),
        name=_name(node, related, progress, expected, words),
        title=clean(node.title) if card.cut else "",
        mark=MARKS[node.status_key],
        status_word=clean(node.status_word),
        number=words.nothing if progress is None else words.percent(progress),
        more=more_text(node),
        unfold=_unfold(card, href, words),
        left=number(left),
        right=number(left + bar),
        heading_y=number(card.y + 18),
        title_y=number(card.y + style.title_y),
        line_step=number(style.line_step),
        mark_y=number(bar_y - 16),
        word_x=number(left + 17),
        word_y=number(bar_y - 6),
        bar_y=number(bar_y),
        bar_width=number(bar),
        fill=number(filled) if filled > 0 else "",
        gap_x=number(left + filled) if missing >= 0.5 else "",
        gap=number(missing),
        tick_x="" if due is None else number(left + due - 0.7),
        tick_y=number(bar_y - 2),
    )


def _unfold(card: Card, href: str, words: Words) -> Unfold | None:
    if not card.node.hidden_children or not href or "#" in href:
        return None
    count = count_text(card.node.hidden_children)
    width = max(text_width(f"+{count}", HEADING_SIZE) + 12, UNFOLD_HEIGHT)
    x = card.x + card.width - INSET + 6 - width
    return Unfold(href + OWN_MAP, words.unfold.format(count=count), number(x), number(card.y + 2), number(width))


def _fraction(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else min(max(value, 0.0), 1.0)


def _filters(node: Node, level: str) -> tuple[tuple[str, str], ...]:
    values = (
        ("ref", node.id),
        ("status", node.status_key),
        ("level", level),
        ("team", node.unit_id),
        ("owner", node.owner_id),
        ("cycle", node.cycle),
    )
    # A tag may be of several words, but it has no line break in it.
    tags = "\n".join(filter(None, map(clean, node.tags)))
    return (*((name, clean(value)) for name, value in values if value), *((("tags", tags),) if tags else ()))


def _name(node: Node, related: Related, progress: float | None, expected: float | None, words: Words) -> str:
    facts = [clean(node.unit), clean(node.owner), clean(node.status_word)]
    facts.append(words.nothing if progress is None else words.percent(progress))
    if expected is not None:
        facts.append(words.expected.format(percent=words.percent(expected)))
    parts = [_sentence(clean(node.title)), ", ".join(fact for fact in facts if fact) + "."]
    for key, phrase in ((False, words.serves), (True, words.depends)):
        titles = related.get((node.id, key))
        if titles:
            parts.append(phrase.format(titles="; ".join(titles)))
    if node.purpose:
        reason = clean(node.reason).rstrip(".")
        parts.append(words.loose.format(purpose=clean(node.purpose), reason=reason))
    if node.hidden_children:
        parts.append(words.hidden.format(count=count_text(node.hidden_children)))
    return " ".join(parts)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else text + "."
