"""`okrsite new`: a team, a cycle's file, an objective."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from okrsite.cli.call import CommandContext
from okrsite.cli.options import add_common_options

if TYPE_CHECKING:
    from okrsite.editing.changed_files import ChangedFiles
    from okrsite.editing.new_records import NewObjective
    from okrsite.model.cycles import Cycle
    from okrsite.snapshot import Snapshot

_DRY_RUN = click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")


@click.group()
def new() -> None:
    """Add a team, a cycle's file or an objective, in the place where it belongs."""


@new.command()
@click.argument("unit", metavar="ID")
@click.option("--name", required=True, help="What it is called.")
@click.option("--parent", default="", metavar="ID", help="The unit above it. Default: the company.")
@click.option("--lead", default="", metavar="PERSON", help="Who leads it.")
@_DRY_RUN
@add_common_options
@click.pass_obj
def team(call: CommandContext, unit: str, name: str, parent: str, lead: str, dry_run: bool) -> int:
    """Begin the folder of a team: teams/ID with its team file."""
    from okrsite.editing.new_records import plan_team

    return _write(call, lambda snapshot, files: plan_team(snapshot, files, unit, name, parent, lead), dry_run)


@new.command()
@click.argument("cycle", metavar="CYCLE")
@click.option("--team", "unit", required=True, metavar="ID", help="Whose: a folder of teams/, or company.")
@click.option("--summary", required=True, metavar="TEXT", help="What the cycle is about, in a sentence.")
@_DRY_RUN
@add_common_options
@click.pass_obj
def cycle(call: CommandContext, cycle: str, unit: str, summary: str, dry_run: bool) -> int:
    """Begin a unit's file for the objectives of CYCLE, such as 2027-Q1."""
    from okrsite.editing.new_records import plan_cycle_file

    def plan(snapshot: Snapshot, files: ChangedFiles) -> str:
        return plan_cycle_file(snapshot, files, unit, _resolve(snapshot, cycle), summary)

    return _write(call, plan, dry_run)


@new.command()
@click.option("--team", "unit", metavar="ID", help="Whose: a folder of teams/, or company.")
@click.option("--cycle", metavar="CYCLE", help="Default: the running one.")
@click.option("--title", metavar="TEXT", help="The objective, in a sentence.")
@click.option("--id", "key", default="", metavar="ID", help="Its id. Default: made from the title.")
@click.option("--owner", default="", metavar="PERSON", help="The one person who answers for it.")
@click.option("--why", default="", metavar="TEXT", help="Why it matters.")
@click.option("--contributes-to", multiple=True, metavar="REF", help="A goal of which its number is a part.")
@click.option("--supports", multiple=True, metavar="REF", help="A goal that it helps.")
@click.option(
    "--kr", "key_results", multiple=True, metavar="TEXT", help="A key result: 'Repeat customers 120 → 180'; several."
)
@_DRY_RUN
@add_common_options
@click.pass_obj
def objective(
    call: CommandContext,
    unit: str | None,
    cycle: str | None,
    title: str | None,
    key: str,
    owner: str,
    why: str,
    contributes_to: tuple[str, ...],
    supports: tuple[str, ...],
    key_results: tuple[str, ...],
    dry_run: bool,
) -> int:
    """Add an objective to a unit's file of a cycle, which is begun where there is none.

    On a terminal it asks for what is missing; Enter leaves out what can be left out.
    """
    from okrsite.editing.new_records import NewObjective, plan_objective

    if not call.is_interactive and not (unit and title):
        raise click.UsageError("Say whose it is with --team, and the objective with --title.")
    wanted = NewObjective(title or "", key, owner, why, contributes_to, supports, key_results)

    def plan(snapshot: Snapshot, files: ChangedFiles) -> str:
        of_cycle = _resolve(snapshot, cycle)
        of_unit, asked = _ask_for_objective(call, snapshot, unit or "", of_cycle, wanted)
        return plan_objective(snapshot, files, of_unit, of_cycle, asked)

    return _write(call, plan, dry_run)


