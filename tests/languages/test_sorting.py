"""Names stand where people of the site's language look for them, on all lists alike and whatever the machine is set to."""

from __future__ import annotations

import re

import pytest

from okrsite.languages.sorting import make_sort_key
from okrsite.languages.words import set_language
from okrsite.pages.addresses import TAGS
from okrsite.pages.site_pages import build_pages

NAMES = [
    "Zoe",
    "Ärzte",
    "Arzt",
    "Ostern",
    "Öl",
    "Łódź",
    "Lyon",
    "Élan",
    "Eis",
    "Ñandú",
    "Nube",
    "straße",
    "Strand",
    "Ola",
]


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_letters_with_something_added_stand_beside_the_plain_ones(language):
    set_language(language)
    assert sorted(NAMES, key=make_sort_key) == [
        *(
            "Arzt",
            "Ärzte",
            "Eis",
            "Élan",
            "Łódź",
            "Lyon",
            "Ñandú",
            "Nube",
            "Öl",
            "Ola",
            "Ostern",
            "Strand",
            "straße",
            "Zoe",
        ),
    ]


def test_numbers_in_names_stand_by_their_size():
    names = ["District 10", "District 2", "Q1 2027", "Q3 2026", "District 2b", "2nd line", "District 02"]
    ordered = ["2nd line", "District 02", "District 2", "District 2b", "District 10", "Q1 2027", "Q3 2026"]
    assert sorted(names, key=make_sort_key) == ordered


def test_in_spanish_a_letter_stands_behind_n():
    set_language("es")
    names = ["Ñandú", "Nube", "Oso", "ñu", "Núñez", "Nunez", "Ana"]
    assert sorted(names, key=make_sort_key) == ["Ana", "Nube", "Nunez", "Núñez", "Ñandú", "ñu", "Oso"]


def test_decomposed_letters_are_the_same_ones():
    set_language("es")
    assert make_sort_key("N\u0303andu")[0] == make_sort_key("Ñandu")[0] > make_sort_key("Nz")[0]


@pytest.mark.parametrize(
    ("language", "order"),
    [
        ("de", ["Ägypten", "Ñandú", "Nil", "Nube", "Öl", "Ola"]),
        ("es", ["Ägypten", "Nil", "Nube", "Ñandú", "Öl", "Ola"]),
    ],
)
def test_teams_people_and_tags_are_listed_in_one_order(project, language, order):
    files = {
        f"teams/t{place}/team.yml": f"name: {name}\ntags: [{name}]\n" for place, name in enumerate(reversed(order))
    }
    people = "".join(f"p{place}: {{name: {name}}}\n" for place, name in enumerate(reversed(order)))
    made = project({"company/team.yml": "name: Co\n", "people.yml": people, **files}, language=language)
    snapshot = made.snapshot()
    assert [unit.name for unit in snapshot.organisation.units.values()][1:] == order
    assert [person.name for person in snapshot.organisation.people.values()] == order
    pages = {page.uri: str(page.body) for page in build_pages(snapshot).pages}
    for uri in ("teams/index.md", "people/index.md", TAGS):
        shown = re.findall("|".join(order), re.sub(r"<[^>]*>", " ", pages[uri]))
        assert list(dict.fromkeys(shown)) == order, uri
