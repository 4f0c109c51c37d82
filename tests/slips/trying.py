"""Tries all slips at all places and prints what became of them: `python tests/slips/trying.py`, or `make slips`.

`--only WORD` tries the kinds of slips whose name holds it, `--show VERDICT` prints each mutant of a verdict or a fault
(`--show lost,noisy`: of several). `--alike 1` tries one mutant of each shape, which takes a tenth of the time.
"""

from __future__ import annotations

import argparse
import difflib
import gc
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import slips_of_checkins
import slips_of_fields
import slips_of_markdown
import slips_of_tables
import slips_of_values
import slips_of_yaml
from slip_company import SlipCompany, SlipFile
from slip_judge import VERDICTS, Judgement, judge
from slip_kinds import SLIPS, Mutant, Slip
from slip_places import find_places
from slip_shapes import Shapes

TABLE = (slips_of_markdown, slips_of_tables, slips_of_fields, slips_of_yaml, slips_of_values, slips_of_checkins)
"""Importing them fills `SLIPS`."""
FAULTS = ("noisy", "elsewhere", "misleading", "bad hint", "other hint")


def list_mutants(file: SlipFile, slips: list[Slip]) -> Iterator[tuple[Slip, Mutant]]:
    """Yield every mutant of a file, each text once for each kind of slip."""
    places = find_places(file)
    for slip in slips:
        seen = {file.text}
        for mutant in slip.make(places):
            if mutant.text not in seen:
                seen.add(mutant.text)
                yield slip, mutant


def choose_some(mutants: list[tuple[Slip, Mutant]], most: int, position: int) -> list[tuple[Slip, Mutant]]:
    """Return a sample of a file's mutants: of each kind of slip the same number, at places that differ from file to file."""
    by_slip: dict[str, list[tuple[Slip, Mutant]]] = defaultdict(list)
    for slip, mutant in mutants:
        by_slip[slip.name].append((slip, mutant))
    chosen = []
    for group in by_slip.values():
        chosen += [group[(position * 7919 + number * 104729) % len(group)] for number in range(min(most, len(group)))]
    return chosen


def choose_part(mutants: list[tuple[Slip, Mutant]], part: tuple[int, int], position: int) -> list[tuple[Slip, Mutant]]:
    """Return one of several equal parts of a file's mutants, which together are all of them."""
    number, parts = part
    return mutants[(number + position) % parts :: parts]


def choose_new(file: SlipFile, mutants: list[tuple[Slip, Mutant]], most: int) -> list[tuple[Slip, Mutant]]:
    """Return the mutants of a file of whose shape no more than some were there before, in this file and others."""
    shapes = Shapes(find_places(file))
    chosen = []
    for slip, mutant in mutants:
        shape = shapes.make_shape(slip, mutant)
        if _known_shapes[shape] < most:
            _known_shapes[shape] += 1
            chosen.append((slip, mutant))
    return chosen


_known_shapes: Counter[Hashable] = Counter()


def describe(file: SlipFile, slip: Slip, mutant: Mutant, judgement: Judgement) -> str:
    """Return a mutant as a person looks at it: what changed, and what was said."""
    diff = difflib.unified_diff(file.text.split("\n"), mutant.text.split("\n"), lineterm="", n=0)
    changed = [line[:160] for line in diff if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    said = [
        f"    {problem.place.path if problem.place.path != file.found.path else ''}:{problem.place.line} {problem.code} "
        f"{problem.severity}: {problem.message} | {problem.hint}"
        for problem in judgement.problems[:5]
    ]
    faults = f" ({', '.join(judgement.faults)})" if judgement.faults else ""
    head = f"{judgement.verdict}{faults}: {slip.name}, {file.name}:{mutant.first}"
    return "\n".join([head, *(f"  {line}" for line in changed[:8]), *said])


def print_table(counts: dict[str, Counter[str]]) -> None:
    """Print the counts of each kind of slip, and their sums."""
    titles = ("meant", "asked", "refused", "LOST", *FAULTS, "alike")
    width = max(len(name) for name in (*counts, "all of them"))
    print(f"{'kind of slip':{width}}  {'tried':>7}" + "".join(f"{title:>11}" for title in titles))
    total: Counter[str] = Counter()
    for name, count in [*counts.items(), ("all of them", total)]:
        if name != "all of them":
            total.update(count)
        print(
            f"{name:{width}}  {sum(count[verdict] for verdict in VERDICTS):7}"
            + "".join(f"{count[key]:11}" for key in (*VERDICTS, *FAULTS, "alike"))
        )


_company: SlipCompany | None = None


def _try_file(
    task: tuple[int, list[str], str, int, int, tuple[int, int], int],
) -> tuple[dict[str, Counter[str]], list[str]]:
    number, names, show, most, alike, part, listed = task
    assert _company is not None
    file = _company.files[number]
    mutants = choose_part(list(list_mutants(file, [slip for slip in SLIPS if slip.name in names])), part, number)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    shown: list[str] = []
    if alike:
        for slip, _ in mutants:
            counts[slip.name]["alike"] += 1
        mutants = choose_new(file, mutants, alike)
        for slip, _ in mutants:
            counts[slip.name]["alike"] -= 1
    for slip, mutant in choose_some(mutants, most, number) if most else mutants:
        judgement = judge(_company, file, slip, mutant)
        counts[slip.name].update([judgement.verdict, *judgement.faults])
        if (
            not {judgement.verdict, *judgement.faults}.isdisjoint(show.split(","))
            and sum(slip.name in text for text in shown) < listed
        ):
            shown.append(describe(file, slip, mutant, judgement))
    return dict(counts), shown


def main() -> int:
    """Read the command line, try the slips, and return 1 if any was lost in silence."""
    global _company
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="kinds of slips whose name holds this")
    parser.add_argument("--files", default="", help="files whose path holds this")
    parser.add_argument("--show", default="lost", help=f"what is printed, of {', '.join((*VERDICTS, *FAULTS))}")
    parser.add_argument("--listed", type=int, default=3, help="how many of those for each kind in each file")
    parser.add_argument("--some", type=int, default=0, help="how many mutants of each kind in each file; 0 for all")
    parser.add_argument(
        "--alike", type=int, default=0, help="how many of those that are alike, in all files; 0 for all"
    )
    parser.add_argument("--part", default="1/1", help="2/8 for the second of eight equal parts of all mutants")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    workers = 1 if asked.alike else asked.workers  # one process knows the shapes of all files
    number, _, parts = asked.part.partition("/")
    part = (int(number) - 1, int(parts))
    names = [slip.name for slip in SLIPS if asked.only in slip.name or asked.only == slip.group]
    _company = SlipCompany()
    # Looking for garbage among all that stays took a third of the time.
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)
    tasks = [
        (number, names, asked.show, asked.some, asked.alike, part, asked.listed)
        for number, file in enumerate(_company.files)
        if asked.files in file.name
    ]
    counts: dict[str, Counter[str]] = {name: Counter() for name in names}
    with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:
        for told, shown in pool.map(_try_file, tasks):
            for name, count in told.items():
                counts[name].update(count)
            print("\n".join(shown), end="\n" if shown else "", flush=True)
    print_table(counts)
    return int(any(count["lost"] for count in counts.values()))


if __name__ == "__main__":
    sys.exit(main())
