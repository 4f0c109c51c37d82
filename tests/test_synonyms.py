"""Words that people bring along from elsewhere, and the ones of a field that they mean."""

from __future__ import annotations

import pytest

from okrsite.synonyms import find_meant_words
from okrsite.vocabulary import INITIATIVE, OBJECTIVE

STATUS = OBJECTIVE.STATUS.choices


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Achieved", ("done",)),
        ("FINISHED", ("done",)),
        ("100%", ("done",)),
        ("✅ shipped", ("done",)),
        ("[done]", ("done",)),
        ("done (13 Nov)", ("done",)),
        ("orange", ("at risk",)),
        ("🟡", ("at risk",)),
        ("🔴 red", ("off track",)),
        ("at risk, waiting for parts", ("at risk",)),
        ("behind\u00a0schedule", ("off track",)),
        ("cancelled", ("dropped",)),
        ("on\u2011hold", ("paused",)),
        ("carried_over", ("paused", "dropped")),
        ("work in progress", ("on track",)),
        ("on trak", ("on track",)),
        ("", ()),
        ("purple", ()),
    ],
)
def test_another_word_for_a_status_is_known(typed: str, meant: tuple[str, ...]) -> None:
    assert find_meant_words(typed, STATUS) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("in progress", ("doing",)), ("open", ("todo",)), ("completed", ("done",)), ("abandoned", ("dropped",))],
)
def test_the_same_word_means_another_one_in_another_field(typed: str, meant: tuple[str, ...]) -> None:
    assert find_meant_words(typed, INITIATIVE.STATUS.choices) == meant


@pytest.mark.parametrize(
    ("field", "typed", "meant"),
    [
        (OBJECTIVE.HORIZON, "long-term", "strategic"),
        (OBJECTIVE.AMBITION, "moonshot", "aspirational"),
        (OBJECTIVE.AMBITION, "roofshot", "committed"),
        (OBJECTIVE.VISIBILITY, "hidden", "draft"),
    ],
)
def test_every_field_of_words_knows_others(field, typed: str, meant: str) -> None:
    assert find_meant_words(typed, field.choices) == (meant,)


def test_one_that_is_asked_about_is_shown_in_its_whole_line(project):
    made = project(
        {
            "company/team.yml": "name: C\n",
            "company/2026-Q3.yml": "objectives:\n  - {title: A, owner: ana, status: amber, tags: [x]}\n",
            "company/2026-Q4.md": "## B\n\n- Owner: ana\n- Status: Achieved\n\n## C\n\n- Owner: ana\n- Status: carried over\n",
        }
    )
    hints = [problem.hint for problem in made.problems() if problem.code == "OKR211"]
    known = "It is one of: on track, at risk, off track, done, paused, dropped."
    assert hints == [
        f"Did you mean 'at risk'? {known} Write: - {{title: A, owner: ana, status: at risk, tags: [x]}}",
        f"Did you mean 'done'? {known} Write: - Status: done",
        f"Did you mean 'paused' or 'dropped'? {known}",
    ]
