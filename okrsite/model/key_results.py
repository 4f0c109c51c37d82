"""One key result from its fields: its kind, its unit of measure, its values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

import msgspec
from msgspec.structs import replace

from okrsite.model.audience import NUMBERS
from okrsite.model.fields import FieldReader
from okrsite.model.objectives import LEVEL_NAMES, KeyResult, Kind, Milestone
from okrsite.model.organisation import Kpi
from okrsite.model.record_names import quote_title
from okrsite.model.record_values import RecordValues
from okrsite.problems import Place
from okrsite.sources.numbers import Misread, Quantity, Range, parse_quantity

_KINDS: tuple[tuple[str, Kind], ...] = (
    ("to", "reach"),
    ("keep", "keep"),
    ("milestones", "milestones"),
    ("done", "yes-no"),
    ("levels", "levels"),
)
_CLASHES = (
    *(("kpi", other) for other in ("now", "milestones", "done", "levels")),
    *((other, "now") for other in ("milestones", "done")),
    *(("from", other) for other in ("keep", "milestones", "done", "levels")),
)


class KeyResultReader(msgspec.Struct, frozen=True):
    """Makes key results of one file's records."""

    reader: FieldReader
    owner: Callable[[RecordValues], str | None]
    kpi: Callable[[str], Kpi | None]
    """Finds a KPI as seen from the file's unit."""

    def read(self, values: RecordValues, key: str) -> KeyResult:
        """Return the key result; what is wrong with it is noted and left out."""
        kind = self._find_kind(values)
        kpi = self._find_kpi(values)
        quantities = _UnitOfMeasure(self.reader, values, kpi)
        level = self._read_level(values, kind)
        now = None if kind in ("levels", "milestones", "yes-no") else self._read_newest_value(values)
        key_result = KeyResult(
            id=key,
            title=values.get("title", ""),
            kind=kind,
            place=values.get_place("title"),
            places=values.places,
            owner=self.owner(values),
            weight=values.get("weight", 1.0),
            unit=quantities.resolve_unit(now),
            start=quantities.read_quantity("from"),
            target=quantities.read_quantity("to"),
            now=quantities.apply_unit(now),
            level=level,
            keep=values.get("keep"),
            milestones=self._read_milestones(values),
            done=values.get("done"),
            levels=_read_level_texts(values),
            kpi=kpi.id if kpi else None,
            confidence=values.get("confidence"),
            due=values.get("due"),
            phases=quantities.read_phases(),
            rubric=tuple(sorted((grade, text) for grade, text, _, _ in values.get("rubric", ()))),
            status=values.get("status"),
            grade=values.get("grade"),
            aliases=values.get("aliases", ()),
            notes=values.get_prose("notes"),
            audience=values.audience | ({NUMBERS} if kpi and kpi.audience else frozenset()),
        )
        self._check_key_result(key_result, values)
        return key_result

    def _find_kind(self, values: RecordValues) -> Kind | None:
        named = [(name, kind) for name, kind in _KINDS if values.is_typed(name)]
        for first, second in [
            *pairwise(name for name, _ in named),
            *_CLASHES,
        ]:
            if values.is_typed(first) and values.is_typed(second):
                self.reader.report(
                    "OKR208",
                    values.get_place(second),
                    f"This key result has '{first}' and '{second}', which are two ways of measuring.",
                    "Keep one of them, or make two key results.",
                )
                break
        # A list of milestones with nothing in it measures nothing; levels without a text have their own problem.
        empty = [name for name, _ in named] == ["milestones"] and values.get("milestones") == ()
        if (not named or empty) and not values.invalid:
            self.reader.report(
                "OKR251", values.place, f"Nothing says how {quote_title(values.get('title', ''), 'this')} is measured.",
                "Add `from` and `to`, or `keep`, `milestones`, `done` or `levels`.",
            )  # fmt: skip
        return named[0][1] if named else None

    def _find_kpi(self, values: RecordValues) -> Kpi | None:
        typed = values.get("kpi")
        return self.kpi(typed) if typed and self._is_known_kpi(typed, values) else None

    def _is_known_kpi(self, typed: str, values: RecordValues) -> bool:
        if self.kpi(typed) is not None:
            return True
        self.reader.report(
            "OKR220", values.get_place("kpi"), f"There is no KPI '{typed}'.",
            "Name one of the unit's team file or of kpis.yml; another team's as `team/kpi`.",
        )  # fmt: skip
        return False

    def _read_newest_value(self, values: RecordValues) -> Quantity | None:
        typed = values.get("now")
        if typed is None:
            return None
        read = parse_quantity(typed, decimal_comma=self.reader.decimal_comma)
        if isinstance(read, Misread):
            self.reader.report(read.code, values.get_place("now"), f"now: {read.message}", read.hint)
            return None
        return read

    def _read_level(self, values: RecordValues, kind: Kind | None) -> str | None:
        typed = values.get("now")
        if kind != "levels" or typed is None:
            return None
        found = resolve_level(typed, _read_level_texts(values))
        if found is None:
            self.reader.report(
                "OKR217",
                values.get_place("now"),
                f"'{typed}' is none of this key result's levels.",
                "It is none, commit, target or stretch, or one level's text.",
            )
        return found

    def _read_milestones(self, values: RecordValues) -> tuple[Milestone, ...]:
        return tuple(
            Milestone(
                step.get("title", ""), step.get("done", False), step.get("due"), step.get("weight", 1.0), step.place
            )
            for step in values.get("milestones", ())
        )

    def _check_key_result(self, key_result: KeyResult, values: RecordValues) -> None:
        report = self.reader.report
        if key_result.start and key_result.target and key_result.start.value == key_result.target.value:
            report(
                "OKR215",
                values.get_place("to"),
                f"'{key_result.title}' starts where it ends, at {key_result.target.text}.",
                "For a value that should stay, use `keep`.",
            )
        if key_result.kind == "reach" and key_result.now and not values.is_typed("from") and key_result.kpi is None:
            report(
                "OKR254",
                values.get_place("now"),
                f"'{key_result.title}' has a value, but nothing says where it started.",
                "Add `from`; until then the first check-in stands for it.",
            )
        if key_result.kind == "levels" and not key_result.levels:
            report(
                "OKR217", values.get_place("levels"), "Levels need a text each.", "Write commit, target and stretch."
            )
        if key_result.milestones and not sum(step.weight for step in key_result.milestones):
            report("OKR255", values.get_place("milestones"), "All milestones weigh zero, so nothing can be added up.")


