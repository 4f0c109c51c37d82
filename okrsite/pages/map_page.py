"""The map page: the whole organisation, and what its lines and marks mean."""

from __future__ import annotations

from okrsite.pages import addresses
from okrsite.pages.desk import Desk
from okrsite.pages.home import running_with
from okrsite.pages.maps_wanted import MapView
from okrsite.pages.page import Page, SearchEntry
from okrsite.pages.render import Crumb, Frame, Renderer
from okrsite.pages.words import plural, status_key
from okrsite.progress.status import STATUSES


def map_page(desk: Desk, renderer: Renderer, drawing: MapView | None) -> Page:
    """Return the page of the whole map."""
    cycle = desk.snapshot.current_cycle
    lead = (
        f"{plural(drawing.objectives, 'objective')} that run in {cycle.name}. "
        "Every card is a link; lines lead from a goal to what serves it."
        if drawing and cycle
        else "There are no objectives yet."
    )
    frame = Frame(addresses.MAP, "Alignment map", desk.crumbs(Crumb("Map")), lead=lead)
    return Page(
        uri=addresses.MAP,
        title="Map",
        body=renderer.render("map.html", frame, drawing=drawing, statuses=_statuses(desk)),
        search=(SearchEntry("", "Alignment map", "How the goals hang together."),),
        nav=(),
        description="How the goals hang together.",
        layout="navigation toc",
    )


def _statuses(desk: Desk) -> tuple[tuple[str, str, int], ...]:
    """Mark, word and number of each status that occurs among what runs now."""
    cycle = desk.snapshot.current_cycle
    running = running_with(desk, cycle) if cycle else frozenset()
    counted: dict[str, int] = {}
    for each in desk.organisation.objectives.values():
        if each.cycle in running:
            shown = desk.measures.objectives[each.ref].status.shown
            counted[shown] = counted.get(shown, 0) + 1
    return tuple((status_key(word), word.capitalize(), counted[word]) for word in STATUSES if word in counted)
