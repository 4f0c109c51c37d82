"""Tables of a run: in columns for a terminal, and as the Markdown page that is kept in the repository."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from benchmarks.builds import MATERIAL
from benchmarks.machine import Machine
from benchmarks.results import Results, SizeResults
from benchmarks.targets import Row, Unit, list_other_rows, list_rows

_INTRODUCTION = """\
# Results of the benchmark

The last run that was recorded; the command wrote this page, and nobody edits it:

    make bench BENCH="{command}"

A ratio says how many times as long the other takes. It is judged by the clock; the column "by CPU" has the same ratio
of processor times, which tells more where something else ran beside the benchmark. There is a verdict where there is a
target for that size. KB and MB are thousands and millions of bytes. Memory of all processes together is proportional
(PSS): a page that n processes share counts an n-th for each of them, so once in all.

"Equal pages" are as many pages of the same visible text, made of okrsite's own site and compared with it word for word
after each host has built them: plain Markdown, without links, maps, charts or anything that has to be computed.
"""


class Table(msgspec.Struct, frozen=True):
    """A table of finished words. The first column stands to the left, those that `left` names too."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left: tuple[str, ...] = ()

    def format_text(self) -> str:
        """Return it in columns."""
        widths = [max(map(len, column)) for column in zip(self.head, *self.rows, strict=True)]
        lines = [
            "  ".join(
                cell.ljust(width) if name in (self.head[0], *self.left) else cell.rjust(width)
                for name, cell, width in zip(self.head, row, widths, strict=True)
            ).rstrip()
            for row in (self.head, *self.rows)
        ]
        return "\n".join([self.title, "", *lines, ""])

    def format_markdown(self) -> str:
        """Return it in Markdown, with its title as a heading."""
        marks = [":--" if name in (self.head[0], *self.left) else "--:" for name in self.head]
        rows = (self.head, marks, *self.rows)
        lines = [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows]
        return "\n".join([f"### {self.title}", "", *lines, ""])


def list_tables(size: SizeResults) -> list[Table]:
    """Return the tables of a company of one size: targets, builds, pages."""
    return [
        make_target_table("Targets", list_rows(size)),
        *([_make_build_table(size)] if size.builds else []),
        *([_make_page_table(size)] if size.sizes else []),
    ]


def make_target_table(title: str, rows: Sequence[Row]) -> Table:
    """Return what was measured of each target."""
    head = ("what", "measured", "by CPU", "must", "goal", "verdict", "in numbers")
    return Table(title, head, tuple(map(_make_target_cells, rows)), left=("verdict", "in numbers"))


def describe_machine_in_words(machine: Machine) -> str:
    """Return a sentence or two about the machine."""
    versions = ", ".join(f"{name} {number}" for name, number in machine.versions.items())
    busy = f" Its load was {machine.load:g} before the run: others used it too." if machine.load >= 0.5 else ""
    commit = f" at {machine.commit}" if machine.commit else ""
    return (
        f"{machine.processor}, {machine.processors} processors, {machine.memory / 1e9:.0f} GB; {machine.system}; "
        f"Python {machine.python}, {versions}; okrsite{commit}.{busy}"
    )


def write_page(results: Results, command: str) -> str:
    """Return the page of the repository."""
    parts = [
        _INTRODUCTION.format(command=command),
        f"{results.begun}, {'one run' if results.runs == 1 else f'medians of up to {results.runs} runs'} of each case. "
        f"{describe_machine_in_words(results.machine)}\n",
    ]
    for size in results.sizes:
        parts.append(f"## {describe_size(size)}\n")
        parts += [table.format_markdown() for table in list_tables(size)]
    if rows := list_other_rows(results):
        parts.append("## At any size\n")
        parts.append(make_target_table("Targets", rows).format_markdown())
    return "\n".join(parts)


def describe_size(size: SizeResults) -> str:
    """Return how large a company is."""
    pages = f", {size.builds.pages:,} pages" if size.builds else ""
    return f"{size.teams:,} teams{pages}"


def _make_target_cells(row: Row) -> tuple[str, ...]:
    bounds = (row.bound.must, row.bound.goal) if row.bound else (None, None)
    numbers = (_format(number, row.unit) for number in (row.measured, row.by_cpu, *bounds))
    return (row.what, *numbers, row.verdict, row.details)


def _format(number: float | None, unit: Unit) -> str:
    if number is None:
        return ""
    if unit == "times":
        return f"{number:,.1f} ×" if number < 100 else f"{number:,.0f} ×"
    if unit == "seconds":
        return f"{number:,.2f} s" if number < 10 else f"{number:,.0f} s"
    return f"{number / 1e3:,.0f} KB" if number < 1e6 else f"{number / 1e6:,.1f} MB"


def _make_build_table(size: SizeResults) -> Table:
    assert size.builds
    head = ("build", "runs", "wall s", "CPU s", "ms a page", "MB", "MB, all processes", "Material / this")
    material = size.find_median(MATERIAL, lambda build: build.usage.wall)
    rows = []
    for name, builds in size.builds.samples.items():
        wall, cpu, own, tree = (
            size.find_median(name, number) or 0.0
            for number in (
                lambda build: build.usage.wall,
                lambda build: build.usage.cpu,
                lambda build: float(build.usage.peak_memory),
                lambda build: float(build.usage.peak_tree),
            )
        )
        ratio = f"{material / wall:,.1f} ×" if material else ""
        per_page = f"{wall / size.builds.pages * 1e3:,.1f}"
        cells = (f"{wall:,.2f}", f"{cpu:,.2f}", per_page, f"{own / 1e6:,.0f}", f"{tree / 1e6:,.0f}", ratio)
        rows.append((name, str(len(builds)), *cells))
    return Table("Builds", head, tuple(rows))


def _make_page_table(size: SizeResults) -> Table:
    return Table("Pages", ("kind", "pages", "KB", "KB a page", "largest KB"), tuple(_list_page_cells(size)))


def _list_page_cells(size: SizeResults) -> Iterator[tuple[str, ...]]:
    assert size.sizes
    for name, kind in size.sizes.kinds.items():
        mean = f"{kind.total / kind.pages / 1e3:,.1f}"
        yield (name, f"{kind.pages:,}", f"{kind.total / 1e3:,.0f}", mean, f"{kind.largest / 1e3:,.1f}")
    for name, bytes in size.sizes.data.items():
        yield (name, "", f"{bytes / 1e3:,.0f}", "", "")
    yield (f"the whole site, {size.sizes.files:,} files", "", f"{size.sizes.total / 1e3:,.0f}", "", "")
