"""Paths in arguments, as problems name files."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

import click

from okrsite.settings import Site
from okrsite.sources.text import make_printable


def make_problem_path(path: Path, site: Site) -> str:
    """Return a path as problems name it.

    Raises:
        click.UsageError: it lies neither in the folder of the configuration nor in the content.
    """
    absolute = Path(os.path.abspath(path))  # noqa: PTH100  # `resolve` would follow a link, about which a problem may be
    found_path = absolute.parent.resolve() / absolute.name
    if found_path.is_relative_to(site.base):
        return make_printable(found_path.relative_to(site.base).as_posix())
    content = site.content.resolve()  # it may lie beside the configuration
    if found_path.is_relative_to(content):
        return make_printable((PurePosixPath(site.content_prefix) / found_path.relative_to(content)).as_posix())
    raise click.UsageError(
        f"{make_printable(str(path))} lies outside of {site.base}, the configuration file's folder. "
        "Name a path inside of it, or another configuration with -f."
    )
