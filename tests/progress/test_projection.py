"""Where a key result ends if it goes on as before (today is 20 November 2026, the cycle ends on 31 December)."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from okrsite.amounts import Quantity
from okrsite.model.cycles import Cycle
from okrsite.model.objectives import KeyResult, Milestone
from okrsite.problems import point_at
from okrsite.progress.current_values import CurrentValues, Report, SourcedValue
from okrsite.progress.expected_line import compute_expected_line
from okrsite.progress.key_results import compute_expected_progress
from okrsite.progress.projection import DatedValue, Projection, compute_projection
from okrsite.prose import NO_PROSE

Q4 = Cycle("2026-Q4", "Q4 2026", date(2026, 10, 1), date(2026, 12, 31))
TODAY = date(2026, 11, 20)
PLACE = point_at("content/company/2026-Q4.yml", 1)
REF = "company/2026-Q4/o#k"


def project_key_result(
    one_key_result, fields: str, values_by_day: dict[str, str], today: date = TODAY
) -> Projection | None:
    """Return the projection of a key result with these fields, and with a check-in on each day with its value."""
    checkins = "\n".join(f"  - {{date: {day}, now: {{k: {value}}}}}" for day, value in values_by_day.items())
    snapshot = one_key_result(fields, extra=f"checkins:\n{checkins}" if checkins else "").snapshot(today)
    objective = snapshot.organisation.objectives["company/2026-Q4/o"]
    numbers = snapshot.measures.key_results[REF]
    return compute_projection(
        objective.key_results[0], numbers.current_values, snapshot.organisation.cycles[objective.cycle], today
    )


def test_the_pace_from_the_first_day_to_the_last_report_goes_on(one_key_result):
    """20 of 40 in 46 days (1 October to 16 November): 45 days later it is 20 + 20/46·45."""
    projection = project_key_result(
        one_key_result,
        """
        from: 0
        to: 40
        """,
        {"2026-10-20": "3", "2026-11-16": "20"},
    )
    assert projection.first.date == date(2026, 10, 1) and projection.last.value == 20
    assert projection.end.date == date(2026, 12, 31)
    assert projection.end.value == pytest.approx(20 + 20 / 46 * 45)
    assert projection.progress == pytest.approx(projection.end.value / 40)
    assert not projection.reached
    assert projection.why.sentence == (
        "If it goes on as from 2026-10-01 to 2026-11-16, it stands at 39.6 on 2026-12-31, short of 40: 99%."
    )
    assert [term.value for term in projection.why.terms] == ["0", "20", "0.435", "45"]


def test_a_falling_key_result_falls_on(one_key_result):
    """3 days less in 45 days, of 91 in the cycle."""
    projection = project_key_result(
        one_key_result,
        """
        from: 10 days
        to: 4 days
        """,
        {"2026-11-15": "7"},
    )
    assert projection.end.value == pytest.approx(10 - 3 / 45 * 91)
    assert projection.reached is True
    assert "3.9 days on 2026-12-31, reaching 4 days: 101%" in projection.why.sentence


def test_what_is_due_earlier_is_projected_to_that_day(one_key_result):
    projection = project_key_result(
        one_key_result,
        """
        from: 0
        to: 10
        due: 2026-11-30
        """,
        {"2026-11-10": "4"},
    )
    assert projection.end == DatedValue(date(2026, 11, 30), 6.0)


def test_a_range_is_kept_or_left(one_key_result):
    """Half a point in 31 days: 51 days later it is above the range."""
    projection = project_key_result(
        one_key_result,
        """
        keep: 2%..4%
        """,
        {"2026-10-10": "3%", "2026-11-10": "3.5%"},
    )
    assert projection.end.value == pytest.approx(3.5 + 0.5 / 31 * 51)
    assert not projection.reached and projection.progress == pytest.approx(1 - (projection.end.value - 4) / 2)
    assert "outside 2%..4%" in projection.why.sentence


def test_a_first_report_that_stands_for_the_start_keeps_its_own_day(one_key_result):
    """The pace counts from 12 October, when the start was reported, and not from the first day of the cycle."""
    projection = project_key_result(
        one_key_result,
        """
        to: 10
        """,
        {"2026-10-12": "1", "2026-11-11": "4"},
    )
    assert projection.first.date == date(2026, 10, 12)
    assert projection.end.value == pytest.approx(4 + 3 / 30 * 50)


@pytest.mark.parametrize(
    ("fields", "values_by_day", "today"),
    [
        pytest.param(
            """
            from: 0
            to: 10
            now: 5
            """,
            {},
            TODAY,
            id="a value without a day",
        ),
        pytest.param(
            """
            to: 10
            """,
            {"2026-11-10": "4"},
            TODAY,
            id="a single value with a day",
        ),
        pytest.param(
            """
            from: 0
            to: 10
            """,
            {"2026-10-09": "4"},
            TODAY,
            id="eight days are no pace",
        ),
        pytest.param(
            """
            from: 0
            to: 10
            """,
            {"2026-11-10": "4"},
            date(2026, 12, 31),
            id="the last day of the cycle",
        ),
        pytest.param(
            """
            from: 0
            to: 10
            """,
            {"2026-11-10": "4"},
            date(2027, 2, 1),
            id="the cycle is over",
        ),
        pytest.param(
            """
            from: 0
            to: 10
            due: 2026-11-15
            """,
            {"2026-11-10": "4"},
            TODAY,
            id="the due day is over",
        ),
        pytest.param(
            """
            done: no
            """,
            {},
            TODAY,
            id="yes or no",
        ),
        pytest.param(
            """
            milestones:
              - A
              - B
            """,
            {},
            TODAY,
            id="milestones",
        ),
        pytest.param(
            """
            levels:
              commit: a
              target: b
              stretch: c
            """,
            {"2026-10-10": "commit", "2026-11-10": "target"},
            TODAY,
            id="levels",
        ),
    ],
)
def test_what_says_too_little_is_not_projected(one_key_result, fields, values_by_day, today):
    assert project_key_result(one_key_result, fields, values_by_day, today) is None


def reach_key_result(start: float, target: float) -> KeyResult:
    """Return a key result that is to get from a start to a target."""
    return KeyResult("k", "K", "reach", PLACE, {}, start=Quantity(start, "", ""), target=Quantity(target, "", ""))


def build_current_values(start: float | None, reports: list[tuple[int, float]]) -> CurrentValues:
    """Return what is known of a key result: its start, and reports as (days since the cycle began, value)."""
    made = tuple(
        Report(Q4.start + timedelta(days=day), None, value, None, NO_PROSE, "file", point_at("x", 10 + order))
        for order, (day, value) in enumerate(sorted(reports))
    )
    return CurrentValues(
        SourcedValue(start, PLACE, "typed") if start is not None else None, None, None, None, None, None, made
    )


value = st.floats(-1e12, 1e12, allow_nan=False) | st.floats(allow_nan=False, allow_infinity=False)
days = st.lists(st.tuples(st.integers(0, 50), value), max_size=6)


@given(value, value, days)
@example(start=0.0, target=3.9e-88, reports=[(14, 1e209)])
@example(start=0.0, target=1.0, reports=[(14, 1.2e307)])
def test_any_numbers_give_a_finite_projection_or_none(start, target, reports):
    projection = compute_projection(reach_key_result(start, target), build_current_values(start, reports), Q4, TODAY)
    if projection is not None:
        assert abs(projection.end.value) < float("inf") and abs(projection.progress) < float("inf")
        assert projection.reached == (projection.progress >= 1 - 1e-9)


small = st.floats(-1e6, 1e6, allow_nan=False)


@given(small, small, st.floats(0.01, 1e6))
def test_a_better_last_value_never_gives_a_worse_end(start, last, more):
    key_result = reach_key_result(start, start + 1)
    worse = compute_projection(key_result, build_current_values(start, [(40, last)]), Q4, TODAY)
    better = compute_projection(key_result, build_current_values(start, [(40, last + more)]), Q4, TODAY)
    assert better.end.value > worse.end.value
    assert better.progress >= worse.progress


@given(small, st.floats(0.1, 1e6), small)
def test_rising_and_falling_mirror_each_other(start, way, moved):
    up = compute_projection(
        reach_key_result(start, start + way), build_current_values(start, [(40, start + moved)]), Q4, TODAY
    )
    down = compute_projection(
        reach_key_result(-start, -start - way), build_current_values(-start, [(40, -start - moved)]), Q4, TODAY
    )
    assert up.progress == pytest.approx(down.progress, rel=1e-6, abs=1e-6)


@given(small, small.filter(lambda way: abs(way) > 1e-3))
def test_an_even_pace_that_is_on_the_expected_line_ends_at_the_target(start, way):
    at = start + way * 45.5 / 91
    projection = compute_projection(
        reach_key_result(start, start + way), build_current_values(start, [(40, start + way * 40 / 91)]), Q4, TODAY
    )
    assert projection.progress == pytest.approx(1, rel=1e-6)
    assert at == pytest.approx((start + projection.end.value) / 2, rel=1e-6, abs=1e-6)


# The line that is drawn and the number that is said must agree on every day.


def read_line(line, day: date) -> float:
    """The line's value on a day; on a step, the one after it."""
    past = [value for known, value in line if known <= day]
    if day >= line[-1][0]:
        return line[-1][1]
    for (left, low), (right, high) in pairwise(line):
        if left <= day < right:
            return low + (high - low) * ((day - left) / (right - left))
    return past[-1]


