"""The numbers that okrsite is to reach, and what a run measured of each.

A target holds for companies of certain sizes; at any other size its row is printed without a verdict. A ratio says how
many times as long the other takes, in one run on one machine, and is judged by the clock; processor time stands beside.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from benchmarks.builds import CHECK_IN, COLD, HUGO, MATERIAL, NEW_DAY, UNCHANGED, Build
from benchmarks.results import Results, SizeResults, find_median_of

Unit = Literal["times", "seconds", "bytes"]


class Bound(msgspec.Struct, frozen=True):
    """What must be reached and what is wanted, in the unit of its row."""

    must: float
    goal: float


class Row(msgspec.Struct, frozen=True):
    """A target with what was measured."""

    what: str
    unit: Unit
    """`times` should be many, seconds and bytes few."""
    measured: float | None
    """None: it was left out."""
    by_cpu: float | None = None
    """The same ratio of processor times."""
    bound: Bound | None = None
    """None: there is no target at this size."""
    details: str = ""
    """The numbers behind a ratio, or why it was left out."""

    @property
    def verdict(self) -> str:
        """In words; empty where there is nothing to judge."""
        if self.measured is None:
            return "left out"
        if self.bound is None:
            return ""
        sign = 1 if self.unit == "times" else -1
        if sign * self.measured >= sign * self.bound.goal:
            return "goal met"
        return "met" if sign * self.measured >= sign * self.bound.must else "not met"


# By the number of teams. 0: at every size.
_COLD = {100: Bound(2, 3), 1000: Bound(4, 8), 5000: Bound(5, 10)}
_UNCHANGED = {1000: Bound(50, 100)}
_UNCHANGED_SECONDS = {1000: Bound(1.5, 1.5)}
_CHECK_IN = {1000: Bound(20, 40), 5000: Bound(50, 100)}
_NEW_DAY = {0: Bound(2, 5)}
_HUGO = {1000: Bound(1, 1.5)}
_MEMORY = {1000: Bound(0.6e9, 0.3e9), 10_000: Bound(4e9, 2e9)}
_MEAN = {0: Bound(24e3, 18e3)}
_LARGEST = {5000: Bound(400e3, 200e3)}
_HOME = {5000: Bound(150e3, 80e3)}
_SEARCH = {5000: Bound(1, 0.5)}
_SEARCH_BYTES = {5000: Bound(300e3, 100e3)}
_PREVIEW = {1000: Bound(0.5, 0.2)}
_HISTORY = {5000: Bound(100, 235)}
"""By the number of files."""
_MAPS = {1000: Bound(12, 30)}
"""By the number of maps."""


def list_rows(size: SizeResults) -> list[Row]:
    """Return the targets of a company of one size."""
    rows = list(_list_build_rows(size)) if size.builds else []
    if size.sizes:
        rows += _list_size_rows(size)
    if size.visits or "browser" in size.skipped:
        rows += _list_browser_rows(size)
    if size.preview or "serve" in size.skipped:
        rows.append(_make_preview_row(size))
    return rows


def list_other_rows(results: Results) -> list[Row]:
    """Return the targets that have nothing to do with a company's size."""
    rows = []
    if history := results.history:
        what = f"history of {history.files:,} files, {history.commits:,} commits, against a git log per file"
        wall = find_median_of([reading.wall for reading in history.first_readings])
        cpu = find_median_of([reading.cpu for reading in history.first_readings])
        bound = _choose_bound(_HISTORY, round(history.files, -3))
        per_file = history.per_file
        rows.append(_compare(what, per_file.scaled, wall, per_file.cpu, cpu, bound))
    if maps := results.maps:
        what = f"{maps.dot.maps:,} small maps, against a dot each"
        wall, cpu = (
            find_median_of([times.wall for times in maps.ours]),
            find_median_of([times.cpu for times in maps.ours]),
        )
        rows.append(_compare(what, maps.dot.wall, wall, maps.dot.cpu, cpu, _choose_bound(_MAPS, maps.dot.maps)))
    rows += [Row(part, "times", None, details=why) for part, why in results.skipped.items()]
    return rows


