"""`okrsite federation`: the exports of other organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from okrsite.cli.call import CommandContext
from okrsite.cli.options import add_common_options
from okrsite.nearest import find_close_name, suggest_name
from okrsite.number_style import format_english_plural
from okrsite.settings import ConfigurationError, read_site

if TYPE_CHECKING:
    from okrsite.federation.loading import FederationSource


@click.group()
def federation() -> None:
    """Work with the exports of other organisations, as the setting `federation` names them."""


@federation.command()
@click.argument("names", metavar="[NAME]...", nargs=-1)
@add_common_options
@click.pass_obj
def update(call: CommandContext, names: tuple[str, ...]) -> int:
    """Fetch the exports of all organisations, or of those that are NAMEd, and print the hash of each.

    What can be read becomes the copy that later builds fall back on. A pinned export counts again once its new hash
    stands behind `sha256` in mkdocs.yml. The status is 1 if one can't be had.
    """
    from okrsite.request import describe_federation_source

    request = call.create_request()
    source = describe_federation_source(request, read_site(request.config))
    for name in names:
        if name not in source.declared:
            near = find_close_name(name, tuple(source.declared))
            hint = suggest_name(near, f"It names: {', '.join(source.declared) or 'nobody yet'}.")
            raise ConfigurationError(f"The setting 'federation' names no organisation '{name}'.", hint)
    if not source.declared:
        call.write_note("The setting 'federation' names nobody.")
    results = [_update(call, source, name) for name in dict.fromkeys(names or source.declared)]
    return int(not all(results))


def _update(call: CommandContext, source: FederationSource, name: str) -> bool:
    """Fetch one export and tell what it is; return whether it could be read."""
    from okrsite.federation.loading import fetch_export
    from okrsite.federation.reader import read_export
    from okrsite.federation.records import UnusableExportError

    declared = source.declared[name]
    try:
        data = fetch_export(source, declared)
        remote = read_export(data, name, declared)
    except UnusableExportError as error:
        call.write_complaint(f"The export of '{name}' can't be used: {error}.", error.hint)
        return False
    source.open_copies(name).keep(data, declared.export, source.today, declared.sha256)
    number, left_out = len(remote.objectives), remote.left_out
    said = f"{name}: {format_english_plural(number, 'objective')} as of {remote.as_of}"
    said += f", {left_out:,} more can't be read" if left_out else ""
    said += ", as it is pinned" if declared.sha256 == remote.sha256 else ""
    call.write_result(f"{said}\n  sha256: {remote.sha256}\n")
    if declared.sha256 not in ("", remote.sha256):
        call.write_note(f"{name}: another export is pinned; this one counts once its hash stands in mkdocs.yml.")
    return True
