"""Invents a company: the same one for the same seed, on every machine and every Python.

Decides who exists, what they aim for and how far they are. How that is written down is left to `company` and
`material`. Each unit has a random source of its own, so that team 7 is the same whether there are ten teams or ten
thousand.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeVar

from benchmarks import words

_Choice = TypeVar("_Choice")

TEAMS_PER_DIVISION = 10
OBJECTIVES = 3
KEY_RESULTS = 4


@dataclass(frozen=True, slots=True)
class KeyResult:
    """A measured result. `values` are its readings at the check-ins; milestones have `steps` in their place."""

    id: str
    title: str
    kind: Literal["reach", "keep", "milestones"]
    owner: str
    start: int
    target: int
    unit: str
    values: tuple[int, ...]
    confidences: tuple[int, ...]  # in percent, one for each check-in
    steps: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class CheckIn:
    """What somebody wrote on a day; the numbers stand in the key results, at the same position."""

    day: date
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class Objective:
    """An objective with its links, spelled as references."""

    id: str
    title: str
    why: str
    notes: str
    owner: str
    ambition: str
    contributes_to: tuple[str, ...]
    supports: tuple[tuple[str, str], ...]  # reference, reason
    depends_on: tuple[str, ...]
    key_results: tuple[KeyResult, ...]
    initiatives: tuple[tuple[str, str, bool], ...]  # title, owner, done
    checkins: tuple[CheckIn, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who owns something."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Unit:
    """The company, a division or a team. The company alone has no parent."""

    id: str
    name: str
    parent: str | None
    mission: str
    summary: str
    people: tuple[Person, ...]  # the lead first
    objectives: tuple[Objective, ...]


@dataclass(frozen=True, slots=True)
class Company:
    """Everything that is written: the root unit, then divisions, then teams."""

    units: tuple[Unit, ...]
    cycle: str
    today: date


def imagine(teams: int, seed: int = 1, cycle: str = "2026-Q4") -> Company:
    """Invent a company of so many teams, in divisions of ten, in one quarter such as `2026-Q4`.

    "Today" is five eighths into the quarter. Raises ValueError for fewer than one team, or a cycle that is no quarter.
    """
    if teams < 1:
        raise ValueError(f"a company needs at least one team, not {teams}")
    start, end = _quarter(cycle)
    today = start + (end - start) * 5 // 8
    days = tuple(start + (today - start) * n // 4 for n in (1, 2, 3))
    company = _unit("company", "Example Company", None, f"{seed}/company", days, ups=())
    units = [company]
    divisions = [
        _unit(f"division-{n:03}", f"Division {n}", "company", f"{seed}/division/{n}", days, ups=(company,))
        for n in range(1, -(-teams // TEAMS_PER_DIVISION) + 1)
    ]
    units += divisions
    earlier: Unit | None = None
    for n in range(1, teams + 1):
        field = words.FIELDS[n % len(words.FIELDS)]
        above = divisions[(n - 1) // TEAMS_PER_DIVISION]
        earlier = _unit(
            f"{field.lower()}-{n:05}",
            f"{field} {n}",
            above.id,
            f"{seed}/team/{n}",
            days,
            ups=(above, company),
            beside=earlier,
        )
        units.append(earlier)
    return Company(tuple(units), cycle, today)


def slug(title: str) -> str:
    """Return the id that a title gets by itself."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


