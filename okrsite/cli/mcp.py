"""`okrsite mcp`: a server that assistants ask about the goals."""

from __future__ import annotations

from importlib.util import find_spec

import click

from okrsite.cli.call import CommandContext
from okrsite.cli.options import add_audience_option, add_common_options


@click.command()
@add_audience_option
@add_common_options
@click.pass_obj
def mcp(call: CommandContext) -> int:
    """Answer an assistant's questions about the goals, over standard input and output.

    It speaks the Model Context Protocol: an assistant starts it, and asks by the tools search, objective, explain,
    gaps, diff and prepare_checkin. They only read; a check-in is shown as a diff and written by nobody. It needs an
    extra: pip install 'okrsite[mcp]'.
    """
    if find_spec("mcp") is None:
        call.write_complaint(
            "okrsite mcp needs a package that isn't installed.", "Install it with: pip install 'okrsite[mcp]'"
        )
        return 2
    from okrsite.assistants.answers import Answers
    from okrsite.assistants.server import run_server
    from okrsite.request import open_source

    with open_source(call.create_request()) as source:
        run_server(Answers(source, call.read_editable_snapshot, call.refuse_errors))
    return 0
