"""What the last build was made of and what it left, so that a build of the same has nothing to do.

Decides whether a site that lies there is what a build would make again. What can't be told from here (a hook, a plugin
that isn't okrsite's or the theme's, a configuration that names further files) speaks against it: then all is built.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import stat
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

import okrsite
from okrsite import clock
from okrsite.config_file import read_config
from okrsite.history.git import Repository, open_repository
from okrsite.problems import Severity
from okrsite.request import Source
from okrsite.site.manifest import MANIFEST, hash_file, read_manifest
from okrsite.site.outcome import BuildReport
from okrsite.site.publishing import Log
from okrsite.sources.kept_files import check_cache_folder, read_kept_bytes, write_kept_bytes

_NAMES = {"internal": "last-build.json", "public": "last-build-public.json"}
"""By audience, so that two sites of one content are both remembered."""
_READ_WHOLE = 4 * 1024**2
"""Bytes up to which a source is told by what it holds; a larger one, such as a film, by its size and times."""
_SAMPLE = 20
"""How many files of a site are read again."""
_KNOWN_PLUGINS = frozenset({"okrsite", "search", "material/search"})
_KNOWN_EXTENSIONS = ("pymdownx.", "markdown.extensions.")
_READING_EXTENSIONS = ("pymdownx.snippets", "pymdownx.b64")
"""Extensions that read further files."""
_SHORT_EXTENSIONS = frozenset(
    {"abbr", "admonition", "attr_list", "def_list", "extra", "fenced_code", "footnotes", "md_in_html", "meta", "nl2br"}
    | {"sane_lists", "smarty", "tables", "toc", "wikilinks", "codehilite", "legacy_attrs", "legacy_em"}
)


class BuiltFile(msgspec.Struct, frozen=True, array_like=True):
    """A file of a built site, as it lay there when the site was published."""

    path: str
    """Inside the site, with forward slashes."""
    size: int
    modified: int
    """Nanoseconds since 1970."""
    number: int
    """Its inode: a file that was put in its place has another one."""


class LastBuild(msgspec.Struct, frozen=True):
    """A build that was published."""

    inputs: str
    """The fingerprint of all that it was made of."""
    place: str
    """The folder in which it lies."""
    files: tuple[BuiltFile, ...]
    manifest: str
    """The SHA-256 of the site's manifest, which has those of its files."""
    log: tuple[tuple[Severity, str], ...]
    """What was said while it was made, which a build of the same would say again."""
    pages: int
    errors: int
    left_out: tuple[str, ...]
    notices: tuple[str, ...]


def compute_input_fingerprint(source: Source) -> str | None:
    """Return a fingerprint of everything that decides what a build makes; None where that can't be told beforehand.

    Raises:
        ConfigurationError: the configuration or today can't be used.
        OSError: a source can't be read.
    """
    request, site = source.request, source.site
    environment = describe_environment(source)
    if environment is None or source.as_of_commit is not None or request.preview:
        return None
    today = clock.choose_today(site.settings, source.today)
    repository = open_repository(site.content)
    past = (repository.head, repository.shallow) if isinstance(repository, Repository) else repository.message
    asked = (past, today, request.strict, request.isolate)
    return _compute_digest((environment, repr(asked), *_describe_folder(site.content)))


def describe_environment(source: Source) -> str | None:
    """Return a fingerprint of all that decides what a build makes of content; None where that can't be told.

    Raises:
        ConfigurationError: the configuration can't be used.
        OSError: a template can't be read.
    """
    site = source.site
    values = read_config(site.config).values
    if not _is_self_contained(values):
        return None
    # With what the environment says for `!ENV`.
    said = (str(site.config), values, site.settings.audience, clock.read_source_date_epoch())
    theme = _describe_folder(site.theme) if site.theme is not None else ()
    return _compute_digest((site.config.read_bytes(), repr(said), *_describe_installation(), *theme))


