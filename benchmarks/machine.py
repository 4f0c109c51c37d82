"""What the seconds of a measurement depend on."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

from benchmarks.browser_once import find_chromium

_PACKAGES = ("okrsite", "mkdocs", "mkdocs-material", "pygraphviz", "playwright")
_ROOT = Path(__file__).parents[1]


class Machine(msgspec.Struct, frozen=True):
    """The machine and the programs of a measurement."""

    processor: str
    processors: int
    """As many as this program may use."""
    memory: int
    """Bytes; 0 where it isn't known."""
    system: str
    python: str
    versions: dict[str, str]
    """Of packages and programs; what isn't there is left out."""
    commit: str
    """okrsite's own, with a `+` behind it where files differ from it; empty without git."""
    load: float
    """How many processes wanted to run in the minute before: what is above 0 shared the machine with the benchmark."""


def describe_machine() -> Machine:
    """Look at the machine as it is now."""
    return Machine(
        processor=_find_processor(),
        processors=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        memory=_find_memory(),
        system=platform.platform(),
        python=platform.python_version(),
        versions=_list_versions(),
        commit=_find_commit(),
        load=round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else 0.0,
    )


def _find_processor() -> str:
    try:
        names = re.findall(r"(?m)^model name\s*:\s*(.*)$", Path("/proc/cpuinfo").read_text("utf-8"))
    except OSError:
        names = []
    return names[0] if names else platform.processor() or platform.machine()


def _find_memory() -> int:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        return 0


def _list_versions() -> dict[str, str]:
    versions = {}
    for name in _PACKAGES:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            continue
    programs = {
        "git": ("git", "--version"),
        "Hugo": ("hugo", "version"),
        "dot": ("dot", "-V"),
        "Chromium": (find_chromium() or "chromium", "--version"),
    }
    for name, command in programs.items():
        if numbers := re.search(r"[0-9]+(?:\.[0-9]+)+", _ask(command)):
            versions[name] = numbers[0]
    return versions


def _find_commit() -> str:
    commit = _ask(("git", "-C", str(_ROOT), "rev-parse", "--short", "HEAD")).strip()
    changed = _ask(("git", "-C", str(_ROOT), "status", "--porcelain", "--untracked-files=no", "okrsite", "benchmarks"))
    return f"{commit}{'+' if changed.strip() else ''}" if re.fullmatch("[0-9a-f]+", commit) else ""


def _ask(command: tuple[str, ...]) -> str:
    """Return what a program says, an empty text where it is missing."""
    if not shutil.which(command[0]):
        return ""
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False).stdout
