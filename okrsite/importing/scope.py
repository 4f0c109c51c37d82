"""Where in a document one is while it is read, and what that says about a line: its objective, cycle, team and part."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, Protocol

from okrsite.importing.field_values import set_key_result_field, set_objective_field
from okrsite.importing.found import Draft, DraftKeyResult, DraftObjective
from okrsite.importing.outline import OutlineNode
from okrsite.importing.words import Label

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
    heading: str = ""
    """The nearest heading, for key results that have no objective."""
    heading_line: int = 0

    def enter(self, **changes: object) -> Scope:
        """Return the scope of what stands inside."""
        return replace(self, **changes)  # type: ignore[arg-type]  # the names are checked where it is called: `replace` refuses others


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

    def keep(self, node: OutlineNode, scope: Scope, reason: str, *, deep: bool = False) -> None:
        """Keep a part as prose."""

    def is_meant(self, label: Label, scope: Scope) -> bool:
        """Whether a label says what it seems to say."""


def set_field(draft: Draft, scope: Scope, name: str, value: str, line: int, last: DraftObjective | None = None) -> bool:
    """Give a key result or an objective the value of a labelled line; return whether there is one that takes it.

    Args:
        draft: What is found so far.
        scope: Where the line stands.
        name: The field (`words.Label.name`).
        value: Its words.
        line: The number of the line.
        last: The objective before the line, where none is around it.
    """
    if scope.key_result is not None:
        set_key_result_field(scope.key_result, name, value)
        draft.note(line, "value", value, f"It is the {name} of the key result above.")
        return True
    objective = scope.objective or last
    if objective is None:
        return False
    set_objective_field(objective, name, value)
    draft.note(line, "value", value, f"It is the {name} of the objective above.")
    return True
