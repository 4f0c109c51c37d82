"""What `okrsite report --format json` writes: each record and each field of it with its type and what it means."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

from okrsite.feeds.record_types import Count, Fraction, FullReference, PageUrl, PersonId, describe
from okrsite.progress.hindsight import HindsightKind
from okrsite.progress.outcomes import OutcomeWord
from okrsite.progress.status import ShownStatus
from okrsite.progress.target_changes import MovedThing

TroubleStatus = Literal["off track", "at risk"]
Outcome = Literal["reached", "given up"]
GoalChange = Literal["new", "changed"]


class WeeklyPeriod(msgspec.Struct, frozen=True, kw_only=True):
    """The week."""

    name: Annotated[str, describe("The ISO week, such as `2026-W47`.")]
    start: Annotated[date, describe("Its Monday.")]
    end: Annotated[date, describe("Its Sunday.")]


class WeeklyObjective(msgspec.Struct, frozen=True, kw_only=True):
    """An objective, and whose it is."""

    ref: FullReference
    title: Annotated[str, describe("Its title.")]
    unit: Annotated[str, describe("The id of its unit.")]
    unit_name: Annotated[str, describe("What its unit is called.")]
    cycle: Annotated[str, describe("The id of its cycle.")]
    owner: PersonId
    owner_name: Annotated[str | None, describe("What its owner is called; null for nobody.")]
    url: PageUrl


class WeeklyResultMove(msgspec.Struct, frozen=True, kw_only=True):
    """A key result of which something is another than when the week began."""

    ref: FullReference
    title: Annotated[str, describe("Its title.")]
    unit: Annotated[str, describe("The unit in which it is measured; may be empty.")]
    value_before: Annotated[float | str | None, describe("Its value or level when the week began; null for none.")]
    value: Annotated[float | str | None, describe("Its value or level; null for none.")]
    progress_before: Annotated[float | None, describe("Its progress when the week began; null without data.")]
    progress: Annotated[float | None, describe("Its progress, unrounded and uncut; null without data.")]
    confidence_before: Annotated[Fraction | None, describe("Its confidence when the week began; null for none.")]
    confidence: Annotated[Fraction | None, describe("Its confidence, 0 to 1; null for none.")]
    status_before: Annotated[ShownStatus, describe("Its status when the week began.")]
    status: Annotated[ShownStatus, describe("Its status.")]
    outcome: Annotated[OutcomeWord | None, describe("What came of it; null until its cycle has ended.")]


class WeeklyMove(msgspec.Struct, frozen=True, kw_only=True):
    """An objective of which something is another than when the week began."""

    objective: WeeklyObjective
    progress_before: Annotated[Fraction | None, describe("When the week began; null without data, or if not told.")]
    progress: Annotated[Fraction | None, describe("Its progress, unrounded; null without data.")]
    confidence_before: Annotated[Fraction | None, describe("When the week began; null for none, or if not told.")]
    confidence: Annotated[Fraction | None, describe("Its confidence; null for none.")]
    status_before: Annotated[ShownStatus | None, describe("Its status when the week began; null if not told.")]
    status: Annotated[ShownStatus, describe("Its status.")]
    outcome: Annotated[OutcomeWord | None, describe("What came of it; null until its cycle has ended.")]
    key_results: Annotated[tuple[WeeklyResultMove, ...], describe("Its key results that moved.")]


class WeeklyConcern(msgspec.Struct, frozen=True, kw_only=True):
    """An open objective that is off track or at risk."""

    objective: WeeklyObjective
    status: Annotated[TroubleStatus, describe("Its status.")]
    status_before: Annotated[ShownStatus | None, describe("Its status when the week began; null if not told.")]
    is_new: Annotated[
        bool, describe("Whether it got worse, or came, this week; of what was outdated, the numbers tell how it was.")
    ]
    why: Annotated[str, describe("Why it has this status, as the site says it.")]
    note: Annotated[str, describe("The words of the newest check-in of the week; may be empty.")]
    needs: Annotated[str, describe("What its owner asks for, in words; may be empty.")]


class WeeklyConclusion(msgspec.Struct, frozen=True, kw_only=True):
    """An objective or a key result that was reached or given up in the week."""

    objective: WeeklyObjective
    key_result: Annotated[str | None, describe("The reference of the key result; null for the whole objective.")]
    key_result_title: Annotated[str | None, describe("The title of the key result; null for the whole objective.")]
    outcome: Annotated[Outcome, describe("What came of it.")]


class WeeklyGoalChange(msgspec.Struct, frozen=True, kw_only=True):
    """An objective that is new, or that is described otherwise than before; git knows."""

    objective: WeeklyObjective
    change: Annotated[GoalChange, describe("What happened.")]
    fields: Annotated[tuple[str, ...], describe("What of it changed, in words.")]


class WeeklyTargetChange(msgspec.Struct, frozen=True, kw_only=True):
    """A goalpost that was moved while its cycle was running; git knows."""

    objective: WeeklyObjective
    key_result: Annotated[str | None, describe("The reference of the key result; null for the objective itself.")]
    key_result_title: Annotated[str | None, describe("The title of the key result; null for the objective itself.")]
    what: Annotated[MovedThing, describe("What was moved.")]
    step: Annotated[str | None, describe("The title of the step that it is about; null where it is about none.")]
    before: Annotated[str, describe("From where, as readers see it.")]
    after: Annotated[
        str, describe("To where; `added`, `taken out` or `given up` for a key result or a step that came or went.")
    ]
    eased: Annotated[bool, describe("Whether it became easier to reach.")]
    raised: Annotated[bool, describe("Whether it became harder to reach.")]
    date: Annotated[date, describe("On which day.")]
    by: Annotated[str, describe("Who committed it; empty where that isn't told.")]
    reason: Annotated[str, describe("The first line of the commit, where it says a reason; may be empty.")]


class WeeklyLowConfidence(msgspec.Struct, frozen=True, kw_only=True):
    """A key result in which hardly anybody believes, and nobody said a word about it in the week."""

    objective: WeeklyObjective
    key_result: FullReference
    key_result_title: Annotated[str, describe("Its title.")]
    confidence: Annotated[Fraction, describe("The confidence, 0 to 1.")]


class WeeklyBlocker(msgspec.Struct, frozen=True, kw_only=True):
    """An objective of a running cycle, open or paused, with something in its way."""

    objective: WeeklyObjective
    blockers: Annotated[tuple[str, ...], describe("What is in the way.")]
    consulted: Annotated[tuple[str, ...], describe("Who is named to be consulted: names of units and people.")]


class WeeklySilence(msgspec.Struct, frozen=True, kw_only=True):
    """An open objective that waits for a check-in."""

    objective: WeeklyObjective
    last_report: Annotated[date | None, describe("The day of the last news; null for none.")]
    outdated_on: Annotated[date, describe("The day on which it is outdated, if nothing is heard of it.")]


class WeeklyUnit(msgspec.Struct, frozen=True, kw_only=True):
    """A unit with objectives that are open."""

    id: Annotated[str, describe("Its id.")]
    name: Annotated[str, describe("What it is called.")]
    progress_before: Annotated[Fraction | None, describe("The number of its page when the week began; null if none.")]
    progress: Annotated[Fraction | None, describe("The number of its page; null without data.")]
    open: Annotated[Count, describe("How many of its objectives are open.")]
    reported: Annotated[Count, describe("How many of these got a check-in in the week.")]


class WeeklyDecision(msgspec.Struct, frozen=True, kw_only=True):
    """An objective whose cycle has ended, without grades."""

    objective: WeeklyObjective
    cycle_name: Annotated[str, describe("What its cycle is called.")]
    ungraded: Annotated[Count, describe("How many of its key results have no grade.")]


class WeeklyDependency(msgspec.Struct, frozen=True, kw_only=True):
    """A dependency that nobody confirmed."""

    objective: WeeklyObjective
    depends_on: WeeklyObjective


class WeeklyCycle(msgspec.Struct, frozen=True, kw_only=True):
    """The cycle that the site shows."""

    id: Annotated[str, describe("Its id.")]
    name: Annotated[str, describe("What it is called.")]
    progress_before: Annotated[Fraction | None, describe("Its number when the week began; null before the cycle.")]
    progress: Annotated[Fraction | None, describe("Its number, as on its page; null without data.")]


class WeeklyCounts(msgspec.Struct, frozen=True, kw_only=True):
    """How many of the objectives that are open stand how.

    Open are those of running cycles that are neither done nor dropped nor paused.
    """

    open: Annotated[Count, describe("How many are open.")]
    on_track: Annotated[Count, describe("How many are on track.")]
    at_risk: Annotated[Count, describe("How many are at risk.")]
    off_track: Annotated[Count, describe("How many are off track.")]
    outdated: Annotated[Count, describe("Of how many nothing was heard for too long.")]
    without_data: Annotated[Count, describe("Of how many nothing is measured yet.")]
    newly_worse: Annotated[Count, describe("How many came to be at risk or off track this week.")]
    reported: Annotated[Count, describe("How many got a check-in in the week.")]
    blocked: Annotated[Count, describe("How many have something in their way, paused ones included.")]


class WeeklyHindsight(msgspec.Struct, frozen=True, kw_only=True):
    """A question that the record of a cycle that is over asks its team."""

    objective: WeeklyObjective
    key_result: Annotated[FullReference, describe("The reference of the key result.")]
    kind: Annotated[
        HindsightKind,
        describe(
            "`surprise`: held for likely until the last week, and ended low. `doubt`: held for unlikely, and "
            "reached. `eased late`: made easier shortly before the end."
        ),
    ]
    sentence: Annotated[str, describe("What the record says, and the question.")]


class WeeklyReport(msgspec.Struct, frozen=True, kw_only=True):
    """What happened in a week, for one audience; both the digest and the agenda are made of it.

    All lists are in the order of the units, the company first. Drafts are in none of them.
    """

    schema_version: Annotated[
        Literal[1], describe("The version of this format; changes that break readers raise it.")
    ] = 1
    organisation: Annotated[str, describe("What the organisation is called.")]
    site_url: Annotated[str | None, describe("Where the site is; null where the configuration doesn't say.")]
    week: WeeklyPeriod
    as_of: Annotated[date, describe("The day for which the numbers hold: the week's last, or today if that is before.")]
    audience: Annotated[Literal["internal", "public"], describe("For whom it is.")]
    scope: Annotated[tuple[str, ...], describe("The names of the units that were asked for, empty for all.")]
    incomplete: Annotated[bool, describe("Whether something of the content can't be read and is missing here.")]
    history: Annotated[
        str | None,
        describe("Why not all that git knows could be read, in a sentence; null if it could, or without git."),
    ]
    cycle: Annotated[WeeklyCycle | None, describe("The cycle that the site shows; null for a part of the company.")]
    counts: WeeklyCounts
    concerns: Annotated[tuple[WeeklyConcern, ...], describe("What is off track or at risk, what is new first.")]
    moves: Annotated[tuple[WeeklyMove, ...], describe("What moved.")]
    conclusions: Annotated[tuple[WeeklyConclusion, ...], describe("What was reached or given up.")]
    goals: Annotated[tuple[WeeklyGoalChange, ...], describe("Goals that are new or changed.")]
    targets: Annotated[tuple[WeeklyTargetChange, ...], describe("Goalposts that were moved, the oldest move first.")]
    blocked: Annotated[tuple[WeeklyBlocker, ...], describe("What is blocked.")]
    outdated: Annotated[tuple[WeeklySilence, ...], describe("Of what nothing was heard for too long.")]
    due_next: Annotated[tuple[WeeklySilence, ...], describe("What is outdated by the end of next week, if unheard of.")]
    units: Annotated[tuple[WeeklyUnit, ...], describe("The units with open objectives.")]
    low_confidence: Annotated[
        tuple[WeeklyLowConfidence, ...],
        describe("Low confidence without a word, of objectives that are neither off track nor at risk."),
    ]
    ungraded: Annotated[tuple[WeeklyDecision, ...], describe("What should have been graded; none for the public.")]
    unconfirmed: Annotated[tuple[WeeklyDependency, ...], describe("Dependencies that wait for an answer.")]
    hindsights: Annotated[
        tuple[WeeklyHindsight, ...],
        describe("What cycles that ended in the last four weeks ask, of units that were asked for: it is theirs."),
    ]
