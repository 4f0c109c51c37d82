"""Calibration: what people held at 80, 50 and 20 percent, and what became of it (today: 20 November 2026)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsite.model.cycles import Cycle
from okrsite.progress.calibration import (
    MIN_CASES,
    USUAL,
    ForecastCase,
    compute_calibration,
    compute_score,
    find_middle_day,
    round_to_usual_confidence,
)

TODAY = date(2026, 11, 20)


REACHED = "from: 0, to: 10, now: 10"
MISSED = "from: 0, to: 10, now: 9"


def team_with_key_results(*key_results: tuple[str, dict[str, str]], status: str = "") -> str:
    """Return a file with one objective, whose key results are their fields and the confidence by the day of a check-in.

    `(REACHED, {"2026-07-10": "80%"})` was held at 80% on 10 July, and was reached.
    """
    lines = [f"      - {{id: k{number}, title: K{number}, {fields}}}" for number, (fields, _) in enumerate(key_results)]
    checkins = [
        f"      - {{date: {day}, confidence: {{k{number}: {confidence}}}}}"
        for number, (_, confidences) in enumerate(key_results)
        for day, confidence in confidences.items()
    ]
    return "\n".join(
        [
            "objectives:",
            "  - id: o",
            "    title: An objective",
            "    owner: anna",
            f"    status: {status}",
            "    key_results:",
            *lines,
            "    checkins:",
            *checkins,
        ]
    )


def calibrate(project, files, today=TODAY):
    """Return the calibration of a project with these files."""
    snapshot = project({"company/team.yml": "name: Company", **files}).snapshot(today)
    return compute_calibration(snapshot.organisation, snapshot.measures, snapshot.site.settings)


@pytest.mark.parametrize(
    ("end", "middle"),
    [
        pytest.param(date(2026, 9, 30), date(2026, 8, 15), id="of a quarter"),
        pytest.param(date(2026, 7, 1), date(2026, 7, 1), id="of a single day"),
        pytest.param(date(2026, 7, 3), date(2026, 7, 2), id="of three days"),
    ],
)
def test_the_middle_day_of_a_cycle_that_starts_on_the_first_of_july(end, middle):
    assert find_middle_day(Cycle("x", "x", date(2026, 7, 1), end)) == middle


@pytest.mark.parametrize(
    ("fields", "confidences", "case"),
    [
        pytest.param(REACHED, {"2026-07-10": "80%"}, (0.8, True), id="held at 80% and reached"),
        pytest.param(MISSED, {"2026-07-10": "80%"}, (0.8, False), id="held at 80% and missed"),
        pytest.param(
            MISSED,
            {"2026-07-10": "80%", "2026-08-15": "50%", "2026-08-16": "20%"},
            (0.5, False),
            id="the newest up to the middle day counts",
        ),
        pytest.param(MISSED, {"2026-08-16": "20%"}, None, id="said after the middle day only"),
        pytest.param(MISSED, {"2026-06-30": "20%"}, None, id="said before the cycle only"),
        pytest.param(f"{REACHED}, confidence: 20%", {}, None, id="typed without a day: maybe at the end"),
        pytest.param(f"{MISSED}, grade: 1.0", {"2026-07-10": "50%"}, (0.5, True), id="a grade of 1 decides"),
        pytest.param(f"{REACHED}, grade: 0.9", {"2026-07-10": "50%"}, (0.5, False), id="a grade below 1 decides"),
        pytest.param("from: 0, to: 10, now: 12", {"2026-07-10": "50%"}, (0.5, True), id="beyond the target"),
        pytest.param("from: 0, to: 10", {"2026-07-10": "50%"}, None, id="no value"),
        pytest.param(f"{REACHED}, status: dropped", {"2026-07-10": "50%"}, None, id="dropped"),
    ],
)
def test_which_key_results_are_cases_of_calibration(project, fields, confidences, case):
    """A case is what was held at the middle of the cycle (15 August), and whether it came true."""
    files = {"company/2026-Q3.yml": team_with_key_results((fields, confidences))}
    cases = calibrate(project, files).cases
    assert [(forecast.confidence, forecast.reached) for forecast in cases] == ([case] if case else [])


@pytest.mark.parametrize(
    ("today", "status", "cases"),
    [
        pytest.param(date(2026, 10, 22), "", 1, id="grading is over"),
        pytest.param(date(2026, 10, 21), "", 0, id="the last day of grading"),
        pytest.param(TODAY, "dropped", 0, id="the objective was dropped"),
    ],
)
def test_only_objectives_of_closed_cycles_that_were_not_dropped_count(project, today, status, cases):
    held_and_reached = team_with_key_results((REACHED, {"2026-07-10": "80%"}), status=status)
    assert len(calibrate(project, {"company/2026-Q3.yml": held_and_reached}, today).cases) == cases


def test_below_ten_cases_nothing_is_said(project):
    nine = [(REACHED, {"2026-07-10": "80%"})] * 9
    calibration = calibrate(project, {"company/2026-Q3.yml": team_with_key_results(*nine)})
    assert (len(calibration.cases), calibration.score, calibration.units) == (9, None, {})


def test_ten_cases_of_all_are_not_ten_of_each_team(project):
    """Team a has ten cases and a score of its own; the two of team b count for all only."""
    ten = [(REACHED, {"2026-07-10": "80%"})] * 8 + [(MISSED, {"2026-07-10": "80%"})] * 2
    two = [(MISSED, {"2026-07-10": "50%"}), (REACHED, {"2026-07-10": "20%"})]
    calibration = calibrate(
        project,
        {
            "teams/a/team.yml": "name: A",
            "teams/a/2026-Q3.yml": team_with_key_results(*ten),
            "teams/b/team.yml": "name: B",
            "teams/b/2026-Q3.yml": team_with_key_results(*two),
        },
    )
    assert list(calibration.units) == ["a"]
    assert calibration.units["a"].brier == pytest.approx((8 * 0.2**2 + 2 * 0.8**2) / 10)
    assert calibration.score.brier == pytest.approx((8 * 0.2**2 + 2 * 0.8**2 + 0.5**2 + 0.8**2) / 12)
    assert [(band.confidence, band.reached, band.cases) for band in calibration.score.bands] == [
        (0.8, 8, 10),
        (0.5, 0, 1),
        (0.2, 1, 1),
    ]


@pytest.mark.parametrize(
    ("confidence", "counts_to"),
    [(1.0, 0.8), (0.7, 0.8), (0.65, 0.8), (0.6, 0.5), (0.4, 0.5), (0.35, 0.5), (0.3, 0.2), (0.0, 0.2)],
)
def test_other_confidences_count_to_the_nearest(confidence, counts_to):
    assert round_to_usual_confidence(confidence) == counts_to


forecasts = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=40)


@given(forecasts)
def test_the_score_of_any_forecasts_counts_each_of_them_in_one_band(pairs):
    """A pair is the confidence (0.0 to 1.0) and whether it came true."""
    score = compute_score([ForecastCase("r", "u", "c", confidence, TODAY, reached) for confidence, reached in pairs])
    if len(pairs) < MIN_CASES:
        assert score is None
        return
    assert 0.0 <= score.brier <= 1.0
    assert sum(band.cases for band in score.bands) == len(pairs) == score.cases
    assert sum(band.reached for band in score.bands) == sum(reached for _, reached in pairs)
    assert [band.confidence for band in score.bands] == list(USUAL)


@given(st.lists(st.booleans(), min_size=10, max_size=30))
def test_certainty_that_comes_true_is_perfect_and_a_coin_gets_a_quarter(outcomes):
    def compute_brier(choose_confidence):
        cases = [ForecastCase("r", "u", "c", choose_confidence(reached), TODAY, reached) for reached in outcomes]
        return compute_score(cases).brier

    assert compute_brier(lambda reached: 1.0 if reached else 0.0) == 0.0
    assert compute_brier(lambda reached: 0.5) == 0.25
    assert compute_brier(lambda reached: 0.0 if reached else 1.0) == 1.0
