"""Status, in its order of precedence."""

from __future__ import annotations

from datetime import date

import pytest

FRESH = "checkins: [{date: 2026-11-16, note: Fine}]"


@pytest.mark.parametrize(
    ("now", "confidence", "word"),
    [
        ("60", "80%", "on track"),
        ("46", "80%", "on track"),
        ("44", "80%", "at risk"),
        ("29", "80%", "off track"),
        ("60", "29%", "at risk"),
        ("60", "30%", "on track"),
    ],
)
def test_computed_from_progress_against_expected_and_from_confidence(one_key_result, now, confidence, word):
    made = one_key_result(f"from: 0\nto: 100\nnow: {now}\nconfidence: {confidence}", extra=FRESH)
    status = made.objective("company/2026-Q4/o").status
    assert (status.shown, status.computed, status.reported) == (word, word, None)


def test_silence_is_never_green(one_key_result):
    made = one_key_result(
        "from: 0\nto: 100\nnow: 90", extra="status: on track\ncheckins: [{date: 2026-11-05, note: Fine}]"
    )
    status = made.objective("company/2026-Q4/o").status
    assert (status.shown, status.reported, status.computed) == ("outdated", "on track", "on track")
    assert "15 days" in status.why
    assert made.objective("company/2026-Q4/o", date(2026, 11, 19)).status.shown == "on track"


def test_silence_counts_from_the_start_of_the_cycle(one_key_result):
    made = one_key_result("from: 0\nto: 100\nnow: 90")
    assert made.objective("company/2026-Q4/o", date(2026, 10, 15)).status.shown == "on track"
    assert made.objective("company/2026-Q4/o", date(2026, 10, 16)).status.shown == "outdated"


@pytest.mark.parametrize("word", ["done", "paused", "dropped"])
def test_what_a_person_closed_stays_closed(one_key_result, word):
    made = one_key_result("from: 0\nto: 100\nnow: 0", extra=f"status: {word}")
    assert made.objective("company/2026-Q4/o").status.shown == word


def test_what_a_person_reported_comes_before_the_numbers_and_both_are_there(one_key_result):
    made = one_key_result("from: 0\nto: 100\nnow: 10", extra="checkins: [{date: 2026-11-16, status: on track}]")
    status = made.objective("company/2026-Q4/o").status
    assert (status.shown, status.computed) == ("on track", "off track")
    assert "the numbers say off track" in status.why


def test_before_a_cycle_nothing_is_green(one_key_result):
    made = one_key_result("from: 0\nto: 100\nnow: 0", "2027-Q1")
    assert made.objective("company/2027-Q1/o").status.shown == "not started"


def test_without_a_value_there_is_no_data(one_key_result):
    made = one_key_result("from: 0\nto: 100", extra=FRESH)
    assert made.objective("company/2026-Q4/o").status.shown == "no data"


def test_thresholds_are_settings(one_key_result):
    made = one_key_result("from: 0\nto: 100\nnow: 44", extra=FRESH, at_risk_behind=12)
    assert made.objective("company/2026-Q4/o").status.shown == "on track"
