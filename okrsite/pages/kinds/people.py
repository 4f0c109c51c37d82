"""People: what each owns, reviews and takes part in. Nobody is ranked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import ClassVar

import msgspec

from okrsite.model.cycles import sort_newest_first
from okrsite.model.objectives import Objective
from okrsite.model.organisation import Person
from okrsite.model.refs import KeyResultRef, ObjectiveRef
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.kinds.people_list import build_people_list
from okrsite.pages.page import Page, PlannedPage, SearchEntry, make_url
from okrsite.pages.parts.checkin_form import list_forms
from okrsite.pages.render import Crumb, PageFrame, PageView, TemplateRenderer
from okrsite.pages.row_views import CycleObjectives
from okrsite.pages.views import NameView, WebLinkView


@dataclass(slots=True)
class Involvement:
    """What somebody has to do with, gathered in one pass over the objectives.

    By reference: whoever prints an objective looks it up, and depends on it then.
    """

    owns: list[ObjectiveRef] = field(default_factory=list)
    results: list[KeyResultRef] = field(default_factory=list)
    """Key results that they own in somebody else's objective."""
    reviews: list[ObjectiveRef] = field(default_factory=list)
    takes_part: list[ObjectiveRef] = field(default_factory=list)
    leads: list[str] = field(default_factory=list)
    member_of: list[str] = field(default_factory=list)


class InvolvementSection(msgspec.Struct, frozen=True):
    """Objectives with which somebody has to do in one way."""

    title: str
    """`Owns`, `Reviews` or `Takes part in`."""
    groups: tuple[CycleObjectives, ...]


class PersonView(PageView, frozen=True):
    """Somebody who has no objectives of their own."""

    template: ClassVar[str] = "person.html"
    person: NameView
    team: NameView | None
    leads: tuple[NameView, ...]
    member_of: tuple[NameView, ...]
    link: WebLinkView | None
    sections: tuple[InvolvementSection, ...]
    """Only those that have an objective."""
    results: tuple[NameView, ...]
    """Key results that they answer for in objectives of others, each with its objective."""
    forms: tuple[NameView, ...]
    """Objectives of which they report, each with where the form for a check-in is."""


def build_people_pages(context: ViewContext, renderer: TemplateRenderer) -> Iterator[PlannedPage]:
    """Yield the list of people, and a page for everybody who has no page as a unit."""
    if not context.settings.people_pages:
        return
    get_involvements = context.tracker.declare_mapping("involvements", lambda: _collect_involvements(context))

    def build(key: str) -> Page:
        return _build_person_page(context, renderer, context.organisation.people[key], get_involvements()[key])

    get_owned = context.tracker.declare_mapping(
        "objectives owned now",
        lambda: {key: _count_current(context, involvement.owns) for key, involvement in get_involvements().items()},
    )
    yield from build_people_list(context, renderer, get_owned)
    for key, person in context.organisation.people.items():
        # Whoever has objectives of their own has a unit's page at the same address.
        unit = context.organisation.units.get(person.id)
        if unit is None or not unit.is_person:
            yield PlannedPage(addresses.make_person_uri(person), partial(build, key), f"person {key}")


def _collect_involvements(context: ViewContext) -> dict[str, Involvement]:
    involvements: dict[str, Involvement] = defaultdict(Involvement)
    for objective in context.organisation.objectives.values():
        if objective.owner:
            involvements[objective.owner].owns.append(objective.ref)
        if objective.reviewer:
            involvements[objective.reviewer].reviews.append(objective.ref)
        for key in objective.contributors:
            involvements[key].takes_part.append(objective.ref)
        for key_result in objective.key_results:
            if key_result.owner and key_result.owner != objective.owner:
                involvements[key_result.owner].results.append(objective.ref.make_key_result_ref(key_result.id))
    for unit in context.organisation.units.values():
        if unit.lead:
            involvements[unit.lead].leads.append(unit.id)
        for member in unit.members:
            involvements[member].member_of.append(unit.id)
    return {key: involvements[key] for key in context.organisation.people}


def _count_current(context: ViewContext, refs: list[ObjectiveRef]) -> int:
    return sum(context.days.is_running(ref.cycle) for ref in refs)


def _build_person_page(
    context: ViewContext, renderer: TemplateRenderer, person: Person, involvement: Involvement
) -> Page:
    uri = addresses.make_person_uri(person)
    frame = PageFrame(
        uri,
        person.name,
        context.build_crumbs(Crumb("People", make_url("people/index.md")), Crumb(person.name)),
        person.place,
        lead=person.role,
    )
    teams = [context.name_unit(key).name for key in (*involvement.leads, *involvement.member_of)]
    words = " ".join(dict.fromkeys((person.id, person.role, *teams))).strip()
    return Page(
        uri=uri,
        title=person.name,
        body=renderer.render(_build_person_view(context, person, involvement), frame),
        search=(SearchEntry("", person.name, words),),
        source=person.place,
        description=f"What {person.name} carries.",
        layout="navigation toc",
    )


def _build_person_view(context: ViewContext, person: Person, involvement: Involvement) -> PersonView:
    link = context.prose.resolve_address(person.link, source="people.yml", page_uri=addresses.make_person_uri(person))
    sections = (
        ("Owns", involvement.owns),
        ("Reviews", involvement.reviews),
        ("Takes part in", involvement.takes_part),
    )
    return PersonView(
        person=NameView(person.name),
        link=WebLinkView(person.link, link) if link else None,
        team=context.find_team(person),
        leads=tuple(context.name_unit(key) for key in involvement.leads),
        member_of=tuple(context.name_unit(key) for key in involvement.member_of),
        sections=tuple(
            InvolvementSection(title, group_by_cycle(context, [context.organisation.objectives[ref] for ref in refs]))
            for title, refs in sections
            if refs
        ),
        results=tuple(_name_result(context, ref) for ref in involvement.results),
        forms=list_forms(context, (*involvement.owns, *(ref.objective for ref in involvement.results))),
    )


def _name_result(context: ViewContext, ref: KeyResultRef) -> NameView:
    objective = context.organisation.objectives[ref.objective]
    key_result = objective.find_key_result(ref.id)
    assert key_result is not None
    anchor = addresses.make_key_result_anchor(objective, key_result)
    return NameView(f"{key_result.title}: {objective.title}", f"{addresses.make_objective_url(objective)}#{anchor}")


def group_by_cycle(context: ViewContext, objectives: list[Objective]) -> tuple[CycleObjectives, ...]:
    """Return objectives by cycle, the newest first."""
    by_cycle: dict[str, list[Objective]] = defaultdict(list)
    for objective in objectives:
        by_cycle[objective.cycle].append(objective)
    cycles = sort_newest_first(context.organisation.cycles[key] for key in by_cycle)
    return tuple(
        CycleObjectives(cycle.name, context.describe_state(cycle), tuple(map(context.build_row, by_cycle[cycle.id])))
        for cycle in cycles
    )
