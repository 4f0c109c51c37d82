"""Status: one word for how it stands, who says so, and why.

In this order: closed by a person, outdated (silence is never green), what a person reported, what follows from the
numbers, and for lack of all of it `not started` or `no data`.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Literal, get_args

import msgspec

from okrsite.choices import SETTLED, ReportedStatus
from okrsite.languages.words import MarkedSentence, mark_plural_sentence, mark_sentence
from okrsite.model.cycles import Cycle, State
from okrsite.number_style import NumberStyleKey, get_number_style_key, round_percent
from okrsite.progress.explanation import mark_percent, mark_quantity
from okrsite.progress.key_results import clamp_share
from okrsite.settings import Settings

CLOSING = frozenset((*SETTLED, "paused"))
WITHOUT_EXPECTATION = CLOSING | {"not started"}
"""Of what stands so nothing is expected today: it is closed, or hasn't begun."""
ComputedStatus = Literal["on track", "at risk", "off track"]
"""The words that numbers can say."""
ShownStatus = Literal[
    "on track", "at risk", "off track", "outdated", "not started", "no data", "paused", "done", "dropped"
]
STATUSES: tuple[ShownStatus, ...] = get_args(ShownStatus)


class Status(msgspec.Struct, frozen=True):
    """How something stands, in a word."""

    shown: ShownStatus
    reported: ReportedStatus | None
    """A person's word, None where nobody said one."""
    computed: ComputedStatus | None
    """What follows from the numbers; None without data and before the cycle starts."""
    why: MarkedSentence
    """The reason for the word that is shown, in a sentence or clause."""

    @property
    def is_settled(self) -> bool:
        """Whether nobody has to do anything about it any more: it is done, or was dropped."""
        return self.shown in SETTLED


class StatusInputs(msgspec.Struct, frozen=True):
    """What a status depends on."""

    progress: float | None
    expected: float | None
    confidence: float | None
    reported: ReportedStatus | None
    last_report: date | None
    cycle: Cycle
    today: date


def compute_status(readings: StatusInputs, settings: Settings) -> Status:
    """Return the status that follows from the readings, by the order in this module's docstring."""
    state = readings.cycle.compute_state(readings.today, settings.grading_days)
    computed, reason = _compute_from_rules(readings, state, settings)
    reported = readings.reported
    if reported is not None and reported in CLOSING:
        return Status(reported, reported, computed, mark_sentence("closed by a person"))
    if state == "active" and (silence := _explain_missing_reports(readings, settings)):
        return Status("outdated", reported, computed, silence)
    if reported is not None:
        why = mark_sentence("reported by a person")
        if computed and reason and computed != reported:
            why = mark_sentence(
                "reported by a person; the numbers say {status}: {reason}",
                status=MarkedSentence(computed),
                reason=reason,
            )
        return Status(reported, reported, computed, why)
    if computed is not None and reason is not None:
        return Status(computed, None, computed, reason)
    if state == "planned":
        return Status("not started", None, None, mark_sentence("the cycle starts on {day}", day=readings.cycle.start))
    return Status("no data", None, None, mark_sentence("nothing is measured yet"))


def _explain_missing_reports(readings: StatusInputs, settings: Settings) -> MarkedSentence | None:
    since = readings.last_report or readings.cycle.start
    days = (readings.today - since).days
    if days <= settings.outdated_after_days:
        return None
    if readings.last_report:
        return mark_sentence("the last check-in was {number} days ago", number=days)
    return mark_sentence("no check-in in the {number} days since the cycle began", number=days)


def _compute_from_rules(
    readings: StatusInputs, state: State, settings: Settings
) -> tuple[ComputedStatus | None, MarkedSentence | None]:
    if state == "planned" or readings.progress is None or readings.expected is None:
        return None, None
    behind = (readings.expected - clamp_share(readings.progress)) * 100
    reason = describe_distance(clamp_share(readings.progress), readings.expected)
    # A sum of floats such as 0.1 + 0.2 must not decide: thresholds are met to within a billionth of a point.
    if behind >= settings.off_track_behind - 1e-9:
        return "off track", reason
    if behind >= settings.at_risk_behind - 1e-9:
        return "at risk", reason
    if readings.confidence is not None and is_low_confidence(readings.confidence, settings):
        return (
            "at risk",
            mark_sentence(
                "confidence is {percent}, below {limit}",
                percent=mark_percent(readings.confidence),
                limit=mark_quantity(settings.low_confidence, "%"),
            ),
        )
    return "on track", reason


def is_low_confidence(confidence: float, settings: Settings) -> bool:
    """Whether a confidence, 0.0 to 1.0, is below the percentage of the setting `low_confidence`."""
    return confidence * 100 < settings.low_confidence - 1e-9


def describe_distance(progress: float, expected: float) -> MarkedSentence:
    """Say how far progress is from where it was expected, in the points that a reader gets who subtracts what is shown.

    59% and 55% are four points apart, whatever their decimals say.
    """
    return _describe_known_distance(round_percent(progress), round_percent(expected), get_number_style_key())


@lru_cache(maxsize=4096)
def _describe_known_distance(progress: int, expected: int, _: NumberStyleKey) -> MarkedSentence:
    """Say it of whole percents, which are the same of thousands of goals, as numbers are written now."""
    points, percent = progress - expected, mark_percent(expected / 100)
    if not points:
        return mark_sentence("as expected, {percent}", percent=percent)
    if points > 0:
        return mark_plural_sentence(
            "{number} point ahead of the expected {percent}",
            "{number} points ahead of the expected {percent}",
            points,
            percent=percent,
        )
    return mark_plural_sentence(
        "{number} point behind the expected {percent}",
        "{number} points behind the expected {percent}",
        -points,
        percent=percent,
    )