in_cycle = st.integers(0, 91).map(lambda days: Q4.start + timedelta(days=days))


@given(
    small,
    small.filter(lambda way: abs(way) > 1e-2),
    st.dictionaries(in_cycle, small, max_size=3),
    st.none() | in_cycle,
    in_cycle,
)
def test_the_line_of_a_target_says_what_is_expected(start, way, phases, due, today):
    key_result = KeyResult(
        "k",
        "K",
        "reach",
        PLACE,
        {},
        start=Quantity(start, "", ""),
        target=Quantity(start + way, "", ""),
        due=due,
        phases=tuple((day, Quantity(amount, "", "")) for day, amount in sorted(phases.items())),
    )
    stands = build_current_values(start, [])
    line = compute_expected_line(key_result, stands, Q4)
    expected = compute_expected_progress(key_result, stands, Q4, today)
    if not line:
        assert due == Q4.start
        return
    share = (read_line(line, today) - start) / way
    assert min(1.0, max(0.0, share)) == pytest.approx(expected, abs=1e-6)


@given(st.lists(st.tuples(st.none() | in_cycle, st.floats(0, 5)), max_size=5), in_cycle)
def test_the_staircase_of_milestones_says_what_is_expected(steps, today):
    made = tuple(Milestone(f"M{n}", False, due, weight, PLACE) for n, (due, weight) in enumerate(steps))
    key_result = KeyResult("k", "K", "milestones", PLACE, {}, milestones=made)
    line = compute_expected_line(key_result, build_current_values(None, []), Q4)
    expected = compute_expected_progress(key_result, build_current_values(None, []), Q4, today)
    if not line:
        assert expected is None
        return
    reached = [value for day, value in line if day <= today]
    assert max(reached) == pytest.approx(expected)
    assert all(0.0 <= value <= 1.0 for _, value in line)
