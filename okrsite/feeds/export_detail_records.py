"""The small records of which objectives and key results consist in the export."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

from okrsite.choices import InitiativeStatus, ReportedStatus
from okrsite.feeds.record_types import Fraction, FullReference, PersonId, Position, Weight, describe
from okrsite.model.objectives import Level
from okrsite.progress.contribution import Verdict
from okrsite.progress.current_values import Origin
from okrsite.progress.explanation import RULES, ExplanationRule
from okrsite.progress.outcomes import OutcomeBasis, OutcomeWord
from okrsite.progress.status import ComputedStatus, ShownStatus
from okrsite.progress.target_changes import MovedThing

_RULES_IN_WORDS = " ".join(f"`{rule}`: {text}" for rule, text in RULES.items())


class ExportedSource(msgspec.Struct, frozen=True):
    """A place in the content."""

    path: Annotated[str, describe("The file, relative to the configuration file.")]
    line: Annotated[Position, describe("The line, from 1.")]


TypedPlace = Annotated[ExportedSource | None, describe("Where it was typed; null for the public.")]


class ExportedRange(msgspec.Struct, frozen=True):
    """Limits to stay within, ends included."""

    low: Annotated[float | None, describe("The lower limit; null for none.")]
    high: Annotated[float | None, describe("The upper limit; null for none.")]


class ExportedDatedValue(msgspec.Struct, frozen=True):
    """A value on a day."""

    date: Annotated[date, describe("The day.")]
    value: Annotated[float, describe("The value, in the unit of measure.")]


class ExportedGradedText(msgspec.Struct, frozen=True):
    """What a grade means."""

    grade: Annotated[Fraction, describe("The grade, 0 to 1.")]
    text: Annotated[str, describe("What it means here.")]


class ExportedTerm(msgspec.Struct, frozen=True):
    """One part of a calculation."""

    label: Annotated[str, describe("What it is; where it came from stands behind it in parentheses.")]
    text: Annotated[str, describe("As a reader sees it, with its unit.")]
    number: Annotated[
        float | None, describe("The value itself, unrounded; null for dates, words and what isn't known.")
    ]
    weight: Annotated[float, describe("How much it counts, where the rule weighs its terms; 0: it is left out.")]
    ref: Annotated[
        FullReference | None,
        describe("The objective or key result that it is about; null for the own one."),
    ]
    source: Annotated[
        ExportedSource | None,
        describe("Where it was typed; null for what follows from others or the calendar."),
    ]


class ExportedExplanation(msgspec.Struct, frozen=True):
    """How a number came about, with everything that is needed to calculate it again."""

    sentence: Annotated[str, describe("In words.")]
    rule: Annotated[ExplanationRule | None, describe(_RULES_IN_WORDS)]
    terms: Annotated[tuple[ExportedTerm, ...], describe("What goes into it, in order.")]


class ExportedMilestone(msgspec.Struct, frozen=True):
    """One step of a key result."""

    title: Annotated[str, describe("What is reached.")]
    done: Annotated[bool, describe("Whether it is reached.")]
    due: Annotated[date | None, describe("When it is due; null: by the end of the cycle.")]
    weight: Annotated[Weight, describe("How much it counts beside the others.")]


class ExportedLevels(msgspec.Struct, frozen=True):
    """Three levels of a result."""

    commit: Annotated[str | None, describe("What is promised: counts 0.3.")]
    target: Annotated[str | None, describe("What is aimed for: counts 0.7.")]
    stretch: Annotated[str | None, describe("What would be outstanding: counts 1.0.")]


class ExportedDatedRange(msgspec.Struct, frozen=True):
    """A range that holds from a day on."""

    start: Annotated[date, describe("The first day.")] = msgspec.field(name="from")
    range: Annotated[ExportedRange, describe("The range.")]


class ExportedThreshold(msgspec.Struct, frozen=True):
    """A number that says how good a result is."""

    name: Annotated[
        Level,
        describe("`commit`: what is promised; `target`: what is aimed for; `stretch`: what would be outstanding."),
    ]
    value: Annotated[float, describe("The number, in the unit of measure.")]
    reached: Annotated[bool | None, describe("Whether it is reached; null without a value.")]


class ExportedStatus(msgspec.Struct, frozen=True):
    """How something stands, in a word."""

    shown: Annotated[ShownStatus, describe("The word that the site shows.")]
    reported: Annotated[ReportedStatus | None, describe("A person's word; null where nobody said one.")]
    computed: Annotated[ComputedStatus | None, describe("What follows from the numbers; null where they say nothing.")]
    why: Annotated[str, describe("The reason for the word that is shown.")]


class ExportedOutcome(msgspec.Struct, frozen=True):
    """What came of something whose cycle has ended."""

    shown: Annotated[
        OutcomeWord,
        describe(
            "By the grade, else by the progress: all of a commitment, and from 0.7 on of everything else, is reached; "
            "from 0.4 on it is reached in part. `dropped` is a person's word, and so is `reached` where one said done."
        ),
    ]
    basis: Annotated[OutcomeBasis | None, describe("By what it is judged; null where nothing is known.")]
    proposed: Annotated[bool, describe("Whether its cycle is being graded, and nobody has graded it yet.")]
    why: Annotated[str, describe("The reason for the word, with what was decided about it.")]


class ExportedDirectLink(msgspec.Struct, frozen=True):
    """A direct link up: what is reached is part of what they reach."""

    ref: Annotated[FullReference, describe("The objective, or key result, that it leads to.")]
    share: Annotated[Fraction | None, describe("Which part of theirs this one is; null where nothing is said.")]
    because: Annotated[str, describe("Why the link is there; empty where nothing is said.")]


class ExportedIndirectLink(msgspec.Struct, frozen=True):
    """An indirect link up: it helps, and is never counted."""

    ref: Annotated[FullReference, describe("The objective, or key result, that it leads to.")]
    because: Annotated[str, describe("Why the link is there; empty where nothing is said.")]


class ExportedDistinction(msgspec.Struct, frozen=True):
    """Somebody's word that two things only look alike."""

    ref: Annotated[FullReference, describe("The other objective, or key result.")]
    because: Annotated[str, describe("What the difference is.")]


