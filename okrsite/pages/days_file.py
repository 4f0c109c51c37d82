"""The data file by which the script shows pages as of an earlier day: how each goal, unit and cycle stood then."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from okrsite.maps import MARKS, StatusKey
from okrsite.model.objectives import Objective
from okrsite.model.organisation import Unit
from okrsite.number_style import round_percent
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.formatting import format_long_day
from okrsite.pages.page import SideFile, make_url
from okrsite.pages.prepared_days import PreparedDays
from okrsite.pages.views import StatusView
from okrsite.pages.wording import (
    build_measured_status_view,
    describe_pace,
    find_expected_progress,
    summarise_key_result,
)
from okrsite.progress.means import compute_unit_mean
from okrsite.progress.measures import KeyResultMeasure, ObjectiveMeasure
from okrsite.progress.rollup import average_progress


class PreparedDay(msgspec.Struct, frozen=True):
    """A day."""

    day: str
    """As in `2026-10-31`."""
    words: str


class ShownStatus(msgspec.Struct, frozen=True):
    """A status that a goal has had."""

    key: StatusKey
    word: str
    mark: str
    """Its mark on maps, as a path."""


class Standing(msgspec.Struct, frozen=True, array_like=True):
    """How an objective or a key result stood on a day."""

    progress: int | None
    """In percent; None without a number."""
    expected: int | None
    """In percent; None where nothing was expected."""
    status: int
    """By its place among the statuses."""
    words: str
    """Of an objective how far it was from what was expected, of a key result its values."""


class GoalDays(msgspec.Struct, frozen=True):
    """An objective on all days."""

    standings: list[Standing | None]
    """None where it wasn't there, or isn't known."""
    results: dict[str, list[Standing | None]]
    """Those of its key results, by their anchors."""


class MeanDays(msgspec.Struct, frozen=True):
    """The means of a unit or a cycle on all days, in percent; None where they aren't known."""

    page: list[int | None]
    """On its own page."""
    listed: list[int | None]
    """In lists of units."""
    goals: list[str]
    """The objectives of which lists show the statuses, by the addresses of their pages."""


class DaysFile(msgspec.Struct, frozen=True):
    """All of it; addresses are those from the site's root."""

    days: list[PreparedDay]
    statuses: list[ShownStatus]
    goals: dict[str, GoalDays]
    means: dict[str, MeanDays]


def make_days_file(context: ViewContext, prepared: PreparedDays) -> SideFile:
    """Return the file."""
    record = _DaysFileMaker(context, prepared).make_record()
    return SideFile(addresses.COMPARED_DAYS_DATA, msgspec.json.encode(record).decode())


class _DaysFileMaker:
    """Puts the file together."""

    def __init__(self, context: ViewContext, prepared: PreparedDays) -> None:
        self._context = context
        self._prepared = prepared
        self._days = prepared.list_days()
        self._statuses: dict[tuple[StatusKey, str], int] = {}

    def make_record(self) -> DaysFile:
        goals = {
            addresses.make_objective_url(objective): self._list_standings(objective)
            for objective in self._prepared.objectives
            if self._prepared.is_told(objective)
        }
        return DaysFile(
            [PreparedDay(day.isoformat(), format_long_day(day)) for day in self._days],
            [ShownStatus(key, word, MARKS[key]) for key, word in self._statuses],
            goals,
            self._list_means() if self._prepared.is_whole else {},
        )

    def _list_standings(self, objective: Objective) -> GoalDays:
        found: list[Standing | None] = []
        results: dict[str, list[Standing | None]] = {
            addresses.make_key_result_anchor(objective, key_result): [] for key_result in objective.key_results
        }
        for day in self._days:
            then = self._prepared.look_back(day)
            numbers = then.measures.objectives[objective.ref]
            # What was added later had nothing that is measured.
            is_there = any(each.kind for each in then.organisation.objectives[objective.ref].key_results)
            pace = describe_pace(numbers.progress, find_expected_progress(numbers))
            found.append(self._make_standing(numbers, pace) if is_there else None)
            for key_result in then.organisation.objectives[objective.ref].key_results:
                measured = then.measures.key_results[objective.ref.make_key_result_ref(key_result.id)]
                words = summarise_key_result(key_result, measured.current_values)
                standing = self._make_standing(measured, words) if key_result.kind else None
                results[addresses.make_key_result_anchor(objective, key_result)].append(standing)
        return GoalDays(found, results)

    def _make_standing(self, numbers: ObjectiveMeasure | KeyResultMeasure, words: str) -> Standing:
        status = build_measured_status_view(numbers)
        expected = find_expected_progress(numbers)
        return Standing(_round(numbers.progress), _round(expected), self._number_status(status), words)

    def _number_status(self, status: StatusView) -> int:
        return self._statuses.setdefault((status.key, status.word), len(self._statuses))

    def _list_means(self) -> dict[str, MeanDays]:
        context, organisation = self._context, self._prepared.snapshot.organisation
        means = {}
        for unit in organisation.units.values():
            shown = context.find_shown_cycle(unit)
            own = tuple(organisation.list_objectives(unit.id, shown)) if shown else ()
            if own:
                means[addresses.make_unit_url(unit)] = self._list_unit_means(unit, own)
        by_cycle: dict[str, list[Objective]] = {}
        for objective in self._prepared.objectives:
            by_cycle.setdefault(objective.cycle, []).append(objective)
        for cycle, listed in by_cycle.items():
            means[make_url(addresses.make_cycle_uri(cycle))] = MeanDays(self._list_mean(listed), [], [])
        return means

    def _list_unit_means(self, unit: Unit, own: Iterable[Objective]) -> MeanDays:
        measures, organisation = self._prepared.snapshot.measures, self._prepared.snapshot.organisation
        cycles = measures.unit_cycles.get(unit.id, ())
        counted = [each for cycle in cycles for each in organisation.list_objectives(unit.id, cycle)]
        goals = [addresses.make_objective_url(each) for each in counted if each.ref not in measures.dropped]
        if not self._prepared.are_told(counted):
            return MeanDays(self._list_mean(own), [None for _ in self._days], goals)
        return MeanDays(self._list_mean(own), [self._measure_unit(unit, day) for day in self._days], goals)

    def _measure_unit(self, unit: Unit, day: date) -> int | None:
        then = self._prepared.look_back(day)
        return _round(compute_unit_mean(then.organisation, then.measures, unit.id).value)

    def _list_mean(self, objectives: Iterable[Objective]) -> list[int | None]:
        """Return the mean of objectives on each day."""
        listed = tuple(objectives)
        if not self._prepared.are_told(listed):
            return [None for _ in self._days]
        measured = (self._prepared.look_back(day).measures for day in self._days)
        return [_round(average_progress(listed, each.objectives, each.dropped)) for each in measured]


def _round(share: float | None) -> int | None:
    """Return a share in whole percent, as pages print it."""
    return None if share is None else round_percent(share)
