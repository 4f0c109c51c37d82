"""What every formula promises for any numbers: bounds, monotony, direction, and no division by zero."""

from __future__ import annotations

import math
from datetime import date, timedelta

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from okrsite.amounts import Quantity, Range
from okrsite.languages.words import mark_sentence
from okrsite.model.cycles import Cycle
from okrsite.model.objectives import KeyResult, Milestone
from okrsite.problems import Place
from okrsite.progress.current_values import CurrentValues, SourcedValue
from okrsite.progress.key_result_explanations import explain_expected_progress, explain_progress
from okrsite.progress.key_results import (
    clamp_share,
    compute_expected_progress,
    compute_progress,
    compute_range_progress,
    find_last_day,
)
from okrsite.progress.measures import KeyResultMeasure
from okrsite.progress.rollup import compute_weighted_mean
from okrsite.progress.status import Status, StatusInputs, compute_status
from okrsite.settings import Settings
from okrsite.sources.numbers import parse_quantity

HERE = Place("content/company/2026-Q4.yml")
CYCLE = Cycle("2026-Q4", "Q4 2026", date(2026, 10, 1), date(2026, 12, 31))
DAYS = st.dates(date(2026, 8, 1), date(2027, 2, 28))
# What can be typed: up to a million billions, down to twenty decimals, either sign.
NUMBERS = st.one_of(
    st.integers(-(10**15), 10**15).map(float),
    st.floats(-1e6, 1e6).filter(lambda value: value == 0 or abs(value) >= 1e-20),
    st.sampled_from([0.0, 1e-20, -1e-20, 1e15, -1e15]),
)
SHARES = st.floats(0.0, 1.0)
WEIGHTS = st.one_of(st.just(0.0), st.floats(1e-20, 1e15), st.integers(0, 5).map(float))


def quantity(value: float) -> Quantity:
    return Quantity(value, "", str(value))


def build_key_result(start, target, **more) -> KeyResult:
    """Return a key result that is to get from a start to a target."""
    return KeyResult("k", "K", "reach", HERE, {}, start=quantity(start), target=quantity(target), **more)


def build_current_values(start, now) -> CurrentValues:
    sourced = [None if value is None else SourcedValue(value, None, "typed") for value in (start, now)]
    return CurrentValues(sourced[0], sourced[1], None, None, None, None, ())


def build_numbers(stands, progress=None, expected=None, day=CYCLE.end) -> KeyResultMeasure:
    """Return the numbers of a key result, as far as explanations look at them."""
    return KeyResultMeasure(
        stands,
        progress,
        expected,
        day,
        Status("no data", None, None, mark_sentence("nothing is measured yet")),
        None,
        None,
    )


def measure_progress(start, target, now):
    return compute_progress(build_key_result(start, target), build_current_values(start, now))


@given(NUMBERS, NUMBERS, NUMBERS)
@example(0.0, 1e-20, 1e15)
def test_progress_is_a_finite_number_and_its_explanation_can_be_made(start, target, now):
    key_result, stands = build_key_result(start, target), build_current_values(start, now)
    share = compute_progress(key_result, stands)
    assert (share is None) == (start == target)
    assert share is None or math.isfinite(share)
    assert explain_progress(key_result, build_numbers(stands, progress=share)).sentence


@given(NUMBERS, NUMBERS)
def test_at_the_start_nothing_is_reached_and_at_the_target_all(start, target):
    assume(start != target)
    assert measure_progress(start, target, start) == 0.0
    assert measure_progress(start, target, target) == 1.0


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_progress_never_falls_on_the_way_to_the_target_whichever_way_that_is(start, target, one, other):
    assume(start != target)
    nearer, further = sorted((one, other), reverse=target > start)
    assert measure_progress(start, target, nearer) >= measure_progress(start, target, further)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_a_falling_key_result_is_a_rising_one_seen_in_a_mirror(start, target, now):
    assert measure_progress(start, target, now) == measure_progress(-start, -target, -now)


