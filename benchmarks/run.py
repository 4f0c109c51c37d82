"""Builds the same company with stock Material and with okrsite, each in processes of its own, and compares.

    python -m benchmarks --teams 100 1000 --runs 3

Prints a table of medians and ratios, and writes all samples to `benchmarks/results.json`. The runs of the cases take
turns, so that a machine that gets slower meanwhile is unfair to nobody. A case whose run takes longer than a minute
isn't run again: over such a time a machine's moods even out.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median

from benchmarks import company, material
from benchmarks.long_past import git

RESULTS = Path(__file__).with_name("results.json")

MKDOCS = (sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "site")
OKRSITE = (sys.executable, "-m", "okrsite", "build")
# Every other case is compared with this one, in which Material has as many pages as okrsite.
BASELINE = "Material, equal pages"
# Seconds: what takes longer is measured once.
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Sample:
    """One build, measured from outside. Times in seconds, memory and sizes in bytes."""

    wall: float
    cpu: float
    peak_memory: int
    files: int
    pages: int
    page_bytes: int
    site_bytes: int


@dataclass(frozen=True, slots=True)
class Case:
    """A way to build. `fresh` cases start from the sources alone, the others from what the case before left."""

    name: str
    command: tuple[str, ...]
    source: str
    fresh: bool = True
    before: Callable[[Path], None] | None = None


class BuildFailedError(Exception):
    """A build ended with an error; the message holds the last lines that it printed."""


def cases() -> list[Case]:
    """Return what is compared, in the order in which it runs."""
    return [
        Case("empty Material site", MKDOCS, "empty"),
        Case(BASELINE, MKDOCS, "equal"),
        Case("Material, a page per unit", MKDOCS, "material"),
        Case("okrsite, by mkdocs build", MKDOCS, "okrsite"),
        Case("okrsite build", OKRSITE, "okrsite"),
        Case("okrsite build, no change", OKRSITE, "okrsite", fresh=False),
        Case("okrsite build, one check-in", OKRSITE, "okrsite", fresh=False, before=check_in),
    ]


def check_in(project: Path) -> None:
    """Change one number in one team's file, as people do on Fridays."""
    path = min((project / "content" / "teams").glob("*/*-Q*.yml"))
    before, now, after = path.read_text("utf-8").rpartition("    now: ")
    path.write_text(f"{before}{now}1{after}", "utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the comparison; 1 where a build failed, and then nothing is written."""
    options = _options(arguments)
    results: dict[int, dict[str, list[Sample]]] = {}
    with tempfile.TemporaryDirectory(prefix="okrsite-bench-") as scratch:
        for teams in options.teams:
            place = Path(scratch, str(teams))
            _write_sources(place, teams, options.seed)
            try:
                results[teams] = _measure_all(place, options.runs)
            except BuildFailedError as error:
                print(error, file=sys.stderr)
                return 1
            print(table(teams, results[teams]), flush=True)
            shutil.rmtree(place)
    options.output.write_text(json.dumps(_report(options, results), indent=2) + "\n", "utf-8")
    print(f"All samples: {os.path.relpath(options.output)}")
    return 0


def table(teams: int, samples: dict[str, list[Sample]]) -> str:
    """Return the medians of one size, and how many times less than Material each case takes."""
    lines = [
        "",
        f"{teams:,} teams, median of {len(next(iter(samples.values())))} runs; Material with navigation.prune",
        "",
        f"{'':30}{'wall s':>9}{'cpu s':>9}{'peak MB':>9}{'files':>9}{'pages':>8}{'KB/page':>9}{'site MB':>9}"
        f"{'Material/this':>15}{'cpu':>8}{'per page':>10}",
    ]
    baseline = samples[BASELINE]
    for name, runs in samples.items():
        wall, pages = _median(runs, "wall"), _median(runs, "pages")
        ratio, per_page = _median(baseline, "wall") / wall, _per_page(baseline) / _per_page(runs)
        cpu = _median(baseline, "cpu") / _median(runs, "cpu")
        lines.append(
            f"{name:30}{wall:9.2f}{_median(runs, 'cpu'):9.2f}{_median(runs, 'peak_memory') / 1e6:9.0f}"
            f"{_median(runs, 'files'):9.0f}{pages:8.0f}{_median(runs, 'page_bytes') / pages / 1e3:9.1f}"
            f"{_median(runs, 'site_bytes') / 1e6:9.1f}{ratio:14.1f}×{cpu:7.1f}×{per_page:9.1f}×"
        )
    return "\n".join([*lines, ""])


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__.partition("\n")[0] if __doc__ else None
    )
    parser.add_argument("--teams", type=int, nargs="+", default=[100, 1000], help="sizes to build (100 1000)")
    parser.add_argument("--runs", type=int, default=3, help="runs of each case, of which the median counts (3)")
    parser.add_argument("--seed", type=int, default=1, help="which company to invent (1)")
    parser.add_argument("--output", type=Path, default=RESULTS, help="where the samples go (benchmarks/results.json)")
    options = parser.parse_args(arguments)
    if min(*options.teams, options.runs) < 1:
        parser.error("teams and runs begin at 1")
    return options


