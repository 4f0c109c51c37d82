"""Goals that a document names a second time: by their numbers in a report on them, or above a list that says more.

Decides what such a line is about; what it says is kept as a note there.
"""

from __future__ import annotations

from collections.abc import Sequence

from okrsite.importing.found import DraftKeyResult, DraftObjective
from okrsite.importing.line_parts import read_title_label
from okrsite.importing.outline import OutlineNode
from okrsite.importing.parts_beside import is_progress_report
from okrsite.importing.roles import is_known_role
from okrsite.importing.scope import Scope
from okrsite.importing.words import Label, normalise_words
from okrsite.late_patterns import compile_late

TELLS_MORE = "It says more about a key result that stands elsewhere."
_FEWEST_PARAGRAPHS = 2
_FEWEST_REMARKS = 2
_REMARK = compile_late(r"(?P<before>\S{1,20}(?:\s\S{1,20})?)\sKR\s?(?P<number>\d{1,2}(?:\.\d{1,2})?)\b")


def is_report(node: OutlineNode, words: str, objectives: Sequence[DraftObjective]) -> bool:
    """Whether a heading begins a part that says how far goals are, or more about them, and tells none.

    Args:
        node: The heading.
        words: Its words, without signs around them.
        objectives: What was found above it.
    """
    if is_progress_report(words):
        return any(one.key_results for one in objectives)
    # `VP Eng KR1: …` says whose a key result is; `About KR1: …` says more about one that stands elsewhere.
    remarks = [_REMARK.match(item.text) for item in node.items]
    numbers = {found["number"] for found in remarks if found is not None and not is_known_role(found["before"])}
    if len(remarks) < _FEWEST_REMARKS or len(numbers) < len(remarks):
        return False
    told = (result for one in objectives for result in one.key_results)
    return numbers <= {number for result in told for number in (result.number, result.row_number)}


def find_told_objective(objectives: Sequence[DraftObjective], label: Label, scope: Scope) -> DraftObjective | None:
    """Return the objective that a label in a part beside the goals names once more; None for none.

    It does so by its number, or, where it has none, by all its words.
    """
    if scope.part != "prose":
        return None
    words = normalise_words(label.rest)
    told = [one for one in objectives if one.key_results and (one.cycle, one.team) == (scope.cycle, scope.team)]
    return next(
        (
            one
            for one in told
            if (one.number == label.number if label.number else bool(words) and normalise_words(one.title) == words)
        ),
        None,
    )


def find_told_result(
    nodes: Sequence[OutlineNode], place: int, objective: DraftObjective | None
) -> DraftKeyResult | None:
    """Return the key result that a list says more about; None for a list of goals.

    Where key results are paragraphs, each with a number, the list behind one holds how it is measured.

    Args:
        nodes: Parts that stand side by side.
        place: Where among them the list begins; before it stands what it may be about.
        objective: The one to which they belong.
    """
    result = objective.key_results[-1] if objective is not None and objective.key_results else None
    if result is None or result.line != nodes[place - 1].line:
        return None
    paragraphs = sum(1 for node in nodes if node.kind == "text" and _is_numbered(node))
    items = nodes[place:]
    end = next((at for at, node in enumerate(items) if node.kind != "item"), len(items))
    has_goals = any(_names_goal(item) for item in items[:end])
    return result if paragraphs >= _FEWEST_PARAGRAPHS and not has_goals else None


def has_one_objective(objectives: Sequence[DraftObjective], scope: Scope) -> bool:
    """Whether a part has a single objective so far, whose results `What success looks like` can only be."""
    return sum(1 for one in objectives if one.line > scope.heading_line) == 1


def find_told_number(objectives: Sequence[DraftObjective], label: Label | None, scope: Scope) -> DraftKeyResult | None:
    """Return the key result that a label names by its number; None for none.

    It is one of a row in the table of the same objective, or, in a part beside the goals, any that is told already.
    """
    if label is None or not label.number:
        return None
    if scope.objective is not None:
        rows = (one for one in scope.objective.key_results if one.row_number == label.number)
        if (found := next(rows, None)) is not None:
            return found
    if scope.part != "prose" or scope.objective is not None:
        return None
    told = [one for goal in objectives if goal.cycle == scope.cycle for one in goal.key_results]
    return next((one for one in told if label.number in (one.number, one.row_number)), None)


def _is_numbered(node: OutlineNode) -> bool:
    label = read_title_label(node.text)
    return label is not None and label.kind == "key result" and bool(label.number) and bool(label.rest)


def _names_goal(node: OutlineNode) -> bool:
    label = read_title_label(node.text)
    return label is not None and label.kind in ("key result", "key results", "objective", "objectives")
