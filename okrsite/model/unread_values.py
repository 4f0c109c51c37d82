"""Which single values can't be read, so that a build leaves out these and not the files in which they stand.

Decides of each error whether it costs a value, a key result's numbers, or more than that. A value is meant if the
error is one of values and lies within a field of an objective or a key result that is known, or if it is about the name
of a field or a row of a table. Everything else may cost more than one can see, above all marks that keep something
back, and is for whoever leaves out objectives and files: a mark itself, a frame that is broken, an id, and a text in
which a mark may have got lost.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from okrsite.fields import Field
from okrsite.model.objectives import KeyResult, Objective
from okrsite.model.organisation import Organisation
from okrsite.model.refs import ObjectiveRef
from okrsite.model.unread_fields import IDENTIFYING, WITH_RECORDS, find_doubtful_fields
from okrsite.problems import Place, Problem
from okrsite.sources.mark_words import may_keep_back
from okrsite.sources.text import ReadLines
from okrsite.vocabulary import CHECKIN, INITIATIVE, OBJECTIVE

_VALUES = frozenset(
    {
        *("OKR203", "OKR204", "OKR206", "OKR207", "OKR211", "OKR213", "OKR214", "OKR216", "OKR217", "OKR219"),
        *("OKR202", "OKR209", "OKR212", "OKR220", "OKR221", "OKR223", "OKR224"),
    }
)
"""Codes of a value that can't be read, or names something that isn't there."""
_LINKS = frozenset({"OKR301", "OKR305", "OKR306"})
"""Codes of a link that leads nowhere."""
_NAMES = frozenset({"OKR104", "OKR120", "OKR201"})
"""Codes about names of fields, and rows of tables."""
_NUMBERS = frozenset({"OKR205", "OKR208", "OKR215"})
"""Codes of values that contradict each other: which of them is wrong can't be told."""
LINK_FIELDS: frozenset[str] = frozenset(
    field.name
    for field in (
        OBJECTIVE.CONTRIBUTES_TO,
        OBJECTIVE.SUPPORTS,
        OBJECTIVE.DEPENDS_ON,
        OBJECTIVE.CONFIRMS,
        OBJECTIVE.DIFFERS_FROM,
        OBJECTIVE.CONTINUES,
    )
)
"""Fields that name objectives or key results of others."""
_WITH_RECORDS = LINK_FIELDS | WITH_RECORDS
"""Fields of several parts, of which one may lack something; in another shape they may be meant as anything."""
_CHOICES: Mapping[str, tuple[Field[str], ...]] = {
    OBJECTIVE.CHECKINS.name: (CHECKIN.STATUS,),  # and not its audience
    OBJECTIVE.INITIATIVES.name: (INITIATIVE.STATUS,),
}
"""Fields of inner records that take a word out of several."""


class UnreadPlace(msgspec.Struct, frozen=True):
    """A value that can't be read, and to what it belongs."""

    problem: Problem
    ref: ObjectiveRef
    key_result: str | None
    """The id of the key result under which it was typed; None: under the objective itself."""
    field: str
    """The name of the field in which it stands."""

    @property
    def is_about_numbers(self) -> bool:
        """Whether all numbers of the key result are in doubt, and not this one value."""
        return self.problem.code in _NUMBERS


def find_unread_values(
    organisation: Organisation, problems: Collection[Problem], read_lines: ReadLines
) -> tuple[UnreadPlace, ...]:
    """Return those problems that cost no more than a value; the others are not among them."""
    wanted = [
        problem for problem in problems if problem.severity == "error" and problem.code in _VALUES | _LINKS | _NUMBERS
    ]
    named = [problem for problem in problems if problem.severity == "error" and problem.code in _NAMES]
    if not (wanted or named):
        return ()
    by_path: dict[str, list[Objective]] = {}
    paths = {problem.place.path for problem in (*wanted, *named)}
    for objective in organisation.objectives.values():
        if objective.place.path in paths:
            by_path.setdefault(objective.place.path, []).append(objective)
    files = {path: _FieldFinder(objectives) for path, objectives in by_path.items()}
    lines = {path: read_lines(path) for path in files}
    found = (files[problem.place.path].find(problem) for problem in wanted if problem.place.path in files)
    values = [unread for unread in found if unread and not _may_hide_mark(unread.problem, lines)]
    for problem in named:
        path = problem.place.path
        named_in = _find_objective(problem.place, by_path.get(path, ()), organisation.objective_extents.get(path, ()))
        if named_in is not None:
            values += [
                UnreadPlace(problem, named_in.ref, doubtful.key_result, doubtful.field)
                for doubtful in find_doubtful_fields(problem, named_in, lines[path])
            ]
    return tuple(values)


