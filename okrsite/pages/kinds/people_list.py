"""The list of everybody who is named; of very many people a page for each letter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import ClassVar

import msgspec

from okrsite.languages.sorting import fold_letters
from okrsite.languages.words import mark_text, translate, translate_plural
from okrsite.late_patterns import compile_late
from okrsite.model.organisation import Person
from okrsite.model.refs import ObjectiveRef
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.dividing import WHOLE, group_by_letters
from okrsite.pages.page import NavigationEntry, Page, PlannedPage, SearchEntry, make_url
from okrsite.pages.render import Crumb, PageFrame, PageView, TemplateRenderer
from okrsite.pages.views import NameView, PartCount, StatusView

MOST_PEOPLE = 500
"""People on a page: each is a line of some 150 bytes, and whoever looks for somebody knows the name."""
_LEAD = mark_text("Who carries what, and how it stands.")
_NEITHER_LETTER_NOR_DIGIT = compile_late(r"[^a-zA-Z0-9]")
_MOST_STATUSES = 8
"""Marks of objectives beside a name; the person's own page has all of them."""


class PersonRow(msgspec.Struct, frozen=True):
    """Somebody in the list of all."""

    person: NameView
    role: str
    team: NameView | None
    owns: int
    """How many objectives of running cycles."""
    statuses: tuple[StatusView, ...]
    """How these stand, the first of them."""
    late: str
    """`2 late`, empty where nothing is."""


class CarriedNow(msgspec.Struct, frozen=True):
    """What somebody carries today."""

    owns: tuple[ObjectiveRef, ...]
    """Objectives of running cycles."""
    late: int
    """How much of it is overdue."""


class PeopleView(PageView, frozen=True):
    """Everybody who is named, as the list of all has them, or those whose names begin alike."""

    template: ClassVar[str] = "people.html"
    rows: tuple[PersonRow, ...]
    letters: tuple[PartCount, ...]
    """In place of rows: the pages by letter, and how many people each has."""


class _Letters(msgspec.Struct, frozen=True):
    """People whose names begin with the same letters."""

    title: str
    people: tuple[str, ...]
    """The keys of `Organisation.people`."""
    before: str
    """The letters before these; empty for none."""
    after: str


def build_people_list(
    context: ViewContext, renderer: TemplateRenderer, get_carried: Callable[[], Mapping[str, CarriedNow]]
) -> Iterator[PlannedPage]:
    """Yield the list of people; of very many a page for each letter, to which it leads.

    `get_carried` gives what each person carries today.
    """
    people = tuple(context.organisation.people.items())
    groups = (
        _group_by_letter(people) if len(people) > MOST_PEOPLE else {WHOLE: _Letters("", _list_keys(people), "", "")}
    )
    get_groups = context.tracker.declare_mapping("letters of people", lambda: groups)
    for letters in groups:
        build = partial(_build_page, context, renderer, letters, get_groups, get_carried)
        entry = NavigationEntry(translate("People")) if letters == WHOLE else None
        yield PlannedPage(addresses.make_people_uri(letters), build, f"people {letters}", entry=entry)
    if WHOLE not in groups:
        build = partial(_build_letters_page, context, renderer, get_groups)
        yield PlannedPage(addresses.PEOPLE, build, "people by letter", entry=NavigationEntry(translate("People")))


def _list_keys(people: Iterable[tuple[str, Person]]) -> tuple[str, ...]:
    return tuple(key for key, _ in people)


def _group_by_letter(people: Sequence[tuple[str, Person]]) -> dict[str, _Letters]:
    names = {key: f"{fold_name(person.name)}-{person.id}" for key, person in people}
    found = group_by_letters(people, lambda pair: names[pair[0]], lambda _: 1, MOST_PEOPLE)
    order = ("", *(letters for letters, _ in found), "")
    return {
        letters: _Letters(
            _make_title(letters, [person for _, person in group]), _list_keys(group), order[place], order[place + 2]
        )
        for place, (letters, group) in enumerate(found)
    }


def fold_name(name: str) -> str:
    """Return what of a name decides on which page it stands: a-z, 0-9 and hyphens, other letters by their numbers."""
    return _NEITHER_LETTER_NOR_DIGIT.sub(
        lambda found: f"_{ord(found[0]):x}" if found[0].isalnum() else "-", fold_letters(name)
    )


def _make_title(letters: str, group: Sequence[Person]) -> str:
    """Return the letters as the first of these people writes them; else the first and the last name."""
    first = group[0].name
    begun = next((first[:length] for length in range(1, len(first) + 1) if fold_name(first[:length]) == letters), "")
    return begun or (first if len(group) == 1 else translate("{first} to {last}", first=first, last=group[-1].name))


def _build_page(
    context: ViewContext,
    renderer: TemplateRenderer,
    letters: str,
    get_groups: Callable[[], Mapping[str, _Letters]],
    get_carried: Callable[[], Mapping[str, CarriedNow]],
) -> Page:
    groups, people = get_groups(), context.organisation.people
    group = groups[letters]
    rows = tuple(_build_row(context, key, people[key], get_carried()[key]) for key in group.people)
    whole = letters == WHOLE
    title = people_title = translate("People")
    crumbs: tuple[Crumb, ...] = (Crumb(people_title),)
    if not whole:
        crumbs = (Crumb(people_title, make_url(addresses.PEOPLE)), Crumb(group.title))
        title = translate("People: {letters}", letters=group.title)
    frame = PageFrame(
        addresses.make_people_uri(letters),
        title,
        context.build_crumbs(*crumbs),
        lead=translate(_LEAD),
        before=_name_letters(group.before, groups[group.before]) if group.before else None,
        after=_name_letters(group.after, groups[group.after]) if group.after else None,
    )
    return _make_page(frame, PeopleView(rows, ()), renderer)


def _build_row(context: ViewContext, key: str, person: Person, carried: CarriedNow) -> PersonRow:
    return PersonRow(
        context.find_person(key) or NameView(person.name),
        person.role,
        context.find_team(person),
        len(carried.owns),
        tuple(map(context.build_status, carried.owns[:_MOST_STATUSES])),
        translate_plural("{number} late", "{number} late", carried.late) if carried.late else "",
    )


def _build_letters_page(
    context: ViewContext, renderer: TemplateRenderer, get_groups: Callable[[], Mapping[str, _Letters]]
) -> Page:
    counts = tuple(
        PartCount(_name_letters(letters, group), len(group.people)) for letters, group in get_groups().items()
    )
    lead = translate_plural(
        "{number} person, by the first letter. {lead}",
        "{number} people, by the first letter. {lead}",
        sum(count.number for count in counts),
        lead=translate(_LEAD),
    )
    title = translate("People")
    frame = PageFrame(addresses.PEOPLE, title, context.build_crumbs(Crumb(title)), lead=lead)
    return _make_page(frame, PeopleView((), counts), renderer)


def _make_page(frame: PageFrame, view: PeopleView, renderer: TemplateRenderer) -> Page:
    whole = frame.uri == addresses.PEOPLE
    return Page(
        uri=frame.uri,
        title=frame.title,
        body=renderer.render(view, frame),
        search=(SearchEntry("", frame.title, translate("Everybody who owns, reviews or takes part in an objective.")),),
        nav=() if whole else None,
        description=translate("Who carries what."),
        layout="navigation toc",
    )


def _name_letters(letters: str, group: _Letters) -> NameView:
    return NameView(group.title, make_url(addresses.make_people_uri(letters)))
