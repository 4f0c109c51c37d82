"""A file that can't be read has its own problem; nobody is accused of missing what may be in it."""

from __future__ import annotations

import pytest

GOAL = "objectives:\n  - id: g\n    title: A goal\n    owner: anna\n    key_results: [{id: k, title: K, done: no}]\n"
TEAM = """
objectives:
  - id: o
    title: Ours
    owner: anna
    contributes_to: {link}
    key_results: [{{id: k, title: K, {measure}}}]
"""
BROKEN = ("objectives: [", b"\xff\xfe\x00", "- only a list\n")


def tree(link="company/g", measure="done: no"):
    return {
        "company/team.yml": "name: Company\n",
        "company/2026-Q4.yml": GOAL,
        "teams/a/team.yml": "name: A\n",
        "teams/a/2026-Q4.yml": TEAM.format(link=link, measure=measure),
        "kpis.yml": "rating: {name: Rating, unit: company, owner: anna, values: {2026-10-01: 3}}\n",
    }


def errors(made):
    return {
        (each.place.path.removeprefix("content/"), each.code) for each in made.problems() if each.severity == "error"
    }


@pytest.mark.parametrize("text", BROKEN)
@pytest.mark.parametrize("link", ["company/g", "company/2026-Q4/g", "company/g#k", "../../company/2026-Q4.yml#g"])
def test_a_link_into_it_is_not_reported(project, text, link):
    assert errors(project(tree(link))) == set()
    found = errors(project({**tree(link), "company/2026-Q4.yml": text}))
    assert found and {path for path, _ in found} == {"company/2026-Q4.yml"}


@pytest.mark.parametrize("text", BROKEN)
@pytest.mark.parametrize(("file", "key"), [("kpis.yml", "rating"), ("teams/a/team.yml", "own")])
def test_a_kpi_that_may_be_in_it_is_not_reported(project, text, file, key):
    files = tree(measure=f"kpi: {key}, to: 5")
    files["teams/a/team.yml"] = "name: A\nkpis: {own: {name: Own, owner: anna, values: {2026-10-01: 3}}}\n"
    assert errors(project(files)) == set()
    found = errors(project({**files, file: text}))
    assert found and {path for path, _ in found} == {file}


def test_a_link_elsewhere_is_reported_all_the_same(project):
    found = errors(project({**tree("teem/x"), "company/2026-Q4.yml": BROKEN[0]}))
    assert ("teams/a/2026-Q4.yml", "OKR301") in found


def test_the_same_id_in_another_cycle_is_no_advice(project):
    """The one that was meant may be in the file that can't be read."""
    files = tree()
    files["company/2026-Q3.yml"], files["company/2026-Q4.yml"] = GOAL, BROKEN[0]
    assert {path for path, _ in errors(project(files))} == {"company/2026-Q4.yml"}
