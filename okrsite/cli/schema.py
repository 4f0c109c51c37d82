"""`okrsite schema`: JSON Schemas, for editors and for whoever reads our JSON."""

from __future__ import annotations

import click

from okrsite.cli.call import CommandContext
from okrsite.cli.options import add_common_options
from okrsite.feeds.schema_kinds import KINDS


@click.command()
@click.argument("kind", required=False, type=click.Choice(list(KINDS)))
@add_common_options
@click.pass_obj
def schema(call: CommandContext, kind: str | None) -> int:
    """Print the JSON Schema of a KIND of file; without KIND, list the kinds."""
    from okrsite.feeds.json_encoding import encode_json
    from okrsite.feeds.schema import build_schema

    if kind is None:
        width = max(map(len, KINDS))
        call.write_result("".join(f"{name.ljust(width)}  {about}\n" for name, about in KINDS.items()))
    else:
        call.write_result(encode_json(build_schema(kind)))
    return 0
