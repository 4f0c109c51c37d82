"""A file of the content folder that is to be replaced by one of the other spelling.

Decides which files can be, and that the content then says what it said: for the file alone, before anything is written.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import PurePosixPath
from urllib.parse import unquote

import msgspec
from msgspec.structs import replace

from okrsite.editing.conversion import convert_text
from okrsite.editing.meaning import normalise_prose
from okrsite.editing.read_back import drop_places, read_cycle_text, read_team_text
from okrsite.editing.refused_edits import EditRefusedError
from okrsite.editing.typed_files import TypedFile, open_typed_file
from okrsite.late_patterns import compile_late
from okrsite.model.organisation import Organisation
from okrsite.problems import Place, Problem, point_at
from okrsite.settings import Site
from okrsite.snapshot import Snapshot
from okrsite.sources.text import decode_file
from okrsite.sources.tree import FileSpelling, FoundFile, get_size_limit, walk_content
from okrsite.vocabulary import CYCLE_FILE, TEAM
from okrsite.whole_files import write_whole_file

_ENDINGS = (".md", ".yml", ".yaml")
_RECORDS = {"cycle": CYCLE_FILE, "team": TEAM}
_LINE_END = compile_late(r"\r\n|\r|\n")
_MOST_LINKS = 20
"""Places that name a file by its path which are told."""


class PlannedConversion(msgspec.Struct, frozen=True):
    """A file that can be replaced, and what replaces it."""

    file: TypedFile
    target: FoundFile
    """The new file; its path is where it will lie."""
    text: str
    dropped_comments: tuple[str, ...] = ()
    """Words of comments that aren't kept, as was asked for."""


def find_convertible_file(site: Site, path: str, to: FileSpelling) -> FoundFile:
    """Return a file of the content folder that has two spellings.

    Args:
        site: Its content folder.
        path: The file, as problems name it.
        to: The spelling that it is to have.

    Raises:
        EditRefusedError: there is no such file.
    """
    files, _, _ = walk_content(site.content, site.base, declared_cycles=tuple(site.settings.cycles))
    by_path = {file.path: file for file in files}
    other = by_path.get(_change_ending(path, to))
    if path not in by_path and other is not None and (site.base / path).exists():
        hint = "Delete or rename one of the two files first."
        raise EditRefusedError(f"{path} isn't read, because {other.path} lies beside it.", hint, is_wrong_usage=True)
    # Whoever asks again names the file that isn't there any more.
    found = by_path.get(path) or other
    if found is None:
        hint = "Name a cycle file or a team file of the content."
        raise EditRefusedError(f"{path} is no file that okrsite reads.", hint, is_wrong_usage=True)
    if found.role not in _RECORDS or found.aside:
        raise EditRefusedError(
            f"{path} has one spelling only.", "Cycle files and team files have two.", is_wrong_usage=True
        )
    return found


def plan_conversion(
    found: FoundFile,
    to: FileSpelling,
    snapshot: Snapshot,
    problems: Iterable[Problem],
    *,
    drop_comments: bool = False,
) -> PlannedConversion:
    """Return what replaces a file that is spelled otherwise.

    Args:
        found: The file.
        to: The spelling that it is to have.
        snapshot: Knows the people and KPIs that it names, drafts included.
        problems: All problems of the content.
        drop_comments: Leave out comments for which there is no place.

    Raises:
        EditRefusedError: it has an error, there is a file in its way, or it can't say the same in the other spelling.
        OSError: it can't be read.
    """
    errors = [problem for problem in problems if problem.place.path == found.path and problem.severity == "error"]
    if errors:
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        message = f"{found.path} has an error in line {errors[0].place.line}{more}: {errors[0].message}"
        raise EditRefusedError(message, "Mend it first: what can't be read can't be written.", tuple(errors))
    if to == "yml":
        _refuse_other_numbers(found, snapshot.organisation)
    target = replace(
        found,
        path=_change_ending(found.path, to),
        inside=_change_ending(found.inside, to),
        absolute=found.absolute.with_suffix(f".{to}"),
        spelling=to,
    )
    for ending in _ENDINGS:
        other = found.absolute.with_suffix(ending)
        if other != found.absolute and other.exists():
            message = f"{PurePosixPath(found.path).with_suffix(ending)} lies there already."
            raise EditRefusedError(message, "Delete or rename one of the two files first.")
    file = open_typed_file(found)
    converted = convert_text(found.path, file.text, found.spelling, _RECORDS[found.role], drop_comments=drop_comments)
    text = converted.text if file.line_end == "\n" else _LINE_END.sub(lambda _: file.line_end, converted.text)
    site, organisation = snapshot.site, snapshot.organisation
    if _read(found, file.text, organisation, site) != _read(target, text, organisation, site):
        message = f"{found.path} can't be converted so that it says the same."
        raise EditRefusedError(message, "Leave it as it is, and please report this with the file.")
    return PlannedConversion(file, target, text, tuple(comment.text for comment in converted.dropped))