@pytest.mark.parametrize(("start", "now"), [(None, 1.0), (1.0, None), (None, None)])
def test_one_missing_value_is_no_data_and_not_zero(start, now):
    key_result = KeyResult("k", "K", "reach", HERE, {}, target=quantity(3.0))
    assert compute_progress(key_result, build_current_values(start, now)) is None


@given(NUMBERS, NUMBERS, NUMBERS)
def test_a_range_is_kept_inside_and_missed_by_degrees_outside(one, other, value):
    low, high = sorted((one, other))
    for keep in (Range(low, high, "", ""), Range(low, None, "", ""), Range(None, high, "", "")):
        share = compute_range_progress(value, keep)
        outside = max(0.0 if keep.low is None else keep.low - value, 0.0 if keep.high is None else value - keep.high)
        assert 0.0 <= share <= 1.0
        if outside <= 0:
            assert share == 1.0
        elif outside > 1e-6 * max(1.0, abs(low), abs(high)):
            assert share < 1.0
    assert (
        compute_range_progress(low, Range(low, high, "", ""))
        == compute_range_progress(high, Range(low, high, "", ""))
        == 1.0
    )


@given(NUMBERS, NUMBERS, st.floats(0, 1e6), st.floats(0, 1e6))
def test_further_outside_a_range_is_never_better(one, other, near, far):
    low, high = sorted((one, other))
    near, far = sorted((near, far))
    for keep in (Range(low, high, "", ""), Range(None, high, "", "")):
        assert compute_range_progress(high + near, keep) >= compute_range_progress(high + far, keep)
    for keep in (Range(low, high, "", ""), Range(low, None, "", "")):
        assert compute_range_progress(low - near, keep) >= compute_range_progress(low - far, keep)


def test_outside_a_range_without_width_or_a_limit_of_zero_nothing_is_kept():
    assert (
        compute_range_progress(1.0, Range(0.0, 0.0, "", ""))
        == compute_range_progress(1.0, Range(None, 0.0, "", ""))
        == 0.0
    )
    assert compute_range_progress(-1.0, Range(0.0, None, "", "")) == 0.0


@given(st.lists(st.tuples(SHARES, WEIGHTS), max_size=8))
def test_a_weighted_mean_lies_among_its_parts(pairs):
    mean = compute_weighted_mean(pairs)
    assert (mean is None) == (not any(weight for _, weight in pairs))
    if mean is not None:
        counted = [share for share, weight in pairs if weight]
        assert min(counted) - 1e-9 <= mean <= max(counted) + 1e-9
        assert 0.0 <= mean <= 1.0


@given(st.lists(st.tuples(SHARES, WEIGHTS), min_size=1, max_size=8), st.data())
def test_a_weighted_mean_rises_with_each_of_its_parts(pairs, data):
    at = data.draw(st.integers(0, len(pairs) - 1))
    better = [*pairs[:at], (data.draw(st.floats(pairs[at][0], 1.0)), pairs[at][1]), *pairs[at + 1 :]]
    before, after = compute_weighted_mean(pairs), compute_weighted_mean(better)
    assert before is None or after >= before


@given(st.lists(st.tuples(SHARES, WEIGHTS), max_size=6), SHARES)
def test_what_weighs_nothing_counts_nothing(pairs, share):
    assert compute_weighted_mean([*pairs, (share, 0.0)]) == compute_weighted_mean(pairs)


@given(st.floats(allow_nan=False))
def test_cutting_keeps_to_its_bounds_and_leaves_what_is_within(share):
    assert 0.0 <= clamp_share(share) <= 1.0
    assert not 0.0 <= share <= 1.0 or clamp_share(share) == share


STEPS = st.lists(st.tuples(st.booleans(), st.one_of(st.none(), DAYS), WEIGHTS), max_size=6)


