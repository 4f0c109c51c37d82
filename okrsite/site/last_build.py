"""What the last build was made of and what it left, so that a build of the same has nothing to do.

Decides whether a site that lies there is what a build would make again.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from okrsite.folder_walk import BuiltFile, WalkedFolder
from okrsite.pages.page_origins import PageOrigins
from okrsite.problems import Severity
from okrsite.request import Source
from okrsite.site.build_inputs import BuildInputs
from okrsite.site.build_report import BuildReport
from okrsite.site.manifest import MANIFEST, hash_file, read_manifest
from okrsite.site.publishing import Log
from okrsite.sources.kept_files import check_cache_folder, read_kept_bytes, write_kept_bytes

_NAME = "last-build.json"
_SAMPLE = 20
"""How many files of a site are read again."""


class _Beginning(msgspec.Struct, frozen=True):
    """What tells a build of something else: of that, no more is read."""

    inputs: BuildInputs
    """What it was made of."""
    place: str
    """The folder in which it lies."""


class LastBuild(_Beginning, frozen=True):
    """A build that was published."""

    files: tuple[BuiltFile, ...]
    manifest: str
    """The SHA-256 of the site's manifest, which has those of its files."""
    log: tuple[tuple[Severity, str], ...]
    """What was said while it was made, which a build of the same would say again."""
    pages: int
    errors: int
    left_out: tuple[str, ...]
    notices: tuple[str, ...]
    origins: PageOrigins
    """Why each of its pages was made."""
    unread: int


def find_last_build(
    source: Source, inputs: BuildInputs | None, place: Path | None, walk_last: Callable[[], WalkedFolder]
) -> LastBuild | None:
    """Return the build that was made of the same inputs, if its site lies in a folder just as it left it.

    `walk_last` returns what lies there, for which it may have to wait.

    Raises:
        ConfigurationError: what lies there may not be replaced.
    """
    path = find_record(source, _NAME)
    if inputs is None or path is None or place is None:
        return None
    try:
        data = read_kept_bytes(path)
        beginning = msgspec.json.decode(data, type=_Beginning)
        if (beginning.inputs, beginning.place) != (inputs, str(place)):
            return None
        last = msgspec.json.decode(data, type=LastBuild)
        return last if _is_as_it_was(place, last, walk_last().files.values()) else None
    except (msgspec.DecodeError, OSError, RecursionError):
        return None


def _is_as_it_was(place: Path, last: LastBuild, there: Collection[BuiltFile]) -> bool:
    """Whether a site is as it was left: by the dates of its files, or by what they hold where it was copied since.

    Raises:
        OSError: a file can't be read.
    """
    if [(file.path, file.size) for file in there] != [(file.path, file.size) for file in last.files]:
        return False
    if hash_file(place / MANIFEST) != last.manifest:
        return False
    touched = [file.path for file, known in zip(there, last.files, strict=True) if file != known]
    return are_files_sound(place, read_manifest(place) or {}, touched)


def are_files_sound(place: Path, hashes: Mapping[str, str], touched: Iterable[str]) -> bool:
    """Whether files hold what they should: all that were touched, and a sample of the others, for dates can be forged.

    Raises:
        OSError: a file can't be read.
    """
    wanted = {*touched, *random.sample(sorted(hashes), min(_SAMPLE, len(hashes)))} - {MANIFEST}
    return bool(hashes) and all(hash_file(place / path) == hashes.get(path) for path in wanted)


def repeat_report(last: LastBuild, log: Log | None) -> BuildReport:
    """Say again what was said when a site was built, and return the report of a build that had nothing to do."""
    if log is not None:
        for severity, text in last.log:
            log(severity, text)
    place = Path(last.place)
    return BuildReport(
        last.pages,
        (),
        place,
        last.errors,
        last.left_out,
        last.notices,
        origins=last.origins,
        unchanged=True,
        unread=last.unread,
    )


def record_build(
    source: Source,
    inputs: BuildInputs,
    report: BuildReport,
    log: Iterable[tuple[Severity, str]],
    files: Iterable[BuiltFile],
) -> None:
    """Remember a build that was published, with its files; a disk that won't take it is no harm."""
    path = find_record(source, _NAME)
    if path is None:
        return
    with suppress(OSError):
        last = LastBuild(
            inputs, str(report.output), tuple(files), hash_file(report.output / MANIFEST), tuple(log),
            report.pages, report.errors, report.left_out, report.notices, report.origins, report.unread,
        )  # fmt: skip
        write_kept_bytes(path, [msgspec.json.encode(last)])


def find_record(source: Source, name: str) -> Path | None:
    """Return the file in which something is remembered of the last site, None where nothing is kept.

    There is one for each audience, so that two sites of one content are both remembered; none for an offline copy.
    """
    if source.request.offline:
        return None
    folder = check_cache_folder(source.cache)
    path = Path(name)
    public = source.site.settings.audience == "public"
    return folder / (f"{path.stem}-public{path.suffix}" if public else name) if folder else None


def record_log(log: Log | None, said: dict[tuple[Severity, str], None]) -> Log:
    """Return a log that keeps what is said, and hands it on; a second attempt says nothing twice."""

    def record(severity: Severity, text: str) -> None:
        if (severity, text) not in said:
            said[severity, text] = None
            if log is not None:
                log(severity, text)

    return record
