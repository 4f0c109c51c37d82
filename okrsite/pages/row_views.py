"""Objectives and units as lines of lists, ready to print."""

from __future__ import annotations

import msgspec

from okrsite.pages.views import BarView, NameView, StatusView


class RowView(msgspec.Struct, frozen=True):
    """An objective in a list: one line, its key results on the second."""

    title: str
    url: str
    unit: NameView
    owner: str
    status: StatusView
    bar: BarView
    results: tuple[tuple[str, str], ...]
    """Title and summary of each key result."""
    children: tuple[RowView, ...] = ()
    hidden: int = 0
    """How many below it are left to its own page."""
    kind: str = ""
    """direct or indirect, below another one."""
    internal: str = ""
    """What of it outsiders don't see, in words; empty for nothing."""
    note: str = ""
    """Why it is listed, where a list says that; else empty."""


class ResultLine(msgspec.Struct, frozen=True):
    """A key result in one line, with the anchor that its card has."""

    anchor: str
    title: str
    summary: str
    """`71 → 82%, now 78.2%`."""
    internal: str
    """What of it outsiders don't see, in words; empty for nothing."""


class ObjectiveLine(msgspec.Struct, frozen=True):
    """An objective and its key results in a line each, in the place of its card."""

    id: str
    extra_anchors: tuple[str, ...]
    """What a forge makes of its heading, and former ids."""
    title: str
    url: str
    status: StatusView
    bar: BarView
    results: tuple[ResultLine, ...]
    internal: str
    """What of it outsiders don't see, in words; empty for nothing."""


class CycleObjectives(msgspec.Struct, frozen=True):
    """Objectives of one cycle."""

    name: str
    state: str
    rows: tuple[RowView, ...]


class UnitRow(msgspec.Struct, frozen=True):
    """A unit in a list."""

    unit: NameView
    lead: NameView | None
    statuses: tuple[StatusView, ...]
    """One for each objective of the current cycle."""
    bar: BarView
    depth: int
    """0 for the company, 1 right below it."""
    about: str = ""
