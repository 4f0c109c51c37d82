"""What an editor types on a Friday in registers, links and copies: told where it stands, with what was probably meant."""

from __future__ import annotations

import pytest

GOALS = "teams/growth/2026-Q4.md"
FILES = {
    "people.yml": "ana: {name: Ana Berg, role: Head of growth}\njonas: {name: Jonas Weber, role: Support}\n",
    "company/team.yml": "name: Company\n",
    "company/2026.md": (
        "## Loved by all {#loved}\n\n- Owner: Ana Berg\n- KR: Fans: 1 → 9, now 4\n- KR: Friends: 2 → 4, now 3\n"
    ),
    "teams/growth/team.yml": "name: Growth\n",
    GOALS: (
        "## Known in every town {#known}\n\n- Owner: Ana Berg\n- Supports: company/loved\n\n"
        "- KR: Towns: 40 → 90, now 62\n- KR: Papers: 0 → 30, now 21\n"
    ),
}


def list_said(project, path: str = "", text: str = "") -> list[tuple[str, int, str, str]]:
    """Return file, line, message and hint of the warnings and errors when a file has another text."""
    made = project(FILES | ({path: text} if path else {}))
    return [
        (each.place.path.removeprefix("content/"), each.place.line, each.message, each.hint)
        for each in made.problems()
        if each.severity != "info"
    ]


def edit(path: str, old: str, new: str) -> tuple[str, str]:
    """Return a file of the company, with other words in one place."""
    assert old in FILES[path]
    return path, FILES[path].replace(old, new, 1)


def test_nothing_is_wrong_to_begin_with(project):
    assert list_said(project) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("loved", "'company/loved'"),
        ("Loved by all", "'company/loved'"),
        ("https://goals.example/company/2026/loved/", "'company/2026/loved'"),
    ],
)
def test_an_id_a_title_or_an_address_in_place_of_a_reference_is_answered_with_it(project, typed, meant):
    ((path, line, _, hint),) = list_said(project, *edit(GOALS, "company/loved", typed))
    assert (path, line) == (GOALS, 4)
    assert hint.startswith(f"Did you mean {meant}?")


def test_a_salutation_before_a_last_name_makes_nobody_new(project):
    ((_, line, message, hint),) = list_said(project, *edit(GOALS, "Ana Berg", "Frau Berg"))
    assert (line, message) == (3, "Nobody in people.yml is called 'Frau Berg'.")
    assert hint.endswith("Write: - Owner: ana")


def test_a_line_of_people_that_cannot_be_read_makes_nobody_elsewhere_unknown(project):
    ((path, line, _, hint),) = list_said(project, *edit("people.yml", "Ana Berg", "Berg, Ana"))
    assert (path, line) == ("people.yml", 1)
    assert 'name: "Berg, Ana"' in hint


def test_a_list_of_people_is_told_how_people_are_typed(project):
    ((path, line, _, hint),) = list_said(project, "people.yml", "- name: Ana Berg\n- name: Jonas Weber\n")
    assert (path, line) == ("people.yml", 1)
    assert "`ana: {name: Ana Berg" in hint


def test_letters_with_marks_in_an_id_are_spelled_out_in_the_one_that_is_proposed(project):
    ((path, _, _, hint),) = list_said(project, *edit("people.yml", "jonas: {", "jönas: {"))
    assert path == "people.yml"
    assert "`joenas`" in hint


def test_days_of_values_among_kpis_are_one_message_at_the_first_of_them(project):
    kpis = "nps:\n  name: Would recommend us\n  values:\n2026-06-30: 38\n2026-09-30: 41\n"
    ((path, line, message, _),) = list_said(project, "kpis.yml", kpis)
    assert (path, line) == ("kpis.yml", 4)
    assert "the day of a value" in message


def test_an_objective_that_was_copied_and_renamed_is_asked_about(project):
    copy = FILES[GOALS].replace("Known in every town {#known}", "Cheap to win")
    ((_, line, message, _),) = list_said(project, GOALS, f"{FILES[GOALS]}\n{copy}")
    assert line == 9
    assert message == "All key results of this objective are those of the one in line 1, with the same numbers."


def test_a_copy_with_numbers_of_its_own_is_another_objective(project):
    copy = FILES[GOALS].replace("Known in every town {#known}", "Cheap to win").replace("now 62", "now 50")
    assert list_said(project, GOALS, f"{FILES[GOALS]}\n{copy}") == []


def test_a_memo_says_who_wrote_it_in_other_words(project):
    memo = "---\ntitle: Why\nby: ana\ndate: 2026-01-08\n---\n\nWords.\n"
    ((path, line, _, hint),) = list_said(project, "company/memo-2026.md", memo)
    assert (path, line, hint) == ("company/memo-2026.md", 3, "Did you mean 'author'? Write: author: ana")


def test_a_dash_that_is_missing_before_a_brace_is_named(project):
    text = (
        "objectives:\n  - title: Answer fast\n    owner: ana\n    key_results:\n"
        "      - {title: Calls, from: 1, to: 9}\n      {title: Mails, from: 2, to: 8}\n"
    )
    ((_, line, message, hint),) = list_said(project, "teams/growth/2026-Q3.yml", text)
    assert line == 6
    assert "A dash is missing" in message
    assert hint == "Write: - {title: Mails, from: 2, to: 8}"
