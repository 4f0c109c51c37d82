"""Measures what small and hostile content costs, beside ordinary content of its size, and writes the table.

    python tests/security/measure_hostile_sizes.py [--write] [--once] [name …]

Each input is read, its pages, maps and feeds are made and its problems are written in a process of its own, at its size
and at twice of it. A size is what is there: characters, files and objectives. Ordinary content of the same size has as
many characters, or as many files or objectives, whichever makes it larger. With `--write`, SECURITY.md gets the table.
"""

from __future__ import annotations

import json
import os
import re
import resource
import sys
import tempfile
from pathlib import Path

from hostile_sizes import INPUTS, Tree, ordinary

from okrsite.feeds.export import format_export
from okrsite.feeds.problem_formats import FORMATS, encode_problems, format_text
from okrsite.pages.site_pages import build_pages
from okrsite.pipeline import list_problems, take_snapshot
from okrsite.request import BuildRequest, open_source

PAGE = Path(__file__).parents[2] / "SECURITY.md"
BEGIN, END = "<!-- sizes -->\n", "<!-- /sizes -->"
SECONDS = 120
"""Of CPU; what takes longer is said to have no end."""
MEMORY = 4 << 30
HEAD = (
    "| input | size | cost | times ordinary: CPU, memory | cost at twice the size | times ordinary |",
    "|---|---|---|---|---|---|",
)
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


def make_everything(root: Path) -> list[float]:
    """Do what a build does with a content folder, up to the host; return CPU seconds, and MB of memory and of output."""
    before = resource.getrusage(resource.RUSAGE_SELF)
    with open_source(BuildRequest(root / "mkdocs.yml")) as source:
        snapshot = take_snapshot(source)
    problems = list_problems(snapshot)
    written = len(format_text(problems)) + sum(len(encode_problems(problems, name)) for name in FORMATS)
    written += sum(len(page.body) for page in build_pages(snapshot).pages) + len(format_export(snapshot))
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = sum(each.ru_utime + each.ru_stime for each in (own, children)) - before.ru_utime - before.ru_stime
    return [cpu, max(own.ru_maxrss, children.ru_maxrss) / 1024, written / 1e6]


def measured(files: Tree) -> list[float] | None:
    """Return CPU seconds, megabytes of memory and megabytes written for a tree; None where there was no end."""
    with tempfile.TemporaryDirectory() as folder:
        for path, text in files.items():
            target = Path(folder, "content", path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        Path(folder, "mkdocs.yml").write_text(_CONFIG, encoding="utf-8")
        reader, writer = os.pipe()
        child = os.fork()
        if not child:  # in a process of its own: what was prepared for all is prepared, and what it takes goes with it
            try:
                resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
                resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
                os.write(writer, json.dumps(make_everything(Path(folder))).encode())
            finally:
                os._exit(0)
        os.close(writer)
        with os.fdopen(reader, "rb") as answer:
            found = answer.read()
        os.waitpid(child, 0)
    return json.loads(found) if found else None


def usual(size: int, known: dict[int, list[float]]) -> list[float]:
    """Return what ordinary content of about a size costs; measured once for each step of half as much again."""
    step = 5_000
    while step * 1.5 <= size:
        step = int(step * 1.5)
    if step not in known:
        known[step] = measured(ordinary(step)) or [0.0, 0.0, 0.0]
    return known[step]


def measure_input(name: str, known: dict[int, list[float]], *, once: bool) -> str:
    """Return the row of an input."""
    each = INPUTS[name]
    sizes = [each.make(each.size * times) for times in ((1,) if once else (1, 2))]
    told, ratios = [], []
    for files in sizes:
        found, beside = measured(files), usual(size_of(files), known)
        told.append(f"{found[0]:.1f} s, {found[1]:.0f} MB" if found else "no end")
        ratios.append(f"{found[0] / beside[0]:.1f}, {found[1] / beside[1]:.1f}" if found else "no end")
    characters = sum(map(len, sizes[0].values()))
    size = f"{each.size:,}: {characters / 1000:.0f} KB in {len(sizes[0])} file{'s' * (len(sizes[0]) > 1)}"
    cells = [cell for pair in zip(told, ratios, strict=True) for cell in pair]
    return f"| {' | '.join([each.purpose.rstrip('.'), size, *cells, *['–'] * (4 - len(cells))])} |"


def main(names: list[str], *, write: bool, once: bool) -> None:
    """Measure and print, and write the rows into the table if that is wanted; other rows stay."""
    known: dict[int, list[float]] = {}
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    kept, _, after = rest.partition(END)
    rows = {line.split(" | ")[0].removeprefix("| "): line for line in kept.splitlines()[2:]}
    for name in names or INPUTS:
        rows[INPUTS[name].purpose.rstrip(".")] = row = measure_input(name, known, once=once)
        print(row, flush=True)
    if write:
        table = [
            *HEAD,
            *(rows[each.purpose.rstrip(".")] for each in INPUTS.values() if each.purpose.rstrip(".") in rows),
        ]
        PAGE.write_text(before + BEGIN + "".join(f"{row}\n" for row in table) + END + after, encoding="utf-8")


if __name__ == "__main__":
    flags = {"--write", "--once"} & set(sys.argv)
    main([name for name in sys.argv[1:] if name not in flags], write="--write" in flags, once="--once" in flags)
