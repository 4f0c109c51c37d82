"""What a build is made of: fingerprints that tell whether another build would make the same.

What can't be told from here (a hook, a plugin that isn't okrsite's or the theme's, an extension that reads further
files) speaks against it: then there is no fingerprint, and all is built.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

import okrsite
from okrsite import clock
from okrsite.config_file import read_config
from okrsite.folder_walk import walk_files
from okrsite.history.git import Repository, open_repository
from okrsite.request import Source
from okrsite.sources.kept_files import list_distributions

_READ_WHOLE = 4 * 1024**2
"""Bytes up to which a source is told by what it holds; a larger one, such as a film, by its size and times."""
_KNOWN_PLUGINS = frozenset({"okrsite", "search", "material/search"})
_KNOWN_EXTENSIONS = ("pymdownx.", "markdown.extensions.")
_READING_EXTENSIONS = ("pymdownx.snippets", "pymdownx.b64")
"""Extensions that read further files."""
_SHORT_EXTENSIONS = frozenset(
    {"abbr", "admonition", "attr_list", "def_list", "extra", "fenced_code", "footnotes", "md_in_html", "meta", "nl2br"}
    | {"sane_lists", "smarty", "tables", "toc", "wikilinks", "codehilite", "legacy_attrs", "legacy_em"}
)


_MOMENT = 2 * 10**9
"""Nanoseconds: no file system tells less exactly when a file was changed."""


class FileDigests:
    """Digests of what files hold, as they were read once: a file that nobody has touched since isn't read again."""

    def __init__(self) -> None:
        """Begin without any."""
        self._known: dict[str, tuple[tuple[int, ...], bytes]] = {}

    def compute(self, entry: os.DirEntry[str], about: os.stat_result) -> bytes:
        """Return a digest of what a file holds; `about` is what the system says of it.

        Raises:
            OSError: it can't be read.
        """
        state = (about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino, about.st_dev)
        known = self._known.get(entry.path)
        if known is not None and known[0] == state:
            return known[1]
        # One that was changed just now could be changed once more, and its times be the same.
        is_settled = max(about.st_mtime_ns, about.st_ctime_ns) < time.time_ns() - _MOMENT
        digest = _hash_file(entry.path)
        if is_settled:
            self._known[entry.path] = (state, digest)
        return digest


class BuildInputs(msgspec.Struct, frozen=True):
    """Fingerprints of everything that decides what a build makes."""

    environment: str
    """Of all but the content: the configuration, the theme, the audience and the installed okrsite."""
    content: str
    """Of the content, its past and the day, and of what the request asks for."""


def describe_build_inputs(source: Source, digests: FileDigests | None = None) -> BuildInputs | None:
    """Return what a build is made of; None where that can't be told beforehand, or something can't be read.

    `digests` are those of files that were read before, and get those of all others.

    Raises:
        ConfigurationError: the configuration or today can't be used.
    """
    request, site, digests = source.request, source.site, digests or FileDigests()
    values = read_config(site.config).values
    if (
        source.as_of_commit is not None
        or request.preview
        or request.offline
        or site.host_renders_pages
        or not _is_self_contained(values)
    ):
        return None
    # With what the environment says for `!ENV`.
    said = (str(site.config), values, site.settings.audience, site.forge, clock.read_source_date_epoch())
    repository = open_repository(site.content)
    past = (repository.head, repository.shallow) if isinstance(repository, Repository) else repository.message
    asked = (past, clock.choose_today(site.settings, source.today), request.strict, request.isolate)
    others = [(key, remote.sha256, remote.kept_on) for key, remote in source.federation.remotes.items()]
    try:
        theme = _describe_followed_folder(site.theme, digests) if site.theme is not None else ()
        environment = (site.read_config_bytes(), repr(said), *_describe_installation(digests), *theme)
        content = (repr((asked, others, source.federation.problems)), *_describe_folder(site.content, digests))
    except OSError:  # the build says what is the matter with it
        return None
    return BuildInputs(_compute_digest(environment), _compute_digest(content))


def explain_untold_inputs(source: Source) -> str:
    """Return why `describe_build_inputs` tells nothing of a source, as a clause.

    Raises:
        ConfigurationError: the configuration can't be used.
    """
    if source.as_of_commit is not None:
        return "an earlier state of the repository is read"
    if source.request.offline:
        return "an offline copy is made whole"
    if source.site.host_renders_pages or not _is_self_contained(read_config(source.site.config).values):
        return "a hook, a plugin or an extension has a say in what pages hold"
    return "something that decides about pages can't be read"


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


def _describe_installation(digests: FileDigests) -> Iterator[str | bytes]:
    """Yield what tells one installed okrsite, with all that it stands on, from another: on another machine, too."""
    yield sys.version
    yield from list_distributions()
    yield _describe_program("dot")
    # An okrsite that somebody works on changes without another version.
    yield from _describe_followed_folder(Path(okrsite.__file__).parent, digests)


def _describe_program(name: str) -> str:
    path = shutil.which(name)
    return f"{path} {Path(path).stat().st_size}" if path else ""


def _describe_followed_folder(folder: Path, digests: FileDigests) -> Iterator[str | bytes]:
    """Yield the path and the bytes of each file in a folder, in order; a link is what it leads to.

    Raises:
        OSError: a file can't be read, or a link leads to a folder, in which much could change.
    """
    for inside, entry in walk_files(folder):
        if f"/{inside}".endswith((".pyc", "/__pycache__/")):
            continue
        yield inside
        if not inside.endswith("/"):
            yield digests.compute(entry, entry.stat())


def _hash_file(path: str) -> bytes:
    """Return a digest of what a file holds.

    Raises:
        OSError: it can't be read.
    """
    # There are thousands: a `Path` and a buffer for each take as long as reading them.
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123
        return hashlib.sha256(file.read()).digest()


def _describe_folder(folder: Path, digests: FileDigests) -> Iterator[str | bytes]:
    """Yield the path and the bytes of each file in a folder, in order; of a large one its size and times.

    A link is what it says: content is never read through one.

    Raises:
        OSError: a file can't be read.
    """
    for inside, entry in walk_files(folder):
        about = entry.stat(follow_symlinks=False)
        yield f"{inside} {stat.S_IFMT(about.st_mode)}"
        if entry.is_symlink():
            yield str(Path(entry.path).readlink())
        elif not stat.S_ISREG(about.st_mode) or about.st_size > _READ_WHOLE:
            yield f"{about.st_size} {about.st_mtime_ns} {about.st_ctime_ns} {about.st_ino}"
        else:
            yield digests.compute(entry, about)
