"""Somebody with hardly any rights, for tests that run as root."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

NOBODY = 65534


def as_nobody(folder: Path, action: Callable[[], str]) -> str:
    """Do something as a user without rights, in a folder, in a process of its own; return what it returns.

    What it needs must have been imported before: nobody may read what root has installed for itself.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.chdir(folder)
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            said = action()
        except BaseException as error:
            said = f"{type(error).__name__}: {error}"
        os.write(writing, said.encode("utf-8", "replace")[:60_000])
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        said = stream.read().decode("utf-8")
    os.waitpid(child, 0)
    return said
