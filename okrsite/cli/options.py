"""The options that several commands take, and what is refused as one of them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from okrsite.cli.call import CommandContext

if TYPE_CHECKING:
    from okrsite.snapshot import Snapshot

_F = TypeVar("_F", bound="Callable[..., object] | click.Command")


class DayType(click.ParamType[date]):
    """A date, written as in content: 2026-12-31."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the date.

        Raises:
            click.BadParameter: the text is none.
        """
        text = str(value)
        try:
            # Python alone would also read 20261231 and 2026-W53-4.
            if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
                return date.fromisoformat(text)
        except ValueError:
            pass
        from okrsite.sources.dates import parse_date

        read = parse_date(text)
        if isinstance(read, date):
            return read
        self.fail(f"{read.message} {read.hint}", param, ctx)


class PathArgument(click.Path):
    """A file or folder; what no system can take for a name is refused before anything looks for it."""

    def __init__(self, *, exists: bool = False, file_okay: bool = True) -> None:
        """Say whether it must be there, and whether it may be a file."""
        super().__init__(exists=exists, file_okay=file_okay, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path.

        Raises:
            click.BadParameter: it is empty, holds a NUL, or isn't there although it must be.
        """
        text = os.fsdecode(value)
        if not text or "\0" in text:
            self.fail("An empty text, or one with a NUL in it, names no file and no folder.", param, ctx)
        if self.exists and not os.path.lexists(text):
            from okrsite.sources.text import make_printable

            self.fail(f"There is no {make_printable(text)}.{_suggest_path(Path(text))}", param, ctx)
        return super().convert(value, param, ctx)


def _suggest_path(path: Path) -> str:
    """Return a hint at the path that was probably meant: one with another name in it, or the same below a folder."""
    from okrsite.nearest import find_close_name
    from okrsite.sources.text import make_printable

    try:
        missing = next(part for part in (*reversed(path.parents), path) if not part.exists())
        near = find_close_name(missing.name, [one.name for one in missing.parent.iterdir()])
        meant = [missing.parent / near / path.relative_to(missing)] if near else []
        if not path.is_absolute():
            meant += [folder / path for folder in sorted(Path().iterdir())]
        found = next((one for one in meant if one.exists()), None)
    except (OSError, StopIteration):  # a folder that may not be looked into, or a path that is there by now
        return ""
    return f" Did you mean {make_printable(str(found))}?" if found else ""


class WebAddressType(click.ParamType[str]):
    """A place on the web, which can stand in Markdown and in HTML as it is."""

    name = "url"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the address.

        Raises:
            click.BadParameter: the text is none.
        """
        text = str(value)
        if not re.fullmatch(r"https?://[\w.:-]+(?:/[\w./~%+,;=@&?!$:*-]*)?", text, re.ASCII):
            self.fail(f"{text!r} is no address on the web; write it as https://preview.example.org/42/.", param, ctx)
        return text


def _store_option(context: click.Context, option: click.Parameter, value: object) -> None:
    """Write an option into the call, at once, so that a failure later in the line knows it."""
    if value is not None and isinstance(context.obj, CommandContext):
        setattr(context.obj, str(option.name), value)


def add_common_options(command: _F) -> _F:
    """Add the common options; they arrive in the `CommandContext`."""
    for names, attributes in reversed(_OPTIONS):
        command = click.option(*names, callback=_store_option, expose_value=False, is_eager=True, **attributes)(command)
    return command


def add_as_of_option(command: _F) -> _F:
    """Add `--as-of`, for commands that can look at another time."""
    return click.option(
        "--as-of",
        metavar="DATE|COMMIT",
        callback=_store_option,
        expose_value=False,
        is_eager=True,
        help="Read the repository as it stood at the end of that day, or in that commit. The work tree is not touched.",
    )(command)


def add_audience_option(command: _F) -> _F:
    """Add `--audience`, for commands that publish or print the model."""
    return click.option(
        "--audience",
        type=click.Choice(["internal", "public"]),
        callback=_store_option,
        expose_value=False,
        is_eager=True,
        help="Who it is for. public leaves out what is marked as internal. Default: the settings', else internal.",
    )(command)


def add_severity_options(command: _F) -> _F:
    """Add `--strict` and `--on-error`, for commands that publish: what mistakes in the content do to them."""
    command = click.option(
        "--on-error",
        type=click.Choice(["fail", "isolate"]),
        default="fail",
        show_default=True,
        help="With errors in the content: publish nothing, or leave out what is wrong and publish all else.",
    )(command)
    return click.option("--strict", is_flag=True, help="Publish nothing on warnings either.")(command)


def add_why_option(command: _F) -> _F:
    """Add `--why`, for commands that publish: what made them make a page."""
    return click.option(
        "--why",
        metavar="PATH",
        help="Tell at the end why a page was made anew, by its address or its file: teams/finance/.",
    )(command)


def refuse_unknown_units(snapshot: Snapshot, units: Iterable[str]) -> None:
    """Refuse what `--team` names and no unit is called.

    Raises:
        click.BadParameter: there is no such unit, with the one that was probably meant.
    """
    from okrsite.model.names import find_meant_unit
    from okrsite.nearest import suggest_name

    known = snapshot.organisation.units
    for unit in units:
        if unit not in known:
            hint = suggest_name(find_meant_unit(known, unit), "Units are named by their folders.")
            raise click.BadParameter(f"There is no unit {unit[:80]!r}. {hint}", param_hint="--team")


_OPTIONS: tuple[tuple[tuple[str, ...], dict[str, Any]], ...] = (
    (
        ("-f", "--config"),
        {
            "type": PathArgument(),
            "metavar": "FILE",
            "help": "The configuration file. Default: mkdocs.yml, here or in the nearest folder above.",
        },
    ),
    (
        ("--today",),
        {
            "type": DayType(),
            "metavar": "DATE",
            "help": "What 'today' means. Default: the settings' date, else the clock's.",
        },
    ),
    (("-q", "--quiet"), {"is_flag": True, "default": None, "help": "Results and problems only, no notes."}),
    (("-v", "--verbose"), {"is_flag": True, "default": None, "help": "Say more, also about faults of okrsite."}),
    (("--no-color", "plain"), {"is_flag": True, "default": None, "help": "No colours (as with NO_COLOR)."}),
)
