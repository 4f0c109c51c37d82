"""How long lists are divided: along the tree of units, by letters where these are too many, and the same every time."""

from __future__ import annotations

import pytest

from okrsite.pages.dividing import (
    MAX_LEVELS,
    MOST_ROWS,
    WHOLE,
    divide_list_by_units,
    find_neighbours,
    group_by_letters,
    list_lower_parts,
    list_parts_above,
)


def make_organisation(project, parents: dict[str, str]):
    """A company of units, each below another one; `people/` begins the names of persons."""
    files = {"company/team.yml": "name: Company\n"}
    for name, parent in parents.items():
        folder = name if name.startswith("people/") else f"teams/{name}"
        files[f"{folder}/team.yml"] = f"name: {name.rpartition('/')[2].capitalize()}\nparent: {parent}\n"
    return project(files).snapshot().organisation


@pytest.fixture
def divisions(project):
    """Two divisions, one of which has a part of its own, a team outside of them, and a person in a team."""
    return make_organisation(
        project,
        {
            "product": "company",
            "apps": "product",
            "web": "apps",
            "phone": "apps",
            "maps": "product",
            "sales": "company",
            "north": "sales",
            "south": "sales",
            "legal": "company",
            "people/ann": "legal",
        },
    )


def divide(organisation, entries, most):
    """The parts by id: whose entries stand on them, and which parts they lead to."""
    return {key: (part.units, part.parts) for key, part in divide_list_by_units(organisation, entries, most).items()}


def test_a_list_that_fits_is_one_page(divisions):
    entries = dict.fromkeys(divisions.units, 2)
    assert divide(divisions, entries, 22) == {WHOLE: (tuple(divisions.units), ())}


def test_divisions_have_pages_and_teams_without_any_stand_on_the_one_above(divisions):
    assert divide(divisions, dict.fromkeys(divisions.units, 2), 10) == {
        WHOLE: (("company", "legal", "ann"), ("product", "sales")),
        "product": (("product", "apps", "phone", "web", "maps"), ()),
        "sales": (("sales", "north", "south"), ()),
    }


def test_a_division_that_is_too_large_itself_is_divided_further(divisions):
    assert divide(divisions, dict.fromkeys(divisions.units, 2), 9) == {
        WHOLE: (("company", "legal", "ann"), ("product", "sales")),
        "product": (("product", "maps"), ("apps",)),
        "apps": (("apps", "phone", "web"), ()),
        "sales": (("sales", "north", "south"), ()),
    }


def test_a_division_without_entries_has_no_page(divisions):
    parts = divide(divisions, {"north": 5, "south": 5, "web": 0}, 9)
    assert parts == {WHOLE: ((), ("sales",)), "sales": ((), ("sales_n", "sales_s")), "sales_n": (("north",), ()),
                     "sales_s": (("south",), ())}  # fmt: skip


def test_many_units_below_one_are_put_together_by_letters(project):
    names = [f"team-{number:02}" for number in range(30)] + ["alpha", "beta"]
    organisation = make_organisation(project, dict.fromkeys(names, "company"))
    parts = divide_list_by_units(organisation, dict.fromkeys(organisation.units, 1), 12)
    assert parts[WHOLE].parts == ("company_a", "company_b", "company_team-0", "company_team-1", "company_team-2")
    assert [len(part.units) for part in parts.values()] == [1, 1, 1, 10, 10, 10]
    assert [part.name for part in parts.values()][2:4] == ["Beta", "Team-00 to Team-09"]


def test_entries_of_one_unit_are_numbered_through(divisions):
    parts = divide_list_by_units(divisions, {"north": 25, "company": 1}, 10)
    assert {key: (part.first, part.most) for key, part in parts.items() if "__" in key} == {
        "north__1": (0, 10),
        "north__2": (10, 10),
        "north__3": (20, 10),
    }
    listed = [entry for key in parts["north"].parts for entry in parts[key].select_entries(list(range(25)))]
    assert listed == list(range(25))
    assert (parts["north"].units, parts["sales"].parts) == ((), ("north",))


SHAPES = {
    "a chain": lambda: {f"u{number}": f"u{number - 1}" if number else "company" for number in range(40)},
    "all below the company": lambda: dict.fromkeys((f"u{number}" for number in range(200)), "company"),
    "a tree": lambda: {f"u{number}": f"u{number // 3}" if number > 2 else "company" for number in range(150)},
    "people in one team": lambda: {"t": "company", **{f"people/p{number}": "t" for number in range(60)}},
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("number", [1, 3, 17])
def test_each_entry_stands_on_exactly_one_page_and_no_page_is_too_long(project, shape, number):
    organisation = make_organisation(project, SHAPES[shape]())
    entries = dict.fromkeys(organisation.units, number)
    parts = divide_list_by_units(organisation, entries, 12)
    listed = [
        (unit, place) for part in parts.values() for unit in part.units for place in part.select_entries(range(number))
    ]
    assert sorted(listed) == sorted((unit, place) for unit in organisation.units for place in range(number))
    for part in parts.values():
        own = sum(len(part.select_entries(range(number))) for _ in part.units)
        assert own <= 12
        assert len(list_parts_above(parts, part)) <= 2 * MAX_LEVELS + 2
    assert [part.id for part in list_lower_parts(parts, parts[WHOLE])] == list(parts)


def test_the_same_list_is_divided_the_same_way_whatever_it_was_before(divisions):
    """There is no memory in it: what shrinks to the limit is one page again."""
    assert list(divide_list_by_units(divisions, {"north": MOST_ROWS})) == [WHOLE]
    assert list(divide_list_by_units(divisions, {"north": MOST_ROWS, "web": 1})) == [WHOLE, "product", "sales"]


def test_parts_lead_to_those_beside_them(divisions):
    parts = divide_list_by_units(divisions, dict.fromkeys(divisions.units, 2), 10)
    assert find_neighbours(parts, parts["product"]) == (None, parts["sales"])
    assert find_neighbours(parts, parts["sales"]) == (parts["product"], None)
    assert find_neighbours(parts, parts[WHOLE]) == (None, None)


def test_another_name_moves_nothing_but_its_own_group():
    names = ["anna", "anton", "ben", "berta", "bo"]
    groups = group_by_letters(names, str, lambda _: 1, 2)
    assert groups == [("a", ["anna", "anton"]), ("be", ["ben", "berta"]), ("bo", ["bo"])]
    assert group_by_letters([*names, "carl"], str, lambda _: 1, 2) == [*groups, ("c", ["carl"])]


def test_what_has_the_same_name_stays_together():
    assert group_by_letters(["a", "a", "b"], str, lambda _: 1, 1) == [("a", ["a", "a"]), ("b", ["b"])]
