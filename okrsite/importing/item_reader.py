"""Lists of goals: numbered trees by role, results below objectives, checkboxes.

Decides which items of a list are objectives, which are key results of what, and which say more about one above.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from okrsite.importing.evidence import is_placeholder, says_okrs
from okrsite.importing.found import DraftKeyResult, DraftObjective
from okrsite.importing.line_parts import clean_title, read_title_label
from okrsite.importing.outline import OutlineNode
from okrsite.importing.parts_beside import is_aside
from okrsite.importing.roles import Role, is_role_list, read_lone_role, read_role
from okrsite.importing.scope import OutlineReader, Scope, place_label, read_field
from okrsite.importing.words import Label, find_column_field, normalise_words, read_label

_BESIDE = "It says more about what stands above."
_WORDS_OF_A_GROUP = 3
_WORDS_OF_A_GOAL = 3


class ItemReader:
    """Reads the lists of one document."""

    def __init__(self, reader: OutlineReader) -> None:
        """Remember who reads what stands inside of items."""
        self.reader = reader
        self.draft = reader.draft

    def read_list(self, items: Sequence[OutlineNode], scope: Scope, around: OutlineNode) -> None:
        """Read the items of a list."""
        if scope.part == "explanation" or (
            scope.part == "prose" and scope.objective is None and scope.key_result is None
        ):
            for item in items:
                self._keep_deep(item, scope, "It stands in a part that tells no goals.")
            return
        if scope.part == "prose":
            for item in items:
                self._keep_deep(item, scope, "It says more about the objective above.")
            return
        texts = [clean_title(item.text) for item in items]
        shape = _Shape(items, texts)
        if any(child.kind in ("heading", "lead") and child.items for child in around.children):
            shape.is_choice = False  # the goals stand below headings of their own
        last: DraftObjective | None = None
        whole: DraftKeyResult | None = None
        is_beside = False
        for item, words in zip(items, texts, strict=True):
            label = read_label(words)
            if last is not None and _announces_results(item, words):
                label = Label("key results", "")
            if item.is_anchor:
                self._keep_deep(item, replace(scope, part="explanation"), "It leads to another place of the document.")
            elif label is not None and self.reader.is_meant(label, scope) and not self._is_heading_row(item, items):
                # Behind `Objective: …` the items of the same list say its results and values.
                beside = replace(scope, objective=last) if last is not None and label.kind != "objective" else scope
                last = self._read_labelled(item, place_label(label, beside, item), beside) or last
                results = beside.objective.key_results if beside.objective is not None else []
                whole = results[-1] if results and results[-1].line == item.line and _goes_on(words) else None
                is_beside = label.kind == "prose" and not label.rest and not item.children
            elif is_beside and label is None:
                # `Notes` without anything inside of it speaks of the items behind it.
                self._keep_deep(item, scope if last is None else replace(scope, objective=last), _BESIDE)
            else:
                # Behind `KR2: Each of these, by June:` the items without a label are its parts.
                self._read_plain(item, words, scope if whole is None else replace(scope, key_result=whole), shape)

    def _is_heading_row(self, item: OutlineNode, items: Sequence[OutlineNode]) -> bool:
        """Whether an item is the head of a table that somebody wrote as a list: `Key Result Owner(s) Score`."""
        return (
            item is items[0]
            and len(items) > 1
            and not item.children
            and ":" not in item.text
            and len(normalise_words(item.text).split()) > 1
            and _is_head(item.text)
        )

    def _read_labelled(self, item: OutlineNode, label: Label, scope: Scope) -> DraftObjective | None:
        """Read an item with a label; return the objective that it is."""
        if label.kind == "objective":
            return self.reader.read_objective(item, label, replace(scope, key_result=None))
        if label.kind == "key result":
            self.reader.add_key_result(item, label.rest, replace(scope, key_result=None), label)
        elif label.kind in ("key results", "deliverables"):
            self.draft.add_fate(item.line, "context", item.text, "Key results follow.")
            if label.kind == "key results" and scope.objective is not None:
                scope.objective.set_deliverables_aside()
                scope.objective.notes += [label.rest] if label.rest else []
            self.reader.read(item, replace(scope, part=label.kind, key_result=None))
        elif label.kind == "objectives":
            self.draft.add_fate(item.line, "context", item.text, "Objectives follow.")
            self.reader.read(item, replace(scope, part="objectives"))
        elif label.kind == "field":
            read_field(self.draft, item, label, scope)
        else:
            self._keep_deep(item, scope, _BESIDE)
        return None

    def _read_plain(self, item: OutlineNode, words: str, scope: Scope, shape: _Shape) -> None:
        """Read an item without a label."""
        role = read_role(words, item.bold_head if item.bold_head != item.text else "")
        known = role if role is not None and (role.is_known or shape.is_roles) else None
        if self._is_heading_row(item, shape.items):
            self.draft.add_fate(item.line, "context", item.text, "It is the head of the list.")
        elif is_placeholder(words):
            self._skip(item, scope)
        elif find_column_field(words) is not None and not item.children:
            self.draft.add_fate(item.line, "context", item.text, "It is the name of a value, without one.")
        elif (
            item.is_link
            and not item.children
            and scope.part != "key results"
            and not (scope.objective and scope.part == "open")
        ):
            self.draft.add_fate(item.line, "prose", item.text, "It is a link to somewhere else.")
        elif shape.is_group(item):
            self.draft.add_fate(item.line, "context", item.text, "Objectives follow.")
            self.reader.read(item, replace(scope, part="objectives"))
        elif shape.holds_key_results(item) and self.reader.is_meant(Label("key result", ""), scope):
            self._add_objective(item, words, replace(scope, key_result=None), known)
        elif scope.key_result is not None:
            if known is not None and known.is_known and (shape.is_roles or item.bold_head):
                self._add_objective(item, words, replace(scope, key_result=None), known)
            else:
                self._keep_deep(item, scope, "It says more about the key result above.")
        elif scope.part in ("key results", "deliverables"):
            self._read_result(item, words, scope)
        elif shape.has_key_results:
            self._read_beside_labels(item, words, scope, shape, known)
        elif not scope.is_implicit:
            self._keep_deep(item, scope, "Nothing says that it is a goal.")
        else:
            self._read_implicit(item, words, scope, shape, known)

    def _read_result(self, item: OutlineNode, words: str, scope: Scope) -> None:
        """Read an item below “Key results”."""
        if (
            item.items
            and len(words.split()) <= _WORDS_OF_A_GROUP
            and item.checked is None
            and not words.endswith((".", "!"))
            and not any(sign.isdigit() for sign in words)
        ):
            self.draft.add_fate(item.line, "context", item.text, "It groups the key results below.")
            self.reader.read(item, scope)
            return
        self.reader.add_key_result(item, words, scope, None)

    def _read_beside_labels(
        self, item: OutlineNode, words: str, scope: Scope, shape: _Shape, known: Role | None
    ) -> None:
        """Read an item without a label in a list in which others have some."""
        if (
            (known is not None and not shape.is_labelled_only)
            or (item.is_bold and shape.has_bold_parents and self.reader.is_meant(Label("objective", ""), scope))
            or (item.items and scope.may_guess)
        ):
            self._add_objective(item, words, scope, known)
        elif scope.objective is not None and scope.is_implicit and not item.children:
            self.reader.add_key_result(item, words, scope, None)
        else:
            self._keep_deep(item, scope, "Nothing says that it is a goal.")

    def _read_implicit(self, item: OutlineNode, words: str, scope: Scope, shape: _Shape, known: Role | None) -> None:
        """Read an item where goals need no labels."""
        lone = read_lone_role(words, has_children=bool(item.items))
        if lone is not None and (shape.is_roles or shape.is_nested or scope.objective is not None):
            self.draft.add_fate(item.line, "context", item.text, "It says whose the lines below are.")
            self.reader.read(item, replace(scope, owner=lone))
        elif is_aside(words) and item.children:
            self._keep_deep(item, scope, "It stands beside the goals.")
        elif scope.may_guess and (
            (shape.holds_goals(item) and (shape.is_roles or scope.objective is None))
            or (item.is_bold and shape.has_bold_parents)
        ):
            self._add_objective(item, words, scope, known)
        elif scope.objective is not None:
            role = known.name if known is not None else None
            title = known.rest if known is not None else words
            label = Label("key result", title, role=role or "")
            self.reader.add_key_result(item, title, scope, label)
        elif (scope.part == "objectives" and shape.is_choice) or (
            scope.may_guess and (shape.is_nested or known is not None or scope.lists_goals)
        ):
            self._add_objective(item, words, scope, known)
        else:
            self._keep_deep(item, scope, "Nothing says that it is a goal.")

    def _add_objective(self, item: OutlineNode, words: str, scope: Scope, known: Role | None) -> None:
        role = known.name if known is not None else ""
        title = known.rest if known is not None else words
        objective = self.reader.add_objective(item, title, scope, role=role)
        self.reader.read(item, replace(scope, objective=objective, part="open", key_result=None, owner=None))

    def _skip(self, item: OutlineNode, scope: Scope) -> None:
        self.draft.add_fate(item.line, "left out", item.text or "-", "It holds no words of its own, as in a template.")
        if item.children:
            self.reader.read(item, replace(scope, part="explanation"))

    def _keep_deep(self, item: OutlineNode, scope: Scope, reason: str) -> None:
        self.reader.keep_prose(item, scope, reason, deep=True)


class _Shape:
    """What the items of a list have in common."""

    def __init__(self, items: Sequence[OutlineNode], texts: Sequence[str]) -> None:
        self.items = items
        labels = [read_label(text) for text in texts]
        self._groups = [
            says_okrs(text) and any(_is_objective(child) for child in item.items)
            for item, text in zip(items, texts, strict=True)
        ]
        self._holding = [
            bool(_find_key_result(item)) and not group for item, group in zip(items, self._groups, strict=True)
        ]
        self.has_key_results = any(
            label is not None and label.kind in ("key result", "objective") for label in labels
        ) or any(self._holding)
        self.is_labelled_only = any(
            label is not None and label.kind == "key result" and not label.role for label in labels
        )
        self._goals = [
            any(_is_goal(child) for child in item.items) and not group
            for item, group in zip(items, self._groups, strict=True)
        ]
        nested = sum(self._goals)
        boxes = any(item.checked is not None for item in items)
        self.is_nested = nested > 0 and nested >= 0.5 * len(items) and not boxes
        self.is_roles = is_role_list(texts)
        # One line below a quarter is a remark on it, and links lead to where its goals are.
        self.is_choice = (
            len(items) > 1
            and not any(item.is_link for item in items)
            and all(len(normalise_words(text).split()) >= _WORDS_OF_A_GOAL for text in texts)
        )
        parents = [
            item for item, goals, holding in zip(items, self._goals, self._holding, strict=True) if goals or holding
        ]
        self.has_bold_parents = bool(parents) and all(item.is_bold for item in parents)

    def holds_key_results(self, item: OutlineNode) -> bool:
        """Whether labelled key results stand inside an item."""
        return self._holding[self._find(item)]

    def is_group(self, item: OutlineNode) -> bool:
        """Whether an item says that goals follow, and holds objectives with labels: `OKRs:`."""
        return self._groups[self._find(item)]

    def holds_goals(self, item: OutlineNode) -> bool:
        """Whether items that may be goals stand inside an item."""
        return self._goals[self._find(item)]

    def _find(self, item: OutlineNode) -> int:
        return next(place for place, one in enumerate(self.items) if one is item)


def _goes_on(words: str) -> bool:
    return words.rstrip(" *_").endswith((":", "："))


def _announces_results(item: OutlineNode, words: str) -> bool:
    """Whether `OKRs:` behind an objective says that its key results follow."""
    labels = [read_title_label(child.text) for child in item.items]
    return (
        says_okrs(words)
        and len(normalise_words(words).split()) == 1
        and bool(labels)
        and all(label is not None and label.kind == "key result" for label in labels)
    )


def _find_key_result(item: OutlineNode) -> OutlineNode | None:
    for child in item.walk():
        label = read_title_label(child.text) if child.text else None
        if label is not None and label.kind in ("key result", "key results") and not label.is_weak:
            return child
    return None


def _is_goal(item: OutlineNode) -> bool:
    label = read_title_label(item.text)
    return label is None or label.kind not in ("field", "prose")


def _is_objective(item: OutlineNode) -> bool:
    label = read_title_label(item.text)
    return label is not None and label.kind == "objective"


def _is_head(text: str) -> bool:
    words = set(normalise_words(text).split())
    return (
        bool(words & {"owner", "owners", "score", "status", "progress"})
        and bool(words & {"key", "objective", "kr"})
        and len(words) <= 9
    )
