"""Progress of one key result, and what was expected of it by today (20 November 2026)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsite.amounts import Range
from okrsite.progress.key_result_explanations import explain_progress
from okrsite.progress.key_results import clamp_share, compute_range_progress

# The share of the fourth quarter that has passed.
ELAPSED = (date(2026, 11, 20) - date(2026, 10, 1)) / (date(2026, 12, 31) - date(2026, 10, 1))


@pytest.mark.parametrize(
    ("fields", "progress"),
    [
        pytest.param(
            """
            from: 120
            to: 180
            now: 142
            """,
            22 / 60,
            id="22 of the 60 on the way up",
        ),
        pytest.param(
            """
            from: 10
            to: 4
            now: 7
            """,
            0.5,
            id="half of the way down",
        ),
        pytest.param(
            """
            from: 0
            to: 100
            now: 150
            """,
            1.5,
            id="beyond the target",
        ),
        pytest.param(
            """
            from: 100
            to: 200
            now: 80
            """,
            -0.2,
            id="behind the start",
        ),
        pytest.param(
            """
            from: 1.2M
            to: 2,200k
            now: 1 700 000
            """,
            0.5,
            id="millions, thousands and blanks",
        ),
        pytest.param(
            """
            from: 10%
            to: 20
            now: 15
            """,
            0.5,
            id="the unit is typed once",
        ),
        pytest.param(
            """
            from: 1
            to: 2
            """,
            None,
            id="no value yet",
        ),
        pytest.param(
            """
            from: 1
            now: 2
            """,
            None,
            id="no target",
        ),
        pytest.param(
            """
            keep: 2%..4%
            now: 4%
            """,
            1.0,
            id="at the edge of a range it is kept",
        ),
        pytest.param(
            """
            keep: 2%..4%
            now: 5%
            """,
            0.5,
            id="half a width outside of a range",
        ),
        pytest.param(
            """
            keep: 2%..4%
            now: 9%
            """,
            0.0,
            id="more than a width outside of a range",
        ),
        pytest.param(
            """
            keep: "<= 4%"
            now: 5%
            """,
            0.75,
            id="a quarter above an upper limit",
        ),
        pytest.param(
            """
            keep: ">= 99.9%"
            now: 99.9%
            """,
            1.0,
            id="at a lower limit",
        ),
        pytest.param(
            """
            keep: "<= 0"
            now: 1
            """,
            0.0,
            id="above a limit of zero",
        ),
        pytest.param(
            """
            milestones:
              - title: A
                done: true
              - title: B
                done: no
                weight: 3
            """,
            0.25,
            id="one of four parts of the milestones",
        ),
        pytest.param(
            """
            milestones:
              - A
              - B
            """,
            0.0,
            id="milestones that are only named",
        ),
        pytest.param(
            """
            done: yes
            """,
            1.0,
            id="done",
        ),
        pytest.param(
            """
            done: false
            """,
            0.0,
            id="not done",
        ),
        pytest.param(
            """
            levels:
              commit: one
              target: two
              stretch: three
            now: two
            """,
            0.7,
            id="a level by its text",
        ),
        pytest.param(
            """
            levels:
              commit: one
              target: two
              stretch: three
            now: Commit
            """,
            0.3,
            id="a level by its name",
        ),
        pytest.param(
            """
            levels:
              commit: one
              target: two
              stretch: three
            now: none
            """,
            0.0,
            id="below all levels",
        ),
        pytest.param(
            """
            levels:
              commit: one
              target: two
              stretch: three
            """,
            None,
            id="levels of which none is reported",
        ),
    ],
)
def test_the_progress_of_a_key_result_and_a_sentence_that_explains_it(one_key_result, fields, progress):
    """Progress is a share of the way from the start to the target, None where there is no data."""
    project = one_key_result(fields)
    numbers = project.key_result("company/2026-Q4/o#k")
    assert numbers.progress == (pytest.approx(progress) if progress is not None else None)
    (objective,) = project.snapshot().organisation.objectives.values()
    assert explain_progress(objective.key_results[0], numbers).sentence


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param(
            """
            from: 0
            to: 10
            now: 1
            """,
            ELAPSED,
            id="as much as has passed of the cycle",
        ),
        pytest.param(
            """
            from: 0
            to: 10
            now: 1
            due: 2026-11-20
            """,
            1.0,
            id="all on the day it is due",
        ),
        pytest.param(
            """
            from: 0
            to: 10
            now: 1
            phases:
              2026-11-20: 3
              2026-12-01: 9
            """,
            0.3,
            id="what a phase says for today",
        ),
        pytest.param(
            """
            from: 10
            to: 0
            now: 1
            phases:
              2026-11-10: 8
              2026-11-30: 4
            """,
            0.4,
            id="half-way between two phases",
        ),
        pytest.param(
            """
            keep: 2..4
            now: 3
            """,
            1.0,
            id="a range is to be kept on every day",
        ),
        pytest.param(
            """
            milestones:
              - title: A
                due: 2026-11-01
              - title: B
                weight: 3
            """,
            0.25,
            id="the milestones that are due",
        ),
        pytest.param(
            """
            done: false
            """,
            0.0,
            id="yes or no is due on the last day, and not before",
        ),
        pytest.param(
            """
            done: false
            due: 2026-11-20
            """,
            1.0,
            id="yes or no on the day on which it is due",
        ),
        pytest.param(
            """
            notes: nothing measured
            """,
            None,
            id="nothing is measured",
        ),
    ],
)
def test_what_is_expected_of_a_key_result_by_today(one_key_result, fields, expected):
    numbers = one_key_result(fields).key_result("company/2026-Q4/o#k")
    assert numbers.expected == (pytest.approx(expected) if expected is not None else None)


def test_a_cycle_of_one_day_expects_everything(one_key_result):
    made = one_key_result(
        """
        from: 0
        to: 1
        now: 0
        """,
        cycle="launch",
        cycles={"launch": {"start": "2026-11-20", "end": "2026-11-20"}},
    )
    assert made.key_result("company/launch/o#k").expected == 1.0


finite = st.floats(-1e9, 1e9, allow_nan=False)


@given(finite, finite, finite)
def test_a_range_is_kept_between_zero_and_one(low, width, value):
    keep = Range(low, low + abs(width), "", "")
    assert 0.0 <= compute_range_progress(value, keep) <= 1.0
    if keep.low <= value <= keep.high:
        assert compute_range_progress(value, keep) == 1.0


@given(finite, finite)
def test_a_one_sided_range_never_divides_by_zero(limit, value):
    assert 0.0 <= compute_range_progress(value, Range(None, limit, "", "")) <= 1.0
    assert 0.0 <= compute_range_progress(value, Range(limit, None, "", "")) <= 1.0


@given(finite)
def test_a_share_is_clamped_between_zero_and_one(share):
    assert 0.0 <= clamp_share(share) <= 1.0
