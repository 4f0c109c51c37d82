"""Which files may lie in a site, and whether their bytes are what their names say."""

from __future__ import annotations

import gzip
import os
import stat
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from okrsite.folder_walk import BuiltFile, make_built_file, read_entries
from okrsite.gate.findings import Fault, Finding
from okrsite.sources.attachments import KINDS, has_kind_signature

# What files of a theme begin with; those that lie beside the content are known to `sources.attachments`.
_MAGIC = {"woff": b"wOFF", "woff2": b"wOF2", "ttf": b"\0\1\0\0", "otf": b"OTTO", "gz": b"\x1f\x8b"}
TEXTS = frozenset({"html", "css", "js", "mjs", "map", "json", "xml", "svg", "csv", "txt", "ics", "atom", "dot"})
_SCRIPTS = frozenset({"js", "mjs"})
_SEARCH_PARTS = frozenset({"pagefind", "pf_fragment", "pf_index", "pf_meta"})
"""What Pagefind writes, into a folder of its own."""
_AT_ROOT = frozenset({"_headers", "_redirects", "CNAME"})
_HIDDEN_AT_ROOT = frozenset({".nojekyll"})
_CONTROLS = bytes(code for code in (*range(0x20), 0x7F) if code not in (9, 10, 12, 13))
_RUNNABLE = stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH if os.name == "posix" else 0
_UNPACKED = 64 * 1024 * 1024
"""Bytes; nothing that a site compresses is larger."""


def find_kind(path: str) -> str:
    """Return a file's ending in small letters without the dot, empty for none."""
    name = path.rpartition("/")[2]
    stem, _, ending = name.rpartition(".")
    return ending.lower() if stem else ""


def list_site_files(root: Path) -> tuple[dict[str, BuiltFile], list[Finding]]:
    """Return the regular files of a site by path, in order, and what is wrong with what lies there, by its names.

    Raises:
        OSError: a folder can't be looked into.
    """
    files: dict[str, BuiltFile] = {}
    findings: list[Finding] = []
    for file, faults in read_entries(root, _look_at_entry):
        if file is not None:
            files[file.path] = file
        findings += faults
    return dict(sorted(files.items())), findings


def _look_at_entry(path: str, entry: os.DirEntry[str]) -> tuple[BuiltFile | None, tuple[Finding, ...]]:
    """Return a regular file, None for anything else, and what is wrong with what lies there."""
    if path[-1] == "/":
        hidden = entry.name[0] == "."
        return None, (Finding(path[:-1], None, "GATE102", "A hidden folder lies in the site."),) if hidden else ()
    if entry.is_symlink():
        return None, (Finding(path, None, "GATE103", "A symbolic link leads out of the site, or may."),)
    if not entry.is_file():
        return None, (Finding(path, None, "GATE103", "This is no regular file."),)
    about = entry.stat(follow_symlinks=False)
    file = make_built_file(path, about)
    if about.st_mode & _RUNNABLE or entry.name[0] == "." or find_kind(entry.name) not in TEXTS:
        return file, tuple(_check_directory_entry(path, entry.name, about.st_mode))
    return file, ()


def _check_directory_entry(path: str, name: str, mode: int) -> Iterator[Finding]:
    kind, at_root = find_kind(name), name == path
    if name[0] == ".":
        if not (at_root and name in _HIDDEN_AT_ROOT):
            yield Finding(path, None, "GATE102", "A hidden file lies in the site.", "Keep it out of the content.")
    elif not (
        kind in TEXTS
        or kind in KINDS
        or (kind in _MAGIC and (kind != "gz" or name.endswith(".xml.gz")))
        # A page as Markdown; a file that somebody typed has another name.
        or name.endswith(".html.md")
        or (at_root and name in _AT_ROOT)
        or (kind in _SEARCH_PARTS and path.startswith("pagefind/"))
    ):
        what = f"A file that ends in .{kind}" if kind else "A file without an ending"
        hint = "Keep it out of the content, or tell the plugin of MkDocs that writes it not to."
        yield Finding(path, None, "GATE101", f"{what} is not published.", hint)
    if mode & _RUNNABLE:
        yield Finding(path, None, "GATE104", "The file may be run as a program.", f"chmod a-x {name}")


def check_content(kind: str, data: bytes) -> Fault | None:
    """Say whether a file's bytes are not what its ending promises."""
    if kind not in TEXTS and (kind in KINDS or kind in _MAGIC):
        sound = has_kind_signature(kind, data[:64]) if kind in KINDS else data.startswith(_MAGIC[kind])
        return None if sound else Fault("GATE105", f"This is no {kind.upper()} file, whatever its name says.")
    if kind not in TEXTS and kind != "md":
        return None
    # A script may have such signs in its patterns, as those of diagrams do; a zero is in none.
    if data.translate(None, _CONTROLS) != data and (kind not in _SCRIPTS or b"\0" in data):
        return Fault("GATE106", "The text has control characters.")
    first = data[:64].lstrip()[:1]
    if kind in ("html", "xml", "svg", "atom") and data.strip() and first != b"<":
        return Fault("GATE105", f"This is no {kind.upper()} file, whatever its name says.")
    if kind in ("css", "js", "mjs", "json", "map", "ics") and first == b"<":
        return Fault("GATE105", f"This is markup, and calls itself {kind.upper()}.")
    return None


def decode_text(data: bytes) -> str | None:
    """Return a text, None where it is not UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def decompress_gzip(data: bytes) -> bytes | None:
    """Return what a gzip file holds, None where it can't be read or is larger than anything that a site packs."""
    try:
        with gzip.open(BytesIO(data)) as stream:
            content = stream.read(_UNPACKED + 1)
    except (OSError, EOFError, ValueError):
        return None
    return content if len(content) <= _UNPACKED else None
