"""A whole Markdown document: its front matter, its outline, and the goals in it.

Decides what its path and title say about cycle and team, and gives each line that nobody read its fate.
"""

from __future__ import annotations

import re
from dataclasses import replace as replace_scope

from msgspec.structs import replace

from okrsite.editing.refused_edits import EditRefusedError
from okrsite.importing.cycle_words import find_cycle
from okrsite.importing.doubtful_goals import drop_goals, drop_repetitions, drop_rules
from okrsite.importing.evidence import find_page_values, judge_page
from okrsite.importing.found import Draft, Found
from okrsite.importing.goal_reader import EXPLAINS, GoalReader
from okrsite.importing.outline import read_outline
from okrsite.importing.path_words import find_folder_team, read_path_words
from okrsite.importing.plain_fields import read_text
from okrsite.importing.plain_values import PlainMapping, read_plain
from okrsite.importing.scope import Part, Scope
from okrsite.importing.titles_below import mark_letters

_FEWEST_EXPLANATIONS = 2
"""Parts that explain OKRs or show examples, from which on a page is about them."""
LONGEST_LINE = 20_000
"""Characters: what is longer is no line of a goal, and costs time in every pattern."""


def read_document(path: str, text: str) -> Found:
    """Return the goals of a Markdown document.

    Args:
        path: Its path below the folder that is imported, for cycle, team and messages.
        text: What it says.
    """
    draft = Draft(path)
    text = _cut_long_lines(draft, text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd"))
    root, front = read_outline(text)
    mark_letters(root)
    fields = _read_front(front)
    title = fields.get("title", "")
    facts = judge_page(root, title, read_path_words(path))
    named = next((fields[name] for name in ("cycle", "quarter", "period") if fields.get(name)), "")
    cycle = find_cycle(named) or facts.cycle
    page = find_page_values(root)
    cycle = cycle or find_cycle(page.get("cycle", ""))
    facts = replace(facts, cycle=facts.cycle or cycle)
    team = fields.get("team") or facts.team or page.get("team") or find_folder_team(path)
    may_begin = facts.begins_with_goals and not facts.is_guide and not facts.is_minutes
    implicit = may_begin and (cycle is not None or facts.talk < 3)
    part: Part = "explanation" if facts.is_guide and facts.talk >= 2 else "open"
    scope = Scope(part, cycle=cycle, team=team, is_implicit=implicit, heading=facts.title, heading_line=1)
    scope = replace_scope(scope, may_guess=implicit and not facts.labels_objectives)
    GoalReader(draft, facts).read(root, scope)
    if cycle is None:
        drop_rules(draft, is_labelled=facts.labels_objectives)
    if not facts.has_okr_title and not any(one.key_results for one in draft.objectives):
        drop_goals(draft, "The document tells no key result, and its title no goals of a cycle.")
    explained = sum(1 for fate in draft.fates if fate.reason == EXPLAINS)
    has_more = any(one.key_results or one.cycle or one.number for one in draft.objectives)
    if explained >= _FEWEST_EXPLANATIONS and not has_more:
        drop_goals(draft, "The page explains OKRs, and tells no key result of anybody.")
    drop_repetitions(draft)
    _account_for_rest(draft, text, front)
    return draft.freeze()


def _cut_long_lines(draft: Draft, text: str) -> str:
    if len(text) < LONGEST_LINE or all(len(line) <= LONGEST_LINE for line in text.split("\n")):
        return text
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_LINE:
            draft.add_problem(
                number,
                f"Line {number} has {len(line):,} characters; nothing behind the first {LONGEST_LINE:,} was read.",
                "Break it into lines.",
            )
            lines[number - 1] = line[:LONGEST_LINE]
    return "\n".join(lines)


def _read_front(front: str) -> dict[str, str]:
    """Return the fields of front matter that are words; none where it is broken, or holds too much."""
    try:
        fields = read_plain("", front, is_json=False)
    except EditRefusedError:
        return {}
    return {key.lower(): read_text(value) for key, value in fields.items()} if isinstance(fields, PlainMapping) else {}


def _account_for_rest(draft: Draft, text: str, front: str) -> None:
    """Give lines a fate that no part of the outline begins with: ends of paragraphs, rules, comments, front matter."""
    seen = {fate.line for fate in draft.fates}
    first = front.count("\n") + 3 if front else 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and number not in seen:
            if number <= first:
                draft.add_fate(number, "context", line[:200], "It is front matter.")
            elif not re.search(r"\w", line):
                draft.add_fate(number, "context", line[:200], "It has no words.")
            else:
                draft.add_fate(
                    number, "note", line[:200], "It goes on with the line above, or is markup without goals."
                )
