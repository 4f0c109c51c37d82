"""The file of a baseline, as `okrsite check` reads and writes it."""

from __future__ import annotations

from pathlib import Path

import click

from okrsite.checks.baseline import Baseline, UnreadableBaselineError, encode_baseline, parse_baseline
from okrsite.sources.text import make_printable
from okrsite.whole_files import write_whole_file

_LARGEST = 16 * 1024 * 1024
"""Bytes."""


def read_baseline_file(path: Path) -> Baseline:
    """Return what a file has.

    Raises:
        click.UsageError: it isn't there, or is no baseline.
        OSError: it can't be read.
    """
    shown = make_printable(str(path))
    if not path.exists():
        raise click.UsageError(f"There is no baseline {shown}. Write it once with --write-baseline {shown}.")
    try:
        return parse_baseline(_read_bytes(path))
    except UnreadableBaselineError as error:
        raise click.UsageError(
            f"Line {error.line} of {shown} is no entry of a baseline. Take it out, or delete the file and write it "
            f"again with --write-baseline {shown}."
        ) from error


def refuse_other_file(path: Path) -> None:
    """Let nothing be replaced but a baseline, and an empty file.

    Raises:
        click.UsageError: something else lies there.
        OSError: it can't be read.
    """
    if not path.exists():
        return
    try:
        parse_baseline(_read_bytes(path))
    except UnreadableBaselineError as error:
        raise click.UsageError(
            f"{make_printable(str(path))} is no baseline, as its line {error.line} shows: it isn't replaced. "
            "Name another file."
        ) from error


def _read_bytes(path: Path) -> bytes:
    """Return what a file has that is there.

    Raises:
        click.UsageError: it is a folder or the like, or larger than any baseline.
        OSError: it can't be read.
    """
    if not path.is_file():
        raise click.UsageError(f"{make_printable(str(path))} is no file with a baseline.")
    with path.open("rb") as stream:
        data = stream.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise click.UsageError(
            f"{make_printable(str(path))} is larger than any baseline: name the file that --write-baseline wrote."
        )
    return data


def write_baseline_file(path: Path, baseline: Baseline) -> None:
    """Write a baseline, or replace one.

    Raises:
        OSError: it can't be written; the old one is as it was.
    """
    write_whole_file(path, [encode_baseline(baseline)])
