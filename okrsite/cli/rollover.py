"""`okrsite rollover`: the next cycle's files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsite.cli.call import CommandContext
from okrsite.cli.closing import (
    ClosingOptions,
    add_closing_options,
    collect_closings,
    describe_counts,
    plan_closings,
    resolve_cycle_name,
    write_ungraded,
)
from okrsite.cli.options import add_common_options, refuse_unknown_units
from okrsite.problems import join_names

if TYPE_CHECKING:
    from okrsite.editing.closings import ObjectiveClosing
    from okrsite.model.cycles import Cycle
    from okrsite.model.objectives import Objective
    from okrsite.snapshot import Snapshot

_MOST_NAMED = 5


@click.command()
@click.argument("start", metavar="FROM")
@click.argument("to", metavar="TO")
@add_closing_options
@click.option("--skip", "skipped", multiple=True, metavar="REF", help="An objective that isn't carried on.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@add_common_options
@click.pass_obj
def rollover(
    call: CommandContext,
    start: str,
    to: str,
    units: tuple[str, ...],
    table: Path | None,
    accepts_proposals: bool,
    skipped: tuple[str, ...],
    dry_run: bool,
) -> int:
    """Carry the open objectives of cycle FROM on into cycle TO.

    Each begins where it stands: a key result starts at its last value, what is reached stays behind, and nothing that
    was reported goes along. `continues` says where it comes from. On a terminal it asks about each objective as
    `okrsite close` does, and carries on what is decided to be. What is in TO already stays as it is.
    """
    from okrsite.editing.changed_files import ChangedFiles
    from okrsite.editing.refused_edits import EditRefusedError
    from okrsite.editing.rollover import list_open_objectives, plan_rollover
    from okrsite.number_style import format_english_plural

    snapshot = call.read_editable_snapshot()
    before, after = resolve_cycle_name(snapshot, start), resolve_cycle_name(snapshot, to)
    if after.start <= before.start:
        hint = "Name the old cycle first, then the new one."
        raise EditRefusedError(f"{to} doesn't come after {start}.", hint, is_wrong_usage=True)
    refuse_unknown_units(snapshot, units)
    files = ChangedFiles(snapshot)
    files.refuse_unread(units or snapshot.organisation.units, before.id)
    wanted = list_open_objectives(snapshot, before.id, units)
    unknown = [ref for ref in skipped if not any(_is_meant(objective, ref) for objective in wanted)]
    if unknown:
        known = ", ".join(f"{objective.unit}/{objective.id}" for objective in wanted[:_MOST_NAMED])
        of_units = f" of {join_names(units)}" if units else ""
        raise EditRefusedError(
            f"{unknown[0]} is no open objective of {before.id}{of_units}.",
            f"Open there: {known}{', …' if len(wanted) > _MOST_NAMED else ''}." if known else "Leave --skip out.",
            is_wrong_usage=True,
        )
    left_behind = [objective for objective in wanted if any(_is_meant(objective, ref) for ref in skipped)]
    options = ClosingOptions(units, table, accepts_proposals)
    closings = _collect_closings(call, snapshot, before, options, left_behind)
    chosen = _choose_objectives(call, [one for one in wanted if one not in left_behind], closings, options)
    # The old files are read as they lie there, so what becomes of them is planned last.
    planned = plan_rollover(snapshot, files, after, chosen)
    closed = plan_closings(call, snapshot, files, closings)
    if files.changed_paths:
        call.refuse_errors(snapshot, files.texts)
    if dry_run:
        call.write_result("".join(files.list_changes()))
    else:
        files.write()
    for remark in planned.remarks:
        call.write_note(remark)
    paths = ", ".join(path for path in files.changed_paths if path not in closed)
    call.write_note(
        f"{format_english_plural(len(planned.carried), 'objective')} carried on into {after.id}: {paths}."
        if planned.carried
        else f"Nothing is carried on: {after.id} has it already, or nothing of {before.id} is open."
    )
    if closed:
        call.write_note(f"{describe_counts(closings)} given in {before.id}: {', '.join(closed)}.")
    write_ungraded(call, snapshot, before, units, closings)
    return 0


def _collect_closings(
    call: CommandContext, snapshot: Snapshot, cycle: Cycle, options: ClosingOptions, left_behind: Sequence[Objective]
) -> list[ObjectiveClosing]:
    """Return what is said of the old cycle; nothing is asked about one that hasn't begun."""
    if options.asks and cycle.start > snapshot.today:
        return []
    return collect_closings(call, snapshot, cycle, options, left_behind)


def _choose_objectives(
    call: CommandContext,
    objectives: Sequence[Objective],
    closings: Sequence[ObjectiveClosing],
    options: ClosingOptions,
) -> list[Objective]:
    """Return the objectives that are carried on: those of which that is decided, and on a terminal asked."""
    from okrsite.editing.closings import parse_decision
    from okrsite.editing.rollover import CARRIED_ON

    decisions = {
        one.objective.ref: parse_decision(one.decision, str(one.objective.ref)) for one in closings if one.decision
    }
    asked = {one.objective.ref for one in closings} if options.asks else set()
    chosen = []
    for objective in objectives:
        decision = decisions.get(objective.ref) or objective.decision
        if decision is not None:
            is_chosen = decision == CARRIED_ON
        elif objective.ref in asked:
            is_chosen = False  # it was left open
        else:
            is_chosen = not call.is_interactive or _ask_whether_carried(objective.ref, objective.title)
        chosen += [objective] if is_chosen else []
    return chosen


def _is_meant(objective: Objective, typed: str) -> bool:
    """Whether a reference is the one of an objective, with its cycle or without."""
    return typed.strip("/") in (objective.ref, f"{objective.unit}/{objective.id}")


def _ask_whether_carried(ref: str, title: str) -> bool:
    return click.confirm(f"Carry on {ref}: {title}", default=True, err=True)
