"""The graph of objectives as far as it decides how much of it pages show."""

from __future__ import annotations

from okrsite.snapshot import Snapshot


def describe_graph(snapshot: Snapshot) -> object:
    """Return which objectives there are, in order, how they are linked, and which of them were dropped."""
    links = tuple((link.kind, link.source, link.target) for link in snapshot.alignment.links)
    return tuple(snapshot.organisation.objectives), links, snapshot.measures.dropped
