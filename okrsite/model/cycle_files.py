"""One file of objectives becomes frozen objectives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import msgspec
from msgspec.structs import replace

from okrsite.model.checkins import CheckInReader
from okrsite.model.cycles import Cycle, Session
from okrsite.model.fields import FieldReader
from okrsite.model.key_results import KeyResultReader
from okrsite.model.names import PeopleDirectory, explain_invalid_id, make_slug
from okrsite.model.objectives import Initiative, KeyResult, Objective, Reference
from okrsite.model.organisation import COMPANY, CycleText, Kpi
from okrsite.model.record_names import quote_title
from okrsite.model.record_values import RecordValues
from okrsite.model.unit_files import read_people_field
from okrsite.problems import Place
from okrsite.sources.markdown.words import unpointed
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


class CycleFileReader(msgspec.Struct, frozen=True):
    """Reads the files of objectives of one unit."""

    reader: FieldReader
    directory: PeopleDirectory
    kpi: Callable[[str], Kpi | None]

    def read(self, path: str, unit: str, cycle: Cycle, node: MapNode) -> CycleFile:
        """Return the file's objectives; what is wrong with it is noted."""
        values = self.reader.read_record(node, RECORDS["cycle_file"]) or RecordValues(Place(path))
        self._check_agreement(values, "team", unit)
        self._check_agreement(values, "cycle", cycle.id)
        draft = values.is_draft
        text = CycleText(path, values.get("summary", ""), values.get_prose("intro"), draft, values.audience)
        cycle_file = CycleFile(unit, cycle.id, text, session=self._read_session(values, unit))
        taken: dict[str, Place] = {}
        for record in values.get("objectives", ()):
            key = self._read_id(record, taken, "objective")
            objective = self._read_objective(record, key, unit, cycle, draft)
            cycle_file.objectives.append(replace(objective, audience=objective.audience | text.audience))
        self._check_aliases(cycle_file.objectives, taken)
        return cycle_file

    def _check_agreement(self, values: RecordValues, name: str, expected: str) -> None:
        typed = values.get(name)
        if typed is not None and typed.casefold() != expected.casefold():
            self.reader.report(
                "OKR117",
                values.get_place(name),
                f"The file says that its {name} is '{typed}', its path says '{expected}'.",
                "The path decides; take the line out.",
            )

    def _read_session(self, values: RecordValues, unit: str) -> Session | None:
        typed: RecordValues | None = values.get("session")
        if typed is None:
            return None
        if unit != COMPANY:
            self.reader.report(
                "OKR201",
                typed.place,
                "'session' is a field of the company's files only.",
                "Move it into the company's file of this cycle.",
            )
            return None
        return Session(
            typed.get("date"),
            self.directory.find_key(typed.get("facilitator")),
            typed.get("inputs", ()),
            typed.get("decisions", ()),
            typed.place,
        )

    def _read_id(self, values: RecordValues, taken: dict[str, Place], what: str) -> str:
        title = values.get("title", "")
        # Nobody is shown a comment, and an id is.
        key = values.get("id") or make_slug(unpointed(title))
        if not key:
            if title and not values.is_typed("id"):
                self.reader.report(
                    "OKR218",
                    values.get_place("title"),
                    f"No id can be made of '{title}'.",
                    "Add an id of a-z, 0-9 and hyphens, such as `id: events`.",
                )
            key = f"{what.replace(' ', '-')}-{values.place.line}"
        place = values.places.get("id", values.get_place("title"))
        if not values.is_typed("id") and (wrong := explain_invalid_id(key)):
            self.reader.report("OKR209", place, *wrong)
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

    def _check_aliases(self, carriers: Iterable[Objective | KeyResult], ids: Mapping[str, Place]) -> None:
        """Refuse an alias that is an id or alias beside it: it could mean either."""
        taken = dict(ids)
        for carrier in carriers:
            place = carrier.places.get("aliases", carrier.place)
            for alias in dict.fromkeys(carrier.aliases):
                if alias in taken:
                    self.reader.report(
                        "OKR210",
                        place,
                        f"The alias '{alias}' is taken already, in line {taken[alias].line}.",
                        "An alias is an earlier id that nothing else here goes by; take it out.",
                    )
                taken.setdefault(alias, place)

    def _read_owner(self, values: RecordValues, name: str = "owner") -> str | None:
        typed = values.get(name)
        if typed and self.directory.is_several_people(typed):
            self.reader.report(
                "OKR216",
                values.get_place(name),
                f"'{typed}' is more than one person.",
                "Name the one who answers for it; the others are `contributors`.",
            )
        if typed and (ids := self.directory.find_namesakes(typed)):
            self.reader.report(
                "OKR216",
                values.get_place(name),
                f"'{typed}' is the name of more than one person.",
                f"Type an id instead: {' or '.join(ids)}.",
            )
        return self.directory.find_key(typed)

    def _read_objective(self, values: RecordValues, key: str, unit: str, cycle: Cycle, draft: bool) -> Objective:
        key_results = self._read_key_results(values, cycle)
        continues = values.get("continues")
        objective = Objective(
            unit=unit,
            cycle=cycle.id,
            id=key,
            title=values.get("title", ""),
            place=values.get_place("title"),
            places=values.places,
            why=values.get_prose("why"),
            owner=self._read_owner(values),
            reviewer=self._read_owner(values, "reviewer"),
            contributors=read_people_field(self.reader, self.directory, values, "contributors"),
            horizon=values.get("horizon"),
            ambition=values.get("ambition"),
            contributes_to=build_references(values.get("contributes_to", ())),
            supports=build_references(values.get("supports", ())),
            unaligned=values.get("unaligned", ""),
            depends_on=build_references(values.get("depends_on", ())),
            confirms=build_references(values.get("confirms", ())),
            differs_from=build_references(values.get("differs_from", ())),
            joint=values.get("with", ()),
            consult=values.get("consult", ()),
            inform=values.get("inform", ()),
            needs=values.get_prose("needs"),
            blockers=values.get("blockers", ()),
            continues=build_references((continues,))[0] if continues else None,
            aliases=values.get("aliases", ()),
            tags=values.get("tags", ()),
            status=values.get("status"),
            draft=draft or values.is_draft,
            audience=values.audience,
            notes=values.get_prose("notes"),
            key_results=key_results,
            initiatives=self._read_initiatives(values),
            checkins=CheckInReader(self.reader, self.directory).read(values, key_results),
            retrospective=values.get_prose("retrospective"),
        )
        for checkin in objective.checkins:
            self._check_within_cycle(checkin.date, checkin.places.get("date", checkin.place), cycle)
        self._check_objective(objective, values)
        return objective

    def _check_objective(self, objective: Objective, values: RecordValues) -> None:
        called = quote_title(objective.title, "this objective")
        if objective.owner is None and not values.is_typed("owner"):
            self.reader.report(
                "OKR253", objective.place, f"Nobody answers for {called}.", "Add `owner` with one person."
            )
        # Key results that can't be read are a problem already; a list with nothing in it is none.
        if not objective.key_results and "key_results" not in values.invalid:
            self.reader.report(
                "OKR252",
                objective.place,
                f"{called[0].upper()}{called[1:]} has no key results.",
                "Add two to five results that can be measured.",
            )
        if objective.key_results and not any(key_result.weight for key_result in objective.key_results):
            self.reader.report(
                "OKR255",
                objective.key_results[0].place,
                "All key results weigh zero, so nothing can be added up.",
                "Give at least one a weight above zero.",
            )

    def _read_key_results(self, values: RecordValues, cycle: Cycle) -> tuple[KeyResult, ...]:
        make = KeyResultReader(self.reader, self._read_owner, self.kpi)
        taken: dict[str, Place] = {}
        key_results = []
        for record in values.get("key_results", ()):
            key = self._read_id(record, taken, "key result")
            key_result = replace(
                make.read(record, key),
                contributes_to=build_references(record.get("contributes_to", ())),
                supports=build_references(record.get("supports", ())),
            )
            self._check_dates(key_result, record, cycle)
            key_results.append(key_result)
        self._check_aliases(key_results, taken)
        return tuple(key_results)

    def _check_dates(self, key_result: KeyResult, values: RecordValues, cycle: Cycle) -> None:
        self._check_within_cycle(key_result.due, values.get_place("due"), cycle)
        for step in key_result.milestones:
            self._check_within_cycle(step.due, step.place, cycle)
        typed = values.get("phases", ())
        for day, _, place, _ in typed:
            self._check_within_cycle(day, place, cycle)
        days = [day for day, *_ in typed]
        levels = [key_result.start, *(quantity for _, quantity in key_result.phases), key_result.target]
        steps = [quantity.value for quantity in levels if quantity]
        if days != sorted(set(days)) or steps not in (sorted(steps), sorted(steps, reverse=True)):
            self.reader.report(
                "OKR257",
                values.get_place("phases"),
                "The phases don't lead step by step from the start to the target.",
                "Write them in the order of their dates.",
            )

    def _check_within_cycle(self, day: date | None, place: Place, cycle: Cycle) -> None:
        if day is not None and not cycle.start <= day <= cycle.end:
            self.reader.report(
                "OKR256", place, f"{day} lies outside {cycle.name}, which goes from {cycle.start} to {cycle.end}."
            )

    def _read_initiatives(self, values: RecordValues) -> tuple[Initiative, ...]:
        return tuple(
            Initiative(
                work.get("title", ""),
                self._read_owner(work),
                work.get("status", "todo"),
                work.get("link", ""),
                work.get_place("title"),
            )
            for work in values.get("initiatives", ())
        )


def build_references(typed: tuple[RecordValues, ...]) -> tuple[Reference, ...]:
    """Return links as they were typed; those without an address are left out (they are a problem already)."""
    return tuple(
        Reference(link.get("to"), link.get_place("to"), link.get("share"), link.get("because", ""))
        for link in typed
        if link.get("to")
    )
