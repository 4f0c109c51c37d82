"""An objective's own page, its permalink, and the pages that send readers of former ids on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import ClassVar

import msgspec
from msgspec.structs import replace

from okrsite.languages.words import translate
from okrsite.model.objectives import Objective
from okrsite.model.refs import ObjectiveRef
from okrsite.pages import addresses
from okrsite.pages.charts.chart_views import ChartView
from okrsite.pages.charts.key_results import build_chart
from okrsite.pages.context import ViewContext
from okrsite.pages.dividing import WHOLE
from okrsite.pages.formatting import format_plural
from okrsite.pages.graph import describe_graph
from okrsite.pages.kinds.carriers import (
    DividedCarriers,
    build_carrier_pages,
    collect_listed,
    count_parts,
    divide_carriers,
)
from okrsite.pages.kinds.moved import MovedView
from okrsite.pages.linked_files import find_feed, list_files_beside
from okrsite.pages.maps.page_maps import PageMap
from okrsite.pages.page import Heading, Page, PlannedPage, make_url
from okrsite.pages.parts.cards import CardBuilder
from okrsite.pages.parts.contributors import Contributors, collect_contributors, compute_most_rows
from okrsite.pages.render import Crumb, PageFrame, PageView, TemplateRenderer
from okrsite.pages.side_files import SideFileMaker
from okrsite.pages.views import CardView, PartCount


class ObjectiveView(PageView, frozen=True):
    """An objective with everything that is known of it."""

    template: ClassVar[str] = "objective.html"
    card: CardView
    said: str
    """Its status in sentences, empty where the bar says the same."""
    carriers: Contributors | None
    """None where nothing hangs below it, or all of that is on pages of its own."""
    carrier_parts: tuple[PartCount, ...]
    """The pages that list others of those right below it."""
    carriers_right_below: str
    """`133 objectives`, where they are on several pages."""
    charts: Mapping[str, ChartView | None]
    """The chart of each key result by its id, None where there is nothing to draw."""
    page_map: PageMap | None
    on_unit: str
    """Where it stands among the others of its unit, from the site's root."""


def build_objective_pages(
    context: ViewContext, renderer: TemplateRenderer, page_maps: Mapping[str, PageMap], files: SideFileMaker
) -> Iterator[PlannedPage]:
    """Yield a page for each objective, and one for each of its former ids; `files` makes what lies beside the first."""
    cards = CardBuilder(context)
    get_most = context.tracker.declare_value("most rows", lambda: compute_most_rows(context), describe_graph)
    divided = divide_carriers(context)
    get_divided = context.tracker.declare_mapping("carriers on several pages", lambda: divided)

    def build(ref: ObjectiveRef) -> Page:
        objective = context.organisation.objectives[ref]
        page_map = page_maps.get(addresses.make_objective_uri(objective))
        carriers = _collect_carriers(context, objective, get_most(), get_divided().get(ref))
        return _build_objective_page(context, renderer, cards.build_card(objective), objective, page_map, carriers)

    def build_redirect(ref: ObjectiveRef, former: str) -> Page:
        return _build_redirect_page(context, renderer, context.organisation.objectives[ref], former)

    taken = {addresses.make_objective_uri(objective) for objective in context.organisation.objectives.values()}
    for objective in context.organisation.objectives.values():
        uri = addresses.make_objective_uri(objective)
        beside = partial(files.list_objective_files, objective.ref)
        yield PlannedPage(uri, partial(build, objective.ref), f"objective {objective.ref}", build_files=beside)
        for alias in objective.aliases:
            former = addresses.make_alias_uri(objective, alias.rpartition("/")[2])
            if former not in taken:
                taken.add(former)
                send_on = partial(build_redirect, objective.ref, former)
                yield PlannedPage(former, send_on, f"former id of {objective.ref}")
    for old, ref in context.organisation.former.objectives.items():
        former = addresses.make_ref_uri(old)
        if former not in taken:
            taken.add(former)
            yield PlannedPage(former, partial(build_redirect, ref, former), f"former id of {ref}")
    yield from build_carrier_pages(context, renderer, divided, get_divided)


