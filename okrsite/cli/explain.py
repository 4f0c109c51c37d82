"""`okrsite explain`: where a number comes from."""

from __future__ import annotations

import click

from okrsite.cli.call import Call, fails, tally
from okrsite.cli.options import as_of, audience, common


@click.command()
@click.argument("ref")
@as_of
@audience
@common
@click.pass_obj
def explain(call: Call, ref: str) -> int:
    """Say where the numbers of REF come from, down to file and line.

    REF is an objective (marketing/events or marketing/2026-Q4/events), a key result (marketing/events#repeat), a unit
    (marketing), a cycle (2026-Q4) or a KPI (churn or support/first-reply).
    """
    from okrsite.feeds.explain.accounts import account
    from okrsite.feeds.explain.subjects import NotFoundError, find
    from okrsite.feeds.explain.writing import as_text

    snapshot = call.snapshot()
    try:
        subject = find(snapshot, ref)
    except NotFoundError as error:
        call.complain(str(error), error.hint)
        return 2
    call.result(as_text(account(snapshot, subject)))
    if fails(snapshot.problems):
        call.note(f"The content has {tally(snapshot.problems)}: what could not be read is left out of these numbers.")
    return 0
