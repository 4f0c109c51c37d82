"""`okrsite publish`: build, and put the site among the releases of a plain host."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from okrsite.cli.build import publishing
from okrsite.cli.call import Call
from okrsite.cli.options import Place, as_of, audience, common, severity


@click.command()
@click.option("--to", required=True, type=Place(), metavar="DIR", help="The folder of releases.")
@click.option("--keep", type=click.IntRange(min=1), default=5, show_default=True, help="How many releases stay.")
@severity
@as_of
@audience
@common
@click.pass_obj
def publish(call: Call, to: Path, keep: int, strict: bool, on_error: str) -> int:
    """Build the site into DIR/releases, and point DIR/current at it when it is whole.

    Let a web server show DIR/current. A release is named after its day and commit; to go back to an older one, point
    `current` at it: `ln -sfn releases/NAME DIR/current`.
    """
    from okrsite.site.build import publish_site

    return publishing(call, partial(publish_site, call.config_file(), to, keep), "Published", strict, on_error)
