"""One file of objectives becomes frozen objectives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from okrsite.model.checkins import CheckInReader
from okrsite.model.cycles import Cycle, Session
from okrsite.model.fields import FieldReader
from okrsite.model.key_results import KeyResultReader
from okrsite.model.names import Directory, slug, why_no_id
from okrsite.model.objectives import Initiative, KeyResult, Objective, Reference
from okrsite.model.organisation import COMPANY, CycleText, Kpi
from okrsite.model.spoken import quoted
from okrsite.model.unit_files import people
from okrsite.model.values import Values
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
        draft = values.draft
        text = CycleText(path, values.get("summary", ""), values.get("intro", ""), draft, values.audience)
        found = CycleFile(unit, cycle.id, text, session=self._session(values, unit))
        taken: dict[str, Place] = {}
        for record in values.get("objectives", ()):
            key = self._id(record, taken, "objective")
            objective = self._objective(record, key, unit, cycle, draft)
            found.objectives.append(replace(objective, audience=objective.audience | text.audience))
        self._aliases(found.objectives, taken)
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

    def _session(self, values: Values, unit: str) -> Session | None:
        typed: Values | None = values.get("session")
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
            self.directory.key(typed.get("facilitator")),
            typed.get("inputs", ()),
            typed.get("decisions", ()),
            typed.place,
        )

    def _id(self, values: Values, taken: dict[str, Place], what: str) -> str:
        title = values.get("title", "")
        # Nobody is shown a comment, and an id is.
        key = values.get("id") or slug(unpointed(title))
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
        if not values.typed("id") and (wrong := why_no_id(key)):
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

    def _aliases(self, carriers: Iterable[Objective | KeyResult], ids: Mapping[str, Place]) -> None:
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

    def _owner(self, values: Values, name: str = "owner") -> str | None:
        typed = values.get(name)
        if typed and self.directory.several(typed):
            self.reader.report(
                "OKR216",
                values.place_of(name),
                f"'{typed}' is more than one person.",
                "Name the one who answers for it; the others are `contributors`.",
            )
        if typed and (ids := self.directory.namesakes(typed)):
            self.reader.report(
                "OKR216",
                values.place_of(name),
                f"'{typed}' is the name of more than one person.",
                f"Type an id instead: {' or '.join(ids)}.",
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
            contributors=people(self.reader, self.directory, values, "contributors"),
            horizon=values.get("horizon"),
            ambition=values.get("ambition"),
            contributes_to=references(values.get("contributes_to", ())),
            supports=references(values.get("supports", ())),
            unaligned=values.get("unaligned", ""),
            depends_on=references(values.get("depends_on", ())),
            confirms=references(values.get("confirms", ())),
            differs_from=references(values.get("differs_from", ())),
            joint=values.get("with", ()),
            consult=values.get("consult", ()),
            inform=values.get("inform", ()),
            needs=values.get("needs", ""),
            blockers=values.get("blockers", ()),
            continues=references((continues,))[0] if continues else None,
            aliases=values.get("aliases", ()),
            tags=values.get("tags", ()),
            status=values.get("status"),
            draft=draft or values.draft,
            audience=values.audience,
            notes=values.get("notes", ""),
            key_results=results,
            initiatives=self._initiatives(values),
            checkins=CheckInReader(self.reader, self.directory).read(values, results),
            retrospective=values.get("retrospective", ""),
        )
        for checkin in objective.checkins:
            self._within(checkin.date, checkin.places.get("date", checkin.place), cycle)
        self._check(objective, values)
        return objective

    def _check(self, objective: Objective, values: Values) -> None:
        called = quoted(objective.title, "this objective")
        if objective.owner is None and not values.typed("owner"):
            self.reader.report(
                "OKR253", objective.place, f"Nobody answers for {called}.", "Add `owner` with one person."
            )
        # Key results that can't be read are a problem already; a list with nothing in it is none.
        if not objective.key_results and "key_results" not in values.wrong:
            self.reader.report(
                "OKR252",
                objective.place,
                f"{called[0].upper()}{called[1:]} has no key results.",
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
        self._aliases(found, taken)
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


def references(typed: tuple[Values, ...]) -> tuple[Reference, ...]:
    """Return links as they were typed; those without an address are left out (they are a problem already)."""
    return tuple(
        Reference(link.get("to"), link.place_of("to"), link.get("share"), link.get("because", ""))
        for link in typed
        if link.get("to")
    )
