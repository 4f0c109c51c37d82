"""An objective as a card: everything that is known of it, ready to print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from okrsite.alignment.graph import Link
from okrsite.model.cycles import Cycle
from okrsite.model.names import heading_anchors
from okrsite.model.objectives import KeyResult, Objective
from okrsite.pages import addresses
from okrsite.pages.checkin_log import ORIGINS, checkin_log
from okrsite.pages.desk import Desk
from okrsite.pages.measures import KIND_WORDS, bar_view, grade_text, quantity, status_view, steps, summary
from okrsite.pages.past_views import move_views
from okrsite.pages.views import (
    CardView,
    InitiativeView,
    LinkView,
    NameView,
    ReportView,
    ResultView,
    StepView,
)
from okrsite.pages.words import internal, percent
from okrsite.progress.explanation import Explanation
from okrsite.progress.grading import scale, verdict
from okrsite.progress.measure import KeyResultMeasure
from okrsite.progress.projection import Projection, projection
from okrsite.progress.values import Report

MAX_LINEAGE = 20
"""Cycles before and after one that a page names, of those through which an objective was carried."""
MAX_REPORTS = 2_000
"""Values in the tables of an objective's key results, all together."""
_LEAST_REPORTS = 5


@dataclass(frozen=True, slots=True)
class CardMaker:
    """Makes cards for pages."""

    desk: Desk

    def card(self, each: Objective, uri: str, anchors: tuple[str, ...] = ()) -> CardView:
        """Return an objective for a page; its prose has links, so it depends on where it stands."""
        desk, numbers = self.desk, self.desk.measures.objectives[each.ref]
        unit = desk.organisation.units[each.unit]
        log = checkin_log(desk, each, uri)
        down = _grouped(desk.alignment.down.get(each.ref, ()))
        return CardView(
            ref=each.ref,
            id=each.id,
            extra_anchors=anchors,
            title=each.title,
            url=addresses.objective_url(each),
            unit=desk.unit(each.unit),
            cycle=desk.cycle(unit, each.cycle),
            owner=desk.person(each.owner),
            reviewer=desk.person(each.reviewer),
            contributors=desk.people(each.contributors),
            labels=tuple(filter(None, (each.horizon, each.ambition))),
            tags=each.tags,
            status=desk.status(each.ref),
            bar=desk.bar(each.ref),
            without_data=numbers.without_data,
            confidence="" if numbers.confidence is None else percent(numbers.confidence),
            grade=grade_text(numbers.grade),
            last_report=numbers.last_report,
            why=desk.text(each.why, each.place, uri),
            notes=desk.text(each.notes, each.place, uri),
            retrospective=desk.text(each.retrospective, each.place, uri),
            results=tuple(self._result(each, result, down, uri) for result in each.key_results),
            initiatives=tuple(
                InitiativeView(
                    work.title, desk.person(work.owner), work.status, desk.address(work.link, each.place, uri)
                )
                for work in each.initiatives
            ),
            checkins=log,
            last=next((view for view in log if view.spoken), None),
            moves=move_views(desk, each),
            up=tuple(desk.link(link, link.target) for link in desk.alignment.up.get(each.ref, ())),
            down=tuple(desk.link(link, link.source) for link in desk.alignment.down.get(each.ref, ())),
            needs=tuple(desk.link(link, link.target) for link in desk.alignment.needs.get(each.ref, ())),
            needed_by=tuple(desk.link(link, link.source) for link in desk.alignment.needed_by.get(each.ref, ())),
            joint=tuple(desk.unit(key) for key in each.joint if key in desk.organisation.units),
            consult=tuple(map(desk.somebody, each.consult)),
            inform=tuple(map(desk.somebody, each.inform)),
            resources=desk.text(each.needs, each.place, uri),
            blockers=each.blockers,
            lineage=self._lineage(each),
            explanations=_explained(
                ("Progress", numbers.progress_why),
                ("Expected", numbers.expected_why),
                ("Status", Explanation(f"{numbers.status.shown.capitalize()}: {numbers.status.why}.")),
                ("Confidence", numbers.confidence_why if numbers.confidence is not None else None),
                ("Grade", numbers.grade_why if numbers.grade is not None else None),
                ("Scale", Explanation(scale(each.ambition)) if numbers.grade is not None else None),
            ),
            place=each.place,
            loose=desk.snapshot.loose(each),
            unaligned=each.unaligned,
            internal=internal(each.audience),
            verdict="" if numbers.grade is None else verdict(numbers.grade, each.ambition),
        )

    def _lineage(self, each: Objective) -> tuple[NameView, ...]:
        chain = self.desk.alignment.lineage(each.ref)
        if len(chain) < 2:
            return ()
        here = chain.index(each.ref)
        first = max(here - MAX_LINEAGE, 0)
        found = []
        if first:
            before = self.desk.organisation.objectives[chain[first - 1]]
            found.append(NameView(f"{first:,} more before", addresses.objective_url(before)))
        for ref in chain[first : here + MAX_LINEAGE]:
            step = self.desk.organisation.objectives[ref]
            name = self.desk.organisation.cycles[step.cycle].name
            found.append(NameView(name, None if ref == each.ref else addresses.objective_url(step)))
        return tuple(found)

    def _result(self, each: Objective, result: KeyResult, down: dict[str | None, list[Link]], uri: str) -> ResultView:
        desk = self.desk
        numbers = desk.measures.key_results[f"{each.ref}#{result.id}"]
        stands = numbers.standing
        kpi = desk.organisation.kpis.get(result.kpi or "")
        return ResultView(
            id=result.id,
            anchor=addresses.result_anchor(each, result),
            title=result.title,
            summary=summary(result, stands),
            kind="" if result.withheld else KIND_WORDS[result.kind],
            status=status_view(numbers.status),
            bar=bar_view(numbers.progress, numbers.expected, numbers.status.shown),
            owner=desk.person(result.owner) if result.owner and result.owner != each.owner else None,
            confidence="" if stands.confidence is None else percent(stands.confidence),
            last_report=stands.last_report,
            weight="" if result.weight == 1 else f"weight {result.weight:g}",
            due=result.due,
            start=quantity(stands.start.value, result.unit) if stands.start else "",
            now=quantity(stands.now.value, result.unit) if stands.now else "",
            target=quantity(result.target.value, result.unit) if result.target else "",
            steps=steps(result, stands),
            rubric=tuple(StepView(text, grade_text(grade)) for grade, text in result.rubric),
            kpi=NameView(kpi.name, addresses.kpi_url(kpi)) if kpi else None,
            links=self._own_links(each, result),
            carried_by=tuple(desk.link(link, link.source) for link in down.get(result.id, ())),
            contribution=numbers.contribution.sentence if numbers.contribution else "",
            notes=desk.text(result.notes, result.place, uri),
            grade=grade_text(result.grade),
            proposed_grade=grade_text(numbers.proposed_grade) if self._ended(each) else "",
            reports=tuple(
                self._report(report, each, result, uri) for report in reversed(stands.reports[-_most_reports(each) :])
            ),
            why=_result_explanations(numbers, projection(result, stands, self._cycle(each), desk.today)),
            place=result.place,
            internal="" if result.withheld else internal(result.audience),
        )

    def _cycle(self, each: Objective) -> Cycle:
        return self.desk.organisation.cycles[each.cycle]

    def _ended(self, each: Objective) -> bool:
        return self._cycle(each).end < self.desk.today

    def _own_links(self, each: Objective, result: KeyResult) -> tuple[LinkView, ...]:
        own = (link for link in self.desk.alignment.up.get(each.ref, ()) if link.source_result == result.id)
        return tuple(self.desk.link(link, link.target) for link in own)

    def _report(self, report: Report, each: Objective, result: KeyResult, uri: str) -> ReportView:
        value = report.now if isinstance(report.now, str) else quantity(report.now, result.unit)
        return ReportView(
            day=report.date,
            by=self.desk.person(report.by),
            value="" if report.now is None else value,
            confidence="" if report.confidence is None else percent(report.confidence),
            # A commit's subject is no Markdown.
            note=report.note if report.origin == "git" else self.desk.line(report.note, each.place, uri),
            origin=ORIGINS.get(report.origin, ""),
        )


