"""How large a card is, and what of its text fits."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from okrsite.maps.collapse import MOST_COUNTED
from okrsite.maps.diagram import Diagram, DiagramNode, Direction
from okrsite.maps.text_metrics import clean_text, measure_text, shorten_to_width, wrap_text

INSET = 11.0
"""Pixels between the edge of a card and its text."""
OUTSIDE_SIGN = "↗"
"""Before the heading of a card that leads to another site."""
HEADING_SIZE = 11.0
_MORE_GAP = 8.0
"""Pixels between the heading and "+12" at its right end."""


class CardStyle(msgspec.Struct, frozen=True):
    """Measures of the cards of one level, in pixels; the style sheet sets the same font sizes."""

    width: float
    """Width of the box."""
    title_size: float
    """Font size of the title."""
    title_y: float
    """Base line of the first line of the title, from the upper edge."""
    line_step: float
    """Distance between two lines of the title."""
    word_step: float
    """From the last base line of the title to that of the status."""
    lines: int = 3
    """Most lines of the title."""


_STYLES = (
    CardStyle(252.0, 15.0, 39.0, 19.0, 26.0),
    CardStyle(180.0, 12.5, 35.0, 15.5, 22.0, lines=4),
    CardStyle(164.0, 12.5, 35.0, 15.5, 22.0, lines=4),
)
# Two columns of them are in view at once on a phone, where a card may grow in height instead.
_NARROW = CardStyle(150.0, 12.5, 35.0, 15.5, 22.0, lines=5)
_BELOW_WORD = 20.0  # the bar and the air around it


def select_card_style(level: int, direction: Direction) -> CardStyle:
    """The measures for a level; below the teams all are alike, and from left to right all levels."""
    if direction == "right":
        return _NARROW
    # A goal of others is no larger than a team's.
    return _STYLES[-1] if level < 0 else _STYLES[min(level, len(_STYLES) - 1)]


class CardText(msgspec.Struct, frozen=True):
    """The text of a card, broken to fit."""

    heading: str
    """Unit and owner."""
    lines: tuple[str, ...]
    """The title."""
    cut: bool
    """Whether the title was cut."""


@lru_cache(maxsize=4096)
def fit_card_text(node: DiagramNode, direction: Direction) -> CardText:
    """Heading and title as they fit on the card of this node."""
    style = select_card_style(node.level, direction)
    room = style.width - 2 * INSET
    lines, cut = wrap_text(node.title, room, style.title_size, style.lines)
    heading = " · ".join(part for part in (clean_text(node.unit), clean_text(node.owner)) if part)
    heading = f"{OUTSIDE_SIGN} {heading}" if node.outside else heading
    more = format_heading_end(node)
    heading_room = room - measure_text(more, HEADING_SIZE) - _MORE_GAP if more else room
    return CardText(shorten_to_width(heading, heading_room, HEADING_SIZE, bold=False), lines, cut)


def format_heading_end(node: DiagramNode) -> str:
    """What stands at the right end of the heading: "on purpose", how many below are not shown ("+12"), or nothing."""
    hidden = f"+{format_hidden_count(node.hidden_children)}" if node.hidden_children else ""
    return " ".join(part for part in (clean_text(node.purpose), hidden) if part)


def format_hidden_count(hidden: int) -> str:
    """A number of hidden objectives, as far as they were counted: "999+" beyond."""
    return str(hidden) if hidden < MOST_COUNTED else f"{MOST_COUNTED - 1}+"


def compute_card_heights(diagram: Diagram, texts: list[CardText]) -> list[float]:
    """Height of every node's card in pixels: what its text needs, or, in a row, the fullest text of its level."""
    if diagram.direction == "right":
        return [_compute_height(_NARROW, len(text.lines)) for text in texts]
    most: dict[int, int] = {}
    for node, text in zip(diagram.nodes, texts, strict=True):
        most[node.level] = max(most.get(node.level, 2), len(text.lines))
    return [
        _compute_height(select_card_style(node.level, diagram.direction), most[node.level]) for node in diagram.nodes
    ]


def count_title_lines(style: CardStyle, height: float) -> int:
    """Return for how many lines of a title a card of this height, in pixels, has room."""
    return 1 + round((height - _compute_height(style, 1)) / style.line_step)


def _compute_height(style: CardStyle, lines: int) -> float:
    return style.title_y + (lines - 1) * style.line_step + style.word_step + _BELOW_WORD
