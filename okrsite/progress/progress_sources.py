"""What an objective's progress is made of: its key results, the objectives that contribute directly, or both.

Decides for each objective which of them count, and in which order objectives are measured: what counts in another one
comes before it. Where nothing contributes, and where links form a circle, the key results count, whatever was asked
for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from okrsite.alignment.circles import find_strongly_connected_components
from okrsite.choices import ProgressSource
from okrsite.model.objectives import Objective
from okrsite.model.organisation import Organisation
from okrsite.model.refs import ObjectiveRef
from okrsite.progress.rollup import LinkedObjectives
from okrsite.settings import Settings

_BY_SETTING: dict[str, ProgressSource] = {"key_results": "key results", "aligned": "aligned", "both": "both"}


class CountedParts(msgspec.Struct, frozen=True):
    """Which parts make an objective's progress."""

    source: ProgressSource = "key results"
    objectives: tuple[ObjectiveRef, ...] = ()
    """The objectives that count in it; none where its key results alone do."""
    lacking: Literal["", "nothing contributes", "circle"] = ""
    """Why its key results count although something else is asked for."""

    @property
    def counts_key_results(self) -> bool:
        """Whether the key results are part of it."""
        return self.source != "aligned"


KEY_RESULTS_ALONE = CountedParts()


def find_wanted_source(objective: Objective, settings: Settings) -> ProgressSource:
    """Return what an objective's progress is to be made of, by its own word or by the setting."""
    return objective.progress_from or get_set_source(settings)


def get_set_source(settings: Settings) -> ProgressSource:
    """Return what the progress of objectives is to be made of that say nothing themselves."""
    return _BY_SETTING[settings.progress_from]


def choose_counted_parts(
    organisation: Organisation, linked: Mapping[ObjectiveRef, LinkedObjectives], settings: Settings
) -> dict[ObjectiveRef, CountedParts]:
    """Return what makes each objective's progress, those first that count in others."""
    wanted = {
        ref: source
        for ref, objective in organisation.objectives.items()
        if (source := find_wanted_source(objective, settings)) != "key results"
    }
    chosen = dict.fromkeys((ref for ref in organisation.objectives if ref not in wanted), KEY_RESULTS_ALONE)
    below = {ref: [child for child in linked[ref].direct if child in wanted] for ref in wanted}
    for group in find_strongly_connected_components(below):
        for ref in sorted(group):
            children = linked[ref].direct
            if len(group) > 1:
                chosen[ref] = CountedParts(lacking="circle")
            elif not children:
                chosen[ref] = CountedParts(lacking="nothing contributes")
            else:
                chosen[ref] = CountedParts(wanted[ref], children)
    return chosen
