"""The home page: where the company is going, whether it is on course, who carries it, what needs help."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from okrsite.model.cycles import Cycle, ancestors, together
from okrsite.model.objectives import Objective
from okrsite.model.organisation import COMPANY, Memo
from okrsite.pages import addresses
from okrsite.pages.attention import concerns
from okrsite.pages.cards import CardMaker
from okrsite.pages.carriers import Carriers, carriers
from okrsite.pages.desk import Desk
from okrsite.pages.embedding import Embed
from okrsite.pages.gap_views import gap_counts
from okrsite.pages.maps_wanted import MapView
from okrsite.pages.page import Heading, Page, SearchEntry, url_of
from okrsite.pages.render import Crumb, Frame, Renderer
from okrsite.pages.times import time_view
from okrsite.pages.unit_rows import unit_rows
from okrsite.pages.views import CardView
from okrsite.pages.words import long_day
from okrsite.problems import Place

MAX_UNITS = 60
"""How many units the home page lists; larger organisations are listed by what lies right below the company."""
MAX_GOALS = 60
"""How many goals it shows; the company's own page has all of them."""
MAX_CARRIERS = 90
"""How many objectives it lists below all goals together; the goals' own pages list more."""


@dataclass(frozen=True, slots=True)
class GoalView:
    """A company goal with who carries it."""

    card: CardView
    carriers: Carriers
    anchor: str


@dataclass(frozen=True, slots=True)
class MemoTeaser:
    """The beginning of the executive memo."""

    text: str
    link: str
    url: str


def goals_of(desk: Desk, cycle: Cycle | None) -> tuple[Objective, ...]:
    """Return the company's goals: those of its largest cycle around the current one that has any."""
    if cycle is None:
        return ()
    for key in (*reversed(ancestors(cycle.id, desk.organisation.cycles)), cycle.id):
        if found := tuple(desk.organisation.of(COMPANY, key)):
            return found
    return ()


def home_page(desk: Desk, renderer: Renderer, drawing: MapView | None, whole: MapView | None, embed: Embed) -> Page:
    """Return the home page, with the map's upper levels and a link to the `whole`."""
    organisation = desk.organisation
    company = organisation.units[COMPANY]
    mission, vision = desk.words(company.mission), desk.words(company.vision)
    cycle = desk.snapshot.current_cycle
    running = together(cycle, organisation.cycles) if cycle else frozenset()
    cards = CardMaker(desk)
    all_goals = goals_of(desk, cycle)
    shown_goals = all_goals[:MAX_GOALS]
    most = max(MAX_CARRIERS // max(len(shown_goals), 1), 8)
    goals = tuple(
        GoalView(cards.card(each, addresses.HOME), carriers(desk, each.ref, running, most), f"by-{each.id}")
        for each in shown_goals
    )
    now = [each for each in organisation.objectives.values() if each.cycle in running]
    rows = unit_rows(desk)
    if len(rows) > MAX_UNITS:
        rows = tuple(row for row in rows if row.depth <= 1)
    shown = company.texts.get(cycle.id) if cycle else None
    frame = Frame(
        addresses.HOME,
        organisation.name,
        (Crumb(organisation.name, ""),),
        goals[0].card.place if goals else company.place,
        desk.switch(company, cycle.id if cycle else None, home=True),
    )
    body = renderer.render(
        "home.html",
        frame,
        mission=desk.line(company.mission, company.place, addresses.HOME),
        vision=desk.line(company.vision, company.place, addresses.HOME),
        summary=shown.summary if shown else "",
        memo=_teaser(desk),
        intro=_intro(desk, embed),
        time=time_view(cycle, desk.today) if cycle else None,
        goals=goals,
        more_goals=len(all_goals) - len(goals),
        goals_url=addresses.unit_url(company),
        goals_cycle=goals[0].card.cycle.name if goals else "",
        concerns=concerns(desk, now),
        gaps=tuple(gap_counts(desk)),
        concerns_url=url_of(addresses.cycle_uri(cycle.id)) if cycle else "",
        drawing=drawing,
        mapped=whole.objectives + whole.left_out if whole else 0,
        rows=tuple(row for row in rows if row.depth > 0),
    )
    return Page(
        uri=addresses.HOME,
        title="Company",
        body=body,
        headings=(
            *((Heading("map", "How the goals hang together"),) if drawing else ()),
            *((Heading("carried", "Who carries them"),) if goals else ()),
        ),
        search=(SearchEntry("", organisation.name, f"{mission} {vision}".strip()),),
        source=frame.source,
        nav=(),
        description=mission or f"The goals of {organisation.name}.",
        layout="navigation toc",
    )


def _intro(desk: Desk, embed: Embed) -> Markup:
    """The prose of `index.md`, which may hold pieces of the model like any ordinary page."""
    if not desk.organisation.index.strip():
        return Markup()
    source = desk.inside(Place(desk.organisation.index_path))
    return desk.prose.article(desk.organisation.index, source=source, page_uri=addresses.HOME, embed=embed).body


def newest_memo(desk: Desk) -> Memo | None:
    """Return the company's newest memo that is not of the future."""
    known = [memo for memo in desk.organisation.memos if memo.unit == COMPANY]
    past = [memo for memo in known if memo.date is None or memo.date <= desk.today]
    return max(past, key=lambda memo: (memo.date.isoformat() if memo.date else "", memo.id), default=None)


def _teaser(desk: Desk) -> MemoTeaser | None:
    memo = newest_memo(desk)
    if memo is None:
        return None
    text = desk.prose.plain(memo.body)
    # The first paragraph or two sentences, whichever is shorter, and never half a word.
    first = text.strip().split("\n", 1)[0]
    if len(first) > 320:
        cut = first.rfind(". ", 0, 320)
        first = first[: cut + 1] if cut > 80 else first[: first.rfind(" ", 0, 320)] + " …"
    author = desk.person(memo.author)
    said = " ".join(
        filter(
            None,
            ("Read the memo", f"by {author.name}" if author else "", f"of {long_day(memo.date)}" if memo.date else ""),
        )
    )
    return MemoTeaser(first, said, addresses.memo_url(memo, desk.organisation.units[memo.unit]))
