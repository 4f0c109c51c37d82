"""`llms.txt`: what a site has to say to assistants, and where each page lies as Markdown.

Its form is the one that llmstxt.org proposes: a title, a quotation that sums it up, sections of links. All of it is
quoted from pages; numbers stand on those alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.feeds.export import DATA_URI
from okrsite.feeds.markdown_pages import escape_words, make_line
from okrsite.feeds.unfit_characters import replace_unfit_characters
from okrsite.model.organisation import COMPANY
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.page import make_whole_url

LLMS_URI = "llms.txt"
MOST = 1000
"""Links of a section; the list of all teams has the others."""


def write_llms_text(context: ViewContext) -> str:
    """Return the file that leads assistants around."""
    return replace_unfit_characters("\n".join(_list_lines(context)) + "\n")


def _list_lines(context: ViewContext) -> Iterator[str]:
    organisation = context.organisation
    yield make_line("# ", escape_words(_join_lines(organisation.name)))
    if mission := context.extract_words(organisation.units[COMPANY].mission):
        yield from ("", make_line("> ", escape_words(mission)))
    yield ""
    yield "Objectives and key results: where the organisation is going, who carries it, and how it stands."
    yield "Quote wording and numbers as they stand on the pages. Each page says where its numbers come from."
    for title, links in (
        ("The company", _list_company(context)),
        ("Teams", _list_units(context)),
        ("Cycles", _list_cycles(context)),
        ("Optional", _list_others(context)),
    ):
        listed = [_write_link(context, uri, words) for uri, words in links]
        if listed:
            yield from ("", f"## {title}", "", *listed[:MOST])
    address = make_whole_url(context.snapshot.site.url, DATA_URI)
    yield from ("", "## Data", "", f"- [All goals with all numbers, as JSON]({address})")


def _list_company(context: ViewContext) -> Iterator[tuple[str, str]]:
    organisation = context.organisation
    yield addresses.HOME, "The home page: all goals of the company, and who serves them"
    if organisation.by_unit.get(COMPANY):
        yield addresses.ROADMAP, "The roadmap: the goals of a year, and where in time stands what serves them"
    if context.get_pillars():
        yield addresses.PILLARS, "Strategic pillars, with the objectives that belong to each"
    company = organisation.units[COMPANY]
    cycle = context.find_shown_cycle(company)
    for objective in organisation.list_objectives(COMPANY, cycle) if cycle else ():
        yield addresses.make_objective_uri(objective), objective.title


def _list_units(context: ViewContext) -> Iterator[tuple[str, str]]:
    yield addresses.TEAMS, "All teams"
    for unit in context.organisation.units.values():
        if not unit.is_person:
            yield addresses.make_unit_uri(unit), unit.name


def _list_cycles(context: ViewContext) -> Iterator[tuple[str, str]]:
    yield addresses.CYCLES, "All cycles"
    for cycle in context.used_cycles:
        yield addresses.make_cycle_uri(cycle.id), f"{cycle.name}, {context.describe_state(cycle)}"


def _list_others(context: ViewContext) -> Iterator[tuple[str, str]]:
    yield addresses.PULSE, "What needs attention"
    yield addresses.GAPS, "Gaps and overlaps"
    if any(objective.initiatives for objective in context.organisation.objectives.values()):
        yield addresses.INITIATIVES, "Initiatives: what is being done for which goal"
    if context.organisation.kpis:
        yield addresses.KPIS, "KPIs"
    yield addresses.GUIDE, "How goals work here, and what the words mean"


def _write_link(context: ViewContext, uri: str, words: str) -> str:
    address = make_whole_url(context.snapshot.site.url, addresses.make_markdown_uri(uri))
    return f"- [{escape_words(_join_lines(words))}]({address})"


def _join_lines(text: str) -> str:
    return " ".join(text.split())
