"""OKR610: a key result is in the hands of another unit, and nobody there has heard of the objective.

What: a key result has an owner whose `team` in people.yml is another unit, neither above nor below the objective's own;
the objective names nobody at all in `with`, `consult` and `inform`; and no link leads from it to an objective of that
unit, or back. It is said once for an objective, at the first such key result. Of dependencies (`depends_on`) that
weren't confirmed, OKR504 speaks.
Why: somebody there has promised a number, and their own unit plans its quarter without it; it becomes the work of an
evening, or isn't done.
Instead: talk to them before the cycle begins, and say so: `consult` or `inform` with the unit's id, `with` if it is
theirs as much as yours.
Taught by: Google's OKR playbook, as printed in *Measure What Matters* (each group whose work is needed is named, and
has it among its own goals).
Disagrees: organisations in which people belong to a discipline on paper, and work in teams across; there people.yml may
say the team in which they work.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from okrsite.checks.running_goals import list_open_objectives
from okrsite.checks.title_words import quote_shortened
from okrsite.model.objectives import KeyResult, Objective
from okrsite.model.organisation import Organisation, Person
from okrsite.model.refs import ObjectiveRef
from okrsite.problems import Problem, create_problem
from okrsite.snapshot import Snapshot
from okrsite.vocabulary import KEY_RESULT


def check(snapshot: Snapshot) -> Iterator[Problem]:
    """Yield a remark for each open objective with a key result in the hands of a unit that isn't told."""
    organisation = snapshot.organisation
    linked: dict[ObjectiveRef, set[str]] = defaultdict(set)
    for link in snapshot.alignment.links:
        linked[link.source].add(link.target.unit)
        linked[link.target].add(link.source.unit)
    for objective in list_open_objectives(snapshot):
        # What is told of a unit that may be a draft stands in drafts only.
        if objective.joint or objective.consult or objective.inform or (snapshot.preview and not objective.draft):
            continue
        for key_result, person, unit in _list_foreign_hands(organisation, objective):
            if unit in linked[objective.ref]:
                continue
            name = organisation.units[unit].name
            yield create_problem(
                "OKR610",
                key_result.find_place(KEY_RESULT.OWNER) or key_result.place,
                f"{quote_shortened(key_result.title)} is in the hands of {person.name}, of {name}, and nothing says "
                f"that {name} knows of it.",
                f"Add `consult`, `inform` or `with` and {unit} to the objective, once you have talked.",
            )
            break


def _list_foreign_hands(organisation: Organisation, objective: Objective) -> Iterator[tuple[KeyResult, Person, str]]:
    """Yield key results that are still pursued and whose owner is of a unit beside the objective's own."""
    for key_result in objective.key_results:
        person = organisation.people.get(key_result.owner or "")
        if person is None or person.team is None or key_result.is_settled:
            continue
        if person.team in organisation.units and not _is_in_line(organisation, objective.unit, person.team):
            yield key_result, person, person.team


def _is_in_line(organisation: Organisation, first: str, second: str) -> bool:
    """Whether two units are the same, or one is above the other."""
    return any(
        upper == unit.id
        for upper, lower in ((first, second), (second, first))
        for unit in organisation.list_ancestry(lower)
    )
