"""The graph that was built before, for as long as the same would be built: for a preview.

Decides what links depend on: how objectives and key results are called, and what is typed as a link, at which place.
"""

from __future__ import annotations

from okrsite.alignment.graph import Alignment, build_alignment
from okrsite.model.objectives import Objective
from okrsite.model.organisation import Organisation
from okrsite.model.same_names import has_same_names
from okrsite.problems import Problem


class KeptAlignment:
    """Remembers the graph as it was built last."""

    def __init__(self) -> None:
        """Begin without any."""
        self._last: tuple[Organisation, Alignment, tuple[Problem, ...]] | None = None

    def build(self, organisation: Organisation) -> tuple[Alignment, list[Problem]]:
        """Return what `build_alignment` returns of the same."""
        if self._last is None or not _has_same_links(self._last[0], organisation):
            alignment, problems = build_alignment(organisation)
            self._last = (organisation, alignment, tuple(problems))
        return self._last[1], list(self._last[2])


def _has_same_links(before: Organisation, now: Organisation) -> bool:
    return has_same_names(before, now) and all(
        old is new or _list_links(old) == _list_links(new)
        for old, new in zip(before.objectives.values(), now.objectives.values(), strict=True)
    )


def _list_links(objective: Objective) -> tuple[object, ...]:
    results = tuple((key_result.contributes_to, key_result.supports) for key_result in objective.key_results)
    return (
        *(objective.contributes_to, objective.supports, objective.depends_on, objective.continues),
        *(objective.confirms, objective.differs_from, objective.joint, results),
    )
