"""KPIs with a rhythm and with ranges that change: what is outside or overdue comes first."""

from __future__ import annotations

import re
from datetime import date

import pytest
from stories import read_export

from okrsite.pages.site_pages import build_pages

TODAY = date(2026, 11, 20)
KPIS = """
    calm:
      name: Calm
      rhythm: monthly
      range: ">= 10"
      values: {2026-09-30: 12, 2026-10-31: 13}
    late:
      name: Late
      rhythm: monthly
      range: ">= 10"
      values: {2026-08-31: 12, 2026-09-30: 13}
    stricter:
      name: Stricter
      range: ">= 10"
      ranges: {2026-10-01: ">= 15", 2027-01-01: ">= 5"}
      values: {2026-09-30: 12, 2026-10-31: 13}
    empty:
      name: Empty
      rhythm: weekly
"""


def read_words(project, kpis: str = KPIS) -> str:
    snapshot = project({"company/team.yml": "name: Company\n", "kpis.yml": kpis}).snapshot(TODAY)
    (body,) = (str(page.body) for page in build_pages(snapshot).pages if page.uri == "kpis.md")
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_the_page_begins_with_those_that_need_a_look(project):
    """One lies outside the range of its day, though not of the one before; one is overdue since 10 November."""
    words = read_words(project)
    assert "1 of 4 KPIs outside the healthy range. 1 overdue." in words
    overview = words[words.index("Overview") :]
    assert [
        name for _, name in sorted((overview.index(name), name) for name in ("Calm", "Late", "Stricter", "Empty"))
    ] == [
        "Stricter",
        "Late",
        "Calm",
        "Empty",
    ]
    assert overview.count("overdue since 10 Nov") == 2  # in the overview, and where it is told in full
    assert "healthy: ≥ 15" in overview or "healthy: >= 15" in overview


def test_a_few_kpis_need_no_overview(project):
    assert "Overview" not in read_words(project, "one: {name: One, values: {2026-10-31: 1}}\n")


@pytest.mark.parametrize(
    ("rhythm", "day", "overdue_on"),
    [
        ("weekly", "2026-11-09", "2026-11-20"),
        ("monthly", "2026-10-31", "2026-12-11"),
        ("quarterly", "2026-08-01", "2026-11-20"),
    ],
)
def test_the_export_says_from_when_on_it_is_overdue(project, rhythm, day, overdue_on):
    made = project(
        {"kpis.yml": f"k: {{name: K, rhythm: {rhythm}, ranges: {{2026-01-01: '2..4'}}, values: {{{day}: 1}}}}\n"}
    )
    (kpi,) = read_export(made.snapshot(TODAY))["kpis"]
    assert (kpi["rhythm"], kpi["overdue_on"]) == (rhythm, overdue_on)
    assert kpi["ranges"] == [{"from": "2026-01-01", "range": {"low": 2, "high": 4}}]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ("rhythm: daily", "OKR211"),
        ("ranges: {2026-13-01: '>= 4'}", "OKR206"),
        ("ranges: {2026-01-01: '~4'}", "OKR213"),
        ("ranges: {2026-01-01: '>= 4 days'}, unit: EUR", "OKR205"),
    ],
)
def test_what_can_not_be_read_is_said_at_its_line(project, fields, code):
    made = project({"company/team.yml": "name: Company\n", "kpis.yml": f"k: {{name: K, {fields}}}\n"})
    assert made.codes() == [code]
