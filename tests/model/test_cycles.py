"""Cycles: days, fiscal years, parents, states."""

from __future__ import annotations

from datetime import date

import pytest

from okrsite.model.cycles import nest_cycles, resolve_cycle
from okrsite.option_values import read_settings
from okrsite.settings import Settings


@pytest.mark.parametrize(
    ("name", "first", "named_after", "start", "end"),
    [
        ("2026", 1, "start", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-Q4", 1, "start", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026-H2", 1, "start", date(2026, 7, 1), date(2026, 12, 31)),
        ("2026-T2", 1, "start", date(2026, 5, 1), date(2026, 8, 31)),
        ("2026-02", 4, "end", date(2026, 2, 1), date(2026, 2, 28)),
        ("2026", 4, "start", date(2026, 4, 1), date(2027, 3, 31)),
        ("2026-Q4", 4, "start", date(2027, 1, 1), date(2027, 3, 31)),
        ("2026-Q1", 4, "end", date(2025, 4, 1), date(2025, 6, 30)),
        ("2026-Q1", 10, "end", date(2025, 10, 1), date(2025, 12, 31)),
        ("2026", 1, "end", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_days(name, first, named_after, start, end):
    cycle = resolve_cycle(name, Settings(fiscal_year_start=first, fiscal_year_named_after=named_after))
    assert (cycle.start, cycle.end) == (start, end)


@pytest.mark.parametrize("name", ["2026-Q5", "2026-4Q", "26-Q1", "2026-H3", "2026-13", "company", ""])
def test_other_names_are_no_cycles(name):
    assert resolve_cycle(name, Settings()) is None


def test_a_parent_is_the_smallest_listed_cycle_that_holds_all_days():
    settings = read_settings({"cycles": {"launch": {"start": "2026-10-15", "end": "2026-11-15"}}})
    cycles = nest_cycles(
        [resolve_cycle(name, settings) for name in ("2026", "2026-H2", "2026-Q4", "2026-11", "launch")]
    )
    assert {name: cycle.parent for name, cycle in cycles.items()} == {
        "2026": None,
        "2026-H2": "2026",
        "2026-Q4": "2026-H2",
        "2026-11": "2026-Q4",
        "launch": "2026-Q4",
    }


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 9, 30), "planned"),
        (date(2026, 10, 1), "active"),
        (date(2026, 12, 31), "active"),
        (date(2027, 1, 21), "grading"),
        (date(2027, 1, 22), "closed"),
    ],
)
def test_state_by_date(today, state):
    assert resolve_cycle("2026-Q4", Settings()).compute_state(today, 21) == state
