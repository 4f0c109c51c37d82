"""Status, in its order of precedence (today is 20 November 2026, 55% of the quarter have passed)."""

from __future__ import annotations

from datetime import date

import pytest

CHECKIN_OF_THIS_WEEK = """
checkins:
  - date: 2026-11-16
    note: Fine
"""


@pytest.mark.parametrize(
    ("now", "confidence", "status"),
    [
        pytest.param("60", "80%", "on track", id="ahead of what is expected"),
        pytest.param("46", "80%", "on track", id="less than 10 points behind"),
        pytest.param("44", "80%", "at risk", id="more than 10 points behind"),
        pytest.param("29", "80%", "off track", id="more than 25 points behind"),
        pytest.param("60", "29%", "at risk", id="ahead, with a confidence below 30%"),
        pytest.param("60", "30%", "on track", id="ahead, with a confidence of 30%"),
    ],
)
def test_computed_from_progress_against_expected_and_from_confidence(one_key_result, now, confidence, status):
    made = one_key_result(
        f"""
        from: 0
        to: 100
        now: {now}
        confidence: {confidence}
        """,
        extra=CHECKIN_OF_THIS_WEEK,
    )
    measured = made.objective("company/2026-Q4/o").status
    assert (measured.shown, measured.computed, measured.reported) == (status, status, None)


def test_silence_is_never_green(one_key_result):
    """The last check-in is 15 days old, one more than the settings allow."""
    made = one_key_result(
        """
        from: 0
        to: 100
        now: 90
        """,
        extra="""
        status: on track
        checkins:
          - date: 2026-11-05
            note: Fine
        """,
    )
    status = made.objective("company/2026-Q4/o").status
    assert (status.shown, status.reported, status.computed) == ("outdated", "on track", "on track")
    assert "15 days" in status.why.translate()
    assert made.objective("company/2026-Q4/o", date(2026, 11, 19)).status.shown == "on track"


def test_silence_counts_from_the_start_of_the_cycle(one_key_result):
    """Without any check-in, the 14 days begin on 1 October."""
    made = one_key_result(
        """
        from: 0
        to: 100
        now: 90
        """
    )
    assert made.objective("company/2026-Q4/o", date(2026, 10, 15)).status.shown == "on track"
    assert made.objective("company/2026-Q4/o", date(2026, 10, 16)).status.shown == "outdated"


@pytest.mark.parametrize("status", ["done", "paused", "dropped"])
def test_what_a_person_closed_stays_closed(one_key_result, status):
    """Neither the numbers nor the silence count any more."""
    made = one_key_result(
        """
        from: 0
        to: 100
        now: 0
        """,
        extra=f"status: {status}",
    )
    assert made.objective("company/2026-Q4/o").status.shown == status


def test_what_a_person_reported_comes_before_the_numbers_and_both_are_there(one_key_result):
    made = one_key_result(
        """
        from: 0
        to: 100
        now: 10
        """,
        extra="""
        checkins:
          - date: 2026-11-16
            status: on track
        """,
    )
    status = made.objective("company/2026-Q4/o").status
    assert (status.shown, status.computed) == ("on track", "off track")
    assert "the numbers say off track" in status.why.translate()


def test_before_a_cycle_nothing_is_green(one_key_result):
    made = one_key_result(
        """
        from: 0
        to: 100
        now: 0
        """,
        cycle="2027-Q1",
    )
    assert made.objective("company/2027-Q1/o").status.shown == "not started"


def test_without_a_value_there_is_no_data(one_key_result):
    made = one_key_result(
        """
        from: 0
        to: 100
        """,
        extra=CHECKIN_OF_THIS_WEEK,
    )
    assert made.objective("company/2026-Q4/o").status.shown == "no data"


def test_thresholds_are_settings(one_key_result):
    """44% are 11 points behind: at risk by default, on track where 12 points are allowed."""
    made = one_key_result(
        """
        from: 0
        to: 100
        now: 44
        """,
        extra=CHECKIN_OF_THIS_WEEK,
        at_risk_behind=12,
    )
    assert made.objective("company/2026-Q4/o").status.shown == "on track"
