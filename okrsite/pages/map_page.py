"""The map pages: the whole organisation, now and in each cycle, and what its lines and marks mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from okrsite.model.cycles import Cycle, together
from okrsite.model.organisation import COMPANY
from okrsite.pages import addresses
from okrsite.pages.desk import Desk, around
from okrsite.pages.diagrams import DROPPED
from okrsite.pages.maps_wanted import MapView
from okrsite.pages.page import Page, SearchEntry, url_of
from okrsite.pages.render import Crumb, CycleEntry, CycleSwitch, Frame, Renderer
from okrsite.pages.views import NameView
from okrsite.pages.words import plural, status_key
from okrsite.progress.status import STATUSES

ABOUT = "How the goals hang together."


def map_pages(desk: Desk, renderer: Renderer, drawings: Mapping[str, MapView]) -> Iterator[Page]:
    """Yield the map of what runs now, and one for each cycle that has objectives."""
    yield _page(desk, renderer, addresses.MAP, desk.snapshot.current_cycle, drawings)
    for cycle in desk.used_cycles:
        yield _page(desk, renderer, addresses.map_uri(cycle.id), cycle, drawings)


def _page(desk: Desk, renderer: Renderer, uri: str, cycle: Cycle | None, drawings: Mapping[str, MapView]) -> Page:
    drawing = drawings.get(uri)
    now = uri == addresses.MAP
    name = cycle.name if cycle else ""
    crumbs = desk.crumbs(Crumb("Map")) if now else desk.crumbs(Crumb("Map", url_of(addresses.MAP)), Crumb(name))
    entries = tuple(
        CycleEntry(
            each.name, url_of(addresses.map_uri(each.id)), desk.state(each), cycle is not None and each.id == cycle.id
        )
        for each in around(desk.used_cycles, cycle)
    )
    title = "Alignment map" if now else f"Alignment map, {name}"
    frame = Frame(uri, title, crumbs, cycles=CycleSwitch(entries), lead=_lead(cycle, drawing))
    return Page(
        uri=uri,
        title="Map" if now else f"Map, {name}",
        body=renderer.render(
            "map.html",
            frame,
            drawing=drawing,
            statuses=_statuses(desk, cycle),
            unit_maps=_unit_maps(desk, None if now else cycle, drawings) if drawing and drawing.left_out else (),
        ),
        search=(SearchEntry("", title, ABOUT),),
        nav=() if now else None,
        description=ABOUT if now else f"How the goals of {name} hang together.",
        layout="navigation toc",
    )


def _lead(cycle: Cycle | None, drawing: MapView | None) -> str:
    if cycle is None or drawing is None:
        return "There are no objectives yet."
    number = plural(drawing.objectives + drawing.left_out, "objective")
    first = f"{number} that run in {cycle.name}. Every card is a link; lines lead from a goal to what serves it."
    if not drawing.left_out:
        return first
    return (
        f"{first} {drawing.left_out:,} of them are folded away: a number such as +12, on a card or beside the name of "
        "a lane, counts them."
    )


def _unit_maps(desk: Desk, cycle: Cycle | None, drawings: Mapping[str, MapView]) -> tuple[NameView, ...]:
    """Return the maps of all units below the company: of what runs now, or of one cycle."""
    found = []
    for unit in desk.organisation.units.values():
        uri = addresses.unit_uri(unit) if cycle is None else addresses.unit_cycle_uri(unit, cycle.id)
        if unit.id != COMPANY and uri in drawings:
            found.append(NameView(unit.name, f"{url_of(uri)}#map"))
    return tuple(found)


def _statuses(desk: Desk, cycle: Cycle | None) -> tuple[tuple[str, str, int], ...]:
    """Mark, words and number of each status that occurs on the map of a cycle.

    Statuses of one mark share an entry: it is the mark that the legend filters by.
    """
    running = together(cycle, desk.organisation.cycles) if cycle else frozenset()
    counted: dict[str, int] = {}
    for each in desk.organisation.objectives.values():
        shown = desk.measures.objectives[each.ref].status.shown
        if each.cycle in running and shown != DROPPED:
            counted[shown] = counted.get(shown, 0) + 1
    entries: dict[str, tuple[str, int]] = {}
    for word in (word for word in STATUSES if word in counted):
        words, number = entries.get(status_key(word), ("", 0))
        entries[status_key(word)] = (f"{words}, {word}" if words else word.capitalize(), number + counted[word])
    return tuple((key, words, number) for key, (words, number) in entries.items())
