"""`okrsite build`: check, build beside the last site, swap in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from okrsite.cli.call import CommandContext
from okrsite.cli.options import (
    PathArgument,
    add_as_of_option,
    add_audience_option,
    add_common_options,
    add_severity_options,
    add_why_option,
)
from okrsite.feeds.terminal_text import escape_control_characters
from okrsite.number_style import format_english_plural
from okrsite.problems import join_names

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from okrsite.pipeline import Host
    from okrsite.request import BuildRequest, Source
    from okrsite.site.build_report import BuildReport
    from okrsite.site.publishing import Log


@click.command()
@click.option("-o", "--output", type=PathArgument(), metavar="DIR", help="Where to. Default: site_dir of mkdocs.yml.")
@click.option(
    "--offline",
    is_flag=True,
    help="Make a copy beside the site that opens by double click, without a web server, and pack it into a ZIP file.",
)
@add_why_option
@add_severity_options
@add_as_of_option
@add_audience_option
@add_common_options
@click.pass_obj
def build(
    call: CommandContext, output: Path | None, offline: bool, why: str | None, strict: bool, on_error: str
) -> int:
    """Build the site, and put it in the place of the last one when it is whole.

    If the content has errors, nothing is published and the last site stays as it is. With --on-error isolate, values
    that can't be read are left out, and files where more is wrong; their pages say so, and the rest is published. The
    status is 1 all the same.
    """
    request = replace(call.create_request(), output=output, offline=offline)
    return run_build(call, "Built", request, strict, on_error, why)


def run_build(
    call: CommandContext, done: str, request: BuildRequest, strict: bool, on_error: str, why: str | None
) -> int:
    """Make a site as the options say, tell what was made or why nothing was, and return the exit status.

    `why` names a page or file of the site of which it is told why it was made.
    """
    from okrsite.pipeline import build_site
    from okrsite.site.build_report import ContentErrors

    request = replace(request, strict=strict, isolate=_is_isolating(strict, on_error), fetches=True)
    try:
        with call.show_activity() as activity:
            report = build_site(request, _open_host, call.write_log, activity)
    except ContentErrors as error:
        call.write_complaint(str(error))
        return 1
    status = _report_build(call, report, done)
    return status if why is None else _report_origin(call, report, why) or status


def _open_host(source: Source, folder: Path, log: Log | None) -> AbstractContextManager[Host]:
    # Imported where a site is made: a build that has nothing to do needn't wait for it.
    from okrsite.site.mkdocs.host import open_mkdocs

    return open_mkdocs(source, folder, log)


def _is_isolating(strict: bool, on_error: str) -> bool:
    """Whether files with errors are to be left out.

    Raises:
        click.UsageError: nothing is to be published on warnings, and something on errors.
    """
    if strict and on_error == "isolate":
        raise click.UsageError(
            "--strict and --on-error isolate contradict each other: one publishes nothing on warnings, the other "
            "everything but files with errors. Leave one of them out."
        )
    return on_error == "isolate"


def _report_build(call: CommandContext, report: BuildReport, done: str) -> int:
    """Say what was made and how long it took; return the exit status."""
    if report.errors:
        call.write_complaint(
            f"The content has errors: {_describe_left_out(report)} left out, and all else is published.",
            "Correct them and build again; okrsite check lists them.",
        )
    if not call.verbose:  # else the log has said it
        for notice in report.notices:
            call.write_note(notice)
    if report.unchanged and not call.quiet:
        call.write_result(f"Nothing has changed: {report.pages} pages lie in {report.output} as they should.\n")
    elif not call.quiet:
        stages = [*report.stages, ("altogether", sum(took for _, took in report.stages))]
        width = max(len(name) for name, _ in stages)
        lines = [
            f"{done} {report.pages} pages into {report.output}{_describe_linked(report.linked)}.",
            *(f"  {name.ljust(width)}  {took:6.2f} s" for name, took in stages),
            *([f"Packed into {report.archive}: send or unpack that, and open index.html."] if report.archive else []),
            *(_describe_pages(report) if call.verbose else ()),
        ]
        call.write_result("".join(f"{line}\n" for line in lines))
    return int(bool(report.errors))


def _describe_left_out(report: BuildReport) -> str:
    """Return how much is missing from a site: files, and objectives and values in others."""
    objectives = sum(part.rpartition(":")[2].isdigit() for part in report.left_out)
    counts = {"file": len(report.left_out) - objectives, "objective": objectives, "value": report.unread}
    said = [format_english_plural(count, name) for name, count in counts.items() if count]
    return join_names(said) or "nothing"


def _describe_pages(report: BuildReport) -> Iterator[str]:
    """Yield lines that tell how many pages were made, and for what."""
    from okrsite.site.page_answers import list_main_reasons

    counts = {"made": report.made, "linked": report.linked, "inspected": report.inspected}
    yield f"  pages: {', '.join(f'{count:,} {what}' for what, count in counts.items())}"
    for reason in list_main_reasons(report.origins):
        yield f"  {escape_control_characters(reason)}"


def _report_origin(call: CommandContext, report: BuildReport, path: str) -> int:
    """Say why a page was made; return the exit status of the answer."""
    from okrsite.site.page_answers import PageNotFoundError, explain_page

    try:
        answer = explain_page(report, path)
    except PageNotFoundError as error:
        call.write_complaint(str(error), error.hint)
        return 2
    call.write_result(f"{escape_control_characters(answer)}\n")
    return 0


def _describe_linked(linked: int) -> str:
    return f", {linked} of them unchanged since the last build" if linked else ""
