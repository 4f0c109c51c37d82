"""An objective as a card: everything that is known of it, ready to print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from msgspec.structs import replace

from okrsite.languages.words import translate, translate_plural
from okrsite.model.cycles import Cycle
from okrsite.model.names import list_heading_anchors
from okrsite.model.objectives import KeyResult, Objective
from okrsite.model.refs import ObjectiveRef
from okrsite.number_style import format_shortest
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.formatting import format_grade, format_plural, format_quantity
from okrsite.pages.page_links import ANY_PAGE
from okrsite.pages.parts.checkin_form import build_checkin_form
from okrsite.pages.parts.checkin_log import ORIGINS, collect_checkins
from okrsite.pages.parts.initiative_views import build_initiative_views, list_moving_work
from okrsite.pages.parts.mean_sentences import shorten_explanation
from okrsite.pages.parts.objective_words import list_labels, name_decision
from okrsite.pages.parts.outside_goals import list_outside_links
from okrsite.pages.parts.target_changes import build_target_changes
from okrsite.pages.parts.unread_values import build_unread_views
from okrsite.pages.views import CardView, LinkView, NameView, ReportView, ResultView, StepView
from okrsite.pages.wording import (
    KIND_WORDS,
    build_measured_bar_view,
    build_measured_status_view,
    build_steps,
    describe_internal,
    explain_word,
    summarise_key_result,
)
from okrsite.progress.current_values import Report
from okrsite.progress.explanation import Explanation, format_percent
from okrsite.progress.grade_scale import describe_grade, describe_grading_scale
from okrsite.progress.key_result_explanations import explain_expected_progress, explain_progress
from okrsite.progress.mean_terms import explain_objective
from okrsite.progress.measures import KeyResultMeasure, ObjectiveMeasure
from okrsite.progress.projection import Projection, compute_projection
from okrsite.progress.thresholds import explain_proposed_grade

MAX_LINEAGE = 20
"""Cycles before and after one that a page names, of those through which an objective was carried."""
MAX_LINKS = 30
"""Objectives that a card names as carrying it; all of them are on the objective's own page and the pages behind it."""
MAX_REPORTS = 2_000
"""Values in the tables of an objective's key results, all together."""
_LEAST_REPORTS = 5


