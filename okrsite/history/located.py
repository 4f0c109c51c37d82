"""An objective of an old version, and where in the content it stood."""

from __future__ import annotations

from dataclasses import dataclass

from okrsite.history.versions import PastObjective


@dataclass(frozen=True, slots=True)
class LocatedObjective:
    """An objective where it stood."""

    unit: str
    cycle: str
    path: str
    """Inside the content folder."""
    position: int
    objective: PastObjective

    @property
    def ref(self) -> str:
        """The full reference as it was then: unit/cycle/objective."""
        return f"{self.unit}/{self.cycle}/{self.objective.id}"
