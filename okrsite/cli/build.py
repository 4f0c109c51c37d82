"""`okrsite build`: check, build beside the last site, swap in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsite.cli.call import Call
from okrsite.cli.options import Place, as_of, audience, common, severity

if TYPE_CHECKING:
    from okrsite.site.build import BuildReport


@click.command()
@click.option("-o", "--output", type=Place(), metavar="DIR", help="Where to. Default: site_dir of mkdocs.yml.")
@severity
@as_of
@audience
@common
@click.pass_obj
def build(call: Call, output: Path | None, strict: bool, on_error: str) -> int:
    """Build the site, and put it in the place of the last one when it is whole.

    If the content has errors, nothing is published and the last site stays as it is. With --on-error isolate, files
    with errors are left out, their units' pages say so, and the rest is published; the status is 1 all the same.
    """
    from okrsite.site.build import build_site

    return publishing(call, partial(build_site, call.config_file(), output), "Built", strict, on_error)


def publishing(call: Call, make: Callable[..., BuildReport], done: str, strict: bool, on_error: str) -> int:
    """Make a site as the options say, tell what was made or why nothing was, and return the exit status."""
    from okrsite.site.build import Unpublished

    try:
        report = make(
            strict=strict,
            today=call.today,
            log=call.log,
            as_of=call.as_of,
            isolating=_isolating(strict, on_error),
            audience=call.audience,
        )
    except Unpublished as error:
        call.complain(str(error))
        return 1
    return _told(call, report, done)


def _isolating(strict: bool, on_error: str) -> bool:
    """Whether files with errors are to be left out.

    Raises:
        click.UsageError: nothing is to be published on warnings, and something on errors.
    """
    if strict and on_error == "isolate":
        raise click.UsageError("--strict and --on-error isolate contradict each other.")
    return on_error == "isolate"


def _told(call: Call, report: BuildReport, done: str) -> int:
    """Say what was made and how long it took; return the exit status."""
    if report.errors:
        files = f"{len(report.left_out)} file{'s' if len(report.left_out) != 1 else ''}"
        call.complain(f"The content has errors: {files} left out, and all else is published.")
    if not call.verbose:  # else the log has said it
        for notice in report.notices:
            call.note(notice)
    if not call.quiet:
        stages = [*report.stages, ("altogether", sum(took for _, took in report.stages))]
        width = max(len(name) for name, _ in stages)
        lines = [
            f"{done} {report.pages} pages into {report.output}.",
            *(f"  {name.ljust(width)}  {took:6.2f} s" for name, took in stages),
        ]
        call.result("".join(f"{line}\n" for line in lines))
    return int(bool(report.errors))
