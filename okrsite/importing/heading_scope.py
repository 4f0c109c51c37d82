"""What a heading says of all below it: its cycle, its team, and whether lines without labels may be goals there.

Decides which words of a heading name a cycle or a team; whether it is a goal itself is told in `heading_roles`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from okrsite.importing.cycle_words import find_cycle, find_part
from okrsite.importing.evidence import (
    PageFacts,
    find_team,
    has_label,
    is_context,
    names_goals,
    says_goals,
    says_okrs,
)
from okrsite.importing.line_parts import clean_title
from okrsite.importing.outline import OutlineNode
from okrsite.importing.parts_beside import is_aside
from okrsite.importing.roles import is_team_name
from okrsite.importing.scope import Part, Scope
from okrsite.late_patterns import compile_late

_MOST_TALK = 3
"""Sentences that explain OKRs, from which on a document without a cycle explains them, and tells no goals."""
_FIRST_WORDS = 3
_DAY = compile_late(r"\b\d{4}-\d{2}-\d{2}\b")
_LISTS_NUMBERS = compile_late(
    r"\b(?:targets|milestones|metrics|KPIs|kennzahlen|meilensteine|indicateurs|jalons|hitos|marcos)\s*:?\Z",
    re.IGNORECASE,
)
"""Headings of what a year should bring, beside objectives with labels: `Growth targets`, `Product milestones`."""
_WORDS_OF_A_CYCLE = 8
"""Words of a heading that names a cycle."""


def enter_heading(node: OutlineNode, scope: Scope, facts: PageFacts) -> Scope:
    """Return the scope below a heading that may name a cycle or a team."""
    words = clean_title(node.text)
    # “pipeline for Q4” within a goal says nothing of the cycle in which it stands.
    begins = find_cycle(" ".join(words.split()[:_FIRST_WORDS])) is not None
    names_time = len(words.split()) <= _WORDS_OF_A_CYCLE or says_okrs(words) or begins
    cycle = find_cycle(words) if names_time else None
    if names_time and cycle is None and (part := find_part(words)) and (year := (scope.cycle or "")[:4]).isdigit():
        cycle = f"{year}-{part}"
    team = find_team(words) or (
        words.strip(" :*") if cycle is None and is_team_name(words) and not is_context(words) else None
    )
    # `Q3` below a year says as little that goals follow as `2017` does, and as much.
    goals = (says_goals(words) or (cycle is not None and is_context(words))) and not is_aside(words)
    allowed = scope.is_implicit or (goals and _may_be_implicit(cycle or scope.cycle, words, facts))
    # A quarter whose goals have no labels may stand beside others, in which they do.
    unlabelled = (
        goals
        and (cycle is not None or says_okrs(words) or node.level == 1)
        and is_context(words)
        and not any(has_label(child, "objective") for child in node.walk())
        and not any(_LISTS_NUMBERS.search(clean_title(child.text)) for child in node.children)
    )
    return replace(
        scope,
        may_guess=allowed and (not facts.labels_objectives or scope.may_guess or unlabelled),
        cycle=cycle or scope.cycle,
        team=team or scope.team,
        is_implicit=allowed and scope.part not in ("prose", "explanation"),
        part=_find_part(node, words, scope, goals=goals),
        heading=words,
        heading_line=node.line,
    )


def explains_okrs(facts: PageFacts, scope: Scope) -> bool:
    """Whether a page without a cycle explains OKRs, and labels no objectives: what looks like goals there is none."""
    return facts.talk >= _MOST_TALK and not facts.labels_objectives and scope.cycle is None and not scope.is_implicit


def _find_part(node: OutlineNode, words: str, scope: Scope, *, goals: bool) -> Part:
    """Return what follows below a heading: a part beside the goals holds none in its own parts either."""
    # A day is when somebody wrote something, not a cycle of goals.
    if scope.part in ("prose", "explanation") and not (
        goals and (find_cycle(_DAY.sub("", words)) or is_context(words))
    ):
        return scope.part
    if is_context(words) and goals:
        return "objectives"
    return "open" if node.kind == "heading" else scope.part


def _may_be_implicit(cycle: str | None, words: str, facts: PageFacts) -> bool:
    """Whether lines without labels may be goals below a heading that speaks of some."""
    if facts.is_minutes or (not facts.has_okr_title and not (cycle is not None and names_goals(words))):
        return False
    return cycle is not None or (facts.talk < _MOST_TALK and not facts.is_guide)
