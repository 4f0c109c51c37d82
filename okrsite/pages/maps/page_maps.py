"""Which page carries which map: all are laid out in one go, then handed out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from markupsafe import Markup

from okrsite.languages.words import translate
from okrsite.maps import LINES, MAX_NODES, Diagram, LayoutCache, LayoutFailure, classify_line
from okrsite.model.refs import ObjectiveRef
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.graph import GraphBounds, describe_graph
from okrsite.pages.input_recorder import InputRecorder
from okrsite.pages.maps.diagrams import (
    ROOM,
    Room,
    build_objective_diagram,
    build_organisation_diagram,
    build_overview_diagram,
    build_unit_diagram,
    collect_objectives_below,
    count_neighbours,
)
from okrsite.pages.maps.drawing import MapDrawer
from okrsite.pages.maps.files import KINDS, build_map_files, make_map_links
from okrsite.pages.maps.map_nodes import build_node
from okrsite.pages.maps.nested_list import render_map_list
from okrsite.pages.page import SideFile
from okrsite.pages.page_limits import compute_entries_per_page
from okrsite.pages.tracked_cache import TrackedCache
from okrsite.problems import Problem, create_problem


class MapMaker(msgspec.Struct, frozen=True):
    """What makes the diagram of a page."""

    key: tuple[str, ...]
    """Of which map it is: pages with the same one show the same diagram."""
    make: Callable[[], Diagram | None]


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


_OF_A_PART = ("unit", "objective")
"""What maps are of that stand among other things on their page."""
_LEAST_CARDS = 12
_CARDS_FOR_EACH = 15
"""Cards on all maps of objectives and units together, for each of these maps; in a tree they are about eight."""


def list_line_kinds(diagram: Diagram) -> tuple[tuple[str, str], ...]:
    """Return kind and meaning of each kind of line on a map, in the order of the legend."""
    lines = {classify_line(edge) for edge in diagram.edges}
    return tuple((line.key, translate(line.meaning)) for line in LINES if line.key in lines)


class PageMaps(Mapping[str, PageMap]):
    """The map of each page that has one, by URI; each is drawn when it is asked for, and not kept."""

    def __init__(
        self,
        wanted: Mapping[str, MapMaker],
        with_files: Collection[str] = (),
        cache: Path | LayoutCache | None = None,
        recorder: InputRecorder | None = None,
    ) -> None:
        """Take what makes the diagram of each page; nothing is made before somebody asks.

        `with_files` names the pages whose map can be taken away; `cache` is a folder for what was laid out before.
        """
        self._wanted = wanted
        self._with_files = frozenset(with_files)
        self._cache = cache
        self._diagrams: TrackedCache[Hashable, Diagram | None] = TrackedCache(recorder or InputRecorder())
        self._drawers: list[MapDrawer] = []

    def lay_out(self, uris: Iterable[str]) -> list[tuple[str, LayoutFailure]]:
        """Lay out the maps of pages, all at once, for that takes workers; return those that can't be, and why.

        Those of earlier calls stay laid out.
        """
        diagrams = [(uri, diagram) for uri in uris if (diagram := self._find_diagram(uri)) is not None]
        whole = len(diagrams) == len(self._wanted)
        kept = 0 if whole else 2 * len(self._wanted)
        drawer = MapDrawer((diagram for _, diagram in diagrams), cache=self._cache, most_kept=kept)
        self._drawers.append(drawer)
        failures = ((uri, drawer.find_failure(diagram)) for uri, diagram in diagrams)
        return [(uri, failure) for uri, failure in failures if failure is not None]

    def prepare_sharing(self, uris: Sequence[str]) -> LayoutCache:
        """Prepare for several processes to lay out maps of these pages, each as a copy of this one, each some of them.

        Returned is what remembers them; whoever asked hands on what it is told in the others, and has it written.
        """
        if not isinstance(self._cache, LayoutCache):
            kept = 0 if self._wanted.keys() <= set(uris) else 2 * len(self._wanted)
            self._cache = LayoutCache(self._cache, most_kept=kept, is_saved=False)
        return self._cache

    def forget_layouts(self) -> None:
        """Let go of the diagrams and layouts that were made; the cache of layouts has them."""
        self._drawers.clear()
        self._diagrams.forget_all()

    def _find_diagram(self, uri: str) -> Diagram | None:
        maker = self._wanted.get(uri)
        diagram = self._diagrams.get(maker.key, maker.make) if maker is not None else None
        return diagram if diagram is not None and diagram.nodes else None

    def __getitem__(self, uri: str) -> PageMap:
        """Draw the map of a page; KeyError where it has none."""
        diagram = self._find_diagram(uri)
        if diagram is None:
            raise KeyError(uri)
        drawer = self._find_drawer(uri, diagram)
        once = self._wanted[uri].key[0] in _OF_A_PART
        picture = drawer.draw_map(uri, diagram, mini=uri == addresses.HOME, once=once)
        drawn = None if isinstance(picture, LayoutFailure) else picture
        kinds = () if uri not in self._with_files else KINDS if drawn is not None else KINDS[1:]
        return PageMap(
            drawn,
            render_map_list(diagram, uri),
            diagram.objectives,
            diagram.left_out,
            list_line_kinds(diagram),
            make_map_links(uri, kinds),
        )

    def build_files(self, site_url: str, uris: Iterable[str]) -> Iterator[SideFile]:
        """Yield the files of the maps of these pages that can be taken away, page by page."""
        for uri in uris:
            diagram = self._find_diagram(uri) if uri in self._with_files else None
            if diagram is not None and self._drawers:
                yield from build_map_files(uri, diagram, self._find_drawer(uri, diagram).get_layout(diagram), site_url)

    def _find_drawer(self, uri: str, diagram: Diagram) -> MapDrawer:
        """Return what draws the map of a page; lay it out if only others were, and all of them if none was."""
        if not self._drawers:
            self.lay_out(self._wanted)
        known = next((drawer for drawer in reversed(self._drawers) if drawer.has_layout(diagram)), None)
        if known is None:
            self.lay_out((uri,))
            known = self._drawers[-1]
        return known

    def __contains__(self, uri: object) -> bool:
        """Whether a page has a map, without drawing it."""
        return isinstance(uri, str) and self._find_diagram(uri) is not None

    def __iter__(self) -> Iterator[str]:
        """Iterate over the pages that have one."""
        return (uri for uri in self._wanted if uri in self)

    def __len__(self) -> int:
        """Return how many there are."""
        return sum(1 for _ in self)


def plan_page_maps(context: ViewContext, cache: Path | LayoutCache | None = None) -> PageMaps:
    """Return the map of each page that has one, by URI; none of them is made before it is asked for."""
    whole = {addresses.MAP, *(addresses.make_map_uri(cycle.id) for cycle in context.used_cycles)}
    whole.update(addresses.make_unit_uri(unit) for unit in context.organisation.units.values())
    return PageMaps(dict(_list_map_makers(context)), whole, cache, context.tracker.recorder)


def _list_map_makers(context: ViewContext) -> Iterator[tuple[str, MapMaker]]:
    snapshot, whole = context.snapshot, context.tracker.whole
    get_room = context.tracker.declare_value("room", lambda: _compute_room(context), describe_graph)
    objectives = context.organisation.objectives
    get_nodes = context.tracker.declare_values("map nodes", lambda: objectives, lambda ref: build_node(whole, ref))
    current = snapshot.current_cycle

    def make_organisation_map(cycle: str) -> MapMaker:
        return MapMaker(("organisation", cycle), lambda: build_organisation_diagram(snapshot, cycle, get_nodes()))

    def make_unit_map(unit: str, cycle: str) -> MapMaker:
        return MapMaker(
            ("unit", unit, cycle), lambda: build_unit_diagram(snapshot, unit, cycle, get_room(), get_nodes())
        )

    def make_objective_map(ref: ObjectiveRef) -> MapMaker:
        return MapMaker(("objective", ref), lambda: build_objective_diagram(snapshot, ref, get_room(), get_nodes()))

    if current is not None:
        shown = current.id
        yield (
            addresses.HOME,
            MapMaker(("overview", shown), lambda: build_overview_diagram(snapshot, shown, get_nodes())),
        )
        yield addresses.MAP, make_organisation_map(shown)
    for used in context.used_cycles:
        # That of the current cycle has two addresses: one that always shows what runs now, and one that lasts.
        yield addresses.make_map_uri(used.id), make_organisation_map(used.id)
    for unit in context.organisation.units.values():
        for cycle in context.list_cycles(unit):
            yield context.find_unit_page(unit, cycle), make_unit_map(unit.id, cycle)
    for objective in context.organisation.objectives.values():
        yield addresses.make_objective_uri(objective), make_objective_map(objective.ref)


def _compute_room(context: ViewContext) -> Room:
    """Return how large the map of a unit or an objective may be; smaller than usual where each would be very large."""
    snapshot = context.tracker.whole
    own = [[ref] for ref in snapshot.organisation.objectives]
    own += [
        [objective.ref for objective in those]
        for cycles in snapshot.organisation.by_unit.values()
        for those in cycles.values()
    ]
    budget = len(own) * _CARDS_FOR_EACH + MAX_NODES * 20
    bounds = GraphBounds(snapshot, MAX_NODES)
    at_most = [bounds.bound_neighbours(refs) for refs in own]
    if compute_entries_per_page(at_most, budget, least=_LEAST_CARDS, most=MAX_NODES) == MAX_NODES:
        return ROOM  # it would be so of fewer, too
    wanted = [count_neighbours(snapshot, refs) for refs in own]
    most = compute_entries_per_page(wanted, budget, least=_LEAST_CARDS, most=MAX_NODES)
    return ROOM if most == MAX_NODES else Room(most, 2 * most, collect_objectives_below(snapshot))


def create_map_problem(context: ViewContext, uri: str, failure: LayoutFailure) -> Problem:
    """Return the problem of a map that could not be laid out."""
    place = context.organisation.units["company"].place
    return create_problem(
        "OKR401",
        place,
        f"The map of {uri} could not be drawn: {failure.sentence}",
        "The list beneath it says the same.",
    )
