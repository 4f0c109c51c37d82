"""`okrsite schema`: JSON Schemas, for editors and for whoever reads our JSON."""

from __future__ import annotations

import click

from okrsite.cli.call import Call
from okrsite.cli.options import common
from okrsite.feeds.schema import KINDS
from okrsite.feeds.schema import schema as schema_of


@click.command()
@click.argument("kind", required=False, type=click.Choice(list(KINDS)))
@common
@click.pass_obj
def schema(call: Call, kind: str | None) -> int:
    """Print the JSON Schema of a KIND of file; without KIND, list the kinds."""
    from okrsite.feeds.plain_values import encoded

    if kind is None:
        width = max(map(len, KINDS))
        call.result("".join(f"{name.ljust(width)}  {about}\n" for name, about in KINDS.items()))
    else:
        call.result(encoded(schema_of(kind)))
    return 0
