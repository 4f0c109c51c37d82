"""Numbers, measures and statuses of key results and objectives as the export has them.

Which fields belong to which kind of key result is decided here; those of another kind are None.
"""

from __future__ import annotations

from collections.abc import Iterable

from okrsite.alignment.link_kinds import LINK_KINDS
from okrsite.alignment.links import OutsideLink
from okrsite.feeds.export_detail_records import (
    ExportedContribution,
    ExportedDatedValue,
    ExportedExplanation,
    ExportedGoalpost,
    ExportedLevels,
    ExportedMilestone,
    ExportedOutcome,
    ExportedOutsideLink,
    ExportedProjection,
    ExportedStatus,
    ExportedTerm,
    ExportedThreshold,
    ExportedUnread,
)
from okrsite.feeds.export_values import make_source_record, simplify_number, simplify_optional_number
from okrsite.languages.words import say
from okrsite.model.objectives import KeyResult, UnreadValue
from okrsite.progress.contribution import Contribution
from okrsite.progress.current_values import CurrentValues
from okrsite.progress.explanation import Explanation, Term
from okrsite.progress.outcomes import Outcome
from okrsite.progress.projection import Projection
from okrsite.progress.status import Status
from okrsite.progress.target_changes import TargetChange
from okrsite.progress.thresholds import list_thresholds


def find_start_value(key_result: KeyResult, current: CurrentValues) -> float | None:
    """Return where a key result that reaches for a number starts."""
    return simplify_number(current.start.value) if _has_start_and_target(key_result) and current.start else None


def find_target_value(key_result: KeyResult) -> float | None:
    """Return the number that a key result reaches for."""
    return simplify_number(key_result.target.value) if _has_start_and_target(key_result) and key_result.target else None


def find_current_value(key_result: KeyResult, current: CurrentValues) -> float | str | None:
    """Return the number, or the name of the level, at which a key result stands."""
    if key_result.kind == "levels":
        return current.level
    if key_result.kind in ("milestones", "yes-no") or current.now is None:
        return None
    return simplify_number(current.now.value)


def export_thresholds(key_result: KeyResult, current: CurrentValues) -> tuple[ExportedThreshold, ...] | None:
    """Return commit, target and stretch, and which are reached; None where the target stands alone."""
    thresholds = list_thresholds(key_result, current)
    return tuple(ExportedThreshold(one.name, simplify_number(one.value), one.reached) for one in thresholds) or None


def _has_start_and_target(key_result: KeyResult) -> bool:
    """Whether a key result has a start and a target; one of which nothing says yet how it is measured keeps them."""
    return key_result.kind in ("reach", None)


def export_milestones(key_result: KeyResult) -> tuple[ExportedMilestone, ...] | None:
    """Return the steps of a key result that is measured in steps."""
    if key_result.kind != "milestones":
        return None
    return tuple(
        ExportedMilestone(
            title=milestone.title, done=milestone.done, due=milestone.due, weight=simplify_number(milestone.weight)
        )
        for milestone in key_result.milestones
    )


def export_levels(key_result: KeyResult) -> ExportedLevels | None:
    """Return what each level means of a key result that is measured in levels."""
    if key_result.kind != "levels":
        return None
    levels = key_result.levels
    return ExportedLevels(commit=levels.get("commit"), target=levels.get("target"), stretch=levels.get("stretch"))


def export_phases(key_result: KeyResult) -> tuple[ExportedDatedValue, ...] | None:
    """Return the interim targets of a key result that reaches for a number."""
    if not _has_start_and_target(key_result):
        return None
    return tuple(ExportedDatedValue(day, simplify_number(quantity.value)) for day, quantity in key_result.phases)


def export_explanation(explanation: Explanation) -> ExportedExplanation:
    """Return how a number came about: what a reader of the export needs to calculate it again."""
    return ExportedExplanation(
        sentence=explanation.sentence, rule=explanation.rule, terms=tuple(map(_export_term, explanation.terms))
    )


def _export_term(term: Term) -> ExportedTerm:
    return ExportedTerm(
        label=term.label,
        text=term.value,
        number=simplify_optional_number(term.number),
        weight=simplify_number(term.weight),
        ref=term.ref,
        source=make_source_record(term.place),
    )


def export_status(status: Status) -> ExportedStatus:
    """Return how something stands."""
    return ExportedStatus(
        shown=status.shown, reported=status.reported, computed=status.computed, why=status.why.translate()
    )


def export_outcome(outcome: Outcome | None) -> ExportedOutcome | None:
    """Return what came of something; None until its cycle has ended."""
    if outcome is None:
        return None
    return ExportedOutcome(shown=outcome.shown, basis=outcome.basis, proposed=outcome.is_proposed, why=outcome.why)


def export_contribution(contribution: Contribution | None) -> ExportedContribution | None:
    """Return whether what contributes to a key result adds up; None where nothing does."""
    if contribution is None:
        return None
    return ExportedContribution(
        planned=simplify_number(contribution.planned),
        covered=simplify_number(contribution.covered),
        verdict=contribution.verdict,
    )


def export_goalpost(change: TargetChange, *, public: bool) -> ExportedGoalpost:
    """Return a goalpost that was moved; the public isn't told in which commit."""
    return ExportedGoalpost(
        date=change.date,
        what=change.what,
        result=change.result,
        before=say(change.before),
        after=say(change.after),
        by=change.author,
        reason=change.reason,
        step=change.step or None,
        eased=change.eased,
        raised=change.raised,
        commit=None if public else change.commit,
    )


def export_projection(projection: Projection | None) -> ExportedProjection | None:
    """Return where a key result ends at its pace; None where that can't be said."""
    if projection is None:
        return None
    return ExportedProjection(
        date=projection.end.date,
        value=simplify_number(projection.end.value),
        progress=simplify_number(projection.progress),
        sentence=projection.why.sentence,
    )


def export_unread_values(values: Iterable[UnreadValue]) -> tuple[ExportedUnread, ...]:
    """Return what of an objective or a key result can't be read, and what stands in its place."""
    return tuple(ExportedUnread(value.field, value.last or None, value.day, value.counts) for value in values)


def export_outside_link(link: OutsideLink) -> ExportedOutsideLink:
    """Return a link up to a goal of another organisation."""
    return ExportedOutsideLink(
        ref=link.target_ref,
        kind="contributes_to" if LINK_KINDS[link.kind].counts else "supports",
        organisation=link.organisation,
        title=link.key_result.title if link.key_result else link.goal.title if link.goal else None,
        url=link.url,
        share=simplify_optional_number(link.share),
        because=link.because,
    )
