"""Whether a reading that was kept can be one that okrsite's readers made of a file.

A file in a cache may come from anybody, and later stages rely on what the readers let pass: ids become addresses and
names of files, a cycle and a level are looked up, a list is in order. All of that is looked at again here, so that a
forged reading gives what somebody could have typed into the file, and nothing else: no hang, no crash, no address that
leads elsewhere. What it says is not compared with the file, for that is as much work as reading it; whoever can write
the cache can therefore put words into any file's mouth, as whoever can commit can. Types and choices are `msgspec`'s to
refuse, and texts are escaped wherever they leave.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from operator import attrgetter
from types import NoneType
from typing import Any, TypeVar

from okrsite.model.audience import ALL, NOTES, NUMBERS
from okrsite.model.checkin_files import CheckInFile
from okrsite.model.cycle_files import CycleFile
from okrsite.model.kept_readings import KeptReading
from okrsite.model.lengths import MAX_LINE
from okrsite.model.lookups import KnownKpi, KnownName
from okrsite.model.names import explain_invalid_id
from okrsite.model.objectives import CheckIn, IgnoredRemark, KeyResult, Objective
from okrsite.model.organisation import COMPANY, Document, Kpi, Memo, Person
from okrsite.model.refs import ObjectiveRef
from okrsite.model.unit_files import TeamFile
from okrsite.model.value_reader import is_safe_address
from okrsite.problems import CODES, Place, Problem
from okrsite.prose import Prose
from okrsite.sources.text import MAX_REGISTER
from okrsite.sources.tree import FoundFile

T = TypeVar("T")
_Ordered = TypeVar("_Ordered", date, float)

_MARKS = frozenset({ALL, NUMBERS, NOTES})
_HARMLESS = frozenset({NoneType, bool, date, ObjectiveRef})
"""Types of which every value is one that can be typed, or is made of other fields."""
_SMALLEST, _LARGEST = 1e-21, 1e30
"""What numbers of sixteen digits, twenty decimals and a word such as `billion` stay within."""

_LARGEST_NUMBER = 9_999
"""By which a key result calls itself, or is named."""


def is_typed_in(file: FoundFile, reading: KeptReading[T]) -> bool:
    """Whether every place of a reading lies in the file, and each text, number and mark is one that can be typed."""
    path = file.path
    # A cast of each part would be a call, of which there were a million.
    waiting: list[Any] = [reading.value, reading.problems]
    getters: dict[type, attrgetter[tuple[object, ...]]] = {}
    while waiting:
        part = waiting.pop()
        kind = type(part)
        # The kinds of which there are most come first: a large organisation has a million of such parts. What is empty,
        # nothing or false can be typed and isn't even put in the list; of empty texts there are most.
        if kind is Place:
            if part.path != path or not 1 <= part.line <= part.end_line <= MAX_REGISTER:
                return False
            if not 1 <= part.column <= MAX_REGISTER or not 1 <= part.end_column <= MAX_REGISTER + 1:
                return False
        elif kind in getters:
            waiting += filter(None, getters[kind](part))
        elif kind is str:
            if len(part) > MAX_LINE or "\n" in part:
                return False
        elif kind is tuple or kind is list:
            waiting += filter(None, part)
        elif kind is dict:  # keys are ids, which are looked at below, or names of fields
            waiting += filter(None, part.values())
        elif kind in _HARMLESS:
            continue
        elif kind is float:
            if part and not _SMALLEST <= abs(part) <= _LARGEST:
                return False
        elif kind is int:
            if not 0 <= part <= _LARGEST_NUMBER:
                return False
        elif kind is frozenset:
            if not part <= _MARKS:
                return False
        elif kind is Prose:
            waiting.append(part.place)
        elif isinstance(part, Problem):
            if part.code not in CODES or part.severity != CODES[part.code].severity:
                return False
            waiting += (part.place, *part.consequences)
        elif _has_fields(kind):
            getters[kind] = _make_getter(kind)
            waiting.append(part)
        else:
            return False  # no reading has such a part
    return True


def _has_fields(kind: type) -> bool:
    return hasattr(kind, "__struct_fields__") or hasattr(kind, "__dataclass_fields__")


def _make_getter(kind: type) -> attrgetter[tuple[object, ...]]:
    """Return what takes the values of all fields out of a struct or dataclass; each has several."""
    return attrgetter(*getattr(kind, "__struct_fields__", ()), *getattr(kind, "__dataclass_fields__", ()))


def is_cycle_file_of(file: FoundFile, reading: KeptReading[CycleFile], cycle_file: CycleFile) -> bool:
    """Whether this can be what a file of objectives says."""
    session = cycle_file.session
    return (
        (cycle_file.unit, cycle_file.cycle, cycle_file.text.path) == (file.unit, file.cycle, file.path)
        and (session is None or (file.unit == COMPANY and _are_known(reading.names, (session.facilitator,))))
        and _are_different(objective.id for objective in cycle_file.objectives)
        and _can_be_ignored(cycle_file.text.ignored)
        and len(cycle_file.extents) == len(cycle_file.objectives)
        and all(extent.path == file.path for extent in cycle_file.extents)
        and all(
            (objective.unit, objective.cycle) == (file.unit, file.cycle) and _is_objective_of(reading, objective)
            for objective in cycle_file.objectives
        )
    )


def _can_be_ignored(remarks: Iterable[IgnoredRemark]) -> bool:
    return all(remark.code in CODES and CODES[remark.code].severity != "error" for remark in remarks)


def _is_objective_of(reading: KeptReading[CycleFile], objective: Objective) -> bool:
    key_results = {key_result.id: key_result for key_result in objective.key_results}
    links = (*objective.contributes_to, *objective.supports, *objective.depends_on, *objective.confirms)
    return (
        objective.reported is None
        and not objective.heard
        and not objective.unread
        and _can_be_ignored(objective.ignored)
        and _are_ids((objective.id, *objective.aliases))
        and len(key_results) == len(objective.key_results)
        and all(link.text for link in (*links, *objective.differs_from))
        and all(_is_key_result_of(reading.kpis, key_result) for key_result in objective.key_results)
        and all(_is_checkin_on(key_results, checkin) for checkin in objective.checkins)
        and _are_in_order(checkin.date for checkin in objective.checkins)
        and _are_addresses(work.link for work in objective.initiatives)
        and all(key in key_results for work in objective.initiatives for key in work.moves)
        and _are_known(reading.names, _list_people(objective))
    )


def _is_key_result_of(kpis: Mapping[str, KnownKpi | None], key_result: KeyResult) -> bool:
    return (
        key_result.withheld is None
        and not key_result.unread
        and _can_be_ignored(key_result.ignored)
        and _are_ids((key_result.id, *key_result.aliases))
        and all(link.text for link in (*key_result.contributes_to, *key_result.supports))
        and (key_result.level is None or key_result.kind == "levels")
        and (key_result.now is None or key_result.kind not in ("levels", "milestones", "yes-no"))
        and "none" not in key_result.levels
        and (key_result.kpi is None or key_result.kpi in {known.id for known in kpis.values() if known})
        and _are_in_order(day for day, _ in key_result.phases)
        and _are_in_order(grade for grade, _ in key_result.rubric)
    )


def _is_checkin_on(key_results: Mapping[str, KeyResult], checkin: CheckIn) -> bool:
    return (
        checkin.now.keys() <= key_results.keys()
        and checkin.confidence.keys() <= key_results.keys()
        and all(
            key_results[key].kind not in ("milestones", "yes-no")
            and isinstance(value, str) == (key_results[key].kind == "levels")
            for key, value in checkin.now.items()
        )
    )


def _list_people(objective: Objective) -> Iterator[str | None]:
    yield from (objective.owner, objective.reviewer, *objective.contributors)
    yield from (key_result.owner for key_result in objective.key_results)
    yield from (work.owner for work in objective.initiatives)
    yield from (checkin.by for checkin in objective.checkins)


def is_checkin_file_of(file: FoundFile, reading: KeptReading[CheckInFile], checkin_file: CheckInFile) -> bool:
    """Whether this can be what a check-in file says."""
    return (
        (checkin_file.unit, checkin_file.path) == (file.unit, file.path)
        and _are_known(reading.names, (checkin_file.by,))
        and all(report.objective for report in checkin_file.reports)
    )


def is_team_file_of(file: FoundFile, reading: KeptReading[TeamFile], team: TeamFile) -> bool:
    """Whether this can be what a team file says."""
    unit = team.unit
    return (
        (unit.id, unit.place.path) == (file.unit, file.path)
        and (unit.parent is None) == (unit.id == COMPANY)
        and not unit.is_person
        and unit.declared
        and not unit.texts
        and (not unit.pillars or unit.id == COMPANY)
        and bool(unit.pillars) == (unit.pillars_place is not None)
        and _are_ids(unit.aliases)
        and _are_addresses(link.url for link in unit.links)
        and _are_known(reading.names, (unit.lead, *unit.members))
        and _are_kpis_of(file.unit, reading.names, team.kpis)
    )


def can_be_company_kpis(file: FoundFile, reading: KeptReading[dict[str, Kpi]], kpis: Mapping[str, Kpi]) -> bool:
    """Whether these can be the KPIs of kpis.yml."""
    return _are_kpis_of(COMPANY, reading.names, kpis)


def can_be_people(file: FoundFile, reading: KeptReading[dict[str, Person]], people: Mapping[str, Person]) -> bool:
    """Whether these can be the people of people.yml."""
    return all(
        key == person.id
        and key != COMPANY
        and person.place is not None
        and bool(person.name)
        and _are_ids((key,))
        and _are_addresses((person.link, person.photo))
        for key, person in people.items()
    )


def is_memo_of(file: FoundFile, reading: KeptReading[tuple[Memo, bool]], memo_and_draft: tuple[Memo, bool]) -> bool:
    """Whether this can be what a memo's file says."""
    memo, _ = memo_and_draft
    name = f"memo-{memo.id}".lower()
    return (memo.unit, name) == (file.unit, _get_stem(file).lower()) and _are_known(reading.names, (memo.author,))


