"""Records of our own export as records that are typed: each value in the form in which the content has it.

Decides which numbers were typed and which were computed: what follows from check-ins, KPIs or git isn't written again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from okrsite.editing.new_nodes import make_list, make_record
from okrsite.feeds.export_detail_records import (
    ExportedCheckin,
    ExportedDatedValue,
    ExportedDirectLink,
    ExportedDistinction,
    ExportedIndirectLink,
    ExportedMilestone,
    ExportedOutsideLink,
    ExportedValueCheckin,
)
from okrsite.feeds.export_objective_records import ExportedKeyResult, ExportedObjective
from okrsite.feeds.export_records import ExportedKpi, ExportedSession
from okrsite.importing.export_answers import join_ignored_remarks, list_typed_confirmations
from okrsite.importing.export_numbers import NumberWriter
from okrsite.problems import Place
from okrsite.progress.progress_sources import get_set_source
from okrsite.settings import Settings
from okrsite.sources.records import MapNode, Node, Scalar
from okrsite.vocabulary import CHECKIN, KEY_RESULT, KPI, LEVELS, LINK, MILESTONE, OBJECTIVE, SESSION
from okrsite.vocabulary import INITIATIVE as WORK

_NOWHERE = Place("")
Values = dict[str, Node | str]


class ExportNodes:
    """Makes records of an export."""

    def __init__(self, settings: Settings) -> None:
        """Remember how numbers are typed, and what needn't be typed."""
        self._numbers = NumberWriter(decimal_comma=settings.decimal_comma)
        self._settings = settings

    def make_objective(self, one: ExportedObjective) -> MapNode:
        """Return the record of an objective, with all that stands under it."""
        reported = next((checkin.status for checkin in reversed(one.checkins) if checkin.status), None)
        return make_record(
            {
                OBJECTIVE.ID.name: write_text(one.id),
                OBJECTIVE.TITLE.name: write_text(one.title),
                OBJECTIVE.WHY.name: write_text(one.why),
                OBJECTIVE.OWNER.name: write_text(one.owner),
                OBJECTIVE.REVIEWER.name: write_text(one.reviewer),
                **name_texts(OBJECTIVE.CONTRIBUTORS.name, one.contributors),
                OBJECTIVE.HORIZON.name: one.horizon or "",
                OBJECTIVE.PILLAR.name: write_text(one.pillar or ""),
                OBJECTIVE.AMBITION.name: one.ambition or "",
                **self._name_links(one),
                OBJECTIVE.PROGRESS_FROM.name: one.progress_from
                if one.progress_from != get_set_source(self._settings)
                else "",
                OBJECTIVE.WEIGHT.name: self._write_weight(one.weight),
                OBJECTIVE.UNALIGNED.name: write_text(one.unaligned),
                **name_texts(OBJECTIVE.DEPENDS_ON.name, one.depends_on),
                **name_texts(OBJECTIVE.CONFIRMS.name, list_typed_confirmations(one)),
                **_name_records(OBJECTIVE.DIFFERS_FROM.name, [self._make_link(each) for each in one.differs_from]),
                **name_texts(OBJECTIVE.WITH.name, one.joint),
                **name_texts(OBJECTIVE.CONSULT.name, one.consult),
                **name_texts(OBJECTIVE.INFORM.name, one.inform),
                OBJECTIVE.NEEDS.name: write_text(one.needs),
                **name_texts(OBJECTIVE.BLOCKERS.name, one.blockers),
                OBJECTIVE.CONTINUES.name: one.continues or "",
                **name_texts(OBJECTIVE.ALIASES.name, one.aliases),
                **name_texts(OBJECTIVE.TAGS.name, one.tags),
                OBJECTIVE.STATUS.name: one.status.reported or "" if one.status.reported != reported else "",
                OBJECTIVE.IGNORE.name: write_text(join_ignored_remarks(one.ignored)),
                OBJECTIVE.NOTES.name: write_text(one.notes),
                **_name_records(OBJECTIVE.KEY_RESULTS.name, [self._make_key_result(each) for each in one.key_results]),
                **_name_records(
                    OBJECTIVE.INITIATIVES.name,
                    [
                        make_record(
                            {
                                WORK.TITLE.name: write_text(work.title),
                                WORK.OWNER.name: write_text(work.owner),
                                WORK.STATUS.name: work.status,
                                WORK.DUE.name: _write_day(work.due),
                                WORK.LINK.name: work.link if work.link and ":" in work.link else "",
                                **name_texts(WORK.MOVES.name, work.moves),
                            }
                        )
                        for work in one.initiatives
                    ],
                ),
                **_name_records(OBJECTIVE.CHECKINS.name, list(self._list_checkins(one))),
                OBJECTIVE.DECISION.name: one.decision or "",
                OBJECTIVE.RETROSPECTIVE.name: write_text(one.retrospective),
            }
        )

    def _make_key_result(self, one: ExportedKeyResult) -> MapNode:
        reports = [report for report in one.checkins if report.origin in ("file", "kpi")]
        now = next((report.now for report in reversed(reports) if report.now is not None), None)
        confidence = next((report.confidence for report in reversed(reports) if report.confidence is not None), None)
        start = self._numbers.write_amount(one.start, one.unit) if _is_typed(one, "from", True) else ""
        typed_now = self._numbers.write_now(one.now, one.unit) if _is_typed(one, "now", one.now != now) else ""
        target = self._numbers.write_amount(one.to, one.unit)
        limits = (one.keep.low, one.keep.high) if one.keep else ()
        amounts = (start, typed_now, target, *(self._numbers.write_amount(limit, one.unit) for limit in limits))
        return make_record(
            {
                KEY_RESULT.ID.name: write_text(one.id),
                KEY_RESULT.TITLE.name: write_text(one.title),
                KEY_RESULT.FROM.name: start,
                KEY_RESULT.TO.name: target,
                **self._name_thresholds(one),
                KEY_RESULT.FIND_OUT.name: "yes" if one.kind == "baseline" else "",
                KEY_RESULT.NOW.name: typed_now,
                KEY_RESULT.KEEP.name: self._numbers.write_range(one.keep, one.unit) if one.keep else "",
                **_name_records(
                    KEY_RESULT.MILESTONES.name, [self._make_milestone(each) for each in one.milestones or ()]
                ),
                KEY_RESULT.DONE.name: ("yes" if one.progress == 1 else "no") if one.kind == "yes-no" else "",
                **self._name_levels(one),
                KEY_RESULT.KPI.name: one.kpi or "",
                KEY_RESULT.SUM_OF.name: one.sum_of or "",
                KEY_RESULT.UNIT.name: write_text(self._numbers.write_unit(one.unit, amounts)),
                KEY_RESULT.CONFIDENCE.name: self._numbers.write_share(one.confidence)
                if one.confidence != confidence
                else "",
                KEY_RESULT.OWNER.name: write_text(one.owner),
                KEY_RESULT.WEIGHT.name: self._write_weight(one.weight),
                KEY_RESULT.DUE.name: _write_day(one.due),
                **self._name_series(KEY_RESULT.PHASES.name, one.phases or (), one.unit),
                **self._name_rubric(one),
                KEY_RESULT.STATUS.name: one.status.reported or "",
                KEY_RESULT.GRADE.name: self._numbers.write_number(one.grade),
                **self._name_links(one),
                **name_texts(KEY_RESULT.ALIASES.name, one.aliases),
                KEY_RESULT.IGNORE.name: write_text(join_ignored_remarks(one.ignored)),
                KEY_RESULT.NOTES.name: write_text(one.notes),
            }
        )

    def _make_milestone(self, one: ExportedMilestone) -> MapNode:
        return make_record(
            {
                MILESTONE.TITLE.name: write_text(one.title),
                MILESTONE.DONE.name: "yes" if one.done else "no",
                MILESTONE.DUE.name: _write_day(one.due),
                MILESTONE.WEIGHT.name: self._write_weight(one.weight),
            }
        )

    def _list_checkins(self, one: ExportedObjective) -> Iterator[MapNode]:
        """Yield the check-ins of an objective with the values that its key results took from each."""
        values: list[dict[str, Node | str]] = [{} for _ in one.checkins]
        confidences: list[dict[str, Node | str]] = [{} for _ in one.checkins]
        for result in one.key_results:
            told: set[int] = set()
            for report in result.checkins:
                place = next((at for at in _find_same(one.checkins, report) if at not in told), None)
                if report.origin != "file" or place is None:
                    continue
                told.add(place)
                if report.now is not None:
                    values[place][result.id] = self._numbers.write_now(report.now, result.unit)
                if report.confidence is not None:
                    confidences[place][result.id] = self._numbers.write_share(report.confidence)
        for checkin, now, confidence in zip(one.checkins, values, confidences, strict=True):
            yield make_record(
                {
                    CHECKIN.DATE.name: checkin.date.isoformat(),
                    CHECKIN.BY.name: write_text(checkin.by),
                    CHECKIN.NOTE.name: write_text(checkin.note),
                    CHECKIN.STATUS.name: checkin.status or "",
                    **({CHECKIN.NOW.name: make_record(now)} if now else {}),
                    **({CHECKIN.CONFIDENCE.name: make_record(confidence)} if confidence else {}),
                }
            )

    def make_kpi(self, one: ExportedKpi) -> MapNode:
        """Return the record of a KPI."""
        return make_record(
            {
                KPI.NAME.name: write_text(one.name),
                KPI.UNIT.name: write_text(one.unit),
                KPI.OWNER.name: write_text(one.owner),
                KPI.RANGE.name: self._numbers.write_range(one.range, one.unit) if one.range else "",
                **self._name_ranges(one),
                KPI.RHYTHM.name: one.rhythm or "",
                **self._name_series(KPI.VALUES.name, one.values, one.unit),
            }
        )

    def _name_links(self, one: ExportedObjective | ExportedKeyResult) -> Values:
        kinds: tuple[tuple[str, Sequence[ExportedDirectLink | ExportedIndirectLink]], ...] = (
            (OBJECTIVE.CONTRIBUTES_TO.name, one.contributes_to),
            (OBJECTIVE.SUPPORTS.name, one.supports),
        )
        named = ((name, [*links, *(link for link in one.outside if link.kind == name)]) for name, links in kinds)
        return {name: make_list(map(self._make_link, links)) for name, links in named if links}

    def _make_link(
        self, link: ExportedDirectLink | ExportedIndirectLink | ExportedOutsideLink | ExportedDistinction
    ) -> MapNode:
        share = link.share if isinstance(link, ExportedDirectLink | ExportedOutsideLink) else None
        return make_record(
            {
                LINK.TO.name: link.ref,
                LINK.SHARE.name: self._numbers.write_share(share),
                LINK.BECAUSE.name: write_text(link.because),
            }
        )

    def _name_thresholds(self, one: ExportedKeyResult) -> Values:
        """Return commit and stretch, beside which the target stands as `to`."""
        told = one.thresholds or ()
        values: dict[str, str] = {each.name: self._numbers.write_amount(each.value, one.unit) for each in told}
        return {field.name: values.get(field.name, "") for field in (KEY_RESULT.COMMIT, KEY_RESULT.STRETCH)}

    def _name_levels(self, one: ExportedKeyResult) -> Values:
        if one.levels is None:
            return {}
        levels: Values = {
            LEVELS.COMMIT.name: write_text(one.levels.commit),
            LEVELS.TARGET.name: write_text(one.levels.target),
            LEVELS.STRETCH.name: write_text(one.levels.stretch),
        }
        return {KEY_RESULT.LEVELS.name: make_record(levels)}

    def _name_rubric(self, one: ExportedKeyResult) -> Values:
        if not one.rubric:
            return {}
        return {
            KEY_RESULT.RUBRIC.name: make_record(
                {self._numbers.write_number(each.grade): write_text(each.text) for each in one.rubric}
            )
        }

    def _name_ranges(self, one: ExportedKpi) -> Values:
        if not one.ranges:
            return {}
        ranges: Values = {
            each.start.isoformat(): self._numbers.write_range(each.range, one.unit) for each in one.ranges
        }
        return {KPI.RANGES.name: make_record(ranges)}

    def _write_weight(self, weight: float) -> str:
        return self._numbers.write_number(weight) if weight != 1 else ""

    def _name_series(self, name: str, values: Sequence[ExportedDatedValue], unit: str) -> Values:
        if not values:
            return {}
        return {
            name: make_record({one.date.isoformat(): self._numbers.write_amount(one.value, unit) for one in values}),
        }


