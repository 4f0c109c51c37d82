"""Roll-up: plain and weighted means of shares (0.0 to 1.0), over a cycle and over what is aligned with an objective."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

import msgspec

from okrsite.alignment.chains import Chains
from okrsite.alignment.graph import Alignment
from okrsite.model.audience import round_to_whole_percent
from okrsite.model.objectives import Objective
from okrsite.model.organisation import Organisation
from okrsite.model.refs import ObjectiveRef


def compute_cycle_means(
    organisation: Organisation, progress: Mapping[ObjectiveRef, float | None], dropped: Collection[ObjectiveRef]
) -> dict[str, float | None]:
    """Return the mean progress (0.0 to 1.0) of each cycle's objectives, None where nothing is known."""
    by_cycle: dict[str, list[Objective]] = {cycle: [] for cycle in organisation.cycles}
    for objective in organisation.objectives.values():
        by_cycle[objective.cycle].append(objective)
    return {cycle: average_progress(objectives, progress, dropped) for cycle, objectives in by_cycle.items()}


def average_progress(
    objectives: Iterable[Objective],
    progress: Mapping[ObjectiveRef, float | None],
    dropped: Collection[ObjectiveRef],
) -> float | None:
    """Return the mean progress (0.0 to 1.0) of objectives: every number of a unit or a cycle is made here.

    What was dropped and what has no data is left out; None where nothing is left. It is told in whole percent where
    numbers of one that counts are withheld.
    """
    counted = [objective for objective in objectives if objective.ref not in dropped]
    mean = compute_mean(progress[objective.ref] for objective in counted)
    return round_if_withheld(mean, withheld=any(map(has_withheld_numbers, counted)))


def has_withheld_numbers(objective: Objective) -> bool:
    """Whether numbers of an objective's key results are withheld: then it is told in whole percent, as they are."""
    return any(key_result.withheld for key_result in objective.key_results)


def round_if_withheld(share: float | None, *, withheld: bool) -> float | None:
    """Return a share (0.0 to 1.0) as it may be told: in whole percent where something in it is `withheld`."""
    return round_to_whole_percent(share) if withheld and share is not None else share


def compute_mean(shares: Iterable[float | None]) -> float | None:
    """Return the plain mean of what is known, None where nothing is."""
    known = [share for share in shares if share is not None]
    return sum(known) / len(known) if known else None


def compute_weighted_mean(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Return the mean of (value, weight) pairs; None where there is nothing to weigh."""
    total = sum(weight for _, weight in pairs)
    return sum(value * weight for value, weight in pairs) / total if total else None


class AlignedMeans(msgspec.Struct, frozen=True):
    """How the objectives of other units that link up to a goal stand."""

    direct: float | None
    """The plain mean of those that contribute, 0.0 to 1.0; None where none has data."""
    indirect: float | None
    """The same of those that support."""
    superseded: frozenset[ObjectiveRef]
    """Those that count in neither, because a copy of them from another cycle does."""


def compute_aligned_means(
    organisation: Organisation,
    alignment: Alignment,
    own: Mapping[ObjectiveRef, float | None],
    dropped: Collection[ObjectiveRef],
    today: date,
) -> dict[ObjectiveRef, AlignedMeans]:
    """Return the means of each objective; of a goal that was carried through several cycles the current copy counts."""
    begun = {cycle.id for cycle in organisation.cycles.values() if cycle.start <= today}
    chains = Chains(
        alignment.continues,
        alignment.continued_by,
        frozenset(objective.ref for objective in organisation.objectives.values() if objective.cycle in begun),
    )
    means = {}
    for objective in organisation.objectives.values():
        below: dict[str, dict[ObjectiveRef, Objective]] = {"direct": {}, "indirect": {}}
        for link in alignment.down.get(objective.ref, ()):
            source = organisation.objectives[link.source]
            if source.unit != objective.unit:
                below[link.kind][source.ref] = source
        superseded = chains.find_superseded((*below["direct"], *below["indirect"]))
        direct, indirect = (
            average_progress((one for ref, one in listed.items() if ref not in superseded), own, dropped)
            for listed in below.values()
        )
        means[objective.ref] = AlignedMeans(direct, indirect, superseded)
    return means
