"""How long the past of a repository takes to read, beside a `git log` per file.

    python -m benchmarks history --files 5000 --commits 10000

Writes a company's repository with a past (`long_past`), and reads it the ways that okrsite does: for the first time,
again from its cache, and again after one more commit; each in a process of its own. Beside it stand git's own share of
that, the log and the blobs alone, and what a tool pays that asks git for each file's past by itself: measured on some
files, spread evenly over the paths, and scaled up to all. Prints a table, writes `benchmarks/work/history.json`, and
ends with 1 where the past took more than one log and one pass over the blobs, or where a cache changed what was read.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

import msgspec

from benchmarks import long_past
from benchmarks.machine import describe_machine
from benchmarks.read_once import Reading

RESULTS = Path(__file__).parent / "work" / "history.json"

COLD, CACHED, GROWN, GIT_ALONE = (
    "okrsite, first time",
    "okrsite, cached",
    "okrsite, one more commit",
    "log and blobs alone",
)
SAMPLE = 20
"""Files for which git is asked one by one."""
PATIENCE = 60.0
"""Seconds: what takes longer is measured once."""
PER_FILE = "git log --follow -p per file"


@dataclass(frozen=True, slots=True)
class PerFile:
    """What it costs to ask git for one file's past after the other."""

    sampled: int
    """Files that were measured."""
    seconds: float
    """For those."""
    scaled: float
    """Seconds for all files, by the average of those that were measured."""
    cpu: float
    """The same for processor time: git's, for all files."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The past of one repository, read in all ways."""

    written: long_past.Written
    readings: list[dict[str, Reading]]
    """Of each run, by the name of the case."""
    per_file: PerFile


class NotAsPromisedError(Exception):
    """The past was read in another way than it must be; the message says in which."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the comparison; 1 where the past was not read as promised."""
    options = _options(arguments)
    try:
        compared = compare(options.files, options.commits, options.sample, options.runs, options.seed)
    except NotAsPromisedError as error:
        print(error, file=sys.stderr)
        return 1
    written, readings, per_file = compared.written, compared.readings, compared.per_file
    print(table(written, readings, per_file))
    report = {
        "machine": msgspec.to_builtins(describe_machine()),
        "seed": options.seed,
        "files": written.files,
        "commits": written.commits,
        "runs": [{name: asdict(reading) for name, reading in run.items()} for run in readings],
        "per_file": asdict(per_file),
    }
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(json.dumps(report, indent=2) + "\n", "utf-8")
    print(f"All samples: {os.path.relpath(options.output)}")
    return 0


def compare(files: int, commits: int, sample: int, runs: int, seed: int) -> Comparison:
    """Write a past, and read it in all ways.

    Raises:
        NotAsPromisedError: it was not read as promised.
    """
    with tempfile.TemporaryDirectory(prefix="okrsite-bench-") as scratch:
        project = Path(scratch, "project")
        begin = time.perf_counter()
        written = long_past.write(project, files=files, commits=commits, seed=seed)
        _say(f"{written.files:,} files, {written.commits:,} commits, written in {time.perf_counter() - begin:.1f} s")
        readings = []
        for run in range(runs):
            readings.append(_measure(project, Path(scratch, f"cache-{run}"), run, runs))
            if readings[-1][COLD].wall > PATIENCE:
                break
        _alike(readings)
        _say("a git log per file …")
        return Comparison(written, readings, _per_file(project, written.paths, sample))


