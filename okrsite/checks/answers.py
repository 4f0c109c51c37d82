"""Remarks that need no answer any more: `ignore` in a file, and the baseline of a company that starts.

Decides about which objective or key result a problem is. Errors are never left out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from okrsite.model.objectives import IgnoredRemark, KeyResult, Objective
from okrsite.model.organisation import Organisation
from okrsite.problems import Place, Problem, create_problem


class Subject(msgspec.Struct, frozen=True):
    """What a problem is about; None for the file as a whole."""

    objective: Objective | None = None
    key_result: KeyResult | None = None


class SubjectFinder:
    """Finds the objective and the key result in whose lines a place lies."""

    def __init__(self, organisation: Organisation) -> None:
        self._extents = organisation.objective_extents
        by_path: dict[str, list[Objective]] = {}
        for objective in organisation.objectives.values():
            by_path.setdefault(objective.place.path, []).append(objective)
        self._objectives: Mapping[str, list[Objective]] = by_path
        self._known: dict[str, tuple[list[int], list[Objective | None]]] = {}

    def find(self, place: Place) -> Subject:
        """Return what lies at a place."""
        starts, objectives = self._list_starts(place.path)
        at = bisect_right(starts, place.line) - 1
        objective = objectives[at] if at >= 0 else None
        if objective is None:
            return Subject()
        return Subject(objective, next((own for own in objective.key_results if _holds(own, place)), None))

    def _list_starts(self, path: str) -> tuple[list[int], list[Objective | None]]:
        """Return the first lines of what stands in a file, and the objective that begins there; None ends one."""
        if path not in self._known:
            spans = sorted(self._extents.get(path, ()))
            objectives = self._objectives.get(path, [])
            starts: list[int] = []
            found: list[Objective | None] = []
            for span in spans:
                inside = (one for one in objectives if span.line <= one.place.line <= span.end_line)
                starts.append(span.line)
                found.append(next(inside, None))
                if span.end_line + 1 not in {other.line for other in spans}:
                    starts.append(span.end_line + 1)
                    found.append(None)
            self._known[path] = (starts, found)
        return self._known[path]


def _holds(key_result: KeyResult, place: Place) -> bool:
    lines = [typed.line for typed in (key_result.place, *key_result.places.values())]
    return min(lines) <= place.line <= max(lines)


def drop_ignored(organisation: Organisation, problems: Iterable[Problem], *, name_unused: bool) -> list[Problem]:
    """Return the problems that nobody has answered with `ignore`, with what follows from one that somebody has.

    Args:
        organisation: Has what is ignored.
        problems: All that is said, with the severities of the settings.
        name_unused: Whether an answer to nothing is a remark, too (OKR264).
    """
    by_path = {path: list(answers) for path, answers in _list_answers(organisation)}
    if not by_path:
        return list(problems)
    finder = SubjectFinder(organisation)
    kept: list[Problem] = []
    used: set[tuple[Place, str]] = set()

    def find(problem: Problem) -> IgnoredRemark | None:
        if problem.severity == "error" or problem.place.path not in by_path:
            return None
        return _find_answer(by_path[problem.place.path], problem, finder.find(problem.place))

    waiting = deque(problems)
    while waiting:
        problem = waiting.popleft()
        answer = find(problem)
        if answer is None:
            kept.append(problem)
            # What isn't told beside its cause is answered as well.
            answered = filter(None, map(find, problem.consequences))
            used.update((one.place, one.code) for one in answered)
        else:
            used.add((answer.place, answer.code))
            waiting += problem.consequences
    if name_unused:
        kept += _name_unused(by_path, used)
    return kept


class _Answer(msgspec.Struct, frozen=True):
    remark: IgnoredRemark
    subject: Subject


def _list_answers(organisation: Organisation) -> Iterator[tuple[str, list[_Answer]]]:
    answers: dict[str, list[_Answer]] = {}
    for unit in organisation.units.values():
        for text in unit.texts.values():
            answers.setdefault(text.path, []).extend(_Answer(remark, Subject()) for remark in text.ignored)
    for objective in organisation.objectives.values():
        own = [_Answer(remark, Subject(objective)) for remark in objective.ignored]
        for key_result in objective.key_results:
            own += [_Answer(remark, Subject(objective, key_result)) for remark in key_result.ignored]
        if own:
            answers.setdefault(objective.place.path, []).extend(own)
    return ((path, found) for path, found in answers.items() if found)


def _find_answer(answers: Iterable[_Answer], problem: Problem, subject: Subject) -> IgnoredRemark | None:
    """Return the answer to a problem: the key result's own, the objective's, or that of the file."""
    for answer in answers:
        about = answer.subject
        if (
            answer.remark.code == problem.code
            and about.objective in (None, subject.objective)
            and about.key_result in (None, subject.key_result)
        ):
            return answer.remark
    return None


def _name_unused(by_path: Mapping[str, list[_Answer]], used: set[tuple[Place, str]]) -> Iterator[Problem]:
    for answers in by_path.values():
        for remark in (answer.remark for answer in answers):
            if (remark.place, remark.code) not in used:
                yield create_problem(
                    "OKR264",
                    remark.place,
                    f"{remark.code} is ignored here, and isn't said of anything here.",
                    "Take it out.",
                )
