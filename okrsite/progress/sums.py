"""Key results that are sums (`sum_of: children`): their value is that of the key results that contribute to them.

Decides which of these can be added up, and why another one can't; nothing is left out without a word. What was given up
and what another copy of a carried goal stands for counts no more. Where a part is withheld there is no sum: without it
the sum would be wrong, and with it tell the part.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Literal

import msgspec
from msgspec.structs import replace

from okrsite.alignment.chains import Chains
from okrsite.alignment.circles import find_strongly_connected_components
from okrsite.alignment.graph import Alignment
from okrsite.alignment.links import Link
from okrsite.languages.words import mark_text, translate, translate_plural
from okrsite.model.objectives import KeyResult
from okrsite.model.organisation import Organisation
from okrsite.model.refs import KeyResultRef, ObjectiveRef
from okrsite.progress.current_values import CurrentValues, Report, SourcedValue
from okrsite.progress.explanation import Explanation, Term
from okrsite.prose import NO_PROSE
from okrsite.sources.numbers import render_quantity

Obstacle = Literal["objective", "no number", "unit", "dropped", "superseded", "withheld", "circle"]
OBSTACLES: dict[Obstacle, str] = {
    "objective": mark_text("an objective has no value, left out"),
    "no number": mark_text("measured without a number, left out"),
    "unit": mark_text("in another unit of measure, left out"),
    "dropped": mark_text("dropped, left out"),
    "superseded": mark_text("its copy of another cycle counts, left out"),
    "withheld": mark_text("not shown here"),
    "circle": mark_text("part of a circle, left out"),
}
"""Why something that contributes is no part of the sum, as pages say it."""
_COUNTABLE = ("reach", "keep", None)


class SumPart(msgspec.Struct, frozen=True):
    """Something that contributes to a sum."""

    link: Link
    title: str
    obstacle: Obstacle | None
    """Why it can't be added; None where it is, or would be if it had a value."""
    value: float | None = None
    """None: it has no value yet, or can't be added."""


class ChildrenSum(msgspec.Struct, frozen=True):
    """What the value of a key result is the sum of."""

    parts: tuple[SumPart, ...]
    """All that contributes to it, in the order of the links."""
    unit: str

    @property
    def added(self) -> tuple[SumPart, ...]:
        """The parts that are added up."""
        return tuple(part for part in self.parts if part.value is not None)

    @property
    def missing(self) -> int:
        """How many parts have no value yet."""
        return sum(part.obstacle is None and part.value is None for part in self.parts)

    @property
    def is_withheld(self) -> bool:
        """Whether there is no sum because a part of it isn't told."""
        return any(part.obstacle == "withheld" for part in self.parts)

    @property
    def why(self) -> Explanation:
        """How the sum came about."""
        terms = tuple(self._build_term(part) for part in self.parts)
        if self.is_withheld:
            return Explanation(translate("There is no sum: not all of its parts are shown here."), terms)
        lacking = self._describe_missing()
        if not self.added:
            said = translate("There is no sum yet: nothing that contributes has a value.") + lacking
            return Explanation(said, terms, "sum" if terms else None)
        said = translate_plural(
            "The sum of {number} key result that contributes: {total}.",
            "The sum of {number} key results that contribute: {total}.",
            len(self.added),
            total=render_quantity(sum(part.value or 0.0 for part in self.added), self.unit),
        )
        return Explanation(said + lacking, terms, "sum")

    def _describe_missing(self) -> str:
        if not self.missing:
            return ""
        return " " + translate_plural(
            "{number} without a value is left out.", "{number} without a value are left out.", self.missing
        )

    def _build_term(self, part: SumPart) -> Term:
        if part.obstacle:
            said = translate(OBSTACLES[part.obstacle])
        else:
            value = part.value
            said = translate("no value yet, left out") if value is None else render_quantity(value, self.unit)
        weight = 0.0 if part.obstacle else 1.0
        return Term(part.title, said, part.link.place, part.link.source_ref, part.value, weight)


