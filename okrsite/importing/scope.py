"""Where in a document one is while it is read, and what that says about a line: its objective, cycle, team and part."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, Protocol

from msgspec.structs import replace

from okrsite.importing.field_values import set_key_result_field, set_objective_field
from okrsite.importing.found import Draft, DraftKeyResult, DraftObjective
from okrsite.importing.outline import OutlineNode
from okrsite.importing.words import Label, read_label

Part = Literal["open", "objectives", "key results", "deliverables", "prose", "explanation"]
"""`open`: nothing was said; `explanation`: nothing in it is anybody's goal."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What holds for the lines of a part of a document."""

    part: Part = "open"
    objective: DraftObjective | None = None
    """The one in which the lines stand."""
    key_result: DraftKeyResult | None = None
    cycle: str | None = None
    team: str | None = None
    owner: str | None = None
    """Who stands in a line of its own above."""
    is_implicit: bool = False
    """Whether lines without a label may be goals here."""
    may_guess: bool = False
    """Whether lines without a label may be objectives here: not in a document that labels its objectives."""
    lists_goals: bool = False
    """Whether lists beside this one hold objectives, each with its results: the lines of a flat one are goals, too."""
    lists_results: bool = False
    """Whether the only list here holds the results of a labelled objective, without labels."""
    heading: str = ""
    """The nearest heading, for key results that have no objective."""
    heading_line: int = 0


class OutlineReader(Protocol):
    """Whoever reads the parts of an outline: lists ask it for what stands inside of their items."""

    draft: Draft

    def read(self, root: OutlineNode, scope: Scope) -> None:
        """Read everything inside a part."""

    def read_objective(self, node: OutlineNode, label: Label, scope: Scope) -> DraftObjective | None:
        """Read a labelled objective with what stands inside; return None for one that isn't written yet."""

    def add_objective(
        self, node: OutlineNode, title: str, scope: Scope, *, number: str = "", role: str = ""
    ) -> DraftObjective:
        """Add an objective with the values in its own line."""

    def add_key_result(self, node: OutlineNode, title: str, scope: Scope, label: Label | None) -> DraftKeyResult | None:
        """Add a key result to the objective around it, with what stands inside."""

    def keep_prose(self, node: OutlineNode, scope: Scope, reason: str, *, deep: bool = False) -> None:
        """Keep a part as prose."""

    def is_meant(self, label: Label, scope: Scope) -> bool:
        """Whether a label says what it seems to say."""


_FEWEST_RESULTS = 2
"""Below `Key results` with words behind it, from which on the words are a remark on them."""


def place_label(label: Label, scope: Scope, node: OutlineNode) -> Label:
    """Return what a label says where it stands.

    In many languages one word is objective and target: beside a key result, `Ziel: 40 %` is its target. A list below
    `KR` and nothing else holds key results.
    """
    if label.kind == "objective" and scope.key_result is not None and not label.number and label.rest:
        english = re.match(r"\W*(?:[\w ]+ )?objectives?\b", node.text, re.IGNORECASE)
        return label if english else replace(label, kind="field", name="target")
    is_remark = label.is_weak and len(node.items) >= _FEWEST_RESULTS  # `Key results: both of us answer for them`
    if label.kind == "key result" and not label.number and node.items and (is_remark or not label.rest):
        return replace(label, kind="key results")
    return label


def read_field(draft: Draft, node: OutlineNode, label: Label, scope: Scope, last: DraftObjective | None = None) -> None:
    """Give a key result or an objective the values of a labelled line, with what stands inside of it.

    Args:
        draft: What is found so far.
        node: The line.
        label: Its label, of the kind `field`.
        scope: Where the line stands.
        last: The objective before the line, where none is around it.
    """
    inside = list(node.walk())
    target = scope.key_result or scope.objective or last
    if target is None:
        for one in (node, *inside):
            draft.add_fate(one.line, "prose", one.text, "It is a value of no objective.")
        return
    below = [f"- {one.text}" for one in inside if one.text]
    fields = [(label.name, "\n".join(filter(None, (label.rest, *below))))] if below else _split_fields(label)
    for name, value in fields:
        if isinstance(target, DraftKeyResult):
            set_key_result_field(target, name, value)
        else:
            set_objective_field(target, name, value)
        whose = "key result" if isinstance(target, DraftKeyResult) else "objective"
        draft.add_fate(node.line, "value", value, f"It is the {name} of the {whose} above.")
    for one in inside:
        draft.add_fate(one.line, "note", one.text, "It belongs to the line above.")


def _split_fields(label: Label) -> list[tuple[str, str]]:
    """Return the fields of a line that names several, as in `Owner: Ana | Score: 0.7`, with their words."""
    first, *more = label.rest.split(" | ")
    fields = [(label.name, first)]
    for part in more:
        inner = read_label(part)
        if inner is not None and inner.kind == "field":
            fields.append((inner.name, inner.rest))
        else:
            name, words = fields[-1]
            fields[-1] = (name, f"{words} | {part}")
    return fields
