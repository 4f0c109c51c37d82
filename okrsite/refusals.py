"""What the operating system refused, as one sentence with a way out: full and broken disks, rights, limits.

Decides how each kind of `OSError` is told, wherever it was raised, and which of them say that a path was badly chosen.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

_LONGEST = 300
"""Characters of a path or a reason; what is longer loses its middle."""

_ROOM = "Make room, then run it again; what was published before is as it was."
_RIGHTS = "See who may read and write there, or name another place."
_LIMIT = "Close other programs, or raise the limit (`ulimit -n`), then run it again."
_NAME = "Name a place whose path is shorter."
_DISK = "The disk or the network behind it may be broken: look at the system's log, then run it again elsewhere."
_OTHER = "Name a place that lies on one disk with the folder around it, or move the old one away yourself."
_IN_USE = "Something else uses it, or another disk is mounted there: name another place."

_WAYS_OUT: dict[int, str] = {
    errno.ENOSPC: _ROOM,
    errno.EDQUOT: _ROOM,
    errno.EFBIG: "A limit on the size of files is in force (`ulimit -f`): raise it, then run it again.",
    errno.EROFS: "That disk can only be read: name another place.",
    errno.EACCES: _RIGHTS,
    errno.EPERM: _RIGHTS,
    errno.EMFILE: _LIMIT,
    errno.ENFILE: _LIMIT,
    errno.EAGAIN: "Close other programs, or raise the limit (`ulimit -u`), then run it again.",
    errno.ENOMEM: "Close other programs, or run it on a machine with more memory.",
    errno.ENAMETOOLONG: _NAME,
    errno.ELOOP: "Links lead in a circle there, or to where none may lead: name the place itself.",
    errno.EIO: _DISK,
    errno.ESTALE: _DISK,
    errno.EXDEV: _OTHER,
    errno.EBUSY: _IN_USE,
    errno.ETXTBSY: _IN_USE,
    errno.ENXIO: "Nothing reads this pipe: start what reads it first, or name a file.",
    errno.EISDIR: "A folder lies there: name another place.",
    errno.ENOTDIR: "A file lies where a folder would have to be: name another place.",
    errno.ENOENT: "Something took it away meanwhile, or its folder isn't there: see what is there, then run it again.",
    errno.ENOTEMPTY: "Something else writes there at the same time: stop that, or name another place.",
    errno.EEXIST: "Something else writes there at the same time: stop that, or name another place.",
}
_ELSE = "See who may write there, and for room."

_NOT_OF_THE_PLACE = frozenset(
    {
        errno.ENOSPC,
        errno.EDQUOT,
        errno.EFBIG,
        errno.EMFILE,
        errno.ENFILE,
        errno.EAGAIN,
        errno.ENOMEM,
        errno.EIO,
        errno.ESTALE,
    }
)
"""What has nothing to do with which place was named: another one would have been refused as well."""


_OF_WRITING = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS})


def is_place_refused(error: OSError) -> bool:
    """Whether another path would do: it isn't there, may not be written, is a folder; no for a full or broken disk."""
    return _get_error_number(error) not in _NOT_OF_THE_PLACE and not _lacks_temporary_folder(error)


def explain_refusal(error: OSError) -> str:
    """Return why something was refused in a few words, with the path if the error knows it, without a full stop."""
    failed = list(_list_copy_failures(error))
    if not failed:
        # A copy names what it read first; what it wrote is what there was no room for.
        where = error.filename2 if error.errno in _OF_WRITING and error.filename2 else error.filename
        return _format_refusal(error.strerror or str(error) or type(error).__name__, where)
    number, text, path = failed[0]
    more = f" (and {len(failed) - 1:,} more)" if len(failed) > 1 else ""
    return _format_refusal(os.strerror(number) if number else text, path) + more


def suggest_way_out(error: OSError) -> str:
    """Return a sentence that says what to do about it."""
    if _lacks_temporary_folder(error):
        return "Make room where temporary files lie, or name a folder for them in the variable TMPDIR."
    number = _get_error_number(error)
    if number == errno.ENOENT and (folder := _find_missing_folder(error.filename)):
        return f"There is no folder {_shorten(folder)}: make it first, or name another place."
    return _WAYS_OUT.get(number, _ELSE)


def _find_missing_folder(path: object) -> str:
    """Return the first folder of a path that isn't there; empty where all are, or nobody can say."""
    folders = reversed(Path(path).parents) if isinstance(path, str) else ()
    return next((str(folder) for folder in folders if not folder.is_dir()), "")


def _lacks_temporary_folder(error: OSError) -> bool:
    """Whether Python found no folder for temporary files, which it says as if a file weren't there."""
    return error.errno == errno.ENOENT and "temporary directory" in (error.strerror or "")


def _get_error_number(error: OSError) -> int:
    failed = next(_list_copy_failures(error), None)
    return failed[0] if failed else error.errno or 0


def _list_copy_failures(error: OSError) -> Iterator[tuple[int, str, str]]:
    """Yield number, words and path of each file that a copy of a whole folder failed at; nothing for other errors."""
    listed = error.args[0] if isinstance(error, shutil.Error) and error.args else ()
    for failure in listed if isinstance(listed, list) else ():
        if isinstance(failure, tuple) and len(failure) == 3:
            # Python keeps no number here, only what `str` makes of the error.
            said = re.match(r"\[Errno (\d+)\]", str(failure[2]))
            yield int(said[1]) if said else 0, str(failure[2]), str(failure[1])


def _format_refusal(text: str, path: object) -> str:
    where = path if isinstance(path, str) else os.fsdecode(path) if isinstance(path, bytes) else ""
    return _shorten(text.rstrip(".")) + (f": {_shorten(where)}" if where else "")


def _shorten(text: str) -> str:
    half = _LONGEST // 2
    return text if len(text) <= _LONGEST else f"{text[:half]}…{text[-half:]}"
