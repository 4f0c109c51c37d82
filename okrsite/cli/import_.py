"""`okrsite import`: goals out of documents, sheets and exports of other tools."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from okrsite.cli.call import CommandContext
from okrsite.cli.options import PathArgument, add_common_options


@click.command(name="import")
@click.argument("named", metavar="FILE…", nargs=-1, required=True, type=PathArgument(exists=True))
@click.option("--team", metavar="ID", help="Whose the goals are that say nobody's: a folder of teams/, or company.")
@click.option("--cycle", metavar="CYCLE", help="The cycle of goals that say none, such as 2026-Q4.")
@click.option("--dry-run", is_flag=True, help="Show what was found, and write nothing.")
@click.option(
    "--format",
    "wanted",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="What became of each line, or the tree that was found.",
)
@add_common_options
@click.pass_obj
def import_(
    call: CommandContext,
    named: tuple[Path, ...],
    team: str | None,
    cycle: str | None,
    dry_run: bool,
    wanted: Literal["text", "json"],
) -> int:
    """Read goals out of FILEs: loosely written Markdown, or a folder of it.

    Nothing is dropped in silence: `--format text` says of each line what it became, and why.
    """
    from okrsite.importing.contract import write_contract
    from okrsite.importing.files import list_files
    from okrsite.importing.reading import read_files
    from okrsite.importing.report import write_report

    if not dry_run:
        raise click.UsageError("So far goals are only shown: add --dry-run.")
    found = read_files(list_files(named), team, cycle)
    call.write_result(write_contract(found) if wanted == "json" else write_report(found))
    return 0
