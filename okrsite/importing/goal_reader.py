"""Objectives and key results out of an outline, line by line.

Decides what a line is by its label, by where it stands, and by the lines beside it. Lists are read in `item_reader`,
tables in `table_reader`; whether a document tells goals at all is judged in `evidence`.
"""

from __future__ import annotations

from dataclasses import replace

from okrsite.importing.cycle_words import find_cycle
from okrsite.importing.evidence import (
    PageFacts,
    has_label,
    is_context,
    is_placeholder,
    names_goals,
    says_okrs,
)
from okrsite.importing.field_values import make_key_result
from okrsite.importing.found import Draft, DraftKeyResult, DraftObjective
from okrsite.importing.goal_keeper import GoalKeeper, split_role
from okrsite.importing.heading_roles import are_plain_goals, decide_heading, have_nested_lists, list_bare_goals
from okrsite.importing.heading_scope import enter_heading
from okrsite.importing.item_reader import ItemReader
from okrsite.importing.line_parts import clean_title, read_title_label, take_apart
from okrsite.importing.outline import OutlineNode
from okrsite.importing.parts_beside import is_aside, is_contents, is_explanation
from okrsite.importing.roles import cut_theme, read_role
from okrsite.importing.scope import Part, Scope, place_label, read_field
from okrsite.importing.table_reader import read_table
from okrsite.importing.titles_below import (
    find_objective_below,
    find_title_below,
    has_only_list,
    take_result_title,
)
from okrsite.importing.told_goals import (
    TELLS_MORE,
    find_told_number,
    find_told_objective,
    find_told_result,
    has_one_objective,
    is_report,
)
from okrsite.importing.words import Label, read_label

EXPLAINS = "This heading begins an explanation or an example."
_SOME_TALK = 3
"""Sentences that explain OKRs, from which on a quotation in a document without a cycle is an example."""


