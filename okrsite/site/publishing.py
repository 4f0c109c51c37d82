"""How a built site gets its place: staged beside it, whole or not at all, one builder at a time.

A reader who fetches all the while sees the old site or the new one. Whatever kills a build, the last good site stays.
"""

from __future__ import annotations

import ctypes
import errno
import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from okrsite.settings import ConfigurationError

MANIFEST = "data/manifest.json"
"""In every site: the SHA-256 of each of its files, by which a whole one can be told."""
RELEASES = "releases"
CURRENT = "current"

_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2)
_HERE = -100  # AT_FDCWD: paths are relative to the working folder


@contextmanager
def locked(target: Path) -> Iterator[None]:
    """Hold off every other builder of a folder; a builder that was killed holds nothing.

    Raises:
        ConfigurationError: somebody else is building it, or no lock can be written beside it.
    """
    path = target.with_name(f".{target.name}.lock")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        lock = _lock(path, target)
    except OSError as error:
        raise ConfigurationError(
            f"The site can't be written to {target.parent}: {error.strerror or error}.", "Name another folder."
        ) from error
    try:
        yield
    finally:
        # Removed while it is held: whoever opened it meanwhile finds that it isn't the one that lies there any more.
        path.unlink(missing_ok=True)
        os.close(lock)


def _lock(path: Path, target: Path) -> int:
    """Open and lock a file, and be sure that it is the one that everybody else will find."""
    while True:
        lock = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
        try:
            _hold(lock, target)
            if path.exists() and os.path.samestat(os.fstat(lock), path.stat()):
                return lock
        except BaseException:
            os.close(lock)
            raise
        os.close(lock)


def _hold(lock: int, target: Path) -> None:
    try:
        import fcntl
    except ImportError:  # Windows: a folder in use can't be renamed there, which is lock enough
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise ConfigurationError(
            f"Another build is writing to {target} just now.", "Wait until it has finished, or name another folder."
        ) from error


@contextmanager
def staging(target: Path) -> Iterator[Path]:
    """Give an empty folder beside the target, and take away what is left of it and of killed builds; needs the lock.

    Raises:
        ConfigurationError: there can be no folder beside the target.
    """
    prefix = f".{target.name}.staging-"
    _remove(target.parent.glob(f"{prefix}*"))
    try:
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=target.parent))
    except OSError as error:
        raise ConfigurationError(
            f"The site can't be written to {target.parent}: {error.strerror or error}.", "Name another folder."
        ) from error
    try:
        yield folder
    finally:
        _remove([folder])


def _remove(folders: Iterator[Path] | list[Path]) -> None:
    for folder in folders:
        if folder.is_dir() and not folder.is_symlink():
            shutil.rmtree(folder, ignore_errors=True)


def seal(site: Path) -> None:
    """Write the manifest into a built site, make all of it readable, and see it onto the disk.

    Raises:
        OSError: the disk is full or broken.
    """
    site.chmod(0o755)
    manifest = site / MANIFEST
    manifest.parent.mkdir(exist_ok=True)
    manifest.write_text(
        json.dumps({"schema_version": 1, "files": hashes(site)}, indent=0, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    # One call for all: a call per file takes minutes for ten thousand of them.
    if hasattr(os, "sync"):
        os.sync()


def hashes(site: Path) -> dict[str, str]:
    """Return the SHA-256 of each file of a site but the manifest, by its path, in order."""
    found = {}
    for folder, folders, names in os.walk(site):
        folders.sort()
        for name in names:
            path = Path(folder, name)
            inside = path.relative_to(site).as_posix()
            if inside != MANIFEST:
                found[inside] = hashlib.sha256(path.read_bytes()).hexdigest()
    return dict(sorted(found.items()))


def broken_files(site: Path) -> list[str] | None:
    """Return the paths in which a site differs from its manifest; None if it has none that can be read."""
    try:
        listed = json.loads((site / MANIFEST).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not isinstance(listed, dict):
        return None
    there = hashes(site)
    return sorted(path for path in listed.keys() | there.keys() if listed.get(path) != there.get(path))


def swap(built: Path, target: Path) -> None:
    """Put a built site in the place of the last one; where the system can, in one step.

    Raises:
        OSError: it can't be done; the last site is still there.
    """
    if target.exists() and _exchange(built, target):
        # What was the last site has the staging folder's name now, and goes with it.
        return
    retired = built.with_name(built.name + "-old")
    if target.exists():
        target.rename(retired)
    try:
        built.rename(target)
    except OSError:
        if retired.exists():
            retired.rename(target)
        raise
    _remove([retired])


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step; False where the system or the file system can't."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.EINVAL, errno.ENOSYS, errno.EPERM, errno.EXDEV):
        return False
    raise OSError(code, os.strerror(code), str(other))


def check_host(to: Path) -> None:
    """Refuse a folder of a plain host that holds anything but releases.

    Raises:
        ConfigurationError: it does, or `current` is no symbolic link.
    """
    if not to.exists():
        return
    if not to.is_dir() or ((to / CURRENT).exists() and not (to / CURRENT).is_symlink()):
        raise ConfigurationError(f"{to} is no folder of releases.", "Name a new or an empty folder with --to.")
    strange = sorted(each.name for each in to.iterdir() if each.name not in (RELEASES, CURRENT, f".{CURRENT}"))
    strange = [name for name in strange if not name.startswith((f".{CURRENT}.staging-", f".{CURRENT}.lock"))]
    if strange and not (to / RELEASES).is_dir():
        raise ConfigurationError(
            f"{to} is not empty and holds no releases.", "Name another folder with --to, or empty it yourself."
        )


def release(built: Path, to: Path, name: str, keep: int) -> Path:
    """Put a built site among the releases of a plain host, point `current` at it, and keep the newest `keep`.

    A web server shows `current`, a symbolic link that is replaced in one step; to go back, point it at an older one.

    Raises:
        OSError: the disk is full, or the folder can't be written.
    """
    releases = to / RELEASES
    releases.mkdir(parents=True, exist_ok=True)
    place = releases / name
    number = 1
    while place.exists():
        number += 1
        place = releases / f"{name}-{number}"
    partial = releases / f".{place.name}"
    _remove([partial])
    shutil.copytree(built, partial)
    if hasattr(os, "sync"):
        os.sync()
    partial.rename(place)
    pointer = to / f".{CURRENT}"
    pointer.unlink(missing_ok=True)
    pointer.symlink_to(Path(RELEASES) / place.name)
    pointer.replace(to / CURRENT)
    _thin_out(releases, place, keep)
    return place


def _thin_out(releases: Path, newest: Path, keep: int) -> None:
    kept = sorted(
        (each for each in releases.iterdir() if each.is_dir() and not each.name.startswith(".")),
        key=lambda each: (each != newest, -each.stat().st_mtime_ns, each.name),
    )
    _remove(kept[max(1, keep) :])
