"""Whose the imported goals are, and of which cycle: teams and cycles of ours by the words of others.

Decides which unit a name means; of what no unit is called, somebody is asked, or told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from okrsite.importing.found import Found, FoundObjective, FoundProblem
from okrsite.importing.words import normalise_words
from okrsite.model.cycles import resolve_cycle
from okrsite.model.organisation import COMPANY
from okrsite.snapshot import Snapshot
from okrsite.sources.title_ids import make_title_id

Ask = Callable[[str], str]
"""Asks somebody before a terminal; the answer may be empty."""

_COMPANY_WORDS = (
    "company",
    "organisation",
    "organization",
    "corporate",
    "unternehmen",
    "firma",
    "entreprise",
    "empresa",
)


class Target(msgspec.Struct, frozen=True):
    """Where an objective is written: the unit and the cycle."""

    unit: str
    cycle: str


class Targets(msgspec.Struct, frozen=True):
    """Where all of an import is written."""

    targets: tuple[Target | None, ...]
    """By objective; None where nobody knows."""
    new_teams: Mapping[str, str]
    """Names of teams that are to be begun, by their ids."""
    problems: tuple[FoundProblem, ...]


class TargetFinder:
    """Finds units and cycles for what was found."""

    def __init__(
        self, snapshot: Snapshot, team: str | None, cycle: str | None, ask: Ask | None, *, begins_teams: bool
    ) -> None:
        """Remember what is known.

        Args:
            snapshot: Its units are those that a name can mean.
            team: The unit of what is nobody's, or somebody's whom no unit is called.
            cycle: The cycle of what has none.
            ask: Asks for what is still open; None where nobody can be asked.
            begins_teams: Whether a team is begun for a name that no unit has.
        """
        self._snapshot = snapshot
        self._team, self._cycle = team, cycle
        self._ask = ask
        self._begins_teams = begins_teams
        self._units = _index_units(snapshot)
        self._answers: dict[tuple[str, str], str] = {}
        self._new: dict[str, str] = {}

    def find_targets(self, found: Found) -> Targets:
        """Return where each objective is written; what has no place of its own goes where its parent goes."""
        targets: list[Target | None] = []
        problems: list[FoundProblem] = []
        said: set[tuple[str, str]] = set()
        for one in found.objectives:
            above = targets[one.parent] if one.parent is not None and one.parent < len(targets) else None
            unit = self._find_unit(one, above)
            cycle = self._find_cycle(one, above)
            for missing, sentence in _explain_missing(one, unit, cycle):
                if missing not in said:
                    said.add(missing)
                    problems.append(sentence)
            targets.append(Target(unit, cycle) if unit and cycle else None)
        return Targets(tuple(targets), self._new, tuple(problems))

    def _find_unit(self, one: FoundObjective, above: Target | None) -> str | None:
        if one.team and (known := self._units.get(normalise_words(one.team))):
            return known
        if one.team and self._begins_teams and (key := make_title_id(one.team)):
            if key not in self._snapshot.organisation.units:
                self._new.setdefault(key, one.team)
            return key
        if self._team:
            return self._units.get(normalise_words(self._team)) or self._team
        if above is not None and not one.team:
            return above.unit
        question = f"Whose are the goals of “{one.team}”" if one.team else f"Whose are the goals in {one.source}"
        return self._ask_once("unit", one.team or one.source, f"{question} (a folder of teams/, or company)")

    def _find_cycle(self, one: FoundObjective, above: Target | None) -> str | None:
        settings = self._snapshot.site.settings
        for name in (one.cycle, None if above is None else above.cycle, self._cycle):
            if name and (cycle := resolve_cycle(name, settings)):
                return cycle.id
        answer = self._ask_once("cycle", one.source, f"Which cycle are the goals in {one.source} of, such as 2026-Q4")
        cycle = resolve_cycle(answer, settings) if answer else None
        return cycle.id if cycle else None

    def _ask_once(self, kind: str, about: str, question: str) -> str | None:
        if self._ask is None:
            return None
        key = (kind, about)
        if key not in self._answers:
            self._answers[key] = self._ask(question)
        answer = self._answers[key]
        return self._units.get(normalise_words(answer), answer) if kind == "unit" and answer else answer or None


def _index_units(snapshot: Snapshot) -> dict[str, str]:
    units: dict[str, str] = {}
    for unit in snapshot.organisation.units.values():
        for name in (unit.name, f"{unit.name} team", f"team {unit.name}", unit.id, *unit.aliases):
            units.setdefault(normalise_words(name), unit.id)
    for word in _COMPANY_WORDS:
        units.setdefault(word, COMPANY)
    if snapshot.site.name:
        units.setdefault(normalise_words(snapshot.site.name), COMPANY)
    return units


def _explain_missing(
    one: FoundObjective, unit: str | None, cycle: str | None
) -> Sequence[tuple[tuple[str, str], FoundProblem]]:
    said = []
    if not unit:
        about = f"“{one.team}” is no unit of yours" if one.team else "Nothing says whose the goals here are"
        hint = "Say it with --team, or begin a team for each new name with --new-teams."
        said.append((("unit", one.team or one.source), FoundProblem(one.source, one.line, f"{about}.", hint)))
    if not cycle:
        about = f"“{one.cycle}” is no cycle" if one.cycle else "Nothing says which cycle the goals here are of"
        hint = "Say it with --cycle, such as 2026-Q4."
        said.append((("cycle", one.cycle or one.source), FoundProblem(one.source, one.line, f"{about}.", hint)))
    return said
