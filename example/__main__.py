"""`python -m example FOLDER`: writes the example company with its past; `make site` builds that."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from example.repository import write_repository
from example.script import ScriptError

_WITHOUT = "Without it, `okrsite build` makes a site of content/ as it is today."


def main(arguments: list[str]) -> int:
    """Write it into the folder that is named, or say why not."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print("Usage: python -m example FOLDER", file=sys.stderr)
        return 2
    try:
        write_repository(Path(arguments[0]))
    except ScriptError as error:
        print(error, file=sys.stderr)
        return 1
    except FileNotFoundError as error:
        if error.filename != "git":
            raise
        print(f"The example's past is written by git, and there is none here. {_WITHOUT}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip()
        print(f"git refuses to write the example's past: {said}\n{_WITHOUT}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
