"""Invents a company: the same one for the same seed, on every machine and every Python.

Decides who exists, what they aim for and how far they are. How that is written down is left to `company`. Each unit has
a random source of its own, so that team 7 has the same people, aims and numbers whether there are ten teams or ten
thousand; only what stands above its division grows with the company, so that nobody has more than a dozen units below.

Units report on days of their own, as nobody has all of a company report on one: most have done so within the last week,
and on any day some become outdated. While all reported on one day, two weeks before today, a new day made every goal of
the company outdated at once.
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

UNITS_BELOW = 10
"""Teams of a division, divisions of an area, areas of a region."""
MOST_BELOW_COMPANY = 12
"""From more divisions on than this there are areas above them, and from more areas on regions."""
LAYERS = ("Division", "Area", "Region", "Sector")
"""Of units between teams and company, from below."""
OBJECTIVES = 3
KEY_RESULTS = 4
CHECKINS = 3
"""Of each objective; all objectives of a unit are reported on the same days."""
BETWEEN_CHECKINS = timedelta(days=14)


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
    """The company, a team, or what lies between. The company alone has no parent."""

    id: str
    name: str
    parent: str | None
    mission: str
    summary: str
    people: tuple[Person, ...]  # the lead first
    objectives: tuple[Objective, ...]
    is_team: bool


@dataclass(frozen=True, slots=True)
class Company:
    """Everything that is written: the root unit, then layer by layer down to divisions, then teams."""

    units: tuple[Unit, ...]
    cycle: str
    today: date


def imagine(teams: int, seed: int = 1, cycle: str = "2026-Q4") -> Company:
    """Invent a company of so many teams in one quarter such as `2026-Q4`.

    "Today" is five eighths into the quarter. Raises ValueError for fewer than one team, or a cycle that is no quarter.
    """
    if teams < 1:
        raise ValueError(f"a company needs at least one team, not {teams}")
    start, end = _quarter(cycle)
    today = start + (end - start) * 5 // 8
    company = _unit("company", "Example Company", f"{seed}/company", today, ups=())
    units = [company]
    layer = [company]
    # What a unit's own children have above them: parent and grandparent.
    ups_below: dict[str, tuple[Unit, ...]] = {company.id: (company,)}
    for name, count in reversed(list(zip(LAYERS, count_layers(teams), strict=False))):
        parents, layer = layer, []
        for n in range(1, count + 1):
            parent = parents[min((n - 1) // UNITS_BELOW, len(parents) - 1)]
            key = name.lower()
            unit = _unit(f"{key}-{n:03}", f"{name} {n}", f"{seed}/{key}/{n}", today, ups=ups_below[parent.id])
            layer.append(unit)
            ups_below[unit.id] = (unit, parent)
        units += layer
    earlier: list[Unit] = []
    for n in range(1, teams + 1):
        field = words.FIELDS[n % len(words.FIELDS)]
        division = layer[(n - 1) // UNITS_BELOW]
        earlier.append(
            _unit(
                f"{field.lower()}-{n:05}",
                f"{field} {n}",
                f"{seed}/team/{n}",
                today,
                ups=ups_below[division.id],
                earlier=earlier,
                is_team=True,
            )
        )
    return Company((*units, *earlier), cycle, today)


def count_layers(teams: int) -> list[int]:
    """Return how many divisions there are, and then how many units in each layer above them, from below."""
    counts = [-(-teams // UNITS_BELOW)]
    while counts[-1] > MOST_BELOW_COMPANY and len(counts) < len(LAYERS):
        counts.append(-(-counts[-1] // UNITS_BELOW))
    return counts


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
    seed: str,
    today: date,
    ups: tuple[Unit, ...],
    earlier: Sequence[Unit] = (),
    is_team: bool = False,
) -> Unit:
    dice = _Dice(seed)
    layer, _, number = id.partition("-")
    if number and not is_team:
        number = layer[0].upper() + number  # two layers have the same numbers; names are to be unique
    people = tuple(
        Person(f"{first.lower()}-{id}", f"{first} {last} {number}".strip())
        for first, last in zip(dice.some(words.FIRST, 4), dice.some(words.LAST, 4), strict=True)
    )
    things = dice.some(words.THINGS, OBJECTIVES)
    days = _choose_checkin_days(_Dice(f"{seed}/check-ins"), today)
    return Unit(
        id=id,
        name=name,
        parent=ups[0].id if ups else None,
        mission=dice.one(words.SENTENCES),
        summary=dice.one(words.SENTENCES),
        people=people,
        objectives=tuple(_objective(dice, n, thing, people, days, ups, earlier) for n, thing in enumerate(things)),
        is_team=is_team,
    )


def _choose_checkin_days(dice: _Dice, today: date) -> tuple[date, ...]:
    """Return the days on which a unit reported, the oldest first.

    Of a hundred units some 65 did it within the last week, 28 within the one before, and 7 earlier than that, so that
    their goals are outdated by what settings say that nobody changes.
    """
    drawn = dice.number(1, 100)
    weeks = 2 if drawn <= 7 else 1 if drawn <= 35 else 0
    past = [today - timedelta(days=7 * weeks + n) for n in range(1, 8)]
    newest = dice.one([day for day in past if day.weekday() < 5])
    return tuple(newest - BETWEEN_CHECKINS * n for n in reversed(range(CHECKINS)))


def _objective(
    dice: _Dice,
    number: int,
    thing: str,
    people: tuple[Person, ...],
    days: tuple[date, ...],
    ups: tuple[Unit, ...],
    earlier: Sequence[Unit],
) -> Objective:
    title = f"{dice.one(words.AIMS)} {thing} {dice.one(words.ENDS)}"
    measures = dice.some(words.MEASURES, KEY_RESULTS)
    kinds: tuple[Literal["reach", "keep", "milestones"], ...] = (
        "reach",
        "reach",
        dice.one(("reach", "keep")),
        "milestones",
    )
    contributes_to: tuple[str, ...] = ()
    supports: tuple[tuple[str, str], ...] = ()
    depends_on: tuple[str, ...] = ()
    # Two objectives are mostly part of the parent's, the third one often helps the unit above that.
    if ups and number < 2 and dice.number(1, 10) > 1:
        contributes_to = (f"{ups[0].id}/{dice.one(ups[0].objectives).id}",)
    if ups and number == 2 and dice.number(1, 10) > 3:
        supports = ((f"{ups[-1].id}/{dice.one(ups[-1].objectives).id}", "it makes room for it"),)
    # Half of the teams need another one, mostly the one beside them, sometimes one far away.
    if earlier and number == 1 and dice.number(1, 10) > 5:
        needed = dice.one(earlier) if dice.number(1, 3) == 1 else earlier[-1]
        depends_on = (f"{needed.id}/{needed.objectives[0].id}",)
    return Objective(
        id=slug(thing),
        title=title,
        why="\n\n".join(" ".join(dice.some(words.SENTENCES, 3)) for _ in range(2)),
        notes=" ".join(dice.some(words.SENTENCES, 2)),
        owner=dice.one(people).name,
        ambition=dice.one(("committed", "aspirational", "learning")),
        contributes_to=contributes_to,
        supports=supports,
        depends_on=depends_on,
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
