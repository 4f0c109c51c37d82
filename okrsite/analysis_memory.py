"""What was found out about content when it was analysed before by the same process: for a preview.

Each of its methods returns what the function of the same task would return, and is faster where little has changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from okrsite.alignment.graph import Alignment
from okrsite.alignment.kept_alignment import KeptAlignment
from okrsite.alignment.kept_overlaps import KeptOverlaps
from okrsite.history.kept_past import KeptPast
from okrsite.model.organisation import Organisation
from okrsite.model.refs import KeyResultRef
from okrsite.progress.current_values import Report
from okrsite.progress.kept_reports import KeptReports
from okrsite.progress.known_measures import LastMeasures
from okrsite.progress.measure import Measures, measure_organisation
from okrsite.settings import Settings


class AnalysisMemory:
    """Remembers the last analysis of the content of one configuration."""

    def __init__(self) -> None:
        """Begin without any."""
        self.alignment = KeptAlignment()
        self.past = KeptPast()
        self.reports = KeptReports()
        self.overlaps = KeptOverlaps()
        self._measures: LastMeasures | None = None

    def measure(
        self,
        organisation: Organisation,
        alignment: Alignment,
        settings: Settings,
        today: date,
        from_git: Mapping[KeyResultRef, tuple[Report, ...]],
    ) -> Measures:
        """Return every number of the organisation on a day."""
        measures = measure_organisation(organisation, alignment, settings, today, from_git, self._measures)
        self._measures = LastMeasures(organisation, settings, from_git, measures)
        return measures
