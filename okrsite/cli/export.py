"""`okrsite export`: the model with its computed numbers, for other programs."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click

from okrsite.cli.call import CommandContext, format_problem_counts, is_failing
from okrsite.cli.options import PathArgument, add_as_of_option, add_audience_option, add_common_options
from okrsite.refusals import explain_refusal, is_place_refused, suggest_way_out
from okrsite.settings import Site, read_site
from okrsite.whole_files import write_whole_file


@click.command()
@click.option("--format", "wanted", type=click.Choice(["json"]), default="json", show_default=True, help="As what.")
@click.option("-o", "--output", type=PathArgument(), metavar="FILE", help="Where to. Default, and with -: stdout.")
@add_as_of_option
@add_audience_option
@add_common_options
@click.pass_obj
def export(call: CommandContext, wanted: str, output: Path | None) -> int:
    """Print the public model with its computed numbers; `okrsite schema export` documents it.

    If the content has errors, what could be read is printed all the same, and the command ends with 1. A FILE is
    then left as it is: whoever reads it later would not see that something is missing.
    """
    from okrsite.feeds.export import format_export

    if output is not None and str(output) == "-":
        output = None
    if output is not None:
        site = read_site(call.find_config_file())
        with _refuse_place(output):
            _check_target(output, site)
    snapshot = call.read_snapshot()
    text = format_export(snapshot).encode("utf-8")
    failed = is_failing(snapshot.problems)
    if failed:
        call.write_problems(problem for problem in snapshot.problems if problem.severity == "error")
        call.write_note(f"okrsite export: {format_problem_counts(snapshot.problems)}.")
    if output is None:
        call.write_result(text)
    elif failed:
        call.write_complaint(
            f"{output} was not written.", "Correct the errors above; without -o, what could be read is printed."
        )
    else:
        _write_atomically(output, text)
        call.write_note(f"Wrote {output}.")
    return int(failed)


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


def _check_target(target: Path, site: Site) -> None:
    """Refuse to write over anybody's sources.

    Raises:
        click.BadParameter: the file is none that an export may replace.
    """
    place = Path(os.path.realpath(target))
    sources = [folder for folder in (site.content, site.theme) if folder is not None]
    if place == site.config or any(place.is_relative_to(os.path.realpath(folder)) for folder in sources):
        raise click.BadParameter(f"{target} is one of the site's own sources. Name another file.", param_hint="-o")
    if any(part.casefold() == ".git" for part in place.parts):
        raise click.BadParameter(f"git keeps its own files where {target} is. Name another file.", param_hint="-o")
    if place.is_file() and place.suffix.lower() != ".json":
        with place.open("rb") as stream:
            begun = stream.read(64).lstrip()
        if begun and not begun.startswith(b"{"):
            raise click.BadParameter(
                f"{target} is there and holds no JSON. Name another file, or take it away yourself.", param_hint="-o"
            )
