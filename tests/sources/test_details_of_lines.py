"""Details of steps, initiatives and check-ins that stand in another form are asked about, or read as they are meant."""

from __future__ import annotations

import pytest
from plain_trees import simplify

from okrsite.problems import Problem
from okrsite.sources.markdown.documents import read_markdown
from okrsite.vocabulary import CYCLE_FILE


def read(below: str) -> tuple[dict[str, object], list[Problem]]:
    text = f"## Sail\n\n- Id: sail\n- Owner: Ana\n- Contributors: Ben\n\n{below}"
    node, problems = read_markdown("teams/ferry/2026-Q4.md", text, CYCLE_FILE.name)
    assert node is not None
    (objective,) = simplify(node)["objectives"]
    return objective, problems


@pytest.mark.parametrize(
    "end",
    [
        "(Ana, due 2026-11-30)",
        "(échéance 30/11/2026)",
        "(bis 30.11.)",
        "(30 Nov)",
        "[Nov. 30]",
        "(30%)",
        "(done 2026-11-30)",
    ],
)
def test_a_day_or_a_weight_in_another_spelling_behind_a_step_is_asked_about(end: str) -> None:
    _, problems = read(f"- KR: Boats ready\n  - [ ] Paint {end}\n  - [ ] Sails (due 2026-12-01, weight 2)\n")
    assert [problem.place.line for problem in problems] == [8]
    assert "looks like the day or the weight" in problems[0].message


@pytest.mark.parametrize("title", ["Paint (two coats)", "Paint (5 boats)", "Paint 30% of them", "Paint (version 2)"])
def test_other_parentheses_are_words_of_a_step(title: str) -> None:
    objective, problems = read(f"- KR: Boats ready\n  - [ ] {title}\n")
    assert problems == [] and objective["key_results"][0]["milestones"][0]["title"] == title


@pytest.mark.parametrize("end", ["(Ben) - in progress", "(Ben) -> boats", "(Ben): waiting for paint"])
def test_an_owner_with_words_behind_it_is_asked_about(end: str) -> None:
    objective, [problem] = read(f"### Initiatives\n\n- [ ] Buy the paint {end}\n")
    assert "looks like the owner" in problem.message and "(Ben, doing)" in problem.hint
    assert "owner" not in objective["initiatives"][0]


def test_an_owner_before_a_status_need_not_be_named_elsewhere() -> None:
    _, [problem] = read("### Initiatives\n\n- [ ] Buy the paint (Zoe) - in progress\n")
    assert "(Zoe, doing)" in problem.hint


@pytest.mark.parametrize(
    "author", ["<@U02AB3C4D>", "14 planners", "the whole team", "<@U02AB3C4D> (paused)", "7 (done)"]
)
def test_an_author_who_is_no_person_is_asked_about(author: str) -> None:
    _, [problem] = read(f"### Check-ins\n\n- 2026-11-02, {author}: The paint is dry.\n")
    assert "no one person" in problem.message and problem.place.line == 9


def test_words_below_an_initiative_are_asked_about() -> None:
    """They are shown with the objective's notes, apart from what they are about."""
    objective, [problem] = read(
        "### Initiatives\n\n- [ ] Buy the paint (Ben)\n  - ask the yard first\n- [ ] Sails (Ana)\n"
    )
    assert (problem.place.line, problem.code) == (10, "OKR118")
    assert len(objective["initiatives"]) == 2


def test_fields_below_an_initiative_are_read() -> None:
    _, problems = read("### Initiatives\n\n- [ ] Buy the paint\n  - Owner: Ben\n")
    assert problems == []


@pytest.mark.parametrize("head", ["**2026-11-02 (Ana)** ", "**2026-11-02, Ana** ", "**2026-11-02 – Ana:** "])
def test_day_and_author_may_be_bold_together(head: str) -> None:
    objective, problems = read(f"### Check-ins\n\n- {head}The paint is dry.\n")
    (checkin,) = objective["checkins"]
    assert problems == []
    assert checkin == {"date": "2026-11-02", "by": "Ana", "note": "The paint is dry."}


def test_bold_words_behind_a_day_that_are_no_author_are_asked_about() -> None:
    objective, [problem] = read("### Check-ins\n\n- **2026-11-02 (Ana (at risk))** The paint is wet.\n")
    assert "behind the day" in problem.message and "by" not in objective["checkins"][0]


@pytest.mark.parametrize("days", ["2026-11-02 – 2026-11-06", "2026-11-02/2026-11-06", "2026-11-02 to 2026-11-06"])
def test_a_check_in_of_two_days_is_asked_about(days: str) -> None:
    objective, [problem] = read(f"### Check-ins\n\n- {days}, Ana: The paint is dry.\n")
    (checkin,) = objective["checkins"]
    assert "Two days" in problem.message and problem.place.line == 9
    assert (checkin["by"], checkin["note"]) == ("Ana", "The paint is dry.")
