"""The links between objectives, as values: which end leads where, and how much of it.

Decides nothing: `references` finds the ends, `graph` puts links together.
"""

from __future__ import annotations

from datetime import date

import msgspec

from okrsite.alignment.link_kinds import LINK_KINDS, LinkKind
from okrsite.federation.records import RemoteKeyResult, RemoteObjective
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


class OutsideLink(msgspec.Struct, frozen=True):
    """A link up to a goal of another organisation: it counts in no number, here or there, and closes no circle."""

    kind: LinkKind
    """`direct` or `indirect`."""
    source: ObjectiveRef
    """The objective in which it was typed."""
    source_result: str | None
    """The key result's id, where it was typed under one."""
    remote: str
    """The id of the other organisation."""
    organisation: str
    """Its name."""
    site: str
    """The address of its site."""
    as_of: date | None
    """The day of which what is known of it holds; None: nothing is known."""
    ref: str
    """What is meant there: `unit/cycle/objective`; as it was typed where its export doesn't have it."""
    result: str | None
    """The id of the key result that is meant."""
    goal: RemoteObjective | None
    """What the export says of it; None where it doesn't have it."""
    share: float | None
    because: str
    place: Place

    @property
    def target_ref(self) -> str:
        """What it leads to, in full: `acme:unit/cycle/objective`, with `#key-result` behind it for one."""
        return f"{self.remote}:{self.ref}" + (f"#{self.result}" if self.result else "")

    @property
    def source_ref(self) -> AnyRef:
        """Its lower end: the key result that it was typed under, else the objective."""
        return self.source.make_end_ref(self.source_result)

    @property
    def title(self) -> str:
        """The title of the objective that is meant; its reference where nothing is known of it."""
        return self.goal.title if self.goal else self.ref

    @property
    def key_result(self) -> RemoteKeyResult | None:
        """The key result that is meant, where it is known."""
        return self.goal.find_key_result(self.result) if self.goal and self.result else None

    @property
    def url(self) -> str:
        """Where it leads: to the page of the goal, else to their site."""
        return self.goal.url if self.goal else self.site
