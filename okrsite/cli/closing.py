"""What `okrsite close` and `okrsite rollover` share: their options for grades, and the edits of the old cycle."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click
import msgspec

from okrsite.cli.call import CommandContext
from okrsite.cli.closing_questions import ask_for_closings
from okrsite.cli.options import PathArgument
from okrsite.cli.tables import read_table

if TYPE_CHECKING:
    from okrsite.editing.changed_files import ChangedFiles
    from okrsite.editing.closings import ObjectiveClosing
    from okrsite.model.cycles import Cycle
    from okrsite.model.objectives import Objective
    from okrsite.snapshot import Snapshot

_F = TypeVar("_F", bound="Callable[..., object] | click.Command")


class ClosingOptions(msgspec.Struct, frozen=True):
    """How a command is told of grades and decisions."""

    units: tuple[str, ...]
    """Of which units; all of them if none is named."""
    table: Path | None
    accepts_proposals: bool

    @property
    def asks(self) -> bool:
        """Whether there is something left to be asked about."""
        return self.table is None and not self.accepts_proposals


def add_closing_options(command: _F) -> _F:
    """Add `--team`, `--grades` and `--accept-proposals`."""
    command = click.option(
        "--accept-proposals",
        "accepts_proposals",
        is_flag=True,
        help="Give each key result without a grade the one that is proposed.",
    )(command)
    command = click.option(
        "--grades",
        "table",
        type=PathArgument(),
        metavar="FILE",
        help="A CSV file of ref, grade, decision, sentence; - reads stdin.",
    )(command)
    return click.option(
        "--team", "units", multiple=True, metavar="ID", help="Of this unit only; may be said several times."
    )(command)


def resolve_cycle_name(snapshot: Snapshot, name: str) -> Cycle:
    """Return the cycle of a name.

    Raises:
        EditRefusedError: there is no such cycle.
    """
    from okrsite.editing.refused_edits import EditRefusedError
    from okrsite.model.cycles import resolve_cycle

    cycle = resolve_cycle(name, snapshot.site.settings)
    if cycle is None:
        hint = "Write a year, or a part of one such as 2026-Q4 or 2026-H1."
        raise EditRefusedError(f"'{name}' is no cycle.", hint, is_wrong_usage=True)
    return cycle


def collect_closings(
    call: CommandContext,
    snapshot: Snapshot,
    cycle: Cycle,
    options: ClosingOptions,
    skipped: Sequence[Objective] = (),
) -> list[ObjectiveClosing]:
    """Return what is said of a cycle's objectives: by a table, by the proposals, or by somebody on a terminal.

    Raises:
        EditRefusedError: the cycle hasn't begun, or the table says something that can't be.
    """
    from okrsite.editing.new_closings import (
        accept_proposals,
        create_table_closings,
        list_objectives,
        read_closing_table,
    )
    from okrsite.editing.refused_edits import EditRefusedError
    from okrsite.feeds.explain.subjects import SubjectNotFoundError

    if options.asks and not call.is_interactive:
        return []
    if cycle.start > snapshot.today:
        message = f"{cycle.id} begins on {cycle.start}, so there is nothing to be graded yet."
        raise EditRefusedError(message, "Name the cycle that ends, or say another day with --today.")
    objectives = list_objectives(snapshot, cycle.id, options.units)
    if options.asks:
        return ask_for_closings(call, snapshot, objectives, skipped)
    closings: list[ObjectiveClosing] = []
    if options.table is not None:
        lines = read_closing_table(str(options.table), read_table(options.table))
        try:
            closings = create_table_closings(snapshot, cycle, options.units, lines)
        except SubjectNotFoundError as error:
            raise EditRefusedError(str(error), error.hint, is_wrong_usage=True) from None
    return accept_proposals(snapshot, objectives, closings) if options.accepts_proposals else closings


def plan_closings(
    call: CommandContext, snapshot: Snapshot, files: ChangedFiles, closings: Sequence[ObjectiveClosing]
) -> tuple[str, ...]:
    """Change the files of the objectives; nothing is written yet. Returns the paths of those that change.

    Raises:
        EditRefusedError: something can't be said in a file.
        OSError: a file can't be read.
    """
    from okrsite.editing.closings import plan_closing

    changed: list[str] = []
    for closing in closings:
        path = closing.objective.place.path
        file = files.get(path)
        planned = plan_closing(file, closing, snapshot.organisation, snapshot.site.settings)
        if planned.text != file.text:
            files.change(path, planned.text)
            changed.append(path)
        if planned.warnings:
            call.write_problems(planned.warnings)
    return tuple(dict.fromkeys(changed))


def describe_counts(closings: Sequence[ObjectiveClosing]) -> str:
    """Return how many grades and decisions are given, in words: `3 grades and 1 decision`."""
    from okrsite.editing.new_closings import count_closings
    from okrsite.number_style import format_english_plural

    return " and ".join(format_english_plural(number, word) for word, number in count_closings(closings).items())


def write_hindsights(call: CommandContext, snapshot: Snapshot, closings: Sequence[ObjectiveClosing]) -> None:
    """Say what the record of the objectives that were closed asks, with the grades that were given."""
    from okrsite.pages.parts.hindsights import collect_hindsights

    grades = {}
    for closing in closings:
        for key, typed in closing.grades.items():
            with suppress(ValueError):
                grades[closing.objective.ref.make_key_result_ref(key)] = float(typed.replace(",", "."))
    for found in collect_hindsights(snapshot, (closing.objective for closing in closings), grades):
        call.write_note(f"{found.objective.ref}: {found.sentence}")


def write_ungraded(
    call: CommandContext,
    snapshot: Snapshot,
    cycle: Cycle,
    units: Sequence[str],
    closings: Sequence[ObjectiveClosing],
) -> None:
    """Say how many key results of a cycle still lack a grade, and which is proposed for the first of them."""
    from okrsite.editing.new_closings import list_objectives, list_ungraded, propose_grade
    from okrsite.number_style import format_english_plural

    given = {(closing.objective.ref, key) for closing in closings for key in closing.grades}
    left = [
        (objective, key_result)
        for objective in list_objectives(snapshot, cycle.id, units)
        for key_result in list_ungraded(objective)
        if (objective.ref, key_result.id) not in given
    ]
    if left:
        objective, key_result = left[0]
        proposed = propose_grade(snapshot, objective, key_result)
        ref, proposal = (
            objective.ref.make_key_result_ref(key_result.id),
            f"{proposed} proposed" if proposed else "no proposal",
        )
        number = format_english_plural(len(left), "key result")
        call.write_note(f"Without a grade in {cycle.id}: {number}, such as {ref}: {proposal}.")
