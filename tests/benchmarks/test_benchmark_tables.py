"""What the benchmark prints: rows with a verdict, tables for the terminal, and the page that is kept."""

from __future__ import annotations

import pytest

from benchmarks.builds import COLD, HUGO, MATERIAL, NEW_DAY, UNCHANGED, Build, Builds
from benchmarks.machine import describe_machine
from benchmarks.processes import Usage
from benchmarks.results import Results, SizeResults
from benchmarks.tables import Table, list_tables, write_page
from benchmarks.targets import Bound, Row, list_rows


def build(wall: float, cpu: float) -> Build:
    return Build(Usage(wall, cpu, 200_000_000, 650_000_000), [])


def size(teams: int = 1000) -> SizeResults:
    """A company that was built three times by okrsite, and once by Material."""
    samples = {
        COLD: [build(30, 40), build(10, 30), build(20, 50)],
        NEW_DAY: [build(4, 4)],
        MATERIAL: [build(100, 100)],
    }
    return SizeResults(teams, Builds(samples, 9_926, {HUGO: "There is no Hugo here."}, []))


@pytest.mark.parametrize(
    ("unit", "measured", "verdict"),
    [
        ("times", 4.0, "goal met"),
        ("times", 2.0, "met"),
        ("times", 1.99, "not met"),
        ("seconds", 4.0, "not met"),
        ("seconds", 2.0, "met"),
        ("bytes", 0.5, "goal met"),
        ("times", None, "left out"),
    ],
)
def test_ratios_should_be_large_and_all_else_small(unit: str, measured: float | None, verdict: str) -> None:
    bound = Bound(2, 4) if unit == "times" else Bound(2, 1)
    assert Row("a target", unit, measured, None, bound).verdict == verdict


def test_a_ratio_is_one_of_medians_and_is_judged_where_there_is_a_target() -> None:
    cold = next(row for row in list_rows(size()) if row.what == "cold, against Material")
    assert (cold.measured, cold.by_cpu, cold.verdict, cold.details) == (5.0, 2.5, "met", "100.0 s / 20.0 s")
    cold = next(row for row in list_rows(size(300)) if row.what == "cold, against Material")
    assert (cold.measured, cold.bound, cold.verdict) == (5.0, None, "")


def test_a_build_without_a_change_that_built_all_the_same_is_told() -> None:
    idle = Build(Usage(1, 1, 1, 1), ["Nothing has changed: 9926 pages lie in site as they should."])
    for samples, details in (([idle, idle], ""), ([idle, build(30, 30)], "1 of 2 built everything anew")):
        rows = list_rows(SizeResults(100, Builds({UNCHANGED: samples}, 9_926, {}, [])))
        assert next(row for row in rows if row.what == "nothing changed").details == details


def test_what_was_left_out_says_why() -> None:
    hugo = next(row for row in list_rows(size()) if row.what == "cold, against Hugo")
    assert (hugo.measured, hugo.verdict, hugo.details) == (None, "left out", "There is no Hugo here.")


def test_a_table_stands_in_columns() -> None:
    table = Table("Sizes", ("kind", "KB", "why"), (("home", "7", "a | b"), ("objective", "1,234", "c")), left=("why",))
    assert table.format_text().splitlines() == [
        "Sizes",
        "",
        "kind          KB  why",
        "home           7  a | b",
        "objective  1,234  c",
    ]
    assert table.format_markdown().splitlines() == [
        "### Sizes",
        "",
        "| kind | KB | why |",
        "| :-- | --: | :-- |",
        "| home | 7 | a \\| b |",
        "| objective | 1,234 | c |",
    ]


def test_the_page_names_the_machine_the_command_and_every_size() -> None:
    machine = describe_machine()
    results = Results("2026-11-28", machine, 1, 3, [size(), size(5000)], skipped={"small maps": "There is no `dot`."})
    page = write_page(results, "--record")
    assert page.count("### Targets") == 3 and page.count("### Builds") == 2
    assert machine.processor in page and machine.python in page and 'BENCH="--record"' in page
    assert "## 1,000 teams, 9,926 pages" in page and "## 5,000 teams" in page
    assert "| small maps |" in page and "There is no `dot`." in page


def test_the_table_of_builds_has_medians_and_how_many_runs_they_are_of() -> None:
    text = next(table for table in list_tables(size()) if table.title == "Builds").format_text()
    (cold,) = [line.split() for line in text.splitlines() if line.startswith(COLD)]
    assert cold[2:] == ["3", "20.00", "40.00", "2.0", "200", "650", "5.0", "×"]
