"""What a map shows, before anybody has decided where anything stands.

The values here are resolved: words are in the site's language, statuses are decided, links are ready to print. They
know nothing of the model they were made from and nothing of the engine that will place them, so that either may change
alone.
"""

from __future__ import annotations

import hashlib
import json
from typing import Literal

import msgspec
from msgspec.structs import replace

from okrsite.alignment.link_kinds import LINK_KINDS, LinkKind

StatusKey = Literal["on", "risk", "off", "done", "none", "paused", "stale", "part", "missed"]
Direction = Literal["down", "right"]

OUTSIDE_LEVEL = -1
"""Of goals of other organisations, above the company's."""
# Part of every key. Raise it when cards of the same diagram would stand elsewhere: caches then start afresh.
PICTURE_VERSION = 5


# Layouts and cards are looked up by what they are of: each hash is computed once.
class DiagramNode(msgspec.Struct, frozen=True, cache_hash=True):
    """One objective, shown as a card."""

    id: str
    """Full reference of the objective, unique within the diagram."""
    title: str
    """The objective as its team typed it: any text, of any length."""
    unit: str
    """Name of the company, division, team or person that owns it, as readers know it."""
    owner: str
    """Name to print after the unit, or words such as "no owner"; empty prints the unit alone."""
    level: int
    """0 company, 1 division, 2 team, 3 and above people. Decides the lane and the size of the card."""
    status_key: StatusKey
    """Which mark and colour."""
    status_word: str
    """The status in the site's language, such as "At risk", or what came of it."""
    progress: float | None
    """0.0 to 1.0; outside values are drawn at the nearest end. None: nothing measured yet."""
    expected: float | None
    """Where progress should be today, 0.0 to 1.0. None: no tick (paused, done, not begun)."""
    href: str
    """Address of the objective's page, ready to print. Empty: the card is no link."""
    aligned: bool = True
    """False: it should serve a goal above it and serves none; it goes to the lane at the bottom."""
    rank_hint: int = 0
    """Stand at least this many rows below the first row of the lane; 0 for no wish."""
    hidden_children: int = 0
    """Objectives left out of the diagram that lead here past no other visible card; drawn as "+12"."""
    unit_id: str = ""
    """Id of the unit, for the filter (`data-team`); empty leaves the attribute out."""
    owner_id: str = ""
    """Id of the owner, for the filter (`data-owner`); empty leaves the attribute out."""
    tags: tuple[str, ...] = ()
    """Tags for the filter (`data-tags`, a line each)."""
    purpose: str = ""
    """A word such as "on purpose", where somebody said why it serves no goal; empty if nobody did."""
    reason: str = ""
    """Why it serves no goal, as its team typed it."""
    cycle: str = ""
    """Name of its cycle, for the filter (`data-cycle`, on the drawing where most cards are of it); empty for none."""
    card_word: str = ""
    """The status in fewer letters, for the card; empty prints `status_word` there, too."""
    outside: str = ""
    """The name of the organisation that it is a goal of, where that is another one: then `href` is a whole address, and
    its level lies above all others (`OUTSIDE_LEVEL`)."""


class Edge(msgspec.Struct, frozen=True, cache_hash=True):
    """A link between two objectives of the diagram."""

    source: str
    """Id of the lower objective: the one that contributes, supports or depends."""
    target: str
    """Id of the upper objective: the one that is served or depended upon."""
    kind: LinkKind
    confirmed: bool = True
    """False: a dependency that the other side has not answered; it is drawn open."""

    @property
    def serves(self) -> bool:
        """Whether it leads up to a goal, and so decides who stands above whom."""
        return LINK_KINDS[self.kind].serves

    @property
    def counts(self) -> bool:
        """Whether the lower objective contributes to the upper one."""
        return LINK_KINDS[self.kind].counts


class Lane(msgspec.Struct, frozen=True):
    """The name of a level."""

    level: int
    """The level of the nodes that stand in it."""
    label: str
    """Its heading, such as "Divisions"."""


class Diagram(msgspec.Struct, frozen=True, cache_hash=True):
    """One picture: what is in it, in the order in which equals stand from left to right.

    Raises ValueError for two nodes of one id and for an edge whose end is no node: both are faults of the caller, never
    of an author.
    """

    id: str
    """Names the picture; unique on a page, for it begins the ids inside the drawing."""
    label: str
    """What the picture is, for screen readers: "Alignment map of Q4 2026: 40 objectives"."""
    lanes: tuple[Lane, ...]
    """Headings of the levels. A level without nodes is not drawn, a level without a lane has no heading."""
    nodes: tuple[DiagramNode, ...]
    """All cards. The order decides ties, so it must not depend on chance."""
    edges: tuple[Edge, ...]
    """All links. An edge from a node to itself is not drawn."""
    unaligned_label: str = "Not linked to a goal"
    """Heading of the bottom lane."""
    hint: tuple[str, ...] = ()
    """Lines beside the unaligned cards that say what to do; text between backticks is set as code."""
    hidden_unaligned: int = 0
    """Left-out objectives that stand below no visible one; counted in the bottom lane."""
    left_out: int = 0
    """How many objectives the map leaves out altogether; one may be counted on several cards. Not drawn."""
    direction: Direction = "down"
    """Where links lead: down from the goals, or, for narrow screens, to the right of them."""

    def __post_init__(self) -> None:
        known = {node.id for node in self.nodes}
        if len(known) != len(self.nodes):
            raise ValueError(f"the diagram {self.id!r} holds two nodes of the same id")
        for edge in self.edges:
            if edge.source not in known or edge.target not in known:
                raise ValueError(f"an edge of the diagram {self.id!r} ends at no node: {edge}")

    @property
    def objectives(self) -> int:
        """How many of the cards are the organisation's own."""
        return sum(not node.outside for node in self.nodes)

    def to_horizontal(self) -> Diagram:
        """The same from left to right, under an id of its own: both pictures may stand on one page."""
        return replace(self, id=f"{self.id}-right", direction="right")

    def compute_layout_key(self) -> str:
        """SHA-256, in hexadecimal, of everything that decides where things stand: not of numbers, statuses, addresses.

        What a diagram says changes with each day, and where its cards stand seldom.
        """
        canonical = (
            PICTURE_VERSION,
            [(lane.level, lane.label) for lane in self.lanes],
            [
                (
                    *(node.id, node.title, node.unit, node.owner, node.level, node.aligned, node.rank_hint),
                    *(node.hidden_children, node.purpose),
                    *((node.outside,) if node.outside else ()),
                )
                for node in self.nodes
            ],
            [(edge.source, edge.target, edge.kind, edge.confirmed) for edge in self.edges],
            self.unaligned_label,
            self.hint,
            self.hidden_unaligned,
            self.direction,
        )
        return hashlib.sha256(encode_compactly(canonical).encode("utf-8")).hexdigest()


def encode_compactly(value: object) -> str:
    """Return a value as JSON on one line; its special texts are references."""
    try:
        return _ENCODER.encode(value).decode("utf-8")
    except UnicodeEncodeError:  # half a character
        return json.dumps(value, separators=(",", ":"))


_ENCODER = msgspec.json.Encoder(enc_hook=str)
