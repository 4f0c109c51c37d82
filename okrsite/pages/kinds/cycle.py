"""A page for each cycle with everything of everybody in it; of a large company several, by division."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import ClassVar

import msgspec

from okrsite.languages.words import translate
from okrsite.model.cycles import Cycle, Session, find_concurrent_cycles
from okrsite.model.objectives import Objective
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.dividing import (
    WHOLE,
    PagePart,
    list_lower_parts,
    list_units_of_part,
)
from okrsite.pages.kinds.compared_cycles import group_cycles_by_length, name_cycles, name_length
from okrsite.pages.kinds.review_packs import ReviewPacks, list_pack_links
from okrsite.pages.page import make_url
from okrsite.pages.part_pages import PartPages
from okrsite.pages.parts.attention import collect_concerns
from okrsite.pages.parts.grades import GradesView, build_grades_view
from okrsite.pages.parts.heat import HeatTable
from okrsite.pages.parts.mean_sentences import shorten_explanation
from okrsite.pages.parts.status_table import build_status_table
from okrsite.pages.parts.target_changes import collect_target_change_views
from okrsite.pages.parts.timeline import TimelineView, build_timeline
from okrsite.pages.render import PageView
from okrsite.pages.row_views import RowView
from okrsite.pages.views import BarView, NameView, PartCount, TargetChangeView
from okrsite.pages.wording import build_bar_view
from okrsite.progress.explanation import Explanation
from okrsite.progress.means import compute_grade_mean, compute_progress_mean
from okrsite.progress.rollup import average_progress


class UnitObjectives(msgspec.Struct, frozen=True):
    """A unit's objectives in a cycle."""

    unit: NameView
    rows: tuple[RowView, ...]


class ConcernView(msgspec.Struct, frozen=True):
    """A list of what needs attention for one reason."""

    id: str
    mark: str
    title: str
    number: int
    """How many objectives need attention for it."""
    rows: tuple[RowView, ...]
    """Those that are listed on this page."""
    elsewhere: tuple[PartCount, ...]
    """The others, by the page that lists them."""


class CyclePartRow(msgspec.Struct, frozen=True):
    """A part of a cycle that has a page of its own."""

    part: NameView
    units: int
    """How many have objectives in it."""
    objectives: int
    bar: BarView


class SessionView(msgspec.Struct, frozen=True):
    """The strategy session that opened a cycle."""

    date: date | None
    facilitator: NameView | None
    inputs: tuple[str, ...]
    decisions: tuple[str, ...]


class CycleView(PageView, frozen=True):
    """One cycle with the objectives of all units, or of those of a part of the company."""

    template: ClassVar[str] = "cycle.html"
    cycle: NameView
    map_url: str
    """The map of the cycle, from the site's root; empty on the page of a part."""
    pack: tuple[NameView, ...]
    """The company's review pack; empty without one, and on the page of a part."""
    time: TimelineView
    cycle_bar: BarView
    """The mean of all objectives."""
    cycle_why: tuple[tuple[str, Explanation], ...]
    """What is explained about that mean, and how it came about."""
    statuses: HeatTable | None
    """How the objectives stand, by team; None where there are none."""
    beside: NameView | None
    """Where cycles of this length stand side by side; None without another one."""
    grades: GradesView
    grades_why: tuple[tuple[str, Explanation], ...]
    session: SessionView | None
    attention: tuple[ConcernView, ...]
    """What needs attention; empty once the cycle has ended and another one is current."""
    moved: tuple[tuple[NameView, str, TargetChangeView], ...]
    """Goalposts that were moved: objective, its unit and cycle in words, and the move; the newest first."""
    moved_elsewhere: tuple[PartCount, ...]
    """How many were moved of objectives that other pages list."""
    parts: tuple[CyclePartRow, ...]
    """The pages that list the other objectives."""
    groups: tuple[UnitObjectives, ...]
    """The objectives that this page lists, by unit."""


