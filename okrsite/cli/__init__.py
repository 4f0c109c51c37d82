"""The command line: one file per command.

Decides what the arguments mean, what is printed where, and with which exit code a command ends. All work is left to the
other packages.
"""

from __future__ import annotations

import sys

import click

from okrsite import __version__
from okrsite.cli.build import build
from okrsite.cli.check import check
from okrsite.cli.checkin import checkin
from okrsite.cli.close import close
from okrsite.cli.convert import convert
from okrsite.cli.diff import diff
from okrsite.cli.explain import explain
from okrsite.cli.export import export
from okrsite.cli.federation import federation
from okrsite.cli.import_ import import_
from okrsite.cli.init import init
from okrsite.cli.mcp import mcp
from okrsite.cli.new import new
from okrsite.cli.publish import publish
from okrsite.cli.read import read
from okrsite.cli.report import report
from okrsite.cli.rollover import rollover
from okrsite.cli.running import end_process, run_command
from okrsite.cli.schema import schema
from okrsite.cli.serve import serve
from okrsite.cli.verify import verify


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", prog_name="okrsite", message="%(prog)s %(version)s")
def okrsite() -> None:
    """Make a site of the objectives and key results in a repository.

    Every command ends with 0 if all is well, with 1 if there is something to look at (in the content, or on the
    machine, such as a full disk), with 2 if it was used or configured wrongly, and with 3 if okrsite itself is at
    fault.
    """


for command in (
    init,
    new,
    check,
    read,
    checkin,
    close,
    rollover,
    convert,
    diff,
    report,
    build,
    publish,
    serve,
    import_,
    export,
    explain,
    schema,
    verify,
    federation,
    mcp,
):
    okrsite.add_command(command)


def main() -> None:
    """Run the command that the arguments name, and end the process with its status."""
    end_process(run_command(okrsite, sys.argv[1:]))
