"""Charts, grades, calibration and KPIs on built pages (today is 20 November 2026)."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsite.model.cycles import Cycle
from okrsite.model.organisation import Kpi
from okrsite.pages.charts.drawing import build_key_result_chart
from okrsite.pages.charts.scale import PLOT, TOP, build_day_ticks, build_line_points, build_scale, build_value_ticks
from okrsite.pages.parts.kpi_cards import build_kpi_chart, describe_movement, describe_trend
from okrsite.pages.site_pages import build_pages
from okrsite.problems import point_at

TODAY = date(2026, 11, 20)
REF = "company/2026-Q4/o"


def svg(figure: str) -> ET.Element:
    """The first chart of a piece of HTML, parsed as XML."""
    _, drawn, text = figure.partition('<svg class="okr-chart__svg')
    assert drawn, "there is no chart"
    return ET.fromstring((drawn + text[: text.index("<figcaption")]).strip())


def page(made, uri: str) -> str:
    pages = {page.uri: str(page.body) for page in build_pages(made.snapshot(TODAY)).pages}
    return pages[uri]


def chart(made, moves=(), today=TODAY):
    snapshot = made.snapshot(today)
    each = snapshot.organisation.objectives[REF]
    cycle = snapshot.organisation.cycles[each.cycle]
    return build_key_result_chart(each.key_results[0], snapshot.measures.key_results[f"{REF}#k"], cycle, today, moves)


def heights(points: str) -> list[float]:
    return [float(point.split(",")[1]) for point in points.split()]


CHECKINS = "checkins: [{date: 2026-10-16, by: anna, now: {k: 130}, confidence: {k: 70%}, note: Fine}, {date: 2026-11-16, now: {k: 142}}]"


def test_a_chart_stands_under_its_key_result_with_its_table(one_key_result):
    made = one_key_result("from: 120 customers\nto: 180\nphases: {2026-10-31: 130}", extra=CHECKINS)
    html = page(made, f"objectives/{REF}.md")
    drawn = svg(html)
    assert drawn.get("role") == "img"
    assert drawn.get("aria-label").startswith(
        "A key result, 1 October 2026 to 31 December 2026; from 120 customers to 180 customers; 3 values, "
        "the last 142 customers on 16 November 2026."
    )
    lines = {element.get("class"): element.get("points").split() for element in drawn.iter("polyline")}
    assert len(lines["okr-chart__value"]) == len(lines["okr-chart__expected"]) == 3
    assert lines["okr-chart__value"][0].startswith("0,") and lines["okr-chart__expected"][-1].startswith("1000,")
    titles = [element.findtext("title") for element in drawn.iter("circle")]
    assert titles[:3] == [
        "1 October 2026: 120 customers",
        "16 October 2026: 130 customers",
        "16 November 2026: 142 customers",
    ]
    table = html[html.index('<details class="okr-chart__data">') :]
    cells = re.findall(r"<td.*?>(.*?)</td>", table[: table.index("</table>")])
    assert [re.sub("<.*?>", "", cell) for cell in cells] == [
        "16 Nov 2026",
        "142 customers",
        "",
        "16 Oct 2026",
        "130 customers",
        "70%",
    ]
    log = html[html.index('id="checkins"') :]
    assert "anna" in log and "Fine" in log  # who reported them with which words
    assert (
        "If it goes on as from 1 Oct to 16 November 2026: 164 customers on 31 December 2026, short of 180 customers."
        in html
    )


HOSTILE = '</text></svg><script>alert(1)</script>"><img src=x onerror=alert(2)>&amp;]]>'


def test_hostile_words_stay_words(project):
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    made = project(
        {
            "company/2026-Q4.yml": f"""
                objectives:
                  - id: o
                    title: O
                    owner: anna
                    key_results:
                      - {{id: k, title: {quoted}, from: 0, to: 10}}
                    checkins:
                      - {{date: 2026-11-01, by: {quoted}, note: {quoted}, now: {{k: 4}}}}
            """,
            "company/team.yml": "name: Company\n",
            "kpis.yml": f"""
                rating:
                  name: {quoted}
                  about: {quoted}
                  values: {{2026-10-01: 4, 2026-11-01: 5}}
            """,
        }
    )
    pages = {page.uri: str(page.body) for page in build_pages(made.snapshot(TODAY)).pages}
    for uri in (f"objectives/{REF}.md", "kpis.md", "company/index.md"):
        assert "<script>alert" not in pages[uri] and "<img src=x" not in pages[uri]
    assert HOSTILE in svg(pages[f"objectives/{REF}.md"]).get("aria-label")
    assert HOSTILE in svg(pages["kpis.md"]).get("aria-label")


def test_nothing_is_drawn_without_a_reported_value(one_key_result):
    made = one_key_result("from: 0\nto: 10\nnow: 4")
    assert chart(made) is None
    assert "okr-chart" not in page(made, f"objectives/{REF}.md")


def test_a_value_without_a_day_is_drawn_apart_and_said(one_key_result):
    view = chart(one_key_result("from: 0\nto: 10\nnow: 6", extra="checkins: [{date: 2026-10-20, now: {k: 4}}]"))
    assert [dot.kind for dot in view.dots] == ["", "", "now", "end"]
    assert view.undated == "6"
    assert ("now", "now, without a day") in view.keys


def test_a_falling_key_result_falls_in_the_picture(one_key_result):
    view = chart(one_key_result("from: 10\nto: 4", extra="checkins: [{date: 2026-10-20, now: {k: 9}}, {date: 2026-11-15, now: {k: 6}}]"))  # fmt: skip
    values = heights(view.values)
    assert values == sorted(values) and values[0] < values[-1]
    assert view.target.text == "target 4"


def test_a_range_is_a_band(one_key_result):
    view = chart(one_key_result("keep: 2%..4%", extra="checkins: [{date: 2026-10-20, now: {k: 3%}}]"))
    top, height = map(float, view.band)
    (dot,) = view.dots
    assert top < float(dot.y) < top + height
    assert not view.expected and not view.targets
    assert "to be kept at 2 to 4%" in view.label


def test_milestones_are_a_staircase(one_key_result):
    view = chart(one_key_result("milestones:\n  - {title: A, done: true, due: 2026-10-31}\n  - {title: B}"))
    stairs = heights(view.expected)
    # Flat to the day it is due, up by a half, flat again, up by the other half.
    assert stairs[0] == stairs[1] > stairs[2] == stairs[3] > stairs[4]
    assert [dot.kind for dot in view.dots] == ["now"]
    assert view.label.endswith("now 50%.")


def test_levels_are_steps_of_a_progress(one_key_result):
    view = chart(one_key_result("levels: {commit: a, target: b, stretch: c}", extra="checkins: [{date: 2026-10-20, now: {k: commit}}, {date: 2026-11-10, now: {k: target}}]"))  # fmt: skip
    assert [dot.words for dot in view.dots] == ["20 October 2026: 30%", "10 November 2026: 70%"]


def test_a_moved_target_is_a_step_with_a_mark(one_key_result):
    made = one_key_result("from: 0\nto: 80", extra="checkins: [{date: 2026-10-20, now: {k: 9}}]")
    said = "target moved from 100 to 80 on 12 November, by Anna"
    view = chart(made, [(date(2026, 11, 12), 100.0, 80.0, said)])
    before, after = view.targets
    assert before.x2 == after.x1 == view.moves[0].x
    assert float(before.y) < float(after.y) == float(view.moves[0].y)
    assert view.moves[0].words == said


def test_today_is_marked_while_the_cycle_runs(one_key_result):
    made = one_key_result("from: 0\nto: 80", extra="checkins: [{date: 2026-10-20, now: {k: 9}}]")
    assert chart(made).today.at == f"{100 * 50 / 91:.2f}"
    assert chart(made, today=date(2027, 1, 10)).today is None


finite = st.floats(allow_nan=False, allow_infinity=False)


@given(st.lists(finite, max_size=6), st.lists(finite, max_size=2), st.integers(0, 2000))
def test_every_value_is_in_the_picture_or_there_is_none(values, room, days):
    start = date(2026, 1, 1)
    space = build_scale(values, start, start + timedelta(days=days), room)
    if space is None:
        return
    assert space.low < space.high
    for value in values:
        assert TOP - 0.01 <= space.to_y(value) <= TOP + PLOT + 0.01
    ticks = build_value_ticks(space, "%")
    assert 2 <= len(ticks) <= 6
    assert len({tick.text for tick in ticks}) == len(ticks)
    assert all(len(tick.text) <= 14 for tick in ticks)
    assert all(0 <= float(tick.at) <= 100 for tick in build_day_ticks(space))
    assert re.fullmatch(
        r"(-?\d+(\.\d)?,-?\d+(\.\d)? ?)*", build_line_points([(start, value) for value in values], space)
    )


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2026, 10, 1), date(2026, 12, 31), ["Oct", "Nov", "Dec"]),
        (date(2026, 11, 1), date(2026, 11, 30), ["1 Nov", "30 Nov"]),
        (date(2026, 1, 1), date(2026, 12, 31), ["Jan", "Apr", "Jul", "Oct"]),
        (date(2025, 12, 31), date(2026, 11, 15), ["Jan 2026", "Apr", "Jul", "Oct"]),
        (date(2025, 7, 1), date(2026, 6, 30), ["Jul 2025", "Oct", "Jan 2026", "Apr"]),
    ],
)
def test_days_have_few_names(start, end, words):
    assert [tick.text for tick in build_day_ticks(build_scale([1, 2], start, end))] == words


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([0, 100], ["0%", "50%", "100%"]),
        ([0, 1_250_000], ["0%", "0.5M%", "1M%", "1.5M%"]),
        ([99.91, 99.98], ["99.9%", "99.95%", "100%"]),
        ([-3, 7], ["−5%", "0%", "5%", "10%"]),
        ([5, 5], ["4.6%", "5%", "5.4%"]),
    ],
)
def test_values_have_round_names(values, words):
    assert [tick.text for tick in build_value_ticks(build_scale(values, TODAY, date(2027, 1, 1)), "%")] == words


# KPIs


def test_moved():
    assert describe_movement(76.5, 78.2, "%") == "up 1.7 points"
    assert describe_movement(2, 1, "%") == "down 1 point"
    assert describe_movement(5.5, 5.1, "days") == "down 0.4 days"
    assert describe_movement(3, 3, "") == "unchanged"


def test_the_trend_compares_with_the_value_before_and_the_one_a_year_before():
    series = [(date(2025, 10, 31), 60.0), (date(2025, 11, 30), 61.0), (date(2026, 10, 31), 76.5), (date(2026, 11, 15), 78.2)]  # fmt: skip
    assert describe_trend(series, "%") == (
        "Up 1.7 points since 31 October 2026; up 18.2 points in a year, since 31 October 2025."
    )
    assert describe_trend(series[2:], "%") == "Up 1.7 points since 31 October 2026."
    assert describe_trend(series[3:], "%") == ""


@given(st.lists(finite, max_size=8))
def test_any_series_has_a_chart_or_none(values):
    days = tuple((date(2026, 1, 1) + timedelta(days=7 * n), value) for n, value in enumerate(values))
    kpi = Kpi("k", "K", "company", "", None, None, "", days, point_at("content/kpis.yml", 1))
    view = build_kpi_chart(kpi, days)
    if len(values) < 2:
        assert view is None
    else:
        assert (view is None) == (max(map(abs, values)) > 1e15)
        assert view is None or len(view.dots) == len(values)


KPIS = {
    "company/team.yml": "name: Company\n",
    "kpis.yml": "rating: {name: Rating, unit: stars, owner: nia, range: '>= 4.4', values: {2026-09-30: 4.2, 2026-11-15: 4.5, 2026-12-15: 7}}\n",
    "teams/support/team.yml": "name: Support\nkpis:\n  rating: {name: Rating of calls, values: {2026-11-15: 3}}\n  empty: {name: Nothing yet}\n",
    "teams/support/2026-Q4.yml": "objectives:\n  - id: o\n    title: O\n    owner: anna\n    key_results:\n      - {id: k, title: Better stars, kpi: rating, to: 4}\n      - {id: all, title: Everybody's stars, kpi: company/rating, to: 5}\n",
}


def test_the_page_of_kpis(project):
    made = project(dict(KPIS))
    pages = {page.uri: page for page in build_pages(made.snapshot(TODAY)).pages}
    kpis = pages["kpis.md"]
    assert kpis.nav == ()
    assert [heading.id for heading in kpis.headings] == ["kpi-rating", "kpi-support.empty", "kpi-support.rating"]
    assert [entry.anchor for entry in kpis.search] == ["", "kpi-rating", "kpi-support.empty", "kpi-support.rating"]
    html = str(kpis.body)
    # What is not yet known today is not on the page.
    assert "Up 0.3 stars since 30 September 2026." in html and "7 stars" not in html
    assert len(re.findall('<svg class="okr-chart__svg', html)) == 1
    assert "No value yet." in html
    titles = list(pages)
    assert titles.index("map.md") < titles.index("kpis.md") < titles.index("people/index.md")


def test_key_results_and_their_kpis_lead_to_one_another(project):
    made = project(dict(KPIS))
    pages = {page.uri: str(page.body) for page in build_pages(made.snapshot(TODAY)).pages}
    objective = pages["objectives/support/2026-Q4/o.md"]
    assert 'href="../../../../kpis/#kpi-support.rating"' in objective
    assert 'href="../objectives/support/2026-Q4/o/#o_k"' in pages["kpis.md"]
    assert 'href="../../kpis/#kpi-support.rating"' in pages["teams/support/index.md"]
    assert 'id="kpis"' in pages["teams/support/index.md"]


def test_no_kpis_no_page(project):
    made = project({"company/team.yml": "name: Company\n"})
    assert "kpis.md" not in {page.uri for page in build_pages(made.snapshot(TODAY)).pages}


# Grades and calibration


def graded(grade: str, more: str = "") -> str:
    return f"objectives:\n  - id: o\n    title: Carried goal\n    owner: anna\n    ambition: aspirational\n{more}    key_results:\n      - {{id: k, title: K, from: 0, to: 10, now: 6, grade: {grade}}}\n"


@pytest.fixture
def two_quarters(project):
    return project(
        {
            "company/team.yml": "name: Company\n",
            "company/2026-Q2.yml": graded("0.5"),
            "company/2026-Q3.yml": graded("0.7", "    continues: 2026-Q2/o\n"),
        }
    )


def words(html: str) -> str:
    return " ".join(re.sub("<[^>]*>", " ", html).split())


def test_the_page_of_a_cycle_says_how_it_was_graded(two_quarters):
    html = page(two_quarters, "cycles/2026-Q3.md")
    said = words(html)
    assert "1 objective of 1 graded, 0.7 on average; 0.5 in Q2 2026 ." in said
    assert "below 0.4 0 0.4 to below 0.7 0 from 0.7 1" in said
    assert "Company 1 1 1 0 / 0 / 1 0.7 0.5 +0.2 All 1 1 1 0 / 0 / 1 0.7 0.5 +0.2" in said
    assert "Carried goal Company Q2 2026 0.5 Q3 2026 0.7" in said
    assert 'aria-label="0 below 0.4, 0 0.4 to below 0.7, 1 from 0.7"' in html


def test_a_given_grade_stands_beside_the_proposed_one(two_quarters):
    said = words(page(two_quarters, "objectives/company/2026-Q3/o.md"))
    assert "grade 0.7 , proposed 0.6" in said
    assert "Graded 0.7 : what an aspirational goal aims for" in said
    assert "Aspirational: about 0.7 is a success." in said


def test_a_cycle_without_grades_has_no_such_section(one_key_result):
    assert 'id="grades"' not in page(one_key_result("from: 0\nto: 1"), "cycles/2026-Q4.md")


def forecasts(number: int) -> str:
    results = "".join(f"      - {{id: k{n}, title: K{n}, from: 0, to: 10, now: 10}}\n" for n in range(number))
    said = ", ".join(f"k{n}: 80%" for n in range(number))
    return f"objectives:\n  - id: o\n    title: O\n    owner: anna\n    key_results:\n{results}    checkins:\n      - {{date: 2026-07-10, confidence: {{{said}}}}}\n"


def test_calibration_needs_ten_cases(project):
    files = {"company/team.yml": "name: Company\n", "company/2026-Q3.yml": forecasts(9)}
    said = words(page(project(files), "cycles/index.md"))
    assert "There are 9 cases so far; below 10 a score says nothing." in said
    assert "All 9" not in said


def test_calibration_of_ten_cases(project):
    files = {"company/team.yml": "name: Company\n", "company/2026-Q3.yml": forecasts(10)}
    said = words(page(project(files), "cycles/index.md"))
    assert "All 10 10 of 10 – – 0.04 Company 10 10 of 10 – – 0.04" in said


def test_a_cycle_of_one_day_has_no_chart(one_key_result):
    made = one_key_result("from: 0\nto: 80", extra="checkins: [{date: 2026-10-20, now: {k: 9}}]")
    snapshot = made.snapshot(TODAY)
    each = snapshot.organisation.objectives[REF]
    day = Cycle("x", "x", date(2026, 10, 20), date(2026, 10, 20))
    assert build_key_result_chart(each.key_results[0], snapshot.measures.key_results[f"{REF}#k"], day, TODAY) is None


def test_commit_and_stretch_are_lines_beside_the_target(one_key_result):
    """In the picture, in its key and in its sentence; all three lie inside of it."""
    drawn = chart(one_key_result("from: 0\nto: 100\ncommit: 60\nstretch: 150", extra=CHECKINS))
    assert [line.words for line in drawn.thresholds] == ["commit 60", "stretch 150"]
    ys = [float(line.y) for line in drawn.thresholds]
    assert drawn.ceiling <= ys[1] < float(drawn.targets[0].y) < ys[0] <= drawn.floor
    assert ("commit", "commit 60") in drawn.keys and "commit 60; stretch 150" in drawn.label
    assert chart(one_key_result("from: 0\nto: 100", extra=CHECKINS)).thresholds == ()
