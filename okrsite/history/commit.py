"""Which commit is being read."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

# A repository may be hostile: nothing that it configures is run, and no hook, pager or prompt is started.
_HARDENED = (
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.pager=cat",
    "-c",
    "safe.directory=*",
)
_ENVIRONMENT = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}


def head_commit(folder: Path) -> str | None:
    """Return the short hash of the commit checked out in a folder; None without git, repository or commit."""
    try:
        done = subprocess.run(
            ["git", *_HARDENED, "rev-parse", "--verify", "HEAD"],
            cwd=folder, capture_output=True, text=True, timeout=10, check=False, env={**os.environ, **_ENVIRONMENT},
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    # A fixed length: git's own short form depends on how many objects this clone happens to hold.
    return done.stdout.strip()[:10] or None if done.returncode == 0 else None
