"""Which week is meant: by its name, by a day in it, or by the day on which somebody asks."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from okrsite.reports.weeks import choose_week, find_week_of, parse_week


@pytest.mark.parametrize(
    ("typed", "start"),
    [
        ("2026-W47", date(2026, 11, 16)),
        ("2026-11-16", date(2026, 11, 16)),
        ("2026-11-22", date(2026, 11, 16)),
        ("2026-W53", date(2026, 12, 28)),  # of years in which Thursday is the first or the last day
        ("2026-W01", date(2025, 12, 29)),
        ("9999-12-31", date(9999, 12, 27)),  # no calendar has its Sunday
    ],
)
def test_a_week_is_named_as_calendars_do_or_by_a_day_in_it(typed, start):
    assert parse_week(typed).start == start


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "47",
        "2026-47",
        "2026W47",
        "2026-W7",
        "2026-W00",
        "2027-W53",
        "2026-W47-5",
        "2026-02-30",
        "0000-W01",
        "0001-01-01",
        "1969-W52",
    ],
)
def test_what_is_no_week_is_refused(typed):
    with pytest.raises(ValueError):
        parse_week(typed)


@pytest.mark.parametrize(
    ("today", "name"),
    [
        (date(2026, 11, 20), "2026-W47"),  # a Friday: this week, up to today
        (date(2026, 11, 22), "2026-W47"),
        (date(2026, 11, 23), "2026-W47"),  # a Monday: the last one
        (date(2026, 11, 26), "2026-W47"),
        (date(2026, 11, 27), "2026-W48"),
    ],
)
def test_on_friday_this_week_is_told_and_on_monday_the_last(today, name):
    assert choose_week(today).name == name


@example(date(1970, 1, 1))
@given(st.dates(date(1970, 1, 1), date(2105, 12, 31)))
def test_each_day_lies_in_one_week_and_its_name_leads_back(day):
    week = find_week_of(day)
    assert week.start <= day <= week.end
    assert (week.end - week.start).days == 6
    assert parse_week(week.name) == week == parse_week(day.isoformat())
