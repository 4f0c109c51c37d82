"""`okrsite publish`: build, and put the site among the releases of a plain host."""

from __future__ import annotations

from pathlib import Path

import click
from msgspec.structs import replace

from okrsite.cli.build import run_build
from okrsite.cli.call import CommandContext
from okrsite.cli.options import (
    PathArgument,
    add_as_of_option,
    add_audience_option,
    add_common_options,
    add_severity_options,
    add_why_option,
)


@click.command()
@click.option("--to", required=True, type=PathArgument(), metavar="DIR", help="The folder of releases.")
@click.option("--keep", type=click.IntRange(min=1), default=5, show_default=True, help="How many releases stay.")
@add_why_option
@add_severity_options
@add_as_of_option
@add_audience_option
@add_common_options
@click.pass_obj
def publish(call: CommandContext, to: Path, keep: int, why: str | None, strict: bool, on_error: str) -> int:
    """Build the site into DIR/releases, and point DIR/current at it when it is whole.

    Let a web server show DIR/current. A release is named after its day and commit; to go back to an older one, point
    `current` at it: `ln -sfn releases/NAME DIR/current`.
    """
    request = replace(call.create_request(), releases=to, keep=keep)
    return run_build(call, "Published", request, strict, on_error, why)
