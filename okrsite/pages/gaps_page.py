"""The page of gaps: where the goals don't hang together, and what to do about it."""

from __future__ import annotations

from okrsite.pages import addresses
from okrsite.pages.desk import Desk
from okrsite.pages.gap_views import gap_sections
from okrsite.pages.page import Heading, Page, SearchEntry
from okrsite.pages.render import Crumb, Frame, Renderer


def gaps_page(desk: Desk, renderer: Renderer) -> Page:
    """Return the page of gaps and overlaps among everything that is running or planned."""
    sections = gap_sections(desk)
    frame = Frame(
        addresses.GAPS,
        "Gaps and overlaps",
        desk.crumbs(Crumb("Map", "map/"), Crumb("Gaps and overlaps")),
        lead="Where the goals that are running or planned don’t hang together. Each is a reason to talk, not a fault.",
    )
    return Page(
        uri=addresses.GAPS,
        title="Gaps and overlaps",
        body=renderer.render("gaps.html", frame, sections=sections),
        headings=tuple(Heading(section.id, section.title) for section in sections),
        search=(SearchEntry("", "Gaps and overlaps", " ".join(section.title for section in sections)),),
        description="Where the goals don’t hang together, and who does the same.",
        layout="navigation toc",
    )
