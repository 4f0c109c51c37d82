"""What tells our sites from anybody else's folders: the manifest, which lists each file of a site with its SHA-256.

Decides what okrsite may ever take away: a folder with a manifest of ours, and in it what the manifest lists.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Mapping
from json.encoder import encode_basestring
from pathlib import Path
from types import MappingProxyType

import msgspec

from okrsite.folder_walk import walk_files
from okrsite.late_patterns import compile_late

MANIFEST = "data/manifest.json"
"""In every site: the SHA-256 of each of its files, by which a whole one can be told."""
_VERSION = 1
_OF_THE_PLUGIN = ("assets/okr/okr.css", "data/okr.json", "404.html")
"""What `mkdocs build` with the plugin leaves, which writes no manifest."""
_LITTER = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
"""What file managers leave in every folder, and nobody misses."""
_LARGEST = 256 * 1024**2
"""Bytes of a manifest; that of a site of 200,000 files has a tenth of it."""


class _Manifest(msgspec.Struct, frozen=True):
    """What a manifest holds."""

    schema_version: int
    files: dict[str, str]


_DECODER = msgspec.json.Decoder(_Manifest)
_DIGESTS = compile_late(r"(?:[0-9a-f]{64}\n)*\Z")


def write_manifest(
    site: Path, known: Mapping[str, str] = MappingProxyType({}), paths: Iterable[str] | None = None
) -> dict[str, str]:
    """Write the manifest into a built site; return the SHA-256 of each file that it lists, by path.

    `known` are those of files that were linked from another site, where they were read. `paths` are all files that lie
    in the site, where that is known.

    Raises:
        OSError: the disk is full or broken.
    """
    manifest = site / MANIFEST
    manifest.parent.mkdir(exist_ok=True)
    if paths is None:
        digests = hash_files(site, known)
    else:
        digests = {path: known.get(path) or hash_file(site / path) for path in sorted(paths) if path != MANIFEST}
    files = ",\n".join(f'{encode_basestring(path)}: "{digest}"' for path, digest in digests.items())
    # As Python's `json` prints it line by line, which takes ten times as long.
    listed = f"{{\n{files}\n}}" if files else "{}"
    manifest.write_text(f'{{\n"schema_version": {_VERSION},\n"files": {listed}\n}}\n', encoding="utf-8")
    return digests


def hash_files(site: Path, known: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    """Return the SHA-256 of each file of a site but the manifest, by its path, in order."""
    digests = {}
    for path, entry in walk_files(site):
        # A link to a folder is no file; one to a file stands for what that holds.
        if path[-1] != "/" and path != MANIFEST and not (entry.is_symlink() and entry.is_dir()):
            digests[path] = known.get(path) or hash_file(entry.path)
    return dict(sorted(digests.items()))


def hash_file(path: str | Path) -> str:
    """Return the SHA-256 of a file.

    Raises:
        OSError: it can't be read, or is a pipe or a device: it isn't waited for.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb", buffering=0) as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise OSError("not a file")
        return hashlib.sha256(stream.read()).hexdigest()


def read_manifest(site: Path) -> dict[str, str] | None:
    """Return the files that a site's manifest lists, with their SHA-256; None if there is none that is ours."""
    path = site / MANIFEST
    try:
        about = path.lstat()
        if not stat.S_ISREG(about.st_mode) or about.st_size > _LARGEST:
            return None
        manifest = _DECODER.decode(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    digests = "".join(f"{digest}\n" for digest in manifest.files.values())
    return manifest.files if manifest.schema_version == _VERSION and _DIGESTS.match(digests) else None


def list_broken_files(site: Path) -> list[str] | None:
    """Return the paths in which a site differs from its manifest; None if it has none that can be read."""
    listed = read_manifest(site)
    if listed is None:
        return None
    there = hash_files(site)
    return sorted(path for path in listed.keys() | there.keys() if listed.get(path) != there.get(path))


def is_ours(folder: Path) -> bool:
    """Whether a folder is a site that okrsite made, by itself or as a plugin of MkDocs."""
    return read_manifest(folder) is not None or all((folder / name).is_file() for name in _OF_THE_PLUGIN)


def list_foreign_files(site: Path, files: Iterable[str] | None = None) -> list[str]:
    """Return what lies in a site of ours and isn't of it, by path; of a site without a manifest, what is hidden.

    `files` are all that lie in it, where that is known.

    Raises:
        OSError: a folder can't be looked into.
    """
    listed = read_manifest(site)
    strange = []
    for path in (path for path, _ in walk_files(site) if path[-1] != "/") if files is None else files:
        if (listed is not None and path in listed) or path == MANIFEST:
            continue
        if path.rpartition("/")[2].casefold() in _LITTER:
            continue
        if listed is not None or any(part.startswith(".") for part in path.split("/")):
            strange.append(path)
    return sorted(strange)
