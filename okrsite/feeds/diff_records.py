"""What `okrsite diff --format json` writes: each record and each field of it with its type and what it means."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

from okrsite.feeds.problem_records import ReportedProblem
from okrsite.feeds.record_types import describe
from okrsite.progress.easing import Effect

ChangeKind = Literal["added", "removed", "published", "withdrawn", "moved", "changed"]
Subject = Literal[
    "objective",
    "key result",
    "link",
    "confirmation",
    "check-in",
    "unit",
    "person",
    "cycle",
    "KPI",
    "memo",
    "page",
    "setting",
]
Arrival = Literal["new", "mended"]
MeasuredSubject = Literal["objective", "key result", "unit", "cycle"]
Measure = Literal["progress", "aligned", "supported", "covered", "status"]
GapKind = Literal["unaligned", "unserved", "skipped", "unlinked", "unconfirmed"]


class ComparedChange(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that somebody changed."""

    kind: Annotated[
        ChangeKind,
        describe(
            "What happened: `published` is a draft that becomes visible, `withdrawn` the opposite, `moved` another id, "
            "title with id, unit or cycle; `changed` is one field."
        ),
    ]
    subject: Annotated[Subject, describe("What changed; of a link, where it begins.")]
    before_ref: Annotated[str | None, describe("Its reference or id before; null where it wasn't there.")]
    after_ref: Annotated[str | None, describe("Its reference or id after; null where it is gone.")]
    title: Annotated[str, describe("What it is called, after if it is still there.")]
    within: Annotated[str, describe("What it belongs to, in words: a unit and a cycle, an objective; may be empty.")]
    field: Annotated[
        str | None, describe("The field that changed, as in the content's vocabulary; null for all of it.")
    ] = None
    other: Annotated[str | None, describe("Of a link, the reference of what it leads to; else null.")] = None
    before: Annotated[
        str | None, describe("What was said before, in words; null for nothing, and for longer texts.")
    ] = None
    after: Annotated[str | None, describe("What is said after, in words; null for nothing, and for longer texts.")] = (
        None
    )
    effect: Annotated[Effect | None, describe("Whether it became easier or harder to reach; null for neither.")] = None
    parts: Annotated[tuple[str, ...], describe("Titles of the key results of an objective that comes or goes.")] = ()
    goals: Annotated[tuple[str, ...], describe("Titles of the goals that such an objective serves.")] = ()


class ComparedMeasure(msgspec.Struct, frozen=True, kw_only=True):
    """One number, or the status, of an objective, unit or cycle that is another one because of the changes."""

    subject: Annotated[MeasuredSubject, describe("Of what it is the number.")]
    ref: Annotated[str, describe("Its reference or id, after.")]
    title: Annotated[str, describe("What it is called.")]
    within: Annotated[str, describe("What it belongs to, in words; may be empty.")]
    measure: Annotated[
        Measure,
        describe(
            "`progress`; `aligned`, the mean of what contributes to it; `supported`, of what supports it; `covered`, "
            "which part of a key result is promised; `status`, the word that is shown: the "
            "status, and once its cycle has ended the outcome."
        ),
    ]
    before: Annotated[float | str | None, describe("Before, 0 to 1 or the status; null without data.")]
    after: Annotated[float | str | None, describe("After, 0 to 1 or the status; null without data.")]


class ComparedGap(msgspec.Struct, frozen=True, kw_only=True):
    """A place where goals don't hang together that is new, or isn't there any more."""

    change: Annotated[Arrival, describe("Whether it is new or mended.")]
    kind: Annotated[GapKind, describe("What is missing: see the page of gaps.")]
    ref: Annotated[str, describe("The objective, key result or unit.")]
    title: Annotated[str, describe("What it is called.")]
    within: Annotated[str, describe("What it belongs to, in words; may be empty.")]
    other: Annotated[str | None, describe("The title or name of the other side; null where there is none.")]


class ComparedFinding(msgspec.Struct, frozen=True, kw_only=True):
    """A problem of the content that is new, or isn't there any more."""

    change: Annotated[Arrival, describe("Whether it is new or mended.")]
    problem: Annotated[ReportedProblem, describe("The problem; of a mended one as it was.")]


class ComparedAddress(msgspec.Struct, frozen=True, kw_only=True):
    """A page with another address than before."""

    before: Annotated[str, describe("The address before, from the site's root.")]
    after: Annotated[str, describe("The address after, from the site's root.")]
    leads_on: Annotated[bool, describe("Whether the address of before sends readers on.")]


class ComparedState(msgspec.Struct, frozen=True, kw_only=True):
    """One of the two states."""

    name: Annotated[str | None, describe("The commit, branch or day as it was asked for; null for the work tree.")]
    commit: Annotated[
        str | None, describe("The full id of the commit that was read; null for the work tree, and for the public.")
    ]


class ContentDifference(msgspec.Struct, frozen=True, kw_only=True):
    """What is different between two states of the content, for one audience, as of one day."""

    schema_version: Annotated[
        Literal[1], describe("The version of this format; changes that break readers raise it.")
    ] = 1
    as_of: Annotated[date, describe("The day for which the numbers of both states hold.")]
    audience: Annotated[Literal["internal", "public"], describe("For whom it is.")]
    base: Annotated[ComparedState, describe("The state before: where the branch began, if the two went apart.")]
    head: Annotated[ComparedState, describe("The state after.")]
    changes: Annotated[tuple[ComparedChange, ...], describe("What was changed: goals first, then all around them.")]
    measures: Annotated[tuple[ComparedMeasure, ...], describe("The numbers that follow and are others now.")]
    gaps: Annotated[tuple[ComparedGap, ...], describe("Gaps that are new or mended.")]
    problems: Annotated[
        tuple[ComparedFinding, ...],
        describe("Problems that are new or mended; none for the public, as they may quote what is internal."),
    ]
    addresses: Annotated[tuple[ComparedAddress, ...], describe("Pages that have other addresses now.")]
