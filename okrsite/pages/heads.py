"""An objective as far as others that are linked with it print it: what else it says changes none of their pages."""

from __future__ import annotations

import msgspec

from okrsite.model.organisation import Organisation
from okrsite.model.refs import ObjectiveRef
from okrsite.pages import addresses


class ObjectiveHead(msgspec.Struct, frozen=True):
    """What a link to an objective or to one of its key results prints."""

    title: str
    url: str
    unit: str
    """By name."""
    key_results: dict[str, tuple[str, str]]
    """The anchor and the title of each, by id and by alias."""


def build_head(organisation: Organisation, ref: ObjectiveRef) -> ObjectiveHead:
    """Return what links to an objective print."""
    objective = organisation.objectives[ref]
    named = [
        (key_result, (addresses.make_key_result_anchor(objective, key_result), key_result.title))
        for key_result in objective.key_results
    ]
    # Of two with the same former id, the first is meant; an id of today is nobody's former one.
    key_results = {alias: printed for key_result, printed in reversed(named) for alias in key_result.aliases}
    key_results |= {key_result.id: printed for key_result, printed in named}
    unit = organisation.units[objective.unit].name
    return ObjectiveHead(objective.title, addresses.make_objective_url(objective), unit, key_results)
