"""Numbers that were computed before and are the same now: for a preview, in which an edit changes one file.

Decides what a number depends on. An objective counts as the same only if it is the very same value: nothing is compared
that would cost as much as computing it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from okrsite.languages.words import WordsKey, get_words_key
from okrsite.model.objectives import Objective
from okrsite.model.organisation import Organisation
from okrsite.model.refs import KeyResultRef, ObjectiveRef
from okrsite.progress.contribution import Contribution
from okrsite.progress.current_values import CurrentValues, Report
from okrsite.progress.measures import KeyResultMeasure, Measures, ObjectiveMeasure
from okrsite.progress.progress_sources import CountedParts
from okrsite.settings import Settings


class LastMeasures(msgspec.Struct, frozen=True):
    """Numbers that were computed, and what they were computed of."""

    organisation: Organisation
    settings: Settings
    from_git: Mapping[KeyResultRef, tuple[Report, ...]]
    measures: Measures
    words: WordsKey = msgspec.field(default_factory=get_words_key)
    """In which words the reasons are said."""


class KnownMeasures:
    """Which of the last numbers hold for an organisation of now."""

    def __init__(
        self,
        last: LastMeasures | None,
        organisation: Organisation,
        settings: Settings,
        today: date,
        from_git: Mapping[KeyResultRef, tuple[Report, ...]],
    ) -> None:
        """Find the objectives that are the same, and with them the values of their key results."""
        self._last = last
        self._same: set[ObjectiveRef] = set()
        """The objectives of which all that they say themselves gives the numbers that it gave."""
        self._kept: set[ObjectiveRef] = set()
        """Those of them of which the numbers of all key results hold."""
        self._results: dict[ObjectiveRef, list[KeyResultRef]] = {}
        """The key results of the same objectives."""
        if last is None or last.measures.today != today or last.settings != settings or last.words != get_words_key():
            return
        before = last.organisation
        if before.cycles != organisation.cycles or before.kpis != organisation.kpis:
            return
        for ref, objective in organisation.objectives.items():
            if before.objectives.get(ref) is objective and not any(one.sum_of for one in objective.key_results):
                results = _list_results(objective)
                if all(from_git.get(result, ()) == last.from_git.get(result, ()) for result in results):
                    self._same.add(ref)
                    self._results[ref] = results

    def find_current_values(self, objective: Objective) -> dict[KeyResultRef, CurrentValues] | None:
        """Return what holds of an objective's key results; None where it has to be found."""
        if self._last is None or objective.ref not in self._same:
            return None
        known = self._last.measures.key_results
        return {ref: known[ref].current_values for ref in self._results[objective.ref]}

    def find_key_results(
        self, objective: Objective, contributions: Mapping[KeyResultRef, Contribution]
    ) -> dict[KeyResultRef, KeyResultMeasure] | None:
        """Return the numbers of an objective's key results; None where they have to be computed."""
        if self._last is None or objective.ref not in self._same:
            return None
        known = {ref: self._last.measures.key_results[ref] for ref in self._results[objective.ref]}
        if any(contributions.get(ref) != measure.contribution for ref, measure in known.items()):
            return None
        self._kept.add(objective.ref)
        return known

    def find_objective(self, ref: ObjectiveRef, parts: CountedParts) -> ObjectiveMeasure | None:
        """Return the numbers of an objective that are made of its key results; None where they have to be computed.

        What other objectives count in, by `parts`, is computed each time.
        """
        if self._last is None or parts.objectives or ref not in self._kept:
            return None
        known = self._last.measures.objectives[ref]
        return known if known.parts == parts else None


def _list_results(objective: Objective) -> list[KeyResultRef]:
    return [objective.ref.make_key_result_ref(key_result.id) for key_result in objective.key_results]
