"""The kinds of links, once: which field makes which, what follows from it, and in which words it is spoken of.

How each is drawn stands in `okrsite.maps.lines`, by the same kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Literal

import msgspec

from okrsite.fields import Field
from okrsite.languages.words import mark_text
from okrsite.model.objectives import KeyResult, Objective, TypedLink
from okrsite.vocabulary import OBJECTIVE

LinkKind = Literal["direct", "indirect", "depends", "continues"]


class LinkRule(msgspec.Struct, frozen=True):
    """What holds for all links of a kind."""

    field: Field[object]
    """The field of objectives in which it is typed."""
    get_links: Callable[[Objective], Iterable[TypedLink]]
    """Takes such links of an objective itself, as they were typed."""
    verb: str
    """What the lower end does for the upper one, or to it, in English: `contributes`."""
    noun: str
    """What such links are called: `direct links`."""
    get_key_result_links: Callable[[KeyResult], Iterable[TypedLink]] | None = None
    """Takes such links of a key result; None where only objectives have them."""
    serves: bool = False
    """Whether it leads up to a goal that it serves."""
    counts: bool = False
    """Whether the lower end's number may be part of the upper one's; only such a link has a share of it."""
    effect: str = ""
    """What it means for the upper end, as said of the lower ones: `their numbers are part of this one`."""


LINK_KINDS: Mapping[LinkKind, LinkRule] = {
    "direct": LinkRule(
        OBJECTIVE.CONTRIBUTES_TO,
        lambda objective: objective.contributes_to,
        mark_text("contributes"),
        mark_text("direct links"),
        lambda key_result: key_result.contributes_to,
        serves=True,
        counts=True,
        effect=mark_text("their numbers are part of this one"),
    ),
    "indirect": LinkRule(
        OBJECTIVE.SUPPORTS,
        lambda objective: objective.supports,
        mark_text("supports"),
        mark_text("indirect links"),
        lambda key_result: key_result.supports,
        serves=True,
        effect=mark_text("they help, and are not counted"),
    ),
    "depends": LinkRule(
        OBJECTIVE.DEPENDS_ON, lambda objective: objective.depends_on, "depends", mark_text("dependencies")
    ),
    "continues": LinkRule(
        OBJECTIVE.CONTINUES,
        lambda objective: (objective.continues,) if objective.continues else (),
        "continues",
        mark_text("continued objectives"),
    ),
}
"""In the order in which links are told: what counts comes first."""
SERVING: tuple[LinkKind, ...] = tuple(kind for kind, rule in LINK_KINDS.items() if rule.serves)
"""The kinds that lead up to a goal."""
