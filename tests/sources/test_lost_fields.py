"""Fields and bullets of Markdown that are typed a little beside the format: read as meant, or asked about at their line."""

from __future__ import annotations

import pytest
from plain_trees import simplify

from okrsite.problems import Problem
from okrsite.sources.markdown import read_markdown
from okrsite.vocabulary import CYCLE_FILE


def read(text: str) -> tuple[dict[str, object], list[Problem]]:
    """Return the objective of a file, and what is wrong with it."""
    node, problems = read_markdown("teams/ferry/2026-Q4.md", text, CYCLE_FILE.name)
    assert node is not None
    return simplify(node)["objectives"][0], problems


def write(field: str = "- Owner: Juno", below: str = "  - Id: trips", checkin: str = "") -> str:
    checkins = f"\n### Check-ins\n\n{checkin}\n- 2026-10-19, Juno: Sun.\n" if checkin else ""
    return f"## Sail\n\n- Id: sail\n{field}\n\nThe river.\n\n- KR: Trips: 4 → 9\n{below}\n{checkins}"


@pytest.mark.parametrize(
    ("below", "meant"),
    [
        ("  - Slug: trips", "Id"), ("  - Key: trips", "Id"), ("  - Kürzel: trips", "Id"), ("  - Deadline: 2026-12-01", "Due"),
        ("  - Ist: 5", "Now"), ("  - Zielwert: 9", "To"), ("  - Score: 0.7", "Grade"), ("  - Einheit: trips", "Unit"),
        ("  - Zuversicht: 50%", "Confidence"), ("  - Zahlt ein auf: company/river#trips", "Contributes to"),
    ],
)  # fmt: skip
def test_another_word_for_a_field_below_a_key_result(below: str, meant: str) -> None:
    _, problems = read(write(below=below))
    assert [(problem.code, problem.place.line, problem.correction) for problem in problems] == [("OKR118", 9, meant)]


@pytest.mark.parametrize(
    ("below", "correction"),
    [
        ("  - Id trips", "Id: trips"), ("  - **Grade** 0.7", "Grade: 0.7"), ("  - Now 5 trips", "Now: 5 trips"),
        ("  - Due 2026-12-01", "Due: 2026-12-01"), ("  - Owner Juno Park", "Owner: Juno Park"), ("  - To €9", "To: €9"),
        ("  - Contributes to company/river#trips", "Contributes to: company/river#trips"), ("  - Owner (R): Juno", "Owner: Juno"),
        ("  - Owner/DRI: Juno", "Owner: Juno"),
    ],
)  # fmt: skip
def test_a_field_below_a_key_result_without_its_colon(below: str, correction: str) -> None:
    _, problems = read(write(below=below))
    assert [(problem.place.line, problem.correction) for problem in problems] == [(9, correction)]


@pytest.mark.parametrize(
    "below",
    ["  - Due diligence of both boats", "  - Now hiring", "  - From scratch", "  - To do", "  - Owner of both boats sails",
     "  - Keep calm", "  - Method: we count each evening", "  - Source: the harbour master"],
)  # fmt: skip
def test_notes_below_a_key_result_stay_notes(below: str) -> None:
    objective, problems = read(write(below=f"  - Id: trips\n{below}"))
    assert objective["key_results"][0]["notes"] == below.strip()
    assert problems == []


@pytest.mark.parametrize(
    ("typed", "name", "value"),
    [
        ("- Owner(s): Juno", "owner", "Juno"), ("- Owner: : Juno", "owner", "Juno"), ("-\tOwner: Juno", "owner", "Juno"),
        ("-- Owner: Juno", "owner", "Juno"), ("- Tags: river, boats:", "tags", ["river", "boats"]),
        ("- Tags: :tada:, boats", "tags", [":tada:", "boats"]),
    ],
)  # fmt: skip
def test_a_field_that_can_mean_one_thing_only(typed: str, name: str, value: object) -> None:
    objective, problems = read(write(field=typed))
    assert (objective[name], problems) == (value, [])


def test_values_below_a_dash_with_a_tab_are_its_values() -> None:
    objective, problems = read(write(field="-\tBlockers:\n  - rain\n  - wind"))
    assert (objective["blockers"], problems) == (["rain", "wind"], [])


@pytest.mark.parametrize("line", ["-2026-10-12, Juno: Rain.", "-- 2026-10-12, Juno: Rain."])
def test_a_checkin_behind_another_dash(line: str) -> None:
    objective, problems = read(write(checkin=line))
    assert (objective["checkins"][0], problems) == ({"date": "2026-10-12", "by": "Juno", "note": "Rain."}, [])


@pytest.mark.parametrize("signs", ["1. ", " - ", "  - ", "   - ", "\u00a0- ", "2) "])
def test_a_key_result_to_the_right_of_its_place_or_with_a_number(signs: str) -> None:
    objective, problems = read(write().replace("- KR: Trips", f"{signs}KR: Trips"))
    [key_result] = objective["key_results"]
    assert (key_result, problems) == ({"title": "Trips", "from": "4", "to": "9", "id": "trips"}, [])


def test_a_key_result_indented_below_another_one_is_asked_about() -> None:
    objective, problems = read(write(below="  - Id: trips\n  - [x] KR: Boats painted\n  - KR: Crews 1 → 2"))
    assert [problem.place.line for problem in problems] == [10, 11]
    assert list(objective["key_results"][0]) == ["title", "from", "to", "id", "notes"]


def test_a_signature_is_no_bullet() -> None:
    objective, problems = read(write().replace("The river.", "The river.\n\n-- Juno"))
    assert (objective["why"], problems) == ("The river.\n\n-- Juno", [])


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("- Owner (R): Juno", "Owner: Juno"),
        ("- Notes & decisions: we move to Berlin", None),
        ("- Status & risks: low", None),
    ],
)
def test_a_field_is_shown_without_what_stands_beside_its_name_only_where_that_says_nothing(line, written):
    _, problems = read_markdown("a.md", f"## Bake\n\n- Owner: lotte\n{line}\n", "cycle_file")
    assert [(problem.place.line, problem.correction) for problem in problems] == [(4, written)]


def test_a_sentence_that_begins_with_the_name_of_a_field_is_not_cut():
    for line in ("- Owner (interim) for now is Bob: yes", "- Supports (a lot of) teams: yes"):
        _, problems = read_markdown("a.md", f"## Bake\n\n- Owner: lotte\n{line}\n", "cycle_file")
        assert all((problem.correction or "").partition(": ")[2] != "yes" for problem in problems)


def test_an_example_of_front_matter_in_code_is_a_part_of_the_text():
    text = "# How we write memos\n\nLike this:\n\n```\n---\ntitle: My memo\nvisibility: draft\n---\n```\n"
    for record in ("memo", "team", "cycle_file"):
        _, problems = read_markdown("a.md", text, record)
        assert "OKR120" not in [problem.code for problem in problems]
