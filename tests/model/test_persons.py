"""A person is a unit too, below the person's team."""

from __future__ import annotations

GOAL = "objectives: [{title: Learn, owner: anna, key_results: [{title: K, done: no}]}]"
PEOPLE = "anna: {name: Anna Berg, team: marketing}\nben: {name: Ben, team: marketing}\n"
BASE = {"people.yml": PEOPLE, "teams/marketing/team.yml": "name: Marketing\n", "company/team.yml": "name: C\n"}


def wrong(made):
    return [found.code for found in made.problems() if found.severity != "info"]


def unit(made, key):
    found = made.snapshot().organisation.units[key]
    return found.name, found.parent, found.is_person


def test_a_person_needs_no_team_file(project):
    made = project({**BASE, "people/anna/2026-Q4.yml": GOAL})
    assert unit(made, "anna") == ("Anna Berg", "marketing", True)
    assert wrong(made) == []


def test_a_persons_team_file_leaves_the_person_a_person(project):
    made = project({**BASE, "people/anna/2026-Q4.yml": GOAL, "people/anna/team.yml": "mission: To learn.\n"})
    assert unit(made, "anna") == ("Anna Berg", "marketing", True)
    made.write({"people/anna/team.yml": "name: Anna B.\nparent: company\n"})
    assert unit(made, "anna") == ("Anna B.", "company", True)


def test_a_person_whose_only_file_is_broken_stays_a_person(project):
    made = project({**BASE, "people/anna/2026-Q4.yml": "objectives: ]\n"})
    assert unit(made, "anna") == ("Anna Berg", "marketing", True)


def test_a_team_called_people_is_a_team(project):
    made = project({**BASE, "teams/people/2026-Q4.yml": GOAL})
    assert unit(made, "people") == ("People", "company", False)


def test_a_persons_missing_team_is_said_once_where_it_is_typed(project):
    made = project({**BASE, "people.yml": "anna: {name: Anna, team: marketng}\n", "people/anna/2026-Q4.yml": GOAL})
    (found,) = [each for each in made.problems() if each.severity != "info"]
    assert (found.code, found.place.path, found.hint) == ("OKR221", "content/people.yml", "Did you mean 'marketing'?")
    assert unit(made, "anna") == ("Anna", "company", True)
