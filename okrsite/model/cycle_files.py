"""One file of objectives becomes frozen objectives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from okrsite.model.cycles import Cycle, Session
from okrsite.model.fields import FieldReader, Values
from okrsite.model.key_results import KeyResultReader, level_named
from okrsite.model.names import Directory, slug
from okrsite.model.objectives import CheckIn, Initiative, KeyResult, Objective, Reference
from okrsite.model.organisation import CycleText, Kpi
from okrsite.problems import Place
from okrsite.sources.numbers import Misread, Quantity, parse_quantity
from okrsite.sources.records import MapNode
from okrsite.vocabulary import RECORDS


@dataclass(slots=True)
class CycleFile:
    """What one file of objectives holds."""

    unit: str
    cycle: str
    text: CycleText
    objectives: list[Objective] = field(default_factory=list)
    session: Session | None = None


@dataclass(frozen=True, slots=True)
class CycleFileReader:
    """Reads the files of objectives of one unit."""

    reader: FieldReader
    directory: Directory
    kpi: Callable[[str], Kpi | None]

    def read(self, path: str, unit: str, cycle: Cycle, node: MapNode) -> CycleFile:
        """Return the file's objectives; what is wrong with it is noted."""
        values = self.reader.record(node, RECORDS["cycle_file"]) or Values(Place(path))
        self._agrees(values, "team", unit)
        self._agrees(values, "cycle", cycle.id)
        draft = values.get("visibility") == "draft"
        text = CycleText(path, values.get("summary", ""), values.get("intro", ""), draft)
        found = CycleFile(unit, cycle.id, text, session=self._session(values))
        taken: dict[str, Place] = {}
        for record in values.get("objectives", ()):
            key = self._id(record, taken, "objective")
            found.objectives.append(self._objective(record, key, unit, cycle, draft))
        return found

    def _agrees(self, values: Values, name: str, expected: str) -> None:
        typed = values.get(name)
        if typed is not None and typed.casefold() != expected.casefold():
            self.reader.report(
                "OKR117",
                values.place_of(name),
                f"The file says that its {name} is '{typed}', its path says '{expected}'.",
                "The path decides; take the line out.",
            )

    def _session(self, values: Values) -> Session | None:
        typed: Values | None = values.get("session")
        if typed is None:
            return None
        return Session(
            typed.get("date"),
            self.directory.key(typed.get("facilitator")),
            typed.get("inputs", ()),
            typed.get("decisions", ()),
            typed.place,
        )

    def _id(self, values: Values, taken: dict[str, Place], what: str) -> str:
        title = values.get("title", "")
        key = values.get("id") or slug(title)
        if not key:
            if title and not values.typed("id"):
                self.reader.report(
                    "OKR218",
                    values.place_of("title"),
                    f"No id can be made of '{title}'.",
                    "Add an id of a-z, 0-9 and hyphens, such as `id: events`.",
                )
            key = f"{what.replace(' ', '-')}-{values.place.line}"
        place = values.places.get("id", values.place_of("title"))
        if key in taken:
            self.reader.report(
                "OKR210",
                place,
                f"The id '{key}' stands here for the second time; the first is in line {taken[key].line}.",
                "Give each its own id.",
            )
            key = f"{key}-line-{place.line}"
        taken[key] = place
        return str(key)

    def _owner(self, values: Values, name: str = "owner") -> str | None:
        typed = values.get(name)
        if typed and self.directory.several(typed):
            self.reader.report(
                "OKR216",
                values.place_of(name),
                f"'{typed}' is more than one person.",
                "Name the one who answers for it; the others are `contributors`.",
            )
        return self.directory.key(typed)

    def _objective(self, values: Values, key: str, unit: str, cycle: Cycle, draft: bool) -> Objective:
        results = self._key_results(values, cycle)
        continues = values.get("continues")
        objective = Objective(
            unit=unit,
            cycle=cycle.id,
            id=key,
            title=values.get("title", ""),
            place=values.place_of("title"),
            places=values.places,
            why=values.get("why", ""),
            owner=self._owner(values),
            reviewer=self._owner(values, "reviewer"),
            contributors=tuple(filter(None, (self.directory.key(name) for name in values.get("contributors", ())))),
            horizon=values.get("horizon"),
            ambition=values.get("ambition"),
            contributes_to=references(values.get("contributes_to", ())),
            supports=references(values.get("supports", ())),
            depends_on=references(values.get("depends_on", ())),
            joint=values.get("with", ()),
            consult=values.get("consult", ()),
            inform=values.get("inform", ()),
            needs=values.get("needs", ""),
            blockers=values.get("blockers", ()),
            continues=references((continues,))[0] if continues else None,
            aliases=values.get("aliases", ()),
            tags=values.get("tags", ()),
            status=values.get("status"),
            draft=draft or values.get("visibility") == "draft",
            notes=values.get("notes", ""),
            key_results=results,
            initiatives=self._initiatives(values),
            checkins=self._checkins(values, results, cycle),
            retrospective=values.get("retrospective", ""),
        )
        self._check(objective, values)
        return objective

    def _check(self, objective: Objective, values: Values) -> None:
        if objective.owner is None and not values.typed("owner"):
            self.reader.report(
                "OKR253", objective.place, f"Nobody answers for '{objective.title}'.", "Add `owner` with one person."
            )
        if not objective.key_results and not values.typed("key_results"):
            self.reader.report(
                "OKR252",
                objective.place,
                f"'{objective.title}' has no key results.",
                "Add two to five results that can be measured.",
            )
        if objective.key_results and not any(result.weight for result in objective.key_results):
            self.reader.report(
                "OKR255",
                objective.key_results[0].place,
                "All key results weigh zero, so nothing can be added up.",
                "Give at least one a weight above zero.",
            )

    def _key_results(self, values: Values, cycle: Cycle) -> tuple[KeyResult, ...]:
        make = KeyResultReader(self.reader, self._owner, self.kpi)
        taken: dict[str, Place] = {}
        found = []
        for record in values.get("key_results", ()):
            key = self._id(record, taken, "key result")
            result = replace(
                make.read(record, key),
                contributes_to=references(record.get("contributes_to", ())),
                supports=references(record.get("supports", ())),
            )
            self._dates(result, record, cycle)
            found.append(result)
        return tuple(found)

    def _dates(self, result: KeyResult, values: Values, cycle: Cycle) -> None:
        self._within(result.due, values.place_of("due"), cycle)
        for step in result.milestones:
            self._within(step.due, step.place, cycle)
        typed = values.get("phases", ())
        for day, _, place, _ in typed:
            self._within(day, place, cycle)
        days = [day for day, *_ in typed]
        levels = [result.start, *(quantity for _, quantity in result.phases), result.target]
        steps = [quantity.value for quantity in levels if quantity]
        if days != sorted(set(days)) or steps not in (sorted(steps), sorted(steps, reverse=True)):
            self.reader.report(
                "OKR257",
                values.place_of("phases"),
                "The phases don't lead step by step from the start to the target.",
                "Write them in the order of their dates.",
            )

    def _within(self, day: date | None, place: Place, cycle: Cycle) -> None:
        if day is not None and not cycle.start <= day <= cycle.end:
            self.reader.report(
                "OKR256", place, f"{day} lies outside {cycle.name}, which goes from {cycle.start} to {cycle.end}."
            )

    def _initiatives(self, values: Values) -> tuple[Initiative, ...]:
        return tuple(
            Initiative(
                work.get("title", ""),
                self._owner(work),
                work.get("status", "todo"),
                work.get("link", ""),
                work.place_of("title"),
            )
            for work in values.get("initiatives", ())
        )

    def _checkins(self, values: Values, results: tuple[KeyResult, ...], cycle: Cycle) -> tuple[CheckIn, ...]:
        found = [self._checkin(record, results, cycle) for record in values.get("checkins", ()) if record.get("date")]
        return tuple(sorted(found, key=lambda checkin: checkin.date))

    def _checkin(self, values: Values, results: tuple[KeyResult, ...], cycle: Cycle) -> CheckIn:
        self._within(values.get("date"), values.place_of("date"), cycle)
        places: dict[str, Place] = {}
        now: dict[str, Quantity | str] = {}
        confidence: dict[str, float] = {}
        for name, typed, key_place, place in values.get("now", ()):
            result = self._result_named(name, results, key_place)
            value = self._reported(typed, result, place) if result else None
            if result and value is not None:
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

    def _reported(self, typed: str, result: KeyResult, place: Place) -> Quantity | str | None:
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
        if read.unit and result.unit and read.unit != result.unit:
            self.reader.report(
                "OKR205",
                place,
                f"Here the unit is '{read.unit}', '{result.id}' is measured in '{result.unit}'.",
                "Use one unit throughout.",
            )
        return replace(read, unit=result.unit or read.unit)


def references(typed: tuple[Values, ...]) -> tuple[Reference, ...]:
    """Return links as they were typed; those without an address are left out (they are a problem already)."""
    return tuple(
        Reference(link.get("to"), link.place_of("to"), link.get("share"), link.get("because", ""))
        for link in typed
        if link.get("to")
    )
