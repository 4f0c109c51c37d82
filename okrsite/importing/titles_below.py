"""Titles that stand below a label in place of behind it: `## Objective` with a line, an item or a quotation below.

Decides which part below a heading is the title of the goal that the heading only announces.
"""

from __future__ import annotations

import re

from okrsite.importing.evidence import PageFacts, has_label, is_placeholder
from okrsite.importing.line_parts import read_title_label
from okrsite.importing.outline import OutlineNode
from okrsite.importing.parts_beside import is_aside, is_example
from okrsite.importing.words import names_key_results, remove_parentheses
from okrsite.late_patterns import compile_late

_WORDS_OF_A_TITLE = 4
_WORDS_OF_A_THEME = 3
_KIND_OF_RESULT = compile_late(
    r"(?:leading|lagging|quality)(?: (?:indicator|metric|measure|kpi))?\s*(?:[:(–—-].*)?\Z", re.IGNORECASE
)


def mark_letters(root: OutlineNode) -> None:
    """Give headings that are just `O` the colon of a label, where others are `KR`; elsewhere it is a letter of many.

    Args:
        root: The outline of a document.
    """
    heads = [node for node in root.walk() if node.kind == "heading"]
    if any(node.text in ("KR", "KRs") for node in heads):
        for node in heads:
            node.text = "O：" if node.text == "O" else node.text


def find_title_below(node: OutlineNode) -> OutlineNode | None:
    """Return the part that is the title of an objective whose label has no words behind it; None for none."""
    lines = (child for child in node.children if child.kind in ("text", "lead", "quote") and _is_plain(child))
    return next(lines, None) or _find_lone_item(node) or _find_lone_heading(node)


def take_result_title(node: OutlineNode, words: str) -> tuple[str, str] | None:
    """Return the words of a key result and the theme above them; what is taken from below stands there no more.

    Args:
        node: Where the key result begins.
        words: What it says behind its label: the key result itself, or only its theme, its kind, or nothing.

    Returns:
        The theme is empty where there is none. None for a place of a key result that nobody has written.
    """
    theme = ""
    if (inner := _find_lone_heading(node)) is not None and len(words.split()) <= _WORDS_OF_A_THEME:
        # `## KR1 — Leading metric` with the result in the one heading below it
        words, theme = inner.text, words
        node.children[node.children.index(inner) :] = inner.children
    elif (line := _take_title_below(node, words)) is not None:
        words, theme = line.text, words
    if is_placeholder(words):
        below = _find_result_below(node)
        if below is None:
            return None
        words = below.text
        node.children.remove(below)
    return words, theme


def find_objective_below(node: OutlineNode) -> OutlineNode | None:
    """Return the labelled line below an objective that may be the same: `Objective: …` below `### OKR 1: Market`."""
    lines = (child for child in node.children if child.kind in ("text", "lead", "item"))
    return next((child for child in lines if has_label(child, "objective")), None)


def has_only_list(node: OutlineNode, facts: PageFacts) -> bool:
    """Whether the one list below a labelled objective holds its results, because nothing else there does."""
    if not facts.labels_objectives or facts.is_guide or node.kind == "item":
        return False
    inside = [node, *(one for one in node.walk() if one.kind != "item")]
    if any(one.rows and any(map(names_key_results, one.rows[0])) for one in inside):
        return False
    labelled = any(has_label(one, kind) for one in node.walk() for kind in ("key result", "key results"))
    return not labelled and sum(1 for one in inside if one.items) == 1


def _find_lone_heading(node: OutlineNode) -> OutlineNode | None:
    """Return the one heading below another, if it has words of its own; None for none."""
    inner = [child for child in node.children if child.kind == "heading"]
    only = inner[0] if len(inner) == 1 and node.kind == "heading" and inner[0] is node.children[0] else None
    return only if only is not None and read_title_label(only.text) is None and not is_aside(only.text) else None


def _take_title_below(node: OutlineNode, words: str) -> OutlineNode | None:
    """Take out the quotation or line right below the heading of a key result that has its words; return it.

    Behind a theme these are bold, behind a kind of indicator they needn't be: `### KR1 — Leading: early signs`. What
    stands below that line stands below the heading then.

    Args:
        node: The heading.
        words: What it says behind its label.
    """
    is_kind = _KIND_OF_RESULT.match(words) is not None
    if not is_kind and len(remove_parentheses(words).split()) > _WORDS_OF_A_THEME:
        return None
    first = node.children[0] if node.kind == "heading" and node.children else None
    if first is None:
        return None
    if not (all(one.is_bold for one in first.children) if first.kind == "quote" else first.is_bold or is_kind):
        return None
    is_title = first.kind == "quote" or (
        first.kind in ("text", "lead")
        and read_title_label(first.text) is None
        and len(first.text.split()) >= _WORDS_OF_A_TITLE
    )
    if is_title:
        node.children[:1] = first.children if first.kind != "quote" else []
    return first if is_title else None


def _find_result_below(node: OutlineNode) -> OutlineNode | None:
    """Return the part that is the title of a key result whose label has no words behind it; None for none."""
    return next((child for child in node.children if child.kind in ("text", "lead", "item") and _is_plain(child)), None)


def _find_lone_item(node: OutlineNode) -> OutlineNode | None:
    """Return the one item below `## Objective` that is its title; None where there is more, or something else."""
    only = node.children[0] if len(node.children) == 1 and node.kind == "heading" else None
    return only if only is not None and only.kind == "item" and _is_plain(only) else None


def _is_plain(node: OutlineNode) -> bool:
    """Whether a line has words and no label but that of an objective."""
    label = read_title_label(node.text)
    return (
        bool(node.text)
        and (label is None or (label.kind == "objective" and bool(label.rest)))
        and not is_placeholder(node.text)
        and not is_example(node.text)
    )
