"""`okrsite read`: what became of each line of a file."""

from __future__ import annotations

from pathlib import Path

import click

from okrsite.cli.call import CommandContext, format_problem_counts, is_failing
from okrsite.cli.options import PathArgument, add_common_options
from okrsite.cli.paths import make_problem_path


@click.command()
@click.argument("file", type=PathArgument(exists=True))
@click.option(
    "--format", "wanted", type=click.Choice(["text", "json"]), default="text", show_default=True, help="For whom."
)
@add_common_options
@click.pass_obj
def read(call: CommandContext, file: Path, wanted: str) -> int:
    """Show FILE with what became of each line: title, owner, key result 2 from 400 to 600, or text.

    What is wrong with the file stands below the line.
    """
    from okrsite.feeds.file_accounts import encode_accounts, format_accounts
    from okrsite.model.file_accounts import read_file_account
    from okrsite.pipeline import list_problems
    from okrsite.sources.tree import walk_content

    snapshot = call.read_snapshot(audience="internal")
    site = snapshot.site
    path = make_problem_path(file, site)
    files, _, _ = walk_content(site.content, site.base, declared_cycles=tuple(site.settings.cycles))
    found = next((one for one in files if one.path == path), None)
    accounts = read_file_account(found, site.settings) if found else None
    problems = [problem for problem in list_problems(snapshot) if problem.place.path == path]
    if accounts is None:
        call.write_complaint(f"{path} is no file that okrsite reads.", "Name a Markdown or YAML file of the content.")
        call.write_problems(problems)
        return 2
    result = encode_accounts(path, accounts, problems) if wanted == "json" else format_accounts(accounts, problems)
    call.write_result(result)
    call.write_note(f"okrsite read: {format_problem_counts(problems)}.")
    return int(is_failing(problems))
