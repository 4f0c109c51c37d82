"""Which objectives are still pursued: gaps can be closed in these, and remarks about these can be heeded."""

from __future__ import annotations

from okrsite.model.organisation import Organisation
from okrsite.model.refs import ObjectiveRef
from okrsite.progress.measures import Measures


def find_open_objectives(organisation: Organisation, measures: Measures) -> frozenset[ObjectiveRef]:
    """Return the objectives whose gaps can still be closed, by full reference: not over, not done, not dropped."""
    return frozenset(
        ref
        for ref, objective in organisation.objectives.items()
        if organisation.cycles[objective.cycle].end >= measures.today and not measures.objectives[ref].status.is_settled
    )
