"""Roll-up: weighted means of shares (0.0 to 1.0), over a cycle and over what links up to an objective."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

import msgspec

from okrsite.alignment.chains import Chains
from okrsite.alignment.graph import Alignment
from okrsite.model.audience import round_to_whole_percent
from okrsite.model.objectives import Objective
from okrsite.model.organisation import Organisation
from okrsite.model.refs import ObjectiveRef


class CountedNumber(Protocol):
    """What an objective gives to a mean."""

    @property
    def progress(self) -> float | None:
        """0.0 to 1.0; None without data."""

    @property
    def is_rounded(self) -> bool:
        """Whether it is told in whole percent, because numbers behind it are withheld."""


class ToldProgress(msgspec.Struct, frozen=True, gc=False):
    """How far an objective is, as it is told."""

    progress: float | None
    is_rounded: bool


def compute_cycle_means(
    organisation: Organisation, numbers: Mapping[ObjectiveRef, CountedNumber], dropped: Collection[ObjectiveRef]
) -> dict[str, float | None]:
    """Return the mean progress (0.0 to 1.0) of each cycle's objectives, None where nothing is known."""
    by_cycle: dict[str, list[Objective]] = {cycle: [] for cycle in organisation.cycles}
    for objective in organisation.objectives.values():
        by_cycle[objective.cycle].append(objective)
    return {cycle: average_progress(objectives, numbers, dropped) for cycle, objectives in by_cycle.items()}


def average_progress(
    objectives: Iterable[Objective],
    numbers: Mapping[ObjectiveRef, CountedNumber],
    dropped: Collection[ObjectiveRef],
) -> float | None:
    """Return the weighted mean progress (0.0 to 1.0) of objectives: every number of a unit or a cycle is made here.

    What was dropped and what has no data is left out; None where nothing is left. It is told in whole percent where
    numbers of one that counts are withheld.
    """
    counted = [(objective, numbers[objective.ref]) for objective in objectives if objective.ref not in dropped]
    mean = compute_weighted_mean(
        [(number.progress, objective.weight) for objective, number in counted if number.progress is not None]
    )
    return round_if_withheld(mean, withheld=any(number.is_rounded for _, number in counted))


def has_withheld_numbers(objective: Objective) -> bool:
    """Whether numbers of an objective's key results are withheld: then it is told in whole percent, as they are."""
    return any(key_result.withheld for key_result in objective.key_results)


def round_if_withheld(share: float | None, *, withheld: bool) -> float | None:
    """Return a share (0.0 to 1.0) as it may be told: in whole percent where something in it is `withheld`."""
    return round_to_whole_percent(share) if withheld and share is not None else share


def compute_weighted_mean(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Return the mean of (value, weight) pairs; None where there is nothing to weigh."""
    total = sum(weight for _, weight in pairs)
    return sum(value * weight for value, weight in pairs) / total if total else None


class LinkedObjectives(msgspec.Struct, frozen=True):
    """The objectives that link up to a goal, by the kind of their links."""

    direct: tuple[ObjectiveRef, ...] = ()
    """Those that contribute and count, in the order of their links."""
    indirect: tuple[ObjectiveRef, ...] = ()
    """Those that support and count."""
    superseded: frozenset[ObjectiveRef] = frozenset()
    """Those that count in neither, because a copy of them from another cycle does."""


class AlignedMeans(msgspec.Struct, frozen=True):
    """How the objectives that link up to a goal stand."""

    direct: float | None
    """The weighted mean of those that contribute, 0.0 to 1.0; None where none has data."""
    indirect: float | None
    """The same of those that support."""
    superseded: frozenset[ObjectiveRef]
    """Those that count in neither, because a copy of them from another cycle does."""


_NOBODY = LinkedObjectives()


def find_chains(organisation: Organisation, alignment: Alignment, today: date) -> Chains:
    """Return the objectives that carry one another on, and which of them have begun."""
    begun = {cycle.id for cycle in organisation.cycles.values() if cycle.start <= today}
    refs = (objective.ref for objective in organisation.objectives.values() if objective.cycle in begun)
    return Chains(alignment.continues, alignment.continued_by, frozenset(refs))


def list_linked_objectives(
    organisation: Organisation, alignment: Alignment, dropped: Collection[ObjectiveRef], chains: Chains
) -> dict[ObjectiveRef, LinkedObjectives]:
    """Return what links up to each objective and counts; of a goal that is carried on, the current copy does."""
    linked = {}
    for ref in organisation.objectives:
        links = alignment.down.get(ref)
        if not links:
            linked[ref] = _NOBODY
            continue
        direct = dict.fromkeys(link.source for link in links if link.kind == "direct")
        indirect = dict.fromkeys(link.source for link in links if link.kind == "indirect")
        superseded = chains.find_superseded((*direct, *indirect))
        out = superseded.union(dropped) if dropped else superseded
        linked[ref] = LinkedObjectives(
            tuple(source for source in direct if source not in out),
            tuple(source for source in indirect if source not in out),
            superseded,
        )
    return linked


def compute_aligned_means(
    organisation: Organisation, linked: LinkedObjectives, numbers: Mapping[ObjectiveRef, CountedNumber]
) -> AlignedMeans:
    """Return the means of what links up to one objective."""
    direct, indirect = (
        average_progress((organisation.objectives[ref] for ref in refs), numbers, ()) if refs else None
        for refs in (linked.direct, linked.indirect)
    )
    return AlignedMeans(direct, indirect, linked.superseded)
