"""The list of all teams, in the order of the tree; of very many a page for each division."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import ClassVar

import msgspec

from okrsite.languages.words import translate, translate_plural
from okrsite.model.organisation import COMPANY
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.dividing import (
    WHOLE,
    PagePart,
    Parts,
    divide_list_by_units,
    list_units_of_part,
)
from okrsite.pages.page import NavigationEntry, Page, PlannedPage, SearchEntry
from okrsite.pages.part_pages import PartPages
from okrsite.pages.parts.unit_rows import build_unit_row
from okrsite.pages.render import PageFrame, PageView, TemplateRenderer
from okrsite.pages.row_views import UnitRow
from okrsite.pages.views import PartCount


class TeamsPart(msgspec.Struct, frozen=True):
    """Units that stand on a page of their own."""

    row: UnitRow | None
    """The unit above them; None where only the letters that their names begin with join them."""
    page: PartCount
    """Their page, and how many they are."""


class TeamsView(PageView, frozen=True):
    """All units but people, each below the one it belongs to; or those of a part of the company."""

    template: ClassVar[str] = "teams.html"
    rows: tuple[UnitRow, ...]
    parts: tuple[TeamsPart, ...]
    """The others, by the page that lists them."""


def build_teams_pages(context: ViewContext, renderer: TemplateRenderer) -> Iterator[PlannedPage]:
    """Yield the page of all teams, and those of its parts."""
    units = {unit.id: 1 for unit in context.organisation.units.values() if not unit.is_person}
    parts = divide_list_by_units(context.organisation, units)
    get_parts = context.tracker.declare_mapping("parts of teams", lambda: parts)
    for part in parts:
        build = partial(_build_teams_page, context, renderer, part, get_parts)
        entry = NavigationEntry(translate("Teams")) if part == WHOLE else None
        yield PlannedPage(addresses.make_teams_uri(part), build, f"teams {part}", entry=entry)


def _build_teams_page(
    context: ViewContext, renderer: TemplateRenderer, part_id: str, get_parts: Callable[[], Parts]
) -> Page:
    parts = get_parts()
    part, pages = parts[part_id], PartPages(parts, addresses.make_teams_uri)
    uri = addresses.make_teams_uri(part.id)
    teams = sum(unit != COMPANY for unit in list_units_of_part(parts, part))
    whole = part.id == WHOLE
    name = context.organisation.name if whole else part.name
    before, after = pages.name_neighbours(part)
    frame = PageFrame(
        uri,
        translate("Teams") if whole else translate("Teams of {unit}", unit=part.name),
        context.build_crumbs(*pages.list_crumbs(part, translate("Teams"))),
        lead=_write_lead(context, part, teams),
        before=before,
        after=after,
    )
    return Page(
        uri=uri,
        title=frame.title,
        body=renderer.render(_build_view(context, pages, part), frame),
        search=(SearchEntry("", frame.title, translate("All teams of {unit}.", unit=name)),),
        nav=() if whole else None,
        description=translate("All teams of {unit}, and how they stand.", unit=name),
        layout="navigation toc",
    )


def _write_lead(context: ViewContext, part: PagePart, teams: int) -> str:
    if part.id != WHOLE:
        return translate_plural("{number} unit, by where they belong.", "{number} units, by where they belong.", teams)
    if teams:
        return translate_plural(
            "{number} unit below {company}, by where they belong.",
            "{number} units below {company}, by where they belong.",
            teams,
            company=context.organisation.name,
        )
    return translate("There are no teams yet. A folder below content/teams/ with a team.yml makes one.")


def _build_view(context: ViewContext, pages: PartPages, part: PagePart) -> TeamsView:
    def build_row(unit: str) -> UnitRow:
        depth = len(context.organisation.list_ancestry(unit)) - 1
        return build_unit_row(context, context.organisation.units[unit], depth)

    parts = pages.parts
    lower = [parts[key] for key in part.parts]
    return TeamsView(
        tuple(map(build_row, part.units)),
        tuple(
            TeamsPart(
                build_row(step.id) if step.id in context.organisation.units else None,
                PartCount(pages.name_part(step), len(list_units_of_part(parts, step))),
            )
            for step in lower
        ),
    )
