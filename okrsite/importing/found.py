"""What was found in files that are imported: objectives with their key results, and what became of each line.

Builders are mutable while a file is read (`Draft…`), and frozen when it is read to its end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import msgspec

FateKind = Literal["objective", "key result", "value", "note", "context", "prose", "left out", "question"]
"""What a line or row became: `value` is a field of an objective or key result, `note` prose that belongs to one,
`context` says a team or cycle, `prose` belongs to none, `left out` holds nothing, `question` needs a person."""


class Fate(msgspec.Struct, frozen=True):
    """What became of a line or row."""

    line: int
    """From 1; in a sheet the row."""
    kind: FateKind
    text: str
    reason: str


class FoundKeyResult(msgspec.Struct, frozen=True):
    """A key result as a file tells it; what isn't said is None."""

    title: str
    line: int
    owner: str | None = None
    result: str | None = None
    """What was reached, in words, as behind `=>`."""
    progress: float | None = None
    """0.0 to 1.0; above 1.0 where more was reached than was planned."""
    score: float | None = None
    """0.0 to 1.0, as given at the end of a cycle."""
    done: bool | None = None
    start: str | None = None
    """Where it starts, as typed: `45%`."""
    target: str | None = None
    """Where it should be at the end, as typed."""
    now: str | None = None
    due: str | None = None
    notes: tuple[str, ...] = ()


class FoundObjective(msgspec.Struct, frozen=True):
    """An objective as a file tells it; what isn't said is None."""

    title: str
    line: int
    owner: str | None = None
    cycle: str | None = None
    """The name of a cycle, such as `2026-Q4`, where it could be read; else as typed."""
    team: str | None = None
    """As typed, or as the path says."""
    parent: int | None = None
    """The place of the objective above it in the list of all that were found."""
    key_results: tuple[FoundKeyResult, ...] = ()
    why: str | None = None
    score: float | None = None
    progress: float | None = None
    status: str | None = None
    notes: tuple[str, ...] = ()
    source: str = ""
    """The path of its file."""


class FoundProblem(msgspec.Struct, frozen=True):
    """Something that somebody should look at before or after an import."""

    path: str
    line: int
    message: str
    hint: str = ""


class Found(msgspec.Struct, frozen=True):
    """All that was found in one file, or in several one after the other."""

    objectives: tuple[FoundObjective, ...] = ()
    fates: tuple[tuple[str, Fate], ...] = ()
    """Of each line, with the path of its file."""
    problems: tuple[FoundProblem, ...] = ()


@dataclass(slots=True)
class DraftKeyResult:
    """A key result while its file is read."""

    title: str
    line: int
    owner: str | None = None
    result: str | None = None
    progress: float | None = None
    score: float | None = None
    done: bool | None = None
    start: str | None = None
    target: str | None = None
    now: str | None = None
    due: str | None = None
    notes: list[str] = field(default_factory=list)
    is_deliverable: bool = False
    """Whether it says what is delivered; it is a key result only where the objective has no others."""
    number: str = ""
    """As it is numbered in its label: the `1.2` of `KR 1.2: …`."""
    row_number: str = ""
    """The number that its row in a table gives it: the `2` of `KR2`."""

    def freeze(self) -> FoundKeyResult:
        """Return it as it is now."""
        return msgspec.convert(self, FoundKeyResult, from_attributes=True)


@dataclass(slots=True)
class DraftObjective:
    """An objective while its file is read."""

    title: str
    line: int
    owner: str | None = None
    cycle: str | None = None
    team: str | None = None
    parent: DraftObjective | None = None
    key_results: list[DraftKeyResult] = field(default_factory=list)
    why: str | None = None
    score: float | None = None
    progress: float | None = None
    status: str | None = None
    notes: list[str] = field(default_factory=list)
    number: str | None = None
    """As it is numbered: the `2` of `Objective 2`."""

    def freeze(self, parent: int | None, source: str) -> FoundObjective:
        """Return it as it is now.

        Args:
            parent: The place of the objective above it; None for none.
            source: The path of its file.
        """
        return FoundObjective(
            title=self.title,
            line=self.line,
            owner=self.owner,
            cycle=self.cycle,
            team=self.team,
            parent=parent,
            key_results=tuple(one.freeze() for one in self.key_results),
            why=self.why,
            score=self.score,
            progress=self.progress,
            status=self.status,
            notes=tuple(self.notes),
            source=source,
        )

    def set_deliverables_aside(self) -> None:
        """Make notes of key results that only say what is delivered."""
        self.notes += [one.title for one in self.key_results if one.is_deliverable]
        self.key_results = [one for one in self.key_results if not one.is_deliverable]


@dataclass(slots=True)
class Draft:
    """What is found in one file while it is read."""

    path: str
    objectives: list[DraftObjective] = field(default_factory=list)
    fates: list[Fate] = field(default_factory=list)
    problems: list[FoundProblem] = field(default_factory=list)

    def add_fate(self, line: int, kind: FateKind, text: str, reason: str) -> None:
        """Say what became of a line or row."""
        self.fates.append(Fate(line, kind, text, reason))

    def replace_fate(self, line: int, text: str, kind: FateKind, reason: str) -> None:
        """Say something else of what a line became."""
        places = (place for place, fate in enumerate(self.fates) if (fate.line, fate.text) == (line, text))
        if (place := next(places, None)) is not None:
            self.fates[place] = Fate(line, kind, text, reason)

    def add_problem(self, line: int, message: str, hint: str = "") -> None:
        """Say that somebody should look at a line or row."""
        self.problems.append(FoundProblem(self.path, line, message, hint))

    def _put_parents_first(self) -> list[DraftObjective]:
        """Return the objectives in their order, but for those above others: a sheet may name them below."""
        ordered: list[DraftObjective] = []
        seen: set[int] = set()
        for one in self.objectives:
            chain: list[DraftObjective] = []
            at: DraftObjective | None = one
            while at is not None and id(at) not in seen:
                seen.add(id(at))
                chain.append(at)
                at = at.parent
            ordered += reversed(chain)
        return ordered

    def freeze(self) -> Found:
        """Return what was found, each objective behind the one above it."""
        ordered = self._put_parents_first()
        places = {id(objective): place for place, objective in enumerate(ordered)}
        objectives = tuple(
            one.freeze(places.get(id(one.parent)) if one.parent is not None else None, self.path) for one in ordered
        )
        fates = tuple((self.path, fate) for fate in sorted(self.fates, key=lambda fate: fate.line))
        return Found(objectives, fates, tuple(self.problems))


def join_found(parts: Sequence[Found]) -> Found:
    """Return what was found in several files as one, with the places of parents moved along."""
    objectives: list[FoundObjective] = []
    for part in parts:
        offset = len(objectives)
        for one in part.objectives:
            parent = None if one.parent is None else one.parent + offset
            objectives.append(msgspec.structs.replace(one, parent=parent))
    return Found(
        tuple(objectives),
        tuple(fate for part in parts for fate in part.fates),
        tuple(problem for part in parts for problem in part.problems),
    )