def _list_build_rows(size: SizeResults) -> Iterator[Row]:
    def compare(what: str, other: str, case: str, bounds: dict[int, Bound]) -> Row:
        (other_wall, wall), (other_cpu, cpu) = (
            [size.find_median(name, number) for name in (other, case)] for number in (_get_wall, _get_cpu)
        )
        why = size.builds.skipped.get(other, "") if size.builds else ""
        return _compare(what, other_wall, wall, other_cpu, cpu, _choose_bound(bounds, size.teams), why)

    yield compare("cold, against Material", MATERIAL, COLD, _COLD)
    yield compare("nothing changed, against Material", MATERIAL, UNCHANGED, _UNCHANGED)
    unchanged = size.find_median(UNCHANGED, _get_wall)
    details = _describe_rebuilds(size)
    yield Row("nothing changed", "seconds", unchanged, None, _choose_bound(_UNCHANGED_SECONDS, size.teams), details)
    yield compare("one check-in committed, against Material", MATERIAL, CHECK_IN, _CHECK_IN)
    yield compare("a new day, against a cold build of okrsite", COLD, NEW_DAY, _NEW_DAY)
    yield compare("cold, against Hugo", HUGO, COLD, _HUGO)
    tree = size.find_median(COLD, lambda build: float(build.usage.peak_tree))
    own = size.find_median(COLD, lambda build: float(build.usage.peak_memory)) or 0
    other = size.find_median(MATERIAL, lambda build: float(build.usage.peak_tree)) or 0
    details = f"of all processes together; the main one {own / 1e6:,.0f} MB, Material {other / 1e6:,.0f} MB"
    yield Row("peak memory of a cold build", "bytes", tree, None, _choose_bound(_MEMORY, size.teams), details)


def _describe_rebuilds(size: SizeResults) -> str:
    """Say how many builds made everything anew although nothing had changed: those were measured too."""
    builds = size.builds.samples.get(UNCHANGED, []) if size.builds else []
    anew = sum(not any(line.startswith("Nothing has changed") for line in build.printed) for build in builds)
    return f"{anew} of {len(builds)} built everything anew" if anew else ""


def _list_size_rows(size: SizeResults) -> list[Row]:
    assert size.sizes
    largest = size.sizes.largest
    compressed = f"{largest.largest_page}; {size.sizes.largest_compressed / 1e3:,.0f} KB compressed"
    pages = f"{size.sizes.pages:,} pages"
    return [
        Row("HTML per page, mean", "bytes", size.sizes.mean, None, _choose_bound(_MEAN, size.teams), pages),
        Row("the largest page", "bytes", float(largest.largest), None, _choose_bound(_LARGEST, size.teams), compressed),
    ]


def _list_browser_rows(size: SizeResults) -> list[Row]:
    why = size.skipped.get("browser", "")
    visits = size.visits
    home = find_median_of([visit.home_bytes for visit in visits])
    theme = find_median_of([visit.home_theme_bytes for visit in visits])
    paint = find_median_of([visit.first_paint / 1e3 for visit in visits])
    first = find_median_of([visit.search_result / 1e3 for visit in visits])
    settled = find_median_of([visit.search_settled / 1e3 for visit in visits])
    loaded = find_median_of([visit.search_bytes for visit in visits])
    script = find_median_of([visit.search_theme_bytes for visit in visits])
    teams = size.teams
    home_details = why or f"and {(theme or 0) / 1e3:,.0f} KB below assets/, which are the same for all pages"
    settled_details = why or f"{settled or 0:.2f} s until nothing changes any more"
    loaded_details = why or f"and {(script or 0) / 1e3:,.0f} KB of scripts below assets/"
    return [
        Row(
            "first view of home loads, beside the theme", "bytes", home, None, _choose_bound(_HOME, teams), home_details
        ),
        Row("first paint of home", "seconds", paint, details=why),
        Row("first search result", "seconds", first, None, _choose_bound(_SEARCH, teams), settled_details),
        Row("bytes for it", "bytes", loaded, None, _choose_bound(_SEARCH_BYTES, teams), loaded_details),
    ]


def _make_preview_row(size: SizeResults) -> Row:
    edits, details = [], size.skipped.get("serve", "")
    if size.preview:
        edits = size.preview.edits
        details = f"median of {len(edits)}; {size.preview.start:.1f} s until the first page"
    bound = _choose_bound(_PREVIEW, size.teams)
    return Row("serve: from an edit to the screen", "seconds", find_median_of(edits), None, bound, details)


def _compare(
    what: str,
    other_wall: float | None,
    wall: float | None,
    other_cpu: float | None,
    cpu: float | None,
    bound: Bound | None,
    why: str = "",
) -> Row:
    if other_wall is None or wall is None or other_cpu is None or cpu is None:
        return Row(what, "times", None, None, bound, why)
    details = f"{other_wall:,.1f} s / {wall:,.1f} s"
    return Row(what, "times", other_wall / wall, other_cpu / cpu, bound, details)


def _choose_bound(bounds: dict[int, Bound], size: int) -> Bound | None:
    return bounds.get(size) or bounds.get(0)


def _get_wall(build: Build) -> float:
    return build.usage.wall


def _get_cpu(build: Build) -> float:
    return build.usage.cpu
