"""What needs a word in the review: off track and at risk, low confidence, blocked."""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.feeds.report_records import TroubleStatus, WeeklyBlocker, WeeklyConcern, WeeklyLowConfidence
from okrsite.model.objectives import Objective
from okrsite.progress.status import ShownStatus, is_low_confidence
from okrsite.reports.scope import ReportScope

_RANKS: dict[ShownStatus, int] = {"at risk": 1, "off track": 2}
"""How bad a status is; any other is none of these."""


def collect_concerns(scope: ReportScope) -> tuple[WeeklyConcern, ...]:
    """Return what is off track or at risk: what is new this week first, the worse before the better."""
    concerns = [
        _build_concern(scope, objective, status)
        for objective in scope.open
        if (status := _find_trouble(scope.measure(objective).status.shown))
    ]
    return tuple(sorted(concerns, key=lambda concern: (not concern.is_new, -_RANKS[concern.status])))


def _find_trouble(shown: ShownStatus) -> TroubleStatus | None:
    return shown if shown == "off track" or shown == "at risk" else None


def _build_concern(scope: ReportScope, objective: Objective, status: TroubleStatus) -> WeeklyConcern:
    before = scope.measure_before(objective)
    earlier = before.status.shown if before else None
    # Of what was outdated, and isn't any more, the numbers tell how it was.
    computed = before.status.computed if before and earlier == "outdated" else None
    return WeeklyConcern(
        objective=scope.name_objective(objective),
        status=status,
        status_before=earlier,
        is_new=(
            scope.is_created_in_week(objective)
            if earlier is None
            else _RANKS.get(computed or earlier, 0) < _RANKS[status]
        ),
        why=scope.measure(objective).status.why.translate(),
        note=scope.extract_note(objective),
        needs=scope.extract_needs(objective),
    )


def collect_low_confidence(scope: ReportScope) -> Iterator[WeeklyLowConfidence]:
    """Yield key results with a low confidence about which nobody said a word in the week.

    Left out is what stands among the concerns, and what has a status that somebody reported: that is a word.
    """
    for objective in scope.open:
        status = scope.measure(objective).status
        if _find_trouble(status.shown) or status.reported or scope.extract_note(objective):
            continue
        for key_result in objective.key_results:
            ref = objective.ref.make_key_result_ref(key_result.id)
            measure = scope.now.measures.key_results[ref]
            confidence = measure.current_values.confidence
            if confidence is None or key_result.withheld or measure.status.reported is not None:
                continue
            if is_low_confidence(confidence, scope.now.site.settings):
                yield WeeklyLowConfidence(
                    objective=scope.name_objective(objective),
                    key_result=ref,
                    key_result_title=key_result.title,
                    confidence=confidence,
                )


def collect_blockers(scope: ReportScope) -> Iterator[WeeklyBlocker]:
    """Yield the objectives with something in their way, paused ones too, and who is named to be consulted."""
    units = scope.organisation.units
    for objective in scope.unsettled:
        if objective.blockers:
            named = (units[key].name if key in units else scope.name_person(key) or key for key in objective.consult)
            yield WeeklyBlocker(
                objective=scope.name_objective(objective),
                blockers=objective.blockers,
                consulted=tuple(named),
            )
