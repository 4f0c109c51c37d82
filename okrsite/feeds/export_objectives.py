"""Objectives and key results as the export has them, every reference in full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from okrsite.alignment.link_kinds import LinkKind
from okrsite.alignment.links import Link
from okrsite.feeds.export_answers import NO_ANSWERS, Answers, export_distinction, export_ignored_remarks, group_answers
from okrsite.feeds.export_detail_records import (
    ExportedAligned,
    ExportedCheckin,
    ExportedDirectLink,
    ExportedExplanation,
    ExportedGradedText,
    ExportedIndirectLink,
    ExportedInitiative,
    ExportedOutsideLink,
    ExportedValueCheckin,
)
from okrsite.feeds.export_details import (
    export_contribution,
    export_explanation,
    export_goalpost,
    export_levels,
    export_milestones,
    export_outcome,
    export_outside_link,
    export_phases,
    export_projection,
    export_status,
    export_thresholds,
    export_unread_values,
    find_current_value,
    find_start_value,
    find_target_value,
)
from okrsite.feeds.export_objective_records import (
    ExportedKeyResult,
    ExportedKeyResultExplanations,
    ExportedObjective,
    ExportedObjectiveExplanations,
)
from okrsite.feeds.export_texts import TextWriter
from okrsite.feeds.export_values import (
    find_person_id,
    make_range_record,
    make_source_record,
    simplify_number,
    simplify_optional_number,
)
from okrsite.model.objectives import CheckIn, Initiative, KeyResult, Objective
from okrsite.model.refs import ObjectiveRef
from okrsite.pages.addresses import make_objective_url
from okrsite.pages.page_days import PageDays
from okrsite.progress.current_values import Report
from okrsite.progress.key_result_explanations import explain_expected_progress, explain_progress
from okrsite.progress.mean_terms import explain_objective
from okrsite.progress.means import compute_aligned_mean
from okrsite.progress.projection import compute_projection
from okrsite.progress.thresholds import explain_proposed_grade
from okrsite.snapshot import Snapshot


def group_links(snapshot: Snapshot) -> dict[ObjectiveRef, tuple[Link, ...]]:
    """Return the links of each objective and of its key results, by the objective that names them."""
    links: dict[ObjectiveRef, list[Link]] = {}
    for link in snapshot.alignment.links:
        links.setdefault(link.source, []).append(link)
    return {ref: tuple(those) for ref, those in links.items()}


class ObjectiveExporter:
    """Exports the objectives of one snapshot."""

    def __init__(
        self,
        snapshot: Snapshot,
        texts: TextWriter,
        days: PageDays,
        links: Mapping[ObjectiveRef, Sequence[Link]] | None = None,
        answers: Mapping[ObjectiveRef, Answers] | None = None,
    ) -> None:
        """Take the snapshot and what its parts are told by.

        Args:
            snapshot: What is exported.
            texts: Writes its texts.
            days: Tell of today as far as it makes a difference: a file stays the same where it makes none.
            links: By the objective that names them; None: they are looked for.
            answers: By the objective that gives them; None: they are looked for.
        """
        self._snapshot = snapshot
        self._days = days
        self._organisation = snapshot.organisation
        self._texts = texts
        self._links = group_links(snapshot) if links is None else links
        self._answers = group_answers(snapshot) if answers is None else answers

    def export_objective(self, objective: Objective) -> ExportedObjective:
        """Return one objective with everything under it."""
        numbers = self._snapshot.measures.objectives[objective.ref]
        why = explain_objective(objective, self._organisation, self._snapshot.measures)
        contributors = map(self._find_person_id, objective.contributors)
        continued = self._list_link_targets(objective.ref, "continues")
        answers = self._answers.get(objective.ref, NO_ANSWERS)
        return ExportedObjective(
            ref=objective.ref,
            id=objective.id,
            aliases=objective.aliases,
            team=objective.unit,
            cycle=objective.cycle,
            title=objective.title,
            why=self._texts.write_prose(objective.why),
            notes=self._texts.write_prose(objective.notes),
            owner=self._find_person_id(objective.owner),
            reviewer=self._find_person_id(objective.reviewer),
            contributors=tuple(person for person in contributors if person),
            horizon=objective.horizon,
            pillar=objective.pillar or None,
            ambition=objective.ambition,
            weight=simplify_number(objective.weight),
            tags=objective.tags,
            # A unit that isn't there was reported already, or is a draft.
            joint=tuple(unit for unit in objective.joint if unit in self._organisation.units),
            consult=objective.consult,
            inform=objective.inform,
            needs=self._texts.write_prose(objective.needs),
            blockers=objective.blockers,
            checkins=tuple(
                self._export_checkin(checkin) for checkin in objective.checkins if self._days.has_come(checkin.date)
            ),
            decision=objective.decision,
            retrospective=self._texts.write_prose(objective.retrospective),
            contributes_to=self._export_direct_links(objective.ref, None),
            supports=self._export_indirect_links(objective.ref, None),
            outside=self._export_outside_links(objective.ref, None),
            depends_on=self._list_link_targets(objective.ref, "depends"),
            confirms=answers.confirms,
            differs_from=tuple(map(export_distinction, answers.differs_from)),
            unaligned=objective.unaligned,
            continues=continued[0] if continued else None,
            progress=simplify_optional_number(numbers.progress),
            progress_from=numbers.parts.source,
            expected=simplify_optional_number(numbers.expected),
            confidence=simplify_optional_number(numbers.confidence),
            grade=simplify_optional_number(numbers.grade),
            status=export_status(numbers.status),
            outcome=export_outcome(numbers.outcome),
            aligned=ExportedAligned(
                direct=simplify_optional_number(numbers.aligned_direct),
                indirect=simplify_optional_number(numbers.aligned_indirect),
            ),
            explanations=ExportedObjectiveExplanations(
                progress=export_explanation(why.progress),
                expected=export_explanation(why.expected),
                confidence=export_explanation(why.confidence),
                grade=export_explanation(why.grade),
                aligned=self._explain_aligned(objective),
            ),
            goalposts=tuple(
                export_goalpost(change, public=self._snapshot.is_public)
                for change in self._snapshot.target_changes.get(objective.ref, ())
            ),
            url=make_objective_url(objective),
            ignored=export_ignored_remarks(objective.ignored),
            unread=export_unread_values(objective.unread),
            source=make_source_record(objective.place),
            key_results=tuple(self._export_key_result(objective, key_result) for key_result in objective.key_results),
            initiatives=tuple(map(self._export_initiative, objective.initiatives)),
        )

    def _explain_aligned(self, objective: Objective) -> ExportedExplanation | None:
        alignment, measures = self._snapshot.alignment, self._snapshot.measures
        why = compute_aligned_mean(objective, self._organisation, alignment, measures, "direct").why
        return export_explanation(why) if why.terms else None

    def _export_key_result(self, objective: Objective, key_result: KeyResult) -> ExportedKeyResult:
        ref = objective.ref.make_key_result_ref(key_result.id)
        numbers = self._snapshot.measures.key_results[ref]
        current = numbers.current_values
        cycle = self._organisation.cycles[objective.cycle]
        projection = compute_projection(key_result, current, cycle, self._days.get_day_in(cycle.id))
        return ExportedKeyResult(
            ref=ref,
            id=key_result.id,
            title=key_result.title,
            kind=key_result.kind,
            withheld=key_result.withheld is not None,
            owner=self._find_person_id(key_result.owner),
            start=find_start_value(key_result, current),
            to=find_target_value(key_result),
            now=find_current_value(key_result, current),
            unit=key_result.unit,
            thresholds=export_thresholds(key_result, current),
            keep=make_range_record(key_result.keep) if key_result.kind == "keep" else None,
            milestones=export_milestones(key_result),
            levels=export_levels(key_result),
            phases=export_phases(key_result),
            rubric=tuple(ExportedGradedText(simplify_number(grade), text) for grade, text in key_result.rubric),
            weight=simplify_number(key_result.weight),
            progress=simplify_optional_number(numbers.progress),
            expected=simplify_optional_number(numbers.expected),
            confidence=simplify_optional_number(current.confidence),
            grade=simplify_optional_number(key_result.grade),
            proposed_grade=simplify_optional_number(numbers.proposed_grade),
            status=export_status(numbers.status),
            outcome=export_outcome(numbers.outcome),
            due=key_result.due,
            sum_of=key_result.sum_of,
            kpi=key_result.kpi if key_result.kpi in self._organisation.kpis else None,
            contributes_to=self._export_direct_links(objective.ref, key_result.id),
            supports=self._export_indirect_links(objective.ref, key_result.id),
            outside=self._export_outside_links(objective.ref, key_result.id),
            contribution=export_contribution(numbers.contribution),
            projection=export_projection(projection),
            explanations=ExportedKeyResultExplanations(
                sum=export_explanation(numbers.sum.why) if numbers.sum else None,
                progress=export_explanation(explain_progress(key_result, numbers)),
                expected=export_explanation(explain_expected_progress(key_result, numbers, cycle)),
                proposed_grade=export_explanation(
                    explain_proposed_grade(key_result, current, numbers.progress, numbers.proposed_grade)
                ),
                contribution=export_explanation(numbers.contribution.why) if numbers.contribution else None,
            ),
            aliases=key_result.aliases,
            notes=self._texts.write_prose(key_result.notes),
            checkins=tuple(map(self._export_report, current.reports)),
            ignored=export_ignored_remarks(key_result.ignored),
            unread=export_unread_values(key_result.unread),
            source=make_source_record(key_result.place),
        )

    def _export_direct_links(self, ref: ObjectiveRef, result: str | None) -> tuple[ExportedDirectLink, ...]:
        return tuple(
            ExportedDirectLink(ref=link.target_ref, share=simplify_optional_number(link.share), because=link.because)
            for link in self._list_links(ref, result, "direct")
        )

    def _export_indirect_links(self, ref: ObjectiveRef, result: str | None) -> tuple[ExportedIndirectLink, ...]:
        return tuple(
            ExportedIndirectLink(ref=link.target_ref, because=link.because)
            for link in self._list_links(ref, result, "indirect")
        )

    def _export_outside_links(self, ref: ObjectiveRef, result: str | None) -> tuple[ExportedOutsideLink, ...]:
        links = self._snapshot.alignment.outside.get(ref, ()) if self._snapshot.site.settings.federation else ()
        return tuple(export_outside_link(link) for link in links if link.source_result == result)

    def _list_link_targets(self, ref: ObjectiveRef, kind: LinkKind) -> tuple[str, ...]:
        """Return where the links of an objective itself lead that are of one kind."""
        return tuple(link.target_ref for link in self._list_links(ref, None, kind))

    def _list_links(self, ref: ObjectiveRef, result: str | None, kind: LinkKind) -> list[Link]:
        return [link for link in self._links.get(ref, ()) if link.kind == kind and link.source_result == result]

    def _export_checkin(self, checkin: CheckIn) -> ExportedCheckin:
        return ExportedCheckin(
            date=checkin.date,
            by=self._find_person_id(checkin.by),
            note=self._texts.write_prose(checkin.note),
            status=checkin.status,
            origin="file",
        )

    def _export_report(self, report: Report) -> ExportedValueCheckin:
        return ExportedValueCheckin(
            date=report.date,
            by=self._find_person_id(report.by),
            now=report.now if isinstance(report.now, str) else simplify_optional_number(report.now),
            confidence=simplify_optional_number(report.confidence),
            note=self._texts.write_line(report.subject) or self._texts.write_prose(report.note),
            origin=report.origin,
        )

    def _export_initiative(self, initiative: Initiative) -> ExportedInitiative:
        return ExportedInitiative(
            title=initiative.title,
            owner=self._find_person_id(initiative.owner),
            status=initiative.status,
            due=initiative.due,
            link=self._texts.write_address(initiative.link, initiative.place),
            moves=initiative.moves,
        )

    def _find_person_id(self, key: str | None) -> str | None:
        return find_person_id(self._organisation.people, key)
