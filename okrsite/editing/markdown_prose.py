"""Where the texts of an objective stand in Markdown: free, below a heading of their own, or in a bullet.

Free text reads best. What would be taken for more than a text there, stands below its heading; what would end that, in
a bullet, whose lines are all its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from okrsite.editing.markdown_fields import write_prose_bullet
from okrsite.editing.markdown_trials import Lines, MarkdownTrials, frame_texts
from okrsite.editing.new_nodes import make_list, make_record, make_text
from okrsite.editing.written_lines import WrittenLine
from okrsite.fields import Field
from okrsite.sources.records import MapNode, Node, Scalar
from okrsite.vocabulary import INITIATIVE, KEY_RESULT, OBJECTIVE

TEXTS: tuple[Field[object], ...] = (OBJECTIVE.NEEDS, OBJECTIVE.WHY, OBJECTIVE.NOTES, OBJECTIVE.RETROSPECTIVE)
"""Fields of an objective that may stand below a heading of their own."""
_USUAL_BULLETS = 2
"""Spellings of a bullet that read well enough to be preferred where a text is a bullet by nature."""
Where = Literal["free", "section", "field", "bullet"]
"""`field` is a bullet in its place among the fields, `bullet` one behind them."""


class PlacedText(msgspec.Struct, frozen=True):
    """A text with the lines that say it, and where these stand."""

    where: Where
    lines: Lines

    def get_block(self) -> Lines:
        """Return the lines of a text that is a block of its own; none for one that is a bullet."""
        return [] if self.where in ("field", "bullet") else self.lines


def split_prose(scalar: Scalar) -> Lines:
    """Return the lines of a text as they are."""
    first, *rest = scalar.text.strip("\n").split("\n")
    return [WrittenLine(first, scalar.place.line), *frame_texts(*rest)]


def place_text(
    field: Field[object], value: Node, has_results: bool, trials: MarkdownTrials, *, safe: bool
) -> PlacedText:
    """Return where a text of an objective stands, and how.

    Args:
        field: One of `TEXTS`.
        value: The text.
        has_results: Whether the objective has key results: without any, nothing parts its notes from what is above.
        trials: Chooses.
        safe: Whether nothing but a bullet will do.

    Raises:
        UnwritableError: it can't be written.
    """
    scalar = value if isinstance(value, Scalar) else Scalar("", value.place)
    spelled = [
        text for text in _list_places(field, scalar, has_results) if text.where in ("field", "bullet") or not safe
    ]
    called = f"the text of “{field.label}”"
    lines = trials.choose(
        (text.lines for text in spelled),
        lambda lines: _frame(field, next(text for text in spelled if text.lines is lines)),
        _expect(field, value, has_results=field is not OBJECTIVE.RETROSPECTIVE),
        called,
        value.place,
    )
    return next(text for text in spelled if text.lines is lines)


def _list_places(field: Field[object], scalar: Scalar, has_results: bool) -> Iterator[PlacedText]:
    lines = split_prose(scalar)
    bullets = list(write_prose_bullet(field.label, scalar.text, scalar.place.line))
    if field is OBJECTIVE.WHY or (field is OBJECTIVE.NOTES and has_results):
        yield PlacedText("free", lines)
    if field is OBJECTIVE.NEEDS:
        yield from (PlacedText("field", bullet) for bullet in bullets[:_USUAL_BULLETS])
    yield PlacedText("section", [*frame_texts(f"### {field.label}", ""), *lines])
    yield from (PlacedText("bullet", [*bullet]) for bullet in bullets)


def _frame(field: Field[object], text: PlacedText) -> Lines:
    """Return an objective with a text, and something above and below it that the text must leave alone."""
    above = frame_texts("## Title", "", "- Id: title")
    # Below a field even its owner may stand, by which objectives are known that lost their heading.
    owner, tags = frame_texts("- Owner: owner"), frame_texts("- Tags: tag", "")
    bullets = [*text.lines, *owner] if text.where == "field" else owner
    bullets = [*bullets, *(text.lines if text.where == "bullet" else ()), *tags]
    results = frame_texts("", "### Key results", "", "- KR: Result", "")
    below = frame_texts("", "### Initiatives", "", "- [ ] Work")
    block = text.get_block()
    if field is OBJECTIVE.RETROSPECTIVE:
        return [*above, *bullets, *below, WrittenLine(""), *block]
    if field is not OBJECTIVE.WHY:
        return [*above, *bullets, *results, *block, *below]
    if text.where == "free":
        results = frame_texts("", "- KR: Result", "")
    return [*above, *bullets, *block, *results, *below]


def _expect(field: Field[object], value: Node, *, has_results: bool) -> MapNode:
    result = make_record({KEY_RESULT.TITLE.name: "Result"})
    work = make_record({INITIATIVE.TITLE.name: "Work"})
    results = {OBJECTIVE.KEY_RESULTS.name: make_list([result])} if has_results else {}
    return make_record(
        {
            OBJECTIVE.TITLE.name: "Title",
            OBJECTIVE.ID.name: "title",
            OBJECTIVE.OWNER.name: "owner",
            OBJECTIVE.TAGS.name: make_list([make_text("tag")]),
            field.name: value,
            **results,
            OBJECTIVE.INITIATIVES.name: make_list([work]),
        }
    )