class CardBuilder(msgspec.Struct, frozen=True):
    """Makes cards for pages."""

    context: ViewContext

    def build_card(self, objective: Objective, anchors: tuple[str, ...] = ()) -> CardView:
        """Return an objective for any page, made once; `anchors` are further ones that it has on this page."""
        card = self.context.cards.get(objective.ref, lambda: self._make_card(objective))
        return replace(card, extra_anchors=anchors) if anchors else card

    def _make_card(self, objective: Objective) -> CardView:
        context, numbers = self.context, self.context.measures.objectives[objective.ref]
        why = explain_objective(objective, context.organisation, context.measures)
        unit = context.organisation.units[objective.unit]
        log = collect_checkins(context, objective)
        carriers = context.alignment.down.get(objective.ref, ())
        return CardView(
            ref=objective.ref,
            id=objective.id,
            extra_anchors=(),
            title=objective.title,
            url=addresses.make_objective_url(objective),
            unit=context.name_unit(objective.unit),
            cycle=context.name_cycle(unit, objective.cycle),
            owner=context.find_person(objective.owner),
            reviewer=context.find_person(objective.reviewer),
            contributors=context.list_people(objective.contributors),
            labels=tuple(list_labels(objective)),
            pillar=context.name_pillar(objective),
            tags=context.list_tags(objective.tags),
            status=build_measured_status_view(numbers),
            bar=context.build_bar(objective.ref),
            without_data=numbers.without_data,
            made_of=_describe_parts(objective, numbers),
            confidence="" if numbers.confidence is None else format_percent(numbers.confidence),
            grade=format_grade(numbers.grade),
            last_report=numbers.last_report,
            why=context.render(objective.why, ANY_PAGE),
            notes=context.render(objective.notes, ANY_PAGE),
            decision=name_decision(objective),
            retrospective=context.render(objective.retrospective, ANY_PAGE),
            results=tuple(self._build_key_result(objective, key_result) for key_result in objective.key_results),
            initiatives=build_initiative_views(context, objective, ANY_PAGE),
            checkins=log,
            last=next((view for view in log if view.spoken), None),
            moves=build_target_changes(context, objective),
            up=tuple(context.build_link(link, link.target) for link in context.alignment.up.get(objective.ref, ())),
            outside=list_outside_links(context, objective),
            down=tuple(context.build_link(link, link.source) for link in carriers[:MAX_LINKS]),
            more_down=max(len(carriers) - MAX_LINKS, 0),
            needs=tuple(
                context.build_link(link, link.target) for link in context.alignment.needs.get(objective.ref, ())
            ),
            needed_by=tuple(
                context.build_link(link, link.source) for link in context.alignment.needed_by.get(objective.ref, ())
            ),
            joint=tuple(context.name_unit(key) for key in objective.joint if key in context.organisation.units),
            consult=tuple(map(context.name_unit_or_person, objective.consult)),
            inform=tuple(map(context.name_unit_or_person, objective.inform)),
            resources=context.render(objective.needs, ANY_PAGE),
            blockers=objective.blockers,
            lineage=self._build_lineage(objective),
            is_planned=context.days.is_planned(objective.cycle),
            explanations=_drop_missing_explanations(
                (translate("Progress"), shorten_explanation(why.progress)),
                (translate("Expected"), None if numbers.outcome else shorten_explanation(why.expected)),
                _explain_word(numbers),
                (translate("Confidence"), why.confidence if numbers.confidence is not None else None),
                (translate("Grade"), why.grade if numbers.grade is not None else None),
                (
                    translate("Scale"),
                    Explanation(describe_grading_scale(objective.ambition)) if numbers.grade is not None else None,
                ),
            ),
            place=objective.place,
            is_unaligned=context.snapshot.is_unaligned(objective),
            unaligned=objective.unaligned,
            internal=describe_internal(objective.audience),
            verdict="" if numbers.grade is None else describe_grade(numbers.grade, objective.ambition),
            unread=build_unread_views(objective.unread),
            form=build_checkin_form(context, objective),
        )

    def _build_lineage(self, objective: Objective) -> tuple[NameView, ...]:
        chain = self.context.alignment.find_lineage(objective.ref)
        if len(chain) < 2:
            return ()
        here = chain.index(objective.ref)
        first = max(here - MAX_LINEAGE, 0)
        name_views = []
        if first:
            before = self.context.organisation.objectives[chain[first - 1]]
            words = translate_plural("{number} more before", "{number} more before", first)
            name_views.append(NameView(words, addresses.make_objective_url(before)))
        for ref in chain[first : here + MAX_LINEAGE]:
            step = self.context.organisation.objectives[ref]
            name = self.context.organisation.cycles[step.cycle].name
            name_views.append(NameView(name, None if ref == objective.ref else addresses.make_objective_url(step)))
        return tuple(name_views)

    def _build_key_result(self, objective: Objective, key_result: KeyResult) -> ResultView:
        context = self.context
        numbers = context.measures.key_results[objective.ref.make_key_result_ref(key_result.id)]
        stands = numbers.current_values
        kpi = context.organisation.kpis.get(key_result.kpi or "")
        return ResultView(
            id=key_result.id,
            anchor=addresses.make_key_result_anchor(objective, key_result),
            title=key_result.title,
            summary=summarise_key_result(key_result, stands),
            kind="" if key_result.withheld else translate(KIND_WORDS[key_result.kind]),
            status=build_measured_status_view(numbers),
            bar=build_measured_bar_view(numbers),
            owner=context.find_person(key_result.owner)
            if key_result.owner and key_result.owner != objective.owner
            else None,
            confidence="" if stands.confidence is None else format_percent(stands.confidence),
            last_report=stands.last_report,
            weight=""
            if key_result.weight == 1
            else translate("weight {weight}", weight=format_shortest(key_result.weight)),
            due=key_result.due,
            start=format_quantity(stands.start.value, key_result.unit) if stands.start else "",
            now=format_quantity(stands.now.value, key_result.unit) if stands.now else "",
            target=format_quantity(key_result.target.value, key_result.unit) if key_result.target else "",
            steps=build_steps(key_result, stands),
            rubric=tuple(StepView(text, format_grade(grade)) for grade, text in key_result.rubric),
            sum_of=_describe_sum(numbers),
            kpi=NameView(kpi.name, context.make_kpi_url(kpi)) if kpi else None,
            links=self._build_own_links(objective, key_result),
            contribution=numbers.contribution.sentence.translate() if numbers.contribution else "",
            notes=context.render(key_result.notes, ANY_PAGE),
            grade=format_grade(key_result.grade),
            proposed_grade=format_grade(numbers.proposed_grade) if context.days.has_ended(objective.cycle) else "",
            reports=tuple(
                self._build_report(report, objective, key_result)
                for report in reversed(stands.reports[-_compute_most_reports(objective) :])
            ),
            why=_list_key_result_explanations(
                key_result,
                numbers,
                self._get_cycle(objective),
                compute_projection(
                    key_result, stands, self._get_cycle(objective), context.days.get_day_in(objective.cycle)
                ),
            ),
            place=key_result.place,
            internal="" if key_result.withheld else describe_internal(key_result.audience),
            unread=build_unread_views(key_result.unread),
            works=list_moving_work(self.context, objective, key_result.id),
        )

    def _get_cycle(self, objective: Objective) -> Cycle:
        return self.context.organisation.cycles[objective.cycle]

    def _build_own_links(self, objective: Objective, key_result: KeyResult) -> tuple[LinkView, ...]:
        own = (link for link in self.context.alignment.up.get(objective.ref, ()) if link.source_result == key_result.id)
        return tuple(self.context.build_link(link, link.target) for link in own)

    def _build_report(self, report: Report, objective: Objective, key_result: KeyResult) -> ReportView:
        value = report.now if isinstance(report.now, str) else format_quantity(report.now, key_result.unit)
        return ReportView(
            day=report.date,
            value="" if report.now is None else value,
            confidence="" if report.confidence is None else format_percent(report.confidence),
            origin=translate(ORIGINS[report.origin]) if report.origin in ORIGINS else "",
        )


