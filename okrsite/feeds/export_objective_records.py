"""Objectives and key results as the export has them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec
from msgspec import field

from okrsite.choices import Ambition, Decision, Horizon, ProgressSource, SumSource
from okrsite.feeds.export_detail_records import (
    DirectLinks,
    ExportedAligned,
    ExportedCheckin,
    ExportedContribution,
    ExportedDatedValue,
    ExportedDistinction,
    ExportedExplanation,
    ExportedGoalpost,
    ExportedGradedText,
    ExportedInitiative,
    ExportedLevels,
    ExportedMilestone,
    ExportedOutcome,
    ExportedProjection,
    ExportedRange,
    ExportedStatus,
    ExportedThreshold,
    ExportedValueCheckin,
    IgnoredRemarks,
    IndirectLinks,
    OutsideLinks,
    TypedPlace,
    UnreadValues,
)
from okrsite.feeds.record_types import Fraction, FullReference, PageUrl, PersonId, Weight, describe
from okrsite.model.objectives import KeyResultKind


class ExportedKeyResultExplanations(msgspec.Struct, frozen=True):
    """How its numbers came about, from what was typed."""

    sum: Annotated[
        ExportedExplanation | None,
        describe("Of `now`, where it is the sum of key results that contribute; null where it isn't."),
    ]
    progress: Annotated[ExportedExplanation, describe("Of `progress`.")]
    expected: Annotated[ExportedExplanation, describe("Of `expected`.")]
    proposed_grade: Annotated[ExportedExplanation, describe("Of `proposed_grade`.")]
    contribution: Annotated[
        ExportedExplanation | None, describe("Of `covered` in `contribution`; null where that is null.")
    ]


class ExportedKeyResult(msgspec.Struct, frozen=True, kw_only=True):
    """A measurable result. Fields of another kind of measure are null."""

    ref: Annotated[FullReference, describe("Its full reference: unit/cycle/objective#key-result.")]
    id: Annotated[str, describe("Its id, unique in its objective.")]
    title: Annotated[str, describe("What is measured.")]
    kind: Annotated[
        KeyResultKind | None,
        describe(
            "How it is measured; null where nothing is said yet, or not told. A yes-no result says it by its progress."
        ),
    ]
    withheld: Annotated[
        bool,
        describe(
            "Whether its numbers are not for the public, for whom this was made; its progress, expectation, confidence "
            "and grade are told in whole percent, and so are all means that it is part of."
        ),
    ]
    owner: Annotated[str | None, describe("The id of one of `people`; null: the objective's owner answers for it.")]
    start: Annotated[
        float | None, describe("Where it starts: as typed, else the KPI's value or the first check-in's.")
    ] = field(name="from")
    to: Annotated[float | None, describe("Where it should be at the end.")]
    now: Annotated[
        float | str | None,
        describe("Where it stands: as typed, else as reported last; for levels, the level's name."),
    ]
    unit: Annotated[str, describe("The unit of measure; empty where it has none.")]
    thresholds: Annotated[
        tuple[ExportedThreshold, ...] | None,
        describe(
            "Commit, target and stretch, those that are typed, in this order; null where the target stands alone."
        ),
    ]
    keep: Annotated[ExportedRange | None, describe("The range in which it should stay.")]
    milestones: Annotated[tuple[ExportedMilestone, ...] | None, describe("Its steps.")]
    levels: Annotated[ExportedLevels | None, describe("Its levels.")]
    phases: Annotated[tuple[ExportedDatedValue, ...] | None, describe("Interim targets, by date.")]
    rubric: Annotated[tuple[ExportedGradedText, ...], describe("What a grade means here, the lowest first.")]
    weight: Annotated[Weight, describe("How much it counts in the objective.")]
    progress: Annotated[
        float | None,
        describe("Unrounded and uncut: it may lie below 0 and above 1; cut where it is withheld. Null without data."),
    ]
    expected: Annotated[Fraction | None, describe("The progress that was expected by the day of the export.")]
    confidence: Annotated[Fraction | None, describe("How sure its owner is to reach it; null where nothing is said.")]
    grade: Annotated[Fraction | None, describe("The grade that a person gave at the end; null before.")]
    proposed_grade: Annotated[
        Fraction | None, describe("A proposal for the grade: by its thresholds, else its progress, cut.")
    ]
    status: Annotated[
        ExportedStatus, describe("How it stands against what is expected; after its cycle see `outcome`.")
    ]
    outcome: Annotated[ExportedOutcome | None, describe("What came of it; null until its cycle has ended.")]
    due: Annotated[date | None, describe("When it is due; null: at the end of the cycle.")]
    sum_of: Annotated[
        SumSource | None,
        describe("`children`: its value is the sum of the key results that contribute; null: it has one of its own."),
    ]
    kpi: Annotated[str | None, describe("The id of one of `kpis`, from which it takes its values; null for none.")]
    contributes_to: DirectLinks
    supports: IndirectLinks
    outside: OutsideLinks = ()
    contribution: Annotated[
        ExportedContribution | None, describe("Whether what contributes adds up; null where nothing does.")
    ]
    projection: Annotated[
        ExportedProjection | None, describe("Where it ends if its pace stays; null where that can't be said.")
    ]
    explanations: Annotated[ExportedKeyResultExplanations, describe("How its numbers came about.")]
    aliases: Annotated[tuple[str, ...], describe("Earlier ids.")]
    notes: Annotated[str, describe("Further prose, as Markdown; may be empty.")]
    checkins: Annotated[
        tuple[ExportedValueCheckin, ...],
        describe("What was reported up to the day of the export, oldest first."),
    ]
    ignored: IgnoredRemarks
    unread: UnreadValues
    source: TypedPlace


class ExportedObjectiveExplanations(msgspec.Struct, frozen=True):
    """How its numbers came about, from those of its key results, and of objectives that count in it."""

    progress: Annotated[ExportedExplanation, describe("Of `progress`.")]
    expected: Annotated[ExportedExplanation, describe("Of `expected`.")]
    confidence: Annotated[ExportedExplanation, describe("Of `confidence`.")]
    grade: Annotated[ExportedExplanation, describe("Of `grade`.")]
    aligned: Annotated[
        ExportedExplanation | None, describe("Of `direct` in `aligned`; null where nothing contributes.")
    ]


class ExportedObjective(msgspec.Struct, frozen=True, kw_only=True):
    """Where a unit wants to be at the end of a cycle."""

    ref: Annotated[FullReference, describe("Its full reference: unit/cycle/objective.")]
    id: Annotated[str, describe("Its id, unique in its file.")]
    aliases: Annotated[tuple[str, ...], describe("Earlier ids.")]
    team: Annotated[str, describe("The unit whose objective it is.")]
    cycle: Annotated[str, describe("The cycle in which it holds.")]
    title: Annotated[str, describe("The objective, in a sentence.")]
    why: Annotated[str, describe("Why it matters, as Markdown; may be empty.")]
    notes: Annotated[str, describe("Further prose, as Markdown; may be empty.")]
    owner: PersonId
    reviewer: PersonId
    contributors: Annotated[tuple[str, ...], describe("Who helps: ids of `people`.")]
    horizon: Annotated[Horizon | None, describe("How far it looks; null where nothing is said.")]
    pillar: Annotated[str | None, describe("The strategic pillar to which it belongs; null where nothing is said.")]
    ambition: Annotated[Ambition | None, describe("How it is meant; null where nothing is said.")]
    weight: Annotated[Weight, describe("How much it counts in means of objectives.")]
    tags: Annotated[tuple[str, ...], describe("Words to find it by.")]
    joint: Annotated[tuple[str, ...], describe("Units with which it is done jointly.")] = field(name="with")
    consult: Annotated[tuple[str, ...], describe("Who must be asked: units or words.")]
    inform: Annotated[tuple[str, ...], describe("Who must know: units or words.")]
    needs: Annotated[str, describe("Resources that are still missing, as Markdown; may be empty.")]
    blockers: Annotated[tuple[str, ...], describe("What is in the way.")]
    checkins: Annotated[
        tuple[ExportedCheckin, ...],
        describe("What was reported up to the day of the export, oldest first."),
    ]
    decision: Annotated[Decision | None, describe("What becomes of it behind its cycle; null where nothing is said.")]
    retrospective: Annotated[str, describe("What was learned, as Markdown; may be empty.")]
    contributes_to: DirectLinks
    supports: IndirectLinks
    outside: OutsideLinks = ()
    depends_on: Annotated[tuple[FullReference, ...], describe("What it needs from others.")]
    confirms: Annotated[
        tuple[FullReference, ...],
        describe("The objectives of others that depend on it and may count on it, however that was said."),
    ]
    differs_from: Annotated[
        tuple[ExportedDistinction, ...], describe("What it only looks like, where somebody says how they differ.")
    ]
    unaligned: Annotated[str, describe("Why it links to no goal, where that is on purpose; empty else.")]
    continues: Annotated[
        FullReference | None,
        describe("The objective of an earlier cycle that it carries on; null for none."),
    ]
    progress: Annotated[Fraction | None, describe("The weighted mean of its parts with data; null without data.")]
    progress_from: Annotated[
        ProgressSource,
        describe(
            "What its progress is made of: `key results`, `aligned` (the objectives that contribute directly), or "
            "`both`. Where nothing contributes it is `key results`, whatever was asked for."
        ),
    ]
    expected: Annotated[Fraction | None, describe("The progress that was expected by the day of the export.")]
    confidence: Annotated[Fraction | None, describe("The weighted mean of its key results that have one.")]
    grade: Annotated[
        Fraction | None,
        describe("The weighted mean of the grades, once all key results have one; what was dropped needs none."),
    ]
    status: Annotated[
        ExportedStatus, describe("How it stands against what is expected; after its cycle see `outcome`.")
    ]
    outcome: Annotated[ExportedOutcome | None, describe("What came of it; null until its cycle has ended.")]
    aligned: Annotated[ExportedAligned, describe("How what links up to it stands.")]
    explanations: Annotated[ExportedObjectiveExplanations, describe("How its numbers came about.")]
    goalposts: Annotated[
        tuple[ExportedGoalpost, ...],
        describe("What was moved while its cycle was running, oldest first; from git."),
    ]
    url: PageUrl
    ignored: IgnoredRemarks
    unread: UnreadValues
    source: TypedPlace
    key_results: Annotated[tuple[ExportedKeyResult, ...], describe("Its key results, as typed.")]
    initiatives: Annotated[tuple[ExportedInitiative, ...], describe("The work under it, as typed.")]
