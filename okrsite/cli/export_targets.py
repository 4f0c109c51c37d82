"""Where `okrsite export` may write: never over sources, nor over a file that is no export of the same kind.

Decides by what a file begins with, and of a folder by what lies in it.
"""

from __future__ import annotations

import os
from pathlib import Path

import click
import msgspec

from okrsite.settings import Site


class Format(msgspec.Struct, frozen=True):
    """A format of the export."""

    place: str
    """What `-o` names."""
    is_binary: bool = False
    """Whether it can't be printed."""


FORMATS = {
    "json": Format("a file"),
    "csv": Format("a folder", is_binary=True),
    "xlsx": Format("a file", is_binary=True),
    "markdown": Format("a file"),
}
_NAMES = {"json": "JSON", "xlsx": "workbook of okrsite", "markdown": "export as Markdown"}


def check_target(target: Path, site: Site, wanted: str) -> None:
    """Refuse to write over anybody's sources.

    Raises:
        click.BadParameter: the place is none that an export may replace.
    """
    place = Path(os.path.realpath(target))
    sources = [folder for folder in (site.content, site.theme) if folder is not None]
    if place == site.config or any(place.is_relative_to(os.path.realpath(folder)) for folder in sources):
        raise click.BadParameter(f"{target} is one of the site's own sources. Name another file.", param_hint="-o")
    if any(part.casefold() == ".git" for part in place.parts):
        raise click.BadParameter(f"git keeps its own files where {target} is. Name another file.", param_hint="-o")
    if wanted == "csv":
        _check_folder(target, place)
        return
    if place.is_dir():
        raise click.BadParameter(f"{target} is a folder. Name a file in it.", param_hint="-o")
    if place.is_file() and place.stat().st_size and not _is_export(place, wanted):
        raise click.BadParameter(
            f"{target} is there and holds no {_NAMES[wanted]}. Name another file, or take it away yourself.",
            param_hint="-o",
        )


def _is_export(place: Path, wanted: str) -> bool:
    """Whether a file is an export that may be replaced: a workbook of somebody else's is none."""
    if wanted == "json" and place.suffix.lower() == ".json":
        return True
    if wanted == "xlsx":
        from okrsite.feeds.workbook import is_own_workbook

        return is_own_workbook(place)
    with place.open("rb") as stream:
        begun = stream.read(4096).lstrip()
    if wanted == "markdown":
        from okrsite.feeds.markdown_export import INTRODUCTION

        return INTRODUCTION.encode() in begun
    return not begun or begun.startswith(b"{")


def _check_folder(target: Path, place: Path) -> None:
    from okrsite.feeds.export_tables import TABLE_NAMES

    if place.exists() and not place.is_dir():
        raise click.BadParameter(f"{target} is a file; --format csv writes a folder.", param_hint="-o")
    ours = {f"{name}.csv" for name in TABLE_NAMES}
    foreign = (
        next((path.name for path in sorted(place.iterdir()) if path.name not in ours), "") if place.exists() else ""
    )
    if foreign:
        raise click.BadParameter(
            f"{target} holds {foreign}, which is none of the files of an export. Name another folder, or an empty one.",
            param_hint="-o",
        )
