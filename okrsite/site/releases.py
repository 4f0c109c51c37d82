"""Releases on a plain host: `releases/` with a folder for each, and `current`, a link that a web server shows.

Decides what may be among them, and which of them go. Only what okrsite made is ever taken away.
"""

from __future__ import annotations

import os
from pathlib import Path

from okrsite.late_patterns import compile_late
from okrsite.refusals import explain_refusal, suggest_way_out
from okrsite.settings import ConfigurationError
from okrsite.site.manifest import is_ours, list_foreign_files, read_manifest
from okrsite.site.publishing import Log, remove_folder

RELEASES = "releases"
CURRENT = "current"
STAGED = "release"
"""The name beside which a release is staged, in the folder of releases: it gets its place by renaming alone."""

_POINTER = f".{CURRENT}"
_ABANDONED = compile_late(r"\.\d{4}-\d\d-\d\d(-[0-9a-z]+)*")
"""Halves of releases that earlier versions copied, and that were killed."""


def check_host(to: Path) -> None:
    """Refuse a folder of a plain host that holds anything but releases, or releases that somebody else made.

    Raises:
        ConfigurationError: it does.
    """
    try:
        if to.exists():
            _check_names(to)
            _check_current(to)
    except OSError as error:
        raise ConfigurationError(f"{to} can't be used: {explain_refusal(error)}.", suggest_way_out(error)) from error


def _check_names(to: Path) -> None:
    releases = to / RELEASES
    if os.path.lexists(releases) and not releases.is_dir():
        raise ConfigurationError(f"{releases} is no folder.", "Name a new or an empty folder with --to.")
    if os.path.lexists(to / _POINTER) and not (to / _POINTER).is_symlink():
        raise ConfigurationError(
            f"{to / _POINTER} is no link of okrsite, and it lies where that would be.", "Move it elsewhere."
        )
    strange = sorted(path.name for path in to.iterdir() if path.name not in (RELEASES, CURRENT, _POINTER))
    strange = [name for name in strange if not name.startswith((f".{CURRENT}.staging-", f".{CURRENT}.lock"))]
    if strange and not releases.is_dir():
        raise ConfigurationError(
            f"{to} is not empty and holds no releases.", "Name another folder with --to, or empty it yourself."
        )


def _check_current(to: Path) -> None:
    current = to / CURRENT
    if not os.path.lexists(current):
        return
    if not current.is_symlink():
        raise ConfigurationError(f"{to} is no folder of releases.", "Name a new or an empty folder with --to.")
    shown = Path(os.path.realpath(current))
    if shown.parent != Path(os.path.realpath(to / RELEASES)) or (shown.exists() and not is_ours(shown)):
        raise ConfigurationError(
            f"{current} leads to {shown}, which is no release that okrsite made.",
            "Name another folder with --to, or take that link away yourself.",
        )


def publish_release(built: Path, to: Path, name: str, keep: int, log: Log | None = None) -> Path:
    """Move a built site among the releases of a plain host, point `current` at it, and keep the newest `keep`.

    A web server shows `current`, a symbolic link that is replaced in one step; to go back, point it at an older one.

    Args:
        built: The site; it lies on the disk of the releases, and is gone from its place afterwards.
        to: The folder with `releases/` and `current`.
        name: What the release is called; a number is added where that is taken.
        keep: How many releases stay, at least one.
        log: Takes what is said about releases that stay although they are old.

    Raises:
        OSError: the disk is full, or the folder can't be written; the last release is still shown.
    """
    releases = to / RELEASES
    releases.mkdir(parents=True, exist_ok=True)
    place = releases / name
    number = 1
    while os.path.lexists(place):
        number += 1
        place = releases / f"{name}-{number}"
    built.rename(place)
    try:
        _point_current_at(to, place)
    except BaseException:
        place.rename(built)
        raise
    _thin_out(releases, place, keep, log)
    return place


def _point_current_at(to: Path, place: Path) -> None:
    pointer = to / _POINTER
    pointer.unlink(missing_ok=True)
    pointer.symlink_to(Path(RELEASES) / place.name)
    try:
        pointer.replace(to / CURRENT)
    except BaseException:
        pointer.unlink(missing_ok=True)
        raise


def clear_abandoned(to: Path) -> None:
    """Take away what killed runs of earlier versions left among the releases; needs the lock.

    Raises:
        OSError: the folder can't be looked into.
    """
    for folder in to.iterdir():
        if folder.name.startswith(f".{CURRENT}.staging-"):
            remove_folder(folder)
    for folder in (to / RELEASES).iterdir():
        if _ABANDONED.fullmatch(folder.name):
            remove_folder(folder)


def _thin_out(releases: Path, newest: Path, keep: int, log: Log | None) -> None:
    """Take old releases away; one that can't be taken away is no reason to fail: the new one is shown already."""
    say = log or (lambda severity, text: None)
    try:
        kept = sorted(
            (path for path in releases.iterdir() if _is_release(path)),
            key=lambda path: (path != newest, -path.stat().st_mtime_ns, path.name),
        )
        for old in kept[max(1, keep) :]:
            if strange := list_foreign_files(old):
                say("warning", f"{old} stays, because it holds what okrsite didn't write: {strange[0]}.")
            elif not remove_folder(old):
                say("warning", f"{old} could not be taken away. Delete it yourself.")
    except OSError as error:
        say("warning", f"Old releases could not be taken away: {explain_refusal(error)}. {suggest_way_out(error)}")


def _is_release(folder: Path) -> bool:
    """Whether a folder among the releases is one that okrsite made; a link, and what has no manifest, is not."""
    hidden = folder.name.startswith(".")
    return not hidden and not folder.is_symlink() and folder.is_dir() and read_manifest(folder) is not None
