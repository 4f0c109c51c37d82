"""Where the value of a key result comes from: what is typed, check-ins and KPIs (today is 20 November 2026)."""

from __future__ import annotations


def test_the_newest_checkin_up_to_today_is_the_value_where_none_is_typed(one_key_result):
    made = one_key_result(
        """
        from: 0
        to: 100
        """,
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
    made = one_key_result(
        """
        from: 0
        to: 100
        now: 50
        """,
        extra="""
        checkins: [{date: 2026-11-02, now: {k: 40}}]
        """,
    )
    assert made.key_result("company/2026-Q4/o#k").progress == 0.5
    assert made.lines() == ["company/2026-Q4.yml:11 OKR258"]


def test_the_first_checkin_is_the_start_where_none_is_typed(one_key_result):
    made = one_key_result(
        """
        to: 100
        """,
        extra="""
        checkins:
          - {date: 2026-10-02, now: {k: 20}}
          - {date: 2026-11-02, now: {k: 60}}
        """,
    )
    assert made.key_result("company/2026-Q4/o#k").progress == 0.5


def test_a_kpi_feeds_a_key_result(one_key_result):
    """The start is its last value before the cycle, today's its newest up to today."""
    made = one_key_result(
        """
        kpi: visitors
        to: 40%
        """
    ).write(
        {
            "kpis.yml": """
                visitors:
                  values:
                    2026-09-01: 20%
                    2026-09-30: 30%
                    2026-11-01: 35%
                    2026-12-01: 39%
            """
        }
    )
    numbers = made.key_result("company/2026-Q4/o#k")
    assert (numbers.current_values.start.value, numbers.current_values.now.value) == (30.0, 35.0)
    assert numbers.progress == 0.5
    assert [report.origin for report in numbers.current_values.reports] == ["kpi"]
    assert made.codes() == ["OKR261"]  # the value of a day that is still to come


def test_the_value_that_is_kept_in_a_range_may_be_that_of_a_kpi(one_key_result):
    made = one_key_result(
        """
        kpi: churn
        keep: 2%..4%
        """
    ).write(
        {
            "kpis.yml": """
                churn:
                  values:
                    2026-11-01: 5%
            """
        }
    )
    assert made.key_result("company/2026-Q4/o#k").progress == 0.5


def test_levels_are_reported_by_name_or_text(one_key_result):
    made = one_key_result(
        """
        levels:
          commit: one
          target: two
          stretch: three
        """,
        extra="""
        checkins:
          - {date: 2026-10-02, now: {k: one}}
          - {date: 2026-11-02, now: {k: target}}
        """,
    )
    assert made.key_result("company/2026-Q4/o#k").progress == 0.7


def test_a_checkin_may_count_key_results_by_position(one_key_result):
    made = one_key_result(
        """
        from: 0
        to: 100
        """,
        extra="""
        checkins: [{date: 2026-11-02, now: {KR1: 40}}]
        """,
    )
    assert made.key_result("company/2026-Q4/o#k").progress == 0.4
