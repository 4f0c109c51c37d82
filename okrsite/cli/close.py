"""`okrsite close`: grades and decisions at the end of a cycle."""

from __future__ import annotations

from pathlib import Path

import click

from okrsite.cli.call import CommandContext
from okrsite.cli.closing import (
    ClosingOptions,
    add_closing_options,
    collect_closings,
    describe_counts,
    plan_closings,
    resolve_cycle_name,
    write_hindsights,
    write_ungraded,
)
from okrsite.cli.options import add_common_options, refuse_unknown_units


@click.command()
@click.argument("name", metavar="CYCLE")
@add_closing_options
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@add_common_options
@click.pass_obj
def close(
    call: CommandContext, name: str, units: tuple[str, ...], table: Path | None, accepts_proposals: bool, dry_run: bool
) -> int:
    """Grade the key results of CYCLE, and say what becomes of its objectives.

    On a terminal it goes through the objectives: each key result with the grade that its progress proposes, then
    whether the objective is carried on, closed or dropped, and what was learned. What is said already isn't asked.
    Grades stand in the key results, decision and retrospective in the objective; no other byte of a file changes.
    """
    from okrsite.editing.changed_files import ChangedFiles

    options = ClosingOptions(units, table, accepts_proposals)
    if options.asks and not call.is_interactive:
        raise click.UsageError("Nobody can be asked here: give --grades FILE, or --accept-proposals.")
    snapshot = call.read_editable_snapshot()
    cycle = resolve_cycle_name(snapshot, name)
    refuse_unknown_units(snapshot, units)
    files = ChangedFiles(snapshot)
    files.refuse_unread(units or snapshot.organisation.units, cycle.id)
    if snapshot.today <= cycle.end and options.asks:
        call.write_note(f"{cycle.id} goes on until {cycle.end}: its values may still change.")
    closings = collect_closings(call, snapshot, cycle, options)
    changed = plan_closings(call, snapshot, files, closings)
    if changed:
        call.refuse_errors(snapshot, files.texts)
    if dry_run:
        call.write_result("".join(files.list_changes()))
    else:
        files.write()
    if not changed:
        call.write_note("Nothing is changed: the files say so already, or nothing was said.")
    else:
        call.write_note(f"{'Would write' if dry_run else 'Wrote'} {describe_counts(closings)}: {', '.join(changed)}.")
    write_hindsights(call, snapshot, closings)
    write_ungraded(call, snapshot, cycle, units, closings)
    return 0
