"""The cards of a unit's page: small charts, the log of check-ins, words beside numbers (today is 20 November 2026)."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import date

import pytest
from msgspec.structs import replace

from okrsite.pages.page import find_section
from okrsite.pages.site_pages import build_pages
from okrsite.progress.current_values import Report
from okrsite.prose import NO_PROSE

TODAY = date(2026, 11, 20)
OWN = "company/index.md"
CHECKINS = "checkins: [{date: 2026-10-16, by: anna, now: {k: 130}, note: Slow start}, {date: 2026-11-16, by: anna, now: {k: 142}, confidence: {k: 70%}, note: 'Now *fine*'}]"


def body(made, uri: str = OWN, snapshot=None) -> str:
    return {page.uri: str(page.body) for page in build_pages(snapshot or made.snapshot(TODAY)).pages}[uri]


def sparks(html: str) -> list[ET.Element]:
    return [ET.fromstring(found) for found in re.findall(r'<svg class="okr-spark".*?</svg>', html, re.S)]


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def log(html: str) -> str:
    return html[html.index('<details class="okr-details okr-log">') :].split("</details>")[0]


def test_a_key_result_with_values_has_a_small_chart(one_key_result):
    (drawn,) = sparks(body(one_key_result("from: 120\nto: 180", extra=CHECKINS)))
    assert (
        drawn.get("aria-label") == "3 values, from 1 October 2026: 120, to 16 November 2026: 142"
        and drawn.get("role") == "img"
    )
    lines = {element.get("class"): element.get("points") for element in drawn.iter("polyline")}
    assert len(lines["okr-chart__value"].split()) == 3
    assert len(lines["okr-chart__expected"].split()) == 2
    assert [element.get("class") for element in drawn.iter("path")] == ["okr-chart__target"]
    assert list(drawn.iter("text")) == [] and list(drawn.iter("circle")) == []


@pytest.mark.parametrize(
    "fields",
    [
        "done: no",
        "milestones: [{title: A, done: true, due: 2026-10-30}, {title: B, done: false, due: 2026-12-01}]",
        "from: 120\nto: 180\nnow: 130",
        "title2: Nothing says how",
    ],
)
def test_what_has_no_dated_values_has_no_small_chart(one_key_result, fields):
    html = body(one_key_result(fields))
    assert sparks(html) == []
    assert "A key result" in html


def test_a_single_value_is_no_course(one_key_result):
    one = "checkins: [{date: 2026-11-16, now: {k: 4}}]"
    assert sparks(body(one_key_result("keep: '<= 5'", extra=one))) == []
    two = "checkins: [{date: 2026-11-02, now: {k: 6}}, {date: 2026-11-16, now: {k: 4}}]"
    assert len(sparks(body(one_key_result("keep: '<= 5'", extra=two)))) == 1


def test_a_card_has_the_newest_word_and_all_of_them_a_click_away(one_key_result):
    html = body(one_key_result("from: 120\nto: 180", extra=CHECKINS))
    assert (
        '<p class="okr-card__last"><b><time datetime="2026-11-16">16 Nov 2026</time></b> anna: Now <em>fine</em></p>'
        in html
    )
    assert "<summary>All 2 check-ins</summary>" in html
    assert words(log(html)).endswith(
        "16 November 2026 anna : Now fine A key result: 142, 70% confident 16 October 2026 anna : Slow start A key result: 130"
    )


def test_a_single_check_in_is_said_whole(one_key_result):
    once = "checkins: [{date: 2026-11-16, by: anna, now: {k: 142}, note: Fine}]"
    html = body(one_key_result("from: 120\nto: 180", extra=once))
    assert "okr-log" not in html
    assert "16 Nov 2026 anna: Fine A key result: 142" in words(html)


def test_nobody_has_said_anything_yet(one_key_result):
    html = body(one_key_result("from: 120\nto: 180"))
    assert "No check-in yet." in html and "okr-log" not in html


def test_values_of_a_kpi_are_in_the_log_and_nobodys_word(one_key_result):
    made = one_key_result("to: 4.5\nkpi: rating", extra="checkins: [{date: 2026-11-02, by: anna, note: Going well}]")
    made.write({"kpis.yml": "rating: {name: Rating, owner: anna, values: {2026-10-15: 4.1, 2026-11-15: 4.2}}\n"})
    html = body(made)
    assert '<p class="okr-card__last"><b><time datetime="2026-11-02">2 Nov 2026</time></b> anna: Going well</p>' in html
    assert "<summary>All 3 check-ins and values of KPIs</summary>" in html
    assert "15 November 2026 from the KPI A key result: 4.2" in words(log(html))
    page = body(made, "objectives/company/2026-Q4/o.md")
    assert words(page).count("from the KPI A key result: 4.2") == 1


def test_values_of_a_kpi_alone_are_called_so(one_key_result):
    made = one_key_result("to: 4.5\nkpi: rating")
    made.write({"kpis.yml": "rating: {name: Rating, values: {2026-10-15: 4.1, 2026-11-15: 4.2}}\n"})
    html = body(made)
    assert "No check-in yet." in html and "<summary>2 values from KPIs</summary>" in html


def test_what_git_remembers_is_in_the_log(one_key_result):
    made = one_key_result("from: 120\nto: 180\nnow: 142", extra=CHECKINS.replace("11-16", "11-09"))
    snapshot = made.snapshot(TODAY)
    numbers = snapshot.measures.key_results["company/2026-Q4/o#k"]
    told = Report(date(2026, 11, 18), "ben", 150.0, None, NO_PROSE, "git", None, subject="Friday's <number>")
    standing = replace(numbers.current_values, reports=(*numbers.current_values.reports, told))
    results = {"company/2026-Q4/o#k": replace(numbers, current_values=standing)}
    html = body(made, snapshot=replace(snapshot, measures=replace(snapshot.measures, key_results=results)))
    assert "18 November 2026 ben : Friday&#39;s &lt;number&gt; from git A key result: 150" in words(log(html))
    assert '<span class="okr-meta">from git</span></p>' in html


def test_a_long_log_goes_on_on_the_objectives_page(one_key_result):
    days = ", ".join(f"{{date: 2026-10-{day:02}, now: {{k: {120 + day}}}, note: Day {day}}}" for day in range(2, 22))
    made = one_key_result("from: 120\nto: 180", extra=f"checkins: [{days}]")
    html = log(body(made))
    assert html.count("<li>") == 12 and "All 20 check-ins" in html
    assert '<a href="../objectives/company/2026-Q4/o/#checkins">The earlier 8</a>' in html
    own = body(made, "objectives/company/2026-Q4/o.md")
    feed = own[own.index('id="checkins"') :].split("</section>")[0]
    assert feed.count("<li>") == 20


def test_a_persons_word_stands_beside_what_the_numbers_say(one_key_result):
    made = one_key_result(
        "from: 0\nto: 100\nstatus: on track", extra="status: on track\n" + CHECKINS.replace("k: 1", "k: ")
    )
    html = body(made)
    assert "On track: reported by a person; the numbers say at risk:" in words(html)
    assert "The numbers alone say" not in html
    assert "The numbers say at risk." in html[html.index('<ul class="okr-krs">') :]
    agreed = one_key_result("from: 120\nto: 140", extra="status: on track\n" + CHECKINS)
    assert "The numbers" not in body(agreed) and "the numbers" not in body(agreed)


def test_silence_is_said_once_for_a_card(one_key_result):
    old = "checkins: [{date: 2026-10-16, by: anna, now: {k: 180}}]"
    html = body(one_key_result("from: 120\nto: 180", extra=old))
    assert "Outdated: the last check-in was 35 days ago. The numbers alone say on track." in words(html)
    assert "The numbers say" not in html


@pytest.mark.parametrize(
    ("uri", "section"),
    [
        ("gaps.md", "map.md"),
        ("objectives/company/2026-Q4/o.md", "index.md"),
        ("objectives/company-cars/2026-Q4/o.md", "teams/index.md"),
        ("objectives/a/2026-Q4/o.md", "teams/index.md"),
        ("company/2026-Q4.md", "index.md"),
        ("teams/a/index.md", "teams/index.md"),
        ("people/anna/index.md", "people/index.md"),
        ("cycles/2026-Q4.md", "cycles/index.md"),
        ("notes/a.md", "index.md"),
    ],
)
def test_every_page_has_its_place_in_the_navigation(uri, section):
    assert find_section(uri) == section
