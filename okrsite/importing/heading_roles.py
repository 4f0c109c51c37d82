"""What a heading without a label is: an objective, a cycle or team above some, or none of both.

Decides by what stands below it: a heading with key results is an objective, one with objectives says whose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from typing import Literal

from okrsite.importing.cycle_words import find_cycle
from okrsite.importing.evidence import PageFacts, is_context, names_goals, names_told_results, says_goals, says_okrs
from okrsite.importing.found import DraftObjective
from okrsite.importing.heading_scope import explains_okrs
from okrsite.importing.line_parts import clean_title, read_title_label
from okrsite.importing.outline import OutlineNode
from okrsite.importing.parts_beside import is_aside, is_explanation, is_stage
from okrsite.importing.roles import begins_with_verb, is_role_list, is_team_name, read_role
from okrsite.importing.scope import Scope
from okrsite.importing.table_columns import is_scale
from okrsite.importing.words import Label, names_key_results, read_label
from okrsite.late_patterns import compile_late

Decision = Literal["objective", "key result", "context", "group", "prose"]

_ANNOUNCES = compile_late(
    r"\b(?:following|below|this|these|here|we will|we['’]ll|includes?|such as|also|additionally)\b|[.]\s*\Z",
    re.IGNORECASE,
)
_RESULTS = compile_late(r"\b(?:key results?|KRs?|results|measured?|measures|metrics|targets?)\b", re.IGNORECASE)
_WORDS_OF_A_SENTENCE = 6
_FIRST_COLUMNS = 3
"""Of a table below a heading: key results that are named further right are what the rows are for."""
_FEWEST_WORDS, _MOST_WORDS = 3, 14
"""Of a line of its own that is a goal."""
_FEWEST_NESTED_LISTS = 2
_CLAUSE = compile_late(r"\b(?:is|are|that|which|we|can|should|include)\b", re.IGNORECASE)
_GROWS = compile_late(
    r"(?:improve|increase|reduce|grow|strengthen|accelerate|raise|boost|expand)\s\w+\Z", re.IGNORECASE
)
"""A goal of two words; with other verbs these may name a document or a team: `Test plan`."""
_TO_BE_WRITTEN = compile_late(
    r"[\W_]*(?:(?:key results?|KRs?)\s)?(?:(?:are |still )*to be (?:defined|determined|added|written)|tb[da]|noch offen"
    r"|à définir|por definir|a definir)[\W_]*\Z",
    re.IGNORECASE,
)
_AMOUNT_OF_A_SHARE = compile_late(
    r"[^:：\n]{2,40}[:：]\s*[€$£¥]?\s?\d[\d.,]*\s?(?:[KkMB]|%|€|EUR|USD)?\s?\(\d{1,3}(?:[.,]\d+)?\s?%\)\s*\Z"
)
_WEAK_TITLE = compile_late(r".{0,3}\Z|\W+\Z")


def decide_heading(node: OutlineNode, words: str, scope: Scope, facts: PageFacts) -> Decision:
    """Return what a heading is.

    Args:
        node: The heading, or the line that works like one.
        words: Its words.
        scope: What holds below it.
        facts: What is known of the document.
    """
    if scope.part in ("prose", "explanation"):
        return "prose"
    if is_context(words) or _WEAK_TITLE.match(words) or (says_okrs(words) and find_cycle(words)):
        return "context"
    if node.kind == "lead" and (scope.part in ("key results", "deliverables") or scope.lists_results):
        return "group"
    if node.kind == "lead" and scope.objective is not None and _says_something_else(words, scope.objective):
        return "prose"
    trusted = (facts.is_trusted and not explains_okrs(facts, scope)) or scope.is_implicit
    if trusted and _holds_key_results(node, facts, scope) and not (node.level == 1 and _is_page_title(words, facts)):
        is_same = node.kind == "lead" and scope.objective is not None and not scope.objective.key_results
        return "group" if scope.objective is not None and (facts.labels_objectives or is_same) else "objective"
    if trusted and any(
        _find_label(child) for child in node.walk() if (label := _find_label(child)) and label.kind == "objective"
    ):
        return "context"
    if not scope.may_guess:
        told = node.kind == "heading" and (says_goals(words) or node.level == 1)
        return "context" if told or _holds_goals(node) else "prose"
    if node.level == 1 and _is_page_title(words, facts):
        return "context"
    if node.kind == "lead" and scope.part == "objectives" and words.endswith(":") and names_goals(words):
        return "context"
    return _decide_by_shape(node, words, scope)


def are_plain_goals(nodes: Sequence[OutlineNode]) -> bool:
    """Whether each line of a quarter is a goal, some with their results in a list below, and none a sentence."""
    texts = [node for node in nodes if node.kind == "text"]
    return len(nodes) > 1 and all(
        (node.kind == "lead" and bool(node.items) and not node.text.endswith(":"))
        or (
            node in texts
            and not node.is_link
            and _FEWEST_WORDS <= len(node.text.split()) <= _MOST_WORDS
            and node.text[-1:] not in ".:;?…"
            and read_label(node.text) is None
        )
        for node in nodes
    )


def list_bare_goals(nodes: Sequence[OutlineNode], told: Set[int]) -> list[OutlineNode]:
    """Return headings with nothing below them that are goals, because those beside them are.

    Args:
        nodes: Parts that stand side by side.
        told: The lines on which objectives were found.
    """
    heads = [node for node in nodes if node.kind == "heading"]
    found = []
    for level in sorted({node.level for node in heads}):
        beside = [node for node in heads if node.level == level]
        others = [node for node in beside if not node.is_link and node.line not in told]
        waiting = [node for node in others if any(_awaits_results(child) for child in node.children)]
        bare = [node for node in others if not node.children and _is_bare_goal(clean_title(node.text))]
        goals = sum(1 for node in beside if node.line in told)
        if goals > sum(1 for node in others if not node.children):
            found += [node for node in others if node in bare or node in waiting]
    return found


def _awaits_results(node: OutlineNode) -> bool:
    """Whether a line says that somebody has yet to write the key results of the goal above: `KRs to be defined`."""
    label = _find_label(node)
    rest = label.rest if label is not None and label.kind in ("key result", "key results") else node.text
    return node.kind == "text" and (_TO_BE_WRITTEN.match(rest) is not None)


def _is_bare_goal(words: str) -> bool:
    return _is_sentence(words) and not (is_aside(words) or is_explanation(words) or is_context(words))


def have_nested_lists(nodes: Sequence[OutlineNode]) -> bool:
    """Whether the lists below several headings that stand side by side hold goals with their results."""
    lists = [node.items for node in nodes if node.kind == "heading" and node.items]
    return sum(1 for items in lists if _mostly_nested(items)) >= _FEWEST_NESTED_LISTS


def _says_something_else(words: str, objective: DraftObjective) -> bool:
    """Whether a sentence before a list begins something else than key results of an objective that has some."""
    return bool(objective.key_results) and len(words.split()) >= _WORDS_OF_A_SENTENCE and not _RESULTS.search(words)


def _decide_by_shape(node: OutlineNode, words: str, scope: Scope) -> Decision:
    """Return what a heading is where goals need no labels."""
    role = read_role(words, node.bold_head if node.bold_head != node.text else "")
    below = [child for child in node.children if child.kind in ("heading", "lead") and not _is_beside(child)]
    items = node.items
    if not items and not below:
        return "objective" if role is not None and role.is_known and scope.part == "objectives" else "prose"
    if node.kind == "lead" and node.level >= 10 and not (scope.part == "objectives" or scope.objective is None):
        return "group"
    if role is not None and role.is_known:
        return "objective"
    if is_stage(words):
        return "context" if below and any(child.items or child.children for child in below) else "prose"
    team = is_team_name(words)
    if below and any(child.items or child.children for child in below):
        return "context" if team or not _is_sentence(words) else "objective"
    if not items or all(len(item.text.split()) <= 2 and not item.children for item in items):
        return "prose"
    if team:
        return "context"
    if (
        node.kind == "lead"
        and node.level >= 10
        and (len(words.split()) > 12 or _ANNOUNCES.search(words) or (words.endswith(":") and _CLAUSE.search(words)))
    ):
        return "prose"
    if _mostly_nested(items) or is_role_list([clean_title(item.text) for item in items if item.items]):
        return "context" if not _is_sentence(words) or all(item.is_bold for item in items) else "objective"
    return "prose" if all(item.is_link for item in items) or _splits_a_sum(items) else "objective"


def _splits_a_sum(items: Sequence[OutlineNode]) -> bool:
    """Whether each item of a list is a name with an amount, as in a budget: `Sales: €1.5M (30%)`."""
    return all(_AMOUNT_OF_A_SHARE.match(item.text) and not item.items for item in items)


def _holds_key_results(node: OutlineNode, facts: PageFacts, scope: Scope) -> bool:
    """Whether key results stand directly below a heading, under no objective of their own."""
    if node.level < 10 and (line := _find_lone_line(node)) is not None:
        return _holds_key_results(line, facts, scope)
    for child in node.children:
        label = _find_label(child)
        if label is None:
            if child.kind == "table" and names_told_results(child.rows, facts):
                return False
            if child.kind == "table" and scope.is_implicit and child.rows and is_scale(child.rows[0]):
                return True
            if child.kind == "table" and child.rows and any(map(names_key_results, child.rows[0][:_FIRST_COLUMNS])):
                return not any(
                    (inner := read_label(cell)) and inner.kind in ("objective", "objectives") for cell in child.rows[0]
                )
            if (
                child.kind == "lead"
                and child.level >= 10
                and any((one := _find_label(item)) and one.kind == "key result" for item in child.items)
            ):
                return True
            continue
        if label.kind == "objective":
            return False
        if label.kind in ("key result", "key results") and not (label.is_weak and child.kind == "item"):
            return bool(child.children) or bool(label.rest) or child.kind != "heading"
    return False


def _find_lone_line(node: OutlineNode) -> OutlineNode | None:
    """Return the one line below a heading that says more about it, with all else below that line."""
    only = node.children[0] if len(node.children) == 1 and node.kind == "heading" else None
    return only if only is not None and only.kind == "lead" and only.level >= 10 and _find_label(only) is None else None


def _holds_goals(node: OutlineNode) -> bool:
    return any(
        (label := _find_label(child)) and label.kind in ("objective", "key result", "key results")
        for child in node.walk()
    )


def _find_label(node: OutlineNode) -> Label | None:
    return read_title_label(node.text) if node.text and node.kind not in ("code", "quote") else None


def _is_page_title(words: str, facts: PageFacts) -> bool:
    return words == clean_title(facts.title) or facts.title.endswith(words) or says_goals(words)


def _is_beside(node: OutlineNode) -> bool:
    label = _find_label(node)
    return is_aside(node.text) or is_explanation(node.text) or (label is not None and label.kind in ("field", "prose"))


def _mostly_nested(items: list[OutlineNode]) -> bool:
    nested = sum(1 for item in items if list(_list_goals(item)))
    return nested >= 2 and nested >= 0.5 * len(items) and not any(item.checked is not None for item in items)


def _list_goals(item: OutlineNode) -> Iterator[OutlineNode]:
    """Yield the items inside one that say no value and no remark."""
    for child in item.items:
        label = _find_label(child)
        if label is None or label.kind not in ("field", "prose"):
            yield child


def _is_sentence(words: str) -> bool:
    """Whether a heading reads like a goal, not like the name of a team or a theme."""
    count = len(words.split())
    return (
        count >= 5
        or _GROWS.match(words) is not None
        or words.rstrip().endswith((".", "!"))
        or (count >= 3 and begins_with_verb(words))
    )