def _write_sources(place: Path, teams: int, seed: int) -> None:
    imagined = company.write(place / "okrsite", teams=teams, seed=seed)
    material.write(place / "material", imagined)
    material.write_equal(place / "equal", imagined)
    material.write_empty(place / "empty")
    _commit(place / "okrsite")


def _commit(project: Path) -> None:
    """Make it a repository with one commit, as a company's content is one. Without git, it stays a folder."""
    if not shutil.which("git"):
        return
    for command in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "Begin")):
        git(project, *command, when="2026-10-01T12:00:00Z")


def _measure_all(place: Path, runs: int) -> dict[str, list[Sample]]:
    samples: dict[str, list[Sample]] = {case.name: [] for case in cases()}
    for run in range(1, runs + 1):
        for case in cases():
            earlier = samples[case.name]
            # A case that goes on from the one before needs it, so okrsite's own are never left out.
            if earlier and earlier[-1].wall > PATIENCE and case.command is MKDOCS:
                continue
            project = place / "project"
            if case.fresh:
                shutil.rmtree(project, ignore_errors=True)
                shutil.copytree(place / case.source, project)
            if case.before:
                case.before(project)
            print(f"  run {run} of {runs}: {case.name} …", file=sys.stderr, flush=True)
            samples[case.name].append(_measure(case, project))
    return samples


def _measure(case: Case, project: Path) -> Sample:
    # Caches stay inside the project, so that a fresh copy of it has none; Material's notice isn't what is measured.
    environment = os.environ | {"XDG_CACHE_HOME": str(project / ".cache"), "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"}
    with tempfile.TemporaryFile() as log:
        begin = time.perf_counter()
        process = subprocess.Popen(case.command, cwd=project, env=environment, stdout=log, stderr=subprocess.STDOUT)
        # wait4 tells what this process used, and all of its own children that it waited for.
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            log.seek(0)
            last = "\n".join(log.read().decode("utf-8", "replace").splitlines()[-20:])
            raise BuildFailedError(f"{case.name} ended with {process.returncode}:\n{last}")
    unit = 1 if sys.platform == "darwin" else 1024  # bytes on macOS, kilobytes elsewhere
    sizes = {path: path.stat().st_size for path in (project / "site").rglob("*") if path.is_file()}
    if not sizes:
        raise BuildFailedError(f"{case.name} ended well, but left nothing in site/")
    pages = [size for path, size in sizes.items() if path.suffix == ".html"]
    return Sample(
        wall=wall,
        cpu=usage.ru_utime + usage.ru_stime,
        peak_memory=usage.ru_maxrss * unit,
        files=len(sizes),
        pages=len(pages),
        page_bytes=sum(pages),
        site_bytes=sum(sizes.values()),
    )


def _median(samples: Sequence[Sample], name: str) -> float:
    return float(median(getattr(sample, name) for sample in samples))


def _per_page(samples: Sequence[Sample]) -> float:
    return _median(samples, "wall") / _median(samples, "pages")


def _report(options: argparse.Namespace, results: dict[int, dict[str, list[Sample]]]) -> dict[str, object]:
    return {
        "machine": machine(),
        "versions": {name: _version(name) for name in ("okrsite", "mkdocs", "mkdocs-material")},
        "seed": options.seed,
        "baseline": BASELINE,
        "sizes": [
            {
                "teams": teams,
                "cases": [
                    {
                        "name": name,
                        "ratio": _median(samples[BASELINE], "wall") / _median(runs, "wall"),
                        "ratio_cpu": _median(samples[BASELINE], "cpu") / _median(runs, "cpu"),
                        "ratio_per_page": _per_page(samples[BASELINE]) / _per_page(runs),
                        "median": {field: _median(runs, field) for field in asdict(runs[0])},
                        "milliseconds_per_page": _per_page(runs) * 1e3,
                        "samples": [asdict(run) for run in runs],
                    }
                    for name, runs in samples.items()
                ],
            }
            for teams, samples in results.items()
        ],
    }


def machine() -> dict[str, object]:
    """Return what the seconds depend on."""
    return {"system": platform.platform(), "processors": os.cpu_count(), "python": platform.python_version()}


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