def _refuse_other_numbers(found: FoundFile, organisation: Organisation) -> None:
    """Refuse to convert key results that call themselves by other numbers than their places, where files may name them.

    YAML has no such numbers, and `KR2` in a check-in file would then be the second one.
    """
    for objective in organisation.objectives.values():
        filed = objective.place.path == found.path and any(checkin.filed for checkin in objective.checkins)
        numbers = [key_result.number for key_result in objective.key_results] if filed else []
        other = next((number for place, number in enumerate(numbers, 1) if number not in (0, place)), 0)
        if other:
            message = (
                f"A key result in {found.path} calls itself KR{other}, which YAML can't say, and stands elsewhere."
            )
            hint = f"Check-in files of '{objective.id}' may name it so: number its key results by their places first."
            raise EditRefusedError(message, hint)


def _change_ending(path: str, to: FileSpelling) -> str:
    folder, name = posixpath.split(path)
    return posixpath.join(folder, f"{name.rpartition('.')[0] or name}.{to}")


def _read(found: FoundFile, text: str, organisation: Organisation, site: Site) -> object:
    """Return what a file says to the site, without places."""
    if found.role == "team":
        return _normalise(drop_places(read_team_text(found, text, organisation, site.settings)))
    return _normalise(drop_places(read_cycle_text(found, text, organisation, site.settings).made))


def _normalise(value: object) -> object:
    if isinstance(value, tuple):
        if len(value) == 2 and value[0] == "Prose":
            return "Prose", normalise_prose(value[1][1])
        if len(value) == 2 and value[0] == "number":
            return None  # by which a key result calls itself, in Markdown alone
        return tuple(_normalise(part) for part in value)
    return {key: _normalise(inner) for key, inner in value.items()} if isinstance(value, dict) else value


def list_links_to(found: FoundFile, site: Site) -> tuple[Place, ...]:
    """Return where files of the content name a file by its path, as links do."""
    files, _, _ = walk_content(site.content, site.base, declared_cycles=tuple(site.settings.cycles))
    name = posixpath.basename(found.inside)
    pattern = re.compile(rf"(?<![\w./-])[\w./%-]{{0,200}}{re.escape(name)}(?![\w-])")
    places: list[Place] = []
    for file in files:
        if file.spelling and len(places) < _MOST_LINKS:
            folder = posixpath.dirname(file.inside)
            for number, line in enumerate(_read_lines(file), 1):
                named = (match[0] for match in pattern.finditer(line) if "/" in match[0] or "](" in line)
                if any(posixpath.normpath(posixpath.join(folder, unquote(path))) == found.inside for path in named):
                    places.append(point_at(file.path, number))
    return tuple(places[:_MOST_LINKS])


def _read_lines(file: FoundFile) -> list[str]:
    limit = get_size_limit(file.role)
    with suppress(OSError), file.absolute.open("rb") as stream:
        text, _ = decode_file(file.path, stream.read(limit + 1), limit)
        return (text or "").splitlines()
    return []


def describe_converted(planned: PlannedConversion, problem: Problem) -> tuple[str, str, str]:
    """Return what a problem says, with the old name of a file in the place of its new one."""
    old, new = planned.file.found.path, planned.target.path
    words = problem.message.replace(posixpath.basename(new), posixpath.basename(old))
    return problem.code, problem.place.path.replace(new, old), words


def replace_file(planned: PlannedConversion) -> None:
    """Write the new file, and take the old one away; if that fails, the old one is there and the new one isn't.

    Raises:
        EditRefusedError: somebody has changed the old one since it was read.
        OSError: the system refuses it.
    """
    old, new = planned.file.found.absolute, planned.target.absolute
    if old.read_bytes() != planned.file.data:
        message = f"{planned.file.found.path} was changed by somebody else meanwhile."
        raise EditRefusedError(message, "Run the command again: nothing was written.")
    write_whole_file(new, [planned.text.encode("utf-8")], old.stat().st_mode & 0o777)
    try:
        old.unlink()
    except OSError:
        with suppress(OSError):
            new.unlink()
        raise
