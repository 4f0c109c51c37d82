"""`okrsite check`: all problems at once."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import click

from okrsite.cli.call import Call, fails, tally
from okrsite.cli.options import Place, common
from okrsite.feeds.problems import FORMATS, as_text, encode
from okrsite.problems import Problem, in_order
from okrsite.sources.text import printable


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=Place(exists=True))
@click.option(
    "--format", "wanted", type=click.Choice(["text", *FORMATS]), default="text", show_default=True, help="For whom."
)
@click.option("--strict", is_flag=True, help="End with 1 on warnings too.")
@common
@click.pass_obj
def check(call: Call, paths: tuple[Path, ...], wanted: str, strict: bool) -> int:
    """List all problems of the content, or those under the PATHs.

    Everything is read either way, because links cross files.
    """
    from okrsite.pages.texts import text_problems

    # What is wrong in what is internal is wrong whoever the site is for.
    call.audience = "internal"
    snapshot = call.snapshot()
    everything = in_order([*snapshot.problems, *text_problems(snapshot)])
    problems = _under(everything, [_inside(path, snapshot.site.base) for path in paths])
    if wanted == "text":
        call.result(as_text(problems, call.paint))
    else:
        call.result(encode(problems, wanted, folder=_folder(snapshot.site.base), strict=strict))
    call.note(f"okrsite check: {tally(problems)}.")
    return int(fails(problems, strict=strict))


def _inside(path: Path, base: Path) -> str:
    """Return a path as problems name it.

    Raises:
        click.UsageError: it lies outside of the project.
    """
    absolute = Path(os.path.abspath(path))  # noqa: PTH100  # `resolve` would follow a link, about which a problem may be
    found = absolute.parent.resolve() / absolute.name
    if not found.is_relative_to(base):
        raise click.UsageError(f"{printable(str(path))} lies outside of {base}, the configuration file's folder.")
    return printable(found.relative_to(base).as_posix())


def _under(problems: Iterable[Problem], paths: list[str]) -> tuple[Problem, ...]:
    if not paths or "." in paths:
        return tuple(problems)
    return tuple(
        found
        for found in problems
        if any(found.place.path == path or found.place.path.startswith(f"{path}/") for path in paths)
    )


def _folder(base: Path) -> str:
    """Return where the configuration file lies in its repository, with a slash at the end; empty at the top."""
    root = next((folder for folder in (base, *base.parents) if (folder / ".git").exists()), base)
    inside = base.relative_to(root).as_posix()
    return "" if inside == "." else f"{inside}/"
