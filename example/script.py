"""The script of the past (`past.yml`): who wrote goals on which day, and every edit that today's text doesn't tell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

SCRIPT = Path(__file__).with_name("past.yml")


class ScriptError(Exception):
    """Something in the script doesn't fit the content; the message says which entry, and what to do about it."""


@dataclass(frozen=True, slots=True)
class ScriptedEdit:
    """What somebody edited on a day."""

    day: date
    by: str
    message: str
    replaced: tuple[tuple[str, str, str], ...]
    """Files below the content folder, what stands there since, and what stood there before."""
    shown: tuple[tuple[str, str], ...]
    """Pages of the site by their folder, and what they say of it: for the tests."""
    line: int
    """Its line in the script."""

    @property
    def name(self) -> str:
        """The entry, as errors name it."""
        return f"example/past.yml:{self.line}, {self.day} “{self.message}”"

    def undo(self, file: str, text: str) -> str:
        """Return a file's text as it was before.

        Raises:
            ScriptError: what it made isn't there, or more than once.
        """
        for name, now, was in self.replaced:
            if name == file:
                found = list(_make_pattern(now).finditer(text))
                if len(found) != 1:
                    count = "is more than once" if found else "isn't"
                    raise ScriptError(
                        f"{self.name}: its text {count} in {file} as it was then:\n"
                        f"{now}\nMake `now` what stands there since that day, in full, and unlike the rest of the file."
                    )
                text = text[: found[0].start()] + was + text[found[0].end() :]
        return text


def _make_pattern(now: str) -> re.Pattern[str]:
    """Return what finds a text in which `…` stands for the rest of a value that check-ins change."""
    return re.compile(r"[^\n]*?".join(map(re.escape, now.split("…"))))


@dataclass(frozen=True, slots=True)
class Script:
    """The whole script."""

    begun: date
    founder: str
    """Who made the first commit, by the id in people.yml."""
    planned: dict[str, date]
    """The day on which the goals of each cycle were written."""
    closed: dict[str, date]
    """The day on which each cycle's grades were."""
    numbers_by: str
    """Who types the values of KPIs."""
    edits: tuple[ScriptedEdit, ...]


def read_script(path: Path = SCRIPT) -> Script:
    """Read the script; every error in its form is an exception that names what is missing."""
    text = path.read_text("utf-8")
    told: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    root: Any = yaml.compose(text, Loader=yaml.CSafeLoader)
    lines = next(
        [entry.start_mark.line + 1 for entry in value.value] for key, value in root.value if key.value == "edits"
    )
    return Script(
        told["begun"],
        told["founder"],
        told["planned"],
        told["closed"],
        told["numbers_by"],
        tuple(
            ScriptedEdit(
                entry["day"],
                entry["by"],
                entry["message"],
                tuple((one["file"], one["now"], one["was"]) for one in entry["edits"]),
                tuple((one["page"], one["says"]) for one in entry["shown"]),
                line,
            )
            for line, entry in zip(lines, told["edits"], strict=True)
        ),
    )
