"""What the environment says of the time, looked at before anything else reads it.

okrsite reckons in the time zone of the settings and with the day that it is told. Packages that it loads look at `TZ`
by themselves, open the file that it names, and fail in words of their own.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from okrsite.clock import read_source_date_epoch
from okrsite.settings import ConfigurationError

_LONGEST = 255
"""Characters of a time zone's name or path."""


@contextmanager
def use_utc() -> Iterator[None]:
    """Let everything that is run meanwhile find itself in UTC.

    Raises:
        ConfigurationError: `TZ` or `SOURCE_DATE_EPOCH` can't be what they should be.
    """
    typed = os.environ.get("TZ")
    if typed is not None and not _is_zone(typed):
        raise ConfigurationError(
            f"The variable TZ names no time zone: {typed[:40]!r}.",
            "Set it to a name such as Europe/Berlin, or leave it unset; days begin as the setting 'timezone' says.",
        )
    read_source_date_epoch()
    os.environ["TZ"] = "UTC"
    try:
        yield
    finally:
        if typed is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = typed


def _is_zone(typed: str) -> bool:
    """Whether a text can be the name of a time zone, a rule such as `CET-1CEST`, or the path of a zone's file."""
    name = typed.removeprefix(":")
    if len(name) > _LONGEST or not name.isprintable() or ".." in name.split("/"):
        return False
    if not name.startswith("/"):
        return True
    try:
        path = Path(name).resolve()
        if not stat.S_ISREG(path.lstat().st_mode):
            return False
        with path.open("rb") as file:
            return file.read(4) == b"TZif"
    except (OSError, RuntimeError, ValueError):
        return False
