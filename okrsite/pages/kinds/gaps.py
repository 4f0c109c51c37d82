"""The page of gaps: where the goals don't hang together, and what to do about it."""

from __future__ import annotations

from typing import ClassVar

from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.page import Heading, Page, SearchEntry
from okrsite.pages.parts.gap_entries import GapSection, build_gap_sections
from okrsite.pages.render import Crumb, PageFrame, PageView, TemplateRenderer


class GapsView(PageView, frozen=True):
    """Gaps and overlaps by kind; kinds of which there is none are left out."""

    template: ClassVar[str] = "gaps.html"
    sections: tuple[GapSection, ...]


def build_gaps_page(context: ViewContext, renderer: TemplateRenderer) -> Page:
    """Return the page of gaps and overlaps among everything that is running or planned."""
    sections = build_gap_sections(context)
    frame = PageFrame(
        addresses.GAPS,
        "Gaps and overlaps",
        context.build_crumbs(Crumb("Map", "map/"), Crumb("Gaps and overlaps")),
        lead="Where the goals that are running or planned don’t hang together. Each is a reason to talk, not a fault.",
    )
    return Page(
        uri=addresses.GAPS,
        title="Gaps and overlaps",
        body=renderer.render(GapsView(sections), frame),
        headings=tuple(Heading(section.id, section.title) for section in sections),
        search=(SearchEntry("", "Gaps and overlaps", " ".join(section.title for section in sections)),),
        description="Where the goals don’t hang together, and who does the same.",
        layout="navigation toc",
    )
