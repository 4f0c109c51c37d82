"""Paths in arguments, as problems name files."""

from __future__ import annotations

import os
from pathlib import Path

import click

from okrsite.sources.text import make_printable


def make_problem_path(path: Path, base: Path) -> str:
    """Return a path as problems name it.

    Raises:
        click.UsageError: it lies outside of the project.
    """
    absolute = Path(os.path.abspath(path))  # noqa: PTH100  # `resolve` would follow a link, about which a problem may be
    found_path = absolute.parent.resolve() / absolute.name
    if not found_path.is_relative_to(base):
        raise click.UsageError(
            f"{make_printable(str(path))} lies outside of {base}, the configuration file's folder. "
            "Name a path inside of it, or another configuration with -f."
        )
    return make_printable(found_path.relative_to(base).as_posix())
