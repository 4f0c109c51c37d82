"""The home page: where the company is going, whether it is on course, who carries it, what needs help."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

import msgspec
from markupsafe import Markup
from msgspec.structs import replace

from okrsite.languages.words import is_singular, translate, translate_plural
from okrsite.model.cycles import Cycle, find_concurrent_cycles, list_enclosing_cycles
from okrsite.model.objectives import Objective
from okrsite.model.organisation import COMPANY, Memo
from okrsite.model.refs import ObjectiveRef
from okrsite.pages import addresses
from okrsite.pages.build_note import BuildNote, create_build_note
from okrsite.pages.context import ViewContext
from okrsite.pages.cycle_switches import build_cycle_switch
from okrsite.pages.formatting import capitalise_first, format_long_day, format_plural
from okrsite.pages.kinds.changes import RecentChanges, collect_recent_changes
from okrsite.pages.kinds.review_packs import ReviewPacks, list_pack_links
from okrsite.pages.maps.page_maps import PageMap
from okrsite.pages.page import Heading, Page, SearchEntry, make_url
from okrsite.pages.parts.attention import collect_concerns
from okrsite.pages.parts.cards import CardBuilder
from okrsite.pages.parts.contributors import Contributors, collect_contributors
from okrsite.pages.parts.gap_sections import count_gaps
from okrsite.pages.parts.mean_sentences import MAX_TERMS
from okrsite.pages.parts.timeline import TimelineView, build_timeline
from okrsite.pages.parts.unit_rows import build_unit_rows
from okrsite.pages.prose.pieces import Embed
from okrsite.pages.render import Crumb, PageFrame, PageView, TemplateRenderer
from okrsite.pages.row_views import UnitRow
from okrsite.pages.views import CardView, NameView

MAX_UNITS = 60
"""How many units the home page lists; of a larger organisation so many of those right below the company."""
MAX_STATUSES = 6
"""Marks of objectives beside a unit; its own page has all of them."""
MAX_GOALS = 60
"""How many goals it shows; the company's own page has all of them."""
MAX_CARRIERS = 90
"""How many objectives it lists below all goals together; the goals' own pages list more."""
FEW_CARRIERS = 8
"""How many it lists below each goal where there is no room for all: some say as little as many, and load sooner."""
_RECENT_DAYS = 7
_MOST_CHANGES = 5
"""Changes of these days that it lists; a page has all of them."""
_MEMO_LENGTH = 260
"""Characters of the memo's beginning: what is read before one knows whether to read on."""


class GoalView(msgspec.Struct, frozen=True):
    """A company goal with who carries it."""

    card: CardView
    pace: str
    """`4 points ahead of the expected 55%`, as a sentence begins; or empty."""
    carried_by: str
    """`3 teams carry it`, empty where nobody does."""
    carriers: Contributors | None
    """None where nothing hangs below it."""
    anchor: str
    """Where on the page its carriers are listed."""


class ConcernLine(msgspec.Struct, frozen=True):
    """A number of objectives or gaps that need attention, and where they are listed."""

    url: str
    """From the site's root."""
    mark: str
    number: int
    phrase: str
    """After the number: `off track`."""


class MemoTeaser(msgspec.Struct, frozen=True):
    """The beginning of the executive memo."""

    text: str
    link: str
    """`Read the memo by Anna of 3 November 2026`."""
    url: str
    """From the site's root."""


class HomeView(PageView, frozen=True):
    """Where the company is going, whether it is on course, who carries it, what needs help."""

    template: ClassVar[str] = "home.html"
    headline: Markup | str
    """The mission, else the company's name."""
    vision: Markup
    memo: MemoTeaser | None
    summary: str
    """What the company says of the cycle in a sentence; empty where a memo tells more."""
    time: TimelineView | None
    """None before the first cycle."""
    goals: tuple[GoalView, ...]
    goals_cycle: str
    """The name of their cycle, empty without goals."""
    more_goals: str
    """`12 more goals`, empty where all are shown."""
    goals_url: str
    """Where all goals are, from the site's root."""
    concerns: tuple[ConcernLine, ...]
    calm: bool
    """Whether there are goals and nothing needs attention."""
    intro: Markup
    changes: RecentChanges
    page_map: PageMap | None
    """The upper levels of the map."""
    mapped: int
    """How many objectives the whole map has."""
    rows: tuple[UnitRow, ...]
    """Units below the company."""
    has_digest: bool
    """Whether there is a page with the digest of the week."""
    pack: tuple[NameView, ...]
    """The company's review pack of the current cycle; empty without one."""
    build: BuildNote
    """Said on this page for readers without a script."""


