"""`okrsite import`: goals out of documents, sheets and exports of other tools."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from okrsite.cli.call import CommandContext, format_problem_counts
from okrsite.cli.options import PathArgument, add_common_options

if TYPE_CHECKING:
    from okrsite.editing.changed_files import ChangedFiles
    from okrsite.feeds.export_records import Export
    from okrsite.importing.content import Written
    from okrsite.importing.found import Found
    from okrsite.importing.mappings import Preset
    from okrsite.snapshot import Snapshot


@click.command(name="import")
@click.argument("named", metavar="FILE…", nargs=-1, required=True, type=PathArgument(exists=True))
@click.option("--team", metavar="ID", help="Whose the goals are that say nobody's: a folder of teams/, or company.")
@click.option("--cycle", metavar="CYCLE", help="The cycle of goals that say none, such as 2026-Q4.")
@click.option(
    "--preset",
    metavar="NAME",
    default="auto",
    show_default=True,
    help="The tool that a sheet comes from, such as viva-goals, betterworks, perdoo, lattice, asana or jira.",
)
@click.option(
    "--map", "mapping", type=PathArgument(exists=True), metavar="FILE", help="A mapping of your own, in YAML."
)
@click.option("--new-teams", is_flag=True, help="Begin a team for each name that no unit has.")
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
    preset: str,
    mapping: Path | None,
    new_teams: bool,
    dry_run: bool,
    wanted: Literal["text", "json"],
) -> int:
    """Make content of the goals in FILEs: loosely written Markdown, CSV, XLSX, YAML or JSON, or a folder of them.

    Nothing is dropped in silence: `--format text` says of each line what it became, and why. Nothing is overwritten:
    goals that are there already stay as they are. What says no team or no cycle is asked about on a terminal.
    """
    from okrsite.importing.contract import write_contract
    from okrsite.importing.export_files import find_export
    from okrsite.importing.files import list_files
    from okrsite.importing.reading import read_files
    from okrsite.importing.report import write_report

    files = list_files(named)
    export = find_export(files) if preset in ("auto", "okrsite") and mapping is None else None
    if export is not None:
        return _bring_export(call, str(named[0]), export, dry_run=dry_run, wanted=wanted)
    found = read_files(files, _find_preset(preset, mapping))
    if dry_run:
        filled = _fill_gaps(found, team, cycle)
        call.write_result(write_contract(filled) if wanted == "json" else write_report(filled))
        return 0
    status, written = _write_found(call, named, found, team, cycle, new_teams=new_teams)
    call.write_result(write_contract(found) if wanted == "json" else write_report(found, written))
    return status


def _bring_export(
    call: CommandContext, path: str, export: Export, *, dry_run: bool, wanted: Literal["text", "json"]
) -> int:
    """Take our own export over, with all that it holds; return the status."""
    from okrsite.editing.changed_files import ChangedFiles
    from okrsite.importing.contract import write_contract
    from okrsite.importing.export_content import plan_export
    from okrsite.importing.export_found import describe_export, explain_past
    from okrsite.importing.export_memos import explain_lost_memos
    from okrsite.importing.report import write_report

    found = describe_export(path, export)
    written: tuple[Written, ...] = ()
    if not dry_run:
        snapshot = call.read_editable_snapshot()
        files = ChangedFiles(snapshot)
        written = plan_export(snapshot, files, export)
        _write_files(call, snapshot, files, "Nothing was written: all of it is there already.")
        for said in (explain_past(export), *explain_lost_memos(export.memos)):
            if said:
                call.write_note(said)
    call.write_result(write_contract(found) if wanted == "json" else write_report(found, written))
    return 0


def _find_preset(name: str, mapping: Path | None) -> Preset | None:
    """Return the mapping that was asked for; None for whichever fits.

    Raises:
        click.BadParameter: there is no preset of that name.
        EditRefusedError: the file is no mapping.
    """
    from okrsite.importing.mappings import NAMES, load_preset, read_map
    from okrsite.nearest import find_close_name

    if mapping is not None:
        return read_map(mapping)
    if name in ("auto", "asana"):
        return None
    if name not in NAMES:
        near = find_close_name(name, NAMES)
        meant = f"Did you mean {near}?" if near else f"There are auto, {', '.join(NAMES)}."
        raise click.BadParameter(f"'{name}' is no preset. {meant}", param_hint="--preset")
    return load_preset(name)


def _fill_gaps(found: Found, team: str | None, cycle: str | None) -> Found:
    """Return what was found with a team and a cycle for what says none."""
    from msgspec.structs import replace

    return replace(
        found,
        objectives=tuple(replace(one, team=one.team or team, cycle=one.cycle or cycle) for one in found.objectives),
    )


def _write_found(
    call: CommandContext,
    named: tuple[Path, ...],
    found: Found,
    team: str | None,
    cycle: str | None,
    *,
    new_teams: bool,
) -> tuple[int, tuple[Written, ...]]:
    """Write what was found; return the status and what became of each objective."""
    from okrsite.editing.changed_files import ChangedFiles
    from okrsite.importing.content import plan_import
    from okrsite.importing.units import TargetFinder

    snapshot = call.read_editable_snapshot()
    _refuse_unknown(snapshot, team, cycle)
    ask: Callable[[str], str] | None = _ask_user if call.is_interactive else None
    targets = TargetFinder(snapshot, team, cycle, ask, begins_teams=new_teams).find_targets(found)
    if targets.problems:
        for one in targets.problems:
            call.write_complaint(f"{one.path}:{one.line}: {one.message}", one.hint)
        call.write_note("Nothing was written.")
        return 1, ()
    files = ChangedFiles(snapshot)
    written = plan_import(snapshot, files, found, targets)
    nothing = "Nothing was written: all of it is there already." if written else _explain_nothing(named, found)
    _write_files(call, snapshot, files, nothing)
    return 0, written


def _explain_nothing(named: tuple[Path, ...], found: Found) -> str:
    """Return what is said where no goals are found: where, and what to look at."""
    where = str(named[0]) if len(named) == 1 else f"these {len(named)} files and folders"
    why = "What became of each line stands below." if found.fates else "Nothing stands there: export it again."
    return f"There are no goals in {where}. {why}"


def _write_files(call: CommandContext, snapshot: Snapshot, files: ChangedFiles, nothing: str) -> None:
    """Write what has changed, and say what is still open in it; `nothing` is said where nothing has."""
    if not files.changed_paths:
        call.write_note(nothing)
        return
    problems = call.refuse_errors(snapshot, files.texts)
    files.write()
    for path in files.changed_paths:
        call.write_note(f"Wrote {path}.")
    if problems:
        call.write_note(f"`okrsite check` says what is still open in them: {format_problem_counts(problems)}.")


def _refuse_unknown(snapshot: Snapshot, team: str | None, cycle: str | None) -> None:
    """Refuse a unit or a cycle that isn't one before anything is planned.

    Raises:
        EditRefusedError: there is no such unit or cycle.
    """
    from okrsite.editing.new_records import refuse_unknown_unit
    from okrsite.editing.refused_edits import EditRefusedError
    from okrsite.model.cycles import resolve_cycle

    if team is not None:
        refuse_unknown_unit(snapshot, team)
    if cycle is not None and resolve_cycle(cycle, snapshot.site.settings) is None:
        raise EditRefusedError(f"'{cycle}' is no cycle.", "Write a year, or a part of one such as 2026-Q4 or 2026-H1.")


def _ask_user(question: str) -> str:
    return str(click.prompt(question, default="", show_default=False, err=True)).strip()
