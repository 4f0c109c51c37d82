"""From the arguments to the exit status: what no single command has to think of.

Decides what each kind of failure looks like, and that nobody is ever shown a bare traceback.
"""

from __future__ import annotations

import atexit
import os
import sys
import threading
import traceback
from collections.abc import Sequence
from contextlib import suppress
from io import StringIO, TextIOWrapper
from typing import NoReturn

import click

from okrsite.cli.call import CommandContext
from okrsite.cli.surroundings import use_utc
from okrsite.editing.refused_edits import EditRefusedError
from okrsite.feeds.terminal_text import escape_lines
from okrsite.refusals import explain_refusal, suggest_way_out
from okrsite.settings import ConfigurationError

CLEAN = 0
FINDINGS = 1
"""Problems of severity error, or of warning with `--strict`; or the system refused: a full disk, a lack of rights."""
WRONG_USAGE = 2
"""Wrong arguments, or a configuration that can't be used."""
FAULT = 3
"""A fault of okrsite itself."""
INTERRUPTED = 130
"""What shells say of a program that was stopped with Ctrl-C."""
_LONGEST = 300
"""Characters of what a fault says of itself."""


def run_command(commands: click.Group, arguments: Sequence[str]) -> int:
    """Run the command that the arguments name; return the exit status."""
    _force_utf8_output()
    call = CommandContext()
    try:
        with use_utc():
            status = commands.main(list(arguments), prog_name="okrsite", standalone_mode=False, obj=call)
    except click.ClickException as error:
        said = StringIO()
        error.show(said)
        with suppress(OSError):  # nobody reads it, or there is no room for it
            click.echo(escape_lines(said.getvalue()), nl=False, err=True)
        return WRONG_USAGE
    except EditRefusedError as error:
        call.write_complaint(str(error), error.hint)
        if error.problems:
            call.write_problems(error.problems)
        return WRONG_USAGE if error.is_wrong_usage else FINDINGS
    except ConfigurationError as error:
        call.write_complaint(f"{error.code} {error}", error.hint)
        return WRONG_USAGE
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except OSError as error:
        _explain(call, f"The system refused something: {explain_refusal(error)}.", suggest_way_out(error))
        return FINDINGS
    except MemoryError:
        _explain(call, "There is not enough memory for this.", "Close other programs, or run it on a larger machine.")
        return FINDINGS
    except Exception as error:
        _report_crash(call, error)
        return FAULT
    return status if isinstance(status, int) else CLEAN


def end_process(status: int) -> NoReturn:
    """End this process with an exit status, as `sys.exit` does, but leave its memory to the system.

    To take apart what a build of a large site holds, object by object, takes Python about a second. Whatever waits for
    the end of the process is called, and what it prints is delivered. Where a profiler, a debugger or another thread is
    at work, the process ends as any other does, and also where what was printed can't be delivered: Python says so.
    """
    with suppress(OSError, ValueError):
        _flush_output()
        if not _is_observed() and threading.active_count() == 1:
            atexit._run_exitfuncs()  # what Python itself calls first
            _flush_output()
            os._exit(status)
    sys.exit(status)


def _is_observed() -> bool:
    """Whether a profiler or a debugger is at work; from Python 3.12 on both may have another way than before."""
    monitoring = getattr(sys, "monitoring", None)
    tools = (monitoring.get_tool(number) for number in range(6)) if monitoring is not None else ()
    return sys.getprofile() is not None or sys.gettrace() is not None or any(tools)


def _flush_output() -> None:
    """Deliver what was printed.

    Raises:
        OSError: it can't be delivered.
    """
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()


def _force_utf8_output() -> None:
    """Write UTF-8 whatever the locale says: JSON has no other encoding, and people have names."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _explain(call: CommandContext, sentence: str, hint: str) -> None:
    """Say what stopped a command that isn't okrsite's fault, where it happened only if asked."""
    if call.verbose:
        _trace()
    call.write_complaint(sentence, hint)


def _trace() -> None:
    # What raised it may have quoted what somebody typed.
    with suppress(OSError):
        print(escape_lines(traceback.format_exc()), file=sys.stderr, end="")


def _report_crash(call: CommandContext, error: Exception) -> None:
    if call.verbose:
        _trace()
    said = str(error)[:_LONGEST]
    what = f"{type(error).__name__}: {said}" if said else type(error).__name__
    way_out = "Please report what stands above." if call.verbose else "Run it again with -v, and report what it prints."
    call.write_complaint(f"okrsite stopped because of a fault of its own ({what}).", way_out)
