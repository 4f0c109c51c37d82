"""Check-ins as files of their own: `teams/booking/checkins/2026-11-20-sana.yml`.

Decides what such a file says, and to which objective each part of it belongs. Two people who check in at the same time
make two files, so that nobody has to settle a conflict; the lists in the files of objectives stay beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec
from msgspec.structs import replace

from okrsite.choices import ReportedStatus
from okrsite.model.audience import read_audience
from okrsite.model.checkin_file_names import explain_missing_day, find_day_of_name
from okrsite.model.checkins import CheckInReader
from okrsite.model.cycles import Cycle
from okrsite.model.excluded_files import LeftOutContent
from okrsite.model.field_reader import FieldReader
from okrsite.model.names import NameLookup, PeopleDirectory
from okrsite.model.objectives import CheckIn, Objective
from okrsite.model.person_reader import PersonReader
from okrsite.model.reported_shares import refuse_shares
from okrsite.model.values_in_notes import ask_about_values_in_note
from okrsite.nearest import find_close_name
from okrsite.problems import Place, Problem, create_problem
from okrsite.prose import NO_PROSE, Prose
from okrsite.record_values import Pair, RecordValues
from okrsite.sources.records import MapNode
from okrsite.sources.tree import FoundFile
from okrsite.vocabulary import CHECKIN_FILE, CHECKIN_REPORT

_FIELDS_OF_REPORT = (
    CHECKIN_FILE.OBJECTIVE,
    CHECKIN_FILE.NOTE,
    CHECKIN_FILE.STATUS,
    CHECKIN_FILE.NOW,
    CHECKIN_FILE.CONFIDENCE,
)


class ObjectiveReport(msgspec.Struct, frozen=True):
    """What a check-in file says about one objective, before anybody has looked for it."""

    objective: str
    """Its id, behind its cycle where that was typed."""
    place: Place
    note: Prose
    status: ReportedStatus | None
    now: tuple[Pair[str, str], ...]
    """Values by key result, as they were typed."""
    confidence: tuple[Pair[str, float], ...]
    audience: frozenset[str]


class CheckInFile(msgspec.Struct, frozen=True):
    """What a check-in file says."""

    unit: str
    path: str
    date: date
    date_place: Place
    by: str | None
    reports: tuple[ObjectiveReport, ...]


def read_checkin_file(
    reader: FieldReader, file: FoundFile, unit: str, node: MapNode, directory: NameLookup
) -> CheckInFile:
    """Return what a check-in file says: nothing if it has no day. What is wrong with it is noted.

    Args:
        reader: Reads the fields and collects what is wrong.
        file: The file: its name may begin with the day.
        unit: The unit in whose folder it lies.
        node: Its fields.
        directory: Knows who is who.
    """
    values = reader.read_record(node, CHECKIN_FILE) or RecordValues(Place(file.path))
    typed = values.get(CHECKIN_FILE.DATE)
    named = find_day_of_name(file)
    if typed and named and typed != named:
        message = f"The file says that its day is {typed}, and its name says {named}."
        reader.report("OKR117", values.get_place(CHECKIN_FILE.DATE), message, "Correct the one that is wrong.")
    day = typed or named
    if day is None and not values.is_invalid(CHECKIN_FILE.DATE):
        reader.report("OKR212", Place(file.path), *explain_missing_day(file))
    people = PersonReader(reader, directory)
    audience = read_audience(values, CHECKIN_FILE.AUDIENCE)
    records = values.get(CHECKIN_FILE.REPORTS, ())
    own = [field for field in _FIELDS_OF_REPORT if values.is_typed(field)]
    if records and own:
        message = f"`{own[0].name}` stands beside `reports`, so it isn't known which objective it is about."
        hint = "Move it into one of the entries below `reports`."
        reader.report("OKR208", values.get_place(own[0]), message, hint)
    reports = [_read_report(record, audience) for record in records] or [_read_only_report(values, audience)]
    is_told = values.is_invalid(CHECKIN_FILE.OBJECTIVE) or values.is_invalid(CHECKIN_FILE.REPORTS)
    is_told = is_told or any(_is_nearly_objective(entry.key.text) for entry in node)
    for report in reports:
        if not report.objective and not is_told:
            message = "Nothing says which objective this check-in is about."
            hint = "Add `objective` with its id" + ("." if records else ", or `reports` for several.")
            if file.spelling == "md":
                hint += " In Markdown, fields stand between two lines of `---` at the top of the file."
            reader.report("OKR212", report.place, message, hint)
    return CheckInFile(
        unit,
        file.path,
        day or date.min,
        values.get_place(CHECKIN_FILE.DATE),
        people.read_person(values, CHECKIN_FILE.BY),
        tuple(report for report in reports if report.objective and day),
    )


def _is_nearly_objective(name: str) -> bool:
    """Whether a name that isn't known is near to that of the field which says the objective, and so was reported."""
    known = (CHECKIN_FILE.OBJECTIVE.name, CHECKIN_FILE.REPORTS.name)
    return name not in known and bool(find_close_name(name.casefold(), known))


