"""What was reported, by day: check-ins with the key results that they name."""

from __future__ import annotations

from dataclasses import dataclass, replace

from okrsite.model.fields import FieldReader
from okrsite.model.key_results import level_named
from okrsite.model.names import Directory
from okrsite.model.objectives import CheckIn, KeyResult
from okrsite.model.values import Values
from okrsite.problems import Place
from okrsite.sources.numbers import Misread, Quantity, parse_quantity


@dataclass(frozen=True, slots=True)
class CheckInReader:
    """Makes check-ins of one file's records."""

    reader: FieldReader
    directory: Directory

    def read(self, values: Values, results: tuple[KeyResult, ...]) -> tuple[CheckIn, ...]:
        """Return an objective's check-ins, oldest first; one without a date is left out (it is a problem already)."""
        units = {result.id: result.unit for result in results}
        found = [self._checkin(record, results, units) for record in values.get("checkins", ()) if record.get("date")]
        return tuple(sorted(found, key=lambda checkin: checkin.date))

    def _checkin(self, values: Values, results: tuple[KeyResult, ...], units: dict[str, str]) -> CheckIn:
        places: dict[str, Place] = {"date": values.place_of("date")}
        now: dict[str, Quantity | str] = {}
        confidence: dict[str, float] = {}
        for name, typed, key_place, place in values.get("now", ()):
            result = self._result_named(name, results, key_place)
            value = self._reported(typed, result, place, units) if result else None
            if result and result.id in now:
                message = f"'{name}' is '{result.id}', which has a value in this check-in already."
                self.reader.report("OKR104", key_place, message, "Keep one of the two.")
            elif result and value is not None:
                now[result.id] = value
                places[f"now.{result.id}"] = place
        for name, share, key_place, place in values.get("confidence", ()):
            if result := self._result_named(name, results, key_place):
                confidence[result.id] = share
                places[f"confidence.{result.id}"] = place
        return CheckIn(
            values.get("date"),
            self.directory.key(values.get("by")),
            values.get("note", ""),
            values.get("status"),
            now,
            confidence,
            values.place,
            places,
            values.audience,
        )

    def _result_named(self, name: str, results: tuple[KeyResult, ...], place: Place) -> KeyResult | None:
        found = next((result for result in results if name == result.id or name in result.aliases), None)
        position = name[2:] if name[:2].lower() == "kr" else ""
        if found is None and position.isascii() and position.isdigit() and 1 <= int(position[:4]) <= len(results):
            found = results[int(position[:4]) - 1]
        if found is None:
            known = ", ".join(result.id for result in results) or "none yet"
            self.reader.report(
                "OKR219", place, f"This objective has no key result '{name}'.", f"Its key results are: {known}."
            )
        return found

    def _reported(self, typed: str, result: KeyResult, place: Place, units: dict[str, str]) -> Quantity | str | None:
        if result.kind == "levels":
            level = level_named(typed, result.levels)
            if level is None:
                self.reader.report(
                    "OKR217",
                    place,
                    f"'{typed}' is none of the levels of '{result.id}'.",
                    "It is none, commit, target or stretch.",
                )
            return level
        if result.kind in ("milestones", "yes-no"):
            self.reader.report(
                "OKR208",
                place,
                f"'{result.id}' is measured by what is done, so a check-in can't give it a value.",
                "Tick it off in the key result.",
            )
            return None
        read = parse_quantity(typed, decimal_comma=self.reader.decimal_comma)
        if isinstance(read, Misread):
            self.reader.report(read.code, place, f"{result.id}: {read.message}", read.hint)
            return None
        # The first unit that is typed is everyone's, also where the key result itself has none.
        unit = units[result.id] = units[result.id] or read.unit
        if read.unit and read.unit != unit:
            self.reader.report(
                "OKR205",
                place,
                f"Here the unit is '{read.unit}', '{result.id}' is measured in '{unit}'.",
                "Use one unit throughout.",
            )
        return replace(read, unit=result.unit or read.unit)
