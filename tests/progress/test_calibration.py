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


def team(results: list[tuple[str, str]], status: str = "") -> str:
    """Key results as (fields, confidences by day) of one objective."""
    lines = ["objectives:", "  - id: o", "    title: An objective", "    owner: anna"]
    lines += [f"    status: {status}"] if status else []
    lines += ["    key_results:"]
    lines += [f"      - {{id: k{place}, title: K{place}, {fields}}}" for place, (fields, _) in enumerate(results)]
    lines += ["    checkins:"]
    for place, (_, said) in enumerate(results):
        for pair in filter(None, said.split(",")):
            day, sure = pair.split()
            lines.append(f"      - {{date: {day}, confidence: {{k{place}: {sure}}}}}")
    return "\n".join(lines) + "\n"


def found(project, files, today=TODAY):
    made = project({"company/team.yml": "name: Company\n", **files}).snapshot(today)
    return compute_calibration(made.organisation, made.measures, made.site.settings)


REACHED, MISSED = "from: 0, to: 10, now: 10", "from: 0, to: 10, now: 9"


def test_the_middle_of_a_cycle():
    assert find_middle_day(Cycle("x", "x", date(2026, 7, 1), date(2026, 9, 30))) == date(2026, 8, 15)
    assert find_middle_day(Cycle("x", "x", date(2026, 7, 1), date(2026, 7, 1))) == date(2026, 7, 1)
    assert find_middle_day(Cycle("x", "x", date(2026, 7, 1), date(2026, 7, 3))) == date(2026, 7, 2)


@pytest.mark.parametrize(
    ("fields", "said", "case"),
    [
        (REACHED, "2026-07-10 80%", (0.8, True)),
        (MISSED, "2026-07-10 80%", (0.8, False)),
        # The newest up to the middle day counts, never a later one.
        (MISSED, "2026-07-10 80%,2026-08-15 50%,2026-08-16 20%", (0.5, False)),
        (MISSED, "2026-08-16 20%", None),
        (MISSED, "2026-06-30 20%", None),
        # One typed without a day may have been typed at the end.
        (f"{REACHED}, confidence: 20%", "", None),
        # A person's grade decides; without one, the progress.
        (f"{MISSED}, grade: 1.0", "2026-07-10 50%", (0.5, True)),
        (f"{REACHED}, grade: 0.9", "2026-07-10 50%", (0.5, False)),
        ("from: 0, to: 10, now: 12", "2026-07-10 50%", (0.5, True)),
        ("from: 0, to: 10", "2026-07-10 50%", None),
        (f"{REACHED}, status: dropped", "2026-07-10 50%", None),
    ],
)
def test_what_is_a_case(project, fields, said, case):
    cases = found(project, {"company/2026-Q3.yml": team([(fields, said)])}).cases
    assert [(each.confidence, each.reached) for each in cases] == ([case] if case else [])


def test_only_closed_cycles_and_nothing_dropped(project):
    held = [(REACHED, "2026-07-10 80%")]
    assert len(found(project, {"company/2026-Q3.yml": team(held)}, date(2026, 10, 22)).cases) == 1
    assert found(project, {"company/2026-Q3.yml": team(held)}, date(2026, 10, 21)).cases == ()
    assert found(project, {"company/2026-Q3.yml": team(held, "dropped")}).cases == ()


def test_below_ten_cases_nothing_is_said(project):
    nine = [(REACHED, "2026-07-10 80%")] * 9
    silent = found(project, {"company/2026-Q3.yml": team(nine)})
    assert (len(silent.cases), silent.score, silent.units) == (9, None, {})


def test_ten_cases_of_all_are_not_ten_of_each_team(project):
    teams = {"teams/a/team.yml": "name: A\n", "teams/b/team.yml": "name: B\n"}
    held = [(REACHED, "2026-07-10 80%")] * 8 + [(MISSED, "2026-07-10 80%")] * 2
    few = [(MISSED, "2026-07-10 50%"), (REACHED, "2026-07-10 20%")]
    made = found(project, {**teams, "teams/a/2026-Q3.yml": team(held), "teams/b/2026-Q3.yml": team(few)})
    assert list(made.units) == ["a"]
    assert made.units["a"].brier == pytest.approx((8 * 0.2**2 + 2 * 0.8**2) / 10)
    assert made.score.brier == pytest.approx((8 * 0.2**2 + 2 * 0.8**2 + 0.5**2 + 0.8**2) / 12)
    assert [(each.confidence, each.reached, each.cases) for each in made.score.bands] == [
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
def test_the_score(pairs):
    made = compute_score([ForecastCase("r", "u", "c", sure, TODAY, came) for sure, came in pairs])
    if len(pairs) < MIN_CASES:
        assert made is None
        return
    assert 0.0 <= made.brier <= 1.0
    assert sum(band.cases for band in made.bands) == len(pairs) == made.cases
    assert sum(band.reached for band in made.bands) == sum(came for _, came in pairs)
    assert [band.confidence for band in made.bands] == list(USUAL)


@given(st.lists(st.booleans(), min_size=10, max_size=30))
def test_certainty_that_comes_true_is_perfect_and_a_coin_gets_a_quarter(outcomes):
    def brier(sure):
        return compute_score([ForecastCase("r", "u", "c", sure(came), TODAY, came) for came in outcomes]).brier

    assert brier(float) == 0.0
    assert brier(lambda came: 0.5) == 0.25
    assert brier(lambda came: float(not came)) == 1.0
