"""How far the key results of an objective were when something about them was changed, as git and check-ins say.

Targets and starts are today's: asked is only what a change did by itself, to what was reached then.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence, Set
from contextlib import suppress
from datetime import date

from okrsite.amounts import Quantity
from okrsite.history.events import ChangeEvent
from okrsite.history.versions import PastValue
from okrsite.model.cycles import Cycle
from okrsite.model.objectives import LEVEL_SCORES, KeyResult, Objective
from okrsite.model.organisation import Organisation
from okrsite.progress.key_results import clamp_share, compute_range_progress
from okrsite.progress.rollup import compute_weighted_mean

_STEP_WEIGHTS = "step weights"


class PastShares:
    """Follows an objective through its commits, the oldest first."""

    def __init__(self, objective: Objective, organisation: Organisation, events: Sequence[ChangeEvent]) -> None:
        """`events` are all of the objective, by day."""
        self._objective = objective
        self._cycle: Cycle = organisation.cycles[objective.cycle]
        self._kpis = organisation.kpis
        self._events = events
        self._values: dict[str | None, PastValue] = {}
        self._weights: dict[str | None, PastValue] = {}
        """Of the steps of a key result, as of the newest commit that said any."""

    def take_commit(self, events: Iterable[ChangeEvent]) -> None:
        """Take what a commit said of values; asked is then about the time of that commit."""
        for event in events:
            if event.kind == "value":
                self._values[event.result] = event.after
            elif event.kind == _STEP_WEIGHTS:
                self._weights[event.result] = event.after

    def find_start(self, key_result: KeyResult) -> float | None:
        """Return where a key result starts: its own number, or its KPI's when the cycle began."""
        if key_result.start is not None:
            return key_result.start.value
        kpi = self._kpis.get(key_result.kpi) if key_result.kpi else None
        before = [value for day, value in kpi.values if day <= self._cycle.start] if kpi is not None else []
        return before[-1] if before else None

    def measure(self, key_result: KeyResult, day: date) -> float | None:
        """Return how far a key result was, 0.0 to 1.0; None where that isn't known."""
        told = self._find_value(key_result, day)
        if isinstance(told, bool):
            return float(told)
        if isinstance(told, tuple):
            titles = [step.title for step in key_result.milestones]
            return self.measure_steps(key_result, titles, after=True)
        if not isinstance(told, float):
            return next((score for level, score in LEVEL_SCORES.items() if level == told), None)
        if key_result.keep is not None:
            return compute_range_progress(told, key_result.keep)
        start, target = self.find_start(key_result), key_result.target
        if start is None or target is None or target.value == start:
            return None
        return clamp_share((told - start) / (target.value - start))

    def measure_steps(self, key_result: KeyResult, titles: Sequence[str], *, after: bool) -> float | None:
        """Return how far a key result of such steps was: `after` the commit that was taken last, or before it."""
        done = self._values.get(key_result.id)
        weights = self.list_step_weights(key_result, after=after)
        return compute_steps_share(titles, weights, set(done) if isinstance(done, tuple) else set())

    def list_step_weights(self, key_result: KeyResult, *, after: bool) -> dict[str, float]:
        """Return the weights of steps that have another than 1."""
        later = [event for event in self._events if event.kind == _STEP_WEIGHTS and event.result == key_result.id]
        told = self._weights.get(key_result.id)
        if key_result.id not in self._weights and later:
            return parse_step_weights(later[0].before)
        if key_result.id not in self._weights:
            return {step.title: step.weight for step in key_result.milestones if step.weight != 1}
        if not after:
            told = next((event.before for event in later if event.after == told), told)
        return parse_step_weights(told)

    def compute_mean(self, day: date, weights: Mapping[str, float], without: str | None = None) -> float | None:
        """Return how far the objective was, with other weights for some key results, or without one of them."""
        pairs = [
            (share, weights.get(key_result.id, key_result.weight))
            for key_result in self._objective.undropped_key_results
            if key_result.id != without and (share := self.measure(key_result, day)) is not None
        ]
        return compute_weighted_mean(pairs)

    def _find_value(self, key_result: KeyResult, day: date) -> PastValue:
        if key_result.kind == "milestones":
            told = self._values.get(key_result.id)
            return told if isinstance(told, tuple) else ()
        told = self._values.get(key_result.id)
        if told is None:
            checkins = [one for one in self._objective.checkins if one.date <= day and key_result.id in one.now]
            told = checkins[-1].now[key_result.id] if checkins else None
        if told is None and key_result.kpi and (kpi := self._kpis.get(key_result.kpi)):
            known = [value for when, value in kpi.values if when <= day]
            return known[-1] if known else None
        return told.value if isinstance(told, Quantity) else told


def compute_steps_share(titles: Sequence[str], weights: Mapping[str, float], done: Set[str]) -> float | None:
    """Return how much of some steps is done; None where there are none."""
    total = sum(weights.get(title, 1.0) for title in titles)
    return sum(weights.get(title, 1.0) for title in titles if title in done) / total if total else None


def parse_step_weights(told: PastValue) -> dict[str, float]:
    """Return the weights that a version says, by the titles of steps; a damaged cache may hold anything."""
    weights: dict[str, float] = {}
    for text in told if isinstance(told, tuple) else ():
        typed, _, title = text.partition(" ")
        with suppress(ValueError):
            if math.isfinite(weight := float(typed)):
                weights[title] = weight
    return weights


def parse_step_days(told: PastValue) -> dict[str, date]:
    """Return the days that a version says, by the titles of steps; a damaged cache may hold anything."""
    days: dict[str, date] = {}
    for text in told if isinstance(told, tuple) else ():
        typed, _, title = text.partition(" ")
        with suppress(ValueError):
            days[title] = date.fromisoformat(typed)
    return days
