"""An objective's own page, its permalink, and the pages that send readers of former ids on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from okrsite.model.objectives import Objective
from okrsite.pages import addresses
from okrsite.pages.cards import CardMaker
from okrsite.pages.carriers import carriers, rows_of_each
from okrsite.pages.desk import Desk
from okrsite.pages.maps_wanted import MapView
from okrsite.pages.page import Heading, Page, url_of
from okrsite.pages.render import Crumb, Frame, Renderer
from okrsite.pages.result_charts import chart_of
from okrsite.pages.views import CardView


def objective_pages(desk: Desk, renderer: Renderer, drawings: Mapping[str, MapView]) -> Iterator[Page]:
    """Yield a page for each objective, and one for each of its former ids."""
    cards = CardMaker(desk)
    most = rows_of_each(desk)
    taken = {addresses.objective_uri(each) for each in desk.organisation.objectives.values()}
    for each in desk.organisation.objectives.values():
        uri = addresses.objective_uri(each)
        yield _page(desk, renderer, cards.card(each, uri), each, drawings.get(uri), most)
        for alias in each.aliases:
            former = addresses.alias_uri(each, alias.rpartition("/")[2])
            if former not in taken:
                taken.add(former)
                yield _moved(desk, renderer, each, former)


def _frame(desk: Desk, each: Objective, uri: str, title: str) -> Frame:
    unit = desk.organisation.units[each.unit]
    cycle = desk.organisation.cycles[each.cycle]
    steps = (Crumb(cycle.name, url_of(addresses.unit_cycle_uri(unit, each.cycle))), Crumb(each.title))
    crumbs = desk.unit_crumbs(unit, *steps)
    return Frame(uri, title, crumbs, each.place)


def _page(desk: Desk, renderer: Renderer, card: CardView, each: Objective, drawing: MapView | None, most: int) -> Page:
    uri = addresses.objective_uri(each)
    frame = _frame(desk, each, uri, each.title)
    unit = desk.organisation.units[each.unit]
    body = renderer.render(
        "objective.html",
        frame,
        card=card,
        carriers=carriers(desk, each.ref, most=most, counted=False),
        charts={result.id: chart_of(desk, each, result) for result in each.key_results},
        on_unit=f"{url_of(addresses.unit_cycle_uri(unit, each.cycle))}#{each.id}",
        drawing=drawing,
    )
    sections = (
        ("results", "Key results", True),
        ("carried", "Who carries it", bool(card.down)),
        ("moves", "Moved goalposts", bool(card.moves)),
        ("checkins", "Check-ins", bool(card.checkins)),
        ("retrospective", "Retrospective", bool(card.retrospective)),
        ("map", "Map", drawing is not None),
        ("numbers", "Where the numbers come from", True),
    )
    return Page(
        uri=uri,
        title=each.title,
        body=body,
        headings=tuple(Heading(anchor, title) for anchor, title, there in sections if there),
        source=each.place,
        description=f"{card.unit.name}, {card.cycle.name}: {card.status.word.lower()}, {card.bar.label}.",
        layout="navigation",
    )


def _moved(desk: Desk, renderer: Renderer, each: Objective, uri: str) -> Page:
    body = renderer.render(
        "moved.html",
        _frame(desk, each, uri, "This objective has a new id"),
        to=addresses.objective_url(each),
        title=each.title,
    )
    return Page(uri=uri, title="This objective has a new id", body=body, layout="navigation toc")
