"""Every option of the plugin, once: default, type, one sentence; and what may stand in each.

Knows no host, and no file: `settings` reads the configuration file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta, structs

from okrsite.config_loading import ConfigurationError
from okrsite.nearest import find_close_name, suggest_name
from okrsite.problems import CODES

_WITH_USER = re.compile(r"https?:[\\/]*[^/?#]*(?:@|%40)", re.IGNORECASE)


class DeclaredCycle(msgspec.Struct, frozen=True):
    """A cycle that isn't named by a built-in name."""

    start: date
    end: date
    name: str = ""


class Option(msgspec.Struct, frozen=True):
    """One setting, as the guide and the schema for editors list it."""

    name: str
    type: object
    help: str
    default: object
    """None: nothing, or an empty table."""

    @property
    def words(self) -> tuple[str, ...]:
        """The words that it takes; empty where it takes something else."""
        return get_args(self.type) if get_origin(self.type) is Literal else ()


class Settings(msgspec.Struct, frozen=True):
    """The options under `okrsite:` in `mkdocs.yml`. Each carries its one sentence."""

    today: Annotated[
        date | None, Meta(description="What 'today' means; for demonstrations and reproducible builds.")
    ] = None
    timezone: Annotated[
        str,
        Meta(description="The time zone in which days begin and end."),
    ] = "UTC"
    fiscal_year_start: Annotated[int, Meta(description="The month in which the fiscal year starts, 1 to 12.")] = 1
    fiscal_year_named_after: Annotated[
        Literal["start", "end"],
        Meta(description="Whether a fiscal year is named after the calendar year of its start or its end."),
    ] = "start"
    cycles: Annotated[
        dict[str, DeclaredCycle],
        Meta(description="Cycles with names of their own: {launch: {start, end, name}}."),
    ] = msgspec.field(default_factory=dict)
    decimal_comma: Annotated[
        bool,
        Meta(description="Read 1,2 as one point two and 1.200 as one thousand two hundred, and write numbers so."),
    ] = False
    outdated_after_days: Annotated[
        int, Meta(description="An objective without a check-in for more days than this is outdated.")
    ] = 14
    grading_days: Annotated[int, Meta(description="For how many days after its end a cycle is being graded.")] = 21
    at_risk_behind: Annotated[
        float, Meta(description="From how many points behind the expected progress an objective is at risk.")
    ] = 10.0
    off_track_behind: Annotated[
        float, Meta(description="From how many points behind the expected progress an objective is off track.")
    ] = 25.0
    low_confidence: Annotated[
        float, Meta(description="Below how many percent of confidence an objective is at risk.")
    ] = 30.0
    progress_from: Annotated[
        Literal["key_results", "aligned", "both"],
        Meta(
            description="What an objective's progress is made of where it doesn't say it itself: its key results, the "
            "objectives that contribute directly (aligned), or both."
        ),
    ] = "key_results"
    audience: Annotated[
        Literal["internal", "public"],
        Meta(
            description="Who the site is for: internal shows everything, public leaves out what is marked as internal."
        ),
    ] = "internal"
    edit_url: Annotated[
        str,
        Meta(
            description="The repository's address on GitHub or GitLab, or a pattern with {path} and {line}. "
            "Without it, MkDocs' repo_url, edit_uri and edit_uri_template count."
        ),
    ] = ""
    branch: Annotated[
        str,
        Meta(description="The branch that edit links lead to."),
    ] = "main"
    people_pages: Annotated[
        bool,
        Meta(description="Whether each person has a page."),
    ] = True
    ordinary_pages: Annotated[
        Literal["okrsite", "mkdocs"],
        Meta(
            description="Who renders ordinary pages: okrsite, which sanitises them, or mkdocs with all its "
            "extensions and plugins, where whoever writes content is trusted."
        ),
    ] = "okrsite"
    navigation: Annotated[
        Literal["completed", "typed"],
        Meta(
            description="Whether okrsite's pages that a `nav` in mkdocs.yml doesn't name are added to it (completed), "
            "or not (typed)."
        ),
    ] = "completed"
    render: Annotated[
        Literal["stamped", "full"],
        Meta(
            description="Whether the theme's frame is rendered for each page (full), "
            "or once for pages that differ in words (stamped)."
        ),
    ] = "stamped"
    data: Annotated[
        Literal["divided", "single"],
        Meta(
            description="Whether data/okr.json leads to a file for each unit and cycle (divided), "
            "or holds everything itself, as `okrsite export` prints it (single)."
        ),
    ] = "divided"
    feeds: Annotated[
        bool,
        Meta(
            description="Whether the company, each unit and each objective has an Atom feed of its changes; "
            "needs site_url in mkdocs.yml."
        ),
    ] = False
    calendars: Annotated[
        bool,
        Meta(
            description="Whether the company, each unit and each person has a calendar (iCalendar) of what is due; "
            "its dates lead to their pages where site_url is known."
        ),
    ] = False
    badges: Annotated[
        bool,
        Meta(description="Whether units and objectives have badges: pictures for other pages of how they stand."),
    ] = False
    tables: Annotated[
        bool,
        Meta(
            description="Whether the site has tables to take away, as `okrsite export` writes them: a workbook "
            "data/okr.xlsx, and a file for each table in data/csv/."
        ),
    ] = False
    markdown_pages: Annotated[
        bool,
        Meta(
            description="Whether each page lies beside itself as Markdown, and `llms.txt` leads assistants to them: "
            "it doubles the number of files."
        ),
    ] = False
    checkins: Annotated[
        Literal["list", "file"],
        Meta(
            description="Whether `okrsite checkin` adds to the objective's file (list), or writes a file of its own "
            "(file), which conflicts with nobody's."
        ),
    ] = "list"
    rules: Annotated[
        dict[str, str],
        Meta(description="Severity by problem code: error, warning, info or off (for warnings only)."),
    ] = msgspec.field(default_factory=dict)


