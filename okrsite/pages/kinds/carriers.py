"""Who carries a goal that very many objectives serve: a page for each division, to which the goal's own page leads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import ClassVar

import msgspec

from okrsite.languages.words import translate, translate_plural
from okrsite.model.objectives import Objective
from okrsite.model.refs import ObjectiveRef
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.dividing import (
    WHOLE,
    PagePart,
    Parts,
    divide_list_by_units,
    list_lower_entries,
)
from okrsite.pages.page import Page, PlannedPage, SearchEntry, make_url
from okrsite.pages.part_pages import PartPages
from okrsite.pages.parts.contributors import (
    MAX_ROWS,
    Contributors,
    collect_contributors,
    compute_row_budget,
    list_direct_carriers,
)
from okrsite.pages.parts.mean_sentences import MAX_TERMS
from okrsite.pages.render import Crumb, PageFrame, PageView, TemplateRenderer
from okrsite.pages.views import NameView, PartCount


class DividedCarriers(msgspec.Struct, frozen=True):
    """Those right below a goal, by the page on which they are listed."""

    parts: Parts
    by_unit: Mapping[str, tuple[ObjectiveRef, ...]]

    def list_refs(self, part: PagePart) -> tuple[ObjectiveRef, ...]:
        """Return those that the page of a part lists."""
        return tuple(part.list_entries(self.by_unit))

    def count(self, part: PagePart) -> int:
        """Return how many a part has, on its page and those that it leads to."""
        return len(list_lower_entries(self.parts, part, self.by_unit))


class CarriersView(PageView, frozen=True):
    """Who carries a goal, in one part of the company."""

    template: ClassVar[str] = "carriers.html"
    goal: NameView
    carriers: Contributors | None
    """None where all of them are on further pages."""
    parts: tuple[PartCount, ...]
    """The pages with the others."""


GetCarriers = Callable[[], Mapping[ObjectiveRef, DividedCarriers]]


def divide_carriers(context: ViewContext) -> dict[ObjectiveRef, DividedCarriers]:
    """Return how those right below a goal are divided, by goal; of goals that have more of them than fit on a page.

    In a tangle, where each of very many goals is served by very many, all these pages would be out of proportion to the
    content. Then there are none, and each goal's page lists its share.
    """
    down = context.alignment.down
    wide = {
        ref: carriers
        for ref in context.organisation.objectives
        if len(down.get(ref, ())) > MAX_ROWS and len(carriers := list_direct_carriers(context, ref)) > MAX_ROWS
    }
    if sum(map(len, wide.values())) > compute_row_budget(context):
        return {}
    divided = {}
    for goal, carriers in wide.items():
        by_unit: dict[str, list[ObjectiveRef]] = {}
        for ref in carriers:
            by_unit.setdefault(context.organisation.objectives[ref].unit, []).append(ref)
        parts = divide_list_by_units(
            context.organisation, {unit: len(refs) for unit, refs in by_unit.items()}, MAX_ROWS
        )
        divided[goal] = DividedCarriers(parts, {unit: tuple(refs) for unit, refs in by_unit.items()})
    return divided


def build_carrier_pages(
    context: ViewContext, renderer: TemplateRenderer, divided: Mapping[ObjectiveRef, DividedCarriers], get: GetCarriers
) -> Iterator[PlannedPage]:
    """Yield the pages of those who carry a goal that has too many for its own page."""
    for goal, carriers in divided.items():
        for part in carriers.parts:
            if part != WHOLE:
                build = partial(_build_page, context, renderer, goal, part, get)
                uri = addresses.make_carriers_uri(context.organisation.objectives[goal], part)
                yield PlannedPage(uri, build, f"carriers {part} of {goal}")


def count_parts(objective: Objective, carriers: DividedCarriers, part: PagePart) -> tuple[PartCount, ...]:
    """Return the pages that a part leads to, with how many carriers each has."""
    pages = PartPages(carriers.parts, partial(addresses.make_carriers_uri, objective))
    return tuple(
        PartCount(pages.name_part(step), carriers.count(step)) for step in (carriers.parts[key] for key in part.parts)
    )


def collect_listed(
    context: ViewContext,
    goal: ObjectiveRef,
    carriers: DividedCarriers,
    part: PagePart,
    most_terms: int | None = MAX_TERMS,
) -> Contributors:
    """Return those who carry a goal and stand on the page of a part, with what hangs below them.

    The mean of all of them is explained by `most_terms` of its terms; None: it is left out.
    """
    return collect_contributors(
        context, goal, counted=False, only=frozenset(carriers.list_refs(part)), most_terms=most_terms
    )


def _build_page(
    context: ViewContext, renderer: TemplateRenderer, goal: ObjectiveRef, part_id: str, get: GetCarriers
) -> Page:
    objective, carriers = context.organisation.objectives[goal], get()[goal]
    part = carriers.parts[part_id]
    pages = PartPages(carriers.parts, partial(addresses.make_carriers_uri, objective))
    before, after = pages.name_neighbours(part)
    url = addresses.make_objective_url(objective)
    unit = context.organisation.units[objective.unit]
    cycle_url = make_url(addresses.make_unit_cycle_uri(unit, objective.cycle))
    in_cycle = Crumb(context.organisation.cycles[objective.cycle].name, cycle_url)
    title = translate("Who carries “{title}”: {part}", title=objective.title, part=part.name)
    frame = PageFrame(
        addresses.make_carriers_uri(objective, part.id),
        title,
        context.build_unit_crumbs(unit, in_cycle, *pages.list_crumbs(part, objective.title)),
        lead=translate_plural(
            "{number} objective right below it.", "{number} objectives right below it.", carriers.count(part)
        ),
        before=before,
        after=after,
    )
    view = CarriersView(
        NameView(objective.title, f"{url}#carried"),
        # What all of them come to is said on the goal's own page, and would make this one anew with each of them.
        collect_listed(context, goal, carriers, part, most_terms=None) if part.units else None,
        count_parts(objective, carriers, part),
    )
    return Page(
        uri=frame.uri,
        title=title,
        body=renderer.render(view, frame),
        search=(SearchEntry("", title, ""),),
        description=title,
        layout="navigation toc",
    )