def is_page_of(
    file: FoundFile, reading: KeptReading[tuple[Document, bool]], page_and_draft: tuple[Document, bool]
) -> bool:
    """Whether this can be what the file of an ordinary page says."""
    page, _ = page_and_draft
    return (page.inside, page.unit) == (file.inside, file.unit)


def _are_kpis_of(unit: str | None, names: Mapping[str, KnownName], kpis: Mapping[str, Kpi]) -> bool:
    prefix = "" if unit == COMPANY else f"{unit}/"
    return all(
        key == kpi.id
        and kpi.unit_id == unit
        and key.startswith(prefix)
        and _are_ids((key.removeprefix(prefix),))
        and _are_known(names, (kpi.owner,))
        and _are_in_order(day for day, _ in kpi.values)
        and _are_in_order(day for day, _ in kpi.ranges)
        and kpi.value_places.keys() == {day for day, _ in kpi.values}
        for key, kpi in kpis.items()
    )


def _are_known(names: Mapping[str, KnownName], people: Iterable[str | None]) -> bool:
    """Whether all people are among those of whom the reading asked who they are."""
    known = {name.key for name in names.values()}
    return all(person is None or (person and person in known) for person in people)


def _are_ids(texts: Iterable[str]) -> bool:
    return not any(explain_invalid_id(text) for text in texts)


def _are_different(ids: Iterable[str]) -> bool:
    listed = list(ids)
    return len(listed) == len(set(listed))


def _are_in_order(values: Iterable[_Ordered]) -> bool:
    return all(earlier <= later for earlier, later in pairwise(values))


def _are_addresses(texts: Iterable[str]) -> bool:
    return all(is_safe_address(text) for text in texts if text)


def _get_stem(file: FoundFile) -> str:
    return file.inside.rpartition("/")[2].rpartition(".")[0]
