"""`okrsite explain`: where a number comes from."""

from __future__ import annotations

import click

from okrsite.cli.call import CommandContext, format_problem_counts, is_failing
from okrsite.cli.options import add_as_of_option, add_audience_option, add_common_options


@click.command()
@click.argument("ref")
@add_as_of_option
@add_audience_option
@add_common_options
@click.pass_obj
def explain(call: CommandContext, ref: str) -> int:
    """Say where the numbers of REF come from, down to file and line.

    REF is an objective (marketing/events or marketing/2026-Q4/events), a key result (marketing/events#repeat), a unit
    (marketing), a cycle (2026-Q4) or a KPI (churn or support/first-reply).
    """
    from okrsite.feeds.explain.accounts import explain_subject
    from okrsite.feeds.explain.subjects import SubjectNotFoundError, find_subject
    from okrsite.feeds.explain.writing import format_explanation

    snapshot = call.read_snapshot()
    try:
        subject = find_subject(snapshot, ref)
    except SubjectNotFoundError as error:
        call.write_complaint(str(error), error.hint)
        return 2
    call.write_result(format_explanation(explain_subject(snapshot, subject)))
    if is_failing(snapshot.problems):
        call.write_note(
            f"The content has {format_problem_counts(snapshot.problems)}: what could not be read is left out "
            "of these numbers."
        )
    return 0
