"""`okrsite init`: a repository of goals that works, where there was an empty folder."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from msgspec.structs import replace

from okrsite.cli.call import CommandContext
from okrsite.cli.options import PathArgument, add_common_options
from okrsite.clock import choose_today
from okrsite.settings import Settings
from okrsite.sources.text import make_printable

_FORGES = ("github", "gitlab", "none")


@click.command()
@click.argument("folder", metavar="[DIR]", default=Path(), type=PathArgument())
@click.option("--name", metavar="TEXT", help="What the organisation is called. Default: after the folder.")
@click.option("--team", metavar="TEXT", help='What the first team is called. Default: "First team".')
@click.option(
    "--forge",
    type=click.Choice(_FORGES),
    help="Where the repository will be. Default: where it was cloned from, else none, which writes no CI file.",
)
@click.option(
    "--source",
    metavar="REQUIREMENT",
    help="Where CI gets okrsite from, as pip takes it: okrsite==1.0, okrsite @ git+https://…@v1.0, or the path of a "
    "wheel in DIR. Default: this version, from the index.",
)
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@add_common_options
@click.pass_obj
def init(
    call: CommandContext,
    folder: Path,
    name: str | None,
    team: str | None,
    forge: str | None,
    source: str | None,
    dry_run: bool,
) -> int:
    """Begin a repository of goals in DIR, a new folder or an empty one; without DIR, here.

    On a terminal it asks for what isn't said. Elsewhere a default is taken. A folder in which one of its files is there
    already is refused, and left as it is.
    """
    from okrsite.starting import answers as asked
    from okrsite.starting.files import list_files
    from okrsite.starting.forges import FORGES
    from okrsite.starting.writing import format_as_diff, read_back, refuse_taken_folder, write_files

    requirement, wheel = asked.check_source(asked.OWN_SOURCE if source is None else source)
    answers = asked.Answers(
        name=asked.propose_name(folder) if name is None else asked.check_name(name, "the organisation"),
        team=asked.FIRST_TEAM if team is None else asked.check_name(team, "the team"),
        forge=forge or asked.propose_forge(folder),
        source=requirement,
        today=choose_today(Settings(), call.today),
        wheel=wheel,
    )
    refuse_taken_folder(folder, list_files(answers))
    if _is_asked():
        answers = replace(
            answers,
            name=name or _ask_name("What is your organisation called?", answers.name, "the organisation"),
            forge=forge or click.prompt("Where will it be?", answers.forge, type=click.Choice(_FORGES), err=True),
            team=team or _ask_name("What is the first team called?", answers.team, "the team"),
        )
    files = list_files(answers)
    refuse_taken_folder(folder, files)
    read_back(files, answers)
    if dry_run:
        call.write_result(format_as_diff(files))
    else:
        write_files(folder, files)
    shown = make_printable(str(folder))
    if dry_run:
        call.write_note(f"okrsite init: {len(files)} files would be written into {shown}; none was.")
        return 0
    call.write_result("".join(f"{make_printable(str(folder / path))}\n" for path in files))
    where = f", in {shown}" if folder != Path() else ""
    call.write_note(f"okrsite init: {len(files)} files, and nothing is wrong with them.")
    call.write_note(f"See the site with `okrsite serve`{where}. It shows an example: put your own goals in its place.")
    call.write_note(f"The first team's are content/teams/{answers.team_id}/{answers.quarter}.md. Then, once:")
    call.write_note(FORGES[answers.forge].once)
    return 0


def _is_asked() -> bool:
    """Whether somebody sits before a terminal, who can answer."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def _ask_name(question: str, proposed: str, whose: str) -> str:
    """Ask for a name until it can be one."""
    from okrsite.starting.answers import StartRefusedError, check_name

    def convert(typed: str) -> str:
        try:
            return check_name(typed, whose)
        except StartRefusedError as error:
            raise click.UsageError(f"{error} {error.hint}") from error

    answer: str = click.prompt(question, proposed, value_proc=convert, err=True)
    return answer
