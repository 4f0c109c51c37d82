"""Which lists are too long for one page, and the pages that they are divided into.

A list of what units have is divided along the tree of units: each unit that has others below it gets a page, and units
with nothing below them stand on the page of the one above. Where these are too many for it, they are put together by
the first letters of their ids; where one unit alone has too much, its entries are numbered through. How a list is
divided depends on nothing but its length now, and addresses are made of ids, so that the same content always has the
same pages and another entry moves few of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

import msgspec

from okrsite.languages.words import translate
from okrsite.model.organisation import COMPANY, Kpi, Organisation

Item = TypeVar("Item")
MOST_ROWS = 150
"""Objectives or units on a page. Each takes about 1 KB with its key results, its bar and its marks: a page stays near
200 KB, which a phone shows at once. Nobody reads a longer list to its end.
"""
MOST_KPIS = 40
"""KPIs on a page: each takes about 5 KB with its chart and the table of its values."""
MAX_LEVELS = 8
"""Levels of units that get pages of their own, so that no unit is counted on more pages than these."""
WHOLE = ""
"""The id of the list as a whole: of the page that has it, or leads to its parts."""


class PagePart(msgspec.Struct, frozen=True):
    """A part of a list that has a page of its own, or the whole."""

    id: str
    """What its address ends in: a unit's id; with an underscore behind it, which no id of a unit has, the first letters
    of the ids of some units below it, or the number of some of its entries; `WHOLE` for the whole.
    """
    name: str
    """As readers see it."""
    units: tuple[str, ...]
    """The units whose entries stand on the page itself, in tree order."""
    parts: tuple[str, ...] = ()
    """The ids of the parts that it consists of besides."""
    above: str = WHOLE
    """The id of the part that it belongs to."""
    first: int = 0
    """The first of its units' entries that it has; more than the first where one unit has too many for a page."""
    most: int | None = None
    """How many it has from there on; None for all."""

    def select_entries(self, entries: Sequence[Item]) -> Sequence[Item]:
        """Return those of its units' entries that stand on its page."""
        return entries[self.first : None if self.most is None else self.first + self.most]

    def list_entries(self, by_unit: Mapping[str, Sequence[Item]]) -> list[Item]:
        """Return the entries that stand on its page, of what each unit has; units without any may be missing."""
        return [entry for unit in self.units for entry in self.select_entries(by_unit.get(unit, ()))]


Parts = Mapping[str, PagePart]
"""The parts of a list by their ids, each before those that it consists of; the whole is the first."""


def divide_list_by_units(organisation: Organisation, entries: Mapping[str, int], most: int | None = None) -> Parts:
    """Divide a list of what units have.

    Args:
        organisation: Which units there are.
        entries: How many entries the list has of each unit; those without one may be missing.
        most: How many may stand on one page; `MOST_ROWS` if nothing is said.
    """
    return _UnitDivider(organisation, entries, most or MOST_ROWS).divide()


def group_kpis(organisation: Organisation) -> dict[str, list[Kpi]]:
    """Return the KPIs by the unit that keeps them."""
    by_unit: dict[str, list[Kpi]] = {}
    for kpi in organisation.kpis.values():
        by_unit.setdefault(kpi.unit_id, []).append(kpi)
    return by_unit


def divide_kpis(organisation: Organisation) -> Parts:
    """Divide the list of all KPIs."""
    by_unit = group_kpis(organisation)
    return divide_list_by_units(organisation, {unit: len(kpis) for unit, kpis in by_unit.items()}, MOST_KPIS)


def list_lower_parts(parts: Parts, part: PagePart) -> Iterator[PagePart]:
    """Yield a part and all parts that it consists of, in the order of their pages."""
    waiting = [part]
    while waiting:
        step = waiting.pop()
        yield step
        waiting += [parts[key] for key in reversed(step.parts)]


def list_lower_entries(parts: Parts, part: PagePart, by_unit: Mapping[str, Sequence[Item]]) -> list[Item]:
    """Return the entries on the page of a part and on those of all parts that it consists of, in their order."""
    return [entry for step in list_lower_parts(parts, part) for entry in step.list_entries(by_unit)]


def list_units_of_part(parts: Parts, part: PagePart) -> tuple[str, ...]:
    """Return the units of a part and of all parts that it consists of, each once."""
    return tuple(dict.fromkeys(unit for step in list_lower_parts(parts, part) for unit in step.units))


def find_neighbours(parts: Parts, part: PagePart) -> tuple[PagePart | None, PagePart | None]:
    """Return the parts before and after one, among those that belong to the same."""
    if part.id == WHOLE:
        return None, None
    siblings = parts[part.above].parts
    place = siblings.index(part.id)
    before = parts[siblings[place - 1]] if place else None
    return before, parts[siblings[place + 1]] if place + 1 < len(siblings) else None


def list_parts_above(parts: Parts, part: PagePart) -> list[PagePart]:
    """Return the parts between the whole and one, the largest first."""
    above = []
    while part.id != WHOLE and part.above != WHOLE:
        part = parts[part.above]
        above.append(part)
    return above[::-1]


class _Below(msgspec.Struct, frozen=True):
    """What stands below a unit: another unit that gets a page, or one with all below it that needs none."""

    unit: str
    rows: int
    """On the page above."""
    units: tuple[str, ...]
    """Whose entries that are; none where it has a page."""


