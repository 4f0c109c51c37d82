"""Everything that one run of the benchmark measured: what the JSON file holds and the tables are made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median

import msgspec

from benchmarks.browser_once import Visit
from benchmarks.builds import Build, Builds
from benchmarks.history import PerFile
from benchmarks.machine import Machine
from benchmarks.maps_once import MapTimes
from benchmarks.preview import Preview
from benchmarks.read_once import Reading
from benchmarks.site_sizes import SiteSizes


class SizeResults(msgspec.Struct, frozen=True):
    """What was measured of a company of one size. A part that wasn't measured is None or empty."""

    teams: int
    builds: Builds | None = None
    sizes: SiteSizes | None = None
    """Of okrsite's site after its last build."""
    visits: list[Visit] = []
    preview: Preview | None = None
    skipped: dict[str, str] = {}
    """Why a part was left out, in a sentence, by its name."""
    failed: list[str] = []
    """What was printed by parts that failed."""

    def find_median(self, case: str, number: Callable[[Build], float]) -> float | None:
        """Return the median of one number of all builds of a case, None where there is none."""
        builds = self.builds.samples.get(case, []) if self.builds else []
        return float(median(number(build) for build in builds)) if builds else None


class HistoryTimes(msgspec.Struct, frozen=True):
    """The reading of a long past."""

    files: int
    commits: int
    first_readings: list[Reading]
    per_file: PerFile


class MapComparison(msgspec.Struct, frozen=True):
    """Many small maps, drawn in both ways; each run is a process of its own."""

    ours: list[MapTimes]
    dot: MapTimes


class Results(msgspec.Struct, frozen=True):
    """One run of the benchmark."""

    begun: str
    """The day, such as `2026-11-28`."""
    machine: Machine
    seed: int
    runs: int
    """As many as were wanted of each case; what takes longer than a minute has one."""
    sizes: Sequence[SizeResults]
    history: HistoryTimes | None = None
    maps: MapComparison | None = None
    skipped: dict[str, str] = {}
    """Why a part was left out, in a sentence, by its name."""


def find_median_of(samples: Sequence[float]) -> float | None:
    """Return the median, None where nothing was measured."""
    return float(median(samples)) if samples else None