def build_milestones(steps) -> KeyResult:
    """Return a key result of milestones, each as whether it is done, its due day and its weight."""
    milestones = tuple(Milestone("M", done, due, weight, HERE) for done, due, weight in steps)
    return KeyResult("k", "K", "milestones", HERE, {}, milestones=milestones)


@given(STEPS, DAYS)
def test_milestones_lie_between_nothing_and_all(steps, today):
    key_result = build_milestones(steps)
    reached, expected = (
        compute_progress(key_result, build_current_values(None, None)),
        compute_expected_progress(key_result, build_current_values(None, None), CYCLE, today),
    )
    empty = not any(weight for _, _, weight in steps)
    assert (reached is None, expected is None) == (empty, empty)
    if reached is not None and expected is not None:
        assert 0.0 <= reached <= 1.0
        assert 0.0 <= expected <= 1.0


@given(STEPS)
def test_one_more_milestone_done_is_never_less(steps):
    for at, (_, due, weight) in enumerate(steps):
        before = compute_progress(
            build_milestones([*steps[:at], (False, due, weight), *steps[at + 1 :]]), build_current_values(None, None)
        )
        after = compute_progress(
            build_milestones([*steps[:at], (True, due, weight), *steps[at + 1 :]]), build_current_values(None, None)
        )
        assert before is None or after >= before


PHASES = st.dictionaries(DAYS, NUMBERS, max_size=4).map(
    lambda pairs: tuple((day, quantity(value)) for day, value in sorted(pairs.items()))
)


@given(NUMBERS, NUMBERS, PHASES, st.one_of(st.none(), DAYS), DAYS)
def test_the_expected_progress_lies_between_nothing_and_all(start, target, phases, due, today):
    key_result = build_key_result(start, target, phases=phases, due=due)
    stands = build_current_values(start, None)
    expected = compute_expected_progress(key_result, stands, CYCLE, today)
    assert expected is not None
    assert 0.0 <= expected <= 1.0
    day = min(today, find_last_day(key_result, CYCLE))
    assert compute_expected_progress(key_result, stands, CYCLE, day) == expected
    assert explain_expected_progress(key_result, build_numbers(stands, expected=expected, day=day), CYCLE).sentence


@given(DAYS, DAYS, st.one_of(st.none(), DAYS))
def test_without_phases_ever_more_is_expected_until_all_is(one, other, due):
    earlier, later = sorted((one, other))
    key_result = build_key_result(0.0, 10.0, due=due)
    shares = [
        compute_expected_progress(key_result, build_current_values(0.0, None), CYCLE, day) for day in (earlier, later)
    ]
    assert shares[0] <= shares[1]
    end = due or CYCLE.end
    assert compute_expected_progress(key_result, build_current_values(0.0, None), CYCLE, max(end, CYCLE.start)) == 1.0


@given(DAYS, st.one_of(st.none(), DAYS), st.booleans())
def test_yes_or_no_is_expected_from_its_day_on_and_nothing_before(today, due, done):
    key_result = KeyResult("k", "K", "yes-no", HERE, {}, done=done, due=due)
    stands = build_current_values(None, None)
    expected = compute_expected_progress(key_result, stands, CYCLE, today)
    assert expected == float(today >= (due or CYCLE.end))
    day = min(today, find_last_day(key_result, CYCLE))
    why = explain_expected_progress(key_result, build_numbers(stands, expected=expected, day=day), CYCLE)
    assert (why.rule, why.terms[0].number) == ("same", expected)


@given(st.integers(1, 90), st.floats(0.01, 9.99), st.booleans())
def test_the_expected_line_goes_through_its_phases(days, value, falling):
    day = CYCLE.start + timedelta(days=days)
    start, target = (10.0, 0.0) if falling else (0.0, 10.0)
    key_result = build_key_result(start, target, phases=((day, quantity(value)),))
    expected = compute_expected_progress(key_result, build_current_values(start, None), CYCLE, day)
    assert expected == pytest.approx((value - start) / (target - start))


