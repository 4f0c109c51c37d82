"""Decisions that are due: cycles that ended without grades, and dependencies that wait for an answer.

They are those of today, of whichever week the report is: nobody has to decide what was decided since.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.feeds.report_records import WeeklyDecision, WeeklyDependency
from okrsite.reports.scope import ReportScope


def collect_ungraded(scope: ReportScope) -> Iterator[WeeklyDecision]:
    """Yield the objectives of cycles that have ended without all grades, as far as OKR531 is said of them.

    So none of which somebody answered that remark; for the public, which is told no remarks, none at all.
    """
    places = {problem.place for problem in scope.now.problems if problem.code == "OKR531"}
    for objective in scope.objectives:
        if objective.place in places:
            yield WeeklyDecision(
                objective=scope.name_objective(objective),
                cycle_name=scope.organisation.cycles[objective.cycle].name,
                ungraded=sum(key_result.lacks_grade for key_result in objective.key_results),
            )


def collect_unconfirmed(scope: ReportScope) -> Iterator[WeeklyDependency]:
    """Yield the dependencies that nobody confirmed, from either end, as on the page of gaps."""
    objectives = scope.organisation.objectives
    for link in scope.now.gaps.unconfirmed:
        source, target = objectives[link.source], objectives[link.target]
        if source.unit in scope.units or target.unit in scope.units:
            yield WeeklyDependency(objective=scope.name_objective(source), depends_on=scope.name_objective(target))
