"""What is kept of a document while it is read: goals with the values in their own lines, and prose beside them."""

from __future__ import annotations

from okrsite.importing.cycle_words import find_cycle
from okrsite.importing.evidence import PageFacts, is_context, is_example_cue
from okrsite.importing.found import Draft, DraftObjective, FateKind
from okrsite.importing.heading_scope import explains_okrs
from okrsite.importing.line_parts import clean_title, take_apart
from okrsite.importing.outline import OutlineNode
from okrsite.importing.roles import is_known_role
from okrsite.importing.scope import Scope
from okrsite.importing.words import Label, read_label

_MUCH_TALK = 6
"""Sentences that explain OKRs, from which on labels in a document without a cycle are examples."""
_UNITS = ("company", "team", "department", "our", "group")
"""Words before “objective” that say whose it is, and name nobody."""


class GoalKeeper:
    """Adds to what is found in one document."""

    def __init__(self, draft: Draft, facts: PageFacts) -> None:
        """Begin with nothing found."""
        self.draft = draft
        self.facts = facts

    def is_meant(self, label: Label, scope: Scope) -> bool:
        """Whether a label says what it seems to say: in a page that tells no goals, `Objective:` is a word."""
        if label.kind in ("field", "prose"):
            return True
        if not self.facts.is_trusted and not scope.is_implicit:
            return False
        if self.facts.talk >= _MUCH_TALK and scope.cycle is None and scope.objective is None and not scope.is_implicit:
            return False
        if explains_okrs(self.facts, scope) and scope.objective is None and not label.number:
            return False
        if label.is_weak and label.kind == "objective" and self.facts.labels_objectives and scope.objective is None:
            return False  # beside labelled objectives, `Priority 1` says what comes first of their work
        if label.is_weak and label.kind in ("key results", "key result"):
            return scope.objective is not None
        return not label.is_weak or scope.is_implicit or scope.objective is not None

    def begins_example(self, node: OutlineNode, scope: Scope) -> bool:
        """Whether a line says that what follows is an example."""
        if node.kind not in ("text", "lead") or scope.cycle is not None or read_label(node.text) is not None:
            return False
        return is_example_cue(node.text) and (
            node.text.rstrip().endswith(":") or self.facts.talk > 0 or self.facts.is_guide
        )

    def add_objective(
        self, node: OutlineNode, title: str, scope: Scope, *, number: str = "", role: str = ""
    ) -> DraftObjective:
        """Add an objective with the values in its own line."""
        label = read_label(title)
        if label is not None and label.kind == "objective" and label.rest:
            title, role = label.rest, role or label.role
        role, theme = split_role(role)
        parts = take_apart(title, checked=node.checked, struck=node.is_struck, keeps_values=True)
        objective = DraftObjective(
            parts.title or title.strip(),
            node.line,
            owner=role or parts.owner or scope.owner,
            cycle=scope.cycle or find_cycle(title),
            team=scope.team,
            parent=scope.objective,
            number=number or None,
            score=parts.score,
            progress=parts.progress,
            status=parts.result,
        )
        if role.lower() in _UNITS:
            objective.owner = parts.owner or scope.owner
            objective.team = objective.team or ("company" if role.lower() == "company" else None)
        objective.notes += theme
        self.draft.objectives.append(objective)
        self.draft.add_fate(node.line, "objective", objective.title, "It is an objective.")
        return objective

    def add_bare_goal(self, node: OutlineNode, scope: Scope) -> None:
        """Add an objective that nobody has given key results yet, at its place among the others."""
        objective = self.add_objective(node, clean_title(node.text), scope)
        self.draft.objectives.sort(key=lambda one: one.line)
        reason = "It stands beside objectives, and has no key results yet."
        self.draft.replace_fate(node.line, objective.title, "objective", reason)

    def make_objective(self, node: OutlineNode, scope: Scope) -> DraftObjective:
        """Return an objective for key results that have none: the nearest heading, or the title of the document."""
        title = scope.heading if scope.heading and not is_context(scope.heading) else self.facts.title or "Objective"
        same = next(
            (one for one in self.draft.objectives if one.title == title and one.line == scope.heading_line), None
        )
        if same is not None:
            return same
        objective = DraftObjective(
            title, scope.heading_line or 1, cycle=scope.cycle, team=scope.team, owner=scope.owner
        )
        self.draft.objectives.append(objective)
        self.draft.add_problem(
            node.line,
            f"The key results from line {node.line} on stand below no objective; they are taken for those of "
            f"“{title}”.",
            "Write `Objective: …` above them in the document, or rename it after the import.",
        )
        return objective

    def keep_prose(self, node: OutlineNode, scope: Scope, reason: str, *, deep: bool = False) -> None:
        """Keep a part as prose: a note of the objective or key result around it, where there is one."""
        target = scope.key_result or scope.objective
        for one in (node, *(node.walk() if deep else ())):
            if not one.text:
                continue
            if target is not None and scope.part != "explanation":
                target.notes.append(one.text)
            kind: FateKind = "note" if target is not None and scope.part != "explanation" else "prose"
            self.draft.add_fate(one.line, kind, one.text[:200], reason)


def split_role(role: str) -> tuple[str, list[str]]:
    """Return who stands before a goal, and a theme that stands there as a note: of `(Sales)` and `(Quality)`."""
    inner = role[1:-1] if role.startswith("(") else ""
    if not inner:
        return role, []
    return (inner, []) if is_known_role(inner) else ("", [inner])
