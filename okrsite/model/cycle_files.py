"""One file of objectives becomes frozen objectives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import msgspec
from msgspec.structs import replace

from okrsite.fields import Field
from okrsite.model.audience import is_draft, read_audience
from okrsite.model.checkins import CheckInReader
from okrsite.model.copies import ask_about_copied_key_results, ask_about_copied_lines
from okrsite.model.cycles import Cycle, Session
from okrsite.model.field_reader import FieldReader
from okrsite.model.ignored_remarks import read_ignored_remarks
from okrsite.model.key_results import KeyResultReader
from okrsite.model.lookups import KnownKpi
from okrsite.model.moved_key_results import find_moved_key_results
from okrsite.model.moved_lines import ask_about_moved_lines
from okrsite.model.names import NameLookup
from okrsite.model.objectives import Initiative, KeyResult, Objective, TypedLink
from okrsite.model.organisation import COMPANY, CycleText
from okrsite.model.person_reader import PersonReader
from okrsite.model.record_ids import RecordIds
from okrsite.model.record_names import quote_title
from okrsite.model.title_details import report_title_details
from okrsite.model.title_marks import report_title_mark
from okrsite.problems import Place
from okrsite.prose import NO_PROSE
from okrsite.record_values import RecordValues
from okrsite.sources.records import MapNode
from okrsite.vocabulary import CYCLE_FILE, INITIATIVE, KEY_RESULT, LINK, OBJECTIVE, SESSION


@dataclass(slots=True)
class CycleFile:
    """What one file of objectives holds."""

    unit: str
    cycle: str
    text: CycleText
    objectives: list[Objective] = field(default_factory=list)
    extents: list[Place] = field(default_factory=list)
    """From where to where each of them was typed."""
    session: Session | None = None


class CycleFileReader(msgspec.Struct, frozen=True):
    """Reads the files of objectives of one unit."""

    reader: FieldReader
    directory: NameLookup
    kpi: Callable[[str], KnownKpi | None]

    def read(self, path: str, unit: str, cycle: Cycle, node: MapNode) -> CycleFile:
        """Return the file's objectives; what is wrong with it is noted."""
        self.reader.days = (cycle.start, cycle.end)
        values = self.reader.read_file_record(node, CYCLE_FILE) or RecordValues(Place(path))
        self._check_agreement(values, CYCLE_FILE.TEAM, unit)
        self._check_agreement(values, CYCLE_FILE.CYCLE, cycle.id)
        draft = is_draft(values, CYCLE_FILE.VISIBILITY)
        text = CycleText(
            path,
            values.get(CYCLE_FILE.SUMMARY, ""),
            values.get(CYCLE_FILE.INTRO, NO_PROSE),
            draft,
            read_audience(values, CYCLE_FILE.AUDIENCE),
            read_ignored_remarks(self.reader, values, CYCLE_FILE.IGNORE),
        )
        cycle_file = CycleFile(unit, cycle.id, text, session=self._read_session(values, unit))
        ids = RecordIds(self.reader, "objective", OBJECTIVE.ID, OBJECTIVE.TITLE)
        for record in values.get(CYCLE_FILE.OBJECTIVES, ()):
            key = ids.read_id(record)
            objective = self._read_objective(record, key, unit, cycle, draft)
            cycle_file.objectives.append(replace(objective, audience=objective.audience | text.audience))
            cycle_file.extents.append(record.extent or record.place)
        ids.check_aliases(cycle_file.objectives)
        ask_about_copied_key_results(self.reader, cycle_file.objectives)
        return cycle_file

    def _check_agreement(self, values: RecordValues, field: Field[str], expected: str) -> None:
        typed = values.get(field)
        if typed is not None and typed.casefold() != expected.casefold():
            self.reader.report(
                "OKR117",
                values.get_place(field),
                f"The file says that its {field.name} is '{typed}', its path says '{expected}'.",
                "The path decides; take the line out.",
            )

    def _read_session(self, values: RecordValues, unit: str) -> Session | None:
        typed = values.get(CYCLE_FILE.SESSION)
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
            typed.get(SESSION.DATE),
            self._people.read_person(typed, SESSION.FACILITATOR),
            typed.get(SESSION.INPUTS, ()),
            typed.get(SESSION.DECISIONS, ()),
            typed.place,
        )

    @property
    def _people(self) -> PersonReader:
        return PersonReader(self.reader, self.directory)

    def _read_key_result_owner(self, values: RecordValues) -> str | None:
        return self._people.read_owner(values, KEY_RESULT.OWNER)

    def _read_objective(self, values: RecordValues, key: str, unit: str, cycle: Cycle, draft: bool) -> Objective:
        key_results = self._read_key_results(values, cycle)
        continues = values.get(OBJECTIVE.CONTINUES)
        objective = Objective(
            unit=unit,
            cycle=cycle.id,
            id=key,
            title=values.get(OBJECTIVE.TITLE, ""),
            place=values.get_place(OBJECTIVE.TITLE),
            places=values.places,
            why=values.get(OBJECTIVE.WHY, NO_PROSE),
            owner=self._people.read_owner(values, OBJECTIVE.OWNER),
            reviewer=self._people.read_owner(values, OBJECTIVE.REVIEWER),
            contributors=self._people.read_people(values, OBJECTIVE.CONTRIBUTORS),
            horizon=values.get(OBJECTIVE.HORIZON),
            pillar=values.get(OBJECTIVE.PILLAR, ""),
            ambition=values.get(OBJECTIVE.AMBITION),
            contributes_to=build_references(values.get(OBJECTIVE.CONTRIBUTES_TO, ())),
            supports=build_references(values.get(OBJECTIVE.SUPPORTS, ())),
            progress_from=values.get(OBJECTIVE.PROGRESS_FROM),
            weight=values.get(OBJECTIVE.WEIGHT, 1.0),
            unaligned=values.get(OBJECTIVE.UNALIGNED, ""),
            depends_on=build_references(values.get(OBJECTIVE.DEPENDS_ON, ())),
            confirms=build_references(values.get(OBJECTIVE.CONFIRMS, ())),
            differs_from=build_references(values.get(OBJECTIVE.DIFFERS_FROM, ())),
            joint=values.get(OBJECTIVE.WITH, ()),
            consult=values.get(OBJECTIVE.CONSULT, ()),
            inform=values.get(OBJECTIVE.INFORM, ()),
            needs=values.get(OBJECTIVE.NEEDS, NO_PROSE),
            blockers=values.get(OBJECTIVE.BLOCKERS, ()),
            continues=build_references((continues,))[0] if continues else None,
            aliases=values.get(OBJECTIVE.ALIASES, ()),
            tags=values.get(OBJECTIVE.TAGS, ()),
            status=values.get(OBJECTIVE.STATUS),
            draft=draft or is_draft(values, OBJECTIVE.VISIBILITY),
            audience=read_audience(values, OBJECTIVE.AUDIENCE),
            notes=values.get(OBJECTIVE.NOTES, NO_PROSE),
            key_results=key_results,
            initiatives=tuple(
                self._read_initiative(work, key_results, cycle) for work in values.get(OBJECTIVE.INITIATIVES, ())
            ),
            checkins=CheckInReader(self.reader, self._people).read(values, key_results),
            decision=values.get(OBJECTIVE.DECISION),
            retrospective=values.get(OBJECTIVE.RETROSPECTIVE, NO_PROSE),
            ignored=read_ignored_remarks(self.reader, values, OBJECTIVE.IGNORE),
        )
        ask_about_copied_lines(self.reader, objective)
        for checkin in objective.checkins:
            self._check_within_cycle(checkin.date, checkin.places.get("date", checkin.place), cycle)
        report_title_mark(self.reader, objective.title, objective.place, OBJECTIVE.STATUS.choices)
        self._report_title_details(objective)
        self._check_objective(objective, values)
        return objective

    def _report_title_details(self, carrier: Objective | KeyResult) -> None:
        report_title_details(
            self.reader,
            self._people.directory,
            carrier.title,
            carrier.place,
            key_result=isinstance(carrier, KeyResult),
        )

    def _check_objective(self, objective: Objective, values: RecordValues) -> None:
        called = quote_title(objective.title, "this objective")
        if objective.owner is None and not values.is_typed(OBJECTIVE.OWNER):
            self.reader.report(
                "OKR253", objective.place, f"Nobody answers for {called}.", "Add `owner` with one person."
            )
        # Key results that can't be read are a problem already; a list with nothing in it is none.
        if not objective.key_results and not values.is_invalid(OBJECTIVE.KEY_RESULTS):
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
        make = KeyResultReader(self.reader, self._read_key_result_owner, self.kpi)
        ids = RecordIds(self.reader, "key result", KEY_RESULT.ID, KEY_RESULT.TITLE)
        key_results = []
        records = values.get(OBJECTIVE.KEY_RESULTS, ())
        ask_about_moved_lines(self.reader, values, records)
        for record in records:
            key = ids.read_id(record)
            key_result = make.read(record, key)
            above = build_references(record.get(KEY_RESULT.CONTRIBUTES_TO, ()))
            supported = build_references(record.get(KEY_RESULT.SUPPORTS, ()))
            if above or supported:
                key_result = replace(key_result, contributes_to=above, supports=supported)
            report_title_mark(self.reader, key_result.title, key_result.place, KEY_RESULT.STATUS.choices)
            self._report_title_details(key_result)
            self._check_dates(key_result, record, cycle)
            key_results.append(key_result)
        ids.check_aliases(key_results)
        return tuple(key_results)

    def _check_dates(self, key_result: KeyResult, values: RecordValues, cycle: Cycle) -> None:
        self._check_within_cycle(key_result.due, values.get_place(KEY_RESULT.DUE), cycle)
        for step in key_result.milestones:
            self._check_within_cycle(step.due, step.place, cycle, is_own_place=False)
        phases = values.get(KEY_RESULT.PHASES, ())
        if not phases:
            return  # from a start to a target it goes step by step
        for phase in phases:
            self._check_within_cycle(phase.name, phase.name_place, cycle)
        days = [phase.name for phase in phases]
        levels = [key_result.start, *(quantity for _, quantity in key_result.phases), key_result.target]
        steps = [quantity.value for quantity in levels if quantity]
        if days != sorted(set(days)) or steps not in (sorted(steps), sorted(steps, reverse=True)):
            self.reader.report(
                "OKR257",
                values.get_place(KEY_RESULT.PHASES),
                "The phases don't lead step by step from the start to the target.",
                "Write them in the order of their dates.",
            )

    def _check_within_cycle(self, day: date | None, place: Place, cycle: Cycle, *, is_own_place: bool = True) -> None:
        """Report a day outside the cycle; `is_own_place` says whether it alone stands at its place."""
        if day is None or cycle.contains(day):
            return
        meant = cycle.find_same_day(day)
        way_out = "write it into the file of the cycle to which it belongs."
        self.reader.report(
            "OKR256",
            place,
            f"{day} lies outside {cycle.name}, which goes from {cycle.start} to {cycle.end}.",
            f"Did you mean {meant}? Otherwise {way_out}" if meant else f"Correct the day, or {way_out}",
            correction=str(meant) if meant and is_own_place else None,
        )

    def _read_initiative(self, work: RecordValues, key_results: tuple[KeyResult, ...], cycle: Cycle) -> Initiative:
        initiative = Initiative(
            work.get(INITIATIVE.TITLE, ""),
            self._people.read_owner(work, INITIATIVE.OWNER),
            work.get(INITIATIVE.STATUS, "todo"),
            work.get(INITIATIVE.LINK, ""),
            work.get_place(INITIATIVE.TITLE),
            find_moved_key_results(self.reader, work, key_results),
            work.get(INITIATIVE.DUE),
        )
        report_title_mark(self.reader, initiative.title, initiative.place, INITIATIVE.STATUS.choices)
        self._check_within_cycle(initiative.due, work.get_place(INITIATIVE.DUE), cycle)
        return initiative


def build_references(links: tuple[RecordValues, ...]) -> tuple[TypedLink, ...]:
    """Return links as they were typed; those without an address are left out (they are a problem already)."""
    if not links:
        return ()
    return tuple(
        TypedLink(to, link.get_place(LINK.TO), link.get(LINK.SHARE), link.get(LINK.BECAUSE, ""))
        for link in links
        if (to := link.get(LINK.TO))
    )