def _ask_for_objective(
    call: CommandContext, snapshot: Snapshot, unit: str, cycle: Cycle, wanted: NewObjective
) -> tuple[str, NewObjective]:
    """Ask for what is missing of a new objective, where somebody can be asked; return its unit, and what is known.

    Each answer is tried at once: refused at the end, it would take the others along.
    """
    from msgspec.structs import replace

    from okrsite.editing.changed_files import ChangedFiles
    from okrsite.editing.new_records import plan_objective, refuse_unknown_unit

    if not call.is_interactive:
        return unit, wanted
    unit = unit or _ask(call, "Whose (a folder of teams/, or company)", lambda one: refuse_unknown_unit(snapshot, one))
    # No answer would do where the file can't be read.
    ChangedFiles(snapshot).refuse_unread({unit}, cycle.id)

    def refuse(said: NewObjective) -> None:
        files = ChangedFiles(snapshot)
        plan_objective(snapshot, files, unit, cycle, said)
        call.refuse_errors(snapshot, files.texts)

    if not wanted.title:
        question = "The objective, in a sentence"
        wanted = replace(wanted, title=_ask(call, question, lambda title: refuse(replace(wanted, title=title))))
    wanted = replace(wanted, owner=wanted.owner or _ask(call, "Who answers for it", optional=True))
    if not wanted.key_results:
        question = "A key result, such as 'Repeat customers 120 → 180'"
        results = _ask_several(call, question, lambda results: refuse(replace(wanted, key_results=results)))
        wanted = replace(wanted, key_results=results)
    if not wanted.contributes_to:
        question = "A goal of which it is a part, such as company/growth"
        refs = _ask_several(call, question, lambda refs: refuse(replace(wanted, contributes_to=refs)))
        wanted = replace(wanted, contributes_to=refs)
    return unit, wanted


def _ask(
    call: CommandContext, question: str, refuse: Callable[[str], None] | None = None, *, optional: bool = False
) -> str:
    """Ask until `refuse` raises nothing about the answer, or there is none where that is possible."""
    from okrsite.editing.refused_edits import EditRefusedError

    default = "" if optional else None
    while True:
        answer = str(click.prompt(question, default=default, show_default=False, err=True)).strip()
        try:
            if answer and refuse is not None:
                refuse(answer)
        except EditRefusedError as error:
            call.write_note(f"  {error.explain()}")
        else:
            return answer


def _ask_several(call: CommandContext, question: str, refuse: Callable[[tuple[str, ...]], None]) -> tuple[str, ...]:
    answers: tuple[str, ...] = ()

    def refuse_next(answer: str) -> None:
        refuse((*answers, answer))

    while answer := _ask(
        call, f"{question}, or Enter" if not answers else "Another, or Enter", refuse_next, optional=True
    ):
        answers = (*answers, answer)
    return answers


def _resolve(snapshot: Snapshot, name: str | None) -> Cycle:
    """Return the cycle of a name; without one, the running one.

    Raises:
        EditRefusedError: there is no such cycle.
    """
    from okrsite.editing.refused_edits import EditRefusedError
    from okrsite.model.cycles import resolve_cycle

    found = resolve_cycle(name, snapshot.site.settings) if name else snapshot.current_cycle
    if found is None:
        message = f"'{name}' is no cycle." if name else "No cycle is running."
        raise EditRefusedError(message, "Write a year, or a part of one such as 2026-Q4 or 2026-H1.")
    return found


def _write(call: CommandContext, plan: Callable[[Snapshot, ChangedFiles], str], dry_run: bool) -> int:
    """Plan something new, read it back among all else, and write it."""
    from okrsite.editing.changed_files import ChangedFiles

    snapshot = call.read_editable_snapshot()
    files = ChangedFiles(snapshot)
    path = plan(snapshot, files)
    problems = call.refuse_errors(snapshot, files.texts)
    if dry_run:
        call.write_result("".join(files.list_changes()))
    else:
        files.write()
    call.write_note(f"{'Would write' if dry_run else 'Wrote'} {path}.")
    if problems:
        call.write_problems(problems)
    return 0
