"""Trees in YAML and JSON under the usual names, exports of other tools, and what is no tree of goals."""

from __future__ import annotations

import json
from textwrap import dedent

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from okrsite.editing.refused_edits import EditRefusedError
from okrsite.importing.found import Found
from okrsite.importing.plain_trees import read_plain_tree
from okrsite.importing.plain_values import read_plain
from okrsite.importing.scope import Scope


def read(text: str, *, is_json: bool = False) -> Found:
    """Return what is found in a text."""
    return read_plain_tree("goals.yml", read_plain("goals.yml", dedent(text), is_json=is_json), Scope())


def list_titles(found: Found) -> list[tuple[str, list[str]]]:
    """Return the titles of objectives with those of their key results."""
    return [(one.title, [result.title for result in one.key_results]) for one in found.objectives]


EXPECTED = [("Win back riders", ["Rides a week from 10 to 20", "Half of all returns"])]
SHAPES = {
    "objectives with key results": """
        objectives:
          - title: Win back riders
            key_results:
              - title: Rides a week from 10 to 20
              - title: Half of all returns
        """,
    "a list of texts": """
        okrs:
          - objective: Win back riders
            krs:
              - Rides a week from 10 to 20
              - Half of all returns
        """,
    "an objective that is a mapping": """
        - objective:
            title: Win back riders
          keyResults:
            - name: Rides a week from 10 to 20
            - name: Half of all returns
        """,
    "key results by number": """
        goals:
          - name: Win back riders
            key_results:
              KR1: Rides a week from 10 to 20
              KR2: Half of all returns
        """,
    "titles as keys": """
        objectives:
          Win back riders:
            - Rides a week from 10 to 20
            - Half of all returns
        """,
    "titles as keys of mappings": """
        okrs:
          Win back riders:
            owner: ana
            key_results: [Rides a week from 10 to 20, Half of all returns]
        """,
    "German": """
        ziele:
          - ziel: Win back riders
            schlüsselergebnisse: [Rides a week from 10 to 20, Half of all returns]
        """,
    "a single one": """
        objective: Win back riders
        key_results:
          - kr: Rides a week from 10 to 20
          - key_result: Half of all returns
        """,
    "labels in the texts": """
        okrs:
          - title: "O1: Win back riders"
            key_results: ["KR1: Rides a week from 10 to 20", "KR2: Half of all returns"]
        """,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_tree_is_read_under_each_of_the_usual_names(shape):
    assert list_titles(read(SHAPES[shape])) == EXPECTED


def test_values_of_key_results_come_along():
    found = read("""
        objectives:
          - title: Win back riders
            owner: {name: Ana Lund, email: ana@example.org}
            cycle: Q3 2025
            team: Workshop
            priority: high
            key_results:
              - title: Rides a week
                owner: ben
                start: 10
                target: 20
                current: 15.5
                unit: rides
                score: 0.7
                colour: green
              - {title: Returns, baseline: 40, target: 60, unit: "%", progress: 55%, done: false}
              - {title: Doors open, completed: true, status: Shipped in May}
        """)
    objective = found.objectives[0]
    rides, returns, doors = objective.key_results
    assert (objective.owner, objective.cycle, objective.team) == ("Ana Lund", "2025-Q3", "Workshop")
    assert objective.notes == ("priority: high",)
    assert (rides.owner, rides.start, rides.target, rides.now, rides.score) == (
        "ben", "10 rides", "20 rides", "15.5 rides", 0.7,
    )  # fmt: skip
    assert rides.notes == ("colour: green",)
    assert (returns.start, returns.target, returns.progress, returns.done) == ("40%", "60%", 0.55, False)
    assert (doors.done, doors.result) == (True, "Shipped in May")
    assert [objective.line, rides.line, returns.line] == [3, 9, 17]


def test_children_stand_below_and_inherit_their_cycle():
    found = read("""
        cycle: 2026-Q1
        objectives:
          - title: Win back riders
            children:
              - title: Repair on the same day
                key_results: [90% of repairs]
                children:
                  - title: Keep all parts in stock
          - title: Earn our keep
        """)
    assert [(one.title, one.parent, one.cycle) for one in found.objectives] == [
        ("Win back riders", None, "2026-Q1"),
        ("Repair on the same day", 0, "2026-Q1"),
        ("Keep all parts in stock", 1, "2026-Q1"),
        ("Earn our keep", None, "2026-Q1"),
    ]


def test_keys_can_be_cycles_and_teams():
    found = read("""
        Workshop:
          2025-Q4:
            - title: Repair on the same day
              krs: [90% of repairs]
          2026-Q1:
            - title: Keep all parts in stock
              krs: [No part is missing]
        teams:
          - name: Sales
            objectives:
              - title: Sell to towns
                krs: [Five towns]
        """)
    assert [(one.title, one.team, one.cycle) for one in found.objectives] == [
        ("Repair on the same day", "Workshop", "2025-Q4"),
        ("Keep all parts in stock", "Workshop", "2026-Q1"),
        ("Sell to towns", "Sales", None),
    ]


def test_parents_are_found_by_id_wherever_they_stand_and_unknown_ones_are_kept():
    found = read("""
        objectives:
          - {id: b, title: Repair on the same day, parent_id: a, key_results: [90% of repairs]}
          - {id: a, title: Win back riders, supports: [x, y], key_results: [Rides a week]}
        """)
    assert [(one.title, one.parent, one.notes) for one in found.objectives] == [
        ("Win back riders", None, ("Parent: y", "Parent: x")),
        ("Repair on the same day", 0, ()),
    ]


def test_goals_of_asana_with_a_number_below_another_are_its_key_results():
    goals = {
        "data": [
            {
                "gid": "1",
                "resource_type": "goal",
                "name": "Win back riders",
                "owner": {"gid": "7", "name": "Ana Lund"},
                "team": {"gid": "8", "name": "Workshop"},
                "time_period": {"gid": "9", "display_name": "Q1 FY26"},
                "status": "green",
                "metric": None,
            },
            {
                "gid": "2",
                "resource_type": "goal",
                "name": "Rides a week",
                "parent": {"gid": "1", "name": "Win back riders"},
                "metric": {
                    "unit": "percentage",
                    "initial_number_value": 10,
                    "target_number_value": 20,
                    "current_number_value": 15.5,
                },
            },
        ]
    }
    found = read(json.dumps(goals, indent=1), is_json=True)
    objective = found.objectives[0]
    result = objective.key_results[0]
    assert len(found.objectives) == 1
    assert (objective.title, objective.owner, objective.team, objective.status) == (
        "Win back riders", "Ana Lund", "Workshop", "green",
    )  # fmt: skip
    assert (result.title, result.start, result.target, result.now) == ("Rides a week", "10%", "20%", "15.5%")


def test_tasks_of_asana_are_objectives_with_their_subtasks_as_key_results():
    tasks = {
        "data": [
            {
                "gid": "1",
                "resource_type": "task",
                "name": "Win back riders",
                "assignee": {"name": "Ana Lund"},
                "completed": False,
                "subtasks": [{"gid": "2", "name": "Ten rides a week", "completed": True}],
            }
        ]
    }
    found = read(json.dumps(tasks), is_json=True)
    assert list_titles(found) == [("Win back riders", ["Ten rides a week"])]
    assert found.objectives[0].key_results[0].done is True


NO_GOALS = {
    "settings of a build": "name: Build\non: [push, pull_request]\njobs:\n  test:\n    steps:\n      - run: make test\n",
    "a package": '{"name": "site", "scripts": {"build": "vite build"}, "dependencies": {"vite": "5.0.0"}}',
    "a list of people": "- name: Ana Lund\n  team: Workshop\n- name: Ben Okri\n  team: Sales\n",
    "a list of records": '{"data": [{"name": "Order one", "status": "paid"}, {"name": "Order two", "status": "open"}]}',
    "nothing": "",
    "one word": "goals",
    "gaps to be filled in": "objectives:\n  - title: <objective>\n    key_results: [<key result>, TBD]\n",
}


@pytest.mark.parametrize("kind", NO_GOALS)
def test_what_is_no_tree_of_goals_yields_none(kind):
    assert read(NO_GOALS[kind]).objectives == ()


def test_a_share_with_many_decimals_is_read():
    found = read("okrs: [{title: Win riders, krs: [{title: Rides, progress: 0.7625000000000002}]}]")
    assert found.objectives[0].key_results[0].progress == 0.7625


def test_aliases_that_multiply_are_refused():
    bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    with pytest.raises(EditRefusedError, match="more than can be imported"):
        read(bomb)


@pytest.mark.parametrize("is_json", [True, False])
def test_nesting_without_an_end_is_refused(is_json):
    with pytest.raises(EditRefusedError):
        read("[" * 5_000 + "]" * 5_000, is_json=is_json)


def test_what_is_cut_off_is_told_with_its_line():
    with pytest.raises(EditRefusedError, match=r"goals\.yml:\d+: this can't be read"):
        read('{"objectives": [{"title": "Win back riders"', is_json=True)


words = st.sampled_from(
    [
        "title",
        "objective",
        "key_results",
        "objectives",
        "children",
        "parent",
        "id",
        "Q1 2026",
        "metric",
        "a b",
        "x",
        "data",
    ]
)
trees = st.recursive(
    words | st.text(max_size=6) | st.none() | st.booleans() | st.integers(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=5),
    max_leaves=25,
)


def number_texts(value: object, told: list[str]) -> object:
    """Return a value whose texts all differ, and list them but for those of ids."""
    if isinstance(value, dict):
        return {key: number_texts(inner, told if key != "id" else []) for key, inner in value.items()}
    if isinstance(value, list):
        return [number_texts(inner, told) for inner in value]
    if isinstance(value, str):
        told.append(f"Word{len(told)}x")
        return f"{told[-1]} stays here"
    return value


@settings(max_examples=300)
@given(trees)
@example({"metric": {"title": "title"}, "key_results": ["title"], "title": "title"})
@example(
    {"title": "title", "key_results": {"title": None, "metric": {"parent": "x" * 9, "x": ["a b"] * 20, "a b": "title"}}}
)
@example({"title": [], "parent": ["title", {"objective": "title"}], "objective": "title", "key_results": []})
@example({"key_results": [], "title": "title", "parent": {"id": "title", "title": "title"}})
@example({"key_results": [{"title": "title", "parent": "title"}]})
@example({"key_results": ["title", {"title": None, "parent": "title"}]})
def test_whatever_a_tree_holds_parents_come_first_and_each_text_has_a_place(tree):
    told: list[str] = []
    numbered = number_texts(tree, told)
    found = read(json.dumps(numbered), is_json=True)
    assert all(one.parent is None or one.parent < place for place, one in enumerate(found.objectives))
    said = repr(found)
    assert [word for word in told if word not in said] == []


def test_a_share_of_one_is_read_by_the_others_in_the_file():
    """`1` beside 45 and 100 is one percent, beside 0.45 it is all of it."""
    percents = """
        objectives:
          - title: Win back riders
            key_results:
              - {title: Rides a week, progress: 1}
              - {title: Half of all returns, progress: 45}
        """
    fractions = percents.replace("45", "0.45")
    assert [result.progress for result in read(percents).objectives[0].key_results] == [0.01, 0.45]
    assert [result.progress for result in read(fractions).objectives[0].key_results] == [1.0, 0.45]


def test_a_key_result_of_no_objective_in_the_file_is_told():
    """An objective that was deleted, or left out of the export: what it measured isn't dropped in silence."""
    found = read(
        """
        objectives: [{id: a, title: Win back riders}]
        keyResults:
          - {objectiveId: a, title: Rides a week}
          - {objectiveId: gone, title: Half of all returns}
        """
    )
    assert list_titles(found) == [("Win back riders", ["Rides a week"])]
    assert [(fate.kind, fate.text) for _, fate in found.fates if fate.kind == "left out"] == [
        ("left out", "Half of all returns")
    ]


def test_all_that_a_key_result_of_no_objective_says_is_told():
    """Its owner and its note would be missed as much as its title, by whoever types it in again."""
    found = read(
        """
        keyResults:
          - title: Half of all returns (70%)
            parent: Win back riders
            owner: Ben
            notes: [Counted by hand, Every Friday]
        """
    )
    assert [(fate.kind, fate.text) for _, fate in found.fates] == [
        ("left out", "Half of all returns"),
        ("left out", "title: Half of all returns (70%)"),
        ("left out", "parent: Win back riders"),
        ("left out", "owner: Ben"),
        ("left out", "notes: Counted by hand"),
        ("left out", "notes: Every Friday"),
    ]


def test_what_a_gap_for_an_objective_holds_is_told():
    """A template whose key results were filled in, and its objective not yet."""
    found = read("objectives: [{title: <objective>, owner: Ben, key_results: [Half of all returns]}]")
    assert [(fate.kind, fate.text) for _, fate in found.fates] == [
        ("left out", "<objective>"),
        ("left out", "owner: Ben"),
        ("left out", "key_results: Half of all returns"),
    ]


def test_all_that_work_below_an_objective_says_is_kept_with_it():
    found = read(
        """
        objectives:
          - title: Win back riders
            children:
              - {type: project, title: Repair in the street, owner: Ben, notes: From May on}
        """
    )
    assert found.objectives[0].notes == (
        "Project: Repair in the street", "type: project", "owner: Ben", "notes: From May on",
    )  # fmt: skip


@pytest.mark.parametrize("related", ["b", "a"])
def test_resources_that_name_each_other_in_a_circle_are_read_once(related):
    """A hostile document of JSON:API, which would be unfolded for ever."""
    one = {
        "type": "goals",
        "id": "a",
        "attributes": {"title": "Win back riders"},
        "relationships": {"children": {"data": [{"type": "goals", "id": related}]}},
    }
    other = {
        "type": "goals",
        "id": "b",
        "attributes": {"title": "Keep them for long"},
        "relationships": {"children": {"data": [{"type": "goals", "id": "a"}, {"type": "goals", "id": "b"}]}},
    }
    found = read(json.dumps({"data": [one], "included": [one, other]}), is_json=True)
    assert [one.title for one in found.objectives][:1] == ["Win back riders"]
    assert len(found.objectives) <= 4


def test_resources_that_are_related_to_many_are_not_unfolded_without_end():
    """Forty resources, each related to the next two: unfolded whole they would be billions."""
    resources = [
        {
            "type": "goals",
            "id": str(number),
            "attributes": {"title": f"Goal number {number}"},
            "relationships": {
                "children": {"data": [{"type": "goals", "id": str(number + step)} for step in (1, 2)]},
            },
        }
        for number in range(40)
    ]
    found = read(json.dumps({"data": resources[:1], "included": resources}), is_json=True)
    assert 1 <= len(found.objectives) <= 5_000
