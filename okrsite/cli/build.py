"""`okrsite build`: check, build beside the last site, swap in."""

from __future__ import annotations

from pathlib import Path

import click

from okrsite.cli.call import Call
from okrsite.cli.options import as_of, common


@click.command()
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="DIR", help="Where to. Default: site_dir of mkdocs.yml."
)
@click.option("--strict", is_flag=True, help="Publish nothing on warnings either.")
@as_of
@common
@click.pass_obj
def build(call: Call, output: Path | None, strict: bool) -> int:
    """Build the site, and put it in the place of the last one when it is whole.

    If the content has errors, nothing is published and the last site stays as it is.
    """
    from okrsite.site.build import Unpublished, build_site

    try:
        report = build_site(call.config_file(), output, strict=strict, today=call.today, log=call.log, as_of=call.as_of)
    except Unpublished as error:
        call.complain(str(error))
        return 1
    if not call.quiet:
        stages = [*report.stages, ("altogether", sum(took for _, took in report.stages))]
        width = max(len(name) for name, _ in stages)
        lines = [
            f"Built {report.pages} pages into {report.output}.",
            *(f"  {name.ljust(width)}  {took:6.2f} s" for name, took in stages),
        ]
        call.result("".join(f"{line}\n" for line in lines))
    return 0