@given(DAYS)
def test_of_a_cycle_of_one_day_all_is_expected(today):
    day = Cycle("day", "Day", date(2026, 11, 20), date(2026, 11, 20))
    assert compute_expected_progress(build_key_result(0.0, 1.0), build_current_values(0.0, None), day, today) == 1.0


ORDER = {"off track": 0, "at risk": 1, "on track": 2}


@given(SHARES, SHARES, SHARES, st.one_of(st.none(), SHARES))
def test_more_progress_never_makes_the_status_worse(one, other, expected, confidence):
    worse, better = (
        compute_status(
            StatusInputs(progress, expected, confidence, None, date(2026, 11, 19), CYCLE, date(2026, 11, 20)),
            Settings(),
        ).shown
        for progress in sorted((one, other))
    )
    assert ORDER[worse] <= ORDER[better]


@given(
    st.one_of(st.none(), NUMBERS),
    st.one_of(st.none(), SHARES),
    st.one_of(st.none(), SHARES),
    st.sampled_from([None, "on track", "at risk", "off track", "done", "paused", "dropped"]),
    st.one_of(st.none(), DAYS),
    DAYS,
)
def test_the_order_of_statuses(progress, expected, confidence, reported, last, today):
    last = last if last is None or last <= today else None
    status = compute_status(StatusInputs(progress, expected, confidence, reported, last, CYCLE, today), Settings())
    silent = (today - (last or CYCLE.start)).days > 14
    if reported in ("done", "paused", "dropped"):
        assert status.shown == reported
    elif CYCLE.start <= today <= CYCLE.end and silent:
        assert status.shown == "outdated"
    elif reported:
        assert status.shown == reported
    elif today < CYCLE.start:
        assert (status.shown, status.computed) == ("not started", None)
    elif progress is None or expected is None:
        assert status.shown == "no data"
    else:
        assert status.shown == status.computed
    assert status.why.translate()


@given(st.decimals(-(10**9), 10**9, places=3), st.sampled_from(["", "%", " days", " EUR"]))
def test_what_is_typed_is_what_is_counted(number, unit):
    read = parse_quantity(f"{number:f}{unit}")
    assert isinstance(read, Quantity)
    assert (read.value, read.unit) == (float(number), unit.strip())
    assert math.copysign(1.0, read.value) == 1.0 or read.value < 0  # no negative zero


@pytest.mark.parametrize(
    ("shares", "verdict"),
    [
        pytest.param([], None, id="nobody promises"),
        pytest.param(["40%"], "short", id="40% are promised"),
        pytest.param(["40%", "60%"], "covered", id="40% and 60% are all"),
        pytest.param(["70%", "60%"], "promised twice", id="70% and 60% are more than all"),
    ],
)
@pytest.mark.parametrize(
    ("start", "target"),
    [
        pytest.param(0, 10, id="rising"),
        pytest.param(10, 0, id="falling"),
        pytest.param(-5, -9, id="falling below zero"),
    ],
)
def test_promises_are_compared_in_the_parents_own_direction(project, start, target, shares, verdict):
    files = {
        "company/2026-Q4.yml": f"""
            objectives:
              - id: o
                title: The goal of the company
                owner: anna
                key_results:
                  - {{id: k, title: K, from: {start}, to: {target}, now: {start}}}
        """
    }
    for number, share in enumerate(shares):
        files[f"teams/t{number}/2026-Q4.yml"] = f"""
            objectives:
              - id: o
                title: What a team promises
                owner: bert
                contributes_to:
                  to: company/o#k
                  share: {share}
                key_results:
                  - {{id: k, title: K, from: 1, to: 2, now: 1}}
        """
    contribution = project(files).key_result("company/2026-Q4/o#k").contribution
    assert (contribution and contribution.verdict) == verdict
    if contribution:
        assert contribution.planned == target - start