@cache
def list_options() -> tuple[Option, ...]:
    """Return every setting, in the order in which they are declared."""
    hints = get_type_hints(Settings, include_extras=True)
    options = []
    for declared in structs.fields(Settings):
        type, about = get_args(hints[declared.name])
        default = None if declared.default is msgspec.NODEFAULT else declared.default
        options.append(Option(declared.name, type, about.description, default))
    return tuple(options)


def read_settings(options: Mapping[str, object]) -> Settings:
    """Check the options and give them their types.

    Raises:
        ConfigurationError: an option is unknown or has a value that can't be used.
    """
    known = set(Settings.__struct_fields__)
    values: dict[str, Any] = {}
    for name, value in options.items():
        if name not in known:
            near = find_close_name(str(name), sorted(known))
            hint = suggest_name(near, "The settings are listed in the guide.")
            raise ConfigurationError(f"okrsite has no setting '{name}'.", hint, setting=str(name))
        try:
            values |= {name: _convert_option(name, value)} if value is not None else {}
        except ConfigurationError as error:
            error.setting = name
            raise
    settings = Settings(**values)
    _check_option_values(settings)
    return settings


def _convert_option(name: str, value: object) -> Any:
    if name == "today":
        return _parse_date_option(name, value)
    if name == "cycles":
        return {str(key): _parse_declared_cycle(str(key), cycle) for key, cycle in _check_mapping(name, value).items()}
    if name == "rules":
        return dict(_parse_severity_rule(str(code), word) for code, word in _check_mapping(name, value).items())
    wanted = type(getattr(Settings(), name))
    if wanted is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
        raise ConfigurationError(f"The setting '{name}' can't be {value!r}.", f"It takes {_WANTED[wanted]}.")
    return value


_WANTED = {int: "a whole number", float: "a number", bool: "true or false", str: "text"}


def _parse_severity_rule(code: str, wanted: object) -> tuple[str, str]:
    # YAML reads a bare `off` as false.
    word = "off" if wanted is False else str(wanted)
    if code not in CODES:
        raise ConfigurationError(f"The setting 'rules' names {code}, which is no problem's code.")
    if CODES[code].severity == "error" and word != "error":
        raise ConfigurationError(f"The setting 'rules' can't soften {code}: what is wrong there can't be published.")
    if word not in ("error", "warning", "info", "off"):
        raise ConfigurationError(f"The setting 'rules' gives {code} '{word}'.", "It takes error, warning, info or off.")
    return code, word


def _check_mapping(name: str, value: object) -> dict[object, object]:
    if not isinstance(value, dict):
        raise ConfigurationError(f"The setting '{name}' can't be {value!r}.", "It takes names with values.")
    return value


def _parse_date_option(name: str, value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise ConfigurationError(f"The setting '{name}' is no date: {value!r}.", "Write it as 2026-12-31.") from error


def _parse_declared_cycle(name: str, value: object) -> DeclaredCycle:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", name):
        raise ConfigurationError(f"A cycle can't be called '{name}'.", "Use a-z, 0-9 and hyphens.")
    options = _check_mapping(f"cycles: {name}", value)
    if unknown := set(options) - {"start", "end", "name"}:
        raise ConfigurationError(
            f"The cycle '{name}' has a key that is not known: {sorted(map(str, unknown))[0]}.",
            "It takes start, end and name.",
        )
    if "start" not in options or "end" not in options:
        raise ConfigurationError(f"The cycle '{name}' needs a start and an end.", "Write them as 2026-12-31.")
    start, end = _parse_date_option(name, options["start"]), _parse_date_option(name, options["end"])
    if end < start:
        raise ConfigurationError(f"The cycle '{name}' ends before it starts.")
    return DeclaredCycle(start, end, str(options.get("name") or ""))


def refuse_user_in_address(subject: str, address: str) -> None:
    """Refuse an address with a user's name or a token; `subject` says in a message whose it is.

    Raises:
        ConfigurationError: it has one.
    """
    if _WITH_USER.match(address):
        raise ConfigurationError(
            f"{subject} has a user's name or a token before its host, and every page would show it.",
            "Write it as https://host/path, without a user or a token.",
        )


def _check_option_values(settings: Settings) -> None:
    if not 1 <= settings.fiscal_year_start <= 12:
        raise ConfigurationError("The setting 'fiscal_year_start' is a month, 1 to 12.", setting="fiscal_year_start")
    for option in list_options():
        value = getattr(settings, option.name)
        if option.words and value not in option.words:
            known = " or ".join(map(repr, option.words))
            message = f"The setting '{option.name}' can't be {value!r}: it is {known}."
            raise ConfigurationError(message, setting=option.name)
    refuse_user_in_address("The setting 'edit_url'", settings.edit_url)
    try:
        ZoneInfo(settings.timezone)
    except (KeyError, ValueError, OSError) as error:
        raise ConfigurationError(
            f"There is no time zone '{settings.timezone}'.", "Use a name such as Europe/Berlin.", setting="timezone"
        ) from error
