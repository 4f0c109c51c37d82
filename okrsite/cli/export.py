"""`okrsite export`: the model with its computed numbers, for other programs."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import click

from okrsite.cli.call import Call, fails, tally
from okrsite.cli.options import as_of, audience, common


@click.command()
@click.option("--format", "wanted", type=click.Choice(["json"]), default="json", show_default=True, help="As what.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Where to. Default: stdout.")
@as_of
@audience
@common
@click.pass_obj
def export(call: Call, wanted: str, output: Path | None) -> int:
    """Print the public model with its computed numbers; `okrsite schema export` documents it.

    If the content has errors, what could be read is printed all the same, and the command ends with 1. A FILE is
    then left as it is: whoever reads it later would not see that something is missing.
    """
    from okrsite.feeds.export import export_text

    snapshot = call.snapshot()
    text = export_text(snapshot).encode("utf-8")
    failed = fails(snapshot.problems)
    if failed:
        call.problems(found for found in snapshot.problems if found.severity == "error")
        call.note(f"okrsite export: {tally(snapshot.problems)}.")
    if output is None:
        call.result(text)
    elif failed:
        call.complain(f"{output} was not written.")
    else:
        _write(output, text)
        call.note(f"Wrote {output}.")
    return int(failed)


def _write(target: Path, text: bytes) -> None:
    """Write a file so that whoever reads it meets the old one or the new one, never half of it.

    Raises:
        click.ClickException: it can't be written.
    """
    try:
        target = target.resolve()
        # A device or a pipe, such as /dev/stdout, can't be replaced, only written to.
        if target.exists() and not target.is_file():
            target.write_bytes(text)
            return
        handle, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise click.ClickException(f"{target} can't be written: {error.strerror or error}.") from error
