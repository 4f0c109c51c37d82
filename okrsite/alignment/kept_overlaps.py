"""The overlaps that were found before by the same process, for as long as the same would be found: for a preview."""

from __future__ import annotations

from collections.abc import Collection

from okrsite.alignment.graph import Alignment
from okrsite.alignment.overlap_cache import describe_overlapping
from okrsite.alignment.overlaps import Overlap, find_overlaps
from okrsite.model.objectives import Objective
from okrsite.model.organisation import Organisation
from okrsite.model.refs import ObjectiveRef


class KeptOverlaps:
    """Remembers the overlaps as they were found last."""

    def __init__(self) -> None:
        """Begin without any."""
        self._last: tuple[Organisation, Alignment, tuple[Objective, ...], tuple[Overlap, ...]] | None = None

    def find(
        self, organisation: Organisation, alignment: Alignment, open_refs: Collection[ObjectiveRef]
    ) -> tuple[Overlap, ...]:
        """Return what `find_overlaps` returns of the same."""
        listed = tuple(objective for ref, objective in organisation.objectives.items() if ref in open_refs)
        if self._last is not None and self._is_same(organisation, alignment, listed):
            return self._last[3]
        overlaps = find_overlaps(organisation, alignment, open_refs)
        self._last = organisation, alignment, listed, overlaps
        return overlaps

    def _is_same(self, organisation: Organisation, alignment: Alignment, listed: tuple[Objective, ...]) -> bool:
        assert self._last is not None
        last_organisation, last_alignment, last_listed, _ = self._last
        return (
            len(last_listed) == len(listed)
            and last_organisation.cycles == organisation.cycles
            and last_organisation.kpis == organisation.kpis
            and last_alignment.distinctions == alignment.distinctions
            and (last_alignment is alignment or _list_pairs(last_alignment) == _list_pairs(alignment))
            and all(
                old is new or describe_overlapping(old) == describe_overlapping(new)
                for old, new in zip(last_listed, listed, strict=True)
            )
        )


def _list_pairs(alignment: Alignment) -> set[tuple[ObjectiveRef, ObjectiveRef]]:
    return {(link.source, link.target) for link in alignment.links}
