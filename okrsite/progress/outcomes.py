"""Outcomes: what came of an objective or a key result whose cycle has ended.

A status compares with what is expected today; once the cycle has ended nothing is expected any more, and the question
is what was reached. In this order: given up by a person, graded, reported as done, and for lack of all of it the
progress.

Which part counts as reached follows from the ambition, on the scale of grades (see `grade_scale`): all of a commitment;
of everything else from 0.7 on (Google's re:Work, "Set goals with OKRs": 0.6 to 0.7 is the sweet spot of an aspirational
objective, and 1.0 is expected of a committed one). From 0.4 on it is reached in part, and below it is missed: the bands
that John Doerr prints in *Measure What Matters*.
"""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

from okrsite.choices import DROPPED, Ambition, Decision, ReportedStatus
from okrsite.languages.words import mark_text, translate
from okrsite.model.cycles import State
from okrsite.number_style import format_decimals, round_percent
from okrsite.progress.explanation import format_percent
from okrsite.progress.grade_scale import describe_grade, find_grade_band, is_success
from okrsite.progress.key_results import clamp_share

OutcomeWord = Literal["reached", "reached in part", "missed", "dropped", "no result"]
OUTCOMES: tuple[OutcomeWord, ...] = get_args(OutcomeWord)
OutcomeBasis = Literal["grade", "progress", "person"]
_DECIDED: dict[Decision, str] = {
    "carry on": mark_text("; it is carried on"),
    "close": mark_text("; it ends here"),
    "drop": mark_text("; it is given up"),
}


class Outcome(msgspec.Struct, frozen=True):
    """What came of something, in a word."""

    shown: OutcomeWord
    basis: OutcomeBasis | None
    """By what it is judged; None where nothing is known of it."""
    is_proposed: bool
    """Whether its cycle is being graded and nobody has said yet what came of it."""
    is_ungraded: bool
    """Whether a grade is missing that it should have."""
    why: str
    """The reason for the word, in a clause."""


class OutcomeInputs(msgspec.Struct, frozen=True):
    """What an outcome depends on."""

    grade: float | None
    """0.0 to 1.0; of an objective only if all its key results have one."""
    progress: float | None
    reported: ReportedStatus | None
    ambition: Ambition | None
    decision: Decision | None = None


def judge_outcome(inputs: OutcomeInputs, state: State) -> Outcome | None:
    """Return what came of something; None before its cycle has ended, by the order in this module's docstring."""
    if state not in ("grading", "closed"):
        return None
    ends = translate(_DECIDED[inputs.decision]) if inputs.decision else ""
    if inputs.reported == DROPPED:
        why = translate("given up by a person") + ends
        return Outcome("dropped", "person", is_proposed=False, is_ungraded=False, why=why)
    if inputs.grade is not None:
        means = describe_grade(inputs.grade, inputs.ambition)
        grade = format_decimals(inputs.grade).removesuffix("0")
        why = translate("graded {grade}, {meaning}", grade=grade, meaning=means) + ends
        word = _choose_word(inputs.grade, inputs.ambition)
        return Outcome(word, "grade", is_proposed=False, is_ungraded=False, why=why)
    if inputs.reported == "done":
        why = translate("done, as a person says; not graded") + ends
        return Outcome("reached", "person", is_proposed=False, is_ungraded=True, why=why)
    if inputs.progress is None:
        why = translate("not graded, and nothing is measured") + ends
        return Outcome("no result", None, is_proposed=False, is_ungraded=True, why=why)
    # Judged as it is printed, so that a reader comes to the same word.
    share = round_percent(clamp_share(inputs.progress)) / 100
    reached = format_percent(share)
    if state == "grading":
        why = translate("{percent} of the way, not graded yet", percent=reached) + ends
    else:
        why = translate("{percent} of the way, not graded", percent=reached) + ends
    word = _choose_word(share, inputs.ambition)
    return Outcome(word, "progress", is_proposed=state == "grading", is_ungraded=True, why=why)


def _choose_word(share: float, ambition: Ambition | None) -> OutcomeWord:
    if is_success(share, ambition):
        return "reached"
    return "reached in part" if find_grade_band(share) else "missed"
