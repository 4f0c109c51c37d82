"""People: what each owns, reviews and takes part in. Nobody is ranked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from okrsite.model.objectives import Objective
from okrsite.model.organisation import Person
from okrsite.pages import addresses
from okrsite.pages.desk import Desk
from okrsite.pages.page import Page, SearchEntry
from okrsite.pages.render import Crumb, Frame, Renderer
from okrsite.pages.views import NameView, RowView


@dataclass(slots=True)
class Part:
    """What somebody has to do with, gathered in one pass over the objectives."""

    owns: list[Objective] = field(default_factory=list)
    results: list[tuple[Objective, str, str]] = field(default_factory=list)
    """Key results that they own in somebody else's objective: objective, key result's id and title."""
    reviews: list[Objective] = field(default_factory=list)
    takes_part: list[Objective] = field(default_factory=list)
    leads: list[str] = field(default_factory=list)
    member_of: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CycleGroup:
    """Objectives of one cycle."""

    name: str
    state: str
    rows: tuple[RowView, ...]


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody in the list of all."""

    person: NameView
    role: str
    team: NameView | None
    owns: int


def people_pages(desk: Desk, renderer: Renderer) -> Iterator[Page]:
    """Yield the list of people, and a page for everybody who has no page as a unit."""
    if not desk.settings.people_pages:
        return
    parts = _parts(desk)
    yield _index(desk, renderer, parts)
    for key, person in desk.organisation.people.items():
        # Whoever has objectives of their own has a unit's page at the same address.
        unit = desk.organisation.units.get(person.id)
        if unit is None or not unit.is_person:
            yield _page(desk, renderer, person, parts[key])


def _parts(desk: Desk) -> dict[str, Part]:
    parts: dict[str, Part] = defaultdict(Part)
    for each in desk.organisation.objectives.values():
        if each.owner:
            parts[each.owner].owns.append(each)
        if each.reviewer:
            parts[each.reviewer].reviews.append(each)
        for key in each.contributors:
            parts[key].takes_part.append(each)
        for result in each.key_results:
            if result.owner and result.owner != each.owner:
                parts[result.owner].results.append((each, result.id, result.title))
    for unit in desk.organisation.units.values():
        if unit.lead:
            parts[unit.lead].leads.append(unit.id)
        for member in unit.members:
            parts[member].member_of.append(unit.id)
    return parts


def _current(desk: Desk, objectives: list[Objective]) -> int:
    return sum(
        desk.organisation.cycles[each.cycle].start <= desk.today <= desk.organisation.cycles[each.cycle].end
        for each in objectives
    )


def _index(desk: Desk, renderer: Renderer, parts: dict[str, Part]) -> Page:
    rows = tuple(
        PersonRow(
            desk.person(key) or NameView(person.name),
            person.role,
            desk.team_of(person),
            _current(desk, parts[key].owns),
        )
        for key, person in desk.organisation.people.items()
    )
    frame = Frame(
        addresses.PEOPLE,
        "People",
        desk.crumbs(Crumb("People")),
        lead="Who carries what. Every objective has exactly one owner.",
    )
    return Page(
        uri=addresses.PEOPLE,
        title="People",
        body=renderer.render("people.html", frame, rows=rows),
        search=(SearchEntry("", "People", "Everybody who owns, reviews or takes part in an objective."),),
        nav=(),
        description="Who carries what.",
        layout="navigation toc",
    )


def _page(desk: Desk, renderer: Renderer, person: Person, part: Part) -> Page:
    uri = addresses.person_uri(person)
    frame = Frame(
        uri, person.name, desk.crumbs(Crumb("People", "people/"), Crumb(person.name)), person.place, lead=person.role
    )
    body = renderer.render(
        "person.html",
        frame,
        person=person,
        link=desk.prose.address(person.link, source="people.yml", page_uri=uri),
        team=desk.team_of(person),
        leads=tuple(desk.unit(key) for key in part.leads),
        member_of=tuple(desk.unit(key) for key in part.member_of),
        owns=groups(desk, part.owns),
        results=tuple(
            NameView(f"{title}: {each.title}", f"{addresses.objective_url(each)}#{each.id}_{key}")
            for each, key, title in part.results
        ),
        reviews=groups(desk, part.reviews),
        takes_part=groups(desk, part.takes_part),
    )
    teams = [desk.unit(key).name for key in (*part.leads, *part.member_of)]
    words = " ".join(dict.fromkeys((person.id, person.role, *teams))).strip()
    return Page(
        uri=uri,
        title=person.name,
        body=body,
        search=(SearchEntry("", person.name, words),),
        source=person.place,
        description=f"What {person.name} carries.",
        layout="navigation toc",
    )


def groups(desk: Desk, objectives: list[Objective]) -> tuple[CycleGroup, ...]:
    """Return objectives by cycle, the newest first."""
    by_cycle: dict[str, list[Objective]] = defaultdict(list)
    for each in objectives:
        by_cycle[each.cycle].append(each)
    cycles = sorted(
        (desk.organisation.cycles[key] for key in by_cycle),
        key=lambda cycle: (-cycle.end.toordinal(), -cycle.days, cycle.id),
    )
    return tuple(
        CycleGroup(cycle.name, desk.state(cycle), tuple(map(desk.row, by_cycle[cycle.id]))) for cycle in cycles
    )