def _describe_parts(objective: Objective, numbers: ObjectiveMeasure) -> str:
    """Return what an objective's number is made of; empty where that is its own key results."""
    others = len(numbers.parts.objectives)
    if not others:
        return ""
    own = sum(not one.is_baseline for one in objective.key_results) if numbers.parts.counts_key_results else 0
    below = translate_plural("{number} objective that contributes", "{number} objectives that contribute", others)
    if not own:
        return translate("made of {objectives}", objectives=below)
    results = format_plural(own, "key result")
    return translate("made of {results} and {objectives}", results=results, objectives=below)


def _describe_sum(numbers: KeyResultMeasure) -> str:
    """Return of how many key results a value is the sum; empty where it is none."""
    if numbers.sum is None:
        return ""
    said = translate_plural("sum of {number} key result", "sum of {number} key results", len(numbers.sum.added))
    if not numbers.sum.missing:
        return said
    return translate("{sum}, {number} without a value", sum=said, number=numbers.sum.missing)


def _compute_most_reports(objective: Objective) -> int:
    """Return how many values the table of a key result has, the newest; all of them in any usual objective."""
    return max(MAX_REPORTS // len(objective.key_results), _LEAST_REPORTS)


def collect_extra_anchors(
    objectives: Sequence[Objective], former: Mapping[ObjectiveRef, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Return the further anchors of a page's cards: what a forge makes of their headings, and their former ids.

    Links that work in the repository work on the site then. What two objectives could claim belongs to the first; what
    one had before, by `former`, to nobody who has it today.
    """
    taken = {"map", "kpis", *(objective.id for objective in objectives)}
    by_objective: dict[str, tuple[str, ...]] = {}
    for objective in objectives:
        own = [
            name
            for name in (*list_heading_anchors(objective.title, objective.id), *objective.aliases)
            if name and name not in taken
        ]
        by_objective[objective.ref] = tuple(dict.fromkeys(own))
        taken.update(own)
    for objective in objectives:
        before = [name for name in former.get(objective.ref, ()) if name and name not in taken]
        by_objective[objective.ref] += tuple(dict.fromkeys(before))
        taken.update(before)
    return by_objective


def _list_key_result_explanations(
    key_result: KeyResult, numbers: KeyResultMeasure, cycle: Cycle, ahead: Projection | None
) -> tuple[tuple[str, Explanation], ...]:
    contribution = numbers.contribution
    why_grade = explain_proposed_grade(key_result, numbers.current_values, numbers.progress, numbers.proposed_grade)
    return _drop_missing_explanations(
        (translate("Progress"), explain_progress(key_result, numbers)),
        (translate("Sum"), shorten_explanation(numbers.sum.why) if numbers.sum else None),
        (translate("Expected"), None if numbers.outcome else explain_expected_progress(key_result, numbers, cycle)),
        _explain_word(numbers),
        (translate("Projection"), ahead.why if ahead else None),
        (translate("Proposed grade"), why_grade if why_grade.rule == "grade" else None),
        (translate("Contribution"), replace(contribution.why, rule=None) if contribution else None),
    )


def _explain_word(numbers: KeyResultMeasure | ObjectiveMeasure) -> tuple[str, Explanation]:
    """Return why something has its status, or, once its cycle has ended, its outcome."""
    return (translate("Outcome") if numbers.outcome else translate("Status"), Explanation(explain_word(numbers)))


def _drop_missing_explanations(*pairs: tuple[str, Explanation | None]) -> tuple[tuple[str, Explanation], ...]:
    return tuple((name, why) for name, why in pairs if why is not None)
