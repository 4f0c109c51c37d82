"""One key result from its fields: its kind, its unit of measure, its values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from itertools import pairwise

import msgspec
from msgspec.structs import replace

from okrsite.amounts import Quantity, Range
from okrsite.fields import Field
from okrsite.model.audience import NUMBERS, read_audience
from okrsite.model.field_reader import FieldReader
from okrsite.model.lookups import KnownKpi
from okrsite.model.objectives import LEVEL_NAMES, LEVEL_SCORES, KeyResult, KeyResultKind, Level, Milestone
from okrsite.model.record_names import quote_title
from okrsite.problems import Place
from okrsite.prose import NO_PROSE
from okrsite.record_values import RecordValues
from okrsite.sources.numbers import Misread, parse_quantity
from okrsite.vocabulary import KEY_RESULT, LEVELS, MILESTONE

_BY_STEPS = (KEY_RESULT.MILESTONES, KEY_RESULT.DONE)
_KINDS: tuple[tuple[Field[object], KeyResultKind], ...] = (
    (KEY_RESULT.TO, "reach"),
    (KEY_RESULT.KEEP, "keep"),
    (KEY_RESULT.MILESTONES, "milestones"),
    (KEY_RESULT.DONE, "yes-no"),
    (KEY_RESULT.LEVELS, "levels"),
)
_CLASHES: tuple[tuple[Field[object], Field[object]], ...] = (
    *((KEY_RESULT.KPI, other) for other in (KEY_RESULT.NOW, *_BY_STEPS, KEY_RESULT.LEVELS)),
    *((other, KEY_RESULT.NOW) for other in _BY_STEPS),
    *((KEY_RESULT.FROM, other) for other in (KEY_RESULT.KEEP, *_BY_STEPS, KEY_RESULT.LEVELS)),
)


_AMOUNTS: tuple[Field[Quantity | Range], ...] = (KEY_RESULT.FROM, KEY_RESULT.TO, KEY_RESULT.KEEP)


class KeyResultReader(msgspec.Struct, frozen=True):
    """Makes key results of one file's records."""

    reader: FieldReader
    owner: Callable[[RecordValues], str | None]
    kpi: Callable[[str], KnownKpi | None]
    """Finds a KPI as seen from the file's unit."""

    def read(self, values: RecordValues, key: str) -> KeyResult:
        """Return the key result; what is wrong with it is noted and left out."""
        title = values.get(KEY_RESULT.TITLE, "")
        kind = self._find_kind(values, title)
        kpi = self._find_kpi(values)
        quantities = _UnitOfMeasure(self.reader, values, kpi)
        typed = values.get(KEY_RESULT.NOW)
        levels = _read_level_texts(values)
        level = self._read_level(typed, levels, values) if typed is not None and kind == "levels" else None
        is_number = kind not in ("levels", "milestones", "yes-no")
        now = self._read_newest_value(typed, values) if typed is not None and is_number else None
        key_result = KeyResult(
            id=key,
            title=title,
            kind=kind,
            place=values.get_place(KEY_RESULT.TITLE),
            places=values.places,
            owner=self.owner(values),
            weight=values.get(KEY_RESULT.WEIGHT, 1.0),
            unit=quantities.resolve_unit(now),
            start=quantities.apply_unit(values.get(KEY_RESULT.FROM)),
            target=quantities.apply_unit(values.get(KEY_RESULT.TO)),
            now=quantities.apply_unit(now),
            level=level,
            keep=values.get(KEY_RESULT.KEEP),
            milestones=self._read_milestones(values),
            done=values.get(KEY_RESULT.DONE),
            levels=levels,
            kpi=kpi.id if kpi else None,
            confidence=values.get(KEY_RESULT.CONFIDENCE),
            due=values.get(KEY_RESULT.DUE),
            phases=quantities.read_phases(),
            rubric=tuple(sorted((pair.name, pair.value) for pair in values.get(KEY_RESULT.RUBRIC, ()))),
            status=values.get(KEY_RESULT.STATUS),
            grade=values.get(KEY_RESULT.GRADE),
            aliases=values.get(KEY_RESULT.ALIASES, ()),
            notes=values.get(KEY_RESULT.NOTES, NO_PROSE),
            audience=read_audience(values, KEY_RESULT.AUDIENCE) | ({NUMBERS} if kpi and kpi.audience else frozenset()),
        )
        self._check_key_result(key_result, values)
        return key_result

    def _find_kind(self, values: RecordValues, title: str) -> KeyResultKind | None:
        named = [(field, kind) for field, kind in _KINDS if values.is_typed(field)]
        for first, second in [
            *pairwise(field for field, _ in named),
            *_CLASHES,
        ]:
            if values.is_typed(first) and values.is_typed(second):
                self.reader.report(
                    "OKR208",
                    values.get_place(second),
                    f"This key result has '{first.name}' and '{second.name}', which are two ways of measuring.",
                    "Keep one of them, or make two key results.",
                )
                break
        # A list of milestones with nothing in it measures nothing; levels without a text have their own problem.
        empty = [field for field, _ in named] == [KEY_RESULT.MILESTONES] and values.get(KEY_RESULT.MILESTONES) == ()
        if (not named or empty) and not values.invalid:
            self.reader.report(
                "OKR251",
                values.place,
                f"Nothing says how {quote_title(title, 'this')} is measured.",
                "Add `from` and `to`, or `keep`, `milestones`, `done` or `levels`.",
            )
        return named[0][1] if named else None

    def _find_kpi(self, values: RecordValues) -> KnownKpi | None:
        typed = values.get(KEY_RESULT.KPI)
        kpi = self.kpi(typed) if typed else None
        if typed and kpi is None:
            self.reader.report(
                "OKR220",
                values.get_place(KEY_RESULT.KPI),
                f"There is no KPI '{typed}'.",
                "Name one of the unit's team file or of kpis.yml; another team's as `team/kpi`.",
            )
        return kpi

    def _read_newest_value(self, typed: str, values: RecordValues) -> Quantity | None:
        read = parse_quantity(typed, decimal_comma=self.reader.decimal_comma)
        if isinstance(read, Misread):
            place = values.get_place(KEY_RESULT.NOW)
            self.reader.report(read.code, place, f"now: {read.message}", read.hint, correction=read.correction)
            return None
        return read

    def _read_level(self, typed: str, levels: Mapping[Level, str], values: RecordValues) -> Level | None:
        level = resolve_level(typed, levels)
        if level is None:
            self.reader.report(
                "OKR217",
                values.get_place(KEY_RESULT.NOW),
                f"'{typed}' is none of this key result's levels.",
                "It is none, commit, target or stretch, or one level's text.",
            )
        return level

    def _read_milestones(self, values: RecordValues) -> tuple[Milestone, ...]:
        return tuple(
            Milestone(
                step.get(MILESTONE.TITLE, ""),
                step.get(MILESTONE.DONE, False),
                step.get(MILESTONE.DUE),
                step.get(MILESTONE.WEIGHT, 1.0),
                step.place,
            )
            for step in values.get(KEY_RESULT.MILESTONES, ())
        )

    def _check_key_result(self, key_result: KeyResult, values: RecordValues) -> None:
        report = self.reader.report
        if key_result.start and key_result.target and key_result.start.value == key_result.target.value:
            report(
                "OKR215",
                values.get_place(KEY_RESULT.TO),
                f"'{key_result.title}' starts where it ends, at {key_result.target.text}.",
                "For a value that should stay, use `keep`.",
            )
        if (
            key_result.kind == "reach"
            and key_result.now
            and not values.is_typed(KEY_RESULT.FROM)
            and key_result.kpi is None
        ):
            report(
                "OKR254",
                values.get_place(KEY_RESULT.NOW),
                f"'{key_result.title}' has a value, but nothing says where it started.",
                "Add `from`; until then the first check-in stands for it.",
            )
        if key_result.kind == "levels" and not key_result.levels:
            report(
                "OKR217",
                values.get_place(KEY_RESULT.LEVELS),
                "Levels need a text each.",
                "Write commit, target and stretch.",
            )
        if key_result.milestones and not sum(step.weight for step in key_result.milestones):
            report(
                "OKR255",
                values.get_place(KEY_RESULT.MILESTONES),
                "All milestones weigh zero, so nothing can be added up.",
                "Give at least one a weight above zero.",
            )


