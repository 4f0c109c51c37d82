"""`okrsite export`: the model with its computed numbers, for other programs."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsite.cli.call import CommandContext, format_problem_counts, is_failing
from okrsite.cli.export_targets import FORMATS, check_target
from okrsite.cli.options import PathArgument, add_as_of_option, add_audience_option, add_common_options
from okrsite.refusals import explain_refusal, is_place_refused, suggest_way_out
from okrsite.settings import read_site
from okrsite.whole_files import write_whole_file

if TYPE_CHECKING:
    from okrsite.snapshot import Snapshot


@click.command()
@click.option(
    "--format", "wanted", type=click.Choice(list(FORMATS)), default="json", show_default=True, help="As what."
)
@click.option(
    "-o",
    "--output",
    type=PathArgument(),
    metavar="FILE|DIR",
    help="Where to; for csv a folder. Default for json and markdown, and with -: stdout.",
)
@add_as_of_option
@add_audience_option
@add_common_options
@click.pass_obj
def export(call: CommandContext, wanted: str, output: Path | None) -> int:
    """Print the public model with its computed numbers; `okrsite schema export` documents it.

    As json one document, as csv a file for each table in a folder, as xlsx one workbook, as markdown a text to read.
    `okrsite import` reads all but the last one back.

    If the content has errors, what could be read is printed all the same, and the command ends with 1. A FILE is
    then left as it is: whoever reads it later would not see that something is missing.
    """
    if output is not None and str(output) == "-":
        output = None
    if output is None and FORMATS[wanted].is_binary:
        raise click.UsageError(f"--format {wanted} needs a place: name {FORMATS[wanted].place} with -o.")
    if output is not None:
        site = read_site(call.find_config_file())
        with _refuse_place(output):
            check_target(output, site, wanted)
    snapshot = call.read_snapshot()
    files = list(_make_files(call, snapshot, wanted))
    failed = is_failing(snapshot.problems)
    if failed:
        call.write_problems(problem for problem in snapshot.problems if problem.severity == "error")
        call.write_note(f"okrsite export: {format_problem_counts(snapshot.problems)}.")
    if output is None:
        call.write_result(files[0][1])
    elif failed:
        call.write_complaint(
            f"{output} was not written.", "Correct the errors above; without -o, what could be read is printed."
        )
    else:
        for name, data in files:
            target = output / name if name else output
            if name:
                with _refuse_place(output):
                    output.mkdir(parents=True, exist_ok=True)
            _write_atomically(target, data)
        call.write_note(f"Wrote {output}.")
    return int(failed)


def _make_files(call: CommandContext, snapshot: Snapshot, wanted: str) -> Iterator[tuple[str, bytes]]:
    """Yield each file of an export: its name in the folder, empty where there is one file only, and its content."""
    from okrsite.feeds.export import build_export, format_export

    if wanted == "json":
        yield "", format_export(snapshot).encode("utf-8")
    elif wanted == "markdown":
        from okrsite.feeds.markdown_export import format_markdown_export

        yield "", format_markdown_export(build_export(snapshot)).encode("utf-8", "backslashreplace")
    elif wanted == "csv":
        from okrsite.feeds.csv_export import write_csv_files

        yield from write_csv_files(build_export(snapshot))
    else:
        from okrsite.feeds.workbook import LONGEST_TEXT, MOST_ROWS, write_workbook

        written = write_workbook(build_export(snapshot))
        if written.cut_texts:
            call.write_note(
                f"{written.cut_texts} texts are longer than the {LONGEST_TEXT:,} characters that a cell holds, and end "
                "there. JSON and CSV have all of them."
            )
        if written.cut_rows:
            call.write_note(
                f"{written.cut_rows:,} rows are beyond the {MOST_ROWS:,} that a sheet holds, and are left out. "
                "JSON and CSV have all of them."
            )
        yield "", written.data


def _write_atomically(target: Path, text: bytes) -> None:
    """Write a file so that whoever reads it meets the old one or the new one, never half of it.

    Raises:
        click.ClickException: nothing can be written there.
        OSError: the disk is full or broken.
    """
    with _refuse_place(target), suppress(BrokenPipeError):  # a reader that has seen enough, as with stdout
        kind = target.stat().st_mode if target.exists() else stat.S_IFREG | 0o644
        if stat.S_ISREG(kind):
            write_whole_file(Path(os.path.realpath(target)), [text], stat.S_IMODE(kind))
            return
        # A device or a pipe, such as /dev/stdout, can't be replaced, only written to. A pipe that nobody reads would
        # let us wait for ever.
        stream = os.open(target, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
        os.set_blocking(stream, True)
        with os.fdopen(stream, "wb") as opened:
            opened.write(text)


@contextmanager
def _refuse_place(target: Path) -> Iterator[None]:
    """Say of a file that it can't be written, where another one could be."""
    try:
        yield
    except OSError as error:
        if not is_place_refused(error):
            raise
        raise click.ClickException(
            f"{target} can't be written: {explain_refusal(error)}. {suggest_way_out(error)}"
        ) from error