def _most_reports(each: Objective) -> int:
    """Return how many values the table of a key result has, the newest; all of them in any usual objective."""
    return max(MAX_REPORTS // len(each.key_results), _LEAST_REPORTS)


def more_anchors(objectives: Sequence[Objective]) -> dict[str, tuple[str, ...]]:
    """Return the further anchors of a page's cards: what a forge makes of their headings, and their former ids.

    Links that work in the repository work on the site then. What two objectives could claim belongs to the first.
    """
    taken = {"map", "kpis", *(each.id for each in objectives)}
    found: dict[str, tuple[str, ...]] = {}
    for each in objectives:
        own = [name for name in (*heading_anchors(each.title, each.id), *each.aliases) if name and name not in taken]
        found[each.ref] = tuple(dict.fromkeys(own))
        taken.update(own)
    return found


def _grouped(links: Iterable[Link]) -> dict[str | None, list[Link]]:
    found: dict[str | None, list[Link]] = {}
    for link in links:
        found.setdefault(link.target_result, []).append(link)
    return found


def _result_explanations(numbers: KeyResultMeasure, ahead: Projection | None) -> tuple[tuple[str, Explanation], ...]:
    contribution = numbers.contribution
    return _explained(
        ("Progress", numbers.progress_why),
        ("Expected", numbers.expected_why),
        ("Status", Explanation(f"{numbers.status.shown.capitalize()}: {numbers.status.why}.")),
        ("Projection", ahead.why if ahead else None),
        ("Contribution", Explanation(contribution.sentence, contribution.terms) if contribution else None),
    )


def _explained(*pairs: tuple[str, Explanation | None]) -> tuple[tuple[str, Explanation], ...]:
    return tuple((name, why) for name, why in pairs if why is not None)
