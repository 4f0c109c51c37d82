"""How long a text may be that is no prose, which a page, a map and the search repeat many times; how many former ids.

Decides which types of the vocabulary have that limit. Prose may be as long as an ordinary file, also in the few files
that may be longer; numbers, dates and the like say themselves what is too long for them. Each former id of an objective
is a page of its own, which leads on: a few letters cost a whole page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from okrsite import field_types as types
from okrsite.fields import AnyFieldType
from okrsite.problems import Problem, create_problem
from okrsite.sources.records import Node, Scalar, list_typed_nodes
from okrsite.vocabulary import OBJECTIVE

if TYPE_CHECKING:
    from okrsite.model.objectives import Objective

MAX_LINE = 1_000
"""Characters; a title that is easy to read has eighty."""
MAX_PROSE = 256 * 1024
"""Characters of a text in Markdown."""
MAX_IDS = 20
"""Former ids of one objective or key result."""
MAX_FORMER_IDS = 200
"""Former ids of all objectives together, beside one for each objective."""

UNLIMITED: frozenset[AnyFieldType] = frozenset(
    {types.NUMBER, types.CONFIDENCE, types.FRACTION, types.WEIGHT, types.DATE, types.BOOLEAN, types.RANGE}
)
"""Types of the vocabulary that this is not about."""


def check_length(scalar: Scalar, name: str, type: AnyFieldType = types.TEXT) -> Problem | None:
    """Return what is wrong with a text of a field that is longer than any page can use; None for others.

    Args:
        type: The field's type in the vocabulary.
    """
    most = MAX_PROSE if type is types.PROSE else MAX_LINE
    if len(scalar.text) <= most:
        return None
    message = f"'{name}' has {len(scalar.text):,} characters; at most {most:,} are read."
    return create_problem(
        "OKR107", scalar.place, message, "Write what it is about, and the rest into a text of its own."
    )


def take_ids(node: Node, name: str, problems: list[Problem]) -> Sequence[Node]:
    """Return the first `MAX_IDS` values that were typed in the field `name`; more of them are noted in `problems`."""
    typed = list_typed_nodes(node)
    if len(typed) > MAX_IDS:
        message = f"'{name}' has {len(typed):,} ids; the first {MAX_IDS} are read."
        hint = "Keep the ids that somebody may still link to, and take the others out."
        problems.append(create_problem("OKR107", node.place, message, hint))
    return typed[:MAX_IDS]


def check_former_ids(objectives: Sequence[Objective]) -> Iterable[Problem]:
    """Yield one problem where objectives have more former ids than there may be, at the first that is too many."""
    most, count = MAX_FORMER_IDS + len(objectives), 0
    for objective in objectives:
        count += len(objective.aliases)
        if count > most:
            message = (
                f"The objectives up to '{objective.title}' have {count:,} former ids, each with a page that leads on; "
                f"all {len(objectives):,} together may have {most:,}."
            )
            place = objective.find_place(OBJECTIVE.ALIASES) or objective.place
            hint = "Take former ids out of `aliases`, here or in earlier files, that nobody links to any more."
            yield create_problem("OKR107", place, message, hint)
            return
