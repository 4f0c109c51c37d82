"""What a team may learn of its own record when a cycle is over: results that surprised, and targets that moved late.

Three things are looked for in each key result, by what was reported and what came out (its grade, else its progress):

- it was held for likely until the last week, and ended low;
- it was held for unlikely all along, and was reached;
- it was made easier shortly before the end, and counts as reached.

None of them is a fault, and each may have a good reason; so it is a question, for the team's own retrospective.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Literal

import msgspec

from okrsite.languages.words import say, say_in_english, translate, translate_plural
from okrsite.model.cycles import Cycle
from okrsite.model.objectives import KeyResult, Objective
from okrsite.model.refs import KeyResultRef
from okrsite.number_style import format_decimals
from okrsite.progress.explanation import format_percent
from okrsite.progress.key_results import clamp_share
from okrsite.progress.measures import KeyResultMeasure
from okrsite.progress.target_changes import TargetChange, name_moved_thing

LIKELY = 0.7
"""From which confidence on a key result is held for likely."""
UNLIKELY = 0.4
"""Up to which it is held for unlikely; a result up to it is a low one."""
REACHED = 0.9
"""From which result on one that was held for unlikely was reached."""
COUNTS_AS_REACHED = 0.7
"""From which result on an eased one counts as reached."""
LAST_DAYS = 7
"""What is reported in the last days is told by the result."""
LATE_DAYS = 21
"""Before the end: what is made easier then is made so when the result is nearly known."""
_FEWEST = 2
"""Reports: one alone is no record."""
_CLOSE = 1e-9
"""A sum of floats must not decide."""

HindsightKind = Literal["surprise", "doubt", "eased late"]


class Hindsight(msgspec.Struct, frozen=True):
    """One question to a team."""

    kind: HindsightKind
    objective: Objective
    key_result: KeyResult
    sentence: str
    """What the record says, and the question."""


def find_hindsights(
    objective: Objective,
    cycle: Cycle,
    results: Mapping[KeyResultRef, KeyResultMeasure],
    moves: Sequence[TargetChange],
    grades: Mapping[KeyResultRef, float],
) -> Iterator[Hindsight]:
    """Yield the questions that an objective of a cycle that has ended leaves.

    Args:
        objective: The objective.
        cycle: Its cycle.
        results: What is measured of its key results.
        moves: What was moved of it.
        grades: What was given just now, and isn't in the content yet.
    """
    for key_result in objective.undropped_key_results:
        ref = objective.ref.make_key_result_ref(key_result.id)
        measure = results[ref]
        grade = grades.get(ref, key_result.grade)
        share = grade if grade is not None else measure.progress
        if share is None:
            continue
        result = clamp_share(share)
        told = (
            translate("was graded {grade}", grade=format_decimals(result).removesuffix("0"))
            if grade is not None
            else translate("ended at {percent}", percent=format_percent(result))
        )
        early = cycle.end - timedelta(days=LAST_DAYS)
        said = [
            report.confidence
            for report in measure.current_values.reports
            if report.confidence is not None and cycle.start <= report.date <= early
        ]
        yield from _judge_reports(objective, key_result, said, result, told)
        late = [
            move
            for move in moves
            if move.result == key_result.id and move.eased and (cycle.end - move.date).days < LATE_DAYS
        ]
        if late and result >= COUNTS_AS_REACHED - _CLOSE:
            sentence = _describe_late(key_result, late[-1], cycle, told)
            yield Hindsight("eased late", objective, key_result, sentence)


def _judge_reports(
    objective: Objective, key_result: KeyResult, said: Sequence[float], result: float, told: str
) -> Iterator[Hindsight]:
    """Judge what was reported before the last days by the result."""
    if len(said) < _FEWEST:
        return
    earlier = ", ".join(map(format_percent, said[:-1]))
    shares = translate("{first} and {last}", first=earlier, last=format_percent(said[-1]))
    if min(said) >= LIKELY - _CLOSE and result <= UNLIKELY + _CLOSE:
        yield Hindsight(
            "surprise",
            objective,
            key_result,
            translate(
                "“{title}” was reported with a confidence of {shares} until the last week, and {result}. "
                "When could it have been seen?",
                title=key_result.title,
                shares=shares,
                result=told,
            ),
        )
    if max(said) <= UNLIKELY + _CLOSE and result >= REACHED - _CLOSE:
        yield Hindsight(
            "doubt",
            objective,
            key_result,
            translate(
                "“{title}” was reported with a confidence of {shares}, and {result}. "
                "Was the doubt too great, or the target low?",
                title=key_result.title,
                shares=shares,
                result=told,
            ),
        )


def _describe_late(key_result: KeyResult, move: TargetChange, cycle: Cycle, told: str) -> str:
    days = (cycle.end - move.date).days
    if not days:
        before = translate("on the last day")
    else:
        before = translate_plural("a day before the end", "{number} days before the end", days)
    what = f"{name_moved_thing(move.what)}: {say(move.before)} → {say(move.after)}"
    if move.what == "key result":
        what = translate("it was {done}", done=translate(say_in_english(move.after)))
    return translate(
        "“{title}” was made easier {when} ({what}), and {result}. What would it be without that?",
        title=key_result.title,
        when=before,
        what=what,
        result=told,
    )
