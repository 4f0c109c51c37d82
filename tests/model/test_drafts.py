"""A draft is kept out of everything, and gives nothing away."""

from __future__ import annotations

import pytest

from okrsite.prose import NO_PROSE, Prose

OKRS = """
objectives:
  - id: open
    title: Open objective
    owner: anna
    contributes_to: company/goal
    key_results: [{title: K, done: no}]
  - id: secret
    title: Zebra acquisition
    owner: Quentin Secret
    tags: [zebra]
    visibility: draft
    contributes_to: company/goal
    supports: company/nowhere
    key_results: [{title: K, done: no}]
"""
GOAL = "objectives: [{id: goal, title: Goal, owner: anna, key_results: [{title: K, done: no}], supports: a/secret}]"


def test_a_draft_objective_is_not_in_the_model_and_links_to_it_vanish(project):
    made = project({"teams/a/2026-Q4.yml": OKRS, "company/2026-Q4.yml": GOAL})
    snapshot = made.snapshot()
    assert "a/2026-Q4/secret" not in snapshot.organisation.objectives
    assert "Quentin Secret" not in snapshot.organisation.people
    assert [link.source for link in snapshot.alignment.links] == ["a/2026-Q4/open"]
    own = [found for found in snapshot.problems if found.place.path == "content/company/2026-Q4.yml"]
    assert [found for found in own if found.severity != "info"] == []


def test_its_problems_stand_in_its_own_file_and_are_not_counted_outside(project):
    snapshot = project({"teams/a/2026-Q4.yml": OKRS, "company/2026-Q4.yml": GOAL}).snapshot()
    assert "OKR301" in [found.code for found in snapshot.problems]
    assert "OKR301" not in [found.code for found in snapshot.public_problems]


def test_a_draft_file_lists_no_cycle(project):
    snapshot = project(
        {"teams/a/2027-Q1.yml": "visibility: draft\n" + OKRS.lstrip(), "company/2026-Q4.yml": GOAL}
    ).snapshot()
    assert list(snapshot.organisation.cycles) == ["2026-Q4"]


def test_a_suggestion_never_names_a_draft(project):
    made = project({"teams/a/2026-Q4.yml": OKRS, "company/2026-Q4.yml": GOAL.replace("a/secret", "a/secrt")})
    (found,) = [each for each in made.snapshot().public_problems if each.code == "OKR301"]
    assert "secret" not in found.message + found.hint


def test_a_preview_shows_it(project):
    snapshot = project({"teams/a/2026-Q4.yml": OKRS, "company/2026-Q4.yml": GOAL}).snapshot(preview=True)
    assert "a/2026-Q4/secret" in snapshot.organisation.objectives


@pytest.mark.parametrize("word", ["draft", "Draft", '" draft "', "drfat", "[draft, public]"])
def test_a_page_whose_visibility_isnt_public_stays_in(project, word):
    front = f"---\nvisibility: {word}\ntitle: Secret\n---\nHidden.\n"
    made = project({"page.md": front, "index.md": front, "company/memo-2026.md": front, "open.md": "Text.\n"})
    organisation = made.snapshot().organisation
    assert [page.inside for page in organisation.documents] == ["open.md"]
    assert (organisation.index, organisation.memos) == (NO_PROSE, ())
    assert made.snapshot(preview=True).organisation.index == Prose("Hidden.")


@pytest.mark.parametrize("where", ["file", "objective", "team"])
def test_a_visibility_that_cant_be_read_keeps_back_too(project, where):
    said = {key: "visibility: drfat" if key == where else "tags: a" for key in ("objective", "team")}
    top = "visibility: drfat\n" if where == "file" else ""
    made = project(
        {
            "teams/a/team.yml": f"name: A\n{said['team']}\n",
            "teams/a/2026-Q4.yml": f"{top}objectives: [{{title: S, owner: x, {said['objective']}, key_results: [{{title: K, done: no}}]}}]",
        }
    )
    assert not made.snapshot().organisation.objectives
    assert "OKR211" in made.codes()