def _find_objective(place: Place, objectives: Iterable[Objective], extents: Iterable[Place]) -> Objective | None:
    """Return the objective within whose lines a place lies."""
    extent = next((extent for extent in extents if extent.line <= place.line <= extent.end_line), None)
    within = (known for known in objectives if extent and extent.line <= known.place.line <= extent.end_line)
    return next(within, None)


def _may_hide_mark(problem: Problem, lines: Mapping[str, Sequence[str]]) -> bool:
    """Whether the text that isn't understood may hold a mark; that of a link is a name, and understood as such."""
    if problem.code in _LINKS - {"OKR306"}:
        return False
    place = problem.place
    text = " ".join(lines[place.path][place.line - 1 : place.end_line])
    if place.line == place.end_line:
        text = text[place.column - 1 : place.end_column - 1]
    return not text or may_keep_back(text)


class _FieldFinder:
    """Finds the field in which a place lies, among those of the objectives of one file."""

    def __init__(self, objectives: Iterable[Objective]) -> None:
        fields = sorted(_list_fields(objectives), key=lambda field: field.start)
        # Those of key results lie within one of their objective; fields beside each other are apart.
        self._inner = [field for field in fields if field.key_result is not None]
        self._outer = [field for field in fields if field.key_result is None]

    def find(self, problem: Problem) -> UnreadPlace | None:
        """Return the value that a problem is about; None where it is about more than one."""
        start = (problem.place.line, problem.place.column)
        for fields in (self._inner, self._outer):
            at = bisect_right(fields, start, key=lambda field: field.start) - 1
            if at >= 0 and start < fields[at].end:
                field = fields[at]
                return UnreadPlace(problem, field.ref, field.key_result, field.name) if field.accepts(problem) else None
        return None


class _FieldSpan(msgspec.Struct, frozen=True):
    ref: ObjectiveRef
    key_result: str | None
    name: str
    start: tuple[int, int]
    end: tuple[int, int]

    def accepts(self, problem: Problem) -> bool:
        """Whether a problem in this field costs no more than a value."""
        if problem.code == "OKR209":
            return self.name == OBJECTIVE.ID.name
        if self.name in IDENTIFYING or self.name == OBJECTIVE.KEY_RESULTS.name:
            return False
        if problem.code in _NUMBERS:
            return self.key_result is not None or self.name == OBJECTIVE.CHECKINS.name
        if problem.code == "OKR212":
            return self.name in _WITH_RECORDS
        if problem.code == "OKR202":
            return self.name not in _WITH_RECORDS
        if problem.code in _LINKS:
            return self.name in LINK_FIELDS
        if problem.code == "OKR211" and self.name in _CHOICES:
            return problem.message.startswith(tuple(f"'{field.name}'" for field in _CHOICES[self.name]))
        return True


def _list_fields(objectives: Iterable[Objective]) -> Iterator[_FieldSpan]:
    for objective in objectives:
        yield from _list_spans(objective.ref, None, objective.places)
        for key_result in objective.key_results:
            yield from _list_spans(objective.ref, key_result, key_result.places)


def _list_spans(ref: ObjectiveRef, key_result: KeyResult | None, places: Mapping[str, Place]) -> Iterator[_FieldSpan]:
    for name, place in places.items():
        yield _FieldSpan(
            ref,
            key_result.id if key_result else None,
            name,
            (place.line, place.column),
            (place.end_line, place.end_column),
        )
