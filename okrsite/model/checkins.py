"""What was reported, by day: check-ins with the key results that they name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec
from msgspec.structs import replace

from okrsite.amounts import Quantity, Share
from okrsite.model.audience import read_audience
from okrsite.model.copies import ask_about_bare_checkins
from okrsite.model.doubtful_numbers import list_ends
from okrsite.model.field_reader import FieldReader
from okrsite.model.key_result_numbers import is_doubtful, read_reported_number
from okrsite.model.key_results import resolve_level
from okrsite.model.numbered_names import NumberedName
from okrsite.model.objectives import CheckIn, KeyResult, Level
from okrsite.model.person_reader import PersonReader
from okrsite.model.reported_shares import refuse_shares
from okrsite.model.units_of_measure import explain_other_unit, is_same_unit
from okrsite.model.values_in_notes import ask_about_values_in_note
from okrsite.nearest import find_close_name
from okrsite.problems import Place
from okrsite.prose import NO_PROSE
from okrsite.record_values import Pair, RecordValues
from okrsite.sources.markdown.known_key_results import explain_unclear_number
from okrsite.vocabulary import CHECKIN, OBJECTIVE


class CheckInValues(msgspec.Struct, frozen=True):
    """What a check-in says of key results, by their ids."""

    now: Mapping[str, Quantity | Level]
    confidence: Mapping[str, Share]
    places: Mapping[str, Place]
    """Where a value stands: `now.<id>`, `confidence.<id>`."""
    numbered: tuple[NumberedName, ...] = ()


class CheckInReader(msgspec.Struct, frozen=True):
    """Makes check-ins of one file's records."""

    reader: FieldReader
    people: PersonReader

    def read(self, values: RecordValues, key_results: tuple[KeyResult, ...]) -> tuple[CheckIn, ...]:
        """Return an objective's check-ins, oldest first; one without a date is left out (it is a problem already)."""
        units = {key_result.id: key_result.unit for key_result in key_results}
        records = [(day, record) for record in values.get(OBJECTIVE.CHECKINS, ()) if (day := record.get(CHECKIN.DATE))]
        ask_about_bare_checkins(self.reader, records)
        checkins = [self._read_checkin(record, day, key_results, units) for day, record in records]
        known = refuse_shares(self.reader, key_results, checkins)
        return tuple(sorted(known, key=lambda checkin: checkin.date))

    def _read_checkin(
        self, values: RecordValues, day: date, key_results: tuple[KeyResult, ...], units: dict[str, str]
    ) -> CheckIn:
        typed = values.get(CHECKIN.NOW, ())
        reported = self.read_values(typed, values.get(CHECKIN.CONFIDENCE, ()), key_results, units)
        note = values.get(CHECKIN.NOTE, NO_PROSE)
        # In Markdown, a sentence of the note may hold values, and the others were looked through.
        if len(reported.now) == len(typed) and not values.place.path.endswith(".md"):
            ask_about_values_in_note(self.reader, note, values.get_place(CHECKIN.NOTE), key_results, reported.now)
        return CheckIn(
            day,
            self.people.read_person(values, CHECKIN.BY),
            note,
            values.get(CHECKIN.STATUS),
            reported.now,
            reported.confidence,
            values.place,
            {CHECKIN.DATE.name: values.get_place(CHECKIN.DATE), **reported.places},
            read_audience(values, CHECKIN.AUDIENCE),
            numbered=reported.numbered,
        )

    def read_values(
        self,
        values: Iterable[Pair[str, str]],
        confidences: Iterable[Pair[str, float]],
        key_results: tuple[KeyResult, ...],
        units: dict[str, str],
        *,
        by_labels: bool = False,
    ) -> CheckInValues:
        """Return what a check-in says of an objective's key results; what is wrong with it is noted and left out.

        Args:
            values: Its values, by what they name.
            confidences: Its confidences, by what they name.
            key_results: The objective's.
            units: The units of measure by key result; the first one that is typed for one that has none is added.
            by_labels: Whether `KR2` is the one that calls itself so, if any calls itself by a number. In the list of a
                Markdown file that is resolved already.
        """
        numbers = tuple(key_result.number for key_result in key_results) if by_labels else ()
        places: dict[str, Place] = {}
        now: dict[str, Quantity | Level] = {}
        confidence: dict[str, float] = {}
        numbered: list[NumberedName] = []
        doubled: set[Place] = set()
        for pair in values:
            name, place = pair.name, pair.value_place
            key_result = self._find_key_result(name, key_results, pair.name_place, numbers)
            value = self._read_reported_value(pair.value, key_result, place, units) if key_result else None
            if key_result and key_result.id in now:
                message = _explain_double(name, key_result, "value")
                self.reader.report("OKR104", pair.name_place, message, "Keep one of the two.")
                doubled.add(pair.name_place)
            elif key_result and value is not None:
                now[key_result.id] = value
                places[f"now.{key_result.id}"] = place
                if number := _find_number(name, key_result, numbers):
                    numbered.append(NumberedName(number, key_result.id, pair.value, pair.name_place))
        for share in confidences:
            key_result = self._find_key_result(share.name, key_results, share.name_place, numbers)
            if key_result and key_result.id in confidence:
                if share.name_place not in doubled:  # in a list, the name of a value is that of its confidence, too
                    message = _explain_double(share.name, key_result, "confidence")
                    self.reader.report("OKR104", share.name_place, message, "Keep one of the two.")
            elif key_result:
                confidence[key_result.id] = share.value
                places[f"confidence.{key_result.id}"] = share.value_place
                if key_result.id not in now and (number := _find_number(share.name, key_result, numbers)):
                    numbered.append(NumberedName(number, key_result.id, f"({share.value:g})", share.name_place))
        return CheckInValues(now, confidence, places, tuple(numbered))

    def _find_key_result(
        self, name: str, key_results: tuple[KeyResult, ...], place: Place, numbers: tuple[int, ...]
    ) -> KeyResult | None:
        """Return the key result that a check-in names: by id, alias, number or title.

        `numbers` are those by which the key results call themselves; with none, a number is a position.
        """
        for key_result in key_results:
            if name == key_result.id or name in key_result.aliases:
                return key_result
        number = _find_position(name)
        if number and (unclear := explain_unclear_number(name, number, numbers)):
            self.reader.report("OKR219", place, *unclear)
            return None
        if number and number in numbers:
            return key_results[numbers.index(number)]
        if 1 <= number <= len(key_results):
            return key_results[number - 1]
        title = " ".join(name.casefold().split())
        titled = [
            key_result
            for key_result in key_results
            if title in (key_result.id, " ".join(key_result.title.casefold().split()))
        ]
        if len(titled) == 1:
            return titled[0]
        ids = [key_result.id for key_result in key_results]
        if titled:
            message = f"'{name}' is the title of more than one key result of this objective."
            self.reader.report(
                "OKR219", place, message, f"Name one by its id: {' or '.join(key_result.id for key_result in titled)}."
            )
            return None
        near = find_close_name(title, ids)
        message = f"This objective has no key result '{name}'."
        known = f"Its key results are: {', '.join(ids) or 'none yet'}."
        self.reader.report(
            "OKR219", place, message, f"Do you mean '{near}'? {known}" if near else known, correction=near or None
        )
        return None

    def _read_reported_value(
        self, typed: str, key_result: KeyResult, place: Place, units: dict[str, str]
    ) -> Quantity | Level | None:
        if key_result.kind == "levels":
            level = resolve_level(typed, key_result.levels)
            if level is None:
                self.reader.report(
                    "OKR217",
                    place,
                    f"'{typed}' is none of the levels of '{key_result.id}'.",
                    "It is none, commit, target or stretch.",
                )
            return level
        if key_result.kind in ("milestones", "yes-no"):
            self.reader.report(
                "OKR208",
                place,
                f"'{key_result.id}' is measured by what is done, so a check-in can't give it a value.",
                "Tick it off in the key result.",
            )
            return None
        read = read_reported_number(self.reader, typed, place, key_result.id, key_result.target)
        if read is None or self._is_doubtful(read, key_result, place):
            return None
        if not units[key_result.id] and _is_sentence(read.unit):
            message = f"“{read.unit}” behind the number is read as its unit of measure."
            hint = "A sentence begins behind a full stop; values are the last sentence of a note, or stand in `now`."
            self.reader.report("OKR118", place, message, hint)
        # The first unit that is typed is everyone's, also where the key result itself has none.
        unit = units[key_result.id] = units[key_result.id] or read.unit
        if read.unit and not is_same_unit(read.unit, unit):
            measured = f"'{key_result.id}' in line {key_result.place.line} is measured in '{unit}'"
            hint, meant = explain_other_unit(read, unit, decimal_comma=self.reader.decimal_comma)
            message = f"Here the unit is '{read.unit}', {measured}."
            self.reader.report("OKR205", place, message, hint, correction=meant)
            return None
        unit = key_result.unit or read.unit
        return read if unit == read.unit else replace(read, unit=unit)

    def _is_doubtful(self, read: Quantity, key_result: KeyResult, place: Place) -> bool:
        """Whether a value is doubtful beside the numbers of its key result; that is reported."""
        typed = (key_result.start, key_result.target, key_result.now, *(value for _, value in key_result.phases[:9]))
        neighbours = [*(number for number in typed if number is not None), *list_ends(key_result.keep)]
        is_percent = key_result.unit == "%" and bool(neighbours)
        return is_doubtful(self.reader, read, neighbours, is_percent, place, key_result.id, is_reached=True)


def _is_sentence(unit: str) -> bool:
    """Whether a unit of measure is hardly one: three words, or two of which the first is capitalised."""
    words = unit.split()
    return len(words) > 2 or (len(words) == 2 and words[0][:1].isupper() and words[1][:1].islower())


def _explain_double(name: str, key_result: KeyResult, said: str) -> str:
    """Return the message about a key result of which the same is said under two names."""
    if name == key_result.id:
        return f"'{name}' has a {said} in this check-in already, under another name of it."
    return f"'{name}' is '{key_result.id}', which has a {said} in this check-in already."


def _find_number(name: str, key_result: KeyResult, numbers: tuple[int, ...]) -> int:
    """Return the number by which a check-in names a key result; 0 where it names it otherwise.

    It is 0 for one of the numbers by which key results call themselves, too: those move with them.
    """
    number = 0 if name == key_result.id or name in key_result.aliases else _find_position(name)
    return 0 if number in numbers else number


def _find_position(name: str) -> int:
    """Return 2 for `KR2` and `kr 2`; 0 for what is no such name."""
    digits = name[2:].strip() if name[:2].lower() == "kr" else ""
    return int(digits[:4]) if digits.isascii() and digits.isdigit() else 0