def sum_key_results(
    organisation: Organisation,
    alignment: Alignment,
    chains: Chains,
    dropped: Collection[ObjectiveRef],
    standings: dict[KeyResultRef, CurrentValues],
) -> dict[KeyResultRef, ChildrenSum]:
    """Return the sums of the key results that are one, and put into `standings` where they stand by them."""
    wanted = {
        objective.ref.make_key_result_ref(key_result.id): key_result
        for objective in organisation.objectives.values()
        for key_result in objective.key_results
        if key_result.sum_of
    }
    links = {ref: _list_links(ref, alignment) for ref in wanted}
    below = {ref: [end for link in those if (end := _find_source(link)) in wanted] for ref, those in links.items()}
    sums: dict[KeyResultRef, ChildrenSum] = {}
    for group in find_strongly_connected_components(below):
        for ref in sorted(group):
            superseded = chains.find_superseded(list({link.source: None for link in links[ref]}))
            out = superseded.union(dropped) if dropped else superseded
            parts = tuple(
                _build_part(link, wanted[ref], organisation, standings, _find_outer_obstacle(link, out, dropped, group))
                for link in links[ref]
            )
            sums[ref] = ChildrenSum(parts, wanted[ref].unit)
            standings[ref] = _add_up(wanted[ref], standings[ref], sums[ref], standings)
    return sums


def _list_links(ref: KeyResultRef, alignment: Alignment) -> list[Link]:
    links = alignment.down.get(ref.objective, ())
    return [link for link in links if link.counts and link.target_result == ref.id]


def _find_source(link: Link) -> KeyResultRef | None:
    return link.source.make_key_result_ref(link.source_result) if link.source_result else None


def _find_outer_obstacle(
    link: Link, out: Collection[ObjectiveRef], dropped: Collection[ObjectiveRef], group: Collection[KeyResultRef]
) -> Obstacle | None:
    """Return why something can't be added that has nothing to do with its own value."""
    if link.source in out:
        return "dropped" if link.source in dropped else "superseded"
    return "circle" if len(group) > 1 and _find_source(link) in group else None


def _build_part(
    link: Link,
    parent: KeyResult,
    organisation: Organisation,
    standings: Mapping[KeyResultRef, CurrentValues],
    obstacle: Obstacle | None,
) -> SumPart:
    source = organisation.objectives[link.source]
    ref = _find_source(link)
    child = source.find_key_result(ref.id) if ref else None
    if ref is None or child is None:
        return SumPart(link, source.title, obstacle or "objective")
    obstacle = obstacle or find_obstacle(child, parent)
    now = None if obstacle else standings[ref].now
    return SumPart(link, child.title, obstacle, now.value if now else None)


def find_obstacle(child: KeyResult, parent: KeyResult) -> Obstacle | None:
    """Return why a key result can't be added to another one; None where it can."""
    if child.withheld:
        return "withheld"
    if child.is_dropped:
        return "dropped"
    if child.kind not in _COUNTABLE:
        return "no number"
    return "unit" if child.unit != parent.unit else None


def _add_up(
    parent: KeyResult, said: CurrentValues, summed: ChildrenSum, standings: Mapping[KeyResultRef, CurrentValues]
) -> CurrentValues:
    """Return where a sum stands: its value, its start where none is typed, and how it came to be, report by report."""
    added = [standings[ref] for part in summed.added if (ref := _find_source(part.link))]
    own = tuple(replace(report, now=None) for report in said.reports if report.confidence is not None)
    if not added or summed.is_withheld:
        return replace(said, now=None, start=said.start if parent.start else None, reports=own)
    words = translate_plural("sum of {number} key result", "sum of {number} key results", len(added))
    starts = [values.start for values in added if values.start is not None]
    start = said.start if parent.start else None
    if start is None and len(starts) == len(added):
        start = SourcedValue(sum(value.value for value in starts), None, words)
    now = SourcedValue(sum(values.now.value for values in added if values.now), None, words)
    reports = sorted((*own, *_sum_reports(added)), key=lambda report: report.date)
    return replace(said, start=start, now=now, reports=tuple(reports))


def _sum_reports(added: Sequence[CurrentValues]) -> list[Report]:
    """Return the sum on each day on which a part was reported, from the day on which all of them have been."""
    told = [
        (report.date, number, report.now)
        for number, values in enumerate(added)
        for report in values.reports
        if isinstance(report.now, float)
    ]
    told.sort(key=lambda report: report[0])
    newest: dict[int, float] = {}
    by_day: dict[date, float] = {}
    total = 0.0
    for day, number, value in told:
        total += value - newest.get(number, 0.0)
        newest[number] = value
        if len(newest) == len(added):
            by_day[day] = total
    return [Report(day, None, value, None, NO_PROSE, "sum", None) for day, value in by_day.items()]
