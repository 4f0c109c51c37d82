"""Values of check-ins and whole lines that stand in YAML as they would elsewhere are told in one sentence, with their place."""

from __future__ import annotations

import pytest

GOAL = """
objectives:
  - id: bread
    title: Bake
    owner: lotte
    key_results:
      - {id: loaves, title: Loaves, from: 20, to: 85}
    checkins:
      - {date: 2026-10-09, by: lotte, now: {loaves: 31}}
"""


def list_said(project, old: str, new: str) -> list[tuple[str, str]]:
    made = project({"company/team.yml": "name: C\n", "company/2026-Q4.yml": GOAL.replace(old, new)})
    return [(found.message, found.hint) for found in made.problems() if found.severity == "error"]


@pytest.mark.parametrize(
    ("old", "new", "says", "hint"),
    [
        ("now: {loaves: 31}", "loaves: 31", "`loaves` is no field of a check-in", "now: {loaves: 31}"),
        ("now: {loaves: 31}", "loaves: 31, rolls: 5", "`loaves` and `rolls` are no fields", "now: {loaves: 31, rolls: 5}"),
        ("now: {loaves: 31}", "now: [loaves: 31]", "'now' takes pairs", "Type braces"),
        ("from: 20, to: 85", "from: 20, to: 85, comment: Hot", "'comment' is not a field", "Did you mean 'notes'?"),
        ("by: lotte, now", "by: lotte, comment: Hot, now", "'comment' is not a field", "Did you mean 'note'?"),
        ("- {id: loaves, title: Loaves, from: 20, to: 85}", "- Loaves: 20 → 85", "as in Markdown", "{title: Loaves, from: 20, to: 85}"),
    ],
)  # fmt: skip
def test_what_stands_in_the_wrong_form_is_told_once(project, old: str, new: str, says: str, hint: str) -> None:
    message, advice = list_said(project, old, new)[0]
    assert (says in message, hint in advice) == (True, True)


def test_a_checkin_as_in_markdown_is_shown_with_its_fields(project) -> None:
    ((message, hint),) = list_said(
        project, "- {date: 2026-10-09, by: lotte, now: {loaves: 31}}", "- 2026-10-09, lotte: Hot"
    )
    assert ("as in Markdown" in message, "{date: 2026-10-09, by: lotte, note: Hot}" in hint) == (True, True)


def test_a_field_of_an_objective_among_those_of_a_key_result_is_sent_there(project) -> None:
    old = "      - {id: loaves, title: Loaves, from: 20, to: 85}\n"
    new = "      - id: loaves\n        title: Loaves\n        from: 20\n        to: 85\n        contributors: [ben]\n"
    ((message, hint),) = list_said(project, old, new)
    assert ("is a field of an objective" in message, "Begin it further left" in hint) == (True, True)


def test_records_that_stand_where_others_belong_are_told_once(project) -> None:
    checkin = "- {date: 2026-10-09, by: lotte, now: {loaves: 31}}"
    said = list_said(project, "- {id: loaves, title: Loaves, from: 20, to: 85}", f"{checkin}\n      {checkin}")
    strange = [hint for message, hint in said if message.startswith("This stands where a key result belongs")]
    assert [hint.endswith("The same holds for line 7.") for hint in strange] == [True], said
