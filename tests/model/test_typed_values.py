"""Values in the spellings that people bring along: read as meant, or asked about at their own line."""

from __future__ import annotations

import pytest

COMPANY = {"company/team.yml": "name: C\n"}


def write_key_result(line: str, checkin: str = "") -> dict[str, str]:
    """Return a company with one key result in a line of Markdown, and perhaps one check-in."""
    log = f"\n### Check-ins\n- {checkin}\n" if checkin else ""
    return COMPANY | {"company/2026-Q4.md": f"## A\n\n- Owner: ana\n- KR: {line}\n  - Id: calls\n{log}"}


@pytest.mark.parametrize("typed", ["(6/10)", "(60%)", "(confidence 6/10)", "(60/100)", "(0.6)"])
def test_a_confidence_in_the_line_of_a_key_result_is_read(project, typed):
    made = project(write_key_result(f"Calls 0 → 90, now 40 {typed}"))
    key_result = made.snapshot().organisation.objectives["company/2026-Q4/a"].key_results[0]
    assert (key_result.confidence, key_result.now.value) == (0.6, 40)


@pytest.mark.parametrize("typed", ["(6/10)", "(60%)", "(60/100)"])
def test_a_confidence_in_a_check_in_is_read(project, typed):
    made = project(write_key_result("Calls 0 → 90", f"2026-11-03, ana: Fine. calls 40 {typed}"))
    (checkin,) = made.snapshot().organisation.objectives["company/2026-Q4/a"].checkins
    assert checkin.confidence == {"calls": 0.6}
    assert checkin.now["calls"].value == 40


@pytest.mark.parametrize(
    "typed",
    ["3.11.2026", "2026/11/03", "Nov 3, 2026", "Tuesday, November 3, 2026", "3 November 2026", "2026-11-03T10:00"],
)
def test_the_date_of_a_check_in_is_shown_as_it_should_be(project, typed):
    made = project(write_key_result("Calls 0 → 90", f"{typed}, ana: Fine. calls 40"))
    (problem,) = (problem for problem in made.problems() if problem.severity == "error")
    assert problem.place.line == 8
    assert problem.hint.endswith("Write: - 2026-11-03, ana: Fine. calls 40")


@pytest.mark.parametrize(("typed", "meant"), [("green", "on track"), ("Amber", "at risk"), ("completed", "done")])
def test_the_status_of_a_check_in_is_asked_about(project, typed, meant):
    made = project(write_key_result("Calls 0 → 90", f"2026-11-03, ana ({typed}): Fine. calls 40"))
    (problem,) = (problem for problem in made.problems() if problem.severity == "error")
    assert problem.hint.endswith(f"Write: - 2026-11-03, ana ({meant}): Fine. calls 40")
