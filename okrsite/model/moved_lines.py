"""Lines of YAML that begin further left than what they belong to, and so are something of their own.

A step among the key results is a key result, and the audience of the last key result that of the whole objective: both
can be read, and are asked about where they stand right below what they may belong to.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from okrsite.fields import Field
from okrsite.model.value_reader import ValueReader
from okrsite.problems import Place
from okrsite.record_values import RecordValues
from okrsite.vocabulary import KEY_RESULT, MILESTONE, OBJECTIVE

_OF_STEPS = frozenset(field.name for field in MILESTONE.fields)
_OF_BOTH: tuple[Field[object], ...] = (
    OBJECTIVE.OWNER,
    OBJECTIVE.CONTRIBUTES_TO,
    OBJECTIVE.SUPPORTS,
    OBJECTIVE.WEIGHT,
    OBJECTIVE.AUDIENCE,
)
"""Fields of an objective that its key results have too, and that hardly stand behind all of them."""


def ask_about_moved_lines(reader: ValueReader, values: RecordValues, records: Sequence[RecordValues]) -> None:
    """Ask about a step or a field right below a key result of an objective to which it may belong.

    Args:
        reader: Collects the problems.
        values: The objective.
        records: Its key results.
    """
    if not records or values.place.path.endswith((".md", ".markdown")):
        return
    for above, record in pairwise(records):
        if _is_right_below(above.extent, record.place) and _looks_like_step(above, record):
            message = "This item stands among the key results, and looks like a step of the one above."
            reader.report("OKR118", record.place, message, "If it is one, begin it in the column of the steps above.")
    last = records[-1]
    for field in _OF_BOTH:
        place = values.places.get(field.name)
        if place is None or field.name in last.places or not _is_right_below(last.extent, place):
            continue
        if last.extent is not None and last.extent.line < last.extent.end_line:
            message = f"`{field.name}` stands behind the key results, and is read as that of the objective."
            hint = (
                "If it belongs to the key result above, begin it in the column of that one's fields; else move it up."
            )
            reader.report("OKR118", place, message, hint)


def _is_right_below(above: Place | None, place: Place) -> bool:
    return above is not None and above.path == place.path and place.line - above.end_line in (0, 1)


def _looks_like_step(above: RecordValues, record: RecordValues) -> bool:
    typed = record.places.keys()
    return above.is_typed(KEY_RESULT.MILESTONES) and typed <= _OF_STEPS and {"title", "done"} <= typed
