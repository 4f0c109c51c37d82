"""Builds a company with okrsite in four ways, and the equal pages with stock Material for MkDocs and with Hugo.

The runs of the cases take turns, so that a machine that gets slower meanwhile is unfair to nobody. A case whose run
takes longer than a minute isn't measured again: over such a time a machine's moods even out.
"""

from __future__ import annotations

import shutil
import site
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec

from benchmarks.processes import CommandFailedError, Usage, run
from benchmarks.project import choose_day, commit_checkin, forget_builds, make_environment

COLD = "okrsite, cold"
UNCHANGED = "okrsite, unchanged"
CHECK_IN = "okrsite, one check-in committed"
NEW_DAY = "okrsite, a new day"
MATERIAL = "Material with navigation.prune, equal pages"
HUGO = "Hugo with a lean layout, equal pages"
PATIENCE = 60.0
"""Seconds: what takes longer is measured once."""
_ROOT = Path(__file__).parents[1]
_KEPT_LINES = 12


class Build(msgspec.Struct, frozen=True):
    """One build."""

    usage: Usage
    printed: list[str]
    """The last lines that it printed, such as okrsite's stages."""


class Builds(msgspec.Struct, frozen=True):
    """All builds of one size, by the name of their case."""

    samples: dict[str, list[Build]]
    pages: int
    """As many as okrsite, Material and Hugo made, each of the same text as the others'."""
    skipped: dict[str, str]
    """Why a case was left out, in a sentence."""
    failed: list[str]
    """What Material or Hugo printed where they failed, or where their pages weren't equal."""


def measure_builds(project: Path, equal: Path, runs: int, say: Callable[[str], None]) -> Builds:
    """Build everything so many times; `equal` is the folder for the projects of equal pages.

    Raises:
        CommandFailedError: okrsite failed. Where another host does, its case is left out.
    """
    _compile_modules()
    samples: dict[str, list[Build]] = {}
    skipped = (
        {} if shutil.which("hugo") else {HUGO: "There is no Hugo here; on Debian `apt-get install hugo` brings it."}
    )
    failed: list[str] = []
    okrsite = _Okrsite(project)
    pages = 0
    for turn in range(1, runs + 1):
        for name, build in okrsite.cases.items():
            if _is_due(name, samples):
                say(f"run {turn} of {runs}: {name} …")
                samples.setdefault(name, []).append(build())
            if name == COLD and turn == 1:
                say("writing equal pages …")
                pages = int(_use_equal_sites("write", project / "site", equal))
        for name, (folder, command) in _list_hosts().items():
            if name in skipped or not _is_due(name, samples):
                continue
            say(f"run {turn} of {runs}: {name} …")
            try:
                shutil.rmtree(equal / folder / "site", ignore_errors=True)
                sample = _build(command, equal / folder)
                if turn == 1:
                    say("comparing the text of all pages …")
                    _use_equal_sites("check", equal, equal / folder / "site")
                samples.setdefault(name, []).append(sample)
            except CommandFailedError as error:
                samples.pop(name, None)
                skipped[name] = f"It failed: {str(error).splitlines()[-1]}"
                failed.append(str(error))
    return Builds(samples, pages, skipped, failed)


def _list_hosts() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return the folder of each host's project below that of the equal pages, and the command that builds it."""
    return {
        MATERIAL: ("material", (sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "site")),
        HUGO: ("hugo", ("hugo", "--quiet", "--destination", "site")),
    }


class _Okrsite:
    """Builds a project in four ways, each of which goes on from what the build before it left."""

    def __init__(self, project: Path) -> None:
        self._project = project
        self._days = 0
        """How many days have gone by."""
        self._checkins = 0
        self.cases = {
            COLD: self._build_cold,
            UNCHANGED: self._build,
            CHECK_IN: self._build_checkin,
            NEW_DAY: self._build_new_day,
        }

    def _build(self) -> Build:
        today = choose_day(self._days).isoformat()
        return _build((sys.executable, "-m", "okrsite", "build", "--today", today), self._project)

    def _build_cold(self) -> Build:
        forget_builds(self._project)
        return self._build()

    def _build_checkin(self) -> Build:
        self._checkins += 1
        commit_checkin(self._project, self._checkins)
        return self._build()

    def _build_new_day(self) -> Build:
        self._days += 1
        return self._build()


def _compile_modules() -> None:
    """Compile whatever the hosts import, as installing it with pip does: no build is to be measured doing it."""
    folders = [str(_ROOT / "okrsite"), *site.getsitepackages()]
    # What some package brings along for another Python can't be compiled, and isn't imported either.
    subprocess.run([sys.executable, "-m", "compileall", "-q", "-q", "-j", "0", *folders], cwd=_ROOT, check=False)


def _is_due(name: str, samples: dict[str, list[Build]]) -> bool:
    return all(build.usage.wall <= PATIENCE for build in samples.get(name, []))


def _build(command: tuple[str, ...], project: Path) -> Build:
    usage, printed = run(command, project, make_environment(project))
    return Build(usage, printed.splitlines()[-_KEPT_LINES:])


def _use_equal_sites(task: str, first: Path, second: Path) -> str:
    """Write or check in a process of its own, so that this one stays small."""
    _, printed = run([sys.executable, "-m", "benchmarks.equal_sites", task, str(first), str(second)], _ROOT)
    return printed.strip()
