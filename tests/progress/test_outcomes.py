"""What came of objectives whose cycle has ended, in their order of precedence and on the scale of their ambition."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsite.progress.mean_terms import explain_objective
from okrsite.progress.outcomes import OUTCOMES, OutcomeInputs, judge_outcome

RUNNING, GRADING, CLOSED = date(2026, 12, 31), date(2027, 1, 5), date(2027, 3, 1)
SHARES = st.floats(0, 1)
AMBITIONS = ["committed", "aspirational", "learning", None]
HALF = """
from: 0
to: 100
now: 50
"""


def judge(**known):
    inputs = dict.fromkeys(("grade", "progress", "reported", "ambition", "decision")) | known
    return judge_outcome(OutcomeInputs(**inputs), "closed")


def test_while_a_cycle_runs_nothing_has_come_of_it(one_key_result):
    """On the last day of the quarter half is reached: that is off track, and no outcome."""
    numbers = one_key_result(HALF).objective("company/2026-Q4/o", RUNNING)
    assert (numbers.outcome, numbers.word) == (None, numbers.status.shown)


def test_behind_the_end_the_progress_proposes_an_outcome(one_key_result):
    """Half of the way is reached in part: a proposal while the cycle is graded, and the last word behind it."""
    made = one_key_result(HALF)
    proposed, closed = (made.objective("company/2026-Q4/o", day).outcome for day in (GRADING, CLOSED))
    assert (proposed.shown, proposed.is_proposed, proposed.why) == (
        "reached in part",
        True,
        "50% of the way, not graded yet",
    )
    assert (closed.shown, closed.is_proposed, closed.why) == ("reached in part", False, "50% of the way, not graded")
    assert made.objective("company/2026-Q4/o", CLOSED).word == "reached in part"


def test_the_grade_counts_and_no_longer_the_progress(one_key_result):
    """A person graded 0.8 what stands at 50%; the objective and its key result are judged by the grade."""
    made = one_key_result(f"{HALF}grade: 0.8\n", extra="decision: carry on")
    numbers = made.objective("company/2026-Q4/o", GRADING)
    assert (numbers.outcome.shown, numbers.outcome.basis, numbers.outcome.is_proposed) == ("reached", "grade", False)
    assert numbers.outcome.why == "graded 0.8, largely reached; it is carried on"
    assert made.key_result("company/2026-Q4/o#k", GRADING).outcome.shown == "reached"


@pytest.mark.parametrize(
    ("share", "ambition", "word"),
    [
        pytest.param(0.7, "aspirational", "reached", id="about 0.7 of an aspiration is a success"),
        pytest.param(0.69, "aspirational", "reached in part", id="less than that is a part"),
        pytest.param(0.4, "aspirational", "reached in part", id="where the part begins"),
        pytest.param(0.39, "aspirational", "missed", id="too little"),
        pytest.param(0.99, "committed", "reached in part", id="a commitment is kept as a whole"),
        pytest.param(1.0, "committed", "reached", id="and this one was"),
        pytest.param(0.7, None, "reached", id="no ambition is named"),
        pytest.param(0.1 + 0.3, None, "reached in part", id="a sum that should be 0.4"),
    ],
)
def test_the_scale_follows_from_the_ambition(share, ambition, word):
    assert judge(grade=share, ambition=ambition).shown == word
    assert judge(progress=share, ambition=ambition).shown == word


@pytest.mark.parametrize(
    ("known", "word", "why"),
    [
        ({"reported": "dropped", "grade": 1.0}, "dropped", "given up by a person"),
        ({"reported": "done", "progress": 0.1}, "reached", "done, as a person says; not graded"),
        ({"reported": "done", "grade": 0.1}, "missed", "graded 0.1, little was reached"),
        ({"reported": "off track", "progress": 1.4}, "reached", "100% of the way, not graded"),
        ({"reported": "on track", "decision": "drop"}, "no result", "not graded, and nothing is measured; it is given up"),
    ],
)  # fmt: skip
def test_who_has_the_last_word(known, word, why):
    """Given up, graded, done, measured: the first of these that there is."""
    assert (judge(**known).shown, judge(**known).why) == (word, why)


@pytest.mark.parametrize("ambition", AMBITIONS)
@given(one=SHARES, other=SHARES)
def test_who_reaches_more_is_never_told_a_worse_word(ambition, one, other):
    ranks = {"missed": 0, "reached in part": 1, "reached": 2}
    low, high = sorted((one, other))
    for name in ("grade", "progress"):
        assert (
            ranks[judge(**{name: low}, ambition=ambition).shown]
            <= ranks[judge(**{name: high}, ambition=ambition).shown]
        )


@given(
    st.one_of(st.none(), SHARES),
    st.one_of(st.none(), st.floats(-5, 5)),
    st.sampled_from([None, "on track", "at risk", "off track", "done", "paused", "dropped"]),
    st.sampled_from(AMBITIONS),
    st.sampled_from(["planned", "active", "grading", "closed"]),
)
def test_there_is_an_outcome_exactly_when_the_cycle_has_ended(grade, progress, reported, ambition, state):
    """Only what nobody has said anything about is a proposal, and only while the cycle is graded."""
    outcome = judge_outcome(OutcomeInputs(grade, progress, reported, ambition), state)
    assert (outcome is not None) == (state in ("grading", "closed"))
    if outcome is not None:
        assert outcome.shown in OUTCOMES and outcome.why
        assert outcome.is_proposed <= (state == "grading" and grade is None and reported not in ("done", "dropped"))


def test_a_key_result_that_was_given_up_needs_no_grade(project):
    """Of three key results one was dropped: the objective is graded by the others, and the explanation names these."""
    company = project(
        {
            "company/2026-Q4.yml": """
            objectives:
              - id: o
                title: O
                owner: anna
                key_results:
                  - {id: a, title: A, from: 0, to: 10, now: 1, grade: 0.9}
                  - {id: b, title: B, from: 0, to: 10, now: 1, grade: 0.5}
                  - {id: c, title: C, from: 0, to: 10, now: 1, status: dropped}
            """
        }
    )
    snapshot = company.snapshot(CLOSED)
    objective = snapshot.organisation.objectives["company/2026-Q4/o"]
    numbers = snapshot.measures.objectives[objective.ref]
    assert (numbers.grade, numbers.outcome.shown) == (pytest.approx(0.7), "reached")
    why = explain_objective(objective, snapshot.organisation, snapshot.measures).grade
    assert [term.label for term in why.terms] == ["A", "B"]
    assert why.sentence.startswith("The mean of 2 key results")
