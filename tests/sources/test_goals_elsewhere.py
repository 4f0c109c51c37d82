"""Goals and fields that stand where nothing reads them: in a team's text, below a heading, without their bullet."""

from __future__ import annotations

import pytest

from okrsite.problems import Problem
from okrsite.sources.markdown.documents import read_markdown
from okrsite.vocabulary import CYCLE_FILE, TEAM

FRONT = "---\nname: Ferry\nlead: juno\n---\n"
GOAL = "## Sail\n\n- Id: sail\n- Owner: Juno\n\nThe river.\n\n- KR: Trips: 4 → 9\n"


def read_team(text: str) -> list[Problem]:
    return read_markdown("team.md", FRONT + text, TEAM.name)[1]


def read_goal(text: str) -> list[Problem]:
    return read_markdown("2026-Q4.md", GOAL + text, CYCLE_FILE.name)[1]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\n- Owner: Juno\n", 6),
        ("\n## Sail\n\n- Owner: Juno\n- Ambition: committed\n", 8),
        ("\nWe sail.\n\n- KR: Trips: 4 → 9\n", 8),
        ("\n| Key result | From | To |\n| --- | --- | --- |\n| Trips | 4 | 9 |\n", 6),
    ],
)
def test_a_goal_in_the_text_of_a_team_is_asked_about_once(text: str, line: int) -> None:
    (problem,) = read_team(text)
    assert (problem.code, problem.place.line, "2026-Q4.md" in problem.hint) == ("OKR118", line, True)


def test_front_matter_that_begins_again_is_asked_about() -> None:
    (problem,) = read_team("lead: ana\n---\n\nWe sail.\n")
    assert ("“lead” is a field" in problem.message, problem.place.line) == (True, 5)


@pytest.mark.parametrize(
    "text",
    ["\nWe sail.\n", "\nHow we work:\n\n- Owner: whoever is there first\n- Then we talk\n", "\n| Day | Boat |\n| --- | --- |\n| Monday | Juno |\n"],
)  # fmt: skip
def test_the_text_of_a_team_may_be_any(text: str) -> None:
    assert read_team(text) == []


def test_a_key_result_as_a_heading_is_told_once_with_its_fields() -> None:
    (problem,) = read_goal("\n### KR: Boats ready\n\n- Id: boats\n- Confidence: 50%\n")
    assert (problem.code, "with all below it" in problem.message) == ("OKR119", True)


def test_a_line_without_its_bullet_is_shown_with_it() -> None:
    (problem,) = read_goal("  Id: trips\n")
    assert "`  - Id: trips`" in problem.hint


@pytest.mark.parametrize(
    ("heading", "meant"), [("### Initiatives & next steps", "Initiatives"), ("### Check-ins and notes", "Check-ins")]
)
def test_a_section_with_more_words_is_the_section(heading: str, meant: str) -> None:
    (problem,) = read_goal(f"\n{heading}\n\n- 2026-10-12, Juno: Sun.\n")
    assert problem.correction == meant


def test_fields_below_a_line_that_is_no_key_result_are_not_sent_to_the_objective() -> None:
    text = f"{GOAL.partition('- KR')[0]}**KR 3** Boats ready\n  - Id: boats\n  - Confidence: 50%\n"
    problem, *_ = read_markdown("2026-Q4.md", text, CYCLE_FILE.name)[1]
    assert "below its line, “- KR: …”" in problem.hint
