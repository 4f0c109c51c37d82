"""What things were called before: ids that were typed as `aliases`, and those that git remembers.

Whoever has an id today owns it: a former one is nobody's then. What two things could claim leads nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from okrsite.model.refs import KeyResultRef, ObjectiveRef


class FormerNames(msgspec.Struct, frozen=True):
    """Former ids and addresses, each with what it means today."""

    objectives: Mapping[ObjectiveRef, ObjectiveRef] = msgspec.field(default_factory=dict)
    """Former references of objectives that git knows, with those of today."""
    key_results: Mapping[KeyResultRef, str] = msgspec.field(default_factory=dict)
    """Former ids of key results that git knows, under their objectives of today, with the ids of today."""
    anchors: Mapping[ObjectiveRef, tuple[str, ...]] = msgspec.field(default_factory=dict)
    """Anchors that an objective of today had on its unit's page before, those of former titles among them."""
    units: Mapping[str, str] = msgspec.field(default_factory=dict)
    """Former ids of units, typed or known to git, with those of today."""
    typed_units: frozenset[str] = frozenset()
    """Those of them that somebody typed as `aliases`: they are as good as the ids of today."""
    pages: Mapping[str, tuple[str, str]] = msgspec.field(default_factory=dict)
    """Former pages of units (`teams/sales`, `teams/sales/2026-Q4`), with the unit and the cycle of today.

    An empty cycle is the unit's own page.
    """

    files: frozenset[str] = frozenset()
    """All files that units ever had, by path inside the content folder: no other leads anywhere."""
    documents: Mapping[str, str] = msgspec.field(default_factory=dict)
    """Former paths of memos and ordinary pages inside the content folder, with those of today as `Place` has them."""

    def merge(self, known: FormerNames) -> FormerNames:
        """Return these names with those that git knows; what somebody typed counts first."""
        return FormerNames(
            known.objectives,
            known.key_results,
            known.anchors,
            {**known.units, **self.units},
            self.typed_units,
            dict(sorted({**known.pages, **self.pages}.items())),
            known.files,
            known.documents,
        )

    def has_file(self, inside: str) -> bool:
        """Whether a file of a unit lay at a path inside the content folder, or may have by an alias."""
        parts = inside.split("/")
        return inside in self.files or (len(parts) > 1 and parts[-2] in self.typed_units)

    def find_unit(self, unit: str) -> str:
        """Return what a unit is called today."""
        return self.units.get(unit, unit)


NO_FORMER_NAMES = FormerNames()
