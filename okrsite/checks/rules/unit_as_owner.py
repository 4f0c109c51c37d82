"""OKR267: a unit stands where a person answers for something.

What: the `owner` of an objective or of a key result is the name of a unit, and nobody in people.yml is called so.
Why: it would be listed among the people, and the people of the unit would each think that somebody else answers for it.
Instead: name one person. The unit itself is said by the folder of the file, and other units that help by `with`.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.model.folded_words import fold_words
from okrsite.problems import Problem, create_problem
from okrsite.snapshot import Snapshot
from okrsite.sources.misreads import quote_text
from okrsite.vocabulary import KEY_RESULT, OBJECTIVE


def check(snapshot: Snapshot) -> Iterator[Problem]:
    """Yield a problem for each owner that is a unit."""
    organisation = snapshot.organisation
    units = {
        fold_words(name): unit.id
        for unit in organisation.units.values()
        if not unit.is_person
        for name in (unit.name, unit.id)
    }
    names = {
        key: units[fold_words(key)]
        for key, person in organisation.people.items()
        if person.place is None and fold_words(key) in units
    }
    if not names:
        return
    for objective in organisation.objectives.values():
        owners = [(objective.owner, objective.find_place(OBJECTIVE.OWNER) or objective.place)]
        owners += [(one.owner, one.find_place(KEY_RESULT.OWNER) or one.place) for one in objective.key_results]
        for owner, place in owners:
            if owner in names:
                message = f"{quote_text(owner)} is a unit, and no one person."
                yield create_problem("OKR267", place, message, "Name the one person in it who answers for this.")