def resolve_level(typed: str, levels: Mapping[Level, str]) -> Level | None:
    """Return the level that a name or a level's text stands for; None for neither."""
    word = typed.strip().casefold()
    named = next((level for level in LEVEL_SCORES if level == word), None)
    return named or next((name for name, text in levels.items() if text.casefold() == word), None)


def _read_level_texts(values: RecordValues) -> dict[Level, str]:
    levels = values.get(KEY_RESULT.LEVELS)
    if levels is None:
        return {}
    texts = (levels.get(LEVELS.COMMIT, ""), levels.get(LEVELS.TARGET, ""), levels.get(LEVELS.STRETCH, ""))
    return {name: text for name, text in zip(LEVEL_NAMES, texts, strict=True) if text}


class _UnitOfMeasure:
    """The numbers of a key result, which share one unit of measure."""

    def __init__(self, reader: FieldReader, values: RecordValues, kpi: KnownKpi | None) -> None:
        self._reader = reader
        self._values = values
        self._unit = ""
        typed: list[tuple[str, Place]] = []
        if unit_typed := values.get(KEY_RESULT.UNIT):
            typed.append((unit_typed, values.get_place(KEY_RESULT.UNIT)))
        for field in _AMOUNTS:
            amount = values.get(field)
            if amount is not None:
                typed.append((amount.unit, values.get_place(field)))
        typed += [(phase.value.unit, phase.value_place) for phase in values.get(KEY_RESULT.PHASES, ())]
        for unit, place in typed:
            self.add_unit(unit, place)
        if kpi is not None:
            self.add_unit(kpi.unit, values.get_place(KEY_RESULT.KPI))

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
            self.add_unit(now.unit, self._values.get_place(KEY_RESULT.NOW))
        return self._unit

    def apply_unit(self, quantity: Quantity | None) -> Quantity | None:
        """Return a number in the shared unit."""
        return replace(quantity, unit=self._unit) if quantity else None

    def read_phases(self) -> tuple[tuple[date, Quantity], ...]:
        phases = sorted(self._values.get(KEY_RESULT.PHASES, ()), key=lambda phase: phase.name)
        return tuple((phase.name, replace(phase.value, unit=self._unit)) for phase in phases)
