"""Reads a repository's past once, and prints what that took: `python -m benchmarks.read_once PROJECT`.

Today's content is read before the clock starts: the past is measured, not the present. As in a build, versions of the
same bytes as today's files aren't parsed a second time.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from okrsite.history.blobs import read_blobs
from okrsite.history.diagnostics import HistoryNotice
from okrsite.history.git import open_repository
from okrsite.history.log import LoggedCommit, read_log
from okrsite.history.past import read_past
from okrsite.model.loading import load_organisation
from okrsite.model.parsed_files import ParsedFiles
from okrsite.settings import Site, read_site


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of the past. Times in seconds, of this process and of git; memory in bytes, of this process."""

    wall: float
    cpu: float
    peak_memory: int
    logs: int
    """Processes of `git log`."""
    passes: int
    """Processes of `git cat-file --batch`, which hands over the blobs."""
    events: int
    versions: int
    """Blobs that the log speaks of; only counted for the log and blobs alone."""
    digest: str
    """Of everything that was read: two readings with the same digest are the same past."""


def main() -> None:
    """Read, and print a `Reading` as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("project", type=Path)
    parser.add_argument("--cache", type=Path, default=None)
    parser.add_argument("--git-alone", action="store_true")
    options = parser.parse_args()
    site = read_site(options.project / "mkdocs.yml")
    parsed = ParsedFiles()
    organisation, _ = load_organisation(site.content, site.base, site.name, site.settings, parsed=parsed)
    started: Counter[str] = Counter()
    # Python itself tells of each process that it starts, whoever starts it.
    sys.addaudithook(lambda event, said: started.update(_called(said[1])) if event == "subprocess.Popen" else None)
    begin, cpu = time.perf_counter(), _cpu()
    past = None if options.git_alone else read_past(site, organisation, options.cache, parsed=parsed)
    versions = _git_alone(site) if past is None else 0
    wall, cpu = time.perf_counter() - begin, _cpu() - cpu
    said = repr((past.events, past.notices)) if past else ""
    unit = 1 if sys.platform == "darwin" else 1024  # bytes on macOS, kilobytes elsewhere
    reading = Reading(
        wall,
        cpu,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit,
        started["log"],
        started["cat-file --batch"],
        len(past.events) if past else 0,
        versions,
        hashlib.sha256(said.encode()).hexdigest(),
    )
    print(json.dumps(asdict(reading)))


def _called(arguments: object) -> list[str]:
    words = [str(word) for word in arguments] if isinstance(arguments, list | tuple) else []
    return (["log"] if "log" in words else []) + (["cat-file --batch"] if "--batch" in words else [])


def _git_alone(site: Site) -> int:
    """Ask git for everything, and look at none of it; return how many blobs there are."""
    repository = open_repository(site.content)
    if isinstance(repository, HistoryNotice):
        raise SystemExit(repository.message)
    blobs = _blobs(read_log(repository, ZoneInfo(site.settings.timezone)))
    return sum(1 for _ in read_blobs(repository, blobs))


def _blobs(logged: list[LoggedCommit]) -> list[str]:
    changes = (change for logged_commit in logged for change in logged_commit.changes)
    return list(dict.fromkeys(blob for change in changes for blob in (change.before, change.after) if blob))


def _cpu() -> float:
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


if __name__ == "__main__":
    main()