class GoalReader(GoalKeeper):
    """Reads one document."""

    def __init__(self, draft: Draft, facts: PageFacts) -> None:
        """Begin with nothing found."""
        super().__init__(draft, facts)
        self.items = ItemReader(self)

    def read(self, root: OutlineNode, scope: Scope) -> None:
        """Read everything inside a part of the outline."""
        last: DraftObjective | None = None
        is_example = False
        place, children = 0, root.children
        plain = scope.part == "objectives" and scope.may_guess and scope.objective is None
        scope = replace(scope, lists_goals=scope.lists_goals or (scope.may_guess and have_nested_lists(children)))
        plain = plain and self.facts.begins_with_goals and are_plain_goals(children)
        while place < len(children):
            node = children[place]
            if node.kind == "item":
                end = place
                while end < len(children) and children[end].kind == "item":
                    end += 1
                inner = replace(scope, part="explanation") if is_example else self._reach_back(scope, last)
                if place and (result := find_told_result(children, place, inner.objective or last)) is not None:
                    inner = replace(inner, objective=inner.objective or last, key_result=result, part="open")
                self.items.read_list(children[place:end], inner, root)
                place = end
                continue
            inner = replace(scope, part="explanation") if is_example and node.kind != "heading" else scope
            if plain and node.kind == "text":
                last = self.add_objective(node, clean_title(node.text), inner)
            else:
                last = self._read_node(node, inner, last)
            is_example = (is_example or self.begins_example(node, scope)) and node.kind != "heading"
            place += 1
        if scope.may_guess and scope.objective is None:
            told = {one.line for one in self.draft.objectives}
            for node in list_bare_goals(children, told):
                self.add_bare_goal(node, enter_heading(node, scope, self.facts))

    def _reach_back(self, scope: Scope, last: DraftObjective | None) -> Scope:
        """Return the scope of a list behind an objective that has none yet: `Objective: …` in a line, results below."""
        if last is None or scope.objective is not None or last.key_results:
            return scope
        return replace(scope, objective=last)

    def _read_node(self, node: OutlineNode, scope: Scope, last: DraftObjective | None) -> DraftObjective | None:
        """Read a heading, a line or a table; return the objective that what follows belongs to."""
        if node.kind == "table":
            read_table(self.draft, node, scope if scope.objective else replace(scope, objective=last), self.facts)
            return last
        if node.kind == "quote" and self._tells_goals(node, scope):
            self.read(node, scope if scope.objective else replace(scope, objective=last))
            return last
        if node.kind in ("code", "quote"):
            self.keep_prose(node, scope, "It stands in code or in a quotation, where nobody's goals are.")
            return last
        if scope.part == "explanation":
            self.keep_prose(node, scope, "It stands in a part that explains or shows an example.", deep=True)
            return last
        words = clean_title(node.text)
        is_title = node.level == 1 and node.kind == "heading" and self.facts.is_trusted and not self.facts.is_guide
        if node.kind in ("heading", "lead") and is_explanation(words) and not (is_title and says_okrs(words)):
            self.draft.add_fate(node.line, "prose", node.text, EXPLAINS)
            self.read(node, replace(scope, part="explanation"))
            return last
        label = read_label(words)
        near = self._reach_back(scope, last) if has_one_objective(self.draft.objectives, scope) else scope
        if label is not None and self.is_meant(label, near):
            return self._read_labelled(node, place_label(label, scope, node), scope, last)
        if node.kind == "text":
            self._read_text(node, scope, last)
            return last
        return self._read_heading(node, words, scope, last)

    def _tells_goals(self, quote: OutlineNode, scope: Scope) -> bool:
        """Whether a quotation holds goals with labels, in a document that doesn't explain how others write theirs."""
        if scope.part == "explanation" or (
            scope.cycle is None and (self.facts.is_guide or self.facts.talk >= _SOME_TALK)
        ):
            return False
        return any(has_label(child, "objective") or has_label(child, "key result") for child in quote.walk())

    def _read_labelled(
        self, node: OutlineNode, label: Label, scope: Scope, last: DraftObjective | None
    ) -> DraftObjective | None:
        around = scope.objective or last
        if label.kind == "objective":
            if label.is_weak and is_context(label.rest) and find_cycle(label.rest):
                return self._read_heading(node, label.rest, scope, last)  # `Current goal - Q3 2025`
            return self.read_objective(node, label, scope) or last
        if label.kind == "key result":
            self.add_key_result(node, label.rest, replace(scope, objective=around), label)
        elif label.kind in ("key results", "deliverables"):
            if label.kind == "deliverables" and around is not None and around.key_results:
                self.keep_prose(
                    node, replace(scope, objective=around), "The objective has key results; this says how.", deep=True
                )
                return last
            self.draft.add_fate(node.line, "context", node.text, "Key results follow.")
            if around is not None and label.kind == "key results":
                around.set_deliverables_aside()
                around.notes += [label.rest] if label.rest else []
            self.read(node, replace(scope, objective=around, part=label.kind, key_result=None))
        elif label.kind == "objectives":
            self.draft.add_fate(node.line, "context", node.text, "Objectives follow.")
            self.read(node, replace(enter_heading(node, scope, self.facts), part="objectives"))
        elif label.kind == "field":
            read_field(self.draft, node, label, scope, around)
        else:
            reason = "It says more about the objective above." if around is not None else _REASONS["prose"]
            self.keep_prose(node, replace(scope, objective=around), reason, deep=True)
        return last

    def read_objective(self, node: OutlineNode, label: Label, scope: Scope) -> DraftObjective | None:
        """Read a labelled objective with what stands inside; return None for one that isn't written yet."""
        if (told := find_told_objective(self.draft.objectives, label, scope)) is not None:
            self.keep_prose(
                node, replace(scope, objective=told, part="open"), "It says more about the objective above.", deep=True
            )
            return told
        title, skipped = label.rest, None
        if is_placeholder(title) and not title.startswith(("[", "<", "{")):
            skipped = find_title_below(node)
            title = skipped.text if skipped is not None else title
            inner = read_title_label(title) if skipped else None
            title = inner.rest if inner is not None and inner.kind == "objective" else title
        same = find_objective_below(node)
        if (
            same is not None
            and skipped is None
            and (inner := read_title_label(same.text))
            and inner.rest
            and not inner.number
        ):
            # `### OKR 1: Market` with `Objective: Bring it live` below: one of them is the title, the other says more.
            self.draft.add_fate(node.line, "context", node.text, "The objective below has its own words.")
            self.read(node, enter_heading(node, scope, self.facts))
            return self.draft.objectives[-1] if self.draft.objectives else None
        if is_placeholder(title):
            self._skip_template(node, scope)
            return None
        objective = self.add_objective(node, title, scope, number=label.number, role=label.role)
        if skipped is not None:
            self.draft.add_fate(skipped.line, "value", skipped.text, "It is the title of the objective above.")
            if skipped.children and skipped.kind != "quote":
                part: Part = "prose" if skipped.text.endswith(":") and self.facts.has_sections else "open"
                self.read(skipped, replace(scope, objective=objective, part=part, key_result=None))
        rest = OutlineNode(
            node.kind, node.line, node.text, children=[child for child in node.children if child is not skipped]
        )
        below = replace(scope, objective=objective, part="open", key_result=None, lists_results=False)
        if has_only_list(rest, self.facts):
            below = replace(below, is_implicit=True, lists_results=True)
        self.read(rest, below)
        return objective

    def _skip_template(self, node: OutlineNode, scope: Scope) -> None:
        self.draft.add_fate(
            node.line, "left out", node.text, "This is a place for an objective that nobody has written."
        )
        self.read(node, replace(scope, part="explanation"))

    def _read_text(self, node: OutlineNode, scope: Scope, last: DraftObjective | None) -> None:
        around = scope.objective or last
        if scope.key_result is not None:
            scope.key_result.notes.append(node.text)
            self.draft.add_fate(node.line, "note", node.text, "It says more about the key result above.")
        elif around is not None and not node.is_link:
            if not around.key_results and around.why is None and scope.part == "open":
                around.why = node.text
            else:
                around.notes.append(node.text)
            self.draft.add_fate(node.line, "note", node.text, "It says more about the objective above.")
        else:
            self.draft.add_fate(node.line, "prose", node.text, "It names no objective and no key result.")

    def _read_heading(
        self, node: OutlineNode, words: str, scope: Scope, last: DraftObjective | None
    ) -> DraftObjective | None:
        """Read a heading, or a line that works like one, that has no label."""
        if is_contents(words):
            self.draft.add_fate(node.line, "context", node.text, "A table of contents follows.")
            self.read(node, scope)
            return last
        is_beside = is_aside(words) and not (names_goals(words) and find_cycle(words))
        if is_beside or is_report(node, words, self.draft.objectives):
            around = scope.objective or (last if node.kind == "lead" else None)
            self.draft.add_fate(node.line, "prose", node.text, "This heading begins something beside the goals.")
            self.read(node, replace(scope, part="prose", objective=around))
            return last
        inner = enter_heading(node, scope, self.facts)
        decision = decide_heading(node, words, inner, self.facts)
        if decision == "objective" and not is_placeholder(words):
            role = read_role(words, node.bold_head if node.bold_head != node.text else "")
            known = role if role is not None and role.is_known else None
            objective = self.add_objective(
                node, known.rest if known else cut_theme(words), scope, role=known.name if known else ""
            )
            if scope.part in ("key results", "deliverables"):
                objective.parent = scope.objective
            self.read(node, replace(inner, objective=objective, part="open", key_result=None, team=scope.team))
            return objective
        if decision == "key result":
            self.add_key_result(node, words, scope, None)
            return last
        # An objective in whose place stands `[name]` or `TBD` is none: what stands below it is read on its own.
        reason = _REASONS.get(decision, "This is a place for an objective that nobody has written.")
        self.draft.add_fate(node.line, "context" if decision == "context" else "prose", node.text, reason)
        self.read(node, replace(scope, is_implicit=False, may_guess=False) if decision == "prose" else inner)
        return last

    def add_key_result(self, node: OutlineNode, title: str, scope: Scope, label: Label | None) -> DraftKeyResult | None:
        """Add a key result to the objective around it, and read what stands inside."""
        if (told := find_told_number(self.draft.objectives, label, scope)) is not None:
            self.keep_prose(node, replace(scope, key_result=told, part="open"), TELLS_MORE, deep=True)
            return None
        told_title = take_result_title(node, title)
        if told_title is None:
            self.draft.add_fate(
                node.line, "left out", node.text, "This is a place for a key result that nobody has written."
            )
            return None
        words, theme_above = told_title
        objective = scope.objective or self.make_objective(node, scope)
        parts = take_apart(words, checked=node.checked, struck=node.is_struck)
        if is_placeholder(parts.title):
            self.draft.add_fate(node.line, "left out", node.text, "It holds no words of its own, as in a template.")
            return None
        role, theme = split_role(label.role if label else "")
        key_result = make_key_result(parts, node.line, role or parts.owner or scope.owner)
        key_result.notes += [*theme, theme_above] if theme_above else theme
        key_result.number = label.number if label is not None else ""
        key_result.is_deliverable = scope.part == "deliverables"
        objective.key_results.append(key_result)
        self.draft.add_fate(node.line, "key result", key_result.title, "It is a key result of the objective above.")
        if node.children:
            self.read(node, replace(scope, objective=objective, key_result=key_result, part="open"))
        return key_result


_REASONS = {
    "context": "It says a cycle or a team, or what follows.",
    "prose": "Nothing says that it is a goal.",
    "group": "It groups the lines below.",
}
