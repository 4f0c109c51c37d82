"""What the name of a file or folder may be, and what it means.

Decides which names are ids, which are cycles, and what somebody may have meant by a name that is almost a cycle.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from okrsite.late_patterns import compile_late
from okrsite.sources.attachments import KINDS
from okrsite.sources.text import make_printable

MAX_NAME = 200
"""Bytes of a name in UTF-8: disks take 255, and a page's name gets longer when it is published."""
MAX_PATH = 1_000
"""Bytes of a path below the content folder; systems take 4,096, in which the site's own folder has to fit too."""

_NOT_EVERYWHERE = re.compile(r'[<>:"|?*\\]')
# What lies on a site as a file: beside `plan.pdf` no folder of that name can lie, and a server would misread it.
_FILES = KINDS | {"html", "htm", "xhtml", "xml", "svg", "js", "mjs", "css", "json", "map", "gz", "woff", "woff2", "dot"}
_AT_ROOT = frozenset({"_headers", "_redirects", "cname"})
_ENCODED = re.compile(r"%[0-9a-fA-F]{2}")
_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\Z")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\.|\Z)", re.IGNORECASE)
# Four digits alone are no year: pages about RFC 2119 or ISO 9001 need no warning.
_CYCLE = re.compile(r"((?:19|2[0-9])[0-9]{2})(?:-(H[12]|Q[1-4]|T[1-3]|0[1-9]|1[0-2]))?\Z", re.IGNORECASE)
_LIKE_CYCLE = compile_late(r"(?:19|20|21)[0-9]{2}(?![0-9])|[QHT][1-4][-_ ]?20[0-9]{2}\Z", re.IGNORECASE)
_LOOSE = compile_late(r"(?P<year>[0-9]{4})[-_. ]*(?P<part>[0-9A-Za-z]*)\Z")
_TURNED = compile_late(r"(?P<part>[A-Za-z][0-9])[-_. ]*(?P<year>[0-9]{4})\Z")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SECOND_ENDING = compile_late(r"(?P<name>[^.].*\.(?:md|markdown|ya?ml))(?:[._ ~-].*|\(\d+\))", re.IGNORECASE)
_COPY = compile_late(r"(?:copy|kopie|copie|copia)(?:\W+\d+)?\W+(?:of|von|de)\W+(?P<name>.+)", re.IGNORECASE)
_COPY_BEHIND = compile_late(
    r"(?P<name>.+?)(?:\W+(?:copy|kopie|copie|backup|old)(?:\W+\d+\W*)?|\s*\(\d+\))(?P<ending>\.[A-Za-z]+)",
    re.IGNORECASE,
)
_READ = frozenset({"team", "people", "kpis", "index"})
_LENGTHS = {"Q": ("quarters", 4), "H": ("halves", 2), "T": ("trimesters", 3)}


def parse_cycle_name(text: str) -> str | None:
    """Return the id of a built-in cycle: `2026`, `2026-H1`, `2026-Q4`, `2026-T3`, `2026-11`; None for other names.

    Any case is understood; the result is in upper case. Years go from 1900 to 2999.
    """
    return text.upper() if _CYCLE.match(text) else None


def is_id(name: str) -> bool:
    """Whether a name can be an id: a-z, 0-9, hyphens between them."""
    return len(name) <= 100 and _ID.match(name) is not None


def is_device(name: str) -> bool:
    """Whether Windows keeps a name for a device, with whatever ending: `con`, `nul.md`, `com1`."""
    return _DEVICE.match(name) is not None


def explain_refused_name(path: str) -> str:
    """Say why the last name of a path can't be one on every system and web server; empty if it can.

    Letters of any script, blanks, commas, brackets and the like are fine.
    """
    name = path.rpartition("/")[2]
    if make_printable(name) != name:
        return "This name holds characters that can't be shown."
    if sign := _NOT_EVERYWHERE.search(name):
        return f"This name holds the sign {sign[0]}, which not every system lets a name have."
    if name[-1] in " .":
        return "This name ends in a blank or a full stop, which Windows drops."
    if encoded := _ENCODED.search(name):
        return f"This name holds {encoded[0]}, which a web server that reads it twice takes for another sign."
    stem, ending = split_name(name)
    if ending == "md" and ((stem.rpartition(".")[2].lower() in _FILES and "." in stem) or stem.casefold() in _AT_ROOT):
        return f"A page becomes a folder, and one that is named '{stem}' would be taken for a file."
    if len(name.encode("utf-8")) > MAX_NAME:
        return f"This name is longer than {MAX_NAME} bytes."
    if len(path.encode("utf-8")) > MAX_PATH:
        return f"The path that leads here is longer than {MAX_PATH:,} bytes."
    return ""


