"""What is known of an organisation in numbers, on a day: of key results, objectives, units and cycles.

How they came about is said where somebody asks: by `key_result_explanations` and `mean_terms`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from okrsite.model.refs import KeyResultRef, ObjectiveRef
from okrsite.progress.contribution import Contribution
from okrsite.progress.current_values import CurrentValues
from okrsite.progress.outcomes import Outcome, OutcomeWord
from okrsite.progress.progress_sources import KEY_RESULTS_ALONE, CountedParts
from okrsite.progress.rollup import AlignedMeans
from okrsite.progress.status import ShownStatus, Status
from okrsite.progress.sums import ChildrenSum


class KeyResultMeasure(msgspec.Struct, frozen=True):
    """A key result's numbers on a day."""

    current_values: CurrentValues
    progress: float | None
    """Unrounded; may lie below 0.0 and above 1.0. None: no data yet."""
    expected: float | None
    """0.0 to 1.0."""
    day: date
    """The day of the numbers; after the last on which more is expected, that one."""
    status: Status
    proposed_grade: float | None
    """Progress cut to 0.0 to 1.0, the proposal for the grade."""
    contribution: Contribution | None
    outcome: Outcome | None = None
    """What came of it; None until its cycle has ended."""

    sum: ChildrenSum | None = None
    """What its value is the sum of; None: it has one of its own."""

    @property
    def word(self) -> ShownStatus | OutcomeWord:
        """How it stands, in a word, and once its cycle has ended what came of it."""
        return self.outcome.shown if self.outcome else self.status.shown


class ObjectiveMeasure(msgspec.Struct, frozen=True):
    """An objective's numbers on a day."""

    progress: float | None
    """0.0 to 1.0: the weighted mean of its parts with data. None: no data yet."""
    expected: float | None
    confidence: float | None
    grade: float | None
    """0.0 to 1.0, once all key results are graded that weren't given up."""
    status: Status
    last_report: date | None
    aligned: AlignedMeans
    """How the objectives that link up to it stand."""
    without_data: int
    """How many key results have no data and are left out of the mean."""
    outcome: Outcome | None = None
    """What came of it; None until its cycle has ended."""
    parts: CountedParts = KEY_RESULTS_ALONE
    """What its progress is made of."""
    is_rounded: bool = False
    """Whether its numbers are told in whole percent, because others behind them are withheld."""
    is_heard: bool = False
    """Of a site for the public: whether there is news of which not even the day may be told."""

    @property
    def word(self) -> ShownStatus | OutcomeWord:
        """How it stands, in a word, and once its cycle has ended what came of it."""
        return self.outcome.shown if self.outcome else self.status.shown

    @property
    def aligned_direct(self) -> float | None:
        """The weighted mean of the objectives that contribute to it."""
        return self.aligned.direct

    @property
    def aligned_indirect(self) -> float | None:
        """The weighted mean of the objectives that support it."""
        return self.aligned.indirect


class Measures(msgspec.Struct, frozen=True):
    """All numbers."""

    today: date
    key_results: Mapping[KeyResultRef, KeyResultMeasure]
    objectives: Mapping[ObjectiveRef, ObjectiveMeasure]
    units: Mapping[str, float | None]
    unit_cycles: Mapping[str, tuple[str, ...]]
    """Over which cycles a unit's number goes."""
    cycles: Mapping[str, float | None]
    dropped: frozenset[ObjectiveRef]
    """The objectives that were given up: they count in no mean, serve nobody, and are on no map but their own."""