def _read_only_report(values: RecordValues, audience: frozenset[str]) -> ObjectiveReport:
    """Return what a file says that is about one objective."""
    return ObjectiveReport(
        _trim_reference(values.get(CHECKIN_FILE.OBJECTIVE, "")),
        values.get_place(CHECKIN_FILE.OBJECTIVE),
        values.get(CHECKIN_FILE.NOTE, NO_PROSE),
        values.get(CHECKIN_FILE.STATUS),
        values.get(CHECKIN_FILE.NOW, ()),
        values.get(CHECKIN_FILE.CONFIDENCE, ()),
        audience,
    )


def _read_report(values: RecordValues, audience: frozenset[str]) -> ObjectiveReport:
    """Return what one entry says of a file about several objectives."""
    return ObjectiveReport(
        _trim_reference(values.get(CHECKIN_REPORT.OBJECTIVE, "")),
        values.get_place(CHECKIN_REPORT.OBJECTIVE),
        values.get(CHECKIN_REPORT.NOTE, NO_PROSE),
        values.get(CHECKIN_REPORT.STATUS),
        values.get(CHECKIN_REPORT.NOW, ()),
        values.get(CHECKIN_REPORT.CONFIDENCE, ()),
        read_audience(values, CHECKIN_REPORT.AUDIENCE) | audience,
    )


def _trim_reference(typed: str) -> str:
    return typed.strip().strip("/#")


def add_filed_checkins(
    objectives: Iterable[Objective],
    files: Iterable[CheckInFile],
    cycles: Mapping[str, Cycle],
    left_out: LeftOutContent,
    problems: list[Problem],
    *,
    decimal_comma: bool,
) -> list[Objective]:
    """Return objectives with the check-ins of files added to those of their lists, by day.

    Args:
        objectives: All of them, drafts included.
        files: The check-in files, in the order of their paths.
        cycles: By id.
        left_out: What is left out: a check-in about it is no problem.
        problems: What is wrong is added.
        decimal_comma: The site's setting.
    """
    objectives = list(objectives)
    merger = _Merger(objectives, cycles, left_out, problems, decimal_comma=decimal_comma)
    for file in files:
        for report in file.reports:
            merger.add_report(file, report)
    merger.refuse_shares()
    return [merger.merged.get(number, objective) for number, objective in enumerate(objectives)]


