"""How long `okrsite serve` takes from a saved file to the new text on its page, as a reader's browser would get it."""

from __future__ import annotations

import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import msgspec

from benchmarks.processes import CommandFailedError, start
from benchmarks.project import TODAY, Edit, make_environment, plan_edit

_POLL_SECONDS = 0.01
_MOST_SECONDS = 3600.0
"""After which a preview is taken to hang."""
_PATIENCE = 60.0


class Preview(msgspec.Struct, frozen=True):
    """What was measured of a preview, in seconds."""

    start: float
    """From the command to the first page."""
    edits: list[float]
    """From the saved file to the new text in the answer, each for another team's file."""


def measure_preview(project: Path, edits: int, say: Callable[[str], None]) -> Preview:
    """Start a preview and change one file after the other; after an edit of more than a minute no other follows.

    Raises:
        CommandFailedError: the preview ended, or didn't show what it should within an hour.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = (sys.executable, "-m", "okrsite", "serve", "--port", str(port), "--today", TODAY.isoformat())
    with (
        (project / "preview.log").open("wb") as log,
        start(command, project, make_environment(project), log.fileno()) as process,
    ):

        def wait_for(address: str, words: str) -> float:
            begin = time.perf_counter()
            while words not in _read_page(f"http://127.0.0.1:{port}/{address}"):
                if process.poll() is not None or time.perf_counter() - begin > _MOST_SECONDS:
                    last = "\n".join((project / "preview.log").read_text("utf-8", "replace").splitlines()[-20:])
                    raise CommandFailedError(f"The preview never showed {words!r} at /{address}:\n{last}")
                time.sleep(_POLL_SECONDS)
            return time.perf_counter() - begin

        say("starting the preview …")
        started = wait_for("", "</html>")
        taken: list[float] = []
        for turn in range(1, edits + 1):
            if taken and taken[-1] > _PATIENCE:
                break
            edit = plan_edit(project, turn)
            _check_absent(edit, port)
            say(f"edit {turn} of {edits} …")
            edit.path.write_text(edit.text, "utf-8")
            taken.append(wait_for(edit.address, edit.words))
    return Preview(started, taken)


def _check_absent(edit: Edit, port: int) -> None:
    # Else an address that is wrong, or words that are there already, would be measured as a very fast preview.
    before = _read_page(f"http://127.0.0.1:{port}/{edit.address}")
    if "</html>" not in before or edit.words in before:
        raise CommandFailedError(f"The page /{edit.address} can't show an edit: it isn't there, or has it already.")


def _read_page(url: str) -> str:
    """Return a page, or an empty text where none is to be had now."""
    try:
        with urllib.request.urlopen(url, timeout=_MOST_SECONDS) as answer:
            content: bytes = answer.read()
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return ""
    return content.decode("utf-8", "replace")
