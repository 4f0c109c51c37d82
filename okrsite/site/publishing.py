"""How a built site gets its place: staged beside it, whole or not at all, one builder at a time.

A reader who fetches all the while sees the old site or the new one. Whatever kills a build, the last good site stays,
and what a killed one left goes with the next.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from types import MappingProxyType

from okrsite.problems import Severity
from okrsite.refusals import explain_refusal, is_place_refused, suggest_way_out
from okrsite.settings import ConfigurationError
from okrsite.site.manifest import is_ours, write_manifest

Log = Callable[[Severity, str], None]
"""Takes what is said during a build, a problem or a remark at a time, with its severity."""

SPARE = "-spare"
"""What is added to the name of a staging folder for folders that are to become part of it."""
_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2)
_HERE = -100  # AT_FDCWD: paths are relative to the working folder


@contextmanager
def make_folder(folder: Path) -> Iterator[None]:
    """Make a folder with all that it lies in; what was made for this and is empty at the end goes again.

    Raises:
        ConfigurationError: it can't be made there.
        OSError: the disk is full or broken.
    """
    missing = [path for path in (folder, *folder.parents) if not os.path.lexists(path)]
    try:
        with _refuse_place(folder):
            folder.mkdir(parents=True, exist_ok=True)
        yield
    finally:
        for path in missing:
            with suppress(OSError):
                path.rmdir()


@contextmanager
def lock_target(target: Path) -> Iterator[None]:
    """Hold off every other builder of a folder; a builder that was killed holds nothing.

    Raises:
        ConfigurationError: somebody else is building it, or no lock can be written beside it.
        OSError: the disk is full or broken.
    """
    path = target.with_name(f".{target.name}.lock")
    with make_folder(target.parent):
        with _refuse_place(target.parent):
            lock = _open_lock(path, target)
        try:
            yield
        finally:
            # Removed while it is held: whoever opened it meanwhile finds that it isn't the one that lies there.
            with suppress(OSError):
                path.unlink()
            os.close(lock)


@contextmanager
def _refuse_place(folder: Path) -> Iterator[None]:
    """Say of a folder that nothing can be made there, where another folder would do."""
    try:
        yield
    except OSError as error:
        if not is_place_refused(error):
            raise
        raise ConfigurationError(
            f"The site can't be written to {folder}: {explain_refusal(error)}.",
            f"Name another folder. {suggest_way_out(error)}",
        ) from error


def _open_lock(path: Path, target: Path) -> int:
    """Open and lock a file, and be sure that it is the one that everybody else will find.

    Not by filelock: that opens the file with O_TRUNC, which would empty one that lies there and isn't ours, and takes a
    pipe or a device for a lock.
    """
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    while True:
        lock = os.open(path, flags, 0o644)
        try:
            about = os.fstat(lock)
            if not stat.S_ISREG(about.st_mode) or about.st_size:
                raise ConfigurationError(
                    f"{path} is no lock of okrsite, and it lies where that would be.", "Move it elsewhere."
                )
            _acquire_lock(lock, target)
            if path.exists() and os.path.samestat(about, path.stat()):
                return lock
        except BaseException:
            os.close(lock)
            raise
        os.close(lock)


def _acquire_lock(lock: int, target: Path) -> None:
    try:
        import fcntl
    except ImportError:  # Windows: a folder in use can't be renamed there, which is lock enough
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise ConfigurationError(
            f"Another build is writing to {target} just now.", "Wait until it has finished, or name another folder."
        ) from error


@contextmanager
def open_staging_folder(target: Path, log: Log | None = None) -> Iterator[Path]:
    """Give an empty folder beside the target, and take away what is left of it and of killed builds; needs the lock.

    Raises:
        ConfigurationError: there can be no folder beside the target.
        OSError: the disk is full or broken.
    """
    prefix = f".{target.name}.staging-"
    with _refuse_place(target.parent):
        _clear_leftovers(target, prefix)
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=target.parent))
    try:
        yield folder
    finally:
        for path in (folder, _get_retired_path(folder), folder.with_name(f"{folder.name}{SPARE}")):
            if not remove_folder(path) and log is not None:
                log("warning", f"{path} could not be taken away. Delete it yourself.")


def _clear_leftovers(target: Path, prefix: str) -> None:
    """Take away what killed builds left, but put a site back that one of them had moved aside."""
    left = sorted(path for path in target.parent.iterdir() if path.name.startswith(prefix))
    for path in left:
        if (
            path == _get_retired_path(path.with_name(path.name.removesuffix("-old")))
            and not os.path.lexists(target)
            and is_ours(path)
        ):
            path.rename(target)
        else:
            remove_folder(path)


def _get_retired_path(folder: Path) -> Path:
    """Return where the last site waits while the new one takes its place, if they can't be exchanged in one step."""
    return folder.with_name(f"{folder.name}-old")


def remove_folder(folder: Path) -> bool:
    """Take a folder away with all that is in it, read-only folders too, and return whether it is gone.

    What is no folder, or a link to one, stays: it can't be ours.
    """
    if folder.is_symlink() or not folder.is_dir():
        return True
    shutil.rmtree(folder, ignore_errors=True)
    if folder.exists():
        _open_up(folder)
        shutil.rmtree(folder, ignore_errors=True)
    return not folder.exists()


def _open_up(folder: Path) -> None:
    """Let the owner change every folder in a folder."""
    pending = [folder]
    while pending:
        path = pending.pop()
        with suppress(OSError):
            path.chmod(0o700)
            with os.scandir(path) as entries:
                pending += [Path(entry.path) for entry in entries if entry.is_dir(follow_symlinks=False)]


def seal_site(
    site: Path, known: Mapping[str, str] = MappingProxyType({}), paths: Iterable[str] | None = None
) -> dict[str, str]:
    """Write the manifest into a built site, and make all of it readable; return the SHA-256 of each file, by path.

    `known` are those of files that were linked from another site, `paths` all files of this one as the gate found
    them; None: they are looked for.

    Raises:
        OSError: the disk is full or broken.
    """
    site.chmod(0o755)
    return write_manifest(site, known, paths)


def write_through() -> None:
    """See all that was written onto the disk."""
    # One call for all: a call per file takes minutes for ten thousand of them.
    if hasattr(os, "sync"):
        os.sync()


@contextmanager
def write_through_meanwhile() -> Iterator[None]:
    """See all that was written onto the disk during a block, in a thread: that only waits for the system."""
    writing = Thread(target=write_through)
    writing.start()
    try:
        yield
    finally:
        writing.join()


def swap_site(built: Path, target: Path) -> None:
    """Put a built site in the place of the last one; where the system can, in one step.

    Raises:
        OSError: it can't be done; the last site is still there.
    """
    if target.exists() and _exchange_names(built, target):
        # What was the last site has the staging folder's name now, and goes with it.
        return
    retired = _get_retired_path(built)
    if target.exists():
        target.rename(retired)
    try:
        built.rename(target)
    except BaseException:
        if retired.exists():
            retired.rename(target)
        raise


def _exchange_names(one: Path, other: Path) -> bool:
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
