"""`okrsite report`: the digest of a week, and the agenda of its review."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from okrsite.cli.call import CommandContext, format_problem_counts, is_failing
from okrsite.cli.options import add_as_of_option, add_audience_option, add_common_options, refuse_unknown_units

if TYPE_CHECKING:
    from okrsite.reports.weeks import Week
    from okrsite.snapshot import Snapshot


@click.command()
@click.option("--week", "wanted_week", metavar="WEEK", help="The week, as 2026-W47 or as a day in it.")
@click.option("--agenda", is_flag=True, help="The agenda of the week's review, in place of the digest.")
@click.option("--team", "teams", metavar="ID", multiple=True, help="Only that unit and all below it; repeatable.")
@click.option(
    "--format",
    "wanted",
    type=click.Choice(["markdown", "html", "json"]),
    default="markdown",
    show_default=True,
    help="For whom: a chat or an issue, a mail, other programs.",
)
@add_as_of_option
@add_audience_option
@add_common_options
@click.pass_obj
def report(call: CommandContext, wanted_week: str | None, agenda: bool, teams: tuple[str, ...], wanted: str) -> int:
    """Tell what happened in a week: what moved, what is at risk, who is due.

    Without --week it is the running week from Friday on, and the one that ended last on other days. JSON has all that
    digest and agenda are made of. If the content has errors, what could be read is told, and the command ends with 1.
    """
    from okrsite.feeds.json_encoding import encode_record
    from okrsite.reports.agenda import write_agenda
    from okrsite.reports.digest import write_digest
    from okrsite.reports.html import format_html
    from okrsite.reports.markdown import format_markdown
    from okrsite.reports.week_report import report_week

    snapshot = call.read_snapshot()
    week = _find_week(snapshot, wanted_week)
    refuse_unknown_units(snapshot, teams)
    told = report_week(snapshot, week, teams)
    if wanted == "json":
        call.write_result(encode_record(told))
    else:
        text = (write_agenda if agenda else write_digest)(told)
        call.write_result((format_html if wanted == "html" else format_markdown)(text))
    if not is_failing(snapshot.problems):
        return 0
    call.write_problems(problem for problem in snapshot.problems if problem.severity == "error")
    call.write_note(f"okrsite report: {format_problem_counts(snapshot.problems)}.")
    return 1


def _find_week(snapshot: Snapshot, wanted: str | None) -> Week:
    """Return the week that is meant.

    Raises:
        click.BadParameter: it is none, or it hasn't begun.
    """
    from okrsite.reports.weeks import choose_week, parse_week

    if wanted is None:
        return choose_week(snapshot.today)
    try:
        week = parse_week(wanted)
    except ValueError:
        raise click.BadParameter(
            f"{wanted[:40]!r} is no week since 1970; write it as 2026-W47, or name a day in it: 2026-11-20.",
            param_hint="--week",
        ) from None
    if week.start > snapshot.today:
        raise click.BadParameter(
            f"{week.name} begins on {week.start}, and today is {snapshot.today}. Name a week that has begun.",
            param_hint="--week",
        )
    return week
