"""One call of a command: what every command is told, and where it speaks.

Results go to stdout; notes, progress and complaints to stderr.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click
from msgspec.structs import replace

from okrsite.activity import NOBODY, Activity
from okrsite.cli.activity_line import ActivityLine, is_watched
from okrsite.feeds.problem_formats import format_text
from okrsite.feeds.terminal_text import escape_control_characters
from okrsite.garbage import collect_garbage_less_often
from okrsite.problems import Problem, Severity, count_by_severity
from okrsite.settings import find_config

if TYPE_CHECKING:
    from okrsite.request import BuildRequest
    from okrsite.snapshot import Snapshot

_COLOURS: dict[Severity, str] = {"error": "red", "warning": "yellow", "info": "blue"}


@dataclass(slots=True)
class CommandContext:
    """What the common options say; click fills it while it reads the arguments."""

    config: Path | None = None
    """None: the nearest mkdocs.yml."""
    today: date | None = None
    quiet: bool = False
    verbose: bool = False
    as_of: str | None = None
    """The day or commit as of which everything is read; None: as it lies in the work tree."""
    audience: str | None = None
    """Who it is for; None: as the settings say."""
    plain: bool = False
    """Without colours, even on a terminal."""
    line: ActivityLine | None = None
    """What is shown just now of what is going on."""

    def find_config_file(self) -> Path:
        """Return the configuration file.

        Raises:
            ConfigurationError: none was named, and none is near.
        """
        return self.config or find_config(Path.cwd())

    def create_request(self) -> BuildRequest:
        """Return what the common options ask for.

        Raises:
            ConfigurationError: no configuration file was named, and none is near.
        """
        from okrsite.request import BuildRequest

        return BuildRequest(self.find_config_file(), today=self.today, as_of=self.as_of, audience=self.audience)

    @collect_garbage_less_often(ends_soon=True)
    def read_snapshot(self, audience: str | None = None) -> Snapshot:
        """Read the content, for an audience or for the one that the options and the settings name.

        Raises:
            ConfigurationError: the configuration can't be used.
        """
        from okrsite.pipeline import take_snapshot
        from okrsite.request import open_source

        request = self.create_request()
        request = replace(request, audience=audience or request.audience)
        with self.show_activity() as activity, open_source(request) as source:
            return take_snapshot(replace(source, activity=activity))

    @collect_garbage_less_often(ends_soon=True)
    def read_editable_snapshot(self) -> Snapshot:
        """Read the content as somebody sees it who edits it: with drafts and what is internal, without the past.

        Raises:
            ConfigurationError: the configuration can't be used.
        """
        from okrsite.pipeline import take_editable_snapshot
        from okrsite.request import open_source

        request = replace(self.create_request(), audience="internal", preview=True)
        with self.show_activity() as activity, open_source(request) as source:
            return take_editable_snapshot(replace(source, activity=activity))

    def refuse_errors(self, snapshot: Snapshot, texts: Mapping[str, str]) -> tuple[Problem, ...]:
        """Read the content with other texts in some of its files; return what is newly doubtful in these.

        Raises:
            EditRefusedError: there are errors that the content doesn't have now.
        """
        from okrsite.editing.edited_snapshots import open_edited_snapshot
        from okrsite.editing.new_problems import list_errors, list_new_problems
        from okrsite.editing.refused_edits import EditRefusedError
        from okrsite.request import open_source

        request = replace(self.create_request(), audience="internal", preview=True)
        with open_source(request) as source, open_edited_snapshot(source, texts) as edited:
            problems = list_new_problems(snapshot.problems, edited.problems)
        if errors := list_errors(problems):
            raise EditRefusedError(
                "With that, the content would have the errors below.", "Nothing was written.", errors
            )
        return tuple(problem for problem in problems if problem.place.path in texts)

    @property
    def is_interactive(self) -> bool:
        """Whether somebody sits before a terminal who can be asked."""
        return not self.quiet and sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()

    @contextmanager
    def show_activity(self) -> Iterator[Activity]:
        """Show on the terminal what is going on meanwhile, if anybody sits before one and hasn't silenced it."""
        if self.quiet or self.plain or not is_watched(sys.stderr, os.environ):
            yield NOBODY
            return
        self.line = line = ActivityLine(sys.stderr)
        try:
            yield line
        finally:
            self.line = None
            line.close()

    def write_result(self, result: str | bytes) -> None:
        """Write what the command was asked for; bytes as they are."""
        if self.line is not None:
            self.line.erase()
        with _ignore_closed_pipe(sys.stdout):
            click.echo(result, nl=False, color=self._colour)

    def write_note(self, text: str) -> None:
        """Say something that nobody asked for; `-q` silences it."""
        if not self.quiet:
            self._write_line(escape_control_characters(text))

    def write_complaint(self, text: str, hint: str = "") -> None:
        """Say what went wrong and what to do, quiet or not."""
        self._write_line(
            f"{self.apply_colour('error', 'error')}: {escape_control_characters(text)}"
            + (f"\n    {escape_control_characters(hint)}" if hint else "")
        )

    def write_log(self, severity: Severity, text: str) -> None:
        """Pass on what a build says; remarks only with `-v`."""
        if severity != "info" or self.verbose:
            self._write_line(f"{self.apply_colour(severity, severity)}: {escape_control_characters(text)}")

    def write_problems(self, problems: Iterable[Problem]) -> None:
        """Write problems as a complaint: for commands whose result is something else."""
        if text := format_text(problems, self.apply_colour).rstrip("\n"):
            self._write_line(text)

    def apply_colour(self, word: str, severity: Severity) -> str:
        """Give a word the colour of a severity; it is taken off again where no terminal shows it."""
        return click.style(word, fg=_COLOURS[severity], bold=True)

    def _write_line(self, text: str) -> None:
        if self.line is not None:
            self.line.erase()
        # Where a complaint can't be said, there is nowhere to complain about that.
        with suppress(OSError), _ignore_closed_pipe(sys.stderr):
            click.echo(text, err=True, color=self._colour)

    @property
    def _colour(self) -> bool | None:
        return False if self.plain or os.environ.get("NO_COLOR") else None


@contextmanager
def _ignore_closed_pipe(stream: IO[str] | None) -> Iterator[None]:
    """Let a reader go away, as `head` does: the rest is written to nowhere, and the status stays what it is.

    A stream is None where it was closed before the command began (`>&-`): then nobody reads it either.

    Raises:
        OSError: what is written to is full or broken.
    """
    try:
        yield
        if stream is not None:
            stream.flush()
    except OSError as error:
        # Else Python tries once more when it ends, and fails with a status of its own.
        if stream is not None:
            with suppress(OSError, ValueError):
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, stream.fileno())
                os.close(nowhere)
        if not isinstance(error, BrokenPipeError):
            raise


def format_problem_counts(problems: Iterable[Problem]) -> str:
    """Return how many problems there are, in words: `2 errors, 1 warning`."""
    counts = count_by_severity(problems)
    words: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "remark"}
    said = [f"{counts[kind]} {word}{'s' if counts[kind] != 1 else ''}" for kind, word in words.items() if counts[kind]]
    return ", ".join(said) or "no problems"


def is_failing(problems: Iterable[Problem], *, strict: bool = False) -> bool:
    """Whether problems make a command end with 1: errors do, with `strict` warnings too."""
    counts = count_by_severity(problems)
    return bool(counts["error"] or (strict and counts["warning"]))