def table(written: long_past.Written, readings: Sequence[dict[str, Reading]], per_file: PerFile) -> str:
    """Return the medians, and how many times as long the git log per file takes."""
    versions = readings[0][GIT_ALONE].versions
    lines = [
        "",
        f"{written.files:,} files, {written.commits:,} commits, {versions:,} versions; median of {len(readings)} runs",
        "",
        f"{'':30}{'wall s':>9}{'cpu s':>9}{'peak MB':>9}{'log':>6}{'blobs':>7}{'events':>9}{'per file/this':>15}",
    ]
    for name in (GIT_ALONE, COLD, CACHED, GROWN):
        runs = [run[name] for run in readings]
        wall, cpu, memory = (median(getattr(run, field) for run in runs) for field in ("wall", "cpu", "peak_memory"))
        lines.append(
            f"{name:30}{wall:9.2f}{cpu:9.2f}{memory / 1e6:9.0f}{runs[0].logs:6}{runs[0].passes:7}{runs[0].events:9,}"
            f"{per_file.scaled / wall:14.0f}×"
        )
    lines.append(
        f"{PER_FILE:30}{per_file.scaled:9.0f}   (scaled up from {per_file.seconds:.1f} s for {per_file.sampled} files)"
    )
    return "\n".join([*lines, ""])


def _measure(project: Path, cache: Path, run: int, runs: int) -> dict[str, Reading]:
    samples = {}
    for name in (GIT_ALONE, COLD, CACHED):
        _say(f"run {run + 1} of {runs}: {name} …")
        samples[name] = _read(project, cache, git_alone=name == GIT_ALONE)
    long_past.grow(project, run)
    _say(f"run {run + 1} of {runs}: {GROWN} …")
    samples[GROWN] = _read(project, cache)
    without = _read(project, None)
    for name, reading in samples.items():
        if reading.logs != 1 or reading.passes > 1 or (name in (GIT_ALONE, COLD) and reading.passes != 1):
            raise NotAsPromisedError(
                f"{name}: {reading.logs} logs and {reading.passes} passes over the blobs, not one."
            )
    if samples[COLD].digest != samples[CACHED].digest or samples[GROWN].digest != without.digest:
        raise NotAsPromisedError("The past isn't the same with its cache and without it.")
    return samples


def _alike(readings: Sequence[dict[str, Reading]]) -> None:
    if any(not reading.events for run in readings for name, reading in run.items() if name != GIT_ALONE):
        raise NotAsPromisedError("Nothing was read.")


def _read(project: Path, cache: Path | None, *, git_alone: bool = False) -> Reading:
    """Read the past in a process of its own: nothing is warm that wouldn't be in a build."""
    command = [sys.executable, "-m", "benchmarks.read_once", str(project)]
    command += ["--git-alone"] if git_alone else ["--cache", str(cache)] if cache else []
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=Path(__file__).parents[1])
    told: dict[str, Any] = json.loads(done.stdout)
    return Reading(**told)


def _per_file(project: Path, paths: Sequence[str], sample: int) -> PerFile:
    count = min(sample, len(paths))
    chosen = [paths[position * len(paths) // count] for position in range(count)]
    begin, cpu = time.perf_counter(), _children_cpu()
    for path in chosen:
        command = ("git", "--no-pager", "log", "--follow", "-p", "--", path)
        subprocess.run(command, cwd=project, check=True, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - begin
    scale = len(paths) / count
    return PerFile(count, seconds, seconds * scale, (_children_cpu() - cpu) * scale)


def _children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _say(what: str) -> None:
    print(f"  {what}", file=sys.stderr, flush=True)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks history", description=__doc__.partition("\n")[0] if __doc__ else None
    )
    parser.add_argument("--files", type=int, default=1000, help="files of content (1000)")
    parser.add_argument("--commits", type=int, default=2000, help="commits, merges among them (2000)")
    parser.add_argument("--sample", type=int, default=SAMPLE, help="files for which git is asked one by one (20)")
    parser.add_argument("--runs", type=int, default=3, help="runs of each case, of which the median counts (3)")
    parser.add_argument("--seed", type=int, default=1, help="which past to invent (1)")
    parser.add_argument(
        "--output", type=Path, default=RESULTS, help="where the samples go (benchmarks/work/history.json)"
    )
    options = parser.parse_args(arguments)
    if options.files < 10 or min(options.commits, options.sample, options.runs) < 1:
        parser.error("files begin at 10; commits, sample and runs at 1")
    return options