class _UnitDivider:
    def __init__(self, organisation: Organisation, entries: Mapping[str, int], most: int) -> None:
        self._organisation = organisation
        self._entries = entries
        self._most = most
        self._order = list(organisation.units)
        self._places = {unit: place for place, unit in enumerate(self._order)}
        self._sizes = dict.fromkeys(self._order, 1)
        """How many units stand below each one, itself among them: they follow it."""
        self._totals = {unit: entries.get(unit, 0) for unit in self._order}
        for unit in reversed(self._order):
            parent = organisation.units[unit].parent
            if parent is not None:
                self._sizes[parent] += self._sizes[unit]
                self._totals[parent] += self._totals[unit]
        self._parts: dict[str, PagePart] = {}

    def divide(self) -> Parts:
        waiting = [(COMPANY, WHOLE, WHOLE, 0)]
        while waiting:
            unit, key, above, level = waiting.pop()
            below = tuple(self._list_below(unit, level)) if self._totals[unit] > self._most else ()
            pages = {item.unit for item in below if not item.units}
            made = list(self._make_parts(unit, key, above, below))
            for part in made:
                self._parts[part.id] = part
            # A unit's page belongs to the part that leads to it: the unit above, or some units of the same letter.
            leads = {child: part.id for part in made for child in part.parts if child in pages}
            waiting += [(child, child, leads[child], level + 1) for child in reversed(leads)]
        return self._sort_by_page()

    def _make_parts(self, unit: str, key: str, above: str, below: Sequence[_Below]) -> Iterator[PagePart]:
        """Yield the part that a unit heads, and those of its entries and of units below that don't fit on its page."""
        own, name = self._entries.get(unit, 0), self._organisation.units[unit].name
        if self._totals[unit] <= self._most:
            yield PagePart(key, name, self._list_units(unit), above=above)
            return
        numbered = [
            PagePart(
                f"{unit}__{number + 1}",
                translate("{name}, part {number}", name=name, number=number + 1),
                (unit,),
                (),
                key,
                first,
                self._most,
            )
            for number, first in enumerate(range(0, own, self._most))
            if own > self._most
        ]
        yield from numbered
        listed: tuple[str, ...] = (unit,) if own and not numbered else ()
        parts = tuple(part.id for part in numbered)
        if (len(numbered) or own) + sum(item.rows for item in below) <= self._most:
            listed += tuple(lower for item in below for lower in item.units)
            parts += tuple(item.unit for item in below if not item.units)
        else:
            grouped = group_by_letters(below, lambda item: item.unit, lambda item: item.rows, self._most)
            groups = [self._make_group(f"{unit}_{letters}", key, items) for letters, items in grouped]
            yield from groups
            parts += tuple(group.id for group in groups)
        yield PagePart(key, name, listed, parts, above)

    def _make_group(self, key: str, above: str, items: Sequence[_Below]) -> PagePart:
        names = [self._organisation.units[item.unit].name for item in items]
        return PagePart(
            key,
            names[0] if len(names) == 1 else translate("{first} to {last}", first=names[0], last=names[-1]),
            tuple(unit for item in items for unit in item.units),
            tuple(item.unit for item in items if not item.units),
            above,
        )

    def _list_below(self, unit: str, level: int) -> Iterator[_Below]:
        """Yield what stands below a unit and has entries; on the last level all of it, unit by unit."""
        if level > MAX_LEVELS:
            return
        if level == MAX_LEVELS:
            place = self._places[unit]
            for lower in self._order[place + 1 : place + self._sizes[unit]]:
                number = self._entries.get(lower, 0)
                if number:
                    yield _Below(lower, number, (lower,)) if number <= self._most else _Below(lower, 1, ())
            return
        for child in self._organisation.child_units.get(unit, ()):
            if self._totals[child] > self._most or (self._totals[child] and self._has_units_below(child)):
                yield _Below(child, 1, ())
            elif self._totals[child]:
                yield _Below(child, self._totals[child], self._list_units(child))

    def _has_units_below(self, unit: str) -> bool:
        units = self._organisation.units
        return any(not units[child].is_person for child in self._organisation.child_units.get(unit, ()))

    def _list_units(self, unit: str) -> tuple[str, ...]:
        """Return a unit and those below it, as far as they have entries."""
        place = self._places[unit]
        return tuple(lower for lower in self._order[place : place + self._sizes[unit]] if self._entries.get(lower, 0))

    def _sort_by_page(self) -> Parts:
        ordered: dict[str, PagePart] = {}
        waiting = [WHOLE]
        while waiting:
            part = self._parts[waiting.pop()]
            ordered[part.id] = part
            waiting += reversed(part.parts)
        return ordered


def group_by_letters(
    items: Sequence[Item], get_name: Callable[[Item], str], count_rows: Callable[[Item], int], most: int
) -> list[tuple[str, list[Item]]]:
    """Put items together that begin with the same letters, as few of them as leave no group too large.

    Args:
        items: Each should have a name of its own; those that have the same stay together.
        get_name: Gives the name that is looked at.
        count_rows: Says how many rows an item takes.
        most: How many rows a group may have, unless it is a single item.

    Returns:
        The letters and the items of each group, in the order in which the first items of groups stand.
    """
    groups: list[tuple[str, list[Item]]] = []
    waiting: list[tuple[int, list[Item]]] = [(1, list(items))]
    while waiting:
        length, together = waiting.pop()
        by_letters: dict[str, list[Item]] = {}
        for item in together:
            by_letters.setdefault(get_name(item)[:length], []).append(item)
        for letters, group in by_letters.items():
            same = all(len(get_name(item)) < length for item in group)
            if len(group) == 1 or same or sum(map(count_rows, group)) <= most:
                groups.append((letters, group))
            else:
                waiting.append((length + 1, group))
    places = {get_name(item): place for place, item in enumerate(items)}
    return sorted(groups, key=lambda pair: places[get_name(pair[1][0])])
