"""The list of all teams, in the order of the tree."""

from __future__ import annotations

from typing import ClassVar

from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.formatting import format_plural
from okrsite.pages.page import Page, SearchEntry
from okrsite.pages.parts.unit_rows import build_unit_rows
from okrsite.pages.render import Crumb, PageFrame, PageView, TemplateRenderer
from okrsite.pages.views import UnitRow


class TeamsView(PageView, frozen=True):
    """All units but people, each below the one it belongs to."""

    template: ClassVar[str] = "teams.html"
    rows: tuple[UnitRow, ...]


def build_teams_page(context: ViewContext, renderer: TemplateRenderer) -> Page:
    """Return the page of all teams."""
    rows = build_unit_rows(context)
    teams = sum(row.depth > 0 for row in rows)
    frame = PageFrame(
        addresses.TEAMS,
        "Teams",
        context.build_crumbs(Crumb("Teams")),
        lead=f"{format_plural(teams, 'unit')} below {context.organisation.name}, by where they belong."
        if teams
        else "There are no teams yet. A folder below content/teams/ with a team.yml makes one.",
    )
    return Page(
        uri=addresses.TEAMS,
        title="Teams",
        body=renderer.render(TeamsView(rows), frame),
        search=(SearchEntry("", "Teams", f"All teams of {context.organisation.name}."),),
        nav=(),
        description=f"All teams of {context.organisation.name}, and how they stand.",
        layout="navigation toc",
    )
