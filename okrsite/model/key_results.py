"""One key result from its fields: its kind, its unit of measure, its values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise

import msgspec

from okrsite.fields import Field
from okrsite.model.audience import NUMBERS, read_audience
from okrsite.model.field_reader import FieldReader
from okrsite.model.ignored_remarks import read_ignored_remarks
from okrsite.model.key_result_numbers import KeyResultNumbers, read_reported_number
from okrsite.model.lookups import KnownKpi
from okrsite.model.objectives import LEVEL_NAMES, LEVEL_SCORES, KeyResult, KeyResultKind, Level, Milestone
from okrsite.model.record_names import quote_title
from okrsite.model.title_numbers import explain_numbers_in_title
from okrsite.model.units_of_measure import find_usual_unit
from okrsite.prose import NO_PROSE
from okrsite.record_values import RecordValues
from okrsite.vocabulary import KEY_RESULT, LEVELS, MILESTONE

_BY_STEPS = (KEY_RESULT.MILESTONES, KEY_RESULT.DONE)
_KINDS: tuple[tuple[Field[object], KeyResultKind], ...] = (
    (KEY_RESULT.TO, "reach"),
    (KEY_RESULT.KEEP, "keep"),
    (KEY_RESULT.MILESTONES, "milestones"),
    (KEY_RESULT.DONE, "yes-no"),
    (KEY_RESULT.LEVELS, "levels"),
    (KEY_RESULT.FIND_OUT, "baseline"),
)
_CLASHES: tuple[tuple[Field[object], Field[object]], ...] = (
    *((KEY_RESULT.KPI, other) for other in (KEY_RESULT.NOW, *_BY_STEPS, KEY_RESULT.LEVELS)),
    *((other, KEY_RESULT.NOW) for other in _BY_STEPS),
    *((KEY_RESULT.SUM_OF, other) for other in (KEY_RESULT.NOW, KEY_RESULT.KPI, *_BY_STEPS, KEY_RESULT.LEVELS)),
    *(
        (threshold, other)
        for threshold in (KEY_RESULT.COMMIT, KEY_RESULT.STRETCH)
        for other in (KEY_RESULT.KEEP, *_BY_STEPS, KEY_RESULT.LEVELS, KEY_RESULT.FIND_OUT)
    ),
    *((KEY_RESULT.FIND_OUT, other) for other in (KEY_RESULT.FROM, KEY_RESULT.KPI, KEY_RESULT.SUM_OF)),
    *((KEY_RESULT.FROM, other) for other in (KEY_RESULT.KEEP, *_BY_STEPS, KEY_RESULT.LEVELS)),
)


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
        typed = values.get(KEY_RESULT.NOW)
        levels = _read_level_texts(values)
        level = self._read_level(typed, levels, values) if typed is not None and kind == "levels" else None
        is_number = kind not in ("levels", "milestones", "yes-no")
        start, target, keep = values.get(KEY_RESULT.FROM), values.get(KEY_RESULT.TO), values.get(KEY_RESULT.KEEP)
        commit, stretch = values.get(KEY_RESULT.COMMIT), values.get(KEY_RESULT.STRETCH)
        now = None
        if typed is not None and is_number:
            now = read_reported_number(self.reader, typed, values.get_place(KEY_RESULT.NOW), "now", target)
        phases = sorted(values.get(KEY_RESULT.PHASES, ()), key=lambda phase: phase.name)
        unit = values.get(KEY_RESULT.UNIT, "")
        typed_numbers = [
            (field, number)
            for field, number in (
                (KEY_RESULT.FROM, start),
                (KEY_RESULT.TO, target),
                (KEY_RESULT.NOW, now),
                (KEY_RESULT.COMMIT, commit),
                (KEY_RESULT.STRETCH, stretch),
            )
            if number is not None
        ]
        usual = None
        if not (unit or kpi):
            units = [(number.unit, values.get_place(field)) for field, number in typed_numbers]
            usual = find_usual_unit([*units, *((phase.value.unit, phase.value_place) for phase in phases)])
        numbers = KeyResultNumbers(self.reader, "%" in (unit, kpi.unit if kpi else ""), usual)
        numbers.add_unit(unit, values.get_place(KEY_RESULT.UNIT))
        for field, typed_number in typed_numbers:
            if field is not KEY_RESULT.NOW:
                numbers.add_number(field.name, typed_number, values.get_place(field))
        numbers.add_unit(keep.unit if keep else "", values.get_place(KEY_RESULT.KEEP))
        for phase in phases:
            numbers.add_number(f"phases {phase.name}", phase.value, phase.value_place)
        numbers.add_unit(kpi.unit if kpi else "", values.get_place(KEY_RESULT.KPI))
        numbers.add_number("now", now, values.get_place(KEY_RESULT.NOW))
        is_range_fine = numbers.report_doubtful(keep, values.get_place(KEY_RESULT.KEEP))
        key_result = KeyResult(
            id=key,
            title=title,
            kind=kind,
            place=values.get_place(KEY_RESULT.TITLE),
            places=values.places,
            owner=self.owner(values),
            weight=values.get(KEY_RESULT.WEIGHT, 1.0),
            unit=numbers.unit,
            start=numbers.use("from", start),
            target=numbers.use("to", target),
            commit=numbers.use("commit", commit),
            stretch=numbers.use("stretch", stretch),
            now=numbers.use("now", now),
            level=level,
            keep=keep if is_range_fine else None,
            milestones=self._read_milestones(values),
            done=values.get(KEY_RESULT.DONE),
            levels=levels,
            kpi=kpi.id if kpi else None,
            sum_of=values.get(KEY_RESULT.SUM_OF),
            confidence=values.get(KEY_RESULT.CONFIDENCE),
            due=values.get(KEY_RESULT.DUE),
            phases=tuple(
                (phase.name, number) for phase in phases if (number := numbers.use(f"phases {phase.name}", phase.value))
            ),
            rubric=tuple(sorted((pair.name, pair.value) for pair in values.get(KEY_RESULT.RUBRIC, ()))),
            status=values.get(KEY_RESULT.STATUS),
            grade=values.get(KEY_RESULT.GRADE),
            aliases=values.get(KEY_RESULT.ALIASES, ()),
            notes=values.get(KEY_RESULT.NOTES, NO_PROSE),
            ignored=read_ignored_remarks(self.reader, values, KEY_RESULT.IGNORE),
            audience=read_audience(values, KEY_RESULT.AUDIENCE) | _find_marks_of_kpi(values, kpi),
            number=values.number,
        )
        self._check_key_result(key_result, values)
        return key_result

    def _find_kind(self, values: RecordValues, title: str) -> KeyResultKind | None:
        named = [(field, kind) for field, kind in _KINDS if values.is_typed(field)]
        if values.get(KEY_RESULT.FIND_OUT) is False:
            named = [(field, kind) for field, kind in named if kind != "baseline"]
        read = values.values
        for first, second in (*pairwise([field for field, _ in named]), *_CLASHES):
            if first.name in read and second.name in read:
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
            self._report_no_measure(values, title)
        return named[0][1] if named else None

    def _report_no_measure(self, values: RecordValues, title: str) -> None:
        message = f"Nothing says how {quote_title(title, 'this')} is measured."
        hint = "Add `from` and `to`, or `keep`, `milestones`, `done`, `levels` or `find_out`."
        place, in_markdown = values.place, values.place.path.endswith(".md")
        beside = {name for name, other in values.places.items() if other.line == place.line}
        is_line = in_markdown and beside <= {KEY_RESULT.TITLE.name, KEY_RESULT.NOW.name, KEY_RESULT.CONFIDENCE.name}
        if (known := explain_numbers_in_title(title, in_markdown=is_line)) is None:
            self.reader.report("OKR251", place, message, hint)
            return
        message += " The numbers in its title are words of it."
        typed = values.get_place(KEY_RESULT.TITLE)
        self.reader.report("OKR251", typed if known[1] else place, message, known[0], correction=known[1])

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
        typed = (
            ("from", key_result.start),
            ("commit", key_result.commit),
            ("to", key_result.target),
            ("stretch", key_result.stretch),
        )
        way = [(name, quantity) for name, quantity in typed if quantity]
        steps = [quantity.value for _, quantity in way]
        if (key_result.commit or key_result.stretch) and steps not in (sorted(steps), sorted(steps, reverse=True)):
            report(
                "OKR265",
                values.get_place(KEY_RESULT.COMMIT if key_result.commit else KEY_RESULT.STRETCH),
                f"These don't lead from one to the next: {', '.join(f'{name} {value.text}' for name, value in way)}.",
                "Let them all rise or all fall: `to` lies beyond `commit`, and `stretch` beyond `to`.",
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


def _find_marks_of_kpi(values: RecordValues, kpi: KnownKpi | None) -> frozenset[str]:
    """Return what of a key result goes with its KPI; one that isn't found may be anybody's, and internal."""
    is_told = not values.is_typed(KEY_RESULT.KPI) or (kpi is not None and not kpi.audience)
    return frozenset() if is_told else frozenset({NUMBERS})
