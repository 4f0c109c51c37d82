"""What somebody has to do with: objectives that they own, review or take part in, and what of it is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

import msgspec

from okrsite.languages.words import translate
from okrsite.model.cycles import sort_newest_first
from okrsite.model.objectives import Objective
from okrsite.model.refs import KeyResultRef, ObjectiveRef
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.formatting import format_long_day
from okrsite.pages.row_views import CycleObjectives
from okrsite.pages.views import NameView
from okrsite.progress.pulse import list_open_items

SOON = 14
"""Days before it is due from which on something is listed."""


@dataclass(slots=True)
class Involvement:
    """What somebody has to do with, gathered in one pass over the objectives.

    By reference: whoever prints an objective looks it up, and depends on it then.
    """

    owns: list[ObjectiveRef] = field(default_factory=list)
    results: list[KeyResultRef] = field(default_factory=list)
    """Key results that they own in somebody else's objective."""
    works: list[ObjectiveRef] = field(default_factory=list)
    """Objectives of somebody else, for which they do some of the work."""
    reviews: list[ObjectiveRef] = field(default_factory=list)
    takes_part: list[ObjectiveRef] = field(default_factory=list)
    leads: list[str] = field(default_factory=list)
    member_of: list[str] = field(default_factory=list)


class DueItem(msgspec.Struct, frozen=True):
    """Something that somebody answers for, and that is due soon or was."""

    objective: ObjectiveRef
    key_result: str
    """Its id; empty where a report of the whole objective is due, or work for it."""
    title: str
    """Of the key result, its step or the work; empty for a report."""
    day: date | None
    """None for a report."""
    is_late: bool
    words: str
    """`was due on 3 November 2026`."""


class DueView(msgspec.Struct, frozen=True):
    """The same as a line of a list."""

    name: NameView
    about: str
    """The objective that it belongs to, empty where that is named already."""
    words: str
    is_late: bool


class InvolvementSection(msgspec.Struct, frozen=True):
    """Objectives with which somebody has to do in one way."""

    title: str
    """`Owns`, `Reviews` or `Takes part in`."""
    groups: tuple[CycleObjectives, ...]


class CarriedWork(msgspec.Struct, frozen=True):
    """What somebody has to do with, as their page shows it."""

    due: tuple[DueView, ...]
    sections: tuple[InvolvementSection, ...]
    """Only those that have an objective."""
    results: tuple[NameView, ...]
    """Key results that they answer for in objectives of others, each with its objective."""

    def __bool__(self) -> bool:
        return bool(self.due or self.sections or self.results)


class CarriedWorkBuilder:
    """Tells of each person what they have to do with: a page depends on what it asks for of one of them."""

    def __init__(self, context: ViewContext) -> None:
        """Declare what pages may ask for; nothing of it is made before somebody asks."""
        declare = context.tracker.declare_mapping
        people = context.tracker.whole.organisation.people
        self._context = context
        self.get_involvements = declare("involvements", lambda: _collect_involvements(context))
        """Gives what each person has to do with, by their key in `Organisation.people`."""
        self._get_due = declare("due items", lambda: _collect_due_items(context))
        self._get_keys = declare("people by page", lambda: {person.id: key for key, person in people.items()})

    def list_due_items(self, key: str) -> tuple[DueItem, ...]:
        """Return what is due of a person, what is late first."""
        return self._get_due().get(key, ())

    def build(self, key: str, without_unit: str = "") -> CarriedWork:
        """Return what a person has to do with; objectives of the unit `without_unit` stand on its page already."""
        context, involvement = self._context, self.get_involvements()[key]
        objectives = context.organisation.objectives
        sections = (
            (translate("Owns"), involvement.owns),
            (translate("Reviews"), involvement.reviews),
            (translate("Takes part in"), involvement.takes_part),
        )
        listed = [
            (title, [objectives[ref] for ref in refs if objectives[ref].unit != without_unit])
            for title, refs in sections
        ]
        return CarriedWork(
            due=tuple(_build_due_view(context, item) for item in self.list_due_items(key)),
            sections=tuple(
                InvolvementSection(title, group_by_cycle(context, those)) for title, those in listed if those
            ),
            results=tuple(
                _name_result(context, ref)
                for ref in involvement.results
                if objectives[ref.objective].unit != without_unit
            ),
        )

    def build_beside(self, unit: str) -> CarriedWork | None:
        """Return what somebody with goals of their own carries beside these; None for nothing."""
        key = self._get_keys().get(unit)
        return (self.build(key, without_unit=unit) or None) if key is not None else None