class _ShownCarriers(msgspec.Struct, frozen=True):
    """Who carries an objective, as its own page says it."""

    listed: Contributors | None
    parts: tuple[PartCount, ...] = ()
    right_below: str = ""


def _collect_carriers(
    context: ViewContext, objective: Objective, most: int, divided: DividedCarriers | None
) -> _ShownCarriers:
    if divided is None:
        carriers = collect_contributors(context, objective.ref, most=most, counted=False)
        return _ShownCarriers(carriers if any(group.rows for group in carriers.groups) or carriers.aligned else None)
    whole = divided.parts[WHOLE]
    number = format_plural(divided.count(whole), "objective")
    listed = collect_listed(context, objective.ref, divided, whole)
    return _ShownCarriers(listed, count_parts(objective, divided, whole), number)


def _build_frame(context: ViewContext, objective: Objective, uri: str, title: str) -> PageFrame:
    unit = context.organisation.units[objective.unit]
    cycle = context.organisation.cycles[objective.cycle]
    steps = (Crumb(cycle.name, make_url(context.find_unit_page(unit, objective.cycle))), Crumb(objective.title))
    crumbs = context.build_unit_crumbs(unit, *steps)
    return PageFrame(uri, title, crumbs, objective.place)


def _build_objective_page(
    context: ViewContext,
    renderer: TemplateRenderer,
    card: CardView,
    objective: Objective,
    page_map: PageMap | None,
    carriers: _ShownCarriers,
) -> Page:
    uri = addresses.make_objective_uri(objective)
    beside = list_files_beside(context.settings, uri, feed=True, badge=True)
    frame = replace(
        _build_frame(context, objective, uri, objective.title),
        beside=beside,
        has_other_days=context.days.has_other_days((objective,)),
    )
    unit_url = make_url(context.find_unit_page(context.organisation.units[objective.unit], objective.cycle))
    view = ObjectiveView(
        card=card,
        said=_say_status(card),
        carriers=carriers.listed,
        carrier_parts=carriers.parts,
        carriers_right_below=carriers.right_below,
        charts={key_result.id: build_chart(context, objective, key_result) for key_result in objective.key_results},
        on_unit=f"{unit_url}#{objective.id}",
        page_map=page_map,
    )
    sections = (
        ("results", translate("Key results"), True),
        ("carried", translate("Who carries it"), bool(carriers.listed or carriers.parts)),
        ("moves", translate("Moved goalposts"), bool(card.moves)),
        ("checkins", translate("Check-ins"), bool(card.checkins)),
        ("retrospective", translate("Retrospective"), bool(card.retrospective or card.decision)),
        ("map", translate("Map"), page_map is not None),
        ("numbers", translate("Where the numbers come from"), True),
    )
    return Page(
        uri=uri,
        # Carried from cycle to cycle, it has the same words in each; tabs and bookmarks show nothing else.
        title=f"{objective.title} – {card.unit.name}, {card.cycle.name}",
        body=renderer.render(view, frame, objective.ref),
        headings=tuple(Heading(anchor, title) for anchor, title, there in sections if there),
        source=objective.place,
        description=f"{card.unit.name}, {card.cycle.name}: {card.status.word.lower()}, {card.bar.label}.",
        layout="navigation",
        feed=find_feed(context.settings, uri),
    )


def _say_status(card: CardView) -> str:
    """Return why an objective has its status; nothing where its figure says the same."""
    status = card.status
    return "" if status.is_outcome or (status.why == card.bar.pace and not status.computed) else status.said


def _build_redirect_page(context: ViewContext, renderer: TemplateRenderer, objective: Objective, uri: str) -> Page:
    title = translate("This objective has a new id")
    body = renderer.render(
        MovedView(objective.title, addresses.make_objective_url(objective)),
        _build_frame(context, objective, uri, title),
        objective.ref,
    )
    return Page(uri=uri, title=title, body=body, layout="navigation toc")