class CyclePageBuilder:
    """Builds the page of a cycle, or of a part of it."""

    def __init__(
        self, context: ViewContext, cycle: Cycle, pages: PartPages, part: PagePart, before: Cycle | None
    ) -> None:
        self._context = context
        self._cycle = cycle
        self._pages = pages
        parts = pages.parts
        self._part = part
        self._before = before
        self._cycles = find_concurrent_cycles(cycle, context.organisation.cycles)
        self._lower = [parts[key] for key in part.parts]
        """The parts that it leads to."""
        self._listed = list(self._list_running((part,)))
        """What runs in the cycle and stands on this page."""
        self._below = {step.id: list(self._list_running(list_lower_parts(parts, step))) for step in self._lower}
        """The same of each lower part."""
        running = [*self._listed, *(objective for objectives in self._below.values() for objective in objectives)]
        self.own = [objective for objective in running if objective.cycle == cycle.id]
        """The objectives of the cycle and part, those that lower parts list among them."""

    def _list_running(self, parts: Iterable[PagePart]) -> Iterator[Objective]:
        by_unit = self._context.organisation.by_unit
        for part in parts:
            for unit in part.units:
                listed = [
                    objective
                    for cycle, objectives in by_unit.get(unit, {}).items()
                    if cycle in self._cycles
                    for objective in objectives
                ]
                yield from part.select_entries(listed)

    def build_view(self) -> CycleView:
        """Return all that the page says."""
        context, cycle, whole = self._context, self._cycle, self._part.id == WHOLE
        current = context.snapshot.current_cycle
        # The home page leads to the lists of the current cycle, also once that has ended.
        is_open = not context.days.has_ended(cycle.id) or (current is not None and current.id == cycle.id)
        listed = [objective for objective in self._listed if objective.cycle == cycle.id]
        looked_at = self._listed if is_open else listed
        total = compute_progress_mean(self.own, context.measures, cycle.name)
        units = context.organisation.units if whole else list_units_of_part(self._pages.parts, self._part)
        return CycleView(
            cycle=NameView(cycle.name, make_url(addresses.make_cycle_uri(cycle.id))),
            map_url=make_url(addresses.make_map_uri(cycle.id)) if whole else "",
            pack=list_pack_links(ReviewPacks(context).find_company_pack(cycle.id)) if whole else (),
            time=build_timeline(cycle, context.days.get_day_in(cycle.id)),
            cycle_bar=build_bar_view(total.value, None),
            cycle_why=((translate("Progress"), shorten_explanation(total.why)),),
            statuses=self._build_status_table(listed),
            beside=self._name_page_beside() if whole else None,
            grades=build_grades_view(context, cycle, self._before, units, frozenset(self._part.units), listed),
            grades_why=(
                (
                    translate("Grade"),
                    shorten_explanation(compute_grade_mean(self.own, context.measures, cycle.name).why),
                ),
            ),
            session=_build_session_view(context, cycle.session) if cycle.session and whole else None,
            attention=self._build_concern_views() if is_open else (),
            moved=collect_target_change_views(context, looked_at),
            moved_elsewhere=self._count_moves(is_open),
            parts=tuple(map(self._build_part_row, self._lower)),
            groups=_group_by_unit(context, listed),
        )

    def _build_status_table(self, listed: Iterable[Objective]) -> HeatTable | None:
        lower = [
            (
                self._pages.name_part(part),
                [objective for objective in self._below[part.id] if objective.cycle == self._cycle.id],
            )
            for part in self._lower
        ]
        return build_status_table(self._context, listed, lower, has_ended=self._context.days.has_ended(self._cycle.id))

    def _name_page_beside(self) -> NameView | None:
        name = name_length(self._cycle)
        if self._cycle not in group_cycles_by_length(self._context.used_cycles).get(name, ()):
            return None
        return NameView(
            translate("{cycle} beside other {cycles}", cycle=self._cycle.name, cycles=name_cycles(name)),
            make_url(addresses.make_compared_cycles_uri(name)),
        )

    def _build_concern_views(self) -> tuple[ConcernView, ...]:
        context, below = self._context, self._below
        running = [*self._listed, *(objective for objectives in below.values() for objective in objectives)]
        places = {objective.ref: key for key, objectives in below.items() for objective in objectives}
        return tuple(
            ConcernView(
                concern.id,
                concern.mark,
                concern.title,
                len(concern.refs),
                tuple(
                    context.build_row(context.organisation.objectives[ref]) for ref in concern.refs if ref not in places
                ),
                self._count_by_part(Counter(places[ref] for ref in concern.refs if ref in places), concern.id),
            )
            for concern in collect_concerns(context, running)
            # Moved targets have a section of their own, where each is said.
            if concern.id != "moved"
        )

    def _count_moves(self, is_open: bool) -> tuple[PartCount, ...]:
        moves = self._context.snapshot.target_changes
        counted = {
            key: sum(
                len(moves.get(objective.ref, ()))
                for objective in objectives
                if is_open or objective.cycle == self._cycle.id
            )
            for key, objectives in self._below.items()
        }
        return self._count_by_part(counted, "moved")

    def _count_by_part(self, counted: Mapping[str, int], anchor: str) -> tuple[PartCount, ...]:
        return tuple(
            PartCount(self._pages.name_part(part, anchor), counted[part.id])
            for part in self._lower
            if counted.get(part.id)
        )

    def _build_part_row(self, part: PagePart) -> CyclePartRow:
        own = [objective for objective in self._below[part.id] if objective.cycle == self._cycle.id]
        measures = self._context.measures
        mean = average_progress(own, measures.objectives, measures.dropped)
        units = len({objective.unit for objective in own})
        return CyclePartRow(self._pages.name_part(part), units, len(own), build_bar_view(mean, None))


def _group_by_unit(context: ViewContext, objectives: Iterable[Objective]) -> tuple[UnitObjectives, ...]:
    by_unit: dict[str, list[Objective]] = defaultdict(list)
    for objective in objectives:
        by_unit[objective.unit].append(objective)
    return tuple(
        UnitObjectives(context.name_unit(unit), tuple(map(context.build_row, listed)))
        for unit, listed in by_unit.items()
    )


def _build_session_view(context: ViewContext, session: Session) -> SessionView:
    return SessionView(session.date, context.find_person(session.facilitator), session.inputs, session.decisions)
