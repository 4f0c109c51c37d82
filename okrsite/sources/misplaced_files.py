"""Files that were meant to be read, by their names, and lie or are called so that nobody reads them.

Decides from a path alone what a file was probably meant to be and where it belongs. Ordinary pages and attachments keep
their names: only what is called like a cycle, a team file, a register or a memo is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from okrsite.late_patterns import compile_late
from okrsite.sources.file_names import (
    explain_copy,
    explain_invalid_cycle,
    find_meant_name,
    is_cycle_like,
    propose_id,
    split_name,
)
from okrsite.sources.misplaced_checkins import explain_misplaced_checkin
from okrsite.sources.text import make_printable

_FOLDERS = {
    "teams": ("team", "teams", "squad", "squads", "group", "groups", "department", "departments", "division",
              "divisions", "unit", "units", "tribe", "tribes"),
    "people": ("person", "persons", "people", "individual", "individuals", "staff", "employees"),
    "company": ("company", "companies", "organisation", "organization", "organisations", "org", "corporate"),
}  # fmt: skip
_MEANT_FOLDERS = {name: folder for folder, names in _FOLDERS.items() for name in names}

_PROPER = frozenset(_FOLDERS)
_REGISTERS = {"people": "people", "persons": "people", "person": "people", "kpis": "kpis", "kpi": "kpis"}
_GOALS = frozenset({"objectives", "objective", "okrs", "okr", "goals", "goal"})
_TEXT_ENDINGS = {
    "txt": "md",
    "text": "md",
    "mdown": "md",
    "mkd": "md",
    "mkdn": "md",
    "mdx": "md",
    "mdwn": "md",
    "": "md",
}
"""Endings of texts that aren't read, each with the one that is."""

_OTHER_FORMATS = frozenset({"json", "toml", "rst", "html", "htm", "org", "adoc", "asciidoc", "rtf"})

_OTHER_REGISTERS = frozenset({"csv", "tsv", "xlsx", "xls", "ods", "json", "vcf"})
_FISCAL = compile_late(
    r"(?P<mark>FY|GJ|BY)[-_ ]?(?:20)?(?P<year>\d\d)(?:[-_ .]?(?P<part>[QHT][1-4]))?\Z", re.IGNORECASE
)
_FISCAL_TURNED = compile_late(
    r"(?P<part>[QHT][1-4])[-_ .]?(?P<mark>FY|GJ|BY)[-_ ]?(?:20)?(?P<year>\d\d)\Z", re.IGNORECASE
)
_PART = compile_late(
    r"(?:q(?:uarter)?[-_ ]?(?P<quarter>[1-4])|h(?:alf)?[-_ ]?(?P<half>[12])|t[-_ ]?(?P<third>[1-3]))\Z", re.IGNORECASE
)
_SHORT_YEAR = compile_late(
    r"(?P<year>[2-4]\d)[-_ ](?P<part>[QHT][1-4])\Z|(?P<part2>[QHT][1-4])[-_ ](?P<year2>[2-4]\d)\Z", re.IGNORECASE
)
_WITHIN = compile_late(r".*?(?<![0-9])(?P<cycle>20[0-9]{2}[-_ ]?[QHT][1-4])(?![0-9])", re.IGNORECASE)
_YEAR = compile_late(r"20[0-9]{2}\Z")
_MEMO = compile_late(r"memo(?:randum)?(?:[-_. ]+(?P<rest>.*)|(?P<year>\d.*))?\Z", re.IGNORECASE)
_NO_YEAR = "YYYY"
_FISCAL_HINT = (
    "Cycles have the numbers of your financial years if the settings say when those begin (`fiscal_year_start`)."
)


class MisplacedFile(NamedTuple):
    """What is said of a file that nobody reads."""

    code: str
    message: str
    hint: str
    left_out: bool = True
    """Whether it is published neither, because it may hold what its author keeps back."""


class Place(NamedTuple):
    """What is known of the folder that holds a file."""

    parts: tuple[str, ...]
    """Of its path below the content folder."""
    folder: str
    """The folder of the unit to which it belongs, such as `teams/oven`; empty outside of units."""
    direct: bool
    """Whether it lies right in that folder."""
    has_team_file: bool
    """Whether a team file lies beside it."""


def explain_misplaced_file(place: Place, find_cycle: Callable[[str], str | None]) -> MisplacedFile | None:
    """Say what a file was probably meant to be, which isn't read where it lies; None for an ordinary one.

    Args:
        place: Where it lies.
        find_cycle: Returns the id of the cycle that a name without its ending is; None for none.
    """
    name = place.parts[-1]
    if meant := find_meant_name(name):
        cycle = find_cycle(split_name(meant)[0])
        return MisplacedFile("OKR109" if cycle else "OKR110", *explain_copy(meant, cycle))
    stem, spelling = split_name(name)
    ending = ""
    if not spelling and "." in name.lstrip("."):
        stem, _, ending = name.rpartition(".")
    if not spelling and ending.lower() not in _TEXT_ENDINGS:
        if len(place.parts) == 1 and ending.lower() in _OTHER_REGISTERS and stem.casefold() in _REGISTERS:
            return _explain_other_register(f"{_REGISTERS[stem.casefold()]}.yml")
        cycle = find_cycle(stem) if place.direct and ending.lower() in _OTHER_FORMATS else None
        return _explain_other_format(cycle) if cycle else None
    if checkin := explain_misplaced_checkin(place.parts, place.folder, stem, spelling):
        return MisplacedFile("OKR110", *checkin)
    proper = (spelling and name.rpartition(".")[2].lower()) or _TEXT_ENDINGS[ending.lower()]
    return (
        _explain_cycle(place, stem, spelling, proper, find_cycle)
        or _explain_team_file(place, stem, spelling, proper)
        or _explain_register(place, stem, spelling, proper)
        or _explain_memo(place, stem, spelling)
        or _explain_yaml(place, stem, spelling)
    )


