"""Objectives for the public: what is marked is taken out, and what stays says nothing of it.

Decides what of an objective, a key result and a check-in stays. Key results keep their place: the objective's numbers
must explain themselves, so each withheld one is there, with how far it is and nothing else. Places lose their lines,
which would tell how much stands between two texts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from okrsite.alignment.references import Resolver
from okrsite.model.audience import ALL, INTERNAL, NOTES, NUMBERS, Withheld, hides, in_whole_percent
from okrsite.model.objectives import CheckIn, KeyResult, Objective, Reference
from okrsite.model.organisation import Organisation
from okrsite.problems import Place
from okrsite.progress.key_results import cut, expected_of
from okrsite.progress.measure import KeyResultMeasure, Measures

UNNAMED = "A key result that is not shown here"
"""The title of one that is withheld as a whole."""


def untold(place: Place) -> Place:
    """Return a place of which only the file is told; line 0 is none."""
    return Place(place.path, 0, 0)


@dataclass(frozen=True, slots=True)
class ObjectiveEditor:
    """Takes out of objectives what is withheld; made once for an organisation."""

    organisation: Organisation
    """All of it."""
    measures: Measures
    """Of all of it: what is withheld is measured before it goes."""
    resolver: Resolver
    """Of all of it."""
    kept: Collection[str]
    """The objectives that stay, by full reference."""
    kpis: Collection[str]
    """The KPIs that stay, by full id."""

    def objective(self, each: Objective) -> Objective:
        """Return an objective as the public sees it."""
        marks = {result.id: self._marks(each, result) for result in each.key_results}
        quiet = hides(each.audience, NOTES)
        continues = self._links((each.continues,), each, back=True) if each.continues else ()
        return replace(
            each,
            place=untold(each.place),
            places={},
            contributes_to=self._links(each.contributes_to, each),
            supports=self._links(each.supports, each),
            depends_on=self._links(each.depends_on, each),
            confirms=self._links(each.confirms, each),
            differs_from=self._links(each.differs_from, each),
            continues=next(iter(continues), None),
            needs="" if quiet else each.needs,
            blockers=() if quiet else each.blockers,
            notes="" if quiet else each.notes,
            retrospective="" if quiet else each.retrospective,
            audience=frozenset(),
            key_results=self._results(each, marks),
            initiatives=tuple(replace(work, place=untold(work.place)) for work in each.initiatives),
            checkins=tuple(filter(None, (self._checkin(said, marks, quiet=quiet) for said in each.checkins))),
            reported=self._spoken(each),
            heard=self._heard(each, marks),
        )

    def _marks(self, each: Objective, result: KeyResult) -> frozenset[str]:
        hidden = {NUMBERS} if result.kpi and result.kpi not in self.kpis else set()
        return each.audience | result.audience | hidden

    def _spoken(self, each: Objective) -> date | None:
        """Return the day of the newest check-in; of KPIs and commits, the days of what is told are known anyway."""
        return max((said.date for said in each.checkins if said.date <= self.measures.today), default=None)

    def _heard(self, each: Objective, marks: Mapping[str, frozenset[str]]) -> bool:
        """Whether withheld numbers come without check-ins: when they last did must not show, nor that they didn't."""
        for result in each.key_results:
            reports = self.measures.key_results[f"{each.ref}#{result.id}"].standing.reports
            if hides(marks[result.id], NUMBERS) and (result.kpi or any(said.origin != "file" for said in reports)):
                return True
        return False

    def _links(self, links: Iterable[Reference], each: Objective, *, back: bool = False) -> tuple[Reference, ...]:
        """Return the links that lead to something the public sees, spelled out: nothing else may be found by them."""
        found = []
        for link in links:
            ending = self.resolver.resolve(link, each, back=back)
            if ending is None or ending[0].ref not in self.kept:
                continue
            target, key = ending
            result = target.key_result(key) if key else None
            marks = self._marks(target, result) if result else frozenset()
            whole = result is None or ALL in marks
            # A share is a part of a number, and says how large it is; without the number, it says something else.
            quiet = NUMBERS in each.audience or hides(target.audience | marks, NUMBERS)
            share = None if quiet else link.share
            text = target.ref if whole else f"{target.ref}#{key}"
            found.append(Reference(text, untold(link.place), share, link.because))
        return tuple(found)

    def _results(self, each: Objective, marks: Mapping[str, frozenset[str]]) -> tuple[KeyResult, ...]:
        taken = {
            name for result in each.key_results if ALL not in marks[result.id] for name in (result.id, *result.aliases)
        }
        found = []
        for position, result in enumerate(each.key_results, 1):
            if ALL in marks[result.id]:
                key = f"key-result-{position}"
                while key in taken:
                    key += "-x"
                found.append(self._unnamed(each, result, key))
            else:
                found.append(self._result(each, result, marks[result.id]))
        return tuple(found)

    def _unnamed(self, each: Objective, result: KeyResult, key: str) -> KeyResult:
        numbers = self.measures.key_results[f"{each.ref}#{result.id}"]
        return KeyResult(
            id=key,
            title=UNNAMED,
            kind=None,
            place=untold(result.place),
            places={},
            weight=result.weight,
            confidence=_told(numbers.standing.confidence),
            status=result.status,
            grade=_told(result.grade),
            audience=INTERNAL,
            withheld=Withheld(_told(numbers.progress), self._expected_by_the_end(each, result, numbers)),
        )

    def _result(self, each: Objective, result: KeyResult, marks: frozenset[str]) -> KeyResult:
        named = replace(
            result,
            place=untold(result.place),
            places={},
            contributes_to=self._links(result.contributes_to, each),
            supports=self._links(result.supports, each),
            milestones=tuple(replace(step, place=untold(step.place)) for step in result.milestones),
            notes="" if NOTES in marks else result.notes,
            audience=frozenset(),
        )
        if NUMBERS not in marks:
            return named
        numbers = self.measures.key_results[f"{each.ref}#{result.id}"]
        return KeyResult(
            id=named.id,
            title=named.title,
            kind=None,
            place=named.place,
            places={},
            owner=named.owner,
            weight=named.weight,
            confidence=_told(numbers.standing.confidence),
            due=named.due,
            status=named.status,
            grade=_told(named.grade),
            # A share says how large the number is.
            contributes_to=tuple(replace(link, share=None) for link in named.contributes_to),
            supports=tuple(replace(link, share=None) for link in named.supports),
            aliases=named.aliases,
            notes=named.notes,
            withheld=Withheld(_told(numbers.progress), _told(numbers.expected)),
        )

    def _expected_by_the_end(self, each: Objective, result: KeyResult, numbers: KeyResultMeasure) -> float | None:
        """Return what is expected if it isn't due before the end of its cycle.

        Of which part the time has passed would tell the day on which it is due.
        """
        cycle = self.organisation.cycles[each.cycle]
        return _told(expected_of(replace(result, due=None), numbers.standing, cycle, self.measures.today)[0])

    def _checkin(self, said: CheckIn, marks: Mapping[str, frozenset[str]], *, quiet: bool) -> CheckIn | None:
        """Return what the public hears of a check-in; None where that is nothing.

        Words that stand beside a withheld key result's value may be about it, so they go with it.
        """
        about = {name for key in (*said.now, *said.confidence) for name in marks.get(key, ())}
        wordless = quiet or ALL in said.audience or ALL in about or NOTES in about
        found = replace(
            said,
            by=None if wordless else said.by,
            note="" if wordless else said.note,
            now={key: value for key, value in said.now.items() if not hides(marks.get(key, INTERNAL), NUMBERS)},
            confidence={
                key: in_whole_percent(sure) if NUMBERS in marks[key] else sure
                for key, sure in said.confidence.items()
                if ALL not in marks.get(key, INTERNAL)
            },
            place=untold(said.place),
            places={},
            audience=frozenset(),
        )
        return found if found.note or found.by or found.status or found.now or found.confidence else None


def _told(share: float | None) -> float | None:
    """Return how far something withheld is: cut, as it counts, and in whole percent."""
    return None if share is None else in_whole_percent(cut(share))
