"""An objective of an old version, and where in the content it stood."""

from __future__ import annotations

import msgspec

from okrsite.history.versions import PastObjective
from okrsite.model.refs import ObjectiveRef


class LocatedObjective(msgspec.Struct, frozen=True):
    """An objective where it stood."""

    unit: str
    cycle: str
    path: str
    """Inside the content folder."""
    position: int
    objective: PastObjective

    @property
    def ref(self) -> ObjectiveRef:
        """The full reference as it was then: unit/cycle/objective."""
        return ObjectiveRef.create(self.unit, self.cycle, self.objective.id)
