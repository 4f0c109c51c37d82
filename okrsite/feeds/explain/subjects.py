"""What somebody means who types a reference on the command line: an objective, a key result, a unit, a cycle, a KPI."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okrsite.alignment.outside_references import split_outside_reference
from okrsite.alignment.references import ReferenceResolver
from okrsite.model.cycles import Cycle
from okrsite.model.names import find_unit_by_name
from okrsite.model.objectives import KeyResult, Objective, TypedLink
from okrsite.model.organisation import COMPANY, Kpi, Organisation, Unit
from okrsite.model.refs import AnyRef
from okrsite.nearest import find_close_name, suggest_name
from okrsite.problems import Place, Problem
from okrsite.snapshot import Snapshot

Subject = Objective | tuple[Objective, KeyResult] | Unit | Cycle | Kpi


class SubjectNotFoundError(LookupError):
    """Nothing is called like that. `hint` says what is."""

    def __init__(self, message: str, hint: str = "") -> None:
        """Carry a sentence and a hint."""
        super().__init__(message)
        self.hint = hint


def find_subject(snapshot: Snapshot, ref: str) -> Subject:
    """Return what a reference means.

    Without a cycle an objective is looked for in the current cycle, else in the enclosing ones, else in the newest.

    Raises:
        SubjectNotFoundError: it leads nowhere.
    """
    organisation = snapshot.organisation
    wanted = ref.strip().strip("/").replace("/#", "#")
    problems: list[Problem] = []
    _refuse_outside_goal(snapshot, wanted)
    if "/" in wanted:
        target = ReferenceResolver(organisation, problems).resolve(
            TypedLink(wanted, _NOWHERE), _create_reading_objective(snapshot), back=True
        )
        if target is not None:
            return (target.objective, target.key_result) if target.key_result else target.objective
    kpi = organisation.kpis.get(wanted) or organisation.kpis.get(wanted.removeprefix(f"{COMPANY}/"))
    small = organisation.units.get(wanted) or _find_cycle(snapshot, wanted) or kpi
    if small is not None:
        return small
    if problems:
        raise SubjectNotFoundError(_capitalise(problems[0].message), problems[0].hint)
    if "/" in wanted:
        _refuse_unread_file(snapshot, wanted)
        raise SubjectNotFoundError(
            f"'{wanted}' can't be explained: drafts have no public numbers.",
            "See it in the preview (okrsite serve), or take its 'visibility: draft' out.",
        )
    raise _create_not_found_error(snapshot, wanted)


def _refuse_unread_file(snapshot: Snapshot, wanted: str) -> None:
    """Say of a reference into a unit in which something can't be read that it may lead there.

    Raises:
        SubjectNotFoundError: there is such a file.
    """
    folder = f"/{wanted.partition('/')[0]}/"
    unread = next((one for one in snapshot.problems if one.severity == "error" and folder in one.place.path), None)
    if unread is not None:
        raise SubjectNotFoundError(
            f"'{wanted}' can't be found, and {unread.place.path}:{unread.place.line} can't be read: {unread.message}",
            unread.hint,
        )


def _refuse_outside_goal(snapshot: Snapshot, wanted: str) -> None:
    """Say of a goal of another organisation where its numbers are explained.

    Raises:
        SubjectNotFoundError: it is one.
    """
    reference = split_outside_reference(wanted)
    remote = snapshot.organisation.remotes.get(reference.remote) if reference else None
    if reference is None or remote is None:
        return
    unit, *cycle, key = reference.parts if len(reference.parts) > 1 else ("", "")
    pages = [
        goal.url
        for goal in remote.objectives.values()
        if (goal.unit_id, goal.id) == (unit, key) and cycle in ([], [goal.cycle_id])
    ]
    raise SubjectNotFoundError(
        f"'{wanted}' is a goal of {remote.name}, who reckon its numbers themselves.",
        f"See where they come from on {pages[-1] if pages else remote.site}.",
    )


_NOWHERE = Place("")
_FORM = "Write unit/objective, with #key-result where it is one."
_MOST_MEANT = 3


def _create_reading_objective(snapshot: Snapshot) -> Objective:
    """Stand in for the objective in which a reference is typed: somewhere in the current cycle, in no unit."""
    current = snapshot.current_cycle
    return Objective(
        unit="", cycle=current.id if current else "", id="", title="", place=Place("command-line"), places={}
    )


def _find_cycle(snapshot: Snapshot, wanted: str) -> Cycle | None:
    cycles = snapshot.organisation.cycles
    return next((cycle for name, cycle in cycles.items() if name.upper() == wanted.upper()), None)


def _capitalise(text: str) -> str:
    return text[:1].upper() + text[1:]


def _create_not_found_error(snapshot: Snapshot, wanted: str) -> SubjectNotFoundError:
    organisation = snapshot.organisation
    if not wanted:
        return SubjectNotFoundError("The reference is empty.", _FORM)
    name, _, key = wanted.partition("#")
    if key and name in organisation.units:
        refs = [one.ref.make_end_ref(key) for one in organisation.list_objectives(name) if one.find_key_result(key)]
        message = f"'{name}' is a unit, and key results are those of objectives."
        return SubjectNotFoundError(message, _suggest_refs(refs) or _FORM)
    refs = list(_list_refs(organisation, name, key))
    if refs:
        return SubjectNotFoundError(f"'{wanted}' is no full reference.", f"{_suggest_refs(refs)} Say the unit too.")
    known = [*organisation.units, *organisation.cycles, *organisation.kpis]
    near = find_unit_by_name(organisation.units, wanted) or find_close_name(wanted, known)
    hint = suggest_name(near, _FORM)
    return SubjectNotFoundError(f"No unit, cycle or KPI is called '{wanted}'.", hint)


def _list_refs(organisation: Organisation, name: str, key: str) -> Iterator[AnyRef]:
    """Yield what an id or a title alone may mean, without its unit: objectives, and key results."""
    words, alone = _fold(name), not key or not name
    for objective in organisation.objectives.values():
        if name and words in map(_fold, (objective.id, *objective.aliases, objective.title)):
            yield objective.ref.make_end_ref(key or None)
        for key_result in objective.key_results if alone else ():
            if _fold(key or name) in map(_fold, (key_result.id, *key_result.aliases, key_result.title)):
                yield objective.ref.make_key_result_ref(key_result.id)


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())


def _suggest_refs(refs: Sequence[AnyRef]) -> str:
    """Return a question for what was meant, the newest first; empty for no references."""
    newest = [f"'{ref}'" for ref in reversed(refs)]
    return f"Did you mean {' or '.join(newest[:_MOST_MEANT])}?" if newest else ""
