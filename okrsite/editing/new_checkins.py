"""What is reported, by a reference or by a table: which objectives it is about, and what is said of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec
from msgspec.structs import replace

from okrsite.editing.checkin_texts import NewCheckIn, ReportedValues
from okrsite.editing.kpi_values import KpiReport
from okrsite.editing.refused_edits import EditRefusedError
from okrsite.editing.tables import name_place
from okrsite.editing.value_tables import TableLine
from okrsite.feeds.explain.subjects import find_subject
from okrsite.model.cycles import Cycle
from okrsite.model.names import PeopleDirectory
from okrsite.model.objectives import KeyResult, Objective
from okrsite.model.organisation import Kpi, Unit
from okrsite.problems import join_names
from okrsite.progress.status import CLOSING
from okrsite.snapshot import Snapshot

_MOST_NAMED = 5


class ObjectiveCheckIn(msgspec.Struct, frozen=True):
    """A report with the objective that it is about."""

    objective: Objective
    report: NewCheckIn
    places: Mapping[str, str] = msgspec.field(default_factory=dict)
    """Where a table says so, in words, by key result id; an empty id for what it says of the objective itself."""


def create_kpi_report(snapshot: Snapshot, kpi: Kpi, report: NewCheckIn, values: ReportedValues) -> KpiReport:
    """Return a value of a KPI on a day.

    Raises:
        EditRefusedError: there is none, or something is said that a KPI has no place for.
    """
    if values.confidence or values.steps or report.note or report.status:
        message = f"{kpi.id} is a KPI, which takes a value and a day only."
        raise EditRefusedError(message, "Leave --confidence, --step, --note and --status out.")
    if not values.now:
        raise EditRefusedError(f"Nothing is said about {kpi.id}.", "Give its value with --now.")
    return KpiReport(kpi, _check_day(snapshot, report).date, values.now)


def create_report(
    snapshot: Snapshot, ref: str, report: NewCheckIn, values: ReportedValues
) -> ObjectiveCheckIn | KpiReport:
    """Return what is reported of an objective, a key result or a KPI.

    Args:
        snapshot: The content.
        ref: The reference, as it was typed.
        report: Day, author, note and status.
        values: Value and confidence of the key result.

    Raises:
        SubjectNotFoundError: the reference leads nowhere.
        EditRefusedError: nothing can be reported of what it leads to, or nothing is said.
    """
    subject = find_subject(snapshot, ref)
    if isinstance(subject, tuple):
        objective, key_result = subject
        says_value = bool(values.now or values.confidence or values.steps)
        if not (says_value or report.note or report.status):
            raise EditRefusedError(
                f"Nothing is said about {ref}.", "Give its value with --now, a --step, its --confidence, or a --note."
            )
        named = {key_result.id: values} if says_value else {}
        return ObjectiveCheckIn(objective, replace(_check_day(snapshot, report), values=named))
    if isinstance(subject, Kpi):
        return create_kpi_report(snapshot, subject, report, values)
    if not isinstance(subject, Objective):
        raise EditRefusedError(
            f"{ref} is no objective, no key result and no KPI.", _suggest_objectives(snapshot, subject)
        )
    if values.now or values.confidence or values.steps:
        known = ", ".join(str(subject.ref.make_key_result_ref(known.id)) for known in subject.key_results) or "none yet"
        raise EditRefusedError(
            f"{ref} is an objective; values are those of its key results.", f"Name one of them: {known}."
        )
    if not (report.note or report.status):
        raise EditRefusedError(f"Nothing is said about {ref}.", "Say it with --note or --status.")
    return ObjectiveCheckIn(subject, _check_day(snapshot, report))


def _suggest_objectives(snapshot: Snapshot, subject: Unit | Cycle) -> str:
    """Return a hint at what can be reported on in the place of a unit, or of a cycle."""
    running = [one for one in snapshot.organisation.objectives.values() if _is_open(snapshot, one)]
    own = [one.ref for one in running if isinstance(subject, Unit) and one.unit == subject.id]
    hint = "Write unit/objective#key-result."
    return f"{hint} Open objectives of {subject.name} are {join_names(own[:_MOST_NAMED])}." if own else hint


def _is_open(snapshot: Snapshot, objective: Objective) -> bool:
    """Whether an objective's cycle is running, and nobody has closed it."""
    return snapshot.organisation.cycles[objective.cycle].contains(snapshot.today) and objective.status not in CLOSING


