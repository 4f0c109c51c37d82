"""Measures all targets, prints them as a table, and writes all samples to a JSON file.

    python -m benchmarks                               100, 1,000 and 5,000 teams, history and maps: many hours
    python -m benchmarks --teams 100                   minutes
    python -m benchmarks --teams 100 --parts builds    builds only
    python -m benchmarks --record                      the same as the first, and benchmarks/RESULTS.md

Each size is measured in a folder that is removed afterwards, and its table is printed, and the files are written, as
soon as it is known. Whatever interrupts the benchmark ends what it started.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec.structs import replace

from benchmarks import history
from benchmarks.browser_once import Visit, find_chromium
from benchmarks.builds import measure_builds
from benchmarks.machine import describe_machine
from benchmarks.maps_once import MapTimes
from benchmarks.preview import measure_preview
from benchmarks.processes import CommandFailedError, end_when_told, run
from benchmarks.project import choose_team_name, make_environment, write_project
from benchmarks.results import HistoryTimes, MapComparison, Results, SizeResults
from benchmarks.site_sizes import measure_site
from benchmarks.tables import (
    describe_machine_in_words,
    describe_size,
    list_tables,
    make_target_table,
    write_page,
)
from benchmarks.targets import list_other_rows

PAGE = Path(__file__).with_name("RESULTS.md")
SAMPLES = Path(__file__).with_name("results.json")
PARTS = ("builds", "browser", "serve", "history", "maps")
_ROOT = Path(__file__).parents[1]
_DOTS = 50


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; 1 where something failed or pages aren't equal, which leaves out no more than it must."""
    options = _parse_options(arguments)
    end_when_told()
    results = Results(datetime.now(UTC).date().isoformat(), describe_machine(), options.seed, options.runs, ())
    print(f"{describe_machine_in_words(results.machine)}\n", flush=True)
    try:
        for teams in options.teams if {"builds", "browser", "serve"} & set(options.parts) else ():
            size = _measure_size(teams, options)
            results = replace(results, sizes=(*results.sizes, size))
            print(f"{describe_size(size)}\n")
            print("\n".join(table.format_text() for table in list_tables(size)), flush=True)
            _write(results, options)
        if "history" in options.parts:
            results = _measure_history(results, options)
        if "maps" in options.parts:
            results = _measure_maps(results, options.runs)
    except (CommandFailedError, history.NotAsPromisedError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    if rows := list_other_rows(results):
        print(make_target_table("At any size", rows).format_text())
    _write(results, options)
    print(f"All samples: {os.path.relpath(options.output)}")
    failed = [text for size in results.sizes for text in (*(size.builds.failed if size.builds else ()), *size.failed)]
    print("\n\n".join(failed), end="\n" if failed else "", file=sys.stderr)
    return 1 if failed else 0


def _measure_size(teams: int, options: argparse.Namespace) -> SizeResults:
    with tempfile.TemporaryDirectory(prefix="okrsite-bench-") as scratch:
        project = Path(scratch, "okrsite")
        _say(f"writing {teams:,} teams …")
        write_project(project, teams, options.seed)
        size = SizeResults(teams)
        if "builds" in options.parts:
            size = replace(size, builds=measure_builds(project, Path(scratch), options.runs, _say))
        else:
            run((sys.executable, "-m", "okrsite", "build"), project, make_environment(project))
        size = replace(size, sizes=measure_site(project / "site"))
        for part, measure in (("browser", _measure_browser), ("serve", _measure_preview)):
            if part in options.parts:
                try:
                    size = measure(size, project, options.runs)
                except CommandFailedError as error:
                    # Hours of builds aren't thrown away because of this.
                    skipped = {**size.skipped, part: f"It failed: {str(error).splitlines()[-1]}"}
                    size = replace(size, skipped=skipped, failed=[*size.failed, str(error)])
        return size


def _measure_browser(size: SizeResults, project: Path, visits: int) -> SizeResults:
    missing = "There is no Chromium here; name one in OKRSITE_CHROMIUM." if not find_chromium() else ""
    if importlib.util.find_spec("playwright") is None:
        missing = "Playwright, which drives the browser, isn't installed: it comes with okrsite's extra `dev`."
    if missing:
        return replace(size, skipped={**size.skipped, "browser": missing})
    _say("visiting the site …")
    command = [sys.executable, "-m", "benchmarks.browser_once", str(project / "site"), choose_team_name(project)]
    _, printed = run([*command, "--visits", str(visits)], _ROOT)
    return replace(size, visits=msgspec.json.decode(printed.splitlines()[-1], type=list[Visit]))


def _measure_preview(size: SizeResults, project: Path, edits: int) -> SizeResults:
    return replace(size, preview=measure_preview(project, edits, _say))


def _measure_history(results: Results, options: argparse.Namespace) -> Results:
    compared = history.compare(options.files, options.files * 2, history.SAMPLE, options.runs, options.seed)
    first_readings = [readings[history.COLD] for readings in compared.readings]
    written = compared.written
    return replace(results, history=HistoryTimes(written.files, written.commits, first_readings, compared.per_file))


def _measure_maps(results: Results, runs: int) -> Results:
    if not shutil.which("dot"):
        return replace(results, skipped={**results.skipped, "small maps": "There is no `dot` here: install Graphviz."})
    _say("drawing small maps …")
    command = [sys.executable, "-m", "benchmarks.maps_once", "1000"]
    ours = [msgspec.json.decode(run(command, _ROOT)[1], type=MapTimes) for _ in range(runs)]
    dot = msgspec.json.decode(run([*command, "--dots", str(_DOTS)], _ROOT)[1], type=MapTimes)
    return replace(results, maps=MapComparison(ours, dot))


def _write(results: Results, options: argparse.Namespace) -> None:
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_bytes(msgspec.json.format(msgspec.json.encode(results)) + b"\n")
    if options.record:
        PAGE.write_text(write_page(results, options.command), "utf-8")


def _parse_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--teams", type=int, nargs="+", default=[100, 1000, 5000], help="sizes (100 1000 5000)")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS), help="what is measured (everything)")
    parser.add_argument("--runs", type=int, default=3, help="runs of each case, of which the median counts (3)")
    parser.add_argument("--seed", type=int, default=1, help="which company to invent (1)")
    parser.add_argument("--files", type=int, default=5000, help="files of the long past, with twice the commits (5000)")
    parser.add_argument("--output", type=Path, default=SAMPLES, help="for the samples (benchmarks/results.json)")
    parser.add_argument("--record", action="store_true", help="write the tables to benchmarks/RESULTS.md too")
    options = parser.parse_args(arguments)
    if min(*options.teams, options.runs) < 1 or options.files < 10:
        parser.error("teams and runs begin at 1, files at 10")
    options.command = " ".join(sys.argv[1:] if arguments is None else arguments)
    return options


def _say(what: str) -> None:
    print(f"  {what}", file=sys.stderr, flush=True)
