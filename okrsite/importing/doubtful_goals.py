"""What was found in a document and is nobody's goal after all: goals that it names again, and rules for writing goals.

Decides that an objective without key results is the same as one that has some, and that a page speaks of OKRs where
much of what looks like goals does: goals are about something else.
"""

from __future__ import annotations

import re
from collections.abc import Set

import msgspec

from okrsite.importing.evidence import is_context
from okrsite.importing.found import Draft, DraftObjective
from okrsite.importing.parts_beside import is_example
from okrsite.importing.words import normalise_words
from okrsite.late_patterns import compile_late

_LETTERS_OF_A_WORD = 5
"""From which on a word that two titles share tells that they are one goal."""
_SUMS = frozenset(("total", "totals", "sum", "overall", "average", "gesamt", "summe", "総計", "合计", "합계"))
_OF_OKRS = compile_late(
    r"(?<![A-Za-z0-9_])O?KRs?(?![A-Za-z0-9_])(?!\s?\d)|key results?|\bobjectives?\b"
    r"|\A(?:committed|aspirational|stretch goals?|(?:quarterly|weekly|monthly) (?:reviews?|check-?ins?|retros?)\b)"
    r"|resultados?[- ](?:chaves?|claves?)|r[ée]sultats?[- ]cl[ée]s?|schlüsselergebnis"
    r"|\A(?:os|los|les|die) (?:objetivos|objectifs|ziele)\b"
    r"|\A(?:are|is|must|should)\s|\Aaim for \d(?:\s?(?:[-–]|to)\s?\d)?\b"
    r"|主要な?(?:成果|結果)|关键结果|關鍵結果|핵심 ?결과",
    re.IGNORECASE,
)
_BEGINNING = 80
"""Characters of a title in which it says what it is about; a long one may mention OKRs behind them."""
_MUCH, _MOST = 0.2, 0.4
"""Of the lines of goals that were found in a page, from which on it speaks of OKRs."""


def drop_rules(draft: Draft, *, is_labelled: bool) -> None:
    """Take out all that was found where it speaks of OKRs itself: how they are written, when they are reviewed.

    Args:
        draft: What was found.
        is_labelled: Whether it has the labels of goals, which much more must speak against.
    """
    titles = [title for one in draft.objectives for title in (one.title, *(result.title for result in one.key_results))]
    is_untold = bool(titles) and all(is_context(one.title) for one in draft.objectives)
    if is_untold and any(is_example(fate.text) for fate in draft.fates):
        # The title of the page stands for an objective that it doesn't tell: beside examples it is none.
        drop_goals(draft, "The page shows examples, and tells no objective.")
        return
    most = (_MOST if is_labelled else _MUCH) * len(titles)
    if sum(1 for title in titles if _OF_OKRS.search(title[:_BEGINNING])) <= most:
        return
    drop_goals(draft, "The page speaks of OKRs, and tells none.")


def drop_goals(draft: Draft, reason: str) -> None:
    """Take out all that was found."""
    for one in draft.objectives:
        for line, title in ((one.line, one.title), *((result.line, result.title) for result in one.key_results)):
            draft.replace_fate(line, title, "prose", reason)
    draft.objectives.clear()
    draft.problems.clear()


def is_sum(title: str) -> bool:
    """Whether a row or a line with a title sums up others."""
    return normalise_words(title) in _SUMS


def drop_repetitions(draft: Draft) -> None:
    """Take out objectives that are named a second time, and rows of sums."""
    above = {id(one.parent) for one in draft.objectives}
    _drop_copies(draft, above)
    full = [one for one in draft.objectives if one.key_results]
    for one in [one for one in draft.objectives if not one.key_results and id(one) not in above]:
        words = normalise_words(one.title)
        sums_up = is_sum(one.title)
        if sums_up or any(_is_same(one, words, other) for other in full):
            draft.objectives.remove(one)
            reason = "It sums up others." if sums_up else "It names an objective that stands elsewhere in the document."
            draft.replace_fate(one.line, one.title, "prose", reason)


def _drop_copies(draft: Draft, above: Set[int]) -> None:
    """Take out objectives that stand above with the same key results and values, as in a check-in on all of them."""
    seen: set[tuple[object, ...]] = set()
    for one in [one for one in draft.objectives if one.key_results and id(one) not in above]:
        results = tuple(msgspec.structs.replace(result.freeze(), line=0, notes=()) for result in one.key_results)
        copy = (normalise_words(one.title), one.cycle, one.team, one.owner, one.score, one.progress, results)
        if copy in seen:
            draft.objectives.remove(one)
            for line, title in ((one.line, one.title), *((result.line, result.title) for result in one.key_results)):
                draft.replace_fate(line, title, "prose", "It names a goal that stands elsewhere in the document.")
        seen.add(copy)


def _is_same(one: DraftObjective, words: str, other: DraftObjective) -> bool:
    if one.cycle != other.cycle and one.cycle is not None and other.cycle is not None:
        return False
    whole = normalise_words(other.title)
    if words == whole:
        return True
    if not one.number or one.number != other.number:
        return False
    return bool(_list_long_words(words) & _list_long_words(whole))


def _list_long_words(text: str) -> set[str]:
    return {word for word in text.split() if len(word) >= _LETTERS_OF_A_WORD}