def _explain_other_format(cycle: str) -> MisplacedFile:
    message = f"By its name this is the file of the cycle {cycle}, and by its ending it is not read."
    return MisplacedFile("OKR109", message, f"Write what it says into {cycle}.md or {cycle}.yml.")


def _explain_other_register(name: str) -> MisplacedFile:
    message = f"By its name this may be meant as {name}, and is published as it is, as a file to download."
    return MisplacedFile("OKR110", message, f"Write what it says into {name}, or rename it.", left_out=False)


def _explain_cycle(
    place: Place, stem: str, spelling: str, proper: str, find_cycle: Callable[[str], str | None]
) -> MisplacedFile | None:
    cycle = find_cycle(stem)
    shown = make_printable(place.parts[-1])
    if cycle and place.direct and not spelling:
        message = f"By its name this is the file of the cycle {cycle}, and by its ending it is not read."
        return MisplacedFile("OKR109", message, f"Rename it to {cycle}.{proper}.")
    if cycle and not place.direct and spelling:
        message = "This file is named like a cycle, but lies where none is read."
        hint = f"{_suggest_folder(place, f'{cycle}.{proper}')} An ordinary page needs another name."
        return MisplacedFile("OKR109", message, hint)
    if cycle or not (place.direct or _is_in_year_folder(place)):
        return None
    if place.direct and spelling and is_cycle_like(stem):
        message, hint = explain_invalid_cycle(stem, place.parts[-1])
        within = _WITHIN.match(stem)
        known = find_cycle(re.sub(r"[-_ ]?(?=[QHTqht])", "-", within["cycle"], count=1)) if within else None
        if known and "Do you mean" not in hint:
            hint = f"Do you mean {known}.{proper}? {hint}"
        return MisplacedFile("OKR109", message, hint)
    loose, fiscal = _find_loose_cycle(stem, place)
    if not loose:
        return None
    message = f"'{shown}' looks like the file of a cycle and is none, so its objectives are not read."
    hint = f"Name it after its cycle: {_join(place.folder, f'{loose}.{proper}')}."
    return MisplacedFile("OKR109", message, f"{hint} {_FISCAL_HINT}" if fiscal else hint)


def _find_loose_cycle(stem: str, place: Place) -> tuple[str, bool]:
    """Return the cycle that a name may mean, and whether it counts financial years; '' where it means none."""
    if match := _FISCAL.match(stem) or _FISCAL_TURNED.match(stem):
        part = f"-{match['part'].upper()}" if match["part"] else ""
        return f"20{match['year']}{part}", True
    if match := _PART.match(stem):
        sign, number = next((name[0], value) for name, value in match.groupdict().items() if value)
        year = place.parts[-2] if len(place.parts) > 1 and _YEAR.match(place.parts[-2]) else _NO_YEAR
        return f"{year}-{sign.upper()}{number}", False
    if match := _SHORT_YEAR.match(stem):
        return f"20{match['year'] or match['year2']}-{(match['part'] or match['part2']).upper()}", False
    if (match := _WITHIN.match(stem)) and place.direct:
        return re.sub(r"[-_ ]?(?=[QHT])", "-", match["cycle"].upper(), count=1), False
    return "", False


def _is_in_year_folder(place: Place) -> bool:
    return bool(place.folder) and len(place.parts) > 1 and _YEAR.match(place.parts[-2]) is not None


def _explain_team_file(place: Place, stem: str, spelling: str, proper: str) -> MisplacedFile | None:
    called = stem.casefold()
    if called not in ("team", "teams"):
        return None
    near = _MEANT_FOLDERS.get(place.parts[0].casefold()) if len(place.parts) > 1 else None
    if place.direct:
        if called == "team" or spelling == "yml" or not (place.has_team_file or spelling):
            name = f"team.{'yml' if not spelling else proper}"
            message = f"By its name this may be meant as the team file {name}, and is not read."
            return MisplacedFile("OKR110", message, f"Rename it to {name}.")
        return None
    if called == "team" and spelling and (spelling == "yml" or (near and place.parts[0] not in _PROPER)):
        message = "This is named like a team file, but lies where none is read."
        return MisplacedFile("OKR110", message, _suggest_folder(place, f"team.{proper}"))
    return None


