"""Tables that are handed to a command: a file, or standard input."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from okrsite.sources.text import make_printable

_LARGEST_TABLE = 1024 * 1024
"""Bytes."""


def read_table(path: Path) -> str:
    """Return the text of a table: of a regular file, or of standard input.

    Raises:
        click.UsageError: there is no such file, or it is no text or larger than anybody's week.
    """
    if str(path) == "-":
        data = sys.stdin.buffer.read(_LARGEST_TABLE + 1)
    elif not path.exists():
        raise click.UsageError(f"There is no file {make_printable(str(path))}.")
    elif not path.is_file():
        raise click.UsageError(f"{make_printable(str(path))} is no file with a table.")
    else:
        with path.open("rb") as stream:
            data = stream.read(_LARGEST_TABLE + 1)
    if len(data) > _LARGEST_TABLE:
        raise click.UsageError(f"A table has {_LARGEST_TABLE // 1024:,} KB at most. Take it in several steps.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise click.UsageError(f"{make_printable(str(path))} is no text in UTF-8: save it as CSV in UTF-8.") from None
