"""Files into a folder that has none of them: all of them, or nothing.

Decides which folders are refused. What is to be written is written into a folder of its own first, and read from there
as `okrsite check --strict` would read it; only then is it written where it belongs.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from okrsite.config_loading import ConfigurationError
from okrsite.editing.typed_files import format_changes
from okrsite.new_files import write_new_files
from okrsite.pipeline import list_problems, take_snapshot
from okrsite.refusals import explain_refusal
from okrsite.request import BuildRequest, open_source
from okrsite.settings import find_config, read_site
from okrsite.sources.text import make_printable
from okrsite.starting.answers import Answers, StartRefusedError
from okrsite.starting.existing_sites import explain_addition, find_own_config
from okrsite.starting.files import SCHEMA_FOLDER

_CONTENT = "content"


def refuse_taken_folder(folder: Path, paths: Mapping[str, object]) -> None:
    """Refuse a folder in which one of the files is there already, or can't be.

    Raises:
        StartRefusedError: something is in the way.
    """
    shown = make_printable(str(folder))
    if os.path.lexists(folder) and not folder.is_dir():
        raise StartRefusedError(f"{shown} is there, and is no folder.", "Name another folder, or one that isn't there.")
    content = folder / _CONTENT
    taken = [path for path in sorted(paths) if os.path.lexists(folder / path)]
    if content.is_dir() and any(content.iterdir()):
        taken.append(f"{_CONTENT}/")
    if config := find_own_config(folder):
        raise StartRefusedError(
            f"{shown} has a site in {config.name} already, and nothing is written over.", explain_addition(config)
        )
    if taken:
        more = f" and {len(taken) - 1} more of these files" if len(taken) > 1 else ""
        raise StartRefusedError(
            f"{shown} has {taken[0]}{more} already, and nothing is written over.",
            "Name an empty folder, or one that isn't there yet, and copy into it what you want to keep.",
        )
    _refuse_content_of_another(folder)
    for path in sorted(paths):
        for parent in list((folder / path).relative_to(folder).parents)[:-1]:
            place = folder / parent
            if place.is_symlink() or (os.path.lexists(place) and not place.is_dir()):
                raise StartRefusedError(
                    f"{shown} has {parent.as_posix()} already, which is no folder of its own.",
                    "Name an empty folder, or one that isn't there yet.",
                )


def _refuse_content_of_another(folder: Path) -> None:
    """Refuse a folder among the content of a site: a configuration there would configure nothing.

    Raises:
        StartRefusedError: it lies there.
    """
    place = Path(os.path.realpath(folder))  # `resolve` fails where links lead in a circle
    try:
        outer = find_config(place)
        content = Path(os.path.realpath(read_site(outer).content))
    except (ConfigurationError, RuntimeError):
        return  # there is none above, or none that can be used
    if place.is_relative_to(content):
        raise StartRefusedError(
            f"{make_printable(str(folder))} lies among the content of {make_printable(str(outer))}.",
            "Name a folder elsewhere; a team's folder needs a `team.yml` and no repository.",
        )


def read_back(files: Mapping[str, bytes], answers: Answers) -> None:
    """Read the files as a build would, from a folder of their own.

    Args:
        files: What each of them holds, by its path.
        answers: What they were made of.

    Raises:
        StartRefusedError: they have a problem, or say something else than was meant.
        OSError: there is no folder for temporary files.
    """
    with TemporaryDirectory(prefix="okrsite-") as place:
        folder = Path(place)
        for path, data in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        try:
            with open_source(BuildRequest(folder / "mkdocs.yml", today=answers.today)) as source:
                snapshot = take_snapshot(source)
                problems = [problem for problem in list_problems(snapshot) if problem.severity != "info"]
        except ConfigurationError as error:
            raise StartRefusedError(f"The configuration could not be read: {error}", error.hint) from error
    if problems:
        raise StartRefusedError(f"With these names there would be a problem: {problems[0].message}", "Choose others.")
    units = snapshot.organisation.units
    if (snapshot.site.name, units["company"].name, units[answers.team_id].name) != (
        answers.name,
        answers.name,
        answers.team,
    ):
        raise StartRefusedError("The names would be read as something else.", "Write them without quotes and signs.")


def format_as_diff(files: Mapping[str, bytes]) -> str:
    """Return new files as a diff; what is generated or no text in a line that says how much there is."""
    parts = []
    for path, data in files.items():
        if path.startswith(f"{SCHEMA_FOLDER}/") or path.endswith(".whl"):
            parts.append(f"--- /dev/null\n+++ b/{path}\n({len(data):,} bytes)\n")
            continue
        parts.append(format_changes(path, None, data.decode("utf-8")))
    return "".join(parts)


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder, which is made where it isn't there; after a failure nothing of them is left.

    Raises:
        StartRefusedError: the system refuses it.
    """
    try:
        write_new_files(folder, files)
    except OSError as error:
        raise StartRefusedError(
            f"Nothing was written: {explain_refusal(error)}.", "Name a folder in which you may write."
        ) from error