class _Dice:
    """Draws by `random()` alone: the one method whose sequence Python promises to keep."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed).random

    def number(self, low: int, high: int) -> int:
        return low + int(self._random() * (high - low + 1))

    def one(self, choices: Sequence[_Choice]) -> _Choice:
        return choices[int(self._random() * len(choices))]

    def some(self, choices: Sequence[_Choice], count: int) -> list[_Choice]:
        left = list(choices)
        return [left.pop(int(self._random() * len(left))) for _ in range(count)]


def _quarter(cycle: str) -> tuple[date, date]:
    match = re.fullmatch(r"(\d{4})-Q([1-4])", cycle)
    if not match:
        raise ValueError(f"{cycle!r} is no quarter; write it as 2026-Q4")
    year, month = int(match[1]), int(match[2]) * 3 - 2
    following = date(year + 1, 1, 1) if month == 10 else date(year, month + 3, 1)
    return date(year, month, 1), following - timedelta(days=1)


def _unit(
    id: str,
    name: str,
    parent: str | None,
    seed: str,
    days: tuple[date, ...],
    ups: tuple[Unit, ...],
    beside: Unit | None = None,
) -> Unit:
    dice = _Dice(seed)
    number = id.partition("-")[2]  # makes names unique; the company has none
    people = tuple(
        Person(f"{first.lower()}-{id}", f"{first} {last} {number}".strip())
        for first, last in zip(dice.some(words.FIRST, 4), dice.some(words.LAST, 4), strict=True)
    )
    things = dice.some(words.THINGS, OBJECTIVES)
    return Unit(
        id=id,
        name=name,
        parent=parent,
        mission=dice.one(words.SENTENCES),
        summary=dice.one(words.SENTENCES),
        people=people,
        objectives=tuple(_objective(dice, n, thing, people, days, ups, beside) for n, thing in enumerate(things)),
    )


def _objective(
    dice: _Dice,
    number: int,
    thing: str,
    people: tuple[Person, ...],
    days: tuple[date, ...],
    ups: tuple[Unit, ...],
    beside: Unit | None,
) -> Objective:
    title = f"{dice.one(words.AIMS)} {thing} {dice.one(words.ENDS)}"
    measures = dice.some(words.MEASURES, KEY_RESULTS)
    kinds: tuple[Literal["reach", "keep", "milestones"], ...] = (
        "reach",
        "reach",
        dice.one(("reach", "keep")),
        "milestones",
    )
    return Objective(
        id=slug(thing),
        title=title,
        why="\n\n".join(" ".join(dice.some(words.SENTENCES, 3)) for _ in range(2)),
        notes=" ".join(dice.some(words.SENTENCES, 2)),
        owner=dice.one(people).name,
        ambition=dice.one(("committed", "aspirational", "learning")),
        # The first objective is part of the parent's, the second one too, the third one only helps the unit above that.
        contributes_to=(f"{ups[0].id}/{dice.one(ups[0].objectives).id}",) if ups and number < 2 else (),
        supports=((f"{ups[-1].id}/{dice.one(ups[-1].objectives).id}", "it makes room for it"),)
        if ups and number == 2
        else (),
        depends_on=(f"{beside.id}/{beside.objectives[0].id}",) if beside and number == 1 else (),
        key_results=tuple(
            _key_result(dice, kind, measure, dice.one(people).name, len(days))
            for kind, measure in zip(kinds, measures, strict=True)
        ),
        initiatives=tuple(
            (f"{step} for {thing}", dice.one(people).name, n == 0) for n, step in enumerate(dice.some(words.STEPS, 3))
        ),
        checkins=tuple(CheckIn(day, dice.one(people).name, dice.one(words.NOTES)) for day in days),
    )


def _key_result(
    dice: _Dice, kind: Literal["reach", "keep", "milestones"], title: str, owner: str, readings: int
) -> KeyResult:
    steps: tuple[tuple[str, bool], ...] = ()
    values: list[int] = []
    start = target = 0
    if kind == "milestones":
        done = dice.number(0, 4)
        steps = tuple((step, n < done) for n, step in enumerate(dice.some(words.STEPS, 4)))
    elif kind == "keep":
        start, target = dice.number(1, 3), dice.number(5, 8)
        values = [dice.number(1, 9) for _ in range(readings)]
    else:
        start = dice.number(10, 40)
        target = start + dice.number(20, 50)
        pace = dice.number(10, 110) / 100
        values = [start + int((target - start) * pace * n / (readings + 1)) for n in range(1, readings + 1)]
    return KeyResult(
        id=slug(title),
        title=title,
        kind=kind,
        owner=owner,
        start=start,
        target=target,
        unit=dice.one(("", "%")) if kind == "reach" else "%",
        values=tuple(values),
        confidences=tuple(dice.number(2, 9) * 10 for _ in range(readings)),
        steps=steps,
    )