class _Merger:
    """Finds the objective of each report, and adds the report to it."""

    def __init__(
        self,
        objectives: list[Objective],
        cycles: Mapping[str, Cycle],
        left_out: LeftOutContent,
        problems: list[Problem],
        *,
        decimal_comma: bool,
    ) -> None:
        self.merged: dict[int, Objective] = {}
        self._objectives = objectives
        self._cycles = cycles
        self._left_out = left_out
        self._problems = problems
        self._decimal_comma = decimal_comma
        self._by_unit: dict[str, list[int]] | None = None

    def add_report(self, file: CheckInFile, report: ObjectiveReport) -> None:
        """Add a report to its objective, or say that there is none."""
        number = self._find_objective(file, report)
        if number is None:
            return
        objective = self.merged.get(number, self._objectives[number])
        found: list[Problem] = []
        cycle = self._cycles[objective.cycle]
        if not cycle.contains(file.date):
            message = f"{file.date} lies outside {cycle.name}, which goes from {cycle.start} to {cycle.end}."
            hint = "Correct the day, or name the objective of the cycle to which it belongs."
            found.append(create_problem("OKR256", file.date_place, message, hint))
        reader = FieldReader(found, decimal_comma=self._decimal_comma)
        values = CheckInReader(reader, PersonReader(reader, PeopleDirectory({}))).read_values(
            report.now,
            report.confidence,
            objective.key_results,
            {key_result.id: key_result.unit for key_result in objective.key_results},
            by_labels=True,
        )
        if len(values.now) == len(report.now):  # else nobody knows yet of which key results it gives values
            ask_about_values_in_note(reader, report.note, report.place, objective.key_results, values.now)
        # The lines of the file aren't at hand any more, so the corrected one can't be shown.
        self._problems += [replace(problem, correction=None) for problem in found]
        checkin = CheckIn(
            file.date,
            file.by,
            report.note,
            report.status,
            values.now,
            values.confidence,
            report.place,
            {"date": file.date_place, **values.places},
            report.audience,
            filed=True,
            numbered=values.numbered,
        )
        checkins = sorted((*objective.checkins, checkin), key=lambda one: one.date)
        self.merged[number] = replace(objective, checkins=tuple(checkins))

    def refuse_shares(self) -> None:
        """Take doubtful shares out of the check-ins of each objective that got one, once it has them all."""
        reader = FieldReader(self._problems, decimal_comma=self._decimal_comma)
        for number, objective in self.merged.items():
            known = refuse_shares(reader, objective.key_results, objective.checkins)
            self.merged[number] = replace(objective, checkins=known)

    def _find_objective(self, file: CheckInFile, report: ObjectiveReport) -> int | None:
        wanted, cycle = self._split_reference(file, report)
        if self._by_unit is None:
            self._by_unit = {}
            for number, objective in enumerate(self._objectives):
                self._by_unit.setdefault(objective.unit, []).append(number)
        own = self._by_unit.get(file.unit, [])
        named = [
            number
            for number in own
            if wanted == self._objectives[number].id or wanted in self._objectives[number].aliases
        ]
        fitting = [number for number in named if cycle is None or self._objectives[number].cycle == cycle]
        if fitting:
            return min(fitting, key=lambda number: self._rank_cycle(self._objectives[number], file.date))
        if not self._left_out.has_objective(file.unit, cycle):
            self._report_missing(file, report, wanted, own, named)
        return None

    def _find_meant(self, wanted: str, own: list[int]) -> str:
        """Return the id of the objective that is named by its title, or by one of its key results; empty for none."""
        id_alone, title = wanted.partition("#")[0], " ".join(wanted.casefold().split())
        meant = {
            objective.id
            for objective in (self._objectives[number] for number in own)
            if objective.id == id_alone or " ".join(objective.title.casefold().split()) == title
        }
        return meant.pop() if len(meant) == 1 else ""

    def _split_reference(self, file: CheckInFile, report: ObjectiveReport) -> tuple[str, str | None]:
        """Return the id and the cycle of a reference: `events`, `2026-Q3/events`, `marketing/2026-Q3/events`."""
        parts = report.objective.split("/")
        if len(parts) > 1 and parts[0] == file.unit and parts[0] not in self._cycles:
            parts = parts[1:]
        return parts[-1], "/".join(parts[:-1]) or None

    def _rank_cycle(self, objective: Objective, day: date) -> tuple[bool, int, int]:
        """Rank cycles for a check-in of a day: those that hold it first, the smallest of them; else the nearest."""
        cycle = self._cycles[objective.cycle]
        away = max((cycle.start - day).days, (day - cycle.end).days, 0)
        return away > 0, away, (cycle.end - cycle.start).days

    def _report_missing(
        self, file: CheckInFile, report: ObjectiveReport, wanted: str, own: list[int], named: list[int]
    ) -> None:
        ids = sorted({self._objectives[number].id for number in own})
        reader = FieldReader(self._problems, decimal_comma=self._decimal_comma)
        if named:
            cycles = ", ".join(self._objectives[number].cycle for number in named)
            hint = f"It exists in: {cycles}."
        else:
            near = self._find_meant(wanted, own) or find_close_name(wanted, ids)
            known = f"Its objectives are: {', '.join(ids[:9]) or 'none yet'}."
            hint = f"Do you mean '{near}'? {known}" if near else known
        message = f"'{file.unit}' has no objective '{report.objective}', so this check-in counts for nothing."
        reader.report("OKR301", report.place, message, hint)
