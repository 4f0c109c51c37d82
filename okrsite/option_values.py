"""What may stand in each option of the plugin: from what is typed to the settings, or why it can't be used.

Knows no host, and no file: `settings` reads the configuration file, and says in which line of it something is typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from okrsite.config_loading import SettingError
from okrsite.federation_options import parse_declared_remote
from okrsite.languages.terms import TERMS
from okrsite.late_patterns import compile_late
from okrsite.nearest import find_close_name, suggest_name
from okrsite.options import PLACE, DeclaredCycle, Option, Settings, list_options
from okrsite.problems import CODES

_WITH_USER = compile_late(r"https?:[\\/]*[^/?#]*(?:@|%40)", re.IGNORECASE)
_WANTED = {
    int: "It takes a whole number, such as `{name}: {default}`.",
    float: "It takes a number, such as `{name}: {default:g}`.",
    bool: "It takes true or false, without quotation marks: `{name}: true`.",
    str: "It takes text.",
}
_DATE_HINT = "Write it as 2026-12-31."
_TERM_WORD = compile_late(r"[^\W_](?:[\w -]{0,38}\w)?")
_SEVERITIES = ("error", "warning", "info", "off")


def read_settings(options: Mapping[str, object]) -> Settings:
    """Check the options and give them their types.

    Raises:
        SettingError: an option is unknown or has a value that can't be used.
    """
    known = {option.name: option for option in list_options()}
    for name in options:
        if name not in known:
            near = find_close_name(str(name), sorted(known))
            hint = suggest_name(near, "The settings are listed in the guide.")
            raise _refuse(f"okrsite has no setting '{name}'.", hint, str(name))
    values = {name: _convert_option(known[name], value) for name, value in options.items() if value is not None}
    if values.get("language") not in (None, "en"):
        values.setdefault("decimal_comma", True)
    settings = Settings(**values)
    _check_option_values(settings)
    return settings


def _refuse(message: str, hint: str, *names: str) -> SettingError:
    """Return what is raised at an option; `names` are its own and those of what stands below it."""
    return SettingError(message, hint, *PLACE, *names)


def _convert_option(option: Option, value: object) -> Any:
    name = option.name
    if name == "today":
        return _parse_date(value, f"The setting '{name}'", name)
    if name == "cycles":
        return {str(key): _parse_declared_cycle(str(key), cycle) for key, cycle in _check_mapping(value, name).items()}
    if name == "federation":
        remotes = _check_mapping(value, name).items()
        return {str(key): parse_declared_remote(str(key), remote) for key, remote in remotes}
    if name == "rules":
        return dict(_parse_severity_rule(str(code), word) for code, word in _check_mapping(value, name).items())
    if name == "terms":
        return {_check_term(key): _check_word(key, word) for key, word in _check_mapping(value, name).items()}
    if option.words:
        return _choose_word(option, value)
    wanted = type(option.default)
    if wanted is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
        hint = _WANTED[wanted].format(name=name, default=option.default)
        raise _refuse(f"The setting '{name}' can't be {_spell(value)}.", hint, name)
    return value


def _spell(value: object) -> str:
    """Return a value as it is typed in YAML, or nearly so."""
    return str(value).lower() if isinstance(value, bool) else repr(value)


def _choose_word(option: Option, value: object) -> str:
    for word in option.words:
        if value == word:
            return word
    known = " or ".join(map(repr, option.words))
    near = find_close_name(value, option.words) if isinstance(value, str) else ""
    raise _refuse(
        f"The setting '{option.name}' can't be {_spell(value)}: it is {known}.",
        suggest_name(
            near,
            f"Write `{option.name}: {option.default}`, or leave it out, which means the same."
            if option.default
            else "Write one of these, or leave it out.",
        ),
        option.name,
    )


def _check_term(typed: object) -> str:
    """Return the name of a term as the setting lists it; blanks, hyphens and capitals make no difference."""
    known = {re.sub(r"[-_ ]", "", name).casefold(): name for pair in TERMS.items() for name in pair}
    name = known.get(re.sub(r"[-_ ]", "", str(typed)).casefold())
    if name is None:
        near = find_close_name(str(typed), sorted(known.values()))
        hint = suggest_name(near, f"It takes {', '.join(TERMS)}, and their plurals.")
        raise _refuse(f"The setting 'terms' names '{typed}', which is no term of okrsite.", hint, "terms", str(typed))
    return name


def _check_word(term: object, word: object) -> str:
    """Return what a term is called; it stands in sentences and in HTML, so it is a few words and no signs."""
    if not isinstance(word, str) or not _TERM_WORD.fullmatch(word):
        raise _refuse(
            f"The setting 'terms' can't call {term} {_spell(word)}.",
            "It takes letters, digits, blanks and hyphens, at most 40.",
            "terms",
            str(term),
        )
    return word


def _check_pairs_of_terms(settings: Settings) -> None:
    """Refuse a term that is renamed where there is one and not where there are many, or the other way round."""
    for one, many in TERMS.items():
        if (one in settings.terms) != (many in settings.terms):
            there, missing = (one, many) if one in settings.terms else (many, one)
            raise _refuse(
                f"The setting 'terms' says what {there} is called here, and not {missing}.",
                f"Add `{missing}: …` below `terms`.",
                "terms",
                there,
            )


def _parse_severity_rule(code: str, wanted: object) -> tuple[str, str]:
    # YAML reads a bare `off` as false.
    word = "off" if wanted is False else str(wanted)
    if code not in CODES:
        raise _refuse(
            f"The setting 'rules' names {code}, which is no problem's code.",
            "Take it out; a code is OKR and three digits, as in the line of the problem that is meant.",
            "rules",
            code,
        )
    if CODES[code].severity == "error" and word != "error":
        raise _refuse(
            f"The setting 'rules' can't soften {code}: what is wrong there can't be published.",
            "Take this line out.",
            "rules",
            code,
        )
    if word not in _SEVERITIES:
        hint = "It takes error, warning, info or off."
        raise _refuse(f"The setting 'rules' gives {code} '{word}'.", hint, "rules", code)
    return code, word


def _check_mapping(value: object, *names: str) -> dict[object, object]:
    if not isinstance(value, dict):
        hint = "It takes names with values."
        raise _refuse(f"The setting '{': '.join(names)}' can't be {_spell(value)}.", hint, *names)
    return value


def _parse_date(value: object, subject: str, *names: str) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise _refuse(f"{subject} is no date: {_spell(value)}.", _DATE_HINT, *names) from error


def _parse_declared_cycle(name: str, value: object) -> DeclaredCycle:
    names = ("cycles", name)
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", name):
        raise _refuse(f"A cycle can't be called '{name}'.", "Use a-z, 0-9 and hyphens.", *names)
    options = _check_mapping(value, *names)
    if unknown := sorted(map(str, set(options) - {"start", "end", "name"})):
        message = f"The cycle '{name}' has a key that is not known: {unknown[0]}."
        raise _refuse(message, "It takes start, end and name.", *names, unknown[0])
    if "start" not in options or "end" not in options:
        raise _refuse(f"The cycle '{name}' needs a start and an end.", "Write them as 2026-12-31.", *names)
    start, end = (
        _parse_date(options[key], f"The {key} of the cycle '{name}'", *names, key) for key in ("start", "end")
    )
    if end < start:
        raise _refuse(f"The cycle '{name}' ends before it starts.", "Exchange start and end.", *names)
    return DeclaredCycle(start, end, str(options.get("name") or ""))


def refuse_user_in_address(subject: str, address: str, *names: str) -> None:
    """Refuse an address with a user's name or a token.

    Args:
        subject: Whose it is, in a message.
        address: The address.
        names: Where it is typed.

    Raises:
        SettingError: it has one.
    """
    if _WITH_USER.match(address):
        raise SettingError(
            f"{subject} has a user's name or a token before its host, and every page would show it.",
            "Write it as https://host/path, without a user or a token.",
            *names,
        )


def _check_option_values(settings: Settings) -> None:
    if not 1 <= settings.fiscal_year_start <= 12:
        raise _refuse(
            f"The setting 'fiscal_year_start' is a month, from 1 to 12, and not {settings.fiscal_year_start}.",
            "Write `fiscal_year_start: 1` where the year starts in January.",
            "fiscal_year_start",
        )
    refuse_user_in_address("The setting 'edit_url'", settings.edit_url, *PLACE, "edit_url")
    _check_pairs_of_terms(settings)
    try:
        ZoneInfo(settings.timezone)
    except (KeyError, ValueError, OSError) as error:
        raise _refuse(
            f"There is no time zone '{settings.timezone}'.", "Use a name such as Europe/Berlin.", "timezone"
        ) from error
