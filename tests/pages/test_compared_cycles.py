"""A cycle's objectives by team and status, and cycles of one length side by side."""

from __future__ import annotations

import re
from datetime import date

import pytest
from planned_pages import PlannedSite

from okrsite.pages.kinds import compared_cycles

TODAY = date(2026, 10, 9)


def write_goals(*goals: str) -> str:
    """Objectives of these fields, each with a result of half of its way."""
    lines = (
        f"  - {{{goal}, key_results: [{{id: k, title: K, from: 0, to: 10, now: 5{{grade}}}}]}}\n" for goal in goals
    )
    return "objectives:\n" + "".join(lines)


FILES = {
    "company/team.yml": "name: Company\n",
    "teams/sales/team.yml": "name: Sales\n",
    "teams/sales/2026-Q4.yml": write_goals(
        "title: One, status: at risk", "title: Two, status: off track", "title: Gone, status: dropped"
    ).replace("{grade}", ""),
    "teams/sales/2026-Q1.yml": write_goals("title: One").replace("{grade}", ", grade: 0.9"),
    "teams/labs/2026-Q4.yml": write_goals("title: Try, status: at risk").replace("{grade}", ""),
    "teams/labs/2026-Q2.yml": write_goals("title: Try").replace("{grade}", ""),
    "teams/labs/2026.yml": write_goals("title: All year").replace("{grade}", ""),
}


@pytest.fixture
def site(project):
    return PlannedSite(project(FILES).snapshot(TODAY))


def read_table(site: PlannedSite, uri: str, begin: str = "<table") -> dict[str, list[str]]:
    """The words of each row of a page's table, by its head."""
    body = str(site.make(uri).body)
    found: dict[str, list[str]] = {}
    for row in re.findall(r"<tr>(.*?)</tr>", body[body.index(begin) :].partition("</table>")[0], re.DOTALL):
        head, *cells = [
            re.sub(r"<[^>]*>", "", cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        ]
        found[head] = cells
    return found


def test_a_running_cycle_is_counted_by_team_and_status(site):
    """What was given up isn't counted, nor what belongs to the year around it."""
    assert read_table(site, "cycles/2026-Q4.md", 'id="teams"') == {
        "Team": ["On track", "At risk", "Off track", "Outdated", "Done", "Other"],
        "Labs": ["–", "1", "–", "–", "–", "–"],
        "Sales": ["–", "1", "1", "–", "–", "–"],
        "All": ["–", "2", "1", "–", "–", "–"],
    }


def test_a_cycle_that_is_over_is_counted_by_outcome(site):
    assert read_table(site, "cycles/2026-Q1.md", 'id="teams"') == {
        "Team": ["Reached", "Reached in part", "Missed", "No result"],
        "Sales": ["1", "–", "–", "–"],
    }


def test_the_row_of_a_single_unit_is_not_repeated_for_all(project):
    """Neither by status nor side by side: both would say the same twice."""
    site = PlannedSite(project({key: text for key, text in FILES.items() if "labs" not in key}).snapshot(TODAY))
    assert list(read_table(site, "cycles/2026-Q4.md", 'id="teams"')) == ["Team", "Sales"]
    assert list(read_table(site, "compared-cycles/quarters.md")) == ["Team", "Sales"]
    assert "<b>1</b></li>" in str(site.make("cycles/2026-Q4.md").body)


def test_quarters_stand_side_by_side(site):
    """Grades where there are some, else progress; a year is no quarter, and one year alone needs no table."""
    assert read_table(site, "compared-cycles/quarters.md") == {
        "Team": ["Q4 2026", "Q2 2026", "Q1 2026"],
        "Labs": ["50% (1)", "50% (1)", "–"],
        "Sales": ["50% (2)", "–", "0.9 (1)"],
        "All": ["50% (3)", "50% (1)", "0.9 (1)"],
    }
    assert site.list_uris("compared-cycles/") == ["compared-cycles/quarters.md"]
    for uri in ("cycles/index.md", "cycles/2026-Q4.md"):
        assert "compared-cycles/quarters/" in site.list_links(uri)
    assert "compared-cycles/quarters/" not in site.list_links("cycles/2026.md")
    assert site.find_dead_links("compared-cycles/quarters.md") == []


def test_of_very_many_units_each_part_has_its_own_table(project, monkeypatch):
    monkeypatch.setattr(compared_cycles, "MOST_ROWS", 3)
    files = {f"teams/t{number}/team.yml": f"name: T {number}\nparent: d{number % 3}\n" for number in range(9)}
    files |= {f"teams/d{number}/team.yml": f"name: D {number}\n" for number in range(3)}
    for number in range(9):
        files |= {f"teams/t{number}/2026-Q{quarter}.yml": FILES["teams/labs/2026-Q4.yml"] for quarter in (3, 4)}
    site = PlannedSite(project(files).snapshot(TODAY))
    uris = site.list_uris("compared-cycles/quarters")
    rows = [head for uri in uris for head in read_table(site, uri) if head.startswith("T ")]
    assert sorted(rows) == [f"T {number}" for number in range(9)]
    assert read_table(site, uris[0])["All"] == ["50% (9)", "50% (9)"]
    assert all(site.find_dead_links(uri) == [] for uri in uris)


@pytest.mark.parametrize(
    ("name", "length"), [("2026-Q1", "quarters"), ("2026-02", "months"), ("2026-H2", "halves"), ("2026", "years")]
)
def test_cycles_of_one_length_have_one_name(project, name, length):
    files = {f"teams/sales/{name}.yml": FILES["teams/labs/2026-Q4.yml"]}
    cycle = project(files).snapshot(TODAY).organisation.cycles[name]
    assert compared_cycles.name_length(cycle) == length
