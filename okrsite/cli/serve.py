"""`okrsite serve`: a live preview on this machine."""

from __future__ import annotations

import click

from okrsite.cli.call import Call
from okrsite.cli.options import audience, common
from okrsite.problems import Severity


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Where to listen.")
@audience
@common
@click.pass_obj
def serve(call: Call, port: int) -> int:
    """Show the site while you write, drafts included, on this machine only; Ctrl-C ends it."""
    from okrsite.site.build import serve_site

    def log(severity: Severity, text: str) -> None:
        # Remarks say where the preview is and when it was built anew.
        if severity == "info":
            call.note(text)
        else:
            call.log(severity, text)

    serve_site(call.config_file(), port, call.today, log=log, audience=call.audience)
    return 0
