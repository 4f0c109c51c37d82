"""A map as a nested list: what a picture says, for those who can't see it, and where it could not be drawn.

An objective that serves several goals stands below each of them, but what is below itself only once, so that the list
is never longer than the map has cards and links.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from markupsafe import Markup
from msgspec.structs import replace

from okrsite.alignment.link_kinds import LINK_KINDS
from okrsite.languages.words import translate
from okrsite.maps import MOST_COUNTED, Diagram, DiagramNode, Edge
from okrsite.number_style import format_count
from okrsite.pages.addresses import make_relative_url
from okrsite.pages.formatting import format_plural
from okrsite.pages.maps.list_markup import MapListEntry, MapListNeed, MapListView, render_list
from okrsite.progress.explanation import format_percent


def render_map_list(diagram: Diagram, from_uri: str) -> Markup:
    """Return the list of a map for a page: goals first, below each what serves it, what serves nothing at the end."""
    linked, loose = _MapListWriter(diagram, from_uri).write_lists()
    return render_list(
        MapListView(
            summary=translate(
                "The map as a list ({objectives})", objectives=format_plural(diagram.objectives, "objective")
            ),
            linked=linked,
            loose=loose,
            loose_label=diagram.unaligned_label,
            hidden=translate("{count} more, not shown", count=format_count(diagram.hidden_unaligned))
            if diagram.hidden_unaligned
            else "",
            prefix=_make_anchor_prefix(diagram),
        )
    )


def _make_anchor_prefix(diagram: Diagram) -> str:
    return f"{diagram.id}-list"


@dataclass(slots=True)
class _MapListWriter:
    diagram: Diagram
    uri: str
    nodes: dict[str, DiagramNode] = field(default_factory=dict)
    below: dict[str, list[Edge]] = field(default_factory=dict)
    """Links by the objective that they serve."""
    serves: dict[str, int] = field(default_factory=dict)
    """How many objectives each one serves: below how many it stands."""
    needs: dict[str, list[Edge]] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    """The anchor of each objective that the list has already; empty where none will be needed."""

    def __post_init__(self) -> None:
        self.nodes.update((node.id, node) for node in self.diagram.nodes)
        for edge in self.diagram.edges:
            if not edge.serves:
                self.needs.setdefault(edge.source, []).append(edge)
            elif edge.source != edge.target:
                self.below.setdefault(edge.target, []).append(edge)
                self.serves[edge.source] = self.serves.get(edge.source, 0) + 1

    def write_lists(self) -> tuple[list[MapListEntry], list[MapListEntry]]:
        """Write both lists: what is linked, and what is not."""
        tops = sorted((node for node in self.diagram.nodes if node.id not in self.serves), key=lambda node: node.level)
        linked: list[MapListEntry] = []
        loose: list[MapListEntry] = []
        for top in tops:
            self._write_tree(top, linked if top.aligned else loose)
        # In a circle nobody is a root: whoever comes first has to be.
        for node in self.diagram.nodes:
            if node.id not in self.written:
                self._write_tree(node, linked)
        return linked, loose

    def _write_tree(self, top: DiagramNode, steps: list[MapListEntry]) -> None:
        """Write an objective and everything below it, without recursion: a chain may be as long as the map."""
        open_lists: list[Iterator[Edge]] = []
        node, kind = top, ""
        while True:
            children = [] if node.id in self.written else self.below.get(node.id, [])
            steps.append(self._build_entry(node, kind, opens=bool(children)))
            if children:
                open_lists.append(iter(children))
            following, closes = None, 0
            while open_lists and (following := next(open_lists[-1], None)) is None:
                open_lists.pop()
                closes += 1
            if closes:
                steps[-1] = replace(steps[-1], closes=closes)
            if following is None:
                return
            node, kind = self.nodes[following.source], translate(LINK_KINDS[following.kind].verb)

    def _build_entry(self, node: DiagramNode, kind: str, *, opens: bool) -> MapListEntry:
        again = node.id in self.written
        if not again:
            # Whoever has a list and stands in more than one place: below each goal, and at the root of a circle.
            places = self.serves.get(node.id, 0) + (not kind)
            self.written[node.id] = (
                f"{_make_anchor_prefix(self.diagram)}-{len(self.written)}" if opens and places > 1 else ""
            )
        return MapListEntry(
            title=node.title,
            url=self._make_url(node),
            who=" · ".join(part for part in (node.unit, node.owner) if part),
            is_outside=bool(node.outside),
            kind=kind,
            key=node.status_key,
            word=node.status_word,
            number=format_percent(node.progress),
            hidden="" if again else _describe_hidden(node),
            needs=() if again else tuple(map(self._build_need, self.needs.get(node.id, ()))),
            anchor="" if again else self.written[node.id],
            above=self.written[node.id] if again else "",
            opens=opens,
            purpose=translate("on purpose: {reason}", reason=node.reason) if node.purpose and not again else "",
        )

    def _build_need(self, edge: Edge) -> MapListNeed:
        needed = self.nodes[edge.target]
        return MapListNeed(needed.title, self._make_url(needed), not edge.confirmed)

    def _make_url(self, node: DiagramNode) -> str:
        return node.href if node.outside or not node.href else make_relative_url(self.uri, node.href)


def _describe_hidden(node: DiagramNode) -> str:
    if not node.hidden_children:
        return ""
    if node.hidden_children < MOST_COUNTED:
        return translate("{count} more below, not shown", count=format_count(node.hidden_children))
    return translate("{count} or more below, not shown", count=format_count(MOST_COUNTED - 1))