def find_company_goals(context: ViewContext, cycle: Cycle | None) -> tuple[Objective, ...]:
    """Return the company's goals: those of its largest cycle around the current one that has any."""
    if cycle is None:
        return ()
    for key in (*reversed(list_enclosing_cycles(cycle.id, context.organisation.cycles)), cycle.id):
        if objectives := tuple(context.organisation.list_objectives(COMPANY, key)):
            return objectives
    return ()


def build_home_page(
    context: ViewContext, renderer: TemplateRenderer, page_map: PageMap | None, whole: PageMap | None, embed: Embed
) -> Page:
    """Return the home page, with the map's upper levels and a link to the `whole`."""
    organisation = context.organisation
    company = organisation.units[COMPANY]
    mission, vision = context.extract_words(company.mission), context.extract_words(company.vision)
    cycle = context.snapshot.current_cycle
    view = _build_home_view(context, page_map, whole, embed)
    frame = PageFrame(
        addresses.HOME,
        organisation.name,
        (Crumb(organisation.name, ""),),
        view.goals[0].card.place if view.goals else company.place,
        build_cycle_switch(context, company, cycle.id if cycle else None, home=True),
        has_other_days=context.days.has_other_days(find_company_goals(context, cycle)),
    )
    return Page(
        uri=addresses.HOME,
        title=translate("Company"),
        body=renderer.render(view, frame),
        headings=(
            *((Heading("map", translate("How the goals hang together")),) if view.page_map else ()),
            *((Heading("carried", translate("Who carries them")),) if view.goals else ()),
        ),
        search=(SearchEntry("", organisation.name, f"{mission} {vision}".strip()),),
        source=frame.source,
        nav=(),
        description=mission or translate("The goals of {cycle}.", cycle=organisation.name),
        layout="navigation toc",
    )


def _build_home_view(context: ViewContext, page_map: PageMap | None, whole: PageMap | None, embed: Embed) -> HomeView:
    company = context.organisation.units[COMPANY]
    cycle = context.snapshot.current_cycle
    running = find_concurrent_cycles(cycle, context.organisation.cycles) if cycle else frozenset()
    objectives = find_company_goals(context, cycle)
    goals = _build_goal_views(context, objectives[:MAX_GOALS], running)
    more_goals = len(objectives) - len(goals)
    concerns = tuple(_list_concerns(context, cycle))
    memo = _build_memo_teaser(context)
    text = company.texts.get(cycle.id) if cycle else None
    return HomeView(
        headline=context.render_line(company.mission, addresses.HOME) or context.organisation.name,
        vision=context.render_line(company.vision, addresses.HOME),
        memo=memo,
        summary=text.summary if text and memo is None else "",
        time=build_timeline(cycle, context.days.get_day_in(cycle.id)) if cycle else None,
        goals=goals,
        goals_cycle=goals[0].card.cycle.name if goals else "",
        more_goals=format_plural(more_goals, "more goal") if more_goals else "",
        goals_url=addresses.make_unit_url(company),
        concerns=concerns,
        calm=bool(goals) and not concerns,
        intro=_render_intro(context, embed),
        changes=collect_recent_changes(context, _RECENT_DAYS, _MOST_CHANGES),
        page_map=page_map,
        mapped=whole.objectives + whole.left_out if whole else 0,
        rows=_list_unit_rows(context),
        has_digest=context.settings.digest,
        pack=list_pack_links(ReviewPacks(context).find_company_pack(cycle.id) if cycle else ""),
        build=create_build_note(context.snapshot),
    )


