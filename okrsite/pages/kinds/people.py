"""People: what each owns, reviews and takes part in. Nobody is ranked."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from okrsite.languages.words import translate
from okrsite.model.organisation import Person
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.kinds.people_list import CarriedNow, build_people_list
from okrsite.pages.linked_files import list_files_beside
from okrsite.pages.page import Page, PlannedPage, SearchEntry, make_url
from okrsite.pages.parts.carried_work import (
    CarriedWork,
    CarriedWorkBuilder,
    Involvement,
    count_late,
    list_owned_now,
)
from okrsite.pages.parts.checkin_form import list_forms
from okrsite.pages.render import Crumb, PageFrame, PageView, TemplateRenderer
from okrsite.pages.side_files import SideFileMaker
from okrsite.pages.views import NameView, WebLinkView


class PersonView(PageView, frozen=True):
    """Somebody who has no objectives of their own."""

    template: ClassVar[str] = "person.html"
    person: NameView
    team: NameView | None
    leads: tuple[NameView, ...]
    member_of: tuple[NameView, ...]
    link: WebLinkView | None
    work: CarriedWork
    forms: tuple[NameView, ...]
    """Objectives of which they report, each with where the form for a check-in is."""


def build_people_pages(context: ViewContext, renderer: TemplateRenderer, files: SideFileMaker) -> Iterator[PlannedPage]:
    """Yield the list of people, and a page for everybody who has no page as a unit."""
    if not context.settings.people_pages:
        return
    carried_work = CarriedWorkBuilder(context)

    def build(key: str) -> Page:
        return _build_person_page(context, renderer, context.organisation.people[key], key, carried_work)

    get_carried = context.tracker.declare_mapping(
        "carried now",
        lambda: {
            key: CarriedNow(tuple(list_owned_now(context, involvement)), count_late(carried_work.list_due_items(key)))
            for key, involvement in carried_work.get_involvements().items()
        },
    )
    yield from build_people_list(context, renderer, get_carried)
    for key, person in context.organisation.people.items():
        # Whoever has objectives of their own has a unit's page at the same address.
        unit = context.organisation.units.get(person.id)
        if unit is None or not unit.is_person:
            beside = partial(files.list_person_files, key)
            yield PlannedPage(
                addresses.make_person_uri(person), partial(build, key), f"person {key}", build_files=beside
            )


def _build_person_page(
    context: ViewContext,
    renderer: TemplateRenderer,
    person: Person,
    key: str,
    carried_work: CarriedWorkBuilder,
) -> Page:
    uri = addresses.make_person_uri(person)
    frame = PageFrame(
        uri,
        person.name,
        context.build_crumbs(Crumb(translate("People"), make_url("people/index.md")), Crumb(person.name)),
        person.place,
        lead=person.role,
        beside=list_files_beside(context.settings, uri, calendar=True),
    )
    involvement = carried_work.get_involvements()[key]
    teams = [context.name_unit(unit).name for unit in (*involvement.leads, *involvement.member_of)]
    # A role is a sentence, as search tells them apart: so it is found by itself before all that holds its words.
    words = ". ".join(filter(None, dict.fromkeys((person.id, person.role, *teams))))
    return Page(
        uri=uri,
        title=person.name,
        body=renderer.render(_build_person_view(context, person, involvement, carried_work.build(key)), frame),
        search=(SearchEntry("", person.name, words),),
        source=person.place,
        description=translate("What {person} carries.", person=person.name),
        layout="navigation toc",
    )


def _build_person_view(context: ViewContext, person: Person, involvement: Involvement, work: CarriedWork) -> PersonView:
    link = context.prose.resolve_address(person.link, source="people.yml", page_uri=addresses.make_person_uri(person))
    return PersonView(
        person=NameView(person.name),
        link=WebLinkView(person.link, link) if link else None,
        team=context.find_team(person),
        leads=tuple(context.name_unit(key) for key in involvement.leads),
        member_of=tuple(context.name_unit(key) for key in involvement.member_of),
        work=work,
        forms=list_forms(context, (*involvement.owns, *(ref.objective for ref in involvement.results))),
    )
