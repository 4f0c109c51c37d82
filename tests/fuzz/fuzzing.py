"""Fuzzes one target, or all: `python tests/fuzz/fuzzing.py [TARGET …] [--seconds N]`, or `make fuzz`.

Coverage of okrsite's own code guides atheris. What it finds worth keeping lies in `.cache/fuzz/`; an input that breaks a
promise is written into `tests/fuzz/seeds/<target>/`, where a test runs it from then on. `--replay` runs the kept inputs
only, and needs no atheris. Memory is limited by the system and each input by a clock.
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
import resource
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
SEEDS = HERE / "seeds"
CACHE = HERE.parents[1] / ".cache" / "fuzz"
MEMORY = 1536 * 1024 * 1024
"""Bytes of address space: an input of some kilobytes that needs more is a finding."""
SECONDS_EACH = 10
LENGTH = 4096
"""Bytes of the longest input; the readers' own limits are tested elsewhere."""
LAST_PASS = {
    "attachments": 321_936, "content": 18_414, "gate": 194_176, "gitlog": 664_054, "importing": 1_540, "maps": 5_403,
    "markdown": 52_646, "names": 1_044_727, "numbers": 209_602, "prose": 35_905, "references": 1_816, "yaml": 39_474,
}  # fmt: skip
"""How many inputs each target took in the last pass over all, with nothing broken; see `LAST_PASS_ON`."""
LAST_PASS_ON = "22 November 2026, importing a week later, a minute for each on one busy core"
NAMES = (
    "attachments",
    "content",
    "gate",
    "gitlog",
    "importing",
    "maps",
    "markdown",
    "names",
    "numbers",
    "prose",
    "references",
    "yaml",
)


def main() -> int:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(NAMES)}; all by default")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--replay", action="store_true", help="run the kept inputs only")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if unknown := set(asked.targets) - set(NAMES):
        parser.error(f"no such target: {', '.join(sorted(unknown))}")
    chosen = asked.targets or list(NAMES)
    if asked.replay:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        return replay(chosen)
    if asked.alone:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        fuzz(chosen[0], asked.seconds)
    # A process for each: libFuzzer ends the one that it runs in.
    failed = [
        name
        for name in chosen
        if subprocess.run([sys.executable, __file__, "--alone", name, "--seconds", str(asked.seconds)]).returncode
    ]
    print(f"Broken: {', '.join(failed)}." if failed else "Nothing was broken.")
    return 1 if failed else 0


def replay(names: list[str]) -> int:
    """Run every kept input of the targets; the first that breaks a promise raises."""
    targets = importlib.import_module("fuzz_targets").TARGETS
    count = 0
    for name in names:
        for path in sorted((SEEDS / name).iterdir()):
            targets[name](path.read_bytes())
            count += 1
    print(json.dumps({"inputs": count, "memory": read_peak_memory()}))
    return 0


def read_peak_memory() -> int:
    """Return the bytes of memory that this process has had at most.

    From `/proc` where there is one: on Linux `ru_maxrss` of a program begins with the size of the process that started
    it, which is the whole test run.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.search(r"^VmHWM:\s+(\d+) kB$", status.read_text(), re.MULTILINE)[1]) * 1024
    unit = 1 if sys.platform == "darwin" else 1024  # bytes on macOS, kilobytes elsewhere
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def fuzz(name: str, seconds: int) -> None:
    """Fuzz one target until the time is over; doesn't return."""
    import atheris

    with atheris.instrument_imports(include=["okrsite"]):
        target = importlib.import_module("fuzz_targets").TARGETS[name]
    corpus = CACHE / name
    corpus.mkdir(parents=True, exist_ok=True)
    atheris.Setup(
        [
            name, str(corpus), str(SEEDS / name), f"-max_total_time={seconds}", f"-timeout={SECONDS_EACH}",
            f"-max_len={LENGTH}", f"-artifact_prefix={SEEDS / name}/found-", "-rss_limit_mb=0", "-print_final_stats=1",
        ],
        target,
    )  # fmt: skip
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
INPUTS = sorted(path for path in SEEDS.rglob("*") if path.is_file())
