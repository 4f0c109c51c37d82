"""Progress of one key result, and what was expected of it by today (20 November 2026)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsite.amounts import Range
from okrsite.progress.key_results import clamp_share, compute_range_progress

ELAPSED = (date(2026, 11, 20) - date(2026, 10, 1)) / (date(2026, 12, 31) - date(2026, 10, 1))


@pytest.mark.parametrize(
    ("fields", "progress"),
    [
        ("from: 120\nto: 180\nnow: 142", 22 / 60),
        ("from: 10\nto: 4\nnow: 7", 0.5),
        ("from: 0\nto: 100\nnow: 150", 1.5),
        ("from: 100\nto: 200\nnow: 80", -0.2),
        ("from: 1.2M\nto: 2,200k\nnow: 1 700 000", 0.5),
        ("from: 10%\nto: 20\nnow: 15", 0.5),
        ("from: 1\nto: 2", None),
        ("from: 1\nnow: 2", None),
        ("keep: 2%..4%\nnow: 4%", 1.0),
        ("keep: 2%..4%\nnow: 5%", 0.5),
        ("keep: 2%..4%\nnow: 9%", 0.0),
        ('keep: "<= 4%"\nnow: 5%', 0.75),
        ('keep: ">= 99.9%"\nnow: 99.9%', 1.0),
        ('keep: "<= 0"\nnow: 1', 0.0),
        ("milestones:\n  - {title: A, done: true}\n  - {title: B, done: no, weight: 3}", 0.25),
        ("milestones: [A, B]", 0.0),
        ("done: yes", 1.0),
        ("done: false", 0.0),
        ("levels: {commit: one, target: two, stretch: three}\nnow: two", 0.7),
        ("levels: {commit: one, target: two, stretch: three}\nnow: Commit", 0.3),
        ("levels: {commit: one, target: two, stretch: three}\nnow: none", 0.0),
        ("levels: {commit: one, target: two, stretch: three}", None),
    ],
)
def test_progress(one_key_result, fields, progress):
    numbers = one_key_result(fields).key_result("company/2026-Q4/o#k")
    assert numbers.progress == (pytest.approx(progress) if progress is not None else None)
    assert numbers.progress_why.sentence


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("from: 0\nto: 10\nnow: 1", ELAPSED),
        ("from: 0\nto: 10\nnow: 1\ndue: 2026-11-20", 1.0),
        ("from: 0\nto: 10\nnow: 1\nphases: {2026-11-20: 3, 2026-12-01: 9}", 0.3),
        ("from: 10\nto: 0\nnow: 1\nphases: {2026-11-10: 8, 2026-11-30: 4}", 0.4),
        ("keep: 2..4\nnow: 3", 1.0),
        ("milestones:\n  - {title: A, due: 2026-11-01}\n  - {title: B, weight: 3}", 0.25),
        ("done: false", ELAPSED),
        ("title: x", None),
    ],
)
def test_expected(one_key_result, fields, expected):
    if fields.startswith("title"):
        fields = "notes: nothing measured"
    numbers = one_key_result(fields).key_result("company/2026-Q4/o#k")
    assert numbers.expected == (pytest.approx(expected) if expected is not None else None)


def test_a_cycle_of_one_day_expects_everything(one_key_result):
    made = one_key_result(
        "from: 0\nto: 1\nnow: 0", "launch", cycles={"launch": {"start": "2026-11-20", "end": "2026-11-20"}}
    )
    assert made.key_result("company/launch/o#k").expected == 1.0


def test_the_newest_checkin_up_to_today_is_the_value_where_none_is_typed(one_key_result):
    made = one_key_result(
        "from: 0\nto: 100",
        extra="""
        checkins:
          - {date: 2026-11-30, now: {k: 90}}
          - {date: 2026-11-02, now: {k: 40}, confidence: {k: 60%}}
          - {date: 2026-10-10, now: {k: 10}, confidence: {k: 80%}}
        """,
    )
    numbers = made.key_result("company/2026-Q4/o#k")
    assert (numbers.progress, numbers.current_values.confidence) == (0.4, 0.6)
    assert numbers.current_values.now.place.line == 7


def test_a_typed_value_wins_over_a_checkin_and_the_contradiction_is_said(one_key_result):
    made = one_key_result("from: 0\nto: 100\nnow: 50", extra="checkins: [{date: 2026-11-02, now: {k: 40}}]")
    assert made.key_result("company/2026-Q4/o#k").progress == 0.5
    assert made.lines() == ["company/2026-Q4.yml:11 OKR258"]


def test_the_first_checkin_is_the_start_where_none_is_typed(one_key_result):
    made = one_key_result(
        "to: 100", extra="checkins: [{date: 2026-10-02, now: {k: 20}}, {date: 2026-11-02, now: {k: 60}}]"
    )
    assert made.key_result("company/2026-Q4/o#k").progress == 0.5


def test_a_kpi_feeds_a_key_result(one_key_result):
    made = one_key_result("kpi: visitors\nto: 40%").write(
        {"kpis.yml": "visitors:\n  values: {2026-09-01: 20%, 2026-09-30: 30%, 2026-11-01: 35%, 2026-12-01: 39%}\n"}
    )
    numbers = made.key_result("company/2026-Q4/o#k")
    assert (numbers.current_values.start.value, numbers.current_values.now.value) == (30.0, 35.0)
    assert numbers.progress == 0.5
    assert [report.origin for report in numbers.current_values.reports] == ["kpi"]
    assert made.codes() == []


def test_what_steers_a_range_may_be_a_kpi(one_key_result):
    made = one_key_result("kpi: churn\nkeep: 2%..4%").write({"kpis.yml": "churn:\n  values: {2026-11-01: 5%}\n"})
    assert made.key_result("company/2026-Q4/o#k").progress == 0.5


def test_levels_are_reported_by_name_or_text(one_key_result):
    made = one_key_result(
        "levels: {commit: one, target: two, stretch: three}",
        extra="checkins: [{date: 2026-10-02, now: {k: one}}, {date: 2026-11-02, now: {k: target}}]",
    )
    assert made.key_result("company/2026-Q4/o#k").progress == 0.7


def test_a_checkin_may_count_key_results_by_position(one_key_result):
    made = one_key_result("from: 0\nto: 100", extra="checkins: [{date: 2026-11-02, now: {KR1: 40}}]")
    assert made.key_result("company/2026-Q4/o#k").progress == 0.4


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
def test_cut(share):
    assert 0.0 <= clamp_share(share) <= 1.0
