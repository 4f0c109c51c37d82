"""`okrsite rollover`: the next cycle's files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from okrsite.cli.call import CommandContext
from okrsite.cli.options import add_common_options

if TYPE_CHECKING:
    from okrsite.model.objectives import Objective


@click.command()
@click.argument("start", metavar="FROM")
@click.argument("to", metavar="TO")
@click.option("--team", "units", multiple=True, metavar="ID", help="Of this unit only; may be said several times.")
@click.option("--skip", "skipped", multiple=True, metavar="REF", help="An objective that isn't carried on.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@add_common_options
@click.pass_obj
def rollover(
    call: CommandContext, start: str, to: str, units: tuple[str, ...], skipped: tuple[str, ...], dry_run: bool
) -> int:
    """Carry the open objectives of cycle FROM on into cycle TO.

    Each begins where it stands: a key result starts at its last value, what is reached stays behind, and nothing that
    was reported goes along. `continues` says where it comes from. On a terminal it asks about each objective. What is
    in TO already stays as it is.
    """
    from okrsite.editing.changed_files import ChangedFiles
    from okrsite.editing.rollover import list_open_objectives, name_ungraded, plan_rollover
    from okrsite.model.cycles import resolve_cycle

    snapshot = call.read_editable_snapshot()
    organisation, settings = snapshot.organisation, snapshot.site.settings
    before, after = resolve_cycle(start, settings), resolve_cycle(to, settings)
    for name, cycle in ((start, before), (to, after)):
        if cycle is None:
            call.write_complaint(f"'{name}' is no cycle.", "Write a year, or a part of one such as 2026-Q4 or 2026-H1.")
            return 2
    if before is None or after is None or after.start <= before.start:
        call.write_complaint(f"{to} doesn't come after {start}.", "Name the old cycle first, then the new one.")
        return 2
    for unit in units:
        if unit not in organisation.units:
            call.write_complaint(f"There is no unit '{unit}'.", "Name a folder of teams/, or company.")
            return 2
    files = ChangedFiles(snapshot)
    files.refuse_unread(units or organisation.units, before.id)
    wanted = list_open_objectives(snapshot, before.id, units)
    unknown = [ref for ref in skipped if not any(_is_meant(objective, ref) for objective in wanted)]
    if unknown:
        call.write_complaint(f"{unknown[0]} is no open objective of {before.id}.", "Write unit/objective.")
        return 2
    chosen = [objective for objective in wanted if not any(_is_meant(objective, ref) for ref in skipped)]
    if call.is_interactive:
        chosen = [objective for objective in chosen if _ask_whether_carried(objective.ref, objective.title)]
    planned = plan_rollover(snapshot, files, after, chosen)
    if files.changed_paths:
        call.refuse_errors(snapshot, files.texts)
    if dry_run:
        call.write_result("".join(files.list_changes()))
    else:
        files.write()
    for remark in planned.remarks:
        call.write_note(remark)
    paths = ", ".join(files.changed_paths)
    number = len(planned.carried)
    call.write_note(
        f"{number} objective{'' if number == 1 else 's'} carried on into {after.id}: {paths}."
        if number
        else f"Nothing is carried on: {after.id} has it already, or nothing of {before.id} is open."
    )
    ungraded = name_ungraded(snapshot, before.id, units)
    if ungraded:
        call.write_note(f"Without a grade in {before.id}: {len(ungraded)} key results, such as {ungraded[0]}.")
    return 0


def _is_meant(objective: Objective, typed: str) -> bool:
    """Whether a reference is the one of an objective, with its cycle or without."""
    return typed.strip("/") in (objective.ref, f"{objective.unit}/{objective.id}")


def _ask_whether_carried(ref: str, title: str) -> bool:
    return click.confirm(f"Carry on {ref}: {title}", default=True, err=True)
