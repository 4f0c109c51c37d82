"""The list of all teams, in the order of the tree."""

from __future__ import annotations

from okrsite.pages import addresses
from okrsite.pages.desk import Desk
from okrsite.pages.page import Page, SearchEntry
from okrsite.pages.render import Crumb, Frame, Renderer
from okrsite.pages.unit_rows import unit_rows
from okrsite.pages.words import plural


def teams_page(desk: Desk, renderer: Renderer) -> Page:
    """Return the page of all teams."""
    rows = unit_rows(desk)
    teams = sum(row.depth > 0 for row in rows)
    frame = Frame(
        addresses.TEAMS,
        "Teams",
        desk.crumbs(Crumb("Teams")),
        lead=f"{plural(teams, 'unit')} below {desk.organisation.name}, by where they belong."
        if teams
        else "There are no teams yet. A folder below content/teams/ with a team.yml makes one.",
    )
    return Page(
        uri=addresses.TEAMS,
        title="Teams",
        body=renderer.render("teams.html", frame, rows=rows),
        search=(SearchEntry("", "Teams", f"All teams of {desk.organisation.name}."),),
        nav=(),
        description=f"All teams of {desk.organisation.name}, and how they stand.",
        layout="navigation toc",
    )