def _explain_register(place: Place, stem: str, spelling: str, proper: str) -> MisplacedFile | None:
    register = _REGISTERS.get(stem.casefold())
    if register is None or spelling == "md" or (not spelling and len(place.parts) > 1):
        return None
    name = f"{register}.{proper if spelling else 'yml'}"
    message = f"By its name this may be meant as {name}, and is not read."
    if len(place.parts) == 1:
        return MisplacedFile("OKR110", message, f"Rename it to {name}.")
    if register == "kpis" and place.folder:
        hint = f"KPIs of a unit stand in its team file, below `kpis:`; those of the company in {name} at the top."
        return MisplacedFile("OKR110", message, hint)
    return MisplacedFile(
        "OKR110", message, f"It is read at the top of the content folder only: move it there as {name}."
    )


def _explain_memo(place: Place, stem: str, spelling: str) -> MisplacedFile | None:
    match = _MEMO.match(stem)
    if match is None or spelling != "md":
        return None
    year = re.search(r"(?<![0-9])20[0-9]{2}(?![0-9])", stem)
    name = f"memo-{year[0] if year else _NO_YEAR}.md"
    if place.direct and not stem.lower().startswith("memo-"):
        message = "By its name this may be meant as a memo, and is an ordinary page."
        return MisplacedFile("OKR110", message, f"A memo is called memo- and its year: {name}.", left_out=False)
    if not place.direct and stem.lower().startswith("memo-") and year:
        message = "This is named like a memo, but lies where none is read, so it is an ordinary page."
        folder = place.folder or "company"
        return MisplacedFile("OKR110", message, f"Move it to {folder}/{name}.", left_out=False)
    return None


def _explain_yaml(place: Place, stem: str, spelling: str) -> MisplacedFile | None:
    if spelling == "md" and len(place.parts) == 1 and stem.casefold() == "index":
        message = "By its name this may be meant as the home page, and is an ordinary one."
        return MisplacedFile("OKR110", message, "Rename it to index.md.", left_out=False)
    if spelling != "yml":
        return None
    hint = "YAML is read as people.yml and kpis.yml at the top, and as team.yml or a cycle in a unit's folder."
    if place.direct and stem.casefold() in _GOALS:
        hint = f"Objectives lie in a file that is called after their cycle, such as {place.folder}/2026-Q4.yml."
    elif len(place.parts) == 2 and place.parts[0] in ("teams", "people"):
        folder = f"{place.parts[0]}/{propose_id(stem) or '<id>'}"
        hint = f"{hint} What is said about a team goes into {folder}/team.yml." if place.parts[0] == "teams" else hint
    elif place.direct and stem.casefold().startswith("memo"):
        hint = f"A memo is written in Markdown: {place.folder}/memo-{_NO_YEAR}.md."
    return MisplacedFile("OKR110", "This YAML file is not read.", hint)


def _suggest_folder(place: Place, name: str) -> str:
    """Say where a file of a name belongs."""
    first, *rest = place.parts[:-1] or ("",)
    near = _MEANT_FOLDERS.get(first.casefold())
    if place.folder:
        own = propose_id(rest[-1]) if rest and not _YEAR.match(rest[-1]) else ""
        nested = f", or to teams/{own}/{name}, if that is a team of its own" if own else ""
        return f"Move it to {_join(place.folder, name)}{nested}."
    if near and first != near:
        unit = (
            f"/{propose_id(rest[0]) or '<id>'}" if near != "company" and rest else "" if near == "company" else "/<id>"
        )
        return f"Is the folder {make_printable(first)}/ meant as {near}/? Move it to {near}{unit}/{name}."
    if first in ("teams", "people"):
        return f"Move it to {first}/<id>/{name}."
    if first:
        return f"Teams lie in teams/: move it to teams/{propose_id(first) or '<id>'}/{name}."
    return f"Move it to company/{name}, or to teams/<id>/{name}."


def _join(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


_HEADING = compile_late(r" {0,3}##[ \t]+\S")
_OBJECTIVE_LINE = compile_late(
    r"[-*+][ \t]+(?:\*\*)?(?:Owner|Contributes to|Supports|KR[ \d]*|Key result[ \d]*)(?:\*\*)?:"
    r"|\|[ \t]*(?:Key results?|KR)[ \t]*\||### +Key results?\b",
    re.IGNORECASE,
)
_FENCE = compile_late(r" {0,3}(```+|~~~+)")


def find_objective(inside: str, text: str) -> int | None:
    """Return the line of a page, from 0, at which an objective begins that nobody reads; None where none does.

    Args:
        inside: The page's path below the content folder. Only where teams and people have their files it is looked for;
            a handbook may show how an objective is written.
        text: The page's text.
    """
    first, *rest = inside.split("/")
    if not rest or first.casefold() not in _MEANT_FOLDERS or "##" not in text:
        return None
    heading, fence = None, ""
    for number, line in enumerate(text.splitlines()):
        if match := _FENCE.match(line):
            fence = "" if fence and line.lstrip().startswith(fence) else fence or match[1]
        elif fence:
            continue
        elif _HEADING.match(line):
            heading = number
        elif heading is not None and _OBJECTIVE_LINE.match(line):
            return heading
    return None