def _check_day(snapshot: Snapshot, report: NewCheckIn) -> NewCheckIn:
    if report.date > snapshot.today:
        raise EditRefusedError(
            f"{report.date} is still to come.", f"Report on what was, up to today, which is {snapshot.today}."
        )
    return report


def create_table_reports(
    snapshot: Snapshot, lines: Iterable[TableLine], usual: NewCheckIn
) -> list[ObjectiveCheckIn | KpiReport]:
    """Return what a table reports: one report for all lines of an objective with the same day, author and words.

    `usual` has the day, author, note and status of lines that say none.

    Raises:
        SubjectNotFoundError: a reference leads nowhere.
        EditRefusedError: nothing can be reported of what it leads to.
    """
    gathered: dict[tuple[object, ...], ObjectiveCheckIn] = {}
    of_kpis: dict[tuple[str, date], KpiReport] = {}
    for line in lines:
        report = replace(
            usual,
            date=line.date or usual.date,
            by=line.by or usual.by,
            note=line.note or usual.note,
            status=line.status or usual.status,
            always_listed=usual.always_listed or line.date is not None,
        )
        with name_place(line.place):
            made = create_report(snapshot, line.ref, report, ReportedValues(line.now, line.confidence, line.steps))
        if isinstance(made, KpiReport):
            if (made.kpi.id, made.date) in of_kpis:
                raise EditRefusedError(_say_repeated(line), "Keep one of the two lines.")
            of_kpis[made.kpi.id, made.date] = made
            continue
        key = (made.objective.ref, report.date, report.by, report.note, report.status)
        known = gathered.get(key)
        if known is not None and known.report.values.keys() & made.report.values.keys():
            raise EditRefusedError(_say_repeated(line), "Keep one of the two lines.")
        values = {**(known.report.values if known else {}), **made.report.values}
        places = dict.fromkeys(made.report.values or ("",), line.place)
        gathered[key] = ObjectiveCheckIn(
            made.objective, replace(made.report, values=values), {**(known.places if known else {}), **places}
        )
    return [*gathered.values(), *of_kpis.values()]


def _say_repeated(line: TableLine) -> str:
    return f"{line.place} reports {line.ref} a second time."


def find_author(snapshot: Snapshot, names: Sequence[str]) -> str:
    """Return the person whom one of several names means, as the register calls them; empty for somebody unknown."""
    directory = PeopleDirectory(snapshot.organisation.people)
    for name in names:
        key = directory.find_key(name)
        if key in snapshot.organisation.people:
            return str(key)
    return ""


def list_owned(snapshot: Snapshot, person: str) -> list[tuple[Objective, tuple[KeyResult, ...]]]:
    """Return the open objectives of running cycles with the key results that somebody answers for, or owns.

    Whoever owns the objective answers for all its key results that have no owner of their own.
    """
    owned = []
    for objective in snapshot.organisation.objectives.values():
        if not _is_open(snapshot, objective):
            continue
        key_results = tuple(known for known in objective.key_results if (known.owner or objective.owner) == person)
        if key_results or objective.owner == person:
            owned.append((objective, key_results))
    return owned


def list_owned_kpis(snapshot: Snapshot, person: str) -> list[Kpi]:
    """Return the KPIs for which somebody answers."""
    return [kpi for kpi in snapshot.organisation.kpis.values() if kpi.owner == person]
