"""Objectives for the public: what is marked is taken out, and what stays says nothing of it.

Decides what of an objective, a key result and a check-in stays. Key results keep their place: the objective's numbers
must explain themselves, so each withheld one is there, with how far it is and nothing else. Places lose their lines,
which would tell how much stands between two texts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

import msgspec
from msgspec.structs import replace

from okrsite.alignment.references import ReferenceResolver
from okrsite.model.audience import ALL, INTERNAL, NOTES, NUMBERS, DisclosedProgress, is_withheld, round_to_whole_percent
from okrsite.model.objectives import CheckIn, KeyResult, Objective, TypedLink, UnreadValue
from okrsite.model.organisation import Organisation
from okrsite.model.refs import ObjectiveRef
from okrsite.model.unread_values import LINK_FIELDS
from okrsite.problems import Place
from okrsite.progress.key_results import clamp_share, compute_expected_progress
from okrsite.progress.measure import KeyResultMeasure, Measures
from okrsite.prose import NO_PROSE
from okrsite.vocabulary import KEY_RESULT, OBJECTIVE

_UNTOLD = LINK_FIELDS | {
    field.name for field in (OBJECTIVE.CHECKINS, OBJECTIVE.INITIATIVES, OBJECTIVE.WITH, KEY_RESULT.KPI)
}
"""Fields of which the public isn't told that something in them can't be read: it may be about what is internal."""
UNNAMED = "A key result that is not shown here"
"""The title of one that is withheld as a whole."""


def redact_place(place: Place) -> Place:
    """Return a place of which only the file is told; line 0 is none."""
    return Place(place.path, 0, 0, 0, 1)


class ObjectiveRedactor(msgspec.Struct, frozen=True):
    """Takes out of objectives what is withheld; made once for an organisation."""

    organisation: Organisation
    """All of it."""
    measures: Measures
    """Of all of it: what is withheld is measured before it goes."""
    resolver: ReferenceResolver
    """Of all of it."""
    kept: Collection[ObjectiveRef]
    """The objectives that stay."""
    kpis: Collection[str]
    """The KPIs that stay, by full id."""

    def redact_objective(self, objective: Objective) -> Objective:
        """Return an objective as the public sees it."""
        marks = {key_result.id: self._collect_marks(objective, key_result) for key_result in objective.key_results}
        quiet = is_withheld(objective.audience, NOTES)
        continues = self._redact_references((objective.continues,), objective, back=True) if objective.continues else ()
        return replace(
            objective,
            place=redact_place(objective.place),
            places={},
            contributes_to=self._redact_references(objective.contributes_to, objective),
            supports=self._redact_references(objective.supports, objective),
            depends_on=self._redact_references(objective.depends_on, objective),
            confirms=self._redact_references(objective.confirms, objective),
            differs_from=self._redact_references(objective.differs_from, objective),
            continues=next(iter(continues), None),
            needs=NO_PROSE if quiet else objective.needs,
            blockers=() if quiet else objective.blockers,
            notes=NO_PROSE if quiet else objective.notes,
            retrospective=NO_PROSE if quiet else objective.retrospective,
            audience=frozenset(),
            ignored=(),
            key_results=self._redact_key_results(objective, marks),
            initiatives=tuple(
                replace(
                    work,
                    place=redact_place(work.place),
                    moves=tuple(key for key in work.moves if ALL not in marks[key]),
                )
                for work in objective.initiatives
            ),
            checkins=tuple(
                filter(None, (self._redact_checkin(said, marks, quiet=quiet) for said in objective.checkins))
            ),
            reported=self._find_reported_day(objective),
            heard=self._hides_reports(objective, marks),
            unread=_redact_unread_values(objective.unread),
        )

    def _collect_marks(self, objective: Objective, key_result: KeyResult) -> frozenset[str]:
        hidden = {NUMBERS} if key_result.kpi and key_result.kpi not in self.kpis else set()
        return objective.audience | key_result.audience | hidden

    def _find_reported_day(self, objective: Objective) -> date | None:
        """Return the day of the newest check-in; of KPIs and commits, the days of what is told are known anyway."""
        return max((said.date for said in objective.checkins if said.date <= self.measures.today), default=None)

    def _hides_reports(self, objective: Objective, marks: Mapping[str, frozenset[str]]) -> bool:
        """Whether withheld numbers come without check-ins: when they last did must not show, nor that they didn't."""
        for key_result in objective.key_results:
            reports = self.measures.key_results[objective.ref.make_key_result_ref(key_result.id)].current_values.reports
            if is_withheld(marks[key_result.id], NUMBERS) and (
                key_result.kpi or any(said.origin != "file" for said in reports)
            ):
                return True
        return False

    def _redact_references(
        self, links: Iterable[TypedLink], objective: Objective, *, back: bool = False
    ) -> tuple[TypedLink, ...]:
        """Return the links that lead to something the public sees, spelled out: nothing else may be found by them."""
        references = []
        for link in links:
            if self.resolver.outside.is_outside(link.text):  # it was resolved by what everybody may read
                share = None if NUMBERS in objective.audience else link.share
                references.append(TypedLink(link.text, redact_place(link.place), share, link.because))
                continue
            ending = self.resolver.resolve(link, objective, back=back)
            if ending is None or ending.objective.ref not in self.kept:
                continue
            target, key_result = ending.objective, ending.key_result
            marks = self._collect_marks(target, key_result) if key_result else frozenset()
            whole = key_result is None or ALL in marks
            # A share is a part of a number, and says how large it is; without the number, it says something else.
            quiet = NUMBERS in objective.audience or is_withheld(target.audience | marks, NUMBERS)
            share = None if quiet else link.share
            text = target.ref if whole else ending.ref
            references.append(TypedLink(text, redact_place(link.place), share, link.because))
        return tuple(references)

    def _redact_key_results(self, objective: Objective, marks: Mapping[str, frozenset[str]]) -> tuple[KeyResult, ...]:
        taken = {
            name
            for key_result in objective.key_results
            if ALL not in marks[key_result.id]
            for name in (key_result.id, *key_result.aliases)
        }
        key_results = []
        for position, key_result in enumerate(objective.key_results, 1):
            if ALL in marks[key_result.id]:
                key = f"key-result-{position}"
                while key in taken:
                    key += "-x"
                key_results.append(self._replace_key_result(objective, key_result, key))
            else:
                key_results.append(self._redact_key_result(objective, key_result, marks[key_result.id]))
        return tuple(key_results)

    def _replace_key_result(self, objective: Objective, key_result: KeyResult, key: str) -> KeyResult:
        numbers = self.measures.key_results[objective.ref.make_key_result_ref(key_result.id)]
        return KeyResult(
            id=key,
            title=UNNAMED,
            kind=None,
            place=redact_place(key_result.place),
            places={},
            weight=key_result.weight,
            confidence=_round_share(numbers.current_values.confidence),
            status=key_result.status,
            grade=_round_share(key_result.grade),
            audience=INTERNAL,
            withheld=DisclosedProgress(
                _round_share(numbers.progress), self._compute_final_expectation(objective, key_result, numbers)
            ),
        )

    def _redact_key_result(self, objective: Objective, key_result: KeyResult, marks: frozenset[str]) -> KeyResult:
        named = replace(
            key_result,
            place=redact_place(key_result.place),
            places={},
            contributes_to=self._redact_references(key_result.contributes_to, objective),
            supports=self._redact_references(key_result.supports, objective),
            milestones=tuple(replace(step, place=redact_place(step.place)) for step in key_result.milestones),
            notes=NO_PROSE if NOTES in marks else key_result.notes,
            audience=frozenset(),
            ignored=(),
            unread=_redact_unread_values(key_result.unread),
        )
        if NUMBERS not in marks:
            return named
        numbers = self.measures.key_results[objective.ref.make_key_result_ref(key_result.id)]
        return KeyResult(
            id=named.id,
            title=named.title,
            kind=None,
            place=named.place,
            places={},
            owner=named.owner,
            weight=named.weight,
            confidence=_round_share(numbers.current_values.confidence),
            due=named.due,
            status=named.status,
            grade=_round_share(named.grade),
            # A share says how large the number is.
            contributes_to=tuple(replace(link, share=None) for link in named.contributes_to),
            supports=tuple(replace(link, share=None) for link in named.supports),
            aliases=named.aliases,
            notes=named.notes,
            withheld=DisclosedProgress(_round_share(numbers.progress), _round_share(numbers.expected)),
        )

    def _compute_final_expectation(
        self, objective: Objective, key_result: KeyResult, numbers: KeyResultMeasure
    ) -> float | None:
        """Return what is expected if it isn't due before the end of its cycle.

        Of which part the time has passed would tell the day on which it is due.
        """
        cycle = self.organisation.cycles[objective.cycle]
        return _round_share(
            compute_expected_progress(replace(key_result, due=None), numbers.current_values, cycle, self.measures.today)
        )

    def _redact_checkin(self, said: CheckIn, marks: Mapping[str, frozenset[str]], *, quiet: bool) -> CheckIn | None:
        """Return what the public hears of a check-in; None where that is nothing.

        Words that stand beside a withheld key result's value may be about it, so they go with it.
        """
        about = {name for key in (*said.now, *said.confidence) for name in marks.get(key, ())}
        wordless = quiet or ALL in said.audience or ALL in about or NOTES in about
        checkin = replace(
            said,
            by=None if wordless else said.by,
            note=NO_PROSE if wordless else said.note,
            now={key: value for key, value in said.now.items() if not is_withheld(marks.get(key, INTERNAL), NUMBERS)},
            confidence={
                key: round_to_whole_percent(sure) if NUMBERS in marks[key] else sure
                for key, sure in said.confidence.items()
                if ALL not in marks.get(key, INTERNAL)
            },
            place=redact_place(said.place),
            places={},
            audience=frozenset(),
        )
        return checkin if checkin.note or checkin.by or checkin.status or checkin.now or checkin.confidence else None


def _redact_unread_values(values: Iterable[UnreadValue]) -> tuple[UnreadValue, ...]:
    """Return which values can't be read; not the links that lead nowhere, nor what is wrong in the words of others."""
    return tuple(replace(value, place=redact_place(value.place)) for value in values if value.field not in _UNTOLD)


def _round_share(share: float | None) -> float | None:
    """Return how far something withheld is: cut, as it counts, and in whole percent."""
    return None if share is None else round_to_whole_percent(clamp_share(share))
