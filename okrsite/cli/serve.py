"""`okrsite serve`: a live preview on this machine."""

from __future__ import annotations

import click
from msgspec.structs import replace

from okrsite.cli.call import CommandContext
from okrsite.cli.options import add_audience_option, add_common_options
from okrsite.problems import Severity


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Where to listen.")
@add_audience_option
@add_common_options
@click.pass_obj
def serve(call: CommandContext, port: int) -> int:
    """Show the site while you write, drafts included, on this machine only; Ctrl-C ends it."""
    from okrsite.site.mkdocs.host import serve_site

    def log(severity: Severity, text: str) -> None:
        # Remarks say where the preview is and when it was built anew.
        if severity == "info":
            call.write_note(text)
        else:
            call.write_log(severity, text)

    serve_site(replace(call.create_request(), preview=True), port, log)
    return 0