def _build_goal_views(
    context: ViewContext, objectives: Sequence[Objective], running: frozenset[str]
) -> tuple[GoalView, ...]:
    cards = CardBuilder(context)
    most = max(MAX_CARRIERS // max(len(objectives), 1), FEW_CARRIERS)
    carriers = _collect_carriers(context, objectives, running, most, MAX_TERMS)
    if any(contributors.hidden for contributors in carriers):
        carriers = _collect_carriers(context, objectives, running, FEW_CARRIERS, FEW_CARRIERS)
    return tuple(
        _build_goal_view(cards.build_card(objective), contributors)
        for objective, contributors in zip(objectives, carriers, strict=True)
    )


def _collect_carriers(
    context: ViewContext, objectives: Sequence[Objective], running: frozenset[str], most: int, most_terms: int
) -> list[Contributors]:
    """Return who carries each goal; who carries several is told in full below the first of them."""
    told: dict[ObjectiveRef, str] = {}
    carriers = []
    for objective in objectives:
        contributors = collect_contributors(context, objective.ref, running, most, most_terms=most_terms, told=told)
        told.update(dict.fromkeys(contributors.listed, objective.title))
        carriers.append(contributors)
    return carriers


def _build_goal_view(card: CardView, carriers: Contributors) -> GoalView:
    return GoalView(
        card=card,
        pace=capitalise_first(card.bar.pace),
        carried_by=translate_plural("{number} team carries it", "{number} teams carry it", carriers.teams)
        if carriers.teams
        else "",
        carriers=carriers if any(group.rows for group in carriers.groups) else None,
        anchor=f"by-{card.id}",
    )


def _list_concerns(context: ViewContext, cycle: Cycle | None) -> Iterator[ConcernLine]:
    """Yield what needs attention: among the objectives that run in the current cycle, then between them."""
    objectives = context.organisation.list_running_objectives(cycle.id) if cycle else []
    cycle_url = make_url(addresses.make_cycle_uri(cycle.id)) if cycle else ""
    for concern in collect_concerns(context, objectives):
        yield ConcernLine(f"{cycle_url}#{concern.id}", concern.mark, len(concern.refs), concern.phrase)
    if overdue := len(context.days.list_overdue_kpis()):
        yield ConcernLine(make_url(addresses.KPIS), "stale", overdue, _name_overdue(overdue))
    gaps_url = make_url(addresses.GAPS)
    for anchor, mark, number, words in count_gaps(context):
        yield ConcernLine(f"{gaps_url}#{anchor}", mark, number, words)


def _name_overdue(number: int) -> str:
    return translate("KPI overdue") if is_singular(number) else translate("KPIs overdue")


def _list_unit_rows(context: ViewContext) -> tuple[UnitRow, ...]:
    """Units below the company; of a large organisation those right below it."""
    return tuple(replace(row, statuses=row.statuses[:MAX_STATUSES]) for row in build_unit_rows(context, MAX_UNITS))


def _render_intro(context: ViewContext, embed: Embed) -> Markup:
    """The prose of `index.md`, which may hold pieces of the model like any ordinary page."""
    if not context.organisation.index:
        return Markup()
    return context.prose.render_ordinary_page(context.organisation.index, addresses.HOME, embed).body


def find_newest_memo(context: ViewContext) -> Memo | None:
    """Return the company's newest memo that is not of the future."""
    known = [memo for memo in context.organisation.memos if memo.unit == COMPANY]
    past = [memo for memo in known if memo.date is None or context.days.has_come(memo.date)]
    return max(past, key=lambda memo: (memo.date.isoformat() if memo.date else "", memo.id), default=None)


def _build_memo_teaser(context: ViewContext) -> MemoTeaser | None:
    memo = find_newest_memo(context)
    if memo is None:
        return None
    text = context.extract_words(memo.body)
    # The first paragraph or two sentences, whichever is shorter, and never half a word.
    first = text.strip().split("\n", 1)[0]
    if len(first) > _MEMO_LENGTH:
        cut = first.rfind(". ", 0, _MEMO_LENGTH)
        first = first[: cut + 1] if cut > 80 else first[: first.rfind(" ", 0, _MEMO_LENGTH)] + " …"
    author = context.find_person(memo.author)
    day = format_long_day(memo.date) if memo.date else ""
    if author and day:
        link = translate("Read the memo by {person} of {day}", person=author.name, day=day)
    elif author:
        link = translate("Read the memo by {person}", person=author.name)
    else:
        link = translate("Read the memo of {day}", day=day) if day else translate("Read the memo")
    return MemoTeaser(first, link, addresses.make_memo_url(memo, context.organisation.units[memo.unit]))
