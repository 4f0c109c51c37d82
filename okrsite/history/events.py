"""What git remembers, as values: every change of an objective or a key result, under the names of today.

Decides nothing: `past` reads them, `redaction` leaves out what the public is not told.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from okrsite.history.compare import ChangeKind
from okrsite.history.diagnostics import HistoryNotice
from okrsite.history.log import Commit
from okrsite.history.numbered_names import NamesThen
from okrsite.history.versions import PastObjective, PastValue
from okrsite.model.former_names import FormerNames
from okrsite.model.refs import ObjectiveRef


class ChangeEvent(msgspec.Struct, frozen=True, gc=False):
    """One change of one objective or key result."""

    kind: ChangeKind
    ref: ObjectiveRef
    """The objective as it is called today; one that is gone as it was called last."""
    result: str | None
    """The key result's id of today; None where the objective itself changed."""
    commit: Commit
    """Who made the change, on which day, with which subject."""
    arrived: date
    """The day on which it reached the branch: that of the merge that brought it, else the commit's own."""
    before: PastValue
    """None: nothing was said before. People by id, links by full reference, milestones done by title."""
    after: PastValue

    @property
    def date(self) -> date:
        """The day on which the change was made."""
        return self.commit.day


class LeftOutObjective(msgspec.Struct, frozen=True):
    """An objective of a file of which something can't be read today, as the last version says it that can be read."""

    unit: str
    cycle: str
    path: str
    """The file, as in `Place`."""
    day: date
    """That on which this version came to the branch."""
    objective: PastObjective


class Past(msgspec.Struct, frozen=True):
    """Everything that git remembers."""

    events: tuple[ChangeEvent, ...] = ()
    """In the order in which they reached the branch: for one field, each `before` is what the last `after` was."""
    notices: tuple[HistoryNotice, ...] = ()
    by_objective: Mapping[ObjectiveRef, tuple[ChangeEvent, ...]] = msgspec.field(default_factory=dict)
    """The same events by objective, those of its key results among them."""
    file_days: Mapping[str, date] = msgspec.field(default_factory=dict)
    """The day on which each file of the content last changed on the branch, by path as in `Place`; for the public none,
    as it would tell of changes that it isn't shown.
    """
    former: FormerNames = FormerNames()
    """What objectives, key results and units were called before."""
    has_renames: bool = False
    """Whether something seems to have another name than in the last commit: all that was typed may tell what it is."""
    unknown_moves: tuple[tuple[ObjectiveRef, ObjectiveRef], ...] = ()
    """Objectives with another reference than in the last commit, which a clone as shallow as this won't know later."""
    last_read: Mapping[ObjectiveRef, PastObjective] = msgspec.field(default_factory=dict)
    """Objectives as the last version says them that can be read, where somebody asked for them."""
    numbers: NamesThen = NamesThen()
    """What the numbers in check-ins meant when they were typed; for the public nothing."""
    left_out: tuple[LeftOutObjective, ...] = ()
    """Those that today's organisation lacks, of files that are left out or of which a part is; for the public none."""

    def list_events(self, ref: ObjectiveRef, result: str | None = None) -> tuple[ChangeEvent, ...]:
        """Return the events of an objective; with `result` only those of that key result."""
        events = self.by_objective.get(ref, ())
        return events if result is None else tuple(event for event in events if event.result == result)
