"""What is known of other organisations: little, and of types that nothing dangerous fits into.

All texts were typed by strangers. They are plain texts, on one line and without invisible characters, and are escaped
where they leave as everybody's are.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, get_args

import msgspec

from okrsite.problems import Problem

RemoteWord = Literal[
    "on track", "at risk", "off track", "outdated", "not started", "no data", "paused", "done", "dropped",
    "reached", "reached in part", "missed", "no result",
]  # fmt: skip
"""How an objective stands, or what came of it, in the words of an export."""
RemoteState = Literal["planned", "active", "grading", "closed"]
REMOTE_WORDS: frozenset[str] = frozenset(get_args(RemoteWord))


class RemoteKeyResult(msgspec.Struct, frozen=True):
    """A key result of another organisation's objective."""

    id: str
    title: str


class RemoteObjective(msgspec.Struct, frozen=True):
    """An objective of another organisation, as its export tells it."""

    ref: str
    """Its reference there: `unit/cycle/objective`."""
    id: str
    """Its own id there."""
    unit: str
    """The name of its unit."""
    unit_id: str
    cycle: str
    """The name of its cycle."""
    cycle_id: str
    state: RemoteState
    """That of its cycle when the export was made."""
    title: str
    owner: str
    """Who answers for it; empty where nobody is named."""
    progress: float | None
    """0.0 to 1.0, as they reckon it; None without data."""
    word: RemoteWord
    """How it stands, or what came of it."""
    url: str
    """The whole address of its page, on their site."""
    key_results: tuple[RemoteKeyResult, ...] = ()
    aliases: tuple[str, ...] = ()
    """Former ids."""

    def find_key_result(self, key: str) -> RemoteKeyResult | None:
        """Return a key result by its id."""
        return next((key_result for key_result in self.key_results if key_result.id == key), None)


class Remote(msgspec.Struct, frozen=True):
    """Another organisation."""

    id: str
    """What references to its goals begin with, as the settings call it."""
    name: str
    site: str
    """The address of its site."""
    as_of: date | None = None
    """The day for which its numbers hold; None: nothing is known of it."""
    kept_on: date | None = None
    """The day from which the copy is that is shown in the place of what could not be used; None: nothing was amiss."""
    objectives: Mapping[str, RemoteObjective] = msgspec.field(default_factory=dict)
    """By their references there, in the order of the export."""
    left_out: int = 0
    """How many objectives of the export can't be used."""
    sha256: str = ""
    """Of the export's bytes; empty where nothing is known."""


class Federation(msgspec.Struct, frozen=True):
    """All other organisations that the settings name."""

    remotes: Mapping[str, Remote] = msgspec.field(default_factory=dict)
    """By id, in the order of the settings."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with their exports."""


NO_FEDERATION = Federation()


class UnusableExportError(Exception):
    """An export can't be fetched, or what was fetched can't be used."""

    def __init__(self, message: str, hint: str = "") -> None:
        """Carry a sentence that quotes nothing of the export, and a way out."""
        super().__init__(message)
        self.hint = hint
