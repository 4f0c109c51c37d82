"""Lists what is installed here and is not the version that the lock names: `make newer`.

After `LATEST=1`, these are the releases since the last `make lock`. Where tests failed, one of them is why.
"""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

LOCK = Path(__file__).with_name("ci.txt")
_LOCKED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)", re.MULTILINE)


def newer(lock: str) -> list[str]:
    """Return a line for each locked package that is installed in another version."""
    found = {}
    for entry in _LOCKED.finditer(lock):
        try:
            found.setdefault((entry["name"], metadata.version(entry["name"])), set()).add(entry["version"])
        except metadata.PackageNotFoundError:
            continue  # for another system, or another Python
    return [
        f"{name} {installed} (locked: {', '.join(sorted(versions))})"
        for (name, installed), versions in sorted(found.items())
        if installed not in versions
    ]


if __name__ == "__main__":
    lines = newer(LOCK.read_text(encoding="utf-8"))
    print("\n".join(lines) or "Everything installed is what is locked.")