def make_session(one: ExportedSession) -> MapNode:
    """Return the record of the session that opened a cycle."""
    return make_record(
        {
            SESSION.DATE.name: _write_day(one.date),
            SESSION.FACILITATOR.name: write_text(one.facilitator),
            **name_texts(SESSION.INPUTS.name, one.inputs),
            **name_texts(SESSION.DECISIONS.name, one.decisions),
        }
    )


def _is_typed(one: ExportedKeyResult, name: str, otherwise: bool) -> bool:
    """Whether a number was typed as a field of a key result, as the explanation of its progress has it.

    Args:
        one: The key result.
        name: The field.
        otherwise: What holds where the explanation doesn't say.
    """
    labels = (term.label for term in one.explanations.progress.terms)
    label = next((label for label in labels if label.startswith(f"{name} (")), None)
    return otherwise if label is None else label == f"{name} (typed)"


def _find_same(checkins: Sequence[ExportedCheckin], report: ExportedValueCheckin) -> Iterator[int]:
    """Yield the places of the check-ins that a report of a key result can have been taken from."""
    for place, checkin in enumerate(checkins):
        if (checkin.date, checkin.by, checkin.note) == (report.date, report.by, report.note):
            yield place


def write_text(words: str | None) -> Node | str:
    """Return a text that somebody typed: `null` is a word like any other."""
    return Scalar(words, _NOWHERE, plain=False) if words and words.strip() else ""


def name_texts(name: str, texts: Sequence[str]) -> Values:
    """Return a field of a record that holds several texts; nothing of none."""
    items = [one for one in map(write_text, texts) if isinstance(one, Scalar)]
    return {name: make_list(items)} if items else {}


def _name_records(name: str, records: Sequence[MapNode]) -> Values:
    return {name: make_list(records)} if records else {}


def _write_day(day: date | None) -> str:
    return day.isoformat() if day else ""
