"""Writes the versions of `site.txt` for the repositories that `okrsite init` begins: a part of `make lock`.

Without hashes, because okrsite itself may come from anywhere, and pip takes either all packages with hashes or none.
"""

from __future__ import annotations

import re
from pathlib import Path

LOCK = Path(__file__).with_name("site.txt")
WRITTEN = Path(__file__).parents[1] / "okrsite" / "starting" / "files" / "constraints.txt"
_LOCKED = re.compile(r"^([A-Za-z0-9._-]+==[^\\\n]*[^\\\s])", re.MULTILINE)
_ABOUT = """\
# What okrsite needs, at the versions with which it was tested. A newer okrsite brings a newer list: begin a repository
# in another folder with `okrsite init`, and copy the file from there.
"""


def list_constraints(lock: str) -> str:
    """Return the versions of a lock file as pip's constraints."""
    return _ABOUT + "".join(f"{line}\n" for line in _LOCKED.findall(lock))


if __name__ == "__main__":
    WRITTEN.write_text(list_constraints(LOCK.read_text(encoding="utf-8")), encoding="utf-8")