def group_by_cycle(context: ViewContext, objectives: Iterable[Objective]) -> tuple[CycleObjectives, ...]:
    """Return objectives by cycle, the newest first."""
    by_cycle: dict[str, list[Objective]] = defaultdict(list)
    for objective in objectives:
        by_cycle[objective.cycle].append(objective)
    cycles = sort_newest_first(context.organisation.cycles[key] for key in by_cycle)
    return tuple(
        CycleObjectives(cycle.name, context.describe_state(cycle), tuple(map(context.build_row, by_cycle[cycle.id])))
        for cycle in cycles
    )


def _collect_involvements(context: ViewContext) -> dict[str, Involvement]:
    involvements: dict[str, Involvement] = defaultdict(Involvement)
    for objective in context.organisation.objectives.values():
        if objective.owner:
            involvements[objective.owner].owns.append(objective.ref)
        if objective.reviewer:
            involvements[objective.reviewer].reviews.append(objective.ref)
        for key in objective.contributors:
            involvements[key].takes_part.append(objective.ref)
        for key_result in objective.key_results:
            if key_result.owner and key_result.owner != objective.owner:
                involvements[key_result.owner].results.append(objective.ref.make_key_result_ref(key_result.id))
        for worker in dict.fromkeys(work.owner for work in objective.initiatives):
            if worker and worker != objective.owner:
                involvements[worker].works.append(objective.ref)
    for unit in context.organisation.units.values():
        if unit.lead:
            involvements[unit.lead].leads.append(unit.id)
        for member in unit.members:
            involvements[member].member_of.append(unit.id)
    return {key: involvements[key] for key in context.organisation.people}


def _collect_due_items(context: ViewContext) -> dict[str, tuple[DueItem, ...]]:
    snapshot = context.tracker.whole
    cycles, today = snapshot.organisation.cycles, snapshot.today
    running = {key for key, cycle in cycles.items() if cycle.contains(today)}
    by_person: dict[str, list[DueItem]] = defaultdict(list)
    for objective in snapshot.organisation.objectives.values():
        numbers = snapshot.measures.objectives[objective.ref]
        if objective.cycle not in running or numbers.status.is_settled:
            continue
        if numbers.status.shown == "outdated" and objective.owner:
            by_person[objective.owner].append(
                DueItem(
                    objective.ref,
                    "",
                    "",
                    None,
                    is_late=True,
                    words=translate("check-in: {reason}", reason=numbers.status.why.translate()),
                )
            )
        results = list_open_items(objective, snapshot.measures.key_results)
        due = [(item.key_result.owner, item.key_result.id, item.title, item.due) for item in results]
        due += [(work.owner, "", work.title, work.due) for work in objective.initiatives if work.is_open and work.due]
        for own, key_result, title, due_day in due:
            owner = own or objective.owner
            if owner and due_day <= today + timedelta(days=SOON):
                is_late = due_day < today
                day = format_long_day(due_day)
                words = translate("was due on {day}", day=day) if is_late else translate("due on {day}", day=day)
                by_person[owner].append(
                    DueItem(objective.ref, key_result, title, due_day, is_late=is_late, words=words)
                )
    return {key: tuple(sorted(items, key=_rank_due_item)) for key, items in by_person.items()}


def _rank_due_item(item: DueItem) -> tuple[bool, date]:
    return not item.is_late, item.day or date.max


def _build_due_view(context: ViewContext, item: DueItem) -> DueView:
    objective = context.organisation.objectives[item.objective]
    key_result = objective.find_key_result(item.key_result) if item.key_result else None
    url = addresses.make_objective_url(objective)
    if key_result is None and item.title:
        return DueView(NameView(item.title, url), objective.title, item.words, item.is_late)
    if key_result is None:
        return DueView(NameView(objective.title, url), "", item.words, item.is_late)
    anchor = addresses.make_key_result_anchor(objective, key_result)
    return DueView(NameView(item.title, f"{url}#{anchor}"), objective.title, item.words, item.is_late)


def _name_result(context: ViewContext, ref: KeyResultRef) -> NameView:
    objective = context.organisation.objectives[ref.objective]
    key_result = objective.find_key_result(ref.id)
    assert key_result is not None
    anchor = addresses.make_key_result_anchor(objective, key_result)
    return NameView(f"{key_result.title}: {objective.title}", f"{addresses.make_objective_url(objective)}#{anchor}")


def count_late(items: Iterable[DueItem]) -> int:
    """Return how many of these are late."""
    return sum(item.is_late for item in items)


def list_owned_now(context: ViewContext, involvement: Involvement) -> Iterator[ObjectiveRef]:
    """Yield the objectives that somebody owns in running cycles, and that weren't given up."""
    dropped = context.measures.dropped
    return (ref for ref in involvement.owns if context.days.is_running(ref.cycle) and ref not in dropped)
