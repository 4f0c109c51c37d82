"""What a new repository is made of: a name, a first team, a forge, and where okrsite comes from."""

from __future__ import annotations

import os
import re
import stat
from datetime import date
from pathlib import Path

import msgspec

from okrsite import __version__
from okrsite.editing.refused_edits import EditRefusedError
from okrsite.late_patterns import compile_late
from okrsite.model.names import explain_invalid_id
from okrsite.model.record_ids import suggest_id
from okrsite.refusals import explain_refusal
from okrsite.sources.text import has_refused_characters

FIRST_TEAM = "First team"
"""What the first team is called where nobody says it."""
OWN_SOURCE = f"okrsite=={__version__}"
"""Where okrsite comes from where nobody says it: the index of packages that pip asks, in the version that runs."""

_LONGEST_NAME = 100
"""Characters of a name; it stands in headings, in tabs of browsers and in folders."""
_LONGEST_SOURCE = 500
_LARGEST_WHEEL = 64 * 1024 * 1024
_WHEEL = compile_late(r"okrsite-[A-Za-z0-9_.+!-]+\.whl")
_LARGEST_GIT_CONFIG = 64 * 1024
_TAKEN = frozenset({"company"})
"""Ids of units that can't be a team's."""


class StartRefusedError(EditRefusedError):
    """A repository can't begin like that; nothing was written."""

    def __init__(self, message: str, hint: str) -> None:
        """Carry a sentence and the way out."""
        super().__init__(message, hint, is_wrong_usage=True)


class Answers(msgspec.Struct, frozen=True):
    """What somebody said about the repository that begins."""

    name: str
    """The organisation's, as people say it."""
    team: str
    """The first team's, as people say it."""
    forge: str
    """A key of `forges.FORGES`."""
    source: str
    """What pip is told to install, such as `okrsite==1.0` or `./okrsite-1.0-py3-none-any.whl`."""
    today: date
    """The day whose year and quarter are the first cycles."""
    wheel: bytes = b""
    """What the wheel holds that `source` names; empty where it names none."""

    @property
    def team_id(self) -> str:
        """The first team's id, which is the name of its folder."""
        made = suggest_id(self.team, "first-team")
        return f"{made}-team" if made in _TAKEN or explain_invalid_id(made) else made

    @property
    def year(self) -> str:
        """The cycle of the year."""
        return f"{self.today.year}"

    @property
    def quarter(self) -> str:
        """The cycle of the quarter."""
        return f"{self.today.year}-Q{(self.today.month + 2) // 3}"


def check_name(typed: str, whose: str) -> str:
    """Return a name without blanks around it.

    Args:
        typed: The name.
        whose: Who has it, for the message: "the organisation".

    Raises:
        StartRefusedError: nobody can be called so.
    """
    if has_refused_characters(typed):
        raise StartRefusedError(
            f"The name of {whose} holds a character that nobody can see.", "Type it anew, in letters and signs."
        )
    name = " ".join(typed.split())
    if not any(sign.isalnum() for sign in name):
        raise StartRefusedError(f"The name of {whose} holds no letter.", "Write it as people say it: Riverside Bikes.")
    if len(name) > _LONGEST_NAME:
        raise StartRefusedError(
            f"The name of {whose} has {len(name):,} characters; it can have {_LONGEST_NAME}.", "Choose a shorter one."
        )
    return name


def check_source(typed: str) -> tuple[str, bytes]:
    """Return what pip is told to install, and what a wheel holds that was named by its path and goes with the content.

    Raises:
        StartRefusedError: it is no single requirement, or a wheel that isn't there.
    """
    source = typed.strip()
    if not source or len(source) > _LONGEST_SOURCE or not source.isprintable() or source[0] in "-#":
        raise StartRefusedError(
            "The source of okrsite is one line, as pip takes it.",
            f"Write `{OWN_SOURCE}`, an address such as `okrsite @ git+https://…@v1`, or the path of a wheel.",
        )
    if not source.endswith(".whl") or "://" in source:
        return source, b""
    path = Path(source)
    try:
        about = path.stat()
        if not _WHEEL.fullmatch(path.name) or not stat.S_ISREG(about.st_mode) or about.st_size > _LARGEST_WHEEL:
            raise StartRefusedError(f"{source} is no wheel of okrsite.", "Name the file that `pip wheel` made.")
        return f"./{path.name}", path.read_bytes()
    except OSError as error:
        raise StartRefusedError(
            f"The wheel can't be read: {explain_refusal(error)}.", "Name a file that is there, or leave --source out."
        ) from error


def propose_name(folder: Path) -> str:
    """Return the name that a folder proposes for the organisation: `riverside-okrs` becomes `Riverside`."""
    words = re.sub(r"[-_. ]+(?:okrs?|goals|objectives)\Z", "", Path(os.path.realpath(folder)).name, flags=re.IGNORECASE)
    try:
        name = check_name(re.sub(r"[-_]+", " ", words), "the folder")
    except StartRefusedError:
        return "Our organisation"
    return name[0].upper() + name[1:]


def propose_forge(folder: Path) -> str:
    """Return the forge to which a repository belongs that was cloned from it; `none` where that can't be told."""
    try:
        with (folder / ".git" / "config").open(encoding="utf-8", errors="replace") as stream:
            remotes = re.findall(r"^\s*url\s*=\s*(.*)$", stream.read(_LARGEST_GIT_CONFIG), re.MULTILINE)
    except OSError:
        return "none"
    return next((forge for forge in ("github", "gitlab") if any(forge in remote.lower() for remote in remotes)), "none")
