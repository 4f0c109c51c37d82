"""`okrsite convert`: a file in the other spelling, which says the same."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Literal

import click
from msgspec.structs import replace

from okrsite.cli.call import CommandContext, is_failing
from okrsite.cli.options import PathArgument, add_common_options
from okrsite.cli.paths import make_problem_path


@click.command()
@click.argument("file", type=PathArgument(file_okay=True))
@click.option("--to", type=click.Choice(["md", "yml"]), required=True, help="The spelling: Markdown or YAML.")
@click.option("--drop-comments", is_flag=True, help="Leave out comments for which the other spelling has no place.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@add_common_options
@click.pass_obj
def convert(call: CommandContext, file: Path, to: Literal["md", "yml"], drop_comments: bool, dry_run: bool) -> int:
    """Replace FILE, a cycle file or a team file, by one in the other spelling that says the same.

    It is written beside FILE and read back; only if the content then says what it said, FILE is taken away. Addresses
    don't change. Comments stay near where they stood.
    """
    from okrsite.editing.converted_files import (
        describe_converted,
        find_convertible_file,
        list_links_to,
        plan_conversion,
        replace_file,
    )
    from okrsite.editing.edited_snapshots import open_edited_snapshot
    from okrsite.editing.new_problems import list_new_problems
    from okrsite.editing.refused_edits import EditRefusedError
    from okrsite.editing.typed_files import format_changes
    from okrsite.pipeline import list_problems
    from okrsite.request import open_source

    snapshot = call.read_editable_snapshot()
    path = make_problem_path(file, snapshot.site)
    found = find_convertible_file(snapshot.site, path, to)
    if found.spelling == to:
        call.write_note(f"Nothing is changed: {found.path} is in that spelling already.")
        return 0
    before = list_problems(snapshot)
    links = list_links_to(found, snapshot.site)
    where = ", ".join(f"{place.path}:{place.line}" for place in links)
    planned = plan_conversion(found, to, snapshot, before, drop_comments=drop_comments)
    request = replace(call.create_request(), audience="internal", preview=True)
    texts, without = {planned.target.path: planned.text}, {found.path}
    with open_source(request) as source, open_edited_snapshot(source, texts, without) as converted:
        added = list_new_problems(before, list_problems(converted), partial(describe_converted, planned))
    if added:
        call.write_problems(added)
    if is_failing(added):
        message = f"With {planned.target.path} in its place, the content would have the errors above."
        hint = "Nothing was written. Look at the lines above first."
        if links:
            hint = f"Nothing was written. Links name the file by its path ({where}): write unit/objective there."
        raise EditRefusedError(message, hint)
    if dry_run:
        call.write_result(format_changes(path, planned.file.text, None))
        call.write_result(format_changes(planned.target.path, None, planned.text))
        return 0
    replace_file(planned)
    call.write_note(f"{path} is {planned.target.path} now, and says the same.")
    if links:
        call.write_note(f"The old file is named by its path in {where}: name {planned.target.path} there.")
    for comment in planned.dropped_comments:
        call.write_note(f"A comment was dropped: {comment}")
    return 0