class ExportedIgnoredRemark(msgspec.Struct, frozen=True):
    """A remark of `okrsite check` that isn't said any more."""

    code: Annotated[str, describe("Its code, such as OKR601.")]
    because: Annotated[str, describe("Why it doesn't hold here.")]


class ExportedOutsideLink(msgspec.Struct, frozen=True):
    """A link up to a goal of another organisation, which counts in no number."""

    ref: Annotated[str, describe("What it leads to: organisation:unit/cycle/objective#key-result, as far as known.")]
    kind: Annotated[
        Literal["contributes_to", "supports"], describe("As what it was typed; neither is counted, here or there.")
    ]
    organisation: Annotated[str, describe("The name of the organisation.")]
    title: Annotated[str | None, describe("The goal, as its export tells it; null where it doesn't have it.")]
    url: Annotated[str, describe("The whole address of the goal on their site, or of that site.")]
    share: Annotated[Fraction | None, describe("Which part of theirs this one is; null where nothing is said.")]
    because: Annotated[str, describe("Why the link is there; empty where nothing is said.")]


OutsideLinks = Annotated[
    tuple[ExportedOutsideLink, ...], describe("Links up to goals of other organisations that the settings name.")
]
DirectLinks = Annotated[tuple[ExportedDirectLink, ...], describe("Direct links up, where they lead somewhere.")]
IgnoredRemarks = Annotated[
    tuple[ExportedIgnoredRemark, ...], describe("Remarks that its authors have answered; for the public none.")
]
IndirectLinks = Annotated[tuple[ExportedIndirectLink, ...], describe("Indirect links up, where they lead somewhere.")]


class ExportedAligned(msgspec.Struct, frozen=True):
    """How the objectives that link up to this one stand; whether they are its progress, `progress_from` says."""

    direct: Annotated[
        Fraction | None,
        describe(
            "The weighted mean of those that contribute; null where none has data. Of an objective that was carried on "
            "from cycle to cycle (`continues`) one copy counts: the last whose cycle has begun."
        ),
    ]
    indirect: Annotated[Fraction | None, describe("The same of those that support; null where none has data.")]