def resolve_level(typed: str, levels: Mapping[str, str]) -> str | None:
    """Return the level that a name or a level's text stands for; None for neither."""
    word = typed.strip().casefold()
    if word in ("none", *LEVEL_NAMES):
        return word
    return next((name for name, text in levels.items() if text.casefold() == word), None)


def _read_level_texts(values: RecordValues) -> dict[str, str]:
    levels = values.get("levels")
    return {name: levels.get(name) for name in LEVEL_NAMES if levels.get(name)} if levels else {}


class _UnitOfMeasure:
    """The numbers of a key result, which share one unit of measure."""

    def __init__(self, reader: FieldReader, values: RecordValues, kpi: Kpi | None) -> None:
        self._reader = reader
        self._values = values
        self._unit = ""
        typed: list[tuple[str, Place]] = []
        if values.get("unit"):
            typed.append((values.get("unit"), values.get_place("unit")))
        for name in ("from", "to", "keep"):
            value: Quantity | Range | None = values.get(name)
            if value is not None:
                typed.append((value.unit, values.get_place(name)))
        typed += [(read.unit, place) for _, read, _, place in values.get("phases", ())]
        for unit, place in typed:
            self.add_unit(unit, place)
        if kpi is not None:
            self.add_unit(kpi.unit, values.get_place("kpi"))

    def add_unit(self, unit: str, place: Place) -> None:
        """Take a value's unit as everyone's; a second, different one is a problem."""
        if unit and self._unit and unit != self._unit:
            self._reader.report(
                "OKR205",
                place,
                f"Here the unit is '{unit}', elsewhere in this key result it is '{self._unit}'.",
                "Use one unit throughout.",
            )
        self._unit = self._unit or unit

    def resolve_unit(self, now: Quantity | None) -> str:
        if now is not None:
            self.add_unit(now.unit, self._values.get_place("now"))
        return self._unit

    def apply_unit(self, quantity: Quantity | None) -> Quantity | None:
        return replace(quantity, unit=self._unit) if quantity else None

    def read_quantity(self, name: str) -> Quantity | None:
        return self.apply_unit(self._values.get(name))

    def read_phases(self) -> tuple[tuple[date, Quantity], ...]:
        pairs: list[tuple[date, Any]] = [
            (day, self.apply_unit(read)) for day, read, _, _ in self._values.get("phases", ())
        ]
        return tuple(sorted(pairs, key=lambda pair: pair[0]))
