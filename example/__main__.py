"""`python -m example FOLDER`: writes the example company with its past; `make site` builds that."""

from __future__ import annotations

import sys
from pathlib import Path

from example.repository import write_repository
from example.script import ScriptError


def main(arguments: list[str]) -> int:
    """Write it into the folder that is named, or say why not."""
    if len(arguments) != 1:
        print("Usage: python -m example FOLDER", file=sys.stderr)
        return 2
    try:
        write_repository(Path(arguments[0]))
    except ScriptError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
