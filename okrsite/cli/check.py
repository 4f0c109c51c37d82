"""`okrsite check`: all problems at once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from okrsite.cli.call import CommandContext, format_problem_counts, is_failing
from okrsite.cli.options import PathArgument, add_common_options
from okrsite.cli.paths import make_problem_path
from okrsite.feeds.problem_formats import FORMATS, encode_problems, format_text
from okrsite.problems import Problem


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=PathArgument(exists=True))
@click.option(
    "--format", "wanted", type=click.Choice(["text", *FORMATS]), default="text", show_default=True, help="For whom."
)
@click.option("--strict", is_flag=True, help="End with 1 on warnings too.")
@add_common_options
@click.pass_obj
def check(call: CommandContext, paths: tuple[Path, ...], wanted: str, strict: bool) -> int:
    """List all problems of the content, or those under the PATHs.

    Everything is read either way, because links cross files.
    """
    from okrsite.pipeline import list_problems

    # What is wrong in what is internal is wrong whoever the site is for.
    snapshot = call.read_snapshot(audience="internal")
    problems = _select_under_paths(
        list_problems(snapshot), [make_problem_path(path, snapshot.site.base) for path in paths]
    )
    if wanted == "text":
        call.write_result(format_text(problems, call.apply_colour))
    else:
        call.write_result(
            encode_problems(problems, wanted, folder=_find_repository_folder(snapshot.site.base), strict=strict)
        )
    call.write_note(f"okrsite check: {format_problem_counts(problems)}.")
    return int(is_failing(problems, strict=strict))


def _select_under_paths(problems: Iterable[Problem], paths: list[str]) -> tuple[Problem, ...]:
    if not paths or "." in paths:
        return tuple(problems)
    return tuple(
        problem
        for problem in problems
        if any(problem.place.path == path or problem.place.path.startswith(f"{path}/") for path in paths)
    )


def _find_repository_folder(base: Path) -> str:
    """Return where the configuration file lies in its repository, with a slash at the end; empty at the top."""
    root = next((folder for folder in (base, *base.parents) if (folder / ".git").exists()), base)
    inside = base.relative_to(root).as_posix()
    return "" if inside == "." else f"{inside}/"
