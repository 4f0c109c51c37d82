"""Which page carries which map: all are laid out in one go, then handed out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import msgspec
from markupsafe import Markup

from okrsite.maps import LINES, MAX_NODES, Diagram, LayoutFailure, classify_line
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.maps.diagrams import (
    ROOM,
    Room,
    below,
    build_objective_diagram,
    build_organisation_diagram,
    build_overview_diagram,
    build_unit_diagram,
    neighbours,
)
from okrsite.pages.maps.drawing import MapDrawer
from okrsite.pages.maps.files import KINDS, build_map_files, make_map_links
from okrsite.pages.maps.nested_list import render_map_list
from okrsite.pages.page import SideFile
from okrsite.pages.page_limits import compute_entries_per_page
from okrsite.problems import Problem, create_problem


class PageMap(msgspec.Struct, frozen=True):
    """A map on a page."""

    drawing: Markup | None
    """None: it could not be laid out; the list stands in its place."""
    list: Markup
    objectives: int
    """How many are drawn."""
    left_out: int = 0
    """How many more there are, below the cards that say so."""
    lines: tuple[tuple[str, str], ...] = ()
    """Kind and meaning of each kind of line that is on it."""
    files: tuple[tuple[str, str], ...] = ()
    """Name and address of the files that say the same."""


_LEAST_CARDS = 12
_CARDS_FOR_EACH = 15
"""Cards on all maps of objectives and units together, for each of these maps; in a tree they are about eight."""


def list_line_kinds(diagram: Diagram) -> tuple[tuple[str, str], ...]:
    """Return kind and meaning of each kind of line on a map, in the order of the legend."""
    found = {classify_line(edge) for edge in diagram.edges}
    return tuple((line.key, line.meaning) for line in LINES if line.key in found)


class PageMaps(Mapping[str, PageMap]):
    """The map of each page that has one, by URI; each is drawn when it is asked for, and not kept."""

    def __init__(
        self, wanted: Mapping[str, Diagram], with_files: Collection[str] = (), cache: Path | None = None
    ) -> None:
        """Lay out all of them: that takes workers, and tells what can't be drawn.

        `with_files` names the pages whose map can be taken away; `cache` is a folder for what was laid out before.
        """
        self._wanted = wanted
        self._with_files = frozenset(with_files)
        self._drawer = MapDrawer(wanted.values(), cache=cache)

    def __getitem__(self, uri: str) -> PageMap:
        """Draw the map of a page; KeyError where it has none."""
        diagram = self._wanted[uri]
        picture = self._drawer.draw_map(uri, diagram, mini=uri == addresses.HOME)
        drawn = None if isinstance(picture, LayoutFailure) else picture
        kinds = () if uri not in self._with_files else KINDS if drawn is not None else KINDS[1:]
        return PageMap(
            drawn,
            render_map_list(diagram, uri),
            len(diagram.nodes),
            diagram.left_out,
            list_line_kinds(diagram),
            make_map_links(uri, kinds),
        )

    def build_files(self, site_url: str) -> Iterator[SideFile]:
        """Yield the files of the maps that can be taken away, page by page."""
        for uri, diagram in self._wanted.items():
            if uri in self._with_files:
                yield from build_map_files(uri, diagram, self._drawer.get_layout(diagram), site_url)

    def __contains__(self, uri: object) -> bool:
        """Whether a page has a map, without drawing it."""
        return uri in self._wanted

    def __iter__(self) -> Iterator[str]:
        """Iterate over the pages that have one."""
        return iter(self._wanted)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._wanted)

    def list_failures(self) -> Iterator[tuple[str, LayoutFailure]]:
        """Yield the pages whose map could not be laid out, and why."""
        for uri, diagram in self._wanted.items():
            failure = self._drawer.find_failure(diagram)
            if failure is not None:
                yield uri, failure


def build_page_maps(context: ViewContext, cache: Path | None = None) -> tuple[PageMaps, list[Problem]]:
    """Return the map of each page that has one, by URI, and what could not be drawn."""
    whole = {addresses.MAP, *(addresses.make_map_uri(cycle.id) for cycle in context.used_cycles)}
    whole.update(addresses.make_unit_uri(unit) for unit in context.organisation.units.values())
    page_maps = PageMaps(dict(_list_diagrams(context)), whole, cache)
    return page_maps, [_create_map_problem(context, uri, failure) for uri, failure in page_maps.list_failures()]


def _list_diagrams(context: ViewContext) -> list[tuple[str, Diagram]]:
    snapshot = context.snapshot
    wanted: list[tuple[str, Diagram | None]] = []
    current = snapshot.current_cycle
    now = build_organisation_diagram(snapshot, current.id) if current else None
    if current is not None:
        wanted.append((addresses.HOME, build_overview_diagram(snapshot, current.id)))
        wanted.append((addresses.MAP, now))
    for used in context.used_cycles:
        # That of the current cycle has two addresses: one that always shows what runs now, and one that lasts.
        is_now = current is not None and used.id == current.id
        wanted.append(
            (addresses.make_map_uri(used.id), now if is_now else build_organisation_diagram(snapshot, used.id))
        )
    room = _room(context)
    for unit in context.organisation.units.values():
        shown = context.find_shown_cycle(unit)
        for cycle in context.list_cycles(unit):
            diagram = build_unit_diagram(snapshot, unit.id, cycle, room)
            wanted.append((addresses.make_unit_cycle_uri(unit, cycle), diagram))
            if cycle == shown:
                wanted.append((addresses.make_unit_uri(unit), diagram))
    for objective in context.organisation.objectives.values():
        wanted.append((addresses.make_objective_uri(objective), build_objective_diagram(snapshot, objective.ref, room)))
    return [(uri, diagram) for uri, diagram in wanted if diagram is not None and diagram.nodes]


def _room(context: ViewContext) -> Room:
    """Return how large the map of a unit or an objective may be; smaller than usual where each would be very large."""
    own = [[ref] for ref in context.organisation.objectives]
    own += [
        [objective.ref for objective in those]
        for cycles in context.organisation.by_unit.values()
        for those in cycles.values()
    ]
    wanted = [neighbours(context.snapshot, refs) for refs in own]
    most = compute_entries_per_page(
        wanted, len(wanted) * _CARDS_FOR_EACH + MAX_NODES * 20, least=_LEAST_CARDS, most=MAX_NODES
    )
    return ROOM if most == MAX_NODES else Room(most, 2 * most, below(context.snapshot))


def _create_map_problem(context: ViewContext, uri: str, failure: LayoutFailure) -> Problem:
    place = context.organisation.units["company"].place
    return create_problem(
        "OKR401",
        place,
        f"The map of {uri} could not be drawn: {failure.sentence}",
        "The list beneath it says the same.",
    )