def _compute_digest(parts: Iterable[str | bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return digest.hexdigest()


def _is_self_contained(values: Mapping[str, object]) -> bool:
    """Whether a configuration lets nothing decide about the site but itself, the content and the theme's folder."""
    plugins, extensions = values.get("plugins"), values.get("markdown_extensions")
    return (
        not values.get("hooks")
        and _list_names(plugins) <= _KNOWN_PLUGINS
        and all(_is_known_extension(name) for name in _list_names(extensions))
    )


def _is_known_extension(name: str) -> bool:
    return name in _SHORT_EXTENSIONS or (
        name.startswith(_KNOWN_EXTENSIONS) and not name.startswith(_READING_EXTENSIONS)
    )


def _list_names(entries: object) -> set[str]:
    """Return the names in a list or mapping of a configuration; one that isn't known for what can't be read."""
    if entries is None:
        return set()
    names: set[str] = set()
    for entry in entries if isinstance(entries, list | dict) else [entries]:
        name = next(iter(entry), "") if isinstance(entry, dict) else entry
        names.add(name.removeprefix("/") if isinstance(name, str) else "?")
    return names


def _describe_installation() -> Iterator[str | bytes]:
    """Yield what tells one installed okrsite, with all that it stands on, from another: on another machine, too."""
    yield sys.version
    yield from sorted(path.name for path in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
    yield _describe_program("dot")
    # An okrsite that somebody works on changes without another version.
    yield from _describe_folder(Path(okrsite.__file__).parent)


def _describe_program(name: str) -> str:
    path = shutil.which(name)
    return f"{path} {Path(path).stat().st_size}" if path else ""


def _describe_folder(folder: Path) -> Iterator[str | bytes]:
    """Yield the path and the bytes of each file in a folder, in order; of a large one its size and times."""
    for inside, entry in _walk_files(folder, ""):
        if inside.endswith(("/__pycache__/", ".pyc")):
            continue
        about = entry.stat()
        yield f"{inside} {stat.S_IFMT(about.st_mode)} {int(entry.is_symlink())}"
        if not stat.S_ISREG(about.st_mode) or about.st_size > _READ_WHOLE:
            yield f"{about.st_size} {about.st_mtime_ns} {about.st_ctime_ns} {about.st_ino}"
            continue
        yield hashlib.sha256(Path(entry.path).read_bytes()).digest()


def _walk_files(folder: str | Path, inside: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder) as listing:
        entries = sorted(listing, key=lambda entry: entry.name)
    for entry in entries:
        path = f"{inside}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield f"{path}/", entry
            yield from _walk_files(entry.path, f"{path}/")
        else:
            yield path, entry


def find_last_build(source: Source, inputs: str | None, place: Path | None) -> LastBuild | None:
    """Return the build that was made of the same inputs, if its site lies in a folder just as it left it."""
    path = _find_record(source)
    if inputs is None or path is None or place is None:
        return None
    try:
        last = msgspec.json.decode(read_kept_bytes(path), type=LastBuild)
        same = (last.inputs, last.place) == (inputs, str(place)) and _is_as_it_was(place, last)
    except (msgspec.DecodeError, OSError):
        return None
    return last if same else None


def _is_as_it_was(place: Path, last: LastBuild) -> bool:
    """Whether a site is as it was left: by the dates of its files, or by what they hold where it was copied since.

    Raises:
        OSError: a file can't be read.
    """
    there = list_built_files(place)
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
    return BuildReport(last.pages, (), place, last.errors, last.left_out, last.notices, unchanged=True)


def record_build(source: Source, inputs: str | None, report: BuildReport, log: Iterable[tuple[Severity, str]]) -> None:
    """Remember a build that was published; a disk that won't take it is no harm.

    Nothing is remembered if somebody changed an input meanwhile: which of the two was read, nobody knows.
    """
    path = _find_record(source)
    if path is None or inputs is None:
        return
    with suppress(OSError):
        if inputs != compute_input_fingerprint(source):
            return
        files = list_built_files(report.output)
        last = LastBuild(
            inputs, str(report.output), files, hash_file(report.output / MANIFEST), tuple(log),
            report.pages, report.errors, report.left_out, report.notices,
        )  # fmt: skip
        write_kept_bytes(path, [msgspec.json.encode(last)])


def _find_record(source: Source) -> Path | None:
    folder = check_cache_folder(source.cache)
    return folder / _NAMES[source.site.settings.audience] if folder else None


def list_built_files(place: Path) -> tuple[BuiltFile, ...]:
    """Return the files of a site, in order.

    Raises:
        OSError: a folder can't be looked into.
    """
    files = []
    for inside, entry in _walk_files(place, ""):
        if not inside.endswith("/"):
            about = entry.stat(follow_symlinks=False)
            files.append(BuiltFile(inside, about.st_size, about.st_mtime_ns, about.st_ino))
    return tuple(files)
