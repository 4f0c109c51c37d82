"""`okrsite diff`: what a merge request does to goals."""

from __future__ import annotations

import click

from okrsite.cli.call import CommandContext
from okrsite.cli.options import WebAddressType, add_audience_option, add_common_options


@click.command()
@click.argument("base")
@click.argument("head", required=False)
@click.option(
    "--format",
    "wanted",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="For whom: a terminal, a comment on a merge request, other programs.",
)
@click.option(
    "--preview-url", type=WebAddressType(), metavar="URL", help="Where a preview is, to which a comment links."
)
@add_audience_option
@add_common_options
@click.pass_obj
def diff(call: CommandContext, base: str, head: str | None, wanted: str, preview_url: str | None) -> int:
    """Say what changes about goals from BASE to HEAD, or to the files as they lie there.

    BASE and HEAD are commits, branches, tags or days such as 2026-11-20. Where the two have gone apart, what changed
    on the way to HEAD since then is told. Drafts are never told of. Differences are no failure: it ends with 0.
    """
    from okrsite.changes.writing import format_comment, format_difference
    from okrsite.feeds.json_encoding import encode_record
    from okrsite.pipeline import compare_states

    with call.show_activity() as activity:
        difference = compare_states(call.create_request(), base, head, activity)
    match wanted:
        case "json":
            call.write_result(encode_record(difference))
        case "markdown":
            call.write_result(format_comment(difference, preview_url or ""))
        case _:
            call.write_result(format_difference(difference))
    return 0
