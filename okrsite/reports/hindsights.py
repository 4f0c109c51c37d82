"""What cycles that ended of late ask the teams: told to whoever asks for a unit, to no others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from okrsite.feeds.report_records import WeeklyHindsight
from okrsite.pages.parts.hindsights import collect_hindsights
from okrsite.reports.scope import ReportScope

_LATELY = timedelta(weeks=4)
"""In which grades are given and retrospectives held."""


def collect_weekly_hindsights(scope: ReportScope) -> Iterator[WeeklyHindsight]:
    """Yield the questions to the units that were asked for."""
    ended = [
        objective
        for objective in scope.objectives
        if scope.asked and scope.organisation.cycles[objective.cycle].end >= scope.day - _LATELY
    ]
    for found in collect_hindsights(scope.now, ended):
        yield WeeklyHindsight(
            objective=scope.name_objective(found.objective),
            key_result=found.objective.ref.make_key_result_ref(found.key_result.id),
            kind=found.kind,
            sentence=found.sentence,
        )