def propose_id(name: str) -> str:
    """Return an id that is near a name; empty where letters would have to be replaced by others."""
    if any(not sign.isascii() and unicodedata.category(sign)[0] in "LM" for sign in name):
        return ""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60].rstrip("-")


def split_name(name: str) -> tuple[str, Literal["md", "yml", ""]]:
    """Split a file's name into stem and spelling; the spelling is empty for what is neither Markdown nor YAML."""
    stem, _, ending = name.rpartition(".")
    known: dict[str, Literal["md", "yml"]] = {"md": "md", "markdown": "md", "yml": "yml", "yaml": "yml"}
    return (stem, known.get(ending.lower(), "")) if stem else (name, "")


def find_meant_name(name: str) -> str:
    """Return the name of a file that is read, of which a file is a copy or a version under another name; or ''.

    `team.yml` is meant by `team.yml.txt`, `team.yml.bak`, `Copy of team.yml` and `team (1).yml`. What a program makes
    of such a file, `team.md.pdf`, is none.
    """
    ending = name.rpartition(".")[2].lower()
    if (second := _SECOND_ENDING.fullmatch(name)) and (ending not in KINDS or ending == "txt"):
        return second["name"] if not split_name(name)[1] or _is_read(second["name"]) else ""
    for copy in (_COPY.fullmatch(name), _COPY_BEHIND.fullmatch(name)):
        if copy and _is_read(meant := copy["name"] + copy.groupdict().get("ending", "")):
            return str(meant)
    return ""


def _is_read(name: str) -> bool:
    """Whether files of a name are read in some place as more than a page."""
    stem, spelling = split_name(name)
    return bool(spelling) and (
        stem.lower() in _READ or stem.lower().startswith("memo-") or parse_cycle_name(stem) is not None
    )


def explain_copy(meant: str, cycle: str | None) -> tuple[str, str]:
    """Say that a file isn't read which may be meant as another, and what to do: a sentence and a hint."""
    what = f"{make_printable(meant)}, the file of the cycle {cycle}," if cycle else make_printable(meant)
    return (
        f"By its name this may be meant as {what} and is not read.",
        f"Rename it to {make_printable(meant)}, or delete it. Windows shows the whole name of a file if it is told to.",
    )


def is_cycle_like(stem: str) -> bool:
    """Whether somebody may have meant a cycle by a name that is none."""
    return _LIKE_CYCLE.match(stem) is not None


def explain_invalid_cycle(stem: str, name: str) -> tuple[str, str]:
    """Say why a name is no cycle, and what may have been meant: a sentence and a hint."""
    sentence = f"'{make_printable(name)}' looks like a cycle's file and is none, so its objectives are not read."
    match = _LOOSE.match(stem) or _TURNED.match(stem)
    if match is None:
        return (
            sentence,
            "Cycles are named like 2026, 2026-H1, 2026-Q4, 2026-T2 or 2026-11, or are declared in the settings.",
        )
    meant = _find_meant_part(match["part"])
    if meant:
        return sentence, f"Do you mean {match['year']}-{meant}.{name.rpartition('.')[2]}?"
    letter = match["part"][:1].upper()
    if letter in _LENGTHS:
        kind, last = _LENGTHS[letter]
        return sentence, f"The {kind} of a year are {letter}1 to {letter}{last}."
    if match["part"].isdigit():
        return sentence, "The months of a year are 01 to 12; quarters are Q1 to Q4."
    return (
        sentence,
        "Cycles are named like 2026, 2026-H1, 2026-Q4, 2026-T2 or 2026-11, or are declared in the settings.",
    )


def _find_meant_part(part: str) -> str:
    """Return the part of a year that a loosely written one names; empty where it names none."""
    upper = part.upper()
    letters = re.sub(r"[0-9]", "", upper)
    digits = re.sub(r"[^0-9]", "", upper).lstrip("0")
    if part[:3].lower() in _MONTHS and not digits:
        return f"{_MONTHS.index(part[:3].lower()) + 1:02}"
    if letters == "S":  # semester
        letters = "H"
    if letters in _LENGTHS and digits.isdigit() and int(digits[:3]) <= _LENGTHS[letters][1]:
        return f"{letters}{digits}"
    if not letters and digits and int(digits[:3]) <= 12:
        return f"{int(digits):02}"
    return ""
