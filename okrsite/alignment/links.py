"""The links between objectives, as values: which end leads where, and how much of it.

Decides nothing: `references` finds the ends, `graph` puts links together.
"""

from __future__ import annotations

import msgspec

from okrsite.alignment.link_kinds import LINK_KINDS, LinkKind
from okrsite.model.refs import AnyRef, ObjectiveRef
from okrsite.problems import Place


class Link(msgspec.Struct, frozen=True):
    """A link that leads somewhere, from the lower end to the upper one."""

    kind: LinkKind
    source: ObjectiveRef
    """The objective in which it was typed."""
    source_result: str | None
    """The key result's id, where it was typed under one."""
    target: ObjectiveRef
    """The objective it leads to."""
    target_result: str | None
    share: float | None
    """Which part of theirs ours is, 0.0 to 1.0."""
    because: str
    place: Place

    @property
    def serves(self) -> bool:
        """Whether it leads up to a goal that it serves."""
        return LINK_KINDS[self.kind].serves

    @property
    def counts(self) -> bool:
        """Whether the lower end's number may be part of the upper one's: the upper end says whether it is."""
        return LINK_KINDS[self.kind].counts

    @property
    def target_ref(self) -> AnyRef:
        """Its upper end: the key result that it leads to, else the objective."""
        return self.target.make_end_ref(self.target_result)

    @property
    def source_ref(self) -> AnyRef:
        """Its lower end: the key result that it was typed under, else the objective."""
        return self.source.make_end_ref(self.source_result)


class PendingLink(msgspec.Struct, frozen=True):
    """A link that waits for a draft. It says nothing about the draft."""

    source: ObjectiveRef
    """The objective in which it was typed."""
    upward: bool
    """Whether it will link to a goal above."""
    place: Place
