"""`okrsite check`: all problems at once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsite.cli.call import CommandContext, format_problem_counts, is_failing
from okrsite.cli.options import PathArgument, add_common_options
from okrsite.cli.paths import make_problem_path
from okrsite.feeds.problem_formats import FORMATS, encode_problems, format_text
from okrsite.number_style import format_english_plural
from okrsite.problems import Problem

if TYPE_CHECKING:
    from okrsite.checks.baseline import Baseline
    from okrsite.model.organisation import Organisation


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=PathArgument(exists=True))
@click.option(
    "--format", "wanted", type=click.Choice(["text", *FORMATS]), default="text", show_default=True, help="For whom."
)
@click.option("--strict", is_flag=True, help="End with 1 on warnings too.")
@click.option(
    "--baseline",
    "known",
    type=PathArgument(),
    metavar="FILE",
    help="Say nothing of the warnings and remarks that this file has.",
)
@click.option(
    "--write-baseline",
    "written",
    type=PathArgument(),
    metavar="FILE",
    help="Write the warnings and remarks of today into this file. With --baseline only those of them that it has.",
)
@add_common_options
@click.pass_obj
def check(
    call: CommandContext, paths: tuple[Path, ...], wanted: str, strict: bool, known: Path | None, written: Path | None
) -> int:
    """List all problems of the content, or those under the PATHs.

    Everything is read either way, because links cross files. An organisation that begins with many warnings writes a
    baseline once, and is told of new ones only.
    """
    from okrsite.pipeline import list_problems

    if written is not None and paths:
        raise click.UsageError("A baseline is of all content: leave the PATHs out where it is written.")
    baseline = _read_baseline(known, written)
    # What is wrong in what is internal is wrong whoever the site is for.
    snapshot = call.read_snapshot(audience="internal")
    wanted_paths = [make_problem_path(path, snapshot.site) for path in paths]
    problems = _select_under_paths(list_problems(snapshot), wanted_paths)
    if written is not None:
        baseline = _write_baseline(call, written, snapshot.organisation, problems, baseline)
    note = ""
    if baseline is not None:
        problems, note = _leave_out_known(snapshot.organisation, problems, baseline, wanted_paths)
    if wanted == "text":
        call.write_result(format_text(problems, call.apply_colour))
    else:
        call.write_result(
            encode_problems(problems, wanted, folder=_find_repository_folder(snapshot.site.base), strict=strict)
        )
    call.write_note(f"okrsite check: {format_problem_counts(problems)}.{note}")
    return int(is_failing(problems, strict=strict))


def _read_baseline(known: Path | None, written: Path | None) -> Baseline | None:
    """Return the baseline that is to be heeded, if there is one; refuse a place where none can be written."""
    if known is None and written is None:
        return None
    from okrsite.cli.baseline_files import read_baseline_file, refuse_other_file

    if written is not None:
        refuse_other_file(written)
    return None if known is None else read_baseline_file(known)


def _write_baseline(
    call: CommandContext,
    path: Path,
    organisation: Organisation,
    problems: tuple[Problem, ...],
    baseline: Baseline | None,
) -> Baseline:
    """Write a baseline of the problems, of another one without what is mended; return it."""
    from okrsite.checks.baseline import collect_baseline, keep_known
    from okrsite.cli.baseline_files import write_baseline_file

    now: Baseline = collect_baseline(organisation, problems)
    if baseline is not None:
        now = keep_known(baseline, now)
    write_baseline_file(path, now)
    call.write_note(f"{path} has {format_english_plural(sum(now.values()), 'problem')}.")
    return now


def _leave_out_known(
    organisation: Organisation, problems: tuple[Problem, ...], baseline: Baseline, paths: list[str]
) -> tuple[tuple[Problem, ...], str]:
    """Return the problems that a baseline doesn't have, and in words how many it has and which of these are mended."""
    from okrsite.checks.baseline import compare_with_baseline

    looked_at = {key: count for key, count in baseline.items() if _is_under_paths(key.path, paths)}
    compared = compare_with_baseline(organisation, problems, looked_at)
    note = f" The baseline has {format_english_plural(compared.known, 'problem')} more." if compared.known else ""
    if compared.mended:
        verb = "is" if compared.mended == 1 else "are"
        note += f" {compared.mended} of the baseline {verb} mended: write it again, with both options."
    return compared.said, note


def _select_under_paths(problems: Iterable[Problem], paths: list[str]) -> tuple[Problem, ...]:
    return tuple(problem for problem in problems if _is_under_paths(problem.place.path, paths))


def _is_under_paths(found: str, paths: list[str]) -> bool:
    return not paths or "." in paths or any(found == path or found.startswith(f"{path}/") for path in paths)


def _find_repository_folder(base: Path) -> str:
    """Return where the configuration file lies in its repository, with a slash at the end; empty at the top."""
    root = next((folder for folder in (base, *base.parents) if (folder / ".git").exists()), base)
    inside = base.relative_to(root).as_posix()
    return "" if inside == "." else f"{inside}/"
