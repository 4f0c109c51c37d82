"""`okrsite checkin`: a report of values, written where the format wants it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsite.cli.call import CommandContext
from okrsite.cli.checkin_questions import ask_for_reports
from okrsite.cli.options import DayType, PathArgument, add_common_options
from okrsite.cli.tables import read_table

if TYPE_CHECKING:
    from okrsite.editing.changed_files import ChangedFiles
    from okrsite.editing.kpi_values import KpiReport
    from okrsite.editing.new_checkins import ObjectiveCheckIn
    from okrsite.snapshot import Snapshot


@click.command()
@click.argument("ref", required=False)
@click.option("--now", metavar="VALUE", help="The value, as it would be typed: 142, 45%, 1.2M; yes or no.")
@click.option("--step", "steps", multiple=True, metavar="STEP", help="A step that is reached: its title or its number.")
@click.option("--confidence", metavar="SHARE", help="How sure it is to be reached, such as 50%.")
@click.option("--status", metavar="WORD", help="Your word on how it stands, such as 'at risk'.")
@click.option("--note", metavar="TEXT", help="What is to be said about it.")
@click.option("--date", "day", type=DayType(), metavar="DATE", help="The day of the report. Default: today.")
@click.option("--by", metavar="PERSON", help="Who reports. Default: git's user, if people.yml knows the name.")
@click.option("--from", "table", type=PathArgument(), metavar="FILE", help="A CSV file of ref, value; - reads stdin.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@add_common_options
@click.pass_obj
def checkin(
    call: CommandContext,
    ref: str | None,
    now: str | None,
    steps: tuple[str, ...],
    confidence: str | None,
    status: str | None,
    note: str | None,
    day: date | None,
    by: str | None,
    table: Path | None,
    dry_run: bool,
) -> int:
    """Report how REF stands: a key result (marketing/events#repeat), a KPI, or, for a note or a status, an objective.

    The check-in is added to the objective's file in the style of those that are there, and a value that the key result
    holds itself is replaced; no other byte changes. With the setting `checkins: file` it becomes a file of its own.
    What is measured in steps, or is reached or not, is ticked off where it stands; a KPI gets the value with its day.
    Without REF and on a terminal, it asks about everything that you own in the running cycles.
    """
    from okrsite.editing.changed_files import ChangedFiles
    from okrsite.editing.checkin_texts import NewCheckIn, ReportedValues
    from okrsite.editing.new_checkins import create_report, create_table_reports, find_author
    from okrsite.editing.value_tables import read_value_table
    from okrsite.feeds.explain.subjects import SubjectNotFoundError
    from okrsite.history.author import read_author_names

    if table is None and ref is None and not call.is_interactive:
        raise click.UsageError("Name what you report on, such as booking/two-taps#paid --now 44%, or give --from FILE.")
    if table is not None and (ref or now or confidence or steps):
        raise click.UsageError("--from has the references and values; leave REF, --now, --step and --confidence out.")
    snapshot = call.read_editable_snapshot()
    author = by or find_author(snapshot, read_author_names(snapshot.site.base))
    usual = NewCheckIn(
        day or snapshot.today, author, note or "", status or "", always_listed=day is not None or bool(by)
    )
    files = ChangedFiles(snapshot)
    lines = read_value_table(str(table), read_table(table)) if table is not None else []
    try:
        if table is not None:
            reports: Sequence[ObjectiveCheckIn | KpiReport] = create_table_reports(snapshot, lines, usual)
        elif ref is not None:
            reports = [create_report(snapshot, ref, usual, ReportedValues(now or "", confidence or "", steps))]
        else:
            reports = ask_for_reports(call, snapshot, usual)
    except SubjectNotFoundError as error:
        # What is looked for may stand in a file that can't be read.
        files.refuse_unread({typed.partition("/")[0] for typed in (ref or "", *(line.ref for line in lines))})
        call.write_complaint(str(error), error.hint)
        return 2
    is_kpi = [_plan_report(call, snapshot, files, one) for one in reports]
    if files.changed_paths and (any(is_kpi) or snapshot.site.settings.checkins == "file"):
        call.refuse_errors(snapshot, files.texts)
    if dry_run:
        call.write_result("".join(files.list_changes()))
    else:
        files.write()
    if not files.changed_paths:
        call.write_note("Nothing is changed: the files say so already." if reports else "Nothing was reported.")
    return 0


def _plan_report(
    call: CommandContext, snapshot: Snapshot, files: ChangedFiles, one: ObjectiveCheckIn | KpiReport
) -> bool:
    """Change the texts of files for one report, and say what it is. Returns whether it is one of a KPI.

    Raises:
        EditRefusedError: it can't be said.
    """
    from okrsite.editing.planned_reports import plan_report

    planned = plan_report(snapshot, files, one)
    if planned.warnings:
        call.write_problems(planned.warnings)
    call.write_note(planned.summary)
    return planned.is_kpi