class ExportedContribution(msgspec.Struct, frozen=True):
    """Whether what contributes to a key result adds up to it."""

    planned: Annotated[float, describe("The key result's own movement, `to - from`, in its unit of measure.")]
    covered: Annotated[float, describe("What the contributing key results promise together.")]
    verdict: Annotated[Verdict, describe("How the two compare.")]


class ExportedGoalpost(msgspec.Struct, frozen=True):
    """A target, deadline, wording or the like that was changed after its cycle had begun."""

    date: Annotated[date, describe("The day of the commit.")]
    what: Annotated[MovedThing, describe("What was moved.")]
    result: Annotated[str | None, describe("The id of the key result; null for the objective itself.")]
    before: Annotated[
        str, describe("What it was, as a reader sees it, with its unit; `nothing` where nothing was said.")
    ]
    after: Annotated[
        str,
        describe("What it became; `added`, `taken out` or `given up` for a key result or a step that came or went."),
    ]
    step: Annotated[str | None, describe("The title of the step that it is about; null where it is about none.")]
    by: Annotated[str, describe("The author of the commit, by name.")]
    reason: Annotated[str, describe("The commit's first line; empty where it says only that something changed.")]
    eased: Annotated[bool, describe("Whether it became easier to reach.")]
    raised: Annotated[bool, describe("Whether it became harder to reach.")]
    commit: Annotated[str | None, describe("The commit's id, in full; null for the public.")]


class ExportedProjection(msgspec.Struct, frozen=True):
    """Where a key result ends if it goes on as between its first and its last dated value."""

    date: Annotated[date, describe("When it is due, else the last day of the cycle.")]
    value: Annotated[float, describe("The value on that day, in the unit of measure.")]
    progress: Annotated[float, describe("What that value would be worth, uncut.")]
    sentence: Annotated[str, describe("The same in words, with the days between which the pace was taken.")]


class ExportedCheckin(msgspec.Struct, frozen=True):
    """What was reported on an objective."""

    date: Annotated[date, describe("The day.")]
    by: PersonId
    note: Annotated[str, describe("What was said, as Markdown; may be empty.")]
    status: Annotated[ReportedStatus | None, describe("The word that was given; null for none.")]
    origin: Annotated[Origin, describe("Where it comes from.")]


class ExportedValueCheckin(msgspec.Struct, frozen=True):
    """What was reported on a key result."""

    date: Annotated[date, describe("The day.")]
    by: PersonId
    now: Annotated[float | str | None, describe("The value, or the level's name; null if none was given.")]
    confidence: Annotated[Fraction | None, describe("The confidence, 0 to 1; null if none was given.")]
    note: Annotated[str, describe("What was said, as Markdown; may be empty.")]
    origin: Annotated[Origin, describe("Where it comes from.")]


class ExportedInitiative(msgspec.Struct, frozen=True):
    """What is done to move the key results; never counted as progress."""

    title: Annotated[str, describe("What is done.")]
    owner: PersonId
    status: Annotated[InitiativeStatus, describe("How far it is.")]
    due: Annotated[date | None, describe("When it should be done; null where nobody says.")]
    link: Annotated[
        str | None,
        describe("Where the work is tracked: on the web, or from the site's root; null where that is nowhere."),
    ]
    moves: Annotated[tuple[str, ...], describe("The ids of the key results of its objective that it should move.")]


class ExportedUnread(msgspec.Struct, frozen=True):
    """A value that was typed and can't be read, on a site that is made all the same."""

    field: Annotated[str, describe("The field; empty: all numbers of a key result, which contradict each other.")]
    last: Annotated[str | None, describe("The last value that is known, in words; null where none is.")]
    date: Annotated[date | None, describe("The day on which that was typed or reported; null where it isn't known.")]
    counts: Annotated[bool, describe("Whether all that is computed is made of the last value.")]


UnreadValues = Annotated[
    tuple[ExportedUnread, ...],
    describe("What of it can't be read; empty but for a site that is built with `--on-error isolate`."),
]
