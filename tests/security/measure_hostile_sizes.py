"""Measures what small and hostile content costs, beside ordinary content of its size, and writes the table.

    python tests/security/measure_hostile_sizes.py [--write] [name …]

Each input is read, its pages, maps and feeds are made and its problems are written in a process of its own, at its size
and at twice of it. A size is what is there: characters, files and objectives. Ordinary content of the same size has as
many characters, or as many files or objectives, whichever makes it larger. With `--write`, SECURITY.md gets the table.
"""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from hostile_sizes import INPUTS, Tree, ordinary  # noqa: E402  # found by the line above

PAGE = HERE.parents[1] / "SECURITY.md"
BEGIN, END = "<!-- sizes -->\n", "<!-- /sizes -->"
SECONDS = 600
"""Of CPU; what takes longer is said to have no end."""
MEMORY = 4 << 30
_CHARACTERS_OF_A_FILE = 400
_CHARACTERS_OF_AN_OBJECTIVE = 400
_OBJECTIVE = re.compile(r"^ {2}- (?:id|title):|^## ", re.MULTILINE)
_CONFIG = (
    "site_name: T\ndocs_dir: content\ntheme: {name: material}\nplugins: [search, {okrsite: {today: 2026-11-20}}]\n"
)


def size_of(files: Tree) -> int:
    """Return the characters of the ordinary content to compare with."""
    goals = sum(len(_OBJECTIVE.findall(text)) for path, text in files.items() if re.search(r"/2\d{3}", path))
    return max(
        sum(map(len, files.values())), len(files) * _CHARACTERS_OF_A_FILE, goals * _CHARACTERS_OF_AN_OBJECTIVE, 5_000
    )


def make_everything(root: Path) -> None:
    """Do what a build does with a content folder, up to the host, and print what it took."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    from okrsite.feeds.export import format_export
    from okrsite.feeds.problem_formats import FORMATS, as_text, encode_problems
    from okrsite.pages.site_pages import build_pages
    from okrsite.pipeline import list_problems, take_snapshot
    from okrsite.request import BuildRequest, open_source

    with open_source(BuildRequest(root / "mkdocs.yml")) as source:
        snapshot = take_snapshot(source)
    problems = list_problems(snapshot)
    written = len(as_text(problems)) + sum(len(encode_problems(problems, name)) for name in FORMATS)
    written += sum(len(page.body) for page in build_pages(snapshot).pages) + len(format_export(snapshot))
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = time.process_time() + children.ru_utime + children.ru_stime
    peak = max(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, children.ru_maxrss)
    print(json.dumps([cpu, peak / 1024, written / 1e6]))


def measured(files: Tree) -> list[float] | None:
    """Return CPU seconds, megabytes of memory and megabytes written for a tree; None where there was no end."""
    with tempfile.TemporaryDirectory() as folder:
        for path, text in files.items():
            target = Path(folder, "content", path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        Path(folder, "mkdocs.yml").write_text(_CONFIG, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, __file__, "--child", folder], capture_output=True, text=True, check=False
        )  # fmt: skip
    return json.loads(done.stdout) if done.returncode == 0 else None


def usual(size: int, known: dict[int, list[float]]) -> list[float]:
    """Return what ordinary content of about a size costs; measured once for each step of half as much again."""
    step = 5_000
    while step * 1.5 <= size:
        step = int(step * 1.5)
    if step not in known:
        known[step] = measured(ordinary(step)) or [0.0, 0.0, 0.0]
    return known[step]


def main(names: list[str], *, write: bool) -> None:
    """Measure, print, and write the table if that is wanted."""
    known: dict[int, list[float]] = {}
    lines = [
        "| input | size | CPU s | MB | at twice the size | times ordinary content: CPU, memory |",
        "|---|---|---|---|---|---|",
    ]
    for name in names or INPUTS:
        each = INPUTS[name]
        once, twice = (measured(each.make(each.size * times)) for times in (1, 2))
        told = [f"{found[0]:.1f} | {found[1]:.0f}" if found else "no end | –" for found in (once, twice)]
        ratio = "–"
        if twice:
            beside = usual(size_of(each.make(each.size * 2)), known)
            ratio = f"{twice[0] / beside[0]:.1f}, {twice[1] / beside[1]:.1f}"
        second = told[1].replace(" | ", " s, ") + (" MB" if twice else "")
        lines.append(f"| {each.purpose.rstrip('.')} | {each.size:,} | {told[0]} | {second} | {ratio} |")
        print(lines[-1], flush=True)
    if write:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        table = "".join(f"{line}\n" for line in lines)
        PAGE.write_text(before + BEGIN + table + END + rest.partition(END)[2], encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        make_everything(Path(sys.argv[2]))
    else:
        main([name for name in sys.argv[1:] if name != "--write"], write="--write" in sys.argv)
