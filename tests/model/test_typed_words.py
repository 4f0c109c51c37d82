"""The words that somebody may choose from arrive as they are offered, however they are typed; no other word does."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import pytest

from okrsite.choices import Ambition, Decision, Horizon, InitiativeStatus, ReportedStatus
from okrsite.model.objectives import Objective

FIELDS: dict[str, tuple[object, str, Callable[[Objective], object]]] = {
    "horizon": (Horizon, "horizon: {}", lambda objective: objective.horizon),
    "ambition": (Ambition, "ambition: {}", lambda objective: objective.ambition),
    "decision": (Decision, "decision: {}", lambda objective: objective.decision),
    "status of an objective": (ReportedStatus, "status: {}", lambda objective: objective.status),
    "status of a check-in": (
        ReportedStatus,
        "checkins: [{{date: 2026-11-02, status: {}}}]",
        lambda objective: objective.checkins[0].status,
    ),
    "status of an initiative": (
        InitiativeStatus,
        "initiatives: [{{title: I, status: {}}}]",
        lambda objective: objective.initiatives[0].status,
    ),
}
CASES = [
    (field, word, typed)
    for field, (words, _, _) in FIELDS.items()
    for word in get_args(words)
    for typed in (word, word.upper(), word.replace(" ", "-"), word.replace(" ", "_"))
]


@pytest.mark.parametrize(("field", "word", "typed"), dict.fromkeys(CASES))
def test_a_word_arrives_as_it_is_offered(one_key_result, field, word, typed):
    _, line, get = FIELDS[field]
    made = one_key_result("done: no", extra=line.format(f'"{typed}"'))
    assert "OKR211" not in made.codes()
    assert get(made.snapshot().organisation.objectives["company/2026-Q4/o"]) == word


@pytest.mark.parametrize("field", FIELDS)
def test_another_word_is_none_and_all_that_are_offered_are_named(one_key_result, field):
    words, line, get = FIELDS[field]
    made = one_key_result("done: no", extra=line.format("sideways"))
    (problem,) = (problem for problem in made.problems() if problem.code == "OKR211")
    assert problem.hint == f"It is one of: {', '.join(get_args(words))}."
    assert get(made.snapshot().organisation.objectives["company/2026-Q4/o"]) in (None, "todo")
